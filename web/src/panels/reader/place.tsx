// A place through time, and a party: what is told of them, and by whom.

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { ActorPage, HappeningTold, PlacePage, Stay } from "../../types/pages.js";
import { useGet } from "../../use.js";
import type { ReaderProps } from "../drawer.js";
import { Empty, Name, Quote, Side, SourceButton } from "../parts/chips.js";
import { clocks } from "../parts/clocks.js";
import { Naming } from "../parts/naming.js";
import { useReading } from "../parts/reader.js";
import { Loaded } from "../parts/use.js";
import { count, day, days, moment, plural, visible } from "../parts/words.js";

export function PlaceReader(props: ReaderProps): JSX.Element {
  const { at: _, ...asked } = clocks(props.state);
  const key = props.id.split("/").map(encodeURIComponent).join("/");
  const found = useGet<PlacePage>(`/places/${key}`, asked);
  return (
    <Loaded found={found} what="the place">
      {(page) => <PlaceDetail page={page} {...props} />}
    </Loaded>
  );
}

function PlaceDetail(props: ReaderProps & { page: PlacePage }): JSX.Element {
  const { page, state, set } = props;
  const { history } = page;
  const naming = useMemo(() => new Naming(history), [history]);
  const around = [page.admin1, page.country].filter(Boolean).join(", ");
  return (
    <>
      <h3 class="incident-title">
        <bdi>{visible(page.name)}</bdi>
      </h3>
      <p>
        {visible(around)}
        <span class="quiet-text">
          {page.lat !== null && page.lon !== null
            ? ` ${page.lat.toFixed(3)}°, ${page.lon.toFixed(3)}° (${page.precision ?? "place"}: the place’s middle, never the spot)`
            : " no coordinate: it cannot be drawn on the map"}
        </span>
      </p>
      <p class="actions">
        <OnlyThis kind="place" id={page.key} what="place" state={state} set={set} />
      </p>
      <h3>States told of it</h3>
      {history.states.length ? (
        <ol class="lines">
          {history.states.map((stay) => (
            <li key={stay.id}>
              <StayLine stay={stay} naming={naming} />
            </li>
          ))}
        </ol>
      ) : (
        <Empty>No state (control, siege, route …) is told of it.</Empty>
      )}
      <h3>What is told to have happened there</h3>
      {history.happenings.length ? (
        <ol class="lines">
          {history.happenings.map((one) => (
            <li key={one.incident}>
              <HappeningLine one={one} naming={naming} />
            </li>
          ))}
        </ol>
      ) : (
        <Empty>Nothing is told as having happened there.</Empty>
      )}
    </>
  );
}

function StayLine(props: { stay: Stay; naming: Naming }): JSX.Element {
  const { stay, naming } = props;
  const starts = stay.claims.filter((c) => !stay.end_claims.includes(c));
  return (
    <>
      <b>{visible(stay.state)}</b> {stay.extent === "part" ? "in part " : ""}
      <Name>{naming.one(stay.value)}</Name>{" "}
      <span class="quiet-text">
        {days(stay.from, stay.to)}
        {!stay.from && stay.by ? `, at the latest ${moment(stay.by)}` : ""}
        {stay.seen ? `; last told for ${day(stay.seen)}` : ""}
      </span>{" "}
      by {naming.tellers(stay.by_account_of, starts.length ? starts : stay.claims)}
      {stay.ended_by_account_of.length
        ? `; its end by ${naming.tellers(stay.ended_by_account_of, stay.end_claims)}`
        : ""}
      {stay.denied_by.length ? (
        <span class="disputed-note"> denied by {naming.tellers(stay.denied_by, stay.against)}</span>
      ) : null}{" "}
      <SourceButton claims={[...stay.claims, ...stay.against]} what={stay.state} />
    </>
  );
}

/** What is told to have happened, in the words of one of its claims. */
export function HappeningLine(props: { one: HappeningTold; naming: Naming }): JSX.Element {
  const { one, naming } = props;
  const { open } = useReading();
  return (
    <>
      <span class="moves-day">{one.when ? day(one.when) : "no day told"}</span>{" "}
      <b>{visible(one.predicate.replaceAll("_", " "))}</b>
      {one.who.length ? ` by ${naming.all(one.who)}` : ""}
      {one.whom.length ? `, ${naming.all(one.whom)}` : ""} <Quote words={one.words} short />{" "}
      <span class="quiet-text">
        by the account of {naming.tellers(one.by_account_of, one.claims)}
      </span>
      {one.denied_by.length ? (
        <span class="disputed-note"> denied by {naming.tellers(one.denied_by, one.against)}</span>
      ) : null}{" "}
      <button type="button" class="source-button" onClick={() => open("incident", one.incident)}>
        all accounts
      </button>
    </>
  );
}

export function ActorReader(props: ReaderProps): JSX.Element {
  const found = useGet<ActorPage>(`/actors/${encodeURIComponent(props.id)}`);
  return (
    <Loaded found={found} what="the party">
      {(page) => <ActorDetail page={page} {...props} />}
    </Loaded>
  );
}

function ActorDetail(props: ReaderProps & { page: ActorPage }): JSX.Element {
  const { page, state, set } = props;
  const { open } = useReading();
  const name = (id: string): string => visible(page.names[id] ?? id);
  const ties = [...(page.parent ? [page.parent] : []), ...page.affiliations];
  return (
    <>
      <h3 class="incident-title">
        <bdi>{visible(page.name)}</bdi>
      </h3>
      <p>
        {page.kind}
        {page.country ? `, ${page.country}` : ""} · <Side side={page.side} />
      </p>
      <dl class="facts">
        <div>
          <dt>takes part in</dt>
          <dd>{plural(page.counts.claims, "claim")}</dd>
        </div>
        <div>
          <dt>says, or passes on</dt>
          <dd>{plural(page.counts.as_source, "claim")}</dd>
        </div>
        {page.first_day ? (
          <div>
            <dt>days told of</dt>
            <dd>
              {day(page.first_day)} to {day(page.last_day ?? page.first_day)}
            </dd>
          </div>
        ) : null}
        {page.sides.length > 1 ? (
          <div>
            <dt>sides by claim</dt>
            <dd>{page.sides.map((s) => `${s.side} ${count(s.claims)}`).join(", ")}</dd>
          </div>
        ) : null}
        {ties.length ? (
          <div>
            <dt>tied to</dt>
            <dd>
              {ties.map((id) => (
                <button type="button" class="link" key={id} onClick={() => open("actor", id)}>
                  {name(id)}
                </button>
              ))}
            </dd>
          </div>
        ) : null}
      </dl>
      <p class="actions">
        <OnlyThis kind="actor" id={page.id} what="party" state={state} set={set} />
      </p>
    </>
  );
}

/** Sets the filter to what is read, or takes it away. */
function OnlyThis(
  props: Pick<ReaderProps, "state" | "set"> & {
    kind: "place" | "actor";
    id: string;
    what: string;
  },
): JSX.Element {
  const { kind, id, what, state, set } = props;
  const held = state.filters[kind];
  const isFilter = held.includes(id);
  const next = isFilter ? held.filter((one) => one !== id) : [...held, id];
  return (
    <button
      type="button"
      aria-pressed={isFilter}
      onClick={() => set({ filters: { ...state.filters, [kind]: next } })}
    >
      {isFilter ? `Shown everywhere: only this ${what}` : `Show only this ${what}`}
    </button>
  );
}
