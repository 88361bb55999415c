// A report and its claims, as they go out: the one JSON form of sayso.core.types. No key is ever
// absent; start and end are half-open offsets into the report's text, counted in code points.

export type Modality =
  | "asserted"
  | "denied"
  | "vowed"
  | "threatened"
  | "demanded"
  | "proposed"
  | "refused"
  | "accused"
  | "opinion"
  | "wanted"
  | "planned"
  | "projected"
  | "considered"
  | "conditional"
  | "hypothetical";
export type Polarity = "positive" | "negative";
export type Certainty = "certain" | "probable" | "possible" | "underspecified";
export type Status =
  | "happened"
  | "ongoing"
  | "scheduled"
  | "intended"
  | "considered"
  | "wanted"
  | "predicted"
  | "conditional"
  | "hypothetical";
export type Manner = "quote" | "paraphrase" | "hearsay" | "document" | "own observation";

export interface Span {
  text: string;
  start: number;
  end: number;
}

export interface Segment {
  kind: string;
  start: number;
  end: number;
}

export interface ReportRef {
  id: string;
  title: string | null;
  outlet: string | null;
  published: string | null;
  url: string | null;
}

export interface Report extends ReportRef {
  text: string;
  language: string | null;
  credits: string[];
  retrieved: string | null;
  sha256: string | null;
  path: string | null;
  segments: Segment[];
}

export interface Mention {
  text: string | null;
  start: number | null;
  end: number | null;
  id: string | null;
  name: string | null;
  kind: string;
  country: string | null;
  sectors: string[];
  affiliations: string[];
  anonymous: boolean;
  inferred: boolean;
}

export interface Alternative {
  name: string;
  geonames: number | null;
  country: string | null;
  score: number;
}

export interface Place {
  text: string | null;
  start: number | null;
  end: number | null;
  name: string | null;
  lat: number | null;
  lon: number | null;
  geonames: number | null;
  country: string | null;
  admin1: string | null;
  precision: string;
  relation: string;
  extent: "whole" | "part";
  alternatives: Alternative[];
  inferred: boolean;
}

export interface When {
  text: string | null;
  start: number | null;
  end: number | null;
  edtf: string | null;
  earliest: string | null;
  latest: string | null;
  precision: string;
  from: string | null;
}

export interface Quantity {
  text: string | null;
  start: number | null;
  end: number | null;
  what: string | null;
  unit: string | null;
  low: number | null;
  best: number | null;
  high: number | null;
}

export interface Source {
  name: string;
  id: string | null;
  kind: string;
  country: string | null;
  sectors: string[];
  affiliations: string[];
  anonymous: boolean;
  text: string | null;
  start: number | null;
  end: number | null;
  cue: Span | null;
  manner: Manner;
  act: string;
  stance: { polarity: Polarity; certainty: Certainty };
  said: When | null;
  said_at: Place | null;
  addressee: Mention | null;
  of: { id: string | null; name: string | null } | null;
}

export interface Codes {
  plover: { event: string; modes: string[]; contexts: string[] } | null;
  cameo: string | null;
  acled: { event_type: string; sub_event_type: string } | null;
}

export const ROLES = [
  "actor",
  "recipient",
  "helper",
  "instrument",
  "beneficiary",
  "mediator",
  "content",
] as const;
export type Role = (typeof ROLES)[number];

export interface Claim {
  id: string;
  report: ReportRef;
  text: string;
  start: number;
  end: number;
  sources: Source[];
  modality: Modality;
  status: Status;
  polarity: Polarity;
  certainty: Certainty;
  predicate: string;
  within: string | null;
  cause: string[] | string | null;
  repeats: string | null;
  phase: "begin" | "continue" | "end" | null;
  condition: Span | null;
  codes: Codes;
  roles: Record<Role, Mention[]>;
  places: Place[];
  when: When | null;
  quantities: Quantity[];
  confidence: number | null;
}
