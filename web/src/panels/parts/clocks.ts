// What a situation is asked by: the day, the second clock, the place and the rule of the address.

import type { State } from "../../state.js";

export interface Clocks {
  at: string | null;
  known_by: string | null;
  rule: string | null;
  [name: string]: string | null;
}

export function clocks(state: State): Clocks {
  return { at: state.at, known_by: state.known, rule: state.filters.rule[0] ?? null };
}
