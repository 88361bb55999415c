// Lines of talks and what the parties put to one another: demands, offers, vows, what is set, and
// ceasefires, each with what became of it by whose account.

import type { JSX } from "preact";
import type { Commitment, Demand, Move, Offer, Talks } from "../../types/positions.js";
import type { Ceasefire, Scheduled, Violation } from "../../types/situation.js";
import { Name, Quote, SourceButton, Standing } from "../parts/chips.js";
import type { Naming } from "../parts/naming.js";
import { count, day, moment, visible } from "../parts/words.js";
import { type LineProps, Point, Row } from "./row.js";

/** How one track of talks stands; its steps are drawn on the tab for talks. */
export function TalksLine(props: LineProps<Talks>): JSX.Element {
  const { line, naming } = props;
  return (
    <Row
      {...props}
      what={visible(line.track)}
      state={line.state}
      days={line.days}
      disputed={line.disputed}
      head={
        <>
          <Name strong>{visible(line.track)}</Name> told to be <b>{visible(line.status)}</b>
          {line.since ? ` since ${moment(line.since)}` : ""}
          {line.resumes ? `, to go on ${day(line.resumes)}` : ""}
          <span class="quiet-text">
            {line.venue ? ` in ${visible(line.venue)}` : ""}
            {line.mediator.length ? `, led by ${naming.all(line.mediator)}` : ""}
            {line.round ? `, round ${count(line.round)}` : ""}
            {line.format.length ? `, ${line.format.map(visible).join(", ")}` : ""}
          </span>
        </>
      }
    >
      {line.delegations.map((party) => (
        <Point key={`${party.party}${party.status}`}>
          <Name>{naming.one(party.party)}</Name>: {visible(party.status)} ({party.state}){" "}
          <SourceButton claims={party.claims} what={naming.one(party.party)} />
        </Point>
      ))}
    </Row>
  );
}

export function DemandLine(props: LineProps<Demand>): JSX.Element {
  const { line, naming } = props;
  const what = naming.deed(line.what, line.by, ...line.of.slice(0, 1));
  return (
    <Row
      {...props}
      what={what}
      head={
        <>
          <Name strong>{naming.one(line.by)}</Name> {naming.verb(line.by, "demands", "demand")}
          {line.of.length ? ` of ${naming.all(line.of)}` : ""}: <b>{what}</b>
          {line.before ? `, before ${visible(line.before)}` : ""}
          <Status status={line.status} />
          <span class="quiet-text">{line.first ? ` first told ${day(line.first)}` : ""}</span>
        </>
      }
    >
      <Moves history={line.history} naming={naming} />
    </Row>
  );
}

export function OfferLine(props: LineProps<Offer>): JSX.Element {
  const { line, naming } = props;
  const what = naming.deed(line.what, line.by, ...line.to.slice(0, 1));
  const verb: [string, string] =
    line.kind === "offer" ? ["offers", "offer"] : ["proposes", "propose"];
  return (
    <Row
      {...props}
      what={what}
      head={
        <>
          <Name strong>{naming.one(line.by)}</Name> {naming.verb(line.by, ...verb)}
          {line.to.length ? ` to ${naming.all(line.to)}` : ""}: <b>{what}</b>
          <Status status={line.status} />
          <span class="quiet-text">{line.first ? ` first told ${day(line.first)}` : ""}</span>
        </>
      }
    >
      {line.condition ? (
        <Point term="on condition:">
          <Quote words={line.condition} short />
        </Point>
      ) : null}
      <Moves history={line.history} naming={naming} />
    </Row>
  );
}

const VERBS: Record<Commitment["kind"], [string, string]> = {
  vow: ["vows", "vow"],
  agreement: ["agrees", "agree"],
  refusal: ["refuses", "refuse"],
};

export function CommitmentLine(props: LineProps<Commitment>): JSX.Element {
  const { line, naming } = props;
  const what = naming.deed(line.what, line.by, ...line.to.slice(0, 1));
  return (
    <Row
      {...props}
      what={what}
      head={
        <>
          <Name strong>{naming.one(line.by)}</Name> {naming.verb(line.by, ...VERBS[line.kind])}
          {line.to.length ? ` to ${naming.all(line.to)}` : ""}: <b>{what}</b>
          <Status status={line.status} />
          <span class="quiet-text">
            {line.said ? ` told ${day(line.said)}` : ""}
            {line.said_by ? `, said by ${naming.one(line.said_by)}` : ""}
            {line.due ? `, due ${day(line.due)}` : ""}
          </span>
        </>
      }
    >
      {line.until ? (
        <Point term="until:">
          <Quote words={line.until} short />
        </Point>
      ) : null}
      {line.condition ? (
        <Point term="on condition:">
          <Quote words={line.condition} short />
        </Point>
      ) : null}
      <Moves history={line.history} naming={naming} />
    </Row>
  );
}

function Status(props: { status: string }): JSX.Element {
  return <span class="note-chip">{props.status}</span>;
}

/** What became of it; the first saying alone is no history. */
function Moves(props: { history: readonly Move[]; naming: Naming }): JSX.Element | null {
  const { history, naming } = props;
  if (history.every((move) => move.what === "made")) return null;
  return (
    <ol class="moves">
      {history.map((move) => (
        <li key={`${move.what}${move.claims[0]}`}>
          <span class="moves-day">{move.when ? day(move.when) : "no day told"}</span> {move.what}
          {move.by.length ? ` by ${naming.all(move.by)}` : ""}
          {["accused", "denied"].includes(move.put) ? ` (${move.put})` : ""}
          {move.by.length === 1 && move.by[0] === move.by_account_of ? null : (
            <span class="quiet-text">
              , told by {naming.teller(move.by_account_of, move.claims)}
            </span>
          )}{" "}
          <SourceButton claims={move.claims} what={move.what} />
        </li>
      ))}
    </ol>
  );
}

export function ScheduledLine(props: LineProps<Scheduled>): JSX.Element {
  const { line, naming } = props;
  return (
    <Row
      {...props}
      what={visible(line.what)}
      head={
        <>
          <b>{day(line.date)}</b> <Name>{visible(line.what)}</Name>
          {line.where ? ` in ${visible(line.where)}` : ""}
          {line.who.length ? `, ${naming.all(line.who)}` : ""}
          <span class="quiet-text"> put as {line.certainty}</span>
          {line.moved_from.length ? (
            <span class="warn-text"> moved from {line.moved_from.map(day).join(", ")}</span>
          ) : null}
          {line.status === "set" ? null : <Status status={line.status} />}
        </>
      }
    >
      {line.answers.length ? (
        <Point>
          <SourceButton claims={line.answers} what={line.what} label="who says otherwise" />
        </Point>
      ) : null}
    </Row>
  );
}

const CLASSES = { 1: "cessation of hostilities", 2: "with compliance", 3: "definitive" };

export function CeasefireLine(props: LineProps<Ceasefire>): JSX.Element {
  const { line, naming } = props;
  const where = line.scope.map(visible).join(", ") || "no place named";
  const dates: [string, string | null][] = [
    ["declared", line.declared],
    ["set for", line.set_for],
    ["in effect since", line.in_effect],
    ["until", line.until],
    ["ended", line.ended],
  ];
  return (
    <Row
      {...props}
      what={`ceasefire, ${where}`}
      state={line.state}
      days={line.days}
      disputed={line.disputed}
      head={
        <>
          <Name strong>{where}</Name> ceasefire
          {line.parties.length ? ` by ${naming.all(line.parties)}` : ""}, told to be{" "}
          <b>{line.status}</b>
          <span class="quiet-text">
            {dates
              .filter(([, found]) => found)
              .map(([term, found]) => `; ${term} ${moment(found as string)}`)
              .join("")}
            {`; ${[line.form, line.partial ? "partial" : null, ...line.purpose, CLASSES[line.class]]
              .filter(Boolean)
              .join(", ")}`}
            {line.mediator.length ? `; brokered by ${naming.all(line.mediator)}` : ""}
          </span>
        </>
      }
    >
      {line.exclusions.map((left) => (
        <Point term="leaves out:" key={left.what}>
          {visible(left.what)}, by {naming.teller(left.by_account_of, left.claims)}{" "}
          <SourceButton claims={left.claims} what={left.what} />
        </Point>
      ))}
      {line.steps
        .filter((step) => ["extended", "ended", "denied", "holds"].includes(step.kind))
        .map((step) => (
          <Point key={`${step.kind}${step.claims[0]}`}>
            {step.kind}
            {step.when ? ` ${day(step.when)}` : ""}, by{" "}
            {naming.teller(step.by_account_of, step.claims)}: <Quote words={step.words} short />{" "}
            <SourceButton claims={step.claims} what={step.words} />
          </Point>
        ))}
      {line.violations.map((one) => (
        <Breach one={one} naming={naming} key={one.claims[0]} />
      ))}
    </Row>
  );
}

function Breach(props: { one: Violation; naming: Naming }): JSX.Element {
  const { one, naming } = props;
  return (
    <Point term="breach told:">
      <Standing modality={one.put} /> by {naming.all(one.by)}
      {one.against.length ? ` against ${naming.all(one.against)}` : ""}
      {one.when ? `, ${day(one.when)}` : ""}
      {one.places.length ? `, ${one.places.map(visible).join(", ")}` : ""}
      {one.number === null ? "" : `, ${count(one.number)} counted`}, by the account of{" "}
      {naming.teller(one.by_account_of, one.claims)}: <Quote words={one.words} short />{" "}
      <SourceButton claims={one.claims} what={one.words} />
    </Point>
  );
}
