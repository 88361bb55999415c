// The bars of the timeline: how many incidents are told for each day, week, month or year.
import { type Columns, NO_DAY } from "./columns.js";

export type Unit = "day" | "week" | "month" | "year";

export interface Bins {
  unit: Unit;
  /** First days of the bars and, last, the day after the last bar. */
  edges: Int32Array;
  count: Uint32Array;
  disputed: Uint32Array;
  /** Told only "by" or "from" the day on: among `count`. */
  open: Uint32Array;
  /** Incidents whose day is known only to within more than a bar: drawn as spans, not counted. */
  spans: Span[];
  /** How many of those there are (`spans` holds the first of them). */
  wide: number;
}

export interface Span {
  id: string;
  first: number;
  last: number;
  side: number;
  disputed: boolean;
  lane: number;
}

const MS = 86_400_000;
const LENGTH: Record<Unit, number> = { day: 1, week: 7, month: 31, year: 366 };
const MOST_SPANS = 80;

export function unitFor(days: number): Unit {
  if (days <= 130) return "day";
  if (days <= 900) return "week";
  if (days <= 7500) return "month";
  return "year";
}

/** The first day of the unit that a day lies in, and of the one after. Weeks begin on Monday. */
export function floorTo(day: number, unit: Unit): number {
  if (unit === "day") return day;
  if (unit === "week") return Math.floor((day - 4) / 7) * 7 + 4;
  const date = new Date(day * MS);
  return Date.UTC(date.getUTCFullYear(), unit === "month" ? date.getUTCMonth() : 0, 1) / MS;
}

export function after(day: number, unit: Unit): number {
  return floorTo(floorTo(day, unit) + LENGTH[unit] + (unit === "year" || unit === "month" ? 3 : 0), unit);
}

/** Bars over the days `from` to `to` for the items that `keep` lets through. */
export function bins(all: Columns, from: number, to: number, keep: (item: number) => boolean): Bins {
  const unit = unitFor(to - from + 1);
  const edges: number[] = [floorTo(from, unit)];
  while (edges[edges.length - 1]! <= to) edges.push(after(edges[edges.length - 1]!, unit));
  const start = edges[0]!;
  const bars = edges.length - 1;
  // Day → bar, looked up rather than searched.
  const barOf = new Uint32Array(edges[bars]! - start);
  for (let bar = 0; bar < bars; bar += 1) {
    barOf.fill(bar, edges[bar]! - start, edges[bar + 1]! - start);
  }
  const count = new Uint32Array(bars);
  const disputed = new Uint32Array(bars);
  const open = new Uint32Array(bars);
  const wideItems: number[] = [];
  let wide = 0;
  for (let i = 0; i < all.count; i += 1) {
    const first = all.first[i]!;
    const last = all.last[i]!;
    if (first === NO_DAY || last < from || first > to || !keep(i)) continue;
    if (last - first + 1 > LENGTH[unit]) {
      wide += 1;
      if (wideItems.length < MOST_SPANS) wideItems.push(i);
      continue;
    }
    const middle = (first + last) >> 1;
    if (middle < start || middle >= edges[bars]!) continue;
    const bar = barOf[middle - start]!;
    count[bar]! += 1;
    if (all.disputed[i]) disputed[bar]! += 1;
    else if (all.open[i]) open[bar]! += 1;
  }
  return {
    unit,
    edges: Int32Array.from(edges),
    count,
    disputed,
    open,
    spans: wide > MOST_SPANS ? [] : lanes(all, wideItems, (to - from) / 60),
    wide,
  };
}

/** Spans laid into lanes so that none covers another; `gap` days are kept between two. */
function lanes(all: Columns, items: number[], gap: number): Span[] {
  const ends: number[] = [];
  return items
    .sort((a, b) => all.first[a]! - all.first[b]! || all.last[b]! - all.last[a]!)
    .map((item) => {
      const first = all.first[item]!;
      const last = all.last[item]!;
      let lane = ends.findIndex((end) => end + gap < first);
      if (lane < 0) lane = ends.push(0) - 1;
      ends[lane] = last;
      const span = { id: all.id[item]!, first, last, side: all.side[item]!, lane };
      return { ...span, disputed: all.disputed[item] === 1 };
    });
}
