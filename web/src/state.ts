// What the page shows, all of it: the address bar holds it, and the same address shows the same.

export const TABS = [
  "day",
  "situation",
  "talks",
  "positions",
  "changes",
  "access",
  "review",
  "method",
] as const;
export type Tab = (typeof TABS)[number];

/** On a phone, one of these is on the screen. */
export const VIEWS = ["day", "map", "list", "time"] as const;
export type View = (typeof VIEWS)[number];

export const OPENABLE = [
  "incident",
  "claim",
  "claims",
  "report",
  "dispute",
  "why",
  "place",
  "actor",
] as const;
/** What the drawer reads, by id: "why" is of a line of the situation, "claims" are ids with commas,
 * a place goes by its key. */
export type Openable = (typeof OPENABLE)[number];
export interface Open {
  type: Openable;
  id: string;
}

/** Orders of the list: latest or earliest day first, most independent sources, most claims. */
export const SORTS = ["-day", "day", "roots", "claims"] as const;
export type Sort = (typeof SORTS)[number];

/** What the list holds: all that is shown, or the trays of what has no place or no day. */
export const TRAYS = ["all", "unplaced", "undated"] as const;
export type Tray = (typeof TRAYS)[number];

/** What the map can leave out. */
export const LAYERS = ["control", "sieges", "routes", "incidents", "names", "detail"] as const;
export type Layer = (typeof LAYERS)[number];

/** Filters with any number of values: the same one or'ed, different ones and'ed. */
export const LISTS = [
  "actor",
  "side",
  "place",
  "predicate",
  "outlet",
  "root",
  "standing",
  "country",
  "rule",
] as const;
export type ListName = (typeof LISTS)[number];
export const FLAGS = ["disputed", "undated", "unplaced"] as const;
export type FlagName = (typeof FLAGS)[number];

export type Filters = Record<ListName, string[]> & Record<FlagName, boolean> & { q: string };

/** Where the map stands: longitude, latitude, zoom. */
export type MapAt = [number, number, number];
/** Two ISO days, both included. */
export type Days = [string, string];

export interface State {
  /** The day looked at (ISO); null until the record has said which is its last. */
  at: string | null;
  /** Only reports published by this day (the second clock); null: all. */
  known: string | null;
  tab: Tab;
  view: View;
  filters: Filters;
  /** The days brushed on the timeline; null: all days. `undefined`: not said (a span about `at`). */
  days: Days | null | undefined;
  /** What the timeline shows; null: chosen by the page. */
  span: Days | null;
  map: MapAt | null;
  /** West, south, east, north, where the list follows the map. */
  area: [number, number, number, number] | null;
  /** The incident selected in map, timeline and list. */
  sel: string | null;
  open: Open | null;
  sort: Sort;
  tray: Tray;
  /** Layers of the map that are switched off. */
  off: Layer[];
  /** Panels: changes since this day; the talks track; the words in a panel's own filter box. */
  since: string | null;
  track: string | null;
  find: string;
}

/** Changes the state. `push` makes a step for the back button (a new day, tab or reading); `replace`
 * does not (a brush, a move of the map). */
export type SetState = (change: Partial<State>, how?: "push" | "replace") => void;

export function noFilters(): Filters {
  const lists = Object.fromEntries(LISTS.map((name) => [name, [] as string[]]));
  return {
    ...(lists as Record<ListName, string[]>),
    disputed: false,
    undated: false,
    unplaced: false,
    q: "",
  };
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const MS = 86_400_000;

/** Whether the words are an ISO day of the calendar. */
export function isDay(words: string | null | undefined): words is string {
  if (!words || !DAY.test(words)) return false;
  const time = Date.parse(`${words}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(words);
}

/** Days since 1970-01-01 of an ISO day, and back. */
export const dayNumber = (iso: string): number => Math.round(Date.parse(`${iso}T00:00:00Z`) / MS);
export const dayOf = (number: number): string => new Date(number * MS).toISOString().slice(0, 10);
export const shiftDay = (iso: string, by: number): string => dayOf(dayNumber(iso) + by);

const numbers = (words: string | null, count: number): number[] | null => {
  const found = (words ?? "").split(",").map(Number);
  return found.length === count && found.every(Number.isFinite) && words ? found : null;
};

const days = (words: string | null): Days | null => {
  const [from, to] = (words ?? "").split("..");
  return isDay(from) && isDay(to) && from <= to ? [from, to] : null;
};

const one = <T extends string>(words: string | null, of: readonly T[], or: T): T =>
  of.includes(words as T) ? (words as T) : or;

/** The state that an address (its query) names; what is not understood is left out. */
export function parseState(query: string): State {
  const asked = new URLSearchParams(query);
  const filters = noFilters();
  for (const name of LISTS) {
    filters[name] = [...new Set(asked.getAll(name).filter((value) => value.length > 0))];
  }
  for (const name of FLAGS) filters[name] = asked.get(name) === "1";
  filters.q = asked.get("q") ?? "";
  const [type, ...rest] = (asked.get("open") ?? "").split(":");
  const id = rest.join(":"); // keys of places have colons
  const opened = OPENABLE.find((name) => name === type);
  const at = asked.get("at");
  const known = asked.get("known_by");
  const since = asked.get("since");
  const said = asked.get("days");
  return {
    at: isDay(at) ? at : null,
    known: isDay(known) ? known : null,
    tab: one(asked.get("tab"), TABS, "day"),
    view: one(asked.get("view"), VIEWS, "day"),
    filters,
    days: said === "all" ? null : (days(said) ?? undefined),
    span: days(asked.get("span")),
    map: numbers(asked.get("map"), 3) as MapAt | null,
    area: numbers(asked.get("bbox"), 4) as State["area"],
    sel: asked.get("sel") || null,
    open: opened && id ? { type: opened, id } : null,
    sort: one(asked.get("sort"), SORTS, "-day"),
    tray: one(asked.get("tray"), TRAYS, "all"),
    off: LAYERS.filter((layer) => asked.get("off")?.split(",").includes(layer)),
    since: isDay(since) ? since : null,
    track: asked.get("track"),
    find: asked.get("find") ?? "",
  };
}

/** The query that names a state: `parseState(formatState(state))` is `state`. */
export function formatState(state: State): string {
  const query = new URLSearchParams();
  const put = (name: string, value: string | null | undefined) => {
    if (value) query.set(name, value);
  };
  put("at", state.at);
  put("known_by", state.known);
  if (state.tab !== "day") put("tab", state.tab);
  if (state.view !== "day") put("view", state.view);
  for (const [name, value] of filterPairs(state.filters)) query.append(name, value);
  if (state.days !== undefined) put("days", state.days === null ? "all" : state.days.join(".."));
  put("span", state.span?.join(".."));
  put("map", state.map?.map((value, i) => value.toFixed(i === 2 ? 2 : 4)).join(","));
  put("bbox", state.area?.map((value) => value.toFixed(4)).join(","));
  put("sel", state.sel);
  put("open", state.open && `${state.open.type}:${state.open.id}`);
  if (state.sort !== "-day") put("sort", state.sort);
  if (state.tray !== "all") put("tray", state.tray);
  put("off", state.off.join(","));
  put("since", state.since);
  put("track", state.track);
  put("find", state.find);
  return query.toString().replaceAll("%3A", ":").replaceAll("%2C", ",");
}

/** The filters as pairs for a query: of the address bar and of the API alike. */
export function filterPairs(filters: Filters): [string, string][] {
  const pairs: [string, string][] = [];
  if (filters.q) pairs.push(["q", filters.q]);
  for (const name of LISTS) for (const value of filters[name]) pairs.push([name, value]);
  for (const name of FLAGS) if (filters[name]) pairs.push([name, "1"]);
  return pairs;
}

/** How many filters are set (a word box counts as one). */
export const countFilters = (filters: Filters): number => filterPairs(filters).length;

/** The query of the API for the filters and what was known by a day (not the days brushed, nor the map's area). */
export function filterQuery(state: State): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const name of LISTS) if (state.filters[name].length > 0) query[name] = state.filters[name];
  for (const name of FLAGS) if (state.filters[name]) query[name] = "1";
  if (state.filters.q) query.q = state.filters.q;
  if (state.known) query.known_by = state.known;
  return query;
}

/** The same with the days brushed and the map's area: what list and export hold. */
export function shownQuery(state: State): Record<string, string | string[]> {
  const query = filterQuery(state);
  if (state.days) [query.from, query.to] = state.days;
  if (state.area) query.bbox = state.area.join(",");
  return query;
}
