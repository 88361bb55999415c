// From days to pixels and back, and what the timeline shows.
import { scaleUtc } from "d3-scale";

const MS = 86_400_000;
export const SHORTEST = 4; // days
export const LONGEST = 366 * 300;

/** Days (numbers) at the left and right edge; both may be fractions while one zooms. */
export type Range = [number, number];

export const toX = (day: number, [from, to]: Range, width: number): number =>
  ((day - from) / (to - from)) * width;
export const toDay = (x: number, [from, to]: Range, width: number): number =>
  from + (x / Math.max(1, width)) * (to - from);

/** The range zoomed by `factor` about a day that stays where it is. */
export function zoomed([from, to]: Range, about: number, factor: number): Range {
  const length = Math.min(LONGEST, Math.max(SHORTEST, (to - from) * factor));
  const share = (about - from) / (to - from);
  return [about - length * share, about + length * (1 - share)];
}

export const moved = ([from, to]: Range, by: number): Range => [from + by, to + by];

export interface Tick {
  x: number;
  words: string;
}

/** Ticks of the axis, a number of them that fits the width. */
export function ticks(range: Range, width: number): Tick[] {
  const scale = scaleUtc()
    .domain([new Date(range[0] * MS), new Date(range[1] * MS)])
    .range([0, width]);
  const count = Math.max(2, Math.floor(width / 95));
  const found = scale.ticks(count);
  const step = found.length > 1 ? (+found[1]! - +found[0]!) / MS : 1;
  // Days are the least: the record tells of days, not of hours.
  if (step < 1) {
    const days: Tick[] = [];
    for (let day = Math.ceil(range[0]); day <= range[1]; day += 1) {
      days.push({ x: toX(day, range, width), words: words(new Date(day * MS), 1) });
    }
    return days;
  }
  return found.map((date) => ({ x: scale(date), words: words(date, step) }));
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
function words(date: Date, step: number): string {
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  if (step >= 360 || (month === 0 && day === 1)) return String(year);
  if (step >= 27) return month === 0 ? String(year) : MONTHS[month]!;
  return `${day} ${MONTHS[month]}`;
}
