// What shapes, colours and strokes on the map mean; its layers can be switched off here.
import { useEffect, useRef } from "preact/hooks";
import type { Words } from "../data/columns.js";
import { Menu } from "../shell/Menu.js";
import { Shape } from "../shell/Shape.js";
import { useTheme } from "../shell/theme.js";
import type { Sides } from "../sides.js";
import type { Layer, SetState, State } from "../state.js";
import { paintWay, type Picture, Stamps } from "./paint.js";
import { palette } from "./palette.js";

interface Props {
  state: State;
  set: SetState;
  sides: Sides;
  words: Words;
  /** Whether the server has tiles for more than land and borders. */
  detail: boolean;
}

const LAYER_NAMES: Record<Layer, string> = {
  control: "Places held",
  sieges: "Sieges",
  routes: "Routes",
  incidents: "Incidents",
  names: "Names",
  detail: "Roads, rivers and towns",
};

const HELD = { place: "", lon: 0, lat: 0, holders: [], part: false, disputed: false, line: "", days: null };

export function Legend({ state, set, sides, words, detail }: Props) {
  const toggle = (layer: Layer) =>
    set(
      {
        off: state.off.includes(layer)
          ? state.off.filter((other) => other !== layer)
          : [...state.off, layer],
      },
      "replace",
    );
  return (
    <Menu class="legend" stays>
      <summary class="button">Legend</summary>
      <div class="legend-body">
        <div class="legend-columns">
        <fieldset>
          <legend>Shown</legend>
          {(Object.keys(LAYER_NAMES) as Layer[]).filter((layer) => detail || layer !== "detail").map((layer) => (
            <label key={layer}>
              <input
                type="checkbox"
                checked={!state.off.includes(layer)}
                onChange={() => toggle(layer)}
              />
              {LAYER_NAMES[layer]}
            </label>
          ))}
        </fieldset>
        <section>
          <h3>Colour: the side</h3>
          <ul>
            {sides.list.map((side) => (
              <li key={side}>
                <i class="dot" style={{ background: sides.colour(side) }} /> <bdi>{side}</bdi>
              </li>
            ))}
            <li>
              <i class="dot" style={{ background: "var(--side-none)" }} /> unknown, or of no party
            </li>
          </ul>
          <p class="small quiet-text">
            Of incidents: the side of those who tell most of it. Of places: who is told to hold them.
          </p>
        </section>
        <section>
          <h3>Shape: the kind</h3>
          <ul>
            {words.kinds.map(({ value, label }) => (
              <li key={value}>
                <Shape kind={value} colour="var(--ink-2)" stroke="solid" size={14} /> {label}
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h3>Stroke: how sure</h3>
          <ul>
            <li>
              <Shape kind="air" colour="var(--ink-2)" stroke="solid" size={14} /> told as fact, place
              exact to a settlement
            </li>
            <li>
              <Shape kind="air" colour="var(--ink-2)" stroke="hollow" size={14} /> place known only
              coarsely: an area, a district
            </li>
            <li>
              <Shape kind="air" colour="var(--ink-2)" stroke="dashed" size={14} /> disputed, denied,
              unsure or said ahead
            </li>
            <li>
              <i class="dot small-dot" /> accounts differ
            </li>
          </ul>
        </section>
        <section>
          <h3>On the day</h3>
          <ul class="drawn">
            <Drawn words="told to be held" paint={(to) => to.held({ ...HELD, sides: [0], state: "holds" })} />
            <Drawn words="may be held" paint={(to) => to.held({ ...HELD, sides: [0], state: "may hold" })} />
            <Drawn words="last reported, longer ago" paint={(to) => to.held({ ...HELD, sides: [0], state: "last reported" })} />
            <Drawn words="contested, or accounts differ" paint={(to) => to.held({ ...HELD, sides: [0, 1], state: "holds", disputed: true })} />
            <Drawn words="siege (colour: besieger)" paint={(to) => to.ring({ side: 1, status: "", state: "holds" })} />
            <Drawn words="siege lifted" paint={(to) => to.ring({ side: 1, status: "", state: "does not hold" })} />
            <Road words="route open" status="open" />
            <Road words="route cut" status="cut" />
          </ul>
        </section>
        <p class="small quiet-text">
          A number is a cluster of incidents, its ring the sides' shares; a click zooms in or spreads
          them out. Points are places named, never areas of control. Routes are drawn straight between
          the places they name. Borders by Natural Earth (public domain): no claim of ours.{" "}
          <a href="/licences.txt" target="_blank" rel="noopener">
            Licences
          </a>
        </p>
        </div>
      </div>
    </Menu>
  );
}

function Drawn({ words, paint }: { words: string; paint: (to: Stamps) => Picture }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const now = useTheme();
  // drawn again in the other theme.
  useEffect(() => {
    const to = canvas.current?.getContext("2d");
    if (!to) return;
    const picture = paint(new Stamps(palette(), 2));
    to.clearRect(0, 0, 56, 56);
    const size = Math.min(56, picture.width);
    to.drawImage(picture, (56 - size) / 2, (56 - size) / 2, size, size);
  }, [now]);
  return (
    <li>
      <canvas ref={canvas} width="56" height="56"/> {words}
    </li>
  );
}

function Road({ words, status }: { words: string; status: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const now = useTheme();
  // drawn again in the other theme.
  useEffect(() => {
    const to = canvas.current?.getContext("2d");
    if (!to) return;
    to.setTransform(2, 0, 0, 2, 0, 0);
    to.clearRect(0, 0, 28, 28);
    paintWay(to, { status, state: "holds" }, { x: 0, y: 14 }, { x: 28, y: 14 }, palette());
  }, [now]);
  return (
    <li>
      <canvas ref={canvas} width="56" height="56"/> {words}
    </li>
  );
}
