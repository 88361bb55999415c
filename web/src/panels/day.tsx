// What the page opens on: one day, every account of it side by side.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type DayEntry, type Meta, filterQuery, get } from "../api.js";
import type { Talks } from "../types/positions.js";
import type { Situation } from "../types/situation.js";
import { useGet } from "../use.js";
import { Happening } from "./happening.js";
import { isHeard } from "./parts/accounts.js";
import { Empty, Holds, WhyButton } from "./parts/chips.js";
import { useReading } from "./parts/reader.js";
import { clocks } from "./parts/clocks.js";
import type { PanelProps } from "./parts/props.js";
import { Loaded } from "./parts/use.js";
import { count, day, moment, plural, shifted, visible, weekday } from "./parts/words.js";

const PAGE = 12;
const REACH = 12; // days before and after that are drawn: each wide enough to be hit
const NARROW = 6;

export function DayPanel({ state, set }: PanelProps): JSX.Element {
  const at = state.at;
  const query = { ...filterQuery(state), at, known_by: state.known, limit: PAGE };
  const found = useGet<DayEntry[]>(at ? "/day" : null, query);
  const [more, setMore] = useState<DayEntry[]>([]);
  const [next, setNext] = useState<string | null>(null);
  const [fetching, setFetching] = useState(false);
  useEffect(() => {
    setMore([]);
    setNext(found.meta?.next ?? null);
  }, [found.meta]);
  const showMore = async (): Promise<void> => {
    setFetching(true);
    try {
      const page = await get<DayEntry[]>("/day", { ...query, cursor: next });
      setMore((before) => [...before, ...page.data]);
      setNext(page.meta.next ?? null);
    } finally {
      setFetching(false);
    }
  };
  if (!at) return <Empty>Choose a day above to see every account of it.</Empty>;
  return (
    <div class="day-panel">
      <header class="panel-head">
        <h2>{weekday(at)}</h2>
        {found.meta ? <Near meta={found.meta} at={at} toDay={(d) => set({ at: d })} /> : null}
      </header>
      <TalksStrip state={state} set={set} />
      <Loaded found={found} what="the accounts of this day">
        {(entries, meta) => {
          const told = [...entries, ...more];
          const { heard: all, late } = asKnown(told, state.known);
          const total = meta.total ?? told.length;
          if (!all.length) return <NothingOn at={at} meta={meta} />;
          const disputed = all.filter((e) => e.disputes.length).length;
          return (
            <>
              <p class="panel-note">
                Told of for this day, or said on it: {plural(total, "happening")}
                {disputed ? `, ${count(disputed)} of those below disputed; these come first` : ""}.
                What follows are accounts, not findings.
              </p>
              {late ? (
                <p class="panel-note">
                  As known on {day(state.known as string)}: {plural(late, "account")} published later
                  {late === 1 ? " is" : " are"} left out; counts of roots still have them.
                </p>
              ) : null}
              {all.map((entry) => (
                <Happening entry={entry} key={entry.card.id} />
              ))}
              {next ? (
                <button type="button" class="more" disabled={fetching} onClick={showMore}>
                  {fetching ? "Fetching …" : `Show more (${count(total - told.length)} left)`}
                </button>
              ) : null}
            </>
          );
        }}
      </Loaded>
    </div>
  );
}

/** The happenings with the accounts published by a day, and how many accounts that leaves out. */
function asKnown(
  entries: readonly DayEntry[],
  known: string | null,
): { heard: DayEntry[]; late: number } {
  if (known === null) return { heard: [...entries], late: 0 };
  const heard: DayEntry[] = [];
  let late = 0;
  for (const entry of entries) {
    const accounts = entry.accounts.filter((a) => isHeard(a, known));
    if (accounts.length === entry.accounts.length) heard.push(entry);
    else if (accounts.length) heard.push(without(entry, accounts));
    late += entry.accounts.length - accounts.length;
  }
  return { heard, late };
}

/** A happening with these accounts only, and what of it does not rest on the others. */
function without(entry: DayEntry, accounts: DayEntry["accounts"]): DayEntry {
  const kept = new Set(accounts.map((a) => a.claim));
  const late = new Set(entry.accounts.map((a) => a.claim).filter((id) => !kept.has(id)));
  const isTold = (claims: readonly string[]): boolean => claims.some((id) => !late.has(id));
  const disputes = entry.disputes.filter(
    (d) => d.positions.filter((p) => isTold(p.claims)).length > 1,
  );
  const what_differs = entry.what_differs
    .map((field) => ({ ...field, values: field.values.filter((v) => isTold(v.claims)) }))
    .filter((field) => field.values.length > 1);
  return { ...entry, accounts, disputes, what_differs };
}

/** The days around, each as high as what is told of it. */
function Near(props: { meta: Meta; at: string; toDay: (day: string) => void }): JSX.Element | null {
  const near = props.meta.days_near ?? [];
  if (!near.length) return null;
  const counts = new Map(near.map((d) => [d.day, d.count]));
  const most = Math.max(...near.map((d) => d.count), 1);
  const span = Array.from({ length: 2 * REACH + 1 }, (_, i) => shifted(props.at, i - REACH));
  return (
    <>
      <nav class="near" aria-label="Days around, by how much is told of them">
        {span.map((d, i) => {
          const n = counts.get(d) ?? 0;
          return (
            <button
              type="button"
              key={d}
              class={`near-day${d === props.at ? " near-this" : ""}${Math.abs(i - REACH) > NARROW ? " near-far" : ""}`}
              aria-current={d === props.at ? "date" : undefined}
              aria-label={`${day(d)}: ${plural(n, "happening")}`}
              title={`${day(d)}: ${plural(n, "happening")}`}
              tabIndex={n || d === props.at ? 0 : -1}
              onClick={() => props.toDay(d)}
            >
              <i style={{ "--share": (n / most).toFixed(3) }} />
            </button>
          );
        })}
      </nav>
      <p class="near-ends" aria-hidden="true">
        <span class="near-far">{day(shifted(props.at, -REACH))}</span>
        <span class="near-close">{day(shifted(props.at, -NARROW))}</span>
        <span class="near-close">{day(shifted(props.at, NARROW))}</span>
        <span class="near-far">{day(shifted(props.at, REACH))}</span>
      </p>
    </>
  );
}

function NothingOn(props: { at: string; meta: Meta }): JSX.Element {
  const { toDay } = useReading();
  const near = (props.meta.days_near ?? []).filter((d) => d.count);
  const best = near.sort((a, b) => b.count - a.count).slice(0, 3);
  return (
    <Empty>
      Nothing in this record is told of {day(props.at)} as filtered. Take a filter away
      {best.length ? ", or go to " : " or choose another day."}
      {best.map((d, i) => (
        <span key={d.day}>
          {i ? " · " : ""}
          <button type="button" class="link" onClick={() => toDay(d.day)}>
            {day(d.day)} ({plural(d.count, "happening")})
          </button>
        </span>
      ))}
    </Empty>
  );
}

/** How the talks around this day stand, by the accounts there are. */
function TalksStrip({ state, set }: Pick<PanelProps, "state" | "set">): JSX.Element | null {
  const found = useGet<Situation>(state.at ? "/situation" : null, clocks(state));
  if (!found.data?.talks.length) return null;
  return (
    <section class="talks-strip" aria-label="Talks around this day">
      {found.data.talks.slice(0, 3).map((line) => (
        <TalksLine line={line} onAll={() => set({ tab: "talks" })} key={line.id} />
      ))}
    </section>
  );
}

function TalksLine(props: { line: Talks; onAll: () => void }): JSX.Element {
  const { line } = props;
  return (
    <p>
      <b>
        <bdi>{visible(line.track)}</bdi>
      </b>{" "}
      {line.status}
      {line.since ? ` since ${moment(line.since)}` : ""}
      {line.resumes ? `, to go on ${day(line.resumes)}` : ""}{" "}
      <Holds state={line.state} days={line.days} />
      {line.disputed.length ? (
        <span class="disputed-note"> other accounts: {line.disputed.map(visible).join("; ")}</span>
      ) : null}{" "}
      <WhyButton line={line.id} what={visible(line.track)} claims={line.claims.length} />
      <button type="button" class="source-button" onClick={props.onAll}>
        all of the talks
      </button>
    </p>
  );
}
