// Whether claims are of one happening: a reviewer parts an account from the others, or joins two
// happenings; and takes either back.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Account, Card } from "../../api.js";
import type { IncidentPage } from "../../types/pages.js";
import { useGet } from "../../use.js";
import { sayer } from "../parts/accounts.js";
import { Fold } from "../parts/chips.js";
import { Judgements } from "../parts/judgements.js";
import { useReading } from "../parts/reader.js";
import { day, plural, shifted, visible } from "../parts/words.js";
import { Told, useJudging, WhoAndWhy } from "./who.js";

const MOST = 20; // happenings to choose from
const PLACES = 5; // of its places, those whose happenings are offered
const DAYS = 3; // before and after its own
const CALM = 300; // ms
const LONG = 120; // characters of an account's words

export function Gathering(props: { page: IncidentPage }): JSX.Element {
  const { page } = props;
  const { open } = useReading();
  const judging = useJudging(({ kind, anchors }) => {
    const [parted, other] = anchors;
    // The claim that a happening goes by takes the name along: the others are read on with.
    if (kind === "split" && parted?.claim === page.incident.id && other) open("incident", other.claim);
  });
  return (
    <section class="gathering" aria-labelledby={`${judging.id}-head`}>
      <h3 id={`${judging.id}-head`}>Is this one happening?</h3>
      <p class="panel-note">
        Accounts are gathered by likeness, which can be wrong. What you decide holds until somebody
        takes it back.
      </p>
      <form class="judge" onSubmit={(event) => event.preventDefault()}>
        <WhoAndWhy judging={judging} />
        {page.accounts.length > 1 ? (
          <Fold summary="An account is of another happening">
            <Parting
              accounts={page.accounts}
              busy={judging.busy}
              onPart={(claim) => void judging.send("split", [claim])}
            />
          </Fold>
        ) : null}
        <Fold summary="Another happening is the same as this">
          <Joining
            page={page}
            busy={judging.busy}
            onJoin={(card) => void judging.send("merge", [page.card.claim, card.claim])}
          />
        </Fold>
        <Told judging={judging} />
        {page.judgements.length ? (
          <Judgements
            judgements={page.judgements}
            onUndo={(judgement) =>
              void judging.send("undo", [], { judgement: judgement.id })
            }
          />
        ) : null}
      </form>
    </section>
  );
}

function Parting(props: {
  accounts: readonly Account[];
  busy: boolean;
  onPart: (claim: string) => void;
}): JSX.Element {
  return (
    <ul class="links parting">
      {props.accounts.map((account) => (
        <li key={account.claim}>
          <bdi>{shortly(account.words)}</bdi>{" "}
          <span class="quiet-text">
            <bdi>{visible(sayer(account))}</bdi>
          </span>{" "}
          <button
            type="button"
            disabled={props.busy}
            aria-label={`Part from the others: ${shortly(account.words)}`}
            onClick={() => props.onPart(account.claim)}
          >
            Part
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Happenings to choose from: those in dispute or told with it, and those of its place and days; or
 * those with the words that are given. */
function Joining(props: {
  page: IncidentPage;
  busy: boolean;
  onJoin: (card: Card) => void;
}): JSX.Element {
  const { card, others } = props.page;
  const [typed, setTyped] = useState("");
  const [words, setWords] = useState("");
  const [chosen, setChosen] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setWords(typed.trim()), CALM);
    return () => clearTimeout(timer);
  }, [typed]);
  const near = {
    ...(card.places.length
      ? { place: card.places.slice(0, PLACES).map(({ key }) => key) }
      : { predicate: card.predicate }),
    from: card.first && shifted(card.first, -DAYS),
    to: card.last && shifted(card.last, DAYS),
    limit: MOST,
  };
  const found = useGet<Card[]>("/incidents", words ? { q: words, limit: MOST } : near);
  const offered = [...(words ? [] : others), ...(found.data ?? [])];
  const cards = [...new Map(offered.map((one) => [one.id, one])).values()].filter(
    ({ id }) => id !== card.id,
  );
  const picked = cards.find(({ id }) => id === chosen);
  return (
    <fieldset class="joining">
      <legend>The happening that is the same</legend>
      <label>
        Find it by words{" "}
        <input
          type="search"
          dir="auto"
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <div class="offered">
        {cards.map((one) => (
          <label key={one.id}>
            <input
              type="radio"
              name={`join-${card.id}`}
              checked={one.id === chosen}
              onChange={() => setChosen(one.id)}
            />{" "}
            <bdi dir="ltr">{visible(one.headline)}</bdi>{" "}
            <span class="quiet-text">
              {one.when ? day(one.when) : "no day told"}, {plural(one.claims, "claim")}
            </span>
          </label>
        ))}
        {found.data && !cards.length ? (
          <p class="quiet-text">
            {words ? "Nothing has these words." : "Nothing else is told of its place and days."}
          </p>
        ) : null}
      </div>
      <button
        type="button"
        disabled={props.busy || !picked}
        onClick={() => picked && props.onJoin(picked)}
      >
        These two are one
      </button>
    </fieldset>
  );
}

function shortly(words: string | null): string {
  const line = visible(words ?? "words not shown").replace(/\s+/g, " ");
  return line.length > LONG ? `${line.slice(0, LONG - 1)}…` : line;
}
