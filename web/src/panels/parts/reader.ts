// What any part of a panel can ask of the page: to open a thing in the drawer, to select an
// incident, to go to a day. One context, so that parts need not hand it down.

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Openable } from "../../state.js";

export interface Reading {
  open: (type: Openable, id: string) => void;
  select: (incident: string) => void;
  toDay: (day: string) => void;
  selected: string | null;
  /** Only what was published by this day is to be heard; null: all. */
  known: string | null;
}

export const ReadingContext = createContext<Reading>({
  open: () => undefined,
  select: () => undefined,
  toDay: () => undefined,
  selected: null,
  known: null,
});

export function useReading(): Reading {
  return useContext(ReadingContext);
}

const MOST = 40;

/** What leads to the words of one claim, or of several (the first 40). */
export function toClaims(ids: readonly string[]): [Openable, string] {
  return ids.length === 1 ? ["claim", ids[0] as string] : ["claims", ids.slice(0, MOST).join(",")];
}
