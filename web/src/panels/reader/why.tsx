// How a line of the situation follows: the state, what started, ended, showed or denied it, by which
// rule, and the words of every claim.

import type { JSX } from "preact";
import type { Claim } from "../../types/claims.js";
import type { Fluent, Situation, Step, Why } from "../../types/situation.js";
import { useGet } from "../../use.js";
import type { ReaderProps } from "../drawer.js";
import { LineOf } from "../lines/line.js";
import { clocks } from "../parts/clocks.js";
import { Fold, Holds } from "../parts/chips.js";
import { Naming } from "../parts/naming.js";
import { Loaded } from "../parts/use.js";
import { day, days, plural, visible } from "../parts/words.js";
import { AroundIt } from "./around.js";
import { ClaimWords } from "./claims.js";

const CHANGES: Record<Step["change"], string> = {
  start: "started",
  end: "ended",
  observe: "shown",
  against: "denied",
  "against the end": "end denied",
};

export function WhyReader(props: ReaderProps): JSX.Element {
  const asked = clocks(props.state);
  const found = useGet<Why>(`/why/${props.id}`, asked);
  const situation = useGet<Situation>("/situation", asked);
  return (
    <Loaded found={found} what="the derivation">
      {(why) => <Derivation why={why} situation={situation.data} />}
    </Loaded>
  );
}

function Derivation(props: { why: Why; situation: Situation | null }): JSX.Element {
  const { why, situation } = props;
  const naming = new Naming(situation ?? { names: {}, outlets: {}, own_voice: [] });
  const claims = new Map(why.claims.map((c) => [c.id, c]));
  const shown = new Set(why.fluents.flatMap((f) => f.steps.flatMap((s) => s.claims)));
  const rest = why.claims.filter((c) => !shown.has(c.id));
  return (
    <>
      {why.line && why.key ? (
        <div class="why-line">
          <LineOf kind={why.key} line={why.line} naming={naming} bare />
        </div>
      ) : null}
      <p class="panel-note">
        On {day(why.day)}, by {plural(why.claims.length, "claim")}. Nobody’s judgement stands behind
        this line: it follows from what is told by the rules below. Only what is put as fact moves a
        state; a denial counts against it.
      </p>
      {why.line ? <AroundIt id={why.line.id} at={why.day} /> : null}
      {why.fluents.map((fluent) => (
        <FluentSteps fluent={fluent} claims={claims} naming={naming} key={fluent.id} />
      ))}
      {rest.length ? (
        <>
          {why.fluents.length ? <h3>Also behind this line</h3> : <h3>The words it rests on</h3>}
          <ol class="claim-list">
            {rest.map((claim) => (
              <li key={claim.id}>
                <ClaimWords claim={claim} />
              </li>
            ))}
          </ol>
        </>
      ) : null}
    </>
  );
}

function FluentSteps(props: {
  fluent: Fluent;
  claims: ReadonlyMap<string, Claim>;
  naming: Naming;
}): JSX.Element {
  const { fluent, claims, naming } = props;
  return (
    <section class="fluent">
      <h3>
        {fluent.name} of <bdi>{fluent.of.map(visible).join(", ")}</bdi>:{" "}
        <bdi>{naming.one(fluent.value)}</bdi>
      </h3>
      <p>
        {days(fluent.from, fluent.to)} <Holds state={fluent.state} days={fluent.days} />
      </p>
      <ol class="steps">
        {fluent.steps.map((step, i) => (
          <li key={`${step.incident}${step.effect}${i}`} data-change={step.change}>
            <p>
              <b>{CHANGES[step.change]}</b> by “{visible(step.predicate.replaceAll("_", " "))}”,{" "}
              {step.when ? day(step.when) : "no day of its own"}
            </p>
            <p class="small quiet-text">
              rule: <code>{step.effect}</code>
            </p>
            <Words ids={step.claims} claims={claims} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Words(props: { ids: readonly string[]; claims: ReadonlyMap<string, Claim> }): JSX.Element {
  const found = props.ids.flatMap((id) => props.claims.get(id) ?? []);
  const list = (some: readonly Claim[]) => (
    <ol class="claim-list">
      {some.map((claim) => (
        <li key={claim.id}>
          <ClaimWords claim={claim} />
        </li>
      ))}
    </ol>
  );
  if (found.length <= 3) return list(found);
  return (
    <>
      {list(found.slice(0, 2))}
      <Fold summary={`${plural(found.length - 2, "more claim")} that say so`}>
        {list(found.slice(2))}
      </Fold>
    </>
  );
}
