// Talks as a time line of their own: rounds, suspensions, demands, offers, vows and what is set next,
// each by whose account; the chosen day is drawn across it.

import type { ComponentChildren, JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { address } from "../api.js";
import type { Move, TalksStep } from "../types/positions.js";
import type { Situation } from "../types/situation.js";
import { useGet } from "../use.js";
import { ScheduledLine, TalksLine } from "./lines/bargains.js";
import { Empty, Fold, Name, Quote, SourceButton, WhyButton } from "./parts/chips.js";
import { clocks } from "./parts/clocks.js";
import { Gradual } from "./parts/gradual.js";
import { Naming } from "./parts/naming.js";
import type { PanelProps } from "./parts/props.js";
import { Loaded } from "./parts/use.js";
import { count, day, plural, visible } from "./parts/words.js";

const FEW = 6; // tracks, where there are many
const STEPS = 15; // before the chosen day, and after it
const MORE = 30;
const KINDS = ["talks", "demands", "offers", "vows", "ceasefires", "set"] as const;
type Kind = (typeof KINDS)[number];
const NAMES: Record<Kind, string> = {
  talks: "steps of talks",
  demands: "demands",
  offers: "offers",
  vows: "vows, agreements, refusals",
  ceasefires: "ceasefires",
  set: "what is set",
};

interface Point {
  key: string;
  kind: Kind;
  when: string | null;
  denied: boolean;
  words: ComponentChildren;
}

export function TalksPanel(props: PanelProps): JSX.Element {
  const { state, set } = props;
  const found = useGet<Situation>(state.at ? "/situation" : null, clocks(state));
  if (!state.at) return <Empty>Choose a day above to see how the talks stood by then.</Empty>;
  return (
    <div class="talks-panel">
      <header class="panel-head">
        <h2>Talks by {day(state.at)}</h2>
        <p class="panel-note">
          What accounts tell of talks and of what the parties put to one another. Who says so stands
          beside each step.
        </p>
      </header>
      <Loaded found={found} what="the talks">
        {(situation) => (
          <Tracks
            situation={situation}
            at={state.at as string}
            known={state.known}
            track={state.track}
            onTrack={(track) => set({ track }, "replace")}
          />
        )}
      </Loaded>
    </div>
  );
}

function Tracks(props: {
  situation: Situation;
  at: string;
  known: string | null;
  track: string | null;
  onTrack: (track: string | null) => void;
}): JSX.Element {
  const { situation, at, known, track, onTrack } = props;
  const naming = useMemo(() => new Naming(situation), [situation]);
  const [off, setOff] = useState<ReadonlySet<Kind>>(new Set());
  const points = useMemo(() => timeline(situation, naming, track), [situation, naming, track]);
  const present = KINDS.filter((kind) => points.some((p) => p.kind === kind));
  const shown = points.filter((p) => !off.has(p.kind));
  const tracks = situation.talks;
  const [whole, setWhole] = useState(false);
  const mine = track ? tracks.filter((t) => t.track === track) : tracks;
  if (!points.length && !tracks.length)
    return (
      <Empty>
        No talks, demands or vows are told of by this day. Choose a later day, or take filters away.
      </Empty>
    );
  const toggle = (kind: Kind): void => {
    const next = new Set(off);
    if (!next.delete(kind)) next.add(kind);
    setOff(next);
  };
  return (
    <>
      {tracks.length > 1 ? (
        <label class="inline-label">
          Track{" "}
          <select value={track ?? ""} onChange={(e) => onTrack(e.currentTarget.value || null)}>
            <option value="">all ({tracks.length})</option>
            {tracks.map((t) => (
              <option value={t.track} key={t.id}>
                {visible(t.track)}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <ul class="lines">
        <Gradual items={whole ? mine : mine.slice(0, FEW)} first={3} step={2}>
          {(line) => (
            <li key={line.id}>
              <TalksLine line={line} naming={naming} />
              <Remarks line={line} naming={naming} />
            </li>
          )}
        </Gradual>
      </ul>
      {mine.length > FEW ? (
        <button type="button" class={whole ? "link" : "more"} onClick={() => setWhole(!whole)}>
          {whole ? "Show fewer" : `Show all ${count(mine.length)} talks`}
        </button>
      ) : null}
      <h3>Step by step</h3>
      <fieldset class="kinds">
        <legend class="hidden-words">Show</legend>
        {present.map((kind) => (
          <label key={kind}>
            <input type="checkbox" checked={!off.has(kind)} onChange={() => toggle(kind)} />
            {NAMES[kind]}
          </label>
        ))}
      </fieldset>
      <Line points={shown} at={at} />
      <h3>What is set</h3>
      {situation.calendar.length ? (
        <>
          <ul class="lines">
            {situation.calendar.map((line) => (
              <li key={line.id}>
                <ScheduledLine line={line} naming={naming} />
              </li>
            ))}
          </ul>
          <p>
            <a
              class="button"
              href={address("/calendar.ics", { at, known_by: known })}
              download="sayso.ics"
            >
              Save for a calendar (.ics)
            </a>
          </p>
        </>
      ) : (
        <p class="quiet-text">Nothing is told to be set for this day or later.</p>
      )}
    </>
  );
}

/** Why it stands so, and what is considered, asked and wanted, by whose account. */
function Remarks(props: { line: Situation["talks"][number]; naming: Naming }): JSX.Element | null {
  const { line, naming } = props;
  const groups = [
    ["said with it", line.reasons],
    ["considered", line.considered],
    ["asked", line.asked],
    ["wanted", line.wanted],
  ] as const;
  const rows = groups.flatMap(([title, remarks]) => remarks.map((remark) => ({ title, remark })));
  if (!rows.length) return null;
  return (
    <ul class="remarks">
      {rows.map(({ title, remark }, i) => (
        <li key={`${title}${remark.claims[0]}${i}`}>
          <span class="point-term">{title}</span>
          {remark.by ? (
            <>
              {" "}
              by <Name>{naming.one(remark.by)}</Name>
            </>
          ) : null}
          :{" "}
          {(remark.quotes.length ? remark.quotes : [remark.what]).map((words, j) => (
            <span key={words}>
              {j ? " / " : ""}
              <Quote words={words} short />
            </span>
          ))}{" "}
          <span class="quiet-text">
            by the account of {naming.teller(remark.by_account_of, remark.claims)}
            {remark.meanwhile.length
              ? "; some of it only in one breath with the talks"
              : ""}
          </span>{" "}
          <SourceButton claims={remark.claims} what={remark.what} />
        </li>
      ))}
    </ul>
  );
}

/** Points in order of day, the chosen day between what went before and what is to come. */
function Line(props: { points: readonly Point[]; at: string }): JSX.Element {
  const { points, at } = props;
  const dated = points.filter((p) => p.when !== null);
  const undated = points.filter((p) => p.when === null);
  const before = dated.filter((p) => begins(p.when as string) <= at);
  const after = dated.filter((p) => begins(p.when as string) > at);
  const [back, setBack] = useState(STEPS);
  const [on, setOn] = useState(STEPS);
  return (
    <>
      {before.length > back ? (
        <button type="button" class="more" onClick={() => setBack(back + MORE)}>
          Show earlier steps ({count(before.length - back)})
        </button>
      ) : null}
      <ol class="timeline-list">
        {before.slice(-back).map((p) => (
          <Dot point={p} key={p.key} />
        ))}
        <li class="timeline-now" aria-label={`The chosen day, ${day(at)}`}>
          <span class="moves-day">{day(at)}</span> <b>the chosen day</b>
        </li>
        {after.slice(0, on).map((p) => (
          <Dot point={p} key={p.key} />
        ))}
      </ol>
      {after.length > on ? (
        <button type="button" class="more" onClick={() => setOn(on + MORE)}>
          Show later steps ({count(after.length - on)})
        </button>
      ) : null}
      {undated.length ? (
        <Fold summary={`${plural(undated.length, "step")} with no day told`}>
          <ol class="timeline-list">
            <Gradual items={undated}>{(p) => <Dot point={p} key={p.key} />}</Gradual>
          </ol>
        </Fold>
      ) : null}
    </>
  );
}

function Dot(props: { point: Point }): JSX.Element {
  const { point } = props;
  return (
    <li data-kind={point.kind} class={point.denied ? "timeline-denied" : undefined}>
      <span class="moves-day">{point.when ? day(point.when) : "no day told"}</span>{" "}
      <span>{point.words}</span>
    </li>
  );
}

/** The first day that an EDTF date may mean, for order; open beginnings take their end. */
function begins(edtf: string): string {
  const [start = "", end = ""] = edtf.split("/");
  const found = start === "" || start === ".." ? end : start;
  return found.replace(/[?~%]/g, "").replaceAll("XX", "01");
}

function timeline(situation: Situation, naming: Naming, track: string | null): Point[] {
  const found: Point[] = [];
  for (const talks of situation.talks) {
    if (track && talks.track !== track) continue;
    talks.steps.forEach((step, i) => {
      found.push(stepPoint(step, `${talks.id}${i}`, talks.track, naming));
    });
  }
  for (const line of situation.demands)
    found.push(
      ...moves(line.history, "demands", line.id, naming, line.by, naming.deed(line.what, line.by), [
        "demands",
        "demand",
      ]),
    );
  for (const line of situation.offers)
    found.push(
      ...moves(line.history, "offers", line.id, naming, line.by, naming.deed(line.what, line.by), [
        line.kind === "offer" ? "offers" : "proposes",
        line.kind === "offer" ? "offer" : "propose",
      ]),
    );
  const verbs = {
    vow: ["vows", "vow"],
    agreement: ["agrees", "agree"],
    refusal: ["refuses", "refuse"],
  };
  for (const line of situation.commitments)
    found.push(
      ...moves(
        line.history,
        "vows",
        line.id,
        naming,
        line.by,
        naming.deed(line.what, line.by),
        verbs[line.kind] as [string, string],
      ),
    );
  for (const line of situation.ceasefires)
    line.steps.forEach((step, i) => {
      found.push({
        key: `${line.id}${i}`,
        kind: "ceasefires",
        when: step.when,
        denied: step.kind === "denied",
        words: (
          <>
            ceasefire {step.kind}
            {step.by.length ? ` by ${naming.all(step.by)}` : ""}, by the account of{" "}
            {naming.teller(step.by_account_of, step.claims)}{" "}
            <SourceButton claims={step.claims} what={step.words} />
          </>
        ),
      });
    });
  for (const line of situation.calendar)
    found.push({
      key: line.id,
      kind: "set",
      when: line.date,
      denied: line.status === "said to be off",
      words: (
        <>
          set, as {line.certainty}: <b>{visible(line.what)}</b>
          {line.where ? ` in ${visible(line.where)}` : ""}
          {line.status === "set" ? "" : ` (${line.status})`}{" "}
          <WhyButton line={line.id} what={visible(line.what)} claims={line.claims.length} />
        </>
      ),
    });
  return found.sort((a, b) => begins(a.when ?? "").localeCompare(begins(b.when ?? "")));
}

function stepPoint(step: TalksStep, key: string, track: string, naming: Naming): Point {
  const onlyDenied = !step.claims.length;
  return {
    key,
    kind: "talks",
    when: step.when,
    denied: onlyDenied,
    words: (
      <>
        <Name>{visible(track)}</Name> <b>{onlyDenied ? `“${step.what}” denied` : step.what}</b>
        {step.set_for ? ` for ${day(step.set_for)}` : ""}
        {step.by.length ? ` by ${naming.all(step.by)}` : ""}
        {step.claims.length ? (
          <>
            <span class="quiet-text">
              , told by {naming.tellers(step.by_account_of, step.claims)}
            </span>{" "}
            <SourceButton claims={step.claims} what={`${track} ${step.what}`} />
          </>
        ) : null}
        {step.against.length ? (
          <span class="disputed-note">
            {" "}
            denied by {naming.tellers(step.denied_by, step.against)}{" "}
            <SourceButton claims={step.against} what={`denials of ${step.what}`} />
          </span>
        ) : null}
        {step.reasons.map((reason) => (
          <span class="point" key={reason.claims[0]}>
            said with it, {naming.teller(reason.by_account_of, reason.claims)}:{" "}
            <Quote words={reason.what} short />{" "}
            <SourceButton claims={reason.claims} what={reason.what} />
          </span>
        ))}
      </>
    ),
  };
}

function moves(
  history: readonly Move[],
  kind: Kind,
  line: string,
  naming: Naming,
  by: string,
  what: string,
  verb: [string, string],
): Point[] {
  return history.map((move, i) => ({
    key: `${line}${i}`,
    kind,
    when: move.when,
    denied: move.put === "denied",
    words: (
      <>
        {move.what === "made" || move.what === "repeated" ? (
          <>
            <Name>{naming.one(by)}</Name> {move.what === "repeated" ? "again " : ""}
            {naming.verb(by, ...verb)}: <b>{what}</b>
          </>
        ) : (
          <>
            <b>{what}</b> (of {naming.one(by)}): said to be {move.what}
            {move.by.length ? ` by ${naming.all(move.by)}` : ""}
          </>
        )}
        <span class="quiet-text">
          {move.put === "accused" ? ", as an accusation" : ""}
          {move.by.length === 1 && move.by[0] === move.by_account_of
            ? ""
            : `, told by ${naming.teller(move.by_account_of, move.claims)}`}
        </span>{" "}
        <SourceButton claims={move.claims} what={what} />
      </>
    ),
  }));
}
