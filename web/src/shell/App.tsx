// The page: one screen of header, panel, map, list and timeline, drawn from one state.
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type About, askAgain, type Facets, onWaiting, setCsrf, type TilesLayer } from "../api.js";
import { List } from "../list/List.js";
import { MapPane } from "../map/MapPane.js";
import { Sides, setSides } from "../sides.js";
import { type State, type SetState, shiftDay, type View } from "../state.js";
import { Timeline } from "../time/Timeline.js";
import { useGet, useMedia } from "../use.js";
import { useAddress } from "./address.js";
import { Filters } from "./Filters.js";
import { Header } from "./Header.js";
import { TokenField } from "./TokenField.js";
import { useItems } from "./items.js";
import { DrawerPlace, PanelColumn } from "./PanelColumn.js";

/** Days before and after the day that are brushed when an address does not say. */
// The examples open on the day that they are about: the last of them is of another war.
const DEMO_DAY = "2016-02-04";
const BEFORE = 14;
const AFTER = 14;

const VIEW_NAMES: Record<View, string> = { day: "Read", map: "Map", list: "List", time: "Time" };

/** Fills in what an address left open: the day, and the days about it. */
function settled(state: State, about: About | null): State {
  const last = about?.demo ? DEMO_DAY : (about?.newest ?? about?.last_day);
  const at = state.at ?? last ?? null;
  if (state.days !== undefined || !at) return { ...state, at };
  return { ...state, at, days: [shiftDay(at, -BEFORE), shiftDay(at, AFTER)] };
}

export function App() {
  const [addressed, setAddressed] = useAddress();
  const about = useGet<About>("/about");
  const facets = useGet<Facets>("/facets");
  const state = useMemo(() => settled(addressed, about.data), [addressed, about.data]);
  const latest = useRef(state);
  latest.current = state;
  const set = useCallback<SetState>(
    (change, how) => setAddressed(following(latest.current, change), how),
    [setAddressed],
  );
  const sides = useMemo(() => {
    const made = new Sides(facets.data);
    setSides(made);
    return made;
  }, [facets.data]);
  if (about.data) setCsrf(about.data.csrf);
  const items = useItems(state);
  const phone = useMedia("(max-width: 760px)");
  // The same for as long as the server runs: the map takes it once.
  const said = useRef<TilesLayer | null>(null);
  said.current ??= about.data?.tiles ?? null;
  const tiles = said.current;
  const [filtering, setFiltering] = useState(false);

  // The address says the day and days that the page chose, so that it can be passed on.
  useEffect(() => {
    if (about.data && (addressed.at === null || addressed.days === undefined)) {
      setAddressed({ at: state.at, days: state.days }, "replace");
    }
  }, [about.data, addressed, state.at, state.days, setAddressed]);
  useEffect(() => {
    document.title = [state.at, about.data?.title ?? "Sayso"].filter(Boolean).join(" · ");
  }, [state.at, about.data]);

  // Panels do not draw again while one brushes, or moves map and timeline.
  const { at, known, tab, filters, open, sel, since, track, find } = state;
  const view = phone ? state.view : "day";
  // what panels draw by.
  const panel = useMemo(
    () => (
      <>
        {view === "day" ? <PanelColumn state={state} set={set} about={about.data} /> : null}
        <DrawerPlace state={state} set={set} about={about.data} />
      </>
    ),
    [at, known, tab, filters, open, sel, since, track, find, view, about.data, sides, set],
  );

  const making = useMaking(about.data);
  const problem = about.problem;
  if (problem?.status === 401) return <TokenField />;
  const shows = (view: View) => !phone || state.view === view;
  return (
    <div class={phone ? "page phone" : "page"}>
      <a class="skip" href={shows("day") ? "#panel" : "#shown"}>
        {shows("day") ? "Skip to the day's accounts" : "Skip to what is shown"}
      </a>
      <Header
        state={state}
        set={set}
        about={about.data}
        meta={about.meta}
        filtering={filtering}
        setFiltering={setFiltering}
      />
      {filtering || hasFilters(state) ? (
        <Filters
          state={state}
          set={set}
          sides={sides}
          open={filtering}
          close={() => {
            setFiltering(false);
            document.querySelector<HTMLElement>(".filter-button")?.focus();
          }}
        />
      ) : null}
      {making ? (
        <p class="making" role="status">
          The lists are being made; on a large record this takes a minute after the start.
        </p>
      ) : null}
      {problem ? (
        <div class="problem" role="alert">
          <strong>{problem.title}</strong> {problem.detail}
        </div>
      ) : null}
      <main class="work">
        {panel}
        {shows("map") || shows("list") || shows("time") ? (
          <div class="right" id="shown">
            {shows("map") ? (
              <MapPane
                state={state}
                set={set}
                sides={sides}
                items={items}
                places={facets.data?.places ?? null}
                tiles={tiles}
              />
            ) : null}
            {shows("list") || shows("time") ? (
              <List state={state} set={set} sides={sides} items={items} about={about.data} />
            ) : null}
          </div>
        ) : null}
      </main>
      {shows("time") ? <Timeline state={state} set={set} items={items} sides={sides} /> : null}
      {phone ? (
        <nav class="views" aria-label="Parts of the page">
          {(Object.keys(VIEW_NAMES) as View[]).map((view) => (
            <button
              key={view}
              type="button"
              class="quiet"
              aria-current={state.view === view ? "page" : undefined}
              onClick={() => set({ view })}
            >
              {VIEW_NAMES[view]}
            </button>
          ))}
        </nav>
      ) : null}
    </div>
  );
}

/** Whether the server is still making its lists. What it cannot say of the record by then (its days)
 * is asked for again. */
function useMaking(about: About | null): boolean {
  const [making, setMaking] = useState(false);
  useEffect(() => onWaiting(setMaking), []);
  const unsaid = about !== null && about.claims > 0 && about.last_day === null;
  useEffect(() => {
    if (!unsaid) return undefined;
    const timer = setTimeout(askAgain, 2500);
    return () => clearTimeout(timer);
  }, [unsaid, about]);
  return making || unsaid;
}

const hasFilters = (state: State): boolean =>
  Object.values(state.filters).some((value) => (Array.isArray(value) ? value.length > 0 : value));

/** A change with what follows from it: days that no longer hold the chosen day move along with it,
 * and what the timeline shows follows both. */
function following(state: State, change: Partial<State>): Partial<State> {
  const at = change.at;
  if (!at || at === state.at || change.days !== undefined || !state.days) return change;
  const [from, to] = state.days;
  if (at >= from && at <= to) return change;
  const length = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
  const first = shiftDay(at, -Math.floor(length / 2));
  return { ...change, days: [first, shiftDay(first, length)], span: null };
}
