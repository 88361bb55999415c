// What holds on the chosen day, by the reports of the second clock, and by whose account: every line
// with its state and the way down to the words.

import type { JSX } from "preact";
import { useDeferred } from "./parts/deferred.js";
import { useMemo, useState } from "preact/hooks";
import type { Key, Lines, Situation } from "../types/situation.js";
import { useGet } from "../use.js";
import { KEY_NAMES, LineOf, wordsOf } from "./lines/line.js";
import { Empty, Fold, PrintLink } from "./parts/chips.js";
import { clocks } from "./parts/clocks.js";
import { Gradual } from "./parts/gradual.js";
import { Naming } from "./parts/naming.js";
import type { PanelProps } from "./parts/props.js";
import { Loaded } from "./parts/use.js";
import { count, day, plural, visible } from "./parts/words.js";

const FEW = 8;
const ORDER = ["holds", "may hold", "last reported", "does not hold"];
const KEYS = Object.keys(KEY_NAMES) as Key[];

export function SituationPanel(props: PanelProps): JSX.Element {
  const { state, set } = props;
  const found = useGet<Situation>(state.at ? "/situation" : null, clocks(state));
  if (!state.at) return <Empty>Choose a day above to see how things stand by then.</Empty>;
  return (
    <div class="situation-panel">
      <header class="panel-head">
        <h2>The situation on {day(state.at)}</h2>
        <p class="panel-note">
          {state.known
            ? `As known on ${day(state.known)}: only by reports published by then. `
            : "By all reports of the record, later ones too (set “as known on” above to look with the eyes of a day). "}
          Each line is what follows from accounts, not a finding.
        </p>
        <div class="actions">
        <label class="find">
          <span class="hidden-words">Filter these lines</span>
          <input
            type="search"
            placeholder="Filter these lines: a place, a party, a word"
            value={state.find}
            onInput={(event) => set({ find: event.currentTarget.value }, "replace")}
          />
        </label>
        <PrintLink query={clocks(state)} />
        </div>
      </header>
      <Loaded found={found} what="the situation">
        {(situation) => <Sections situation={situation} find={state.find} />}
      </Loaded>
    </div>
  );
}

function Sections(props: { situation: Situation; find: string }): JSX.Element {
  const { situation } = props;
  const find = useDeferred(props.find.trim().toLowerCase());
  const naming = useMemo(() => new Naming(situation), [situation]);
  const isAsked = find !== "";
  const words = useMemo(() => {
    const found = new Map<string, string>();
    if (!isAsked) return found;
    for (const key of KEYS)
      for (const line of situation[key])
        found.set(line.id, `${KEY_NAMES[key].toLowerCase()} ${wordsOf(line, naming)}`);
    return found;
  }, [situation, naming, isAsked]);
  const kept = useMemo(
    () =>
      KEYS.map((key): [Key, Lines[Key][]] => {
        const lines = situation[key] as Lines[Key][];
        const wanted = find ? find.split(/\s+/) : [];
        return [
          key,
          sorted(
            lines.filter((line) => wanted.every((word) => words.get(line.id)?.includes(word))),
          ),
        ];
      }).filter(([, lines]) => lines.length),
    [situation, find, words],
  );
  const all = KEYS.reduce((sum, key) => sum + situation[key].length, 0);
  const shown = kept.reduce((sum, [, lines]) => sum + lines.length, 0);
  return (
    <>
      <nav class="section-links" aria-label="Parts of the situation">
        {kept.map(([key, lines]) => (
          <a
            href={`#situation-${key}`}
            key={key}
            onClick={(event) => {
              event.preventDefault();
              goTo(`situation-${key}`);
            }}
          >
            {KEY_NAMES[key]} <b>{count(lines.filter((line) => !isOver(key, line)).length)}</b>
          </a>
        ))}
      </nav>
      <p class="small quiet-text" role="status">
        {find
          ? `${plural(shown, "line")} of ${count(all)} with “${visible(find)}”`
          : plural(all, "line")}
      </p>
      {kept.length ? (
        <Gradual items={kept} first={1} step={1}>
          {([key, lines]) => (
            <Section kind={key} lines={lines} naming={naming} key={key} open={!!find} />
          )}
        </Gradual>
      ) : (
        <Empty>
          {all
            ? "No line has these words. Empty the filter box above."
            : "Nothing is told of this day or of what went before it. Choose a later day."}
        </Empty>
      )}
      <Footnotes situation={situation} />
    </>
  );
}

/** Brings a section up, which may not be drawn yet. */
function goTo(id: string, tries = 60): void {
  const section = document.getElementById(id);
  if (!section) {
    if (tries > 0) requestAnimationFrame(() => goTo(id, tries - 1));
    return;
  }
  section.scrollIntoView({ block: "start" });
  section.querySelector<HTMLElement>("h3")?.focus({ preventScroll: true });
}

const OVER: Partial<Record<Key, string>> = {
  sieges: "told lifted, or only denied",
  access: "told only as denied, or as over",
  evacuations: "told only as denied",
};

/** Whether a line tells only of what is over, or is denied: it is not counted with the others. */
export function isOver(kind: Key, line: Lines[Key]): boolean {
  if (!OVER[kind] || !("status" in line)) return false;
  return line.status === "lifted" || line.status === "denied" || ("over" in line && line.over);
}

function sorted<L extends Lines[Key]>(lines: readonly L[]): L[] {
  const rank = (line: L): number => {
    const state = "state" in line && line.state ? ORDER.indexOf(line.state) : 0;
    return state;
  };
  return [...lines].sort((a, b) => rank(a) - rank(b));
}

function LinesOf(props: { kind: Key; lines: Lines[Key][]; naming: Naming }): JSX.Element {
  return (
    <ul class="lines">
      <Gradual items={props.lines}>
        {(line) => (
          <li key={line.id}>
            <LineOf kind={props.kind} line={line} naming={props.naming} />
          </li>
        )}
      </Gradual>
    </ul>
  );
}

function Section(props: {
  kind: Key;
  lines: Lines[Key][];
  naming: Naming;
  open: boolean;
}): JSX.Element {
  const { kind, naming } = props;
  const [whole, setWhole] = useState(false);
  const over = props.lines.filter((line) => isOver(kind, line));
  const lines = over.length ? props.lines.filter((line) => !isOver(kind, line)) : props.lines;
  const isWhole = whole || lines.length <= FEW + 2;
  const shown = isWhole ? lines : lines.slice(0, props.open ? 40 : FEW);
  return (
    <section class="situation-section" id={`situation-${kind}`}>
      <h3 tabIndex={-1}>
        {KEY_NAMES[kind]} <span class="quiet-text">{count(lines.length)}</span>
        {over.length ? (
          <span class="quiet-text small">
            {" "}
            and {count(over.length)} {OVER[kind]}
          </span>
        ) : null}
      </h3>
      <LinesOf kind={kind} lines={shown} naming={naming} />
      {shown.length < lines.length ? (
        <button type="button" class="more" onClick={() => setWhole(true)}>
          Show all {count(lines.length)}
        </button>
      ) : null}
      {over.length ? (
        <Fold summary={`${count(over.length)} ${OVER[kind] ?? "over"}`} open={props.open}>
          <LinesOf kind={kind} lines={over} naming={naming} />
        </Fold>
      ) : null}
      {whole && lines.length > FEW + 2 ? (
        <button type="button" class="link" onClick={() => setWhole(false)}>
          Show fewer
        </button>
      ) : null}
    </section>
  );
}

function Footnotes(props: { situation: Situation }): JSX.Element {
  const { hidden, older, rule } = props.situation;
  return (
    <footer class="footnotes small quiet-text">
      <p>Read by the rule: {visible(rule)}.</p>
      {hidden.map((h) => (
        <p key={h.reason}>
          Hidden by it, {visible(h.reason)}: {plural(h.incidents, "happening")},{" "}
          {plural(h.claims, "claim")}, {plural(h.values, "value")}.
        </p>
      ))}
      {older.claims || older.states ? (
        <p>
          Older, not shown: {plural(older.claims, "claim")}, {plural(older.states, "state")} last
          reported long before.
        </p>
      ) : null}
    </footer>
  );
}
