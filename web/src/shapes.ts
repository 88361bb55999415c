// Shapes of incidents by kind, as paths in a box of 20 × 20: drawn on map, list and legend alike.
import type { Precision } from "./types.js";

/** By the kinds' values as the server sends them; any other kind is a circle. */
const SHAPES: Record<string, string> = {
  battle: "M4.5 3 10 8l5.5-5L17 4.5 12 10l5 5.5-1.5 1.5L10 12l-5.5 5L3 15.5 8 10 3 4.5Z",
  air: "M10 2.5 17.5 16.5H2.5Z",
  harm: "M10 2 18 10 10 18 2 10Z",
  control: "M4.5 2.5V17.5H6.5V12H16L13.5 7.5 16 3H4.5Z",
  siege: "M10 2.5A7.5 7.5 0 1 1 10 17.5 7.5 7.5 0 1 1 10 2.5ZM10 7A3 3 0 1 0 10 13 3 3 0 1 0 10 7Z",
  route: "M2.5 13 7 4.5H17.5L13 13ZM2.5 14.5H17.5V16.5H2.5Z",
  aid: "M7.5 2.5H12.5V7.5H17.5V12.5H12.5V17.5H7.5V12.5H2.5V7.5H7.5Z",
  talks: "M2.5 3.5H17.5V13.5H11L7 17.5V13.5H2.5Z",
  ceasefire: "M4 3H8.5V17H4ZM11.5 3H16V17H11.5Z",
  statement: "M3 5H17V15H3Z",
  displacement: "M2.5 7.5H10V3L18 10 10 17V12.5H2.5Z",
  support: "M10 2 17 6V14L10 18 3 14V6Z",
};
export const CIRCLE = "M10 3A7 7 0 1 1 10 17 7 7 0 1 1 10 3Z";

export const shapeOf = (kind: string): string => SHAPES[kind] ?? CIRCLE;

export type Stroke = "solid" | "hollow" | "dashed";

/** How an incident is drawn: dashed where accounts do not put it as fact, hollow where its place is
 * known only coarsely, else solid. */
export function strokeOf(toldAsFact: boolean, exact: boolean): Stroke {
  if (!toldAsFact) return "dashed";
  return exact ? "solid" : "hollow";
}

/** Whether a standing is the one of what is told as fact. */
export const isFact = (standing: string): boolean => /as fact/i.test(standing);

const EXACT = new Set(["point", "settlement"]);
/** Whether a place is known to a settlement or finer: by the server's word, else by the name. */
export const isExact = (precision: Precision | string | undefined): boolean =>
  typeof precision === "object" ? (precision.exact ?? EXACT.has(precision.value)) : EXACT.has(precision ?? "");
