// A line of a situation, whatever its kind; and the words of a line, for the panels' filter boxes.

import type { FunctionComponent, JSX } from "preact";
import type { Key, Lines } from "../../types/situation.js";
import type { Naming } from "../parts/naming.js";
import {
  CeasefireLine,
  CommitmentLine,
  DemandLine,
  OfferLine,
  ScheduledLine,
  TalksLine,
} from "./bargains.js";
import {
  BackerLine,
  ControlLine,
  DisputedLine,
  FigureLine,
  RouteLine,
  SiegeLine,
} from "./ground.js";
import { ConstraintLine, ConvoyLine, EvacuationLine } from "./relief.js";
import type { LineProps } from "./row.js";

const WRITERS: { [K in Key]: FunctionComponent<LineProps<Lines[K]>> } = {
  control: ControlLine,
  sieges: SiegeLine,
  access: ConstraintLine,
  convoys: ConvoyLine,
  evacuations: EvacuationLine,
  routes: RouteLine,
  talks: TalksLine,
  ceasefires: CeasefireLine,
  demands: DemandLine,
  offers: OfferLine,
  commitments: CommitmentLine,
  calendar: ScheduledLine,
  backers: BackerLine,
  figures: FigureLine,
  disputes: DisputedLine,
};

export const KEY_NAMES: Record<Key, string> = {
  control: "Who holds what",
  sieges: "Sieges",
  routes: "Routes",
  access: "What keeps aid from people",
  convoys: "Convoys",
  evacuations: "Evacuations",
  ceasefires: "Ceasefires",
  talks: "Talks",
  demands: "Demands",
  offers: "Offers",
  commitments: "Vows, agreements, refusals",
  calendar: "What is set",
  backers: "Backers",
  figures: "Figures of people",
  disputes: "Where accounts clash",
};

export function LineOf<K extends Key>(props: {
  kind: K;
  line: Lines[K];
  naming: Naming;
  bare?: boolean;
}): JSX.Element {
  const Writer = WRITERS[props.kind] as FunctionComponent<LineProps<Lines[K]>>;
  return <Writer line={props.line} naming={props.naming} bare={props.bare ?? false} />;
}

/** All words of a line, in small letters, with names for ids: what a filter box looks through. */
export function wordsOf(value: unknown, naming: Naming): string {
  if (typeof value === "string") return `${value} ${naming.one(value)}`.toLowerCase();
  if (Array.isArray(value)) return value.map((each) => wordsOf(each, naming)).join(" ");
  if (value && typeof value === "object")
    return Object.values(value)
      .map((each) => wordsOf(each, naming))
      .join(" ");
  return "";
}
