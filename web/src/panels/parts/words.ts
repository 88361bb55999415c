// Dates, figures and parts of claims in words that a person reads at a glance. The rules are those
// of sayso.views.words, so that the page and the terminal say the same.

import type { Claim, Place, Quantity } from "../../types/claims.js";

const SEASONS: Record<string, string> = {
  "21": "spring",
  "22": "summer",
  "23": "autumn",
  "24": "winter",
};
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const PHASES = { begin: "begin ", continue: "go on with ", end: "stop " };
const RELATIONS: Record<string, string> = {
  at: "",
  "in part": "part of ",
  near: "near ",
  toward: "toward ",
};
const MARKS: Record<string, string> = { "?": "perhaps ", "~": "about ", "%": "perhaps about " };
// What turns the reading order of a line around, or hides in it.
const HIDDEN = /[\p{Cc}\p{Cs}\u200b\u200e\u200f\u061c\u2060\ufeff\u2028-\u202e\u2066-\u2069]/gu;
const number = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 });

/** A text on one line: white space collapsed, control and direction characters spelt out. */
export function visible(text: string): string {
  return text
    .replace(/[ \t\r\n\v\f\u0085\u00a0]+/g, " ")
    .trim()
    .replace(HIDDEN, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The beginning of a text, or its end, with dots where it was cut: no quotation fills a page. */
export function clipped(text: string, most: number, end = false): string {
  if (text.length <= most) return text;
  return end
    ? `… ${text.slice(-most).replace(/^[\udc00-\udfff]/, "")}`
    : `${text.slice(0, most).replace(/[\ud800-\udbff]$/, "")} …`;
}

/** A text that may run over lines, with hidden direction characters spelt out. */
export function readable(text: string): string {
  return text.replace(HIDDEN, (c) =>
    c === "\n" || c === "\t" || c === "\r"
      ? c
      : `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** An EDTF date or interval in words: "by 4 Feb 2016", "about 2013 to 3 Feb 2016". */
export function day(edtf: string): string {
  const slash = edtf.indexOf("/");
  if (slash < 0) return point(edtf);
  const start = edtf.slice(0, slash);
  const end = edtf.slice(slash + 1);
  if (start === "" || start === "..") return `${start ? "by" : "until"} ${point(end)}`;
  if (end === "" || end === "..") return `from ${point(start)}${end ? " on" : ""}`;
  return `${point(start)} to ${point(end)}`;
}

/** One day that is only known to lie in an interval: "between 7 Feb 2016 and 8 Feb 2016". */
export function moment(edtf: string): string {
  const [start = "", end] = edtf.split("/");
  if (end === undefined || ["", ".."].includes(start) || ["", ".."].includes(end)) return day(edtf);
  return `between ${point(start)} and ${point(end)}`;
}

/** From when to when a state lasts, in words; EDTF, null where nobody tells. */
export function days(start: string | null, end: string | null): string {
  if (end === null || end === "..")
    return start ? `since ${moment(start)}` : "since a day not told";
  return start ? `${moment(start)} – ${moment(end)}` : `until ${moment(end)}`;
}

function point(edtf: string): string {
  return (MARKS[edtf.slice(-1)] ?? "") + date(edtf.replace(/[?~%]+$/, ""));
}

function date(edtf: string): string {
  const [year = "", month, rest] = edtf.split("-");
  if (edtf.startsWith("-")) return visible(edtf);
  if ((month === undefined || month === "XX") && /^\d{3}X$/.test(year))
    return `the ${year.slice(0, 3)}0s`;
  if (month === undefined) return visible(year);
  if (month === "XX") return `some day of ${visible(year)}`;
  if (month in SEASONS) return `${SEASONS[month]} ${visible(year)}`;
  const name = MONTHS[Number(month) - 1];
  if (name === undefined) return visible(edtf);
  if (rest === undefined) return `${name} ${year}`;
  if (rest === "XX") return `some day of ${name} ${year}`;
  const [dayOf = "", time] = rest.split("T");
  const clock = time
    ? `, ${time.slice(0, 5)}${/Z|[+-]\d\d:?\d\d$/.test(time) ? zone(time) : ""}`
    : "";
  return `${Number(dayOf)} ${name.slice(0, 3)} ${year}${clock}`;
}

function zone(time: string): string {
  const found = /(Z|[+-]\d\d:?\d\d)$/.exec(time)?.[0] ?? "";
  return found === "Z" || found === "+00:00" ? " UTC" : ` UTC${found}`;
}

/** A whole day for headings: "Thursday 4 February 2016". */
export function weekday(iso: string): string {
  const found = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(found.getTime())) return iso;
  return new Intl.DateTimeFormat("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  })
    .format(found)
    .replace(",", "");
}

/** The day so many days after another (ISO). */
export function shifted(iso: string, by: number): string {
  const found = new Date(`${iso}T00:00:00Z`);
  found.setUTCDate(found.getUTCDate() + by);
  return found.toISOString().slice(0, 10);
}

/** A UTC time of the record's own: "22 Nov 2026, 03:17 UTC". */
export function clock(iso: string): string {
  return day(iso.replace(/\.\d+/, ""));
}

/** A number with its thousands parted. */
export function count(value: number): string {
  return number.format(value);
}

/** "1 claim", "1,200 claims". */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${number.format(value)} ${value === 1 ? one : many}`;
}

/** "2", "2–3". */
export function range(low: number | null, high: number | null): string {
  if (low === null) return high === null ? "" : `at most ${count(high)}`;
  if (high === null) return `at least ${count(low)}`;
  if (low === 0 && high > 0) return `at most ${count(high)}`;
  return low === high ? count(low) : `${count(low)}–${count(high)}`;
}

/** Roots: "1 root", "2–3 roots"; unnamed ones may be one or many. */
export function roots(low: number, high: number): string {
  if (low === high) return plural(low, "root");
  return `${low === 0 ? "up to " : `${count(low)}–`}${plural(high, "root")}`;
}

/** A figure: "at most 400,000 civilians", "50–60 killed". */
export function quantity(found: Figures): string {
  const what = visible(found.what || found.unit || "");
  const { low, best, high } = found;
  let amount: string;
  if (low !== null && high !== null) {
    amount = low === high ? count(low) : `${count(low)}–${count(high)}`;
    if (best !== null && low !== high) amount += ` (best ${count(best)})`;
  } else if (best !== null) {
    amount = count(best);
    if (low !== null) amount += ` (at least ${count(low)})`;
    else if (high !== null) amount += ` (at most ${count(high)})`;
  } else if (low !== null) amount = `at least ${count(low)}`;
  else if (high !== null) amount = `at most ${count(high)}`;
  else return found.text ? `“${visible(found.text)}”` : what;
  return `${amount} ${what}`.trim();
}

type Figures = Pick<Quantity, "what" | "unit" | "low" | "best" | "high" | "text">;

/** A predicate for people, with its phase: "stop bombard". */
export function act(claim: Pick<Claim, "phase" | "predicate">): string {
  return (claim.phase ? PHASES[claim.phase] : "") + visible(claim.predicate.replaceAll("_", " "));
}

/** A place: relation, name, division and country; in brackets where inferred. */
export function place(found: Place): string {
  const name = visible(found.name ?? found.text ?? "?");
  let relation = RELATIONS[found.relation] ?? `${found.relation} `;
  if (found.extent === "part" && !relation) relation = "part of ";
  if (found.relation === "in" && found.precision !== "country") relation = "in ";
  const around =
    found.precision === "country"
      ? []
      : [found.admin1, found.country].filter((p): p is string => !!p && p !== name).map(visible);
  const shown = relation + [name, ...around].join(", ");
  return found.inferred ? `[${shown}]` : shown;
}

/** Each once, in order. */
export function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
