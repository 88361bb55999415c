// What the page opens on: one day, every account of it side by side.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type DayEntry, type Meta, filterQuery, get } from "../api.js";
import type { Talks } from "../types/positions.js";
import type { Situation } from "../types/situation.js";
import { useGet } from "../use.js";
import { Happening } from "./happening.js";
import { Empty, Holds, WhyButton } from "./parts/chips.js";
import { useReading } from "./parts/reader.js";
import { clocks } from "./parts/clocks.js";
import { Gradual } from "./parts/gradual.js";
import type { PanelProps } from "./parts/props.js";
import { Loaded } from "./parts/use.js";
import { count, day, moment, plural, shifted, visible, weekday } from "./parts/words.js";

const PAGE = 12;
const REACH = 12; // days before and after that are drawn: each wide enough to be hit
const NARROW = 6;

export function DayPanel({ state, set }: PanelProps): JSX.Element {
  const at = state.at;
  const query = { ...filterQuery(state), at, limit: PAGE };
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
      <TalksStrip state={state} set={set} isWaiting={!found.data && !found.problem} />
      <Loaded found={found} what="the accounts of this day">
        {(entries, meta) => {
          const all = [...entries, ...more];
          const total = meta.total ?? all.length;
          if (!all.length) return <NothingOn at={at} meta={meta} />;
          const disputed = all.filter((e) => e.disputes.length).length;
          return (
            <>
              <p class="panel-note">
                Told of for this day, or said on it: {plural(total, "happening")}
                {disputed ? `, ${count(disputed)} of those below disputed; these come first` : ""}.
                What follows are accounts, not findings.
              </p>
              {state.known ? (
                <p class="panel-note">
                  Told by {day(state.known)}: only what was published by then, counts of roots too.
                </p>
              ) : null}
              <Gradual items={all} first={2} step={1}>
                {(entry) => <Happening entry={entry} key={entry.card.id} />}
              </Gradual>
              {next ? (
                <button type="button" class="more" disabled={fetching} onClick={showMore}>
                  {fetching ? "Fetching …" : `Show more (${count(total - all.length)} left)`}
                </button>
              ) : null}
            </>
          );
        }}
      </Loaded>
    </div>
  );
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

interface Strip extends Pick<PanelProps, "state" | "set"> {
  isWaiting: boolean;
}

/** How the talks around this day stand, by the accounts there are. */
function TalksStrip({ state, set, isWaiting }: Strip): JSX.Element | null {
  // The day's accounts are asked for first: the situation takes longer.
  const asks = state.at !== null && !isWaiting;
  const found = useGet<Situation>(asks ? "/situation" : null, clocks(state));
  // What nobody dates and may only have begun by now heads no day.
  const talks = (found.data?.talks ?? []).filter(
    (line) => line.state === "holds" || line.since || line.steps.length > 0,
  );
  if (!talks.length) return null;
  return (
    <section class="talks-strip" aria-label="Talks around this day">
      {talks.slice(0, 3).map((line) => (
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
