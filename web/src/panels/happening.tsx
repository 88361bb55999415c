// One happening with its accounts: what it is, where, when as told; what differs; and the columns.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Card, CardPlace, DayEntry } from "../api.js";
import { Columns } from "./parts/accounts.js";
import { Disputed, Fold, Roots } from "./parts/chips.js";
import { toClaims, useReading } from "./parts/reader.js";
import { day, plural, visible } from "./parts/words.js";

export function Happening(props: { entry: DayEntry }): JSX.Element {
  const { card, accounts, disputes, what_differs, more_accounts } = props.entry;
  const { open, select, selected } = useReading();
  const heading = `happening-${card.id}`;
  const main = disputes[0];
  return (
    <article
      class={selected === card.id ? "happening happening-selected" : "happening"}
      aria-labelledby={heading}
      data-incident={card.id}
    >
      <header class="happening-head">
        <h3 id={heading}>
          <button
            type="button"
            class="title"
            title={visible(card.title)}
            onClick={() => select(card.id)}
          >
            <bdi dir="ltr">{visible(card.headline)}</bdi>
          </button>
        </h3>
        <WhereWhen card={card} />
        <p class="happening-voices">
          {disputes.length ? <Disputed /> : null}
          <Roots low={card.low} high={card.high} sides={card.sides} outlets={card.outlets} />
          <button
            type="button"
            class="source-button"
            aria-label={`all ${plural(card.claims, "claim")}: ${visible(card.title)}`}
            onClick={() => open("incident", card.id)}
          >
            all {plural(card.claims, "claim")}
          </button>
        </p>
      </header>
      {disputes.map((dispute) => (
        <p class="dispute-why" key={dispute.id}>
          <button type="button" class="link" onClick={() => open("dispute", dispute.id)}>
            {DISPUTES[dispute.kind] ?? dispute.kind}
          </button>
          : <span dir="ltr">{visible(dispute.about)}</span>
        </p>
      ))}
      <Differs fields={what_differs} />
      <Columns accounts={accounts} positions={main?.positions} dispute={main?.id} />
      {more_accounts ? (
        <button type="button" class="more" onClick={() => open("incident", card.id)}>
          {plural(more_accounts, "more account")}
        </button>
      ) : null}
    </article>
  );
}

/** The kinds of dispute, as questions on which accounts differ. */
export const DISPUTES: Record<string, string> = {
  figure: "Accounts differ on a figure",
  responsibility: "Accounts differ on who did it",
  target: "Accounts differ on who was hit",
  control: "Accounts differ on who holds it",
  occurrence: "Accounts differ on whether it happened",
  status: "Accounts differ on how it stands",
  date: "Accounts differ on the day",
};

const FEW = 2;

/** Place and time as told, never more exact than that. */
export function WhereWhen(props: { card: Card }): JSX.Element {
  const { card } = props;
  const [whole, setWhole] = useState(false);
  const places = [...new Map(card.places.map((place) => [place.key, place])).values()];
  const shown = whole || places.length <= FEW + 1 ? places : places.slice(0, FEW);
  return (
    <p class="where-when">
      <span>{card.when ? day(card.when) : "no day of its own is told"}</span>
      {places.length ? null : <span class="quiet-text">no place is named</span>}
      {shown.map((place) => (
        <PlaceLink place={place} key={place.key} />
      ))}
      {shown.length < places.length ? (
        <button type="button" class="source-button" onClick={() => setWhole(true)}>
          {plural(places.length - shown.length, "more place")}
        </button>
      ) : null}
    </p>
  );
}

function PlaceLink(props: { place: CardPlace }): JSX.Element {
  const { place } = props;
  const { open } = useReading();
  return (
    <button type="button" class="link" onClick={() => open("place", place.key)}>
      <bdi>{visible(place.name)}</bdi>
    </button>
  );
}

/** The fields on which accounts differ, each value with how many give it; those that cannot all be
 * right first, the others folded. */
export function Differs(props: { fields: DayEntry["what_differs"] }): JSX.Element | null {
  const { fields } = props;
  const clashing = fields.filter((field) => field.disputed);
  const rest = fields.filter((field) => !field.disputed);
  return (
    <>
      {clashing.length ? <Values fields={clashing} caption="What differs" /> : null}
      {rest.length ? (
        <Fold summary={`also told differently: ${rest.map((f) => visible(f.field)).join(", ")}`}>
          <Values fields={rest} />
        </Fold>
      ) : null}
    </>
  );
}

const MOST = 5;

function Values(props: { fields: DayEntry["what_differs"]; caption?: string }): JSX.Element {
  const { open } = useReading();
  return (
    <table class="differs">
      {props.caption ? <caption>{props.caption}</caption> : null}
      <tbody>
        {props.fields.map((field) => (
          <tr key={field.field}>
            <th scope="row">{visible(field.field)}</th>
            <td>
              <ul>
                {field.values.slice(0, MOST).map((value) => (
                  <li key={value.value}>
                    <button
                      type="button"
                      class="link differs-value"
                      onClick={() => open(...toClaims(value.claims))}
                    >
                      <bdi>{field.field === "when" ? day(value.value) : visible(value.value)}</bdi>
                    </button>{" "}
                    <span class="faint">{plural(value.claims.length, "claim")}</span>
                  </li>
                ))}
                {field.values.length > MOST ? (
                  <li class="faint">and {plural(field.values.length - MOST, "more value")}</li>
                ) : null}
              </ul>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
