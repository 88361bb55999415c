// Lines of what holds on the ground: control, sieges, routes, backers, figures, disputes.

import type { JSX } from "preact";
import type { Figure } from "../../types/lines.js";
import type {
  Backer,
  Control,
  Criterion,
  Designation,
  Disputed,
  Route,
  Siege,
} from "../../types/situation.js";
import { DISPUTES } from "../happening.js";
import { Name, Quote, SourceButton } from "../parts/chips.js";
import type { Naming } from "../parts/naming.js";
import { useReading } from "../parts/reader.js";
import { count, day, days, moment, plural, range, visible } from "../parts/words.js";
import { type LineProps, Point, Row } from "./row.js";

const EXTENTS = { whole: "held by", part: "held in part by", presence: "forces there:" };

export function ControlLine(props: LineProps<Control>): JSX.Element {
  const { line, naming } = props;
  const place = visible(line.place);
  return (
    <Row
      {...props}
      what={`control of ${place}`}
      state={line.state}
      days={line.days}
      disputed={line.disputed}
      head={
        <>
          <Name strong>{place}</Name> {EXTENTS[line.extent]} <Name>{naming.all(line.holder)}</Name>
          {line.contested_by.length ? (
            <span class="warn-text">, contested by {naming.all(line.contested_by)}</span>
          ) : null}{" "}
          <span class="quiet-text">{days(line.from, line.to)}</span>
        </>
      }
    />
  );
}

const SIEGES: Record<string, (by: string) => string> = {
  besieged: (by) => `told to be besieged${by}`,
  partial: (by) => `told to be besieged in part${by}`,
  encircled: (by) => `told to be encircled${by}`,
  lifted: (by) => `siege${by}, told to be lifted`,
  denied: (by) => `siege${by}: told only as denied`,
  projected: (by) => `siege${by} foreseen by some`,
};

export function SiegeLine(props: LineProps<Siege>): JSX.Element {
  const { line, naming } = props;
  const by = line.besieger.length ? ` by ${naming.all(line.besieger)}` : "";
  const place = visible(line.place);
  const length = range(line.days_low, line.days_high);
  return (
    <Row
      {...props}
      what={`siege of ${place}`}
      state={line.status === "lifted" ? null : line.state}
      days={line.days}
      disputed={line.disputed}
      head={
        <>
          <Name strong>{place}</Name> {SIEGES[line.status]?.(by) ?? `${line.status}${by}`}
          {line.lifted_by.length ? `, broken by ${naming.all(line.lifted_by)}` : ""}{" "}
          <span class="quiet-text">
            {line.from || line.to ? days(line.from, line.to) : ""}
            {length ? ` (${length} days)` : ""}
          </span>
        </>
      }
    >
      {line.called.map((called) => (
        <Point key={called.name}>
          the besieger is called <Quote words={called.name} short /> by{" "}
          {naming.all(called.by_account_of)}{" "}
          <SourceButton claims={called.claims} what={called.name} />
        </Point>
      ))}
      {line.trapped.map((figure) => (
        <Point key={figure.id}>
          <FigureWords figure={figure} naming={naming} />
        </Point>
      ))}
      {line.people_low !== line.people_high ? (
        <Point term="people inside, over all accounts:">
          {range(line.people_low, line.people_high)}
        </Point>
      ) : null}
      {line.aid ? <Point term="aid:">{visible(line.aid)}, as told last</Point> : null}
      {line.designations.map((entry) => (
        <Point key={entry.words}>
          <Listed entry={entry} naming={naming} />
        </Point>
      ))}
      {line.last_entry ? (
        <Point term="last told to have got in:">
          <Told entry={line.last_entry} naming={naming} />
        </Point>
      ) : null}
      {line.last_exit ? (
        <Point term="last told to have got out:">
          <Told entry={line.last_exit} naming={naming} />
        </Point>
      ) : null}
      {line.criteria
        .filter((c) => !same(c, line.last_entry) && !same(c, line.last_exit))
        .map((entry) => (
          <Point key={`${entry.criterion}${entry.claims[0]}`}>
            <Told entry={entry} naming={naming} />
          </Point>
        ))}
    </Row>
  );
}

function same(one: Criterion, other: Criterion | null): boolean {
  return other !== null && JSON.stringify(one) === JSON.stringify(other);
}

function Listed(props: { entry: Designation; naming: Naming }): JSX.Element {
  const { entry, naming } = props;
  return (
    <>
      listed{entry.put === "reported" ? "" : ` (${entry.put})`} as {visible(entry.level)}
      {entry.scheme ? ` [${visible(entry.scheme)}]` : ""} by{" "}
      {entry.by ? naming.one(entry.by) : "a body not named"}: <Quote words={entry.words} short />{" "}
      <SourceButton claims={entry.claims} what={entry.words} />
    </>
  );
}

function Told(props: { entry: Criterion; naming: Naming }): JSX.Element {
  const { entry, naming } = props;
  return (
    <>
      {visible(entry.criterion)}: {entry.put === "denied" ? "not " : ""}
      {visible(entry.says)}
      {entry.put === "accused" ? " (as an accusation)" : ""}
      {entry.when ? `, ${day(entry.when)}` : ""}, by{" "}
      {naming.teller(entry.by_account_of, entry.claims)}{" "}
      <SourceButton claims={entry.claims} what={entry.words} />
    </>
  );
}

export function RouteLine(props: LineProps<Route>): JSX.Element {
  const { line, naming } = props;
  const route = visible(line.route);
  return (
    <Row
      {...props}
      what={`route ${route}`}
      state={line.state}
      days={line.days}
      disputed={line.disputed}
      head={
        <>
          <Name strong>{route}</Name> told to be <b>{visible(line.status)}</b>
          {line.by.length ? `, by ${naming.all(line.by)}` : ""}
          {line.with.length ? ` with ${naming.all(line.with)}` : ""}{" "}
          <span class="quiet-text">{line.since ? `since ${moment(line.since)}` : ""}</span>
        </>
      }
    />
  );
}

const WAYS: Record<string, string> = {
  air: "from the air",
  ground: "on the ground",
  arms: "with arms",
  money: "with money",
  training: "with training",
  diplomacy: "in diplomacy",
};

export function BackerLine(props: LineProps<Backer>): JSX.Element {
  const { line, naming } = props;
  return (
    <Row
      {...props}
      what={`${naming.one(line.backer)} behind ${naming.one(line.backs)}`}
      state={line.state}
      days={line.days}
      head={
        <>
          <Name strong>{naming.one(line.backer)}</Name> told to back{" "}
          <Name>{naming.one(line.backs)}</Name>
          {line.how.length ? ` ${line.how.map((way) => WAYS[way] ?? way).join(", ")}` : ""}{" "}
          <span class="quiet-text">{line.since ? `since ${moment(line.since)}` : ""}</span>
        </>
      }
    />
  );
}

export function FigureLine(props: LineProps<Figure>): JSX.Element {
  const { line, naming } = props;
  return (
    <Row
      {...props}
      what={`figure of people ${line.what}`}
      head={<FigureWords figure={line} naming={naming} bare />}
    />
  );
}

/** A figure with its sayer: what is counted, low, best, high, in which words. */
export function FigureWords(props: {
  figure: Figure;
  naming: Naming;
  bare?: boolean;
}): JSX.Element {
  const { figure, naming, bare } = props;
  const teller = naming.teller(figure.by_account_of, figure.claims);
  const put = figure.best === 0 ? "that there were none, as a denial" : figure.status;
  return (
    <>
      <b>{visible(figure.what)}</b> <Bounds figure={figure} />{" "}
      {figure.words ? <Quote words={figure.words} short /> : null}
      {figure.places.length ? <Name> {figure.places.map(visible).join(", ")}</Name> : null}
      <span class="quiet-text">
        {" "}
        {put} by <Name>{teller}</Name>
        {figure.said ? `, ${day(figure.said)}` : ""}
      </span>{" "}
      {bare ? null : <SourceButton claims={figure.claims} what={figure.words ?? figure.what} />}
    </>
  );
}

function Bounds(props: { figure: Figure }): JSX.Element | null {
  const { low, best, high } = props.figure;
  const bounds = low !== null || high !== null ? range(low, high) : "";
  if (best === null && !bounds) return null;
  return (
    <span class="figure-number">
      {best !== null ? count(best) : bounds}
      {best !== null && bounds && low !== high ? ` (${bounds})` : ""}
    </span>
  );
}

export function DisputedLine(props: LineProps<Disputed>): JSX.Element {
  const { line, naming } = props;
  const { open } = useReading();
  return (
    <Row
      {...props}
      what={`dispute: ${visible(line.about)}`}
      head={
        <>
          <span class="disputed-mark">{DISPUTES[line.label] ?? line.label}:</span>{" "}
          <Name strong>{visible(line.about)}</Name>
        </>
      }
    >
      <ol class="sides-list">
        {line.sides.map((side) => (
          <li key={side.says}>
            <bdi>{visible(side.says)}</bdi>{" "}
            <span class="quiet-text">
              by {naming.tellers(side.by_account_of, side.claims)},{" "}
              {plural(side.claims.length, "claim")}
            </span>{" "}
            <SourceButton claims={side.claims} what={side.says} />
          </li>
        ))}
      </ol>
      {line.incidents[0] ? (
        <button
          type="button"
          class="link"
          onClick={() => open("incident", line.incidents[0] as string)}
        >
          side by side
        </button>
      ) : null}
    </Row>
  );
}
