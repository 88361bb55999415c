// What single things look like when the API is asked for one: claim, report, incident, dispute …

import type { Account, Card } from "../types.js";
import type { Claim } from "./claims.js";
import type { Talks } from "./positions.js";
import type {
  Capture,
  Dispute,
  Entry,
  Incident,
  Judgement,
  Reading,
  SentencePair,
} from "./record.js";

export interface ClaimPage {
  claim: Claim;
  account: Account | null;
  incident: string | null;
  reader: string;
  rejected: boolean;
  judgements: Judgement[];
  disputes: string[];
}

/** A claim of a report, and where its words stand. */
export interface ToldIn {
  id: string;
  start: number;
  end: number;
  standing: string;
  predicate: string;
  label: string;
  incident: string | null;
}

export interface Beside {
  id: string;
  outlet: string | null;
  published: string | null;
  version: number;
}

export interface ReportPage {
  entry: Entry;
  level: string;
  text: string;
  sentences: [number, number][];
  claims: ToldIn[];
  captures: Capture[];
  readings: Reading[];
  translation: SentencePair[];
  copies: Beside[];
  versions: Beside[];
}

export interface IncidentPage {
  incident: Incident;
  card: Card;
  accounts: Account[];
  disputes: Dispute[];
  others: Card[];
  /** In effect: what people decided of which claims are one. */
  judgements: Judgement[];
}

export interface DisputePage {
  dispute: Dispute;
  accounts: Record<string, Account>;
}

export interface QueueItem {
  claim: Claim;
  account: Account | null;
  why_queued: string | string[];
  incident: string | null;
}

/** One change between two days, in words. */
export interface ChangeLine {
  id: string;
  day: string;
  kind: string;
  words: string;
  line: string | null;
  key: string | null;
  claims: string[];
  incidents: string[];
  places: string[];
}

export interface Track {
  track: string;
  venue: string | null;
  status: string;
  round: number | null;
  claims: number;
  talks: Talks;
}

export interface Stay {
  id: string;
  state: string;
  of: string[];
  value: string;
  extent: "whole" | "part";
  from: string | null;
  by: string | null;
  to: string | null;
  seen: string | null;
  by_account_of: string[];
  ended_by_account_of: string[];
  denied_by: string[];
  claims: string[];
  against: string[];
  end_claims: string[];
}

export interface HappeningTold {
  incident: string;
  predicate: string;
  when: string | null;
  first: string | null;
  last: string | null;
  who: string[];
  whom: string[];
  places: string[];
  words: string;
  by_account_of: string[];
  denied_by: string[];
  claims: string[];
  against: string[];
}

export interface History {
  place: string;
  from: string | null;
  to: string | null;
  states: Stay[];
  happenings: HappeningTold[];
  names: Record<string, string>;
  outlets: Record<string, string>;
  own_voice: string[];
}

export interface PlacePage {
  key: string;
  name: string;
  lat: number | null;
  lon: number | null;
  country: string | null;
  admin1: string | null;
  precision: string | null;
  history: History;
}

export interface ActorPage {
  id: string;
  name: string;
  kind: string;
  country: string | null;
  parent: string | null;
  side: string;
  sides: { side: string; claims: number }[];
  affiliations: string[];
  counts: { claims: number; as_source: number };
  first_day: string | null;
  last_day: string | null;
  names: Record<string, string>;
}

/** What is told of the days around a thing: a list, and not a cause. */
export interface Around {
  id: string;
  what: string;
  when: string | null;
  first: string;
  last: string;
  days: number;
  note: string;
  happenings: {
    moment: "before" | "around the same days" | "after";
    days: number;
    happening: HappeningTold;
    said_to_be_linked_by: string[];
  }[];
  names: Record<string, string>;
  outlets: Record<string, string>;
  own_voice: string[];
}
