// Lines of aid and access: constraints, convoys, evacuations.

import type { JSX } from "preact";
import type { AccessLine, Convoy, Evacuation } from "../../types/situation.js";
import { Name, Quote, SourceButton } from "../parts/chips.js";
import { day, moment, plural, visible } from "../parts/words.js";
import { type LineProps, Point, Row } from "./row.js";

const where = (places: readonly string[]): string =>
  places.map(visible).join(", ") || "no place named";

export function ConstraintLine(props: LineProps<AccessLine>): JSX.Element {
  const { line, naming } = props;
  const told = naming.tellers(line.by_account_of, line.claims.length ? line.claims : line.against);
  return (
    <Row
      {...props}
      what={`${line.type}, ${where(line.place)}`}
      disputed={line.disputed}
      head={
        <>
          <b>{visible(line.type)}</b>
          {line.target ? ` (${visible(line.target)})` : ""}, <Name>{where(line.place)}</Name>
          {line.by.length ? `, by ${naming.all(line.by)}` : ""}
          {line.organisation.length ? `, touching ${naming.all(line.organisation)}` : ""}
          <span class="quiet-text">
            {" "}
            affects {line.affected}; {line.status} by {told}
            {line.from ? `, ${moment(line.from)}` : ""}
            {line.days ? `; last told ${plural(line.days, "day")} ago` : ""}
            {line.over ? "; said to be over" : ""}
          </span>
          {line.sensitive ? <span class="note-chip">sensitive</span> : null}
        </>
      }
    >
      <Point>
        <Quote words={line.words} short />
      </Point>
      {line.impact.map((remark) => (
        <Point term="led to:" key={remark.what}>
          <Quote words={remark.what} short /> by{" "}
          {naming.teller(remark.by_account_of, remark.claims)}{" "}
          <SourceButton claims={remark.claims} what={remark.what} />
        </Point>
      ))}
      {line.response.map((remark) => (
        <Point term="answered by:" key={remark.what}>
          <Quote words={remark.what} short /> by{" "}
          {naming.teller(remark.by_account_of, remark.claims)}{" "}
          <SourceButton claims={remark.claims} what={remark.what} />
        </Point>
      ))}
    </Row>
  );
}

export function ConvoyLine(props: LineProps<Convoy>): JSX.Element {
  const { line, naming } = props;
  return (
    <Row
      {...props}
      what={`convoy, ${where(line.place)}`}
      head={
        <>
          <Name strong>{where(line.place)}</Name>{" "}
          {line.status ? `convoy told to have ${past(line.status)}` : "convoy spoken of"}
          {line.organisation.length ? `, ${naming.all(line.organisation)}` : ""}
          {line.sensitive ? <span class="note-chip">sensitive</span> : null}
        </>
      }
    >
      {[...line.figures, ...line.cargo].map((words) => (
        <Point key={words}>
          <Quote words={words} short />
        </Point>
      ))}
      <ol class="moves">
        {line.steps.map((step) => (
          <li key={`${step.step}${step.claims[0]}`}>
            <span class="moves-day">{step.when ? day(step.when) : "no day told"}</span> {step.step}
            {step.status === "denied" ? ": denied" : ""}
            {["reported", "denied"].includes(step.status) ? "" : ` (${step.status})`}
            {step.who.length ? ` by ${naming.all(step.who)}` : ""}
            <span class="quiet-text">
              , told by {naming.tellers(step.by_account_of, step.claims)}
            </span>{" "}
            <SourceButton claims={step.claims} what={step.words} />
          </li>
        ))}
      </ol>
    </Row>
  );
}

function past(stage: string): string {
  const words: Record<string, string> = { entered: "entered", "set out": "set out" };
  return words[stage] ?? `been ${stage}`;
}

export function EvacuationLine(props: LineProps<Evacuation>): JSX.Element {
  const { line, naming } = props;
  const told = naming.tellers(line.by_account_of, line.claims.length ? line.claims : line.against);
  return (
    <Row
      {...props}
      what={`evacuation, ${where(line.origin)}`}
      head={
        <>
          <Name strong>{line.of.map(visible).join(", ") || "people"}</Name>: evacuation{" "}
          <b>{line.status}</b>
          {line.origin.length ? ` from ${where(line.origin)}` : ""}
          {line.destination.length ? ` to ${where(line.destination)}` : ""}
          <span class="quiet-text">
            {line.when ? ` ${day(line.when)},` : ""} told by {told}
          </span>
          {line.sensitive ? <span class="note-chip">sensitive</span> : null}
        </>
      }
    >
      {line.figures
        .filter((figure) => figure.words && !line.of.includes(figure.words))
        .map((figure) => (
          <Point key={figure.claims[0]}>
            <Quote words={figure.words ?? ""} short /> by{" "}
            {naming.teller(figure.by_account_of, figure.claims)}{" "}
            <SourceButton claims={figure.claims} what={figure.words ?? "figure"} />
          </Point>
        ))}
    </Row>
  );
}
