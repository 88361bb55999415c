// Which colour a side has: the same on map, list, timeline and panels, for one record.
import type { Facets } from "./types.js";

const COLOURS = 10;
// Whoever speaks for no party has no colour of its own.
const PLAIN = new Set(["unknown", "media", "civilians", "monitors", "aid agencies", "UN", "several sides", ""]);

export class Sides {
  private readonly numbers = new Map<string, number>();
  private readonly ofActor = new Map<string, string>();

  /** `facets` are those of the whole record, so that filters change no colour. */
  constructor(facets: Facets | null) {
    // By how much they tell and do together: a side that is much told of may tell little itself.
    const weights = new Map<string, number>();
    const add = (side: string | undefined, count: number) => {
      if (side && !PLAIN.has(side)) weights.set(side, (weights.get(side) ?? 0) + count);
    };
    for (const { value, count } of facets?.sides ?? []) add(value, count);
    for (const { side, count } of facets?.actors ?? []) {
      if (side && weights.has(side)) add(side, count); // only those who also speak for themselves
    }
    const parties = [...weights].sort((a, b) => b[1] - a[1]).map(([side]) => side);
    // Government and opposition first: their colours then are the same in every record.
    const first = ["government", "opposition"].filter((side) => parties.includes(side));
    const rest = parties.filter((side) => !first.includes(side));
    [...first, ...rest].forEach((side, i) => {
      if (i < COLOURS) this.numbers.set(side, i);
    });
    for (const actor of facets?.actors ?? []) {
      if (!actor.side) continue;
      this.ofActor.set(actor.value, actor.side);
      this.ofActor.set(actor.label, actor.side);
    }
  }

  /** The number of a side's colour; null for sides without one. */
  number(side: string | null | undefined): number | null {
    return this.numbers.get(side ?? "") ?? null;
  }

  /** A side's colour as a CSS value. */
  colour(side: string | null | undefined): string {
    const number = this.number(side);
    return number === null ? "var(--side-none)" : `var(--side-${number})`;
  }

  /** The side of a party by its id or name, "unknown" where the record has none. */
  of(party: string | null | undefined): string {
    if (!party) return "unknown";
    return this.ofActor.get(party) ?? (this.numbers.has(party) ? party : "unknown");
  }

  /** All sides with a colour, in order. */
  get list(): string[] {
    return [...this.numbers.keys()];
  }
}

let current = new Sides(null);

/** Makes `sides` those of the page: what `sideColour` answers from. */
export function setSides(sides: Sides): void {
  current = sides;
}

/** The CSS colour of a side, the same everywhere on the page. */
export const sideColour = (side: string | null | undefined): string => current.colour(side);
