// What every line of a situation is made of: sayso.core.lines.

export type State = "holds" | "may hold" | "does not hold" | "last reported";
export type Extent = "whole" | "part" | "presence";

export interface Line {
  id: string;
  claims: string[];
  against: string[];
  incidents: string[];
  fluents: string[];
}

export interface Figure extends Line {
  what: string;
  places: string[];
  low: number | null;
  best: number | null;
  high: number | null;
  words: string | null;
  status: string;
  by_account_of: string;
  said: string | null;
}

export interface Called {
  name: string;
  by_account_of: string[];
  claims: string[];
}

export interface Remark {
  what: string;
  by: string | null;
  of: string[];
  by_account_of: string;
  claims: string[];
  meanwhile: string[];
  quotes: string[];
  quotes_meanwhile: string[];
}
