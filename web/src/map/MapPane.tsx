// The map's place on the page: loads the map itself late, feeds it, and shows what it says.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Questions } from "../data/messages.js";
import { IconButton } from "../shell/Icon.js";
import type { ItemsHeld } from "../shell/items.js";
import { useTheme } from "../shell/theme.js";
import type { Sides } from "../sides.js";
import { countFilters, dayNumber, type SetState, type State } from "../state.js";
import type { Choice, MapSituation, TilesLayer } from "../types.js";
import { useGet } from "../use.js";
import { later } from "../later.js";
import { counted, dayInWords } from "../words.js";
import { Legend } from "./Legend.js";
import type { Hit, Spread } from "./overlay.js";
import { type Scene, scene, sceneBox } from "./scene.js";
import { Tip } from "./Tip.js";
import type { Box, World } from "./world.js";

interface Props {
  state: State;
  set: SetState;
  sides: Sides;
  items: ItemsHeld;
  places: Choice[] | null;
  tiles: TilesLayer | null;
}

const AROUND = 3; // days about the day whose incidents the map is fitted to
const NO_MARKS: Questions["marks"]["answer"] = { marks: [], version: 0, zoom: 0 };
const NO_WORDS = { kinds: [], sides: [], standings: [], precisions: [], names: [] };

/** What the day has on the map, in words; `filtered`: what the filters do not touch says so. */
function badge({ held, rings }: Scene, filtered: boolean): string {
  const some = (count: number, one: string, more: string) =>
    `${counted(count)} ${count === 1 ? one : more}`;
  const lifted = rings.filter(({ state }) => state === "does not hold").length;
  const words = [
    some(held.length, "place held", "places held"),
    some(rings.length - lifted, "siege", "sieges"),
    ...(lifted ? [`${counted(lifted)} told lifted`] : []),
  ].join(", ");
  const crowd = held.length + rings.length > CROWD ? " · where they crowd, the surest is drawn" : "";
  return `${words}${filtered ? " (whatever the filters)" : ""}${crowd}`;
}

const CROWD = 160;
const PATIENCE = 4000; // ms
const LIST_FIRST = 200;

const wait = (ms: number) => new Promise<void>((keep) => setTimeout(keep, ms));

function promised(): { promise: Promise<void>; keep: () => void } {
  let keep = () => {};
  const promise = new Promise<void>((kept) => {
    keep = kept;
  });
  return { promise, keep };
}

/** Whether the page is still waiting for what comes first; not for ever. */
function useFirst(isThere: boolean): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    if (isThere) setOver(true);
    const timer = setTimeout(() => setOver(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [isThere]);
  return !isOver;
}

export function MapPane({ state, set, sides, items, places, tiles }: Props) {
  const { worker, loaded, version } = items;
  const box = useRef<HTMLDivElement>(null);
  const [world, setWorld] = useState<World | null>(null);
  const [failed, setFailed] = useState("");
  const [marks, setMarks] = useState<Questions["marks"]["answer"]>(NO_MARKS);
  const [selected, setSelected] = useState<[number, number][]>([]);
  const [spread, setSpread] = useState<Spread | null>(null);
  const [over, setOver] = useState<{ hit: Hit; x: number; y: number } | null>(null);
  const now = useTheme();
  const isFirst = useFirst(version > 0);
  // The largest answer of all: the day's accounts and the list come before it.
  const situation = useGet<MapSituation>(state.at && !isFirst ? "/situation" : null, {
    at: state.at,
    known_by: state.known,
    rule: state.filters.rule[0] ?? null,
  });
  const drawn = useMemo(
    () => scene(situation.data, places, sides),
    [situation.data, places, sides],
  );
  const latest = useRef({ state, set, marks, world, drawn });
  latest.current = { state, set, marks, world, drawn };

  const first = useRef(promised());
  useEffect(() => {
    if (version > 0) first.current.keep();
  }, [version]);

  useEffect(() => {
    let made: World | null = null;
    let gone = false;
    const clicked = (hit: Hit | null) => click(hit);
    // The map is the largest part of the page: the day, the list and the timeline come before it.
    Promise.race([first.current.promise.then(() => wait(LIST_FIRST)), wait(PATIENCE)])
      .then(() => later(() => import("./world.js")))
      .then(({ World: Make }) => {
        if (gone || !box.current) return;
        made = new Make(box.current, latest.current.state.map, {
          rested: (view, at, user) => {
            worker.latest("marks", view, setMarks);
            const { state: before, set: change } = latest.current;
            if (!user) return;
            const part = before.area ? { area: made!.bounds() } : {};
            change({ map: at, ...part }, "replace");
          },
          moving: (view) => worker.latest("marks", view, setMarks),
          over: (hit, x, y) => setOver(hit ? { hit, x, y } : null),
          click: clicked,
        });
        setWorld(made);
      })
      .catch((error: Error) => setFailed(error.message));
    return () => {
      gone = true;
      made?.remove();
    };
    // once; `latest` has what changes.
  }, [worker]);

  const click = (hit: Hit | null) => {
    const { set: change, marks: known, world: map } = latest.current;
    setOver(null);
    if (!hit) {
      setSpread(null);
      return;
    }
    if ((hit.what === "held" || hit.what === "ring") && hit.more > 0 && map) {
      const { lon, lat } = hit.what === "held" ? hit.held : hit.ring;
      map.zoomAt(lon, lat, map.at()[2] + 2);
      return;
    }
    if (hit.what !== "mark") {
      const { line } = hit.what === "held" ? hit.held : hit.what === "ring" ? hit.ring : hit.way;
      change({ open: { type: "why", id: line } });
      return;
    }
    const { mark } = hit;
    if (mark.cluster === null) {
      change({ sel: mark.id, open: { type: "incident", id: mark.id } });
      return;
    }
    worker.ask("leaves", { cluster: mark.cluster, version: known.version }).then((found) => {
      if (!map || found.marks.length === 0) return;
      const { lon, lat } = mark;
      if (found.zoom <= map.deepest) map.zoomAt(lon, lat, found.zoom + 0.2);
      else {
        setSpread({ lon, lat, marks: found.marks, more: mark.count - found.marks.length });
      }
    });
  };

  // A new cut: the marks are asked for again, and what was spread out is closed.
  useEffect(() => {
    setSpread(null);
    if (world && version > 0) worker.latest("marks", world.seen(), setMarks);
  }, [world, version, worker]);

  // What is selected is ringed, and brought into view.
  useEffect(() => {
    if (!state.sel) {
      setSelected([]);
      return;
    }
    worker.ask("where", { id: state.sel }).then(({ points }) => {
      setSelected(points);
      const [first] = points;
      if (!world || !first) return;
      const [west, south, east, north] = world.bounds();
      const seen = points.some(
        ([lon, lat]) => lon >= west && lon <= east && lat >= south && lat <= north,
      );
      if (!seen) world.centre(first);
    });
  }, [state.sel, version, world, worker]);

  // Where nobody has moved the map, it shows what is told for the day; and so it does when a new day
  // has nothing on the screen.
  useEffect(() => {
    if (!world || !state.at || version === 0 || situation.waiting) return;
    const day = dayNumber(state.at);
    const whole = sceneBox(drawn);
    const show = (target: Box | null) => {
      if (!target) return;
      if (latest.current.state.map) {
        const [west, south, east, north] = world.bounds();
        const [a, b, c, d] = target;
        if (c >= west && a <= east && d >= south && b <= north) return;
      }
      world.fit(target);
    };
    if (whole) show(whole);
    else worker.ask("box", { from: day - AROUND, to: day + AROUND }).then(show);
    // the first cut and each new day.
  }, [world, state.at, version > 0, situation.data, worker]);

  // Back and forward, or a panel, moved the map.
  const at = state.map?.join(",");
  // `at` says where.
  useEffect(() => {
    if (world && state.map) world.goTo(state.map);
  }, [world, at]);

  useEffect(() => {
    world?.show({
      scene: drawn,
      marks: marks.marks,
      marksZoom: marks.zoom,
      words: loaded?.words ?? NO_WORDS,
      sideNumber: (side) => sides.number(side),
      selected,
      spread,
      off: new Set(state.off),
    });
  }, [world, drawn, marks, loaded, sides, selected, spread, state.off]);

  useEffect(() => {
    if (world && tiles) world.addDetail(tiles).catch((error: Error) => setFailed(error.message));
  }, [world, tiles]);

  // on a change of theme.
  useEffect(() => world?.recolour(), [world, now]);

  const following = state.area !== null;
  return (
    <section class="map" aria-label="Map">
      <div class="map-box" ref={box} />
      {failed ? (
        <p class="problem" role="alert">
          The map could not be drawn ({failed}). All that it shows is in the list.
        </p>
      ) : null}
      <div class="map-head">
        <span class="map-day">
          {state.at ? <b>{dayInWords(state.at)}</b> : null}
          {situation.data
            ? ` · ${badge(drawn, countFilters(state.filters) > 0)}`
            : situation.problem
              ? ` · ${situation.problem.title}`
              : " …"}
        </span>
        <label class="follow">
          <input
            type="checkbox"
            checked={following}
            onChange={() => set({ area: following ? null : (world?.bounds() ?? null) }, "replace")}
          />
          list follows the map
        </label>
      </div>
      <div class="map-zoom">
        <IconButton icon="plus" label="Zoom in" onClick={() => world?.zoomBy(1)} />
        <IconButton icon="minus" label="Zoom out" onClick={() => world?.zoomBy(-1)} />
        <IconButton icon="whole" label="Show all of the day" title="Show all of the day"
          onClick={() => {
            set({ map: null }, "replace");
            const whole = sceneBox(drawn);
            if (whole) world?.fit(whole);
            else worker.ask("box", { from: null, to: null }).then((all) => all && world?.fit(all));
          }} />
      </div>
      <Legend state={state} set={set} sides={sides} words={loaded?.words ?? NO_WORDS}
        detail={tiles !== null} />
      {tiles?.licence ? <p class="map-licence" dir="auto">{tiles.licence}</p> : null}
      {over ? (
        <Tip {...over} words={loaded?.words ?? NO_WORDS} rule={state.filters.rule[0] ?? ""}
          known={state.known} />
      ) : null}
    </section>
  );
}
