// Talks, demands, offers, vows and the positions matrix: sayso.core.positions.

import type { Modality } from "./claims";
import type { Line, Remark, State } from "./lines";

export interface Move {
  what: string;
  when: string | null;
  by: string[];
  by_account_of: string;
  put: Modality;
  claims: string[];
}

export interface TalksStep {
  what: string;
  when: string | null;
  set_for: string | null;
  by: string[];
  reasons: Remark[];
  by_account_of: string[];
  claims: string[];
  against: string[];
  denied_by: string[];
}

export interface Delegation {
  party: string;
  status: string;
  state: State;
  since: string | null;
  claims: string[];
}

export interface Talks extends Line {
  track: string;
  venue: string | null;
  mediator: string[];
  status: string;
  since: string | null;
  state: State | null;
  days: number | null;
  resumes: string | null;
  reasons: Remark[];
  considered: Remark[];
  asked: Remark[];
  wanted: Remark[];
  delegations: Delegation[];
  disputed: string[];
  round: number | null;
  format: string[];
  steps: TalksStep[];
}

export interface Demand extends Line {
  what: string;
  predicate: string;
  by: string;
  of: string[];
  first: string | null;
  last: string | null;
  status: string;
  answers: string[];
  before: string | null;
  history: Move[];
}

export interface Offer extends Line {
  what: string;
  predicate: string;
  by: string;
  to: string[];
  kind: "offer" | "proposal";
  condition: string | null;
  first: string | null;
  last: string | null;
  status: string;
  answers: string[];
  history: Move[];
}

export interface Commitment extends Line {
  what: string;
  predicate: string;
  by: string;
  kind: "vow" | "agreement" | "refusal";
  to: string[];
  condition: string | null;
  until: string | null;
  said_by: string | null;
  said: string | null;
  status: string;
  answers: string[];
  due: string | null;
  history: Move[];
}

export type Change = "new" | "same" | "harder" | "softer" | "dropped";

export interface Position extends Line {
  party: string;
  topics: string[];
  stance: string;
  what: string;
  predicate: string;
  phase: string | null;
  when: string | null;
  by: string[];
  by_account_of: string;
  put: Modality;
  words: string[];
  of: string | null;
  change: Change | null;
}

export interface Matrix {
  day: string;
  known_by: string | null;
  recorded_by: string | null;
  track: string | null;
  since: string | null;
  since_what: string | null;
  rule: string;
  topics: Record<string, string[]>;
  parties: string[];
  cells: Position[];
  names: Record<string, string>;
  outlets: Record<string, string>;
  own_voice: string[];
}
