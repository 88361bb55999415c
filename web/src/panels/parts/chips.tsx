// Small marks: how a thing was put, whether a state holds, on how many roots it stands. Each is told
// by its words and its form; colour only helps.

import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { type Query, address } from "../../api.js";
import { sideColour } from "../../sides.js";
import type { Modality } from "../../types/claims.js";
import type { State } from "../../types/lines.js";
import type { SideCount } from "../../types/record.js";
import { toClaims, useReading } from "./reader.js";
import { clipped, plural, roots, visible } from "./words.js";

type Form = "fact" | "not" | "blame" | "ahead" | "view";

const FORMS: Record<Modality, Form> = {
  asserted: "fact",
  denied: "not",
  refused: "not",
  accused: "blame",
  vowed: "ahead",
  threatened: "ahead",
  demanded: "ahead",
  proposed: "ahead",
  planned: "ahead",
  projected: "ahead",
  wanted: "ahead",
  opinion: "view",
  considered: "view",
  conditional: "view",
  hypothetical: "view",
};
const GLYPHS: Record<Form, string> = { fact: "■", not: "✕", blame: "◆", ahead: "➝", view: "○" };
const MEANS: Record<Form, string> = {
  fact: "put as fact by whoever says it",
  not: "said not to be so, or refused",
  blame: "laid at somebody’s door",
  ahead: "not told as having happened: asked, vowed, planned or foreseen",
  view: "an opinion, a condition or a thought",
};

interface StandingProps {
  modality: string;
  polarity?: string;
  certainty?: string;
  status?: string;
}

/** How a claim was put. The border's form tells the five kinds apart. */
export function Standing(props: StandingProps): JSX.Element {
  const { modality, polarity, certainty, status } = props;
  const form = FORMS[modality as Modality] ?? "view";
  const negative = polarity === "negative" && modality !== "denied";
  return (
    <span class={`chip chip-${form}`} title={MEANS[form]}>
      <span aria-hidden="true">{GLYPHS[form]}</span> {modality}
      {status === "ongoing" && modality === "asserted" ? ", going on" : ""}
      {negative ? <b> not so</b> : ""}
      {certainty && certainty !== "certain" ? `, ${certainty}` : ""}
    </span>
  );
}

const STATE_GLYPHS: Record<State, string> = {
  holds: "●",
  "may hold": "◐",
  "does not hold": "○",
  "last reported": "◌",
};

/** Whether a state holds by the accounts there are; never more than that. */
export function Holds(props: { state: State | null; days: number | null }): JSX.Element | null {
  const { state, days } = props;
  if (state === null) return null;
  const words = state === "last reported" ? `last reported ${plural(days ?? 0, "day")} ago` : state;
  return (
    <span class={`state state-${state.replaceAll(" ", "-")}`}>
      <span aria-hidden="true">{STATE_GLYPHS[state]}</span> {words}
    </span>
  );
}

/** A side's name with its colour; also where no colour is seen. */
export function Side(props: { side: string }): JSX.Element {
  return (
    <span class="side">
      <i class="side-dot" style={{ "--side": sideColour(props.side) }} aria-hidden="true" />
      {props.side === "unknown" ? "side not known" : visible(props.side)}
    </span>
  );
}

/** Independent roots by side: a full dot a root, a hollow one that may be the same as another. */
export function Roots(props: {
  low: number;
  high: number;
  sides: readonly SideCount[];
  outlets?: number;
  across?: boolean;
}): JSX.Element {
  const { low, high, sides, outlets, across } = props;
  return (
    <span class="roots">
      <span>{roots(low, high)}</span>
      {sides.map((s) => (
        <span class="roots-side" key={s.side} style={{ "--side": sideColour(s.side) }}>
          <span class="pips" aria-hidden="true">
            {"●".repeat(Math.min(s.low, 6))}
            {"○".repeat(Math.min(Math.max(s.high - s.low, 0), 6))}
          </span>
          {s.side === "unknown" ? "side not known" : visible(s.side)} {pair(s.low, s.high)}
        </span>
      ))}
      {across ? <span class="across">opposed sides agree</span> : null}
      {outlets !== undefined ? <span class="faint">{plural(outlets, "outlet")}</span> : null}
    </span>
  );
}

function pair(low: number, high: number): string {
  return low === high ? `${low}` : `${low}–${high}`;
}

const LONGEST = 1200; // signs of a quotation; the report has all of them
const AROUND = 400;

/** Words of a report: its own script and direction, in the letter that only reports have. */
export function Quote(props: {
  words: string;
  before?: string | null;
  after?: string | null;
  short?: boolean;
}): JSX.Element {
  const { words, before, after, short } = props;
  return (
    <q class={short ? "words words-short" : "words"} dir="auto">
      {before ? <span class="words-around">{visible(clipped(before, AROUND, true))} </span> : null}
      <span>{visible(clipped(words, LONGEST))}</span>
      {after ? (
        <span class="words-around">
          {gap(after)}
          {visible(clipped(after, AROUND))}
        </span>
      ) : null}
    </q>
  );
}

function gap(after: string): string {
  return /^[\s\p{L}\p{N}(“"]/u.test(after) ? " " : "";
}

/** A name from the record, kept from turning the line around it. */
export function Name(props: { children: ComponentChildren; strong?: boolean }): JSX.Element {
  return props.strong ? (
    <bdi class="name name-strong">{props.children}</bdi>
  ) : (
    <bdi class="name">{props.children}</bdi>
  );
}

/** The button that leads to the words. ``what`` says of what, for those who do not see the line. */
export function SourceButton(props: {
  claims: readonly string[];
  what: string;
  label?: string;
}): JSX.Element | null {
  const { open } = useReading();
  const { claims, what, label } = props;
  if (!claims.length) return null;
  const shown = label ?? (claims.length === 1 ? "words" : `words of ${claims.length}`);
  return (
    <button
      type="button"
      class="source-button"
      aria-label={`${shown}: ${what}`}
      onClick={() => open(...toClaims(claims))}
    >
      {shown}
    </button>
  );
}

/** Why a line of the situation stands there: its derivation, down to the words. */
export function WhyButton(props: { line: string; what: string; claims: number }): JSX.Element {
  const { open } = useReading();
  const shown = props.claims ? `why · ${plural(props.claims, "claim")}` : "why";
  return (
    <button
      type="button"
      class="source-button"
      aria-label={`${shown}: ${props.what}`}
      onClick={() => open("why", props.line)}
    >
      {shown}
    </button>
  );
}

/** That accounts clash. */
export function Disputed(): JSX.Element {
  return <span class="chip disputed">disputed</span>;
}

/** Something folded away, with how much; drawn when it is first opened. */
export function Fold(props: {
  summary: ComponentChildren;
  open?: boolean;
  children: ComponentChildren;
}): JSX.Element {
  const [wanted, setWanted] = useState(props.open ?? false);
  return (
    <details
      class="fold"
      open={props.open}
      onToggle={(event) => event.currentTarget.open && setWanted(true)}
    >
      <summary>{props.summary}</summary>
      <div class="fold-body">{wanted || props.open ? props.children : null}</div>
    </details>
  );
}

/** The printable report of a day or of days, in a window of its own. */
export function PrintLink(props: { query: Query }): JSX.Element {
  return (
    <a class="button" href={address("/report.html", props.query)} target="_blank" rel="noopener">
      Print a report
    </a>
  );
}

/** What to do where there is nothing to show. */
export function Empty(props: { children: ComponentChildren }): JSX.Element {
  return <p class="empty">{props.children}</p>;
}
