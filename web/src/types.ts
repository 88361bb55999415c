// What the API sends: see docs/api.md. Types of the situation's own lines stand in types/.

export interface Hidden {
  reason: string;
  incidents: number;
  claims: number;
  values: number;
}

export interface Meta {
  revision: string;
  updated: string;
  total?: number;
  next?: string | null;
  hidden?: Hidden[];
  days_near?: DayNear[];
}

export interface Answer<T> {
  data: T;
  meta: Meta;
}

export interface About {
  title: string;
  demo: boolean;
  version: string;
  role: "read" | "review" | "admin";
  public: boolean;
  reports: number;
  claims: number;
  incidents: number;
  disputes: number;
  first_day: string | null;
  last_day: string | null;
  newest: string | null;
  can: { review: boolean; admin: boolean; access: boolean };
  csrf: string;
  delay_days: number;
  /** What the map can draw of the server's archive of tiles. */
  tiles: TilesLayer | null;
}

export interface TilesLayer {
  kind: "vector" | "raster";
  first_zoom: number;
  last_zoom: number;
  bounds: [number, number, number, number];
  licence: string;
}

export interface Choice {
  value: string;
  label: string;
  count: number;
  family?: string;
  kind?: string;
  country?: string | null;
  side?: string;
  lat?: number | null;
  lon?: number | null;
}

export interface Facets {
  predicates: Choice[];
  actors: Choice[];
  sides: Choice[];
  places: Choice[];
  outlets: Choice[];
  roots: Choice[];
  standings: Choice[];
  countries: Choice[];
  rules: { value: string; label: string }[];
}

export interface Named {
  value: string;
  label: string;
}

export interface Precision extends Named {
  exact?: boolean;
}

/** Columns, one entry an incident, in order of day; words are indexes into the lists at the end. */
export interface Items {
  id: string[];
  first: (number | null)[];
  last: (number | null)[];
  kind: number[];
  side: number[];
  standing: number[];
  claims: number[];
  low: number[];
  high: number[];
  disputed: number[];
  /** 0: the days are known; 1: "by" that day; 2: "from" that day on. */
  open?: number[];
  point: {
    item: number[];
    lon: number[];
    lat: number[];
    precision: number[];
    name: number[];
  };
  kinds: (Named | string)[];
  sides: (Named | string)[];
  standings: (Named | string)[];
  precisions: (Precision | string)[];
  names: string[];
}

export interface SideCount {
  side: string;
  low: number;
  high: number;
}

export interface CardPlace {
  key: string;
  name: string;
  lat: number | null;
  lon: number | null;
  precision: string;
  country: string | null;
}

export interface Card {
  id: string;
  headline: string;
  title: string;
  predicate: string;
  label: string;
  kind: string;
  first: string | null;
  last: string | null;
  /** "by" the day, "from" it on; empty where the days are known. */
  open?: string;
  when: string | null;
  places: CardPlace[];
  standing: string;
  disputed: boolean;
  claims: number;
  outlets: number;
  low: number;
  high: number;
  sides: SideCount[];
  words: string | null;
  sayer: string;
  claim: string;
}

export interface ChainLink {
  name: string;
  kind: string | null;
  act: string | null;
  manner: string | null;
  anonymous: boolean;
  side: string | null;
}

export interface FigureText {
  what: string;
  unit: string | null;
  low: number | null;
  best: number | null;
  high: number | null;
  text: string;
}

/** One claim of an incident, ready to lay beside others. */
export interface Account {
  claim: string;
  report: { id: string; title: string | null; outlet: string | null; published: string | null };
  words: string | null;
  before: string;
  after: string;
  chain: ChainLink[];
  root: { name: string; side: string; anonymous: boolean };
  standing: string;
  status: string;
  polarity: string;
  certainty: string;
  said: string | null;
  figures: FigureText[];
  when: string | null;
  places: string[];
  copy_of: string | null;
  admission: boolean;
  position: string | null;
  accepted: boolean;
  grade: string | null;
}

export interface DayNear {
  day: string;
  count: number;
}

/** A happening of the day with every account of it. */
export interface DayEntry {
  card: Card;
  accounts: Account[];
  disputes: {
    id: string;
    kind: string;
    about: string;
    why: string;
    positions: { label: string; claims: string[]; low: number; high: number; sides: SideCount[] }[];
  }[];
  more_accounts: number;
  what_differs: {
    field: string;
    disputed: boolean;
    values: { value: string; claims: string[] }[];
  }[];
}

// What the frame itself uses of a situation; the panels' types (types/situation.ts) have all of it.
export interface StateLine {
  id: string;
  claims: string[];
  incidents: string[];
  state: string | null;
  days: number | null;
  disputed: string[];
}
export interface ControlLine extends StateLine {
  place: string;
  country: string | null;
  lat: number | null;
  lon: number | null;
  holder: string[];
  extent: string;
  contested_by: string[];
}
export interface SiegeLine extends StateLine {
  place: string;
  lat: number | null;
  lon: number | null;
  besieger: string[];
  status: string;
}
export interface RouteLine extends StateLine {
  route: string;
  between: string[];
  status: string;
}
export interface MapSituation {
  day: string;
  control: ControlLine[];
  sieges: SiegeLine[];
  routes: RouteLine[];
  names: Record<string, string>;
}
