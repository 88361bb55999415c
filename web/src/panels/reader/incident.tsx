// One happening with all claims of it: every value with who gives it, every account, and why these
// claims were taken as one.

import type { JSX } from "preact";
import type { Account, Card } from "../../api.js";
import type { IncidentPage } from "../../types/pages.js";
import type { Field, Incident } from "../../types/record.js";
import { useGet } from "../../use.js";
import type { ReaderProps } from "../drawer.js";
import { DISPUTES, WhereWhen } from "../happening.js";
import { Columns, headOf, sayer } from "../parts/accounts.js";
import { Disputed, Fold, Roots, Side } from "../parts/chips.js";
import { useReading } from "../parts/reader.js";
import { Loaded } from "../parts/use.js";
import { AroundIt } from "./around.js";
import { day, plural, unique, visible } from "../parts/words.js";
import { Gathering } from "../review/gathering.js";

export function IncidentReader(props: ReaderProps): JSX.Element {
  const found = useGet<IncidentPage>(`/incidents/${props.id}`);
  return (
    <Loaded found={found} what="the happening">
      {(page) => (
        <>
          <IncidentDetail page={page} />
          {props.about.can.review ? <Gathering page={page} /> : null}
          <AroundIt id={page.incident.id} at={null} />
          <Others cards={page.others} />
        </>
      )}
    </Loaded>
  );
}

function IncidentDetail(props: { page: IncidentPage }): JSX.Element {
  const { incident, card, accounts, disputes } = props.page;
  const { open, select, known } = useReading();
  const { corroboration } = incident;
  const main = disputes[0];
  return (
    <>
      <h3 class="incident-title" dir="ltr">
        {visible(card.headline)}
      </h3>
      <WhereWhen card={card} />
      <p class="happening-voices">
        {disputes.length ? <Disputed /> : null}
        <Roots
          low={corroboration.low}
          high={corroboration.high}
          sides={corroboration.sides}
          outlets={corroboration.outlets}
          across={corroboration.across}
        />
        <button type="button" class="link" onClick={() => select(incident.id)}>
          show on the map
        </button>
      </p>
      {disputes.map((dispute) => (
        <p class="dispute-why" key={dispute.id}>
          <button type="button" class="link" onClick={() => open("dispute", dispute.id)}>
            {DISPUTES[dispute.kind] ?? dispute.kind}
          </button>
          : <span dir="ltr">{visible(dispute.why)}</span>
        </p>
      ))}
      {known ? (
        <p class="panel-note">
          This is by all reports: also by those published after {day(known)}.
        </p>
      ) : null}
      <h3>What is told, and by whom</h3>
      <Fields incident={incident} accounts={accounts} />
      <h3>{plural(accounts.length, "account")}, side by side</h3>
      <Columns
        accounts={accounts}
        positions={main?.positions.map(headOf)}
        dispute={main?.id}
        most={30}
      />
      <h3>How independent they are</h3>
      <RootTable incident={incident} />
      <Together incident={incident} />
    </>
  );
}

/** What stands in dispute with it, or is told with it. */
function Others(props: { cards: readonly Card[] }): JSX.Element | null {
  const { open } = useReading();
  if (!props.cards.length) return null;
  return (
    <Fold summary={`${plural(props.cards.length, "happening")} in dispute with it, or told with it`}>
      <ul class="lines">
        {props.cards.map((card) => (
          <li key={card.id}>
            <button type="button" class="link" onClick={() => open("incident", card.id)}>
              <bdi dir="ltr">{visible(card.headline)}</bdi>
            </button>{" "}
            <span class="quiet-text">{card.when ? day(card.when) : "no day told"}</span>
          </li>
        ))}
      </ul>
    </Fold>
  );
}

/** Every field with every value; none is averaged away. */
function Fields(props: { incident: Incident; accounts: readonly Account[] }): JSX.Element {
  const by = new Map(props.accounts.map((a) => [a.claim, a]));
  return (
    <table class="wide-table">
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Value</th>
          <th scope="col">By whose account</th>
        </tr>
      </thead>
      <tbody>
        {props.incident.fields.flatMap((field) =>
          field.values.map((value, i) => (
            <tr key={`${field.name} ${value.value}`} class={i ? undefined : "field-first"}>
              {i === 0 ? (
                <th scope="rowgroup" rowSpan={field.values.length}>
                  {visible(field.name)}
                  <Agreement field={field} />
                </th>
              ) : null}
              <td>
                <bdi>{field.name === "when" ? day(value.value) : visible(value.value)}</bdi>
                {field.unit ? <span class="quiet-text"> {visible(field.unit)}</span> : null}
              </td>
              <td>
                <Tellers claims={value.claims} by={by} />
              </td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}

function Agreement(props: { field: Field }): JSX.Element {
  const { agreement } = props.field;
  return agreement === "disputed" ? (
    <span class="agreement disputed-mark">accounts differ</span>
  ) : (
    <span class="agreement quiet-text">{agreement}</span>
  );
}

function Tellers(props: {
  claims: readonly string[];
  by: ReadonlyMap<string, Account>;
}): JSX.Element {
  const { open } = useReading();
  const found = props.claims.flatMap((id) => props.by.get(id) ?? []);
  const named = new Map(found.map((a) => [sayer(a), a]));
  return (
    <>
      {[...named].map(([name, account], i) => (
        <span key={name}>
          {i ? ", " : ""}
          <button type="button" class="link" onClick={() => open("claim", account.claim)}>
            <bdi>{visible(name)}</bdi>
          </button>
        </span>
      ))}
    </>
  );
}

/** The roots that were counted, and what each carries. */
function RootTable(props: { incident: Incident }): JSX.Element {
  const { roots } = props.incident.corroboration;
  return (
    <table class="wide-table">
      <thead>
        <tr>
          <th scope="col">Root: whose word it is</th>
          <th scope="col">Side</th>
          <th scope="col">Carried by</th>
          <th scope="col">Claims</th>
        </tr>
      </thead>
      <tbody>
        {roots.map((root) => (
          <tr key={`${root.name}${root.claims[0]}`}>
            <th scope="row">
              <bdi>{visible(root.name)}</bdi>
              {root.anonymous ? " (unnamed)" : ""}
              {root.admission ? <span class="note-chip"> against own interest</span> : ""}
            </th>
            <td>
              <Side side={root.side} />
            </td>
            <td>
              <bdi>{unique(root.outlets).map(visible).join(", ") || "outlet not known"}</bdi>
            </td>
            <td class="number">{root.claims.length}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Why these claims are taken to be of one happening. */
function Together(props: { incident: Incident }): JSX.Element | null {
  const { why } = props.incident;
  const { open } = useReading();
  if (!why.length) return null;
  return (
    <Fold summary="Why these claims are taken as one happening">
      <p class="panel-note">
        Gathering is by likeness and can be wrong; a reviewer can part claims again, below.
      </p>
      <ul class="links">
        {why.map((link) => (
          <li key={`${link.a}${link.b}`}>
            <button
              type="button"
              class="link"
              onClick={() => open("claims", `${link.a},${link.b}`)}
            >
              two claims
            </button>{" "}
            alike by {Math.round(link.score * 100)} %:{" "}
            {link.features.map((f) => visible(f.why)).join("; ")}
          </li>
        ))}
      </ul>
    </Fold>
  );
}
