// What changed since a day, a thing at a time, in words, grouped by kind; also as a feed.

import type { JSX } from "preact";
import { address } from "../api.js";
import type { ChangeLine } from "../types/pages.js";
import { useGet } from "../use.js";
import { Empty, Fold, PrintLink, SourceButton } from "./parts/chips.js";
import { Gradual } from "./parts/gradual.js";
import type { PanelProps } from "./parts/props.js";
import { useReading } from "./parts/reader.js";
import { Loaded } from "./parts/use.js";
import { count, day, plural, shifted, visible } from "./parts/words.js";

const KINDS: [string, string][] = [
  ["dispute", "Where accounts clash"],
  ["talks", "Talks"],
  ["ceasefire", "Ceasefires"],
  ["control", "Who holds what"],
  ["siege", "Sieges"],
  ["route", "Routes"],
  ["access", "Aid and access"],
  ["demand", "Demands, offers, vows"],
  ["figure", "Figures"],
  ["calendar", "What is set"],
];
const SPANS: [number, string][] = [
  [1, "the day before"],
  [7, "a week"],
  [30, "a month"],
];
const FEW = 10;

export function ChangesPanel(props: PanelProps): JSX.Element {
  const { state, set } = props;
  const { at } = state;
  const since = at ? (state.since && state.since < at ? state.since : shifted(at, -7)) : null;
  const query = { since, until: at };
  const found = useGet<ChangeLine[]>(at ? "/changes" : null, query);
  if (!at || !since) return <Empty>Choose a day above to see what had changed by then.</Empty>;
  return (
    <div class="changes-panel">
      <header class="panel-head">
        <h2>
          What changed from {day(since)} to {day(at)}
        </h2>
        <p class="panel-note">
          What accounts have otherwise on the later day. That more is said of a thing, or nothing
          any more, is no change.
        </p>
        <div class="actions">
          <label class="inline-label">
            Since{" "}
            <input
              type="date"
              value={since}
              max={shifted(at, -1)}
              onChange={(e) => set({ since: e.currentTarget.value || null })}
            />
          </label>
          {SPANS.map(([days, name]) => (
            <button
              type="button"
              key={days}
              aria-pressed={since === shifted(at, -days)}
              onClick={() => set({ since: shifted(at, -days) })}
            >
              {name}
            </button>
          ))}
          <a class="button" href={address("/changes.atom", query)} type="application/atom+xml">
            Feed (Atom)
          </a>
          <PrintLink query={{ at, days: daysBetween(since, at), known_by: state.known }} />
        </div>
      </header>
      <Loaded found={found} what="what changed">
        {(changes, meta) =>
          changes.length ? (
            <>
              <p class="small quiet-text" role="status">
                {plural(meta.total ?? changes.length, "change")}
                {(meta.total ?? 0) > changes.length
                  ? `, of which the last ${count(changes.length)} are shown`
                  : ""}
              </p>
              {KINDS.map(([kind, name]) => (
                <Group
                  name={name}
                  changes={changes.filter((change) => change.kind === kind)}
                  key={kind}
                />
              ))}
            </>
          ) : (
            <Empty>
              By the accounts there are, nothing changed between these days. Choose an earlier day
              to compare with.
            </Empty>
          )
        }
      </Loaded>
    </div>
  );
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function Group(props: { name: string; changes: readonly ChangeLine[] }): JSX.Element | null {
  const { name, changes } = props;
  if (!changes.length) return null;
  const rest = changes.slice(FEW);
  return (
    <section class="change-group">
      <h3>
        {name} <span class="quiet-text">{count(changes.length)}</span>
      </h3>
      <List changes={changes.slice(0, FEW)} />
      {rest.length ? (
        <Fold summary={plural(rest.length, "more change")}>
          <List changes={rest} />
        </Fold>
      ) : null}
    </section>
  );
}

function List(props: { changes: readonly ChangeLine[] }): JSX.Element {
  const { select, toDay } = useReading();
  return (
    <ul class="lines">
      <Gradual items={props.changes}>
        {(change) => (
        <li key={change.id} class="change">
          <button
            type="button"
            class="link moves-day"
            aria-label={`${day(change.day)}: go to this day`}
            onClick={() => toDay(change.day)}
          >
            {day(change.day)}
          </button>
          <span dir="ltr">{visible(change.words)}</span>
          <span class="line-buttons">
            {change.incidents[0] ? (
              <button
                type="button"
                class="source-button"
                aria-label={`select: ${visible(change.words)}`}
                onClick={() => select(change.incidents[0] as string)}
              >
                select
              </button>
            ) : null}
            <SourceButton claims={change.claims} what={visible(change.words)} />
          </span>
        </li>
        )}
      </Gradual>
    </ul>
  );
}
