// The list of what map and timeline show, and the trays of what has no place or no day. Only the rows
// on the screen exist; their order comes from the worker.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { About } from "../api.js";
import type { Row } from "../data/messages.js";
import type { ItemsHeld } from "../shell/items.js";
import type { Sides } from "../sides.js";
import { dayNumber, type SetState, type Sort, type State } from "../state.js";
import { useMedia } from "../use.js";
import { useCards } from "./cards.js";
import { Counts } from "./Counts.js";
import { Export } from "./Export.js";
import { ListRow } from "./ListRow.js";

const SORT_NAMES: Record<Sort, string> = {
  "-day": "latest first",
  day: "earliest first",
  roots: "most independent sources",
  claims: "most accounts",
};
const CALM = 250; // ms
const SPARE = 6; // rows kept above and below the screen

interface Props {
  state: State;
  set: SetState;
  sides: Sides;
  items: ItemsHeld;
  about: About | null;
}

export function List({ state, set, sides, items, about }: Props) {
  const { worker, counts, version } = items;
  const phone = useMedia("(max-width: 760px)");
  const height = phone ? 122 : 62;
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 300 });
  const [rows, setRows] = useState<{ start: number; rows: Row[]; version: number }>({
    start: 0,
    rows: [],
    version: -1,
  });
  // Until it is known where the day's rows stand, none are fetched.
  const [placed, setPlaced] = useState(state.at === null);
  const lastCut = useRef(0);
  const asked = useRef(0);
  const total = counts?.rows ?? 0;
  const start = Math.max(0, Math.floor(seen.top / height) - SPARE);
  const count = Math.ceil(seen.height / height) + 2 * SPARE;

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measured = () => setSeen({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(measured);
    observer.observe(element);
    element.addEventListener("scroll", measured, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", measured);
    };
  }, []);

  useEffect(() => {
    if (version === 0 || !placed) return undefined;
    const ask = () => {
      lastCut.current = version;
      worker.latest("rows", { start, count }, (found) => setRows({ start, rows: found, version }));
    };
    // While cuts follow one another (somebody brushes), rows come a few times a second.
    if (lastCut.current === version) {
      ask();
      return undefined;
    }
    const since = performance.now() - asked.current;
    const timer = setTimeout(
      () => {
        asked.current = performance.now();
        ask();
      },
      Math.max(0, CALM - since),
    );
    return () => clearTimeout(timer);
  }, [worker, version, placed, start, count]);

  // The list opens at the day looked at, and goes there with it.
  const shownDay = useRef<string | null>(null);
  useEffect(() => {
    if (!state.at || version === 0 || shownDay.current === state.at) return;
    shownDay.current = state.at;
    if (state.sel) {
      setPlaced(true);
      return;
    }
    worker.ask("rowOfDay", { day: dayNumber(state.at) }).then((row) => {
      const element = box.current;
      element?.scrollTo({ top: row * height });
      if (element) setSeen({ top: element.scrollTop, height: element.clientHeight });
      setPlaced(true);
    });
  }, [state.at, state.sel, version, worker, height]);

  // What is selected elsewhere comes into view here, unless it was chosen here.
  const chosenHere = useRef<string | null>(null);
  useEffect(() => {
    const id = state.sel;
    if (!id || version === 0 || chosenHere.current === id) return;
    worker.ask("where", { id }).then(({ row }) => {
      const element = box.current;
      if (row < 0 || !element) return;
      const top = row * height;
      const inView =
        top >= element.scrollTop && top + height <= element.scrollTop + element.clientHeight;
      if (!inView) element.scrollTo({ top: Math.max(0, top - height) });
    });
  }, [state.sel, version, worker, height]);

  const cards = useCards(
    rows.rows.map(({ id }) => id),
    state.filters.rule[0] ?? "",
    state.known,
  );
  const choose = (id: string) => {
    chosenHere.current = id;
    set({ sel: id, open: { type: "incident", id } });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 }[event.key];
    const element = box.current;
    if (by === undefined || !element) return;
    const item = (event.target as HTMLElement).closest<HTMLElement>("[data-row]");
    const from = item ? Number(item.dataset.row) : start - 1;
    const to = Math.max(0, Math.min(total - 1, from + by));
    event.preventDefault();
    const top = to * height;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + height > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + height - element.clientHeight;
    }
    focusSoon(element, to);
  };

  return (
    <section class="list" aria-label="List">
      <div class="list-head">
        <Counts state={state} set={set} items={items} about={about} />
        <span class="head-space" />
        <label class="sort">
          <span class="hidden-words">Order</span>
          <select
            value={state.sort}
            onChange={(event) => set({ sort: event.currentTarget.value as Sort }, "replace")}
          >
            {Object.entries(SORT_NAMES).map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <Export state={state} about={about} />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows move among the rows' buttons. */}
      <div class="rows" ref={box} onKeyDown={onKeyDown}>
        {items.problem ? (
          <p class="problem" role="alert">
            {items.problem}
          </p>
        ) : null}
        {counts && total === 0 ? <Empty state={state} set={set} /> : null}
        <ul style={{ height: `${total * height}px` }}>
          {rows.rows.map((row, i) => {
            const at = rows.start + i;
            return at < total ? (
              <ListRow
                key={row.id}
                row={at}
                total={total}
                top={at * height}
                height={height}
                item={row}
                card={cards.get(row.id) ?? null}
                selected={state.sel === row.id}
                sides={sides}
                choose={choose}
                source={(claim) => {
                  chosenHere.current = row.id;
                  set({ sel: row.id, open: { type: "claim", id: claim } });
                }}
              />
            ) : null;
          })}
        </ul>
      </div>
    </section>
  );
}

function focusSoon(element: HTMLElement, row: number, tries = 12): void {
  const button = element.querySelector<HTMLElement>(`[data-row="${row}"] .row-title`);
  if (button) button.focus({ preventScroll: true });
  else if (tries > 0) requestAnimationFrame(() => focusSoon(element, row, tries - 1));
}

function Empty({ state, set }: { state: State; set: SetState }) {
  if (state.tray !== "all") {
    return (
      <p class="empty">
        Nothing is in this tray.{" "}
        <button type="button" class="link" onClick={() => set({ tray: "all" })}>
          Back to the list
        </button>
      </p>
    );
  }
  return (
    <p class="empty">
      Nothing is told of here with these filters and days.{" "}
      {state.days ? (
        <button type="button" class="link" onClick={() => set({ days: null, span: null })}>
          Show all days
        </button>
      ) : null}
      {state.area ? (
        <button type="button" class="link" onClick={() => set({ area: null })}>
          Show all places
        </button>
      ) : null}
    </p>
  );
}
