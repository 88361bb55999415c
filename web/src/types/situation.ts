// The situation on a day and what changed between two: sayso.core.{situation,sieges,relief,
// ceasefires}.

import type { Certainty, Claim, Modality } from "./claims";
import type { Called, Extent, Figure, Line, Remark, State } from "./lines";
import type { Commitment, Demand, Offer, Talks } from "./positions";
import type { DisputeKind } from "./record";

export interface Step {
  change: "start" | "end" | "observe" | "against" | "against the end";
  predicate: string;
  effect: string;
  when: string | null;
  incident: string;
  claims: string[];
}

export interface Fluent {
  id: string;
  name: string;
  of: string[];
  value: string;
  extent: Extent;
  from: string | null;
  to: string | null;
  state: State;
  days: number | null;
  claims: string[];
  against: string[];
  incidents: string[];
  steps: Step[];
}

export interface Control extends Line {
  place: string;
  country: string | null;
  lat: number | null;
  lon: number | null;
  holder: string[];
  extent: Extent;
  from: string | null;
  to: string | null;
  state: State;
  days: number | null;
  contested_by: string[];
  disputed: string[];
}

export interface Designation {
  scheme: string | null;
  level: string;
  by: string | null;
  by_account_of: string;
  put: "reported" | "denied" | "accused";
  when: string | null;
  words: string;
  claims: string[];
}

export interface Criterion {
  criterion: string;
  says: string;
  put: "reported" | "denied" | "accused";
  by_account_of: string;
  when: string | null;
  words: string;
  claims: string[];
}

export interface Siege extends Line {
  place: string;
  country: string | null;
  lat: number | null;
  lon: number | null;
  besieger: string[];
  besieged: string[];
  status: string;
  from: string | null;
  to: string | null;
  days_low: number | null;
  days_high: number | null;
  state: State | null;
  days: number | null;
  lifted_by: string[];
  designations: Designation[];
  trapped: Figure[];
  people_low: number | null;
  people_high: number | null;
  aid: string | null;
  last_entry: Criterion | null;
  last_exit: Criterion | null;
  criteria: Criterion[];
  disputed: string[];
  called: Called[];
}

export interface AccessLine extends Line {
  type: string;
  affected: string;
  target: string | null;
  organisation: string[];
  sector: string[];
  by: string[];
  place: string[];
  country: string | null;
  lat: number | null;
  lon: number | null;
  from: string | null;
  to: string | null;
  status: string;
  over: boolean;
  days: number | null;
  words: string;
  by_account_of: string[];
  impact: Remark[];
  response: Remark[];
  sensitive: boolean;
  disputed: string[];
}

export interface ConvoyStep {
  step: string;
  when: string | null;
  who: string[];
  status: string;
  by_account_of: string[];
  words: string;
  claims: string[];
}

export interface Convoy extends Line {
  place: string[];
  country: string | null;
  organisation: string[];
  cargo: string[];
  figures: string[];
  status: string | null;
  from: string | null;
  to: string | null;
  steps: ConvoyStep[];
  by_account_of: string[];
  sensitive: boolean;
}

export interface Evacuated {
  words: string | null;
  low: number | null;
  best: number | null;
  high: number | null;
  by_account_of: string;
  claims: string[];
}

export interface Evacuation extends Line {
  of: string[];
  by: string[];
  origin: string[];
  destination: string[];
  country: string | null;
  status: string;
  when: string | null;
  figures: Evacuated[];
  words: string;
  by_account_of: string[];
  sensitive: boolean;
}

export interface Route extends Line {
  route: string;
  between: string[];
  status: string;
  since: string | null;
  best: string | null;
  state: State | null;
  days: number | null;
  by: string[];
  with: string[];
  disputed: string[];
}

export interface Left {
  what: string;
  words: string;
  by_account_of: string;
  claims: string[];
}

export interface Violation {
  by: string[];
  against: string[];
  places: string[];
  when: string | null;
  number: number | null;
  put: Modality;
  words: string;
  by_account_of: string;
  claims: string[];
}

export interface CeasefireStep {
  kind: string;
  when: string | null;
  by: string[];
  words: string;
  by_account_of: string;
  claims: string[];
}

export interface Ceasefire extends Line {
  parties: string[];
  form: string | null;
  declared: string | null;
  set_for: string | null;
  in_effect: string | null;
  length: string | null;
  until: string | null;
  scope: string[];
  country: string | null;
  partial: boolean | null;
  exclusions: Left[];
  written: boolean | null;
  purpose: string[];
  class: 1 | 2 | 3;
  mediator: string[];
  status: string;
  state: State;
  days: number | null;
  ended: string | null;
  ended_by: string[];
  violations: Violation[];
  steps: CeasefireStep[];
  disputed: string[];
}

export interface Scheduled extends Line {
  date: string;
  what: string;
  predicate: string;
  who: string[];
  where: string | null;
  certainty: Certainty;
  moved_from: string[];
  matter: string;
  status: string;
  answers: string[];
}

export interface Backer extends Line {
  backer: string;
  backs: string;
  how: string[];
  since: string | null;
  state: State;
  days: number | null;
}

export interface Disputed extends Line {
  label: DisputeKind;
  about: string;
  sides: { says: string; by_account_of: string[]; claims: string[] }[];
}

/** The kinds of lines, by the key they stand under. */
export interface Lines {
  control: Control;
  sieges: Siege;
  access: AccessLine;
  convoys: Convoy;
  evacuations: Evacuation;
  routes: Route;
  talks: Talks;
  ceasefires: Ceasefire;
  demands: Demand;
  offers: Offer;
  commitments: Commitment;
  calendar: Scheduled;
  backers: Backer;
  figures: Figure;
  disputes: Disputed;
}
export type Key = keyof Lines;

export type Situation = { [K in Key]: Lines[K][] } & {
  day: string;
  known_by: string | null;
  recorded_by: string | null;
  place: string | null;
  rule: string;
  fluents: Fluent[];
  names: Record<string, string>;
  hidden: { reason: string; incidents: number; claims: number; values: number }[];
  older: { claims: number; states: number };
  outlets: Record<string, string>;
  own_voice: string[];
};

export interface Changes<K extends Key = Key> {
  key: K;
  new: Lines[K][];
  gone: Lines[K][];
  changed_from: Lines[K][];
  changed: Lines[K][];
}

export interface Why {
  day: string;
  key: Key | null;
  line: Lines[Key] | null;
  fluents: Fluent[];
  claims: Claim[];
}
