// What many reports say together: the one JSON form of sayso.core.record.

import type { Report } from "./claims";

export type DisputeKind =
  | "figure"
  | "responsibility"
  | "target"
  | "control"
  | "occurrence"
  | "status"
  | "date";
export type JudgementKind =
  | "accept"
  | "reject"
  | "correct"
  | "add"
  | "merge"
  | "split"
  | "grade"
  | "comment"
  | "undo";

export interface Entry {
  report: Report;
  recorded: string;
  address: string | null;
  version: number;
  replaced_by: string | null;
}

export interface Capture {
  sha256: string;
  at: string;
  way: string;
  address: string | null;
}

export interface Reading {
  reader: string;
  fingerprint: string | null;
  at: string;
}

export interface SentencePair {
  start: number;
  end: number;
  text: string;
  language: string | null;
}

export interface Value {
  value: string;
  claims: string[];
  low: number | string | null;
  high: number | string | null;
}

export interface Field {
  name: string;
  agreement: "agreed" | "disputed" | "single source";
  values: Value[];
  unit: string | null;
}

export interface SideCount {
  side: string;
  low: number;
  high: number;
}

export interface Root {
  name: string;
  id: string | null;
  interest: string;
  side: string;
  anonymous: boolean;
  admission: boolean;
  claims: string[];
  reports: string[];
  outlets: string[];
}

export interface Corroboration {
  low: number;
  high: number;
  sides: SideCount[];
  outlets: number;
  across: boolean;
  admissions: string[];
  roots: Root[];
}

export interface Link {
  a: string;
  b: string;
  score: number;
  features: { name: string; value: number; weight: number; why: string }[];
}

export interface Incident {
  id: string;
  predicate: string;
  title: string;
  claims: string[];
  earliest: string | null;
  latest: string | null;
  places: string[];
  fields: Field[];
  corroboration: Corroboration;
  why: Link[];
}

export interface DisputePosition {
  label: string;
  claims: string[];
  corroboration: Corroboration;
}

export interface Dispute {
  id: string;
  kind: DisputeKind;
  about: string;
  rule: string;
  why: string;
  incidents: string[];
  positions: DisputePosition[];
}

export interface Anchor {
  claim: string;
  report: string;
  start: number;
  end: number;
  predicate: string;
  sources: string[];
  beside: string[];
}

export interface Judgement {
  id: string;
  kind: JudgementKind;
  by: string;
  at: string;
  why: string;
  anchors: Anchor[];
  change: Record<string, unknown>;
}

export interface AuditEntry {
  number: number;
  at: string;
  by: string;
  what: string;
  about: string;
  detail: string;
  previous: string;
  hash: string;
}
