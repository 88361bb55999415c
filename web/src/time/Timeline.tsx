// The timeline: how much is told for which days, the days brushed, the day looked at.
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Bins, Unit } from "../data/bins.js";
import type { ItemsHeld } from "../shell/items.js";
import type { Sides } from "../sides.js";
import { type Days, dayNumber, dayOf, type SetState, shiftDay, type State } from "../state.js";
import { useMedia } from "../use.js";
import { counted, dayInWords, daysInWords } from "../words.js";
import { IconButton } from "../shell/Icon.js";
import { Bars } from "./Bars.js";
import { Brush } from "./Brush.js";
import { moved, type Range, SHORTEST, ticks, toDay, toX, zoomed } from "./scale.js";
import { Spans } from "./Spans.js";

const BARS = 50; // px
const PHONE_BARS = 110;
const LANE = 7;
const MOST_LANES = 3;
const UNITS: Record<Unit, string> = { day: "a day", week: "a week", month: "a month", year: "a year" };

interface Props {
  state: State;
  set: SetState;
  items: ItemsHeld;
  sides: Sides;
}

export function Timeline({ state, set, items, sides }: Props) {
  const { worker, loaded, version } = items;
  const high = useMedia("(max-width: 760px)") ? PHONE_BARS : BARS;
  const chart = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [bins, setBins] = useState<Bins | null>(null);
  const range = useMemo(
    () => shownRange(state, loaded?.extent ?? null, high === PHONE_BARS),
    [high, state.span, state.days, state.at, loaded],
  );
  const [from, to] = range;

  useEffect(() => {
    const element = chart.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // The bars reach a little past both edges; the area of the map narrows them, days do not.
  const area = state.area?.join(",");
  // `version` follows the area.
  useEffect(() => {
    if (!loaded || version === 0) return;
    worker.latest("bins", { from: Math.floor(from), to: Math.ceil(to) }, setBins);
  }, [worker, loaded, from, to, version > 0, area === undefined ? 0 : version]);

  const show = useCallback(
    (next: Range) => {
      const days: Days = [dayOf(Math.round(next[0])), dayOf(Math.round(next[1]))];
      set({ span: days }, "replace");
    },
    [set],
  );
  useWheel(chart, range, width, show);

  const brushed = (days: Days | null, how?: "push" | "replace", follow = false) => {
    // What is on the screen stays there while one brushes with the pointer.
    const shown: Range = state.span ? (state.span.map(dayNumber) as Range) : [from, to];
    const [first, last] = moved(shown, follow && days ? beyond(days, shown) : 0);
    set({ days, span: [dayOf(Math.round(first)), dayOf(Math.round(last))] }, how);
  };
  const lanes = Math.min(
    MOST_LANES,
    bins ? Math.max(0, ...bins.spans.map(({ lane }) => lane + 1)) : 0,
  );
  const middle = state.at ? dayNumber(state.at) + 0.5 : (from + to) / 2;
  const told = useMemo(() => toldWithin(bins, state.days), [bins, state.days]);
  return (
    <section class="time" aria-label="Timeline">
      <div class="time-head">
        <h2>Told for these days</h2>
        <span class="quiet-text">
          {bins ? `a bar is ${UNITS[bins.unit]}, the highest ${counted(Math.max(0, ...bins.count))}` : ""}
          {bins?.wide && bins.spans.length === 0
            ? ` · ${counted(bins.wide)} with dates less exact than that are not drawn`
            : ""}
        </span>
        <span class="head-space" />
        <span class="time-days">
          {state.days ? (
            <>
              <b>{daysInWords(state.days[0], state.days[1])}</b>
              {told === null ? "" : ` · ${counted(told)} with a day`}
            </>
          ) : (
            <b>all days</b>
          )}
        </span>
        <div class="quick" role="group" aria-label="Days shown">
          {state.at
            ? [
                [1, "day"],
                [7, "week"],
                [30, "30 days"],
              ].map(([days, name]) => (
                <button
                  key={name}
                  type="button"
                  class="quiet"
                  aria-pressed={isLast(state, days as number)}
                  title={`The ${name === "day" ? "day" : name} up to ${dayInWords(state.at!)}`}
                  onClick={() =>
                    set({ days: [shiftDay(state.at!, 1 - (days as number)), state.at!], span: null })
                  }
                >
                  {name}
                </button>
              ))
            : null}
          <button
            type="button"
            class="quiet"
            aria-pressed={state.days === null}
            onClick={() => set({ days: null, span: null })}
          >
            all days
          </button>
        </div>
        <div class="zoom" role="group" aria-label="Zoom of the timeline">
          <IconButton icon="plus" label="Zoom in" quiet disabled={to - from <= SHORTEST}
            onClick={() => show(zoomed(range, middle, 0.5))} />
          <IconButton icon="minus" label="Zoom out" quiet onClick={() => show(zoomed(range, middle, 2))} />
          <IconButton icon="whole" label="Show the whole record" quiet title="The whole record"
            disabled={!loaded?.extent}
            onClick={() => loaded?.extent && show(wide(loaded.extent))} />
          <IconButton icon="left" label="Earlier" quiet onClick={() => show(moved(range, (from - to) / 3))} />
          <IconButton icon="right" label="Later" quiet onClick={() => show(moved(range, (to - from) / 3))} />
        </div>
      </div>
      <div class="chart" ref={chart} style={{ height: `${high + lanes * LANE + 20}px` }}>
        {width > 0 ? (
          <>
            <svg width={width} height={high + lanes * LANE + 20} aria-hidden="true">
              {bins ? (
                <Bars bins={bins} range={range} width={width} height={high} days={state.days} />
              ) : null}
              <g transform={`translate(0,${high + lanes * LANE})`}>
                <line class="axis" x1="0" x2={width} y1="0.5" y2="0.5" />
                {ticks(range, width).map(({ x, words }) => (
                  <g key={`${words}${Math.round(x)}`} transform={`translate(${Math.round(x)},0)`}>
                    <line class="axis" y1="0" y2="4" x1="0.5" x2="0.5" />
                    <text x="3" y="14">
                      {words}
                    </text>
                  </g>
                ))}
              </g>
              {state.at ? <DayMark x={toX(dayNumber(state.at) + 0.5, range, width)} high={high} /> : null}
            </svg>
            <Brush
              days={state.days ?? null}
              range={range}
              width={width}
              height={high}
              brush={brushed}
              pick={(day) => set({ at: dayOf(Math.floor(toDay(day, range, width))) })}
            />
            {bins && lanes > 0 ? (
              <Spans
                spans={bins.spans.filter(({ lane }) => lane < MOST_LANES)}
                range={range}
                width={width}
                top={high}
                lane={LANE}
                selected={state.sel}
                colour={(side) => sides.colour(loaded?.words.sides[side]?.value)}
                choose={(id) => set({ sel: id, open: { type: "incident", id } })}
              />
            ) : null}
          </>
        ) : null}
      </div>
    </section>
  );
}

function DayMark({ x, high }: { x: number; high: number }) {
  return <path class="day-mark" d={`M${x - 5} 0H${x + 5}L${x} 7Z M${x} 5V${high}`} />;
}

const isLast = (state: State, days: number): boolean =>
  !!state.days &&
  !!state.at &&
  state.days[1] === state.at &&
  state.days[0] === shiftDay(state.at, 1 - days);

const wide = ([first, last]: [number, number]): Range => {
  const room = Math.max(2, (last - first) * 0.02);
  return [first - room, last + 1 + room];
};

/** What the timeline shows: as asked, else some time about the days brushed, else everything. */
function shownRange(state: State, extent: [number, number] | null, phone: boolean): Range {
  if (state.span) {
    const [from, to] = state.span.map(dayNumber) as Range;
    return [from, Math.max(to, from + SHORTEST)];
  }
  if (state.days) {
    const [from, to] = state.days.map(dayNumber) as Range;
    const room = phone ? Math.max(8, (to - from + 1) * 0.3) : Math.max(30, (to - from + 1) * 1.2);
    return [from - room, to + 1 + room];
  }
  if (extent) return wide(extent);
  const at = state.at ? dayNumber(state.at) : 0;
  return [at - 45, at + 45];
}

/** By how many days a range must move for the days that were chosen to lie in it. */
function beyond(days: Days, [from, to]: Range): number {
  const [first, last] = days.map(dayNumber) as Range;
  if (first < from) return first - from;
  return last + 1 > to ? Math.min(last + 1 - to, first - from) : 0;
}

function toldWithin(bins: Bins | null, days: Days | null | undefined): number | null {
  if (!bins || !days || bins.unit !== "day") return null;
  const [from, to] = days.map(dayNumber) as Range;
  let sum = 0;
  for (let bar = 0; bar < bins.count.length; bar += 1) {
    if (bins.edges[bar]! >= from && bins.edges[bar]! <= to) sum += bins.count[bar]!;
  }
  return sum;
}

/** The wheel zooms about the pointer; sideways, or with shift, it moves. */
function useWheel(
  chart: { current: HTMLDivElement | null },
  range: Range,
  width: number,
  show: (range: Range) => void,
): void {
  const latest = useRef({ range, width, show });
  latest.current = { range, width, show };
  useEffect(() => {
    const element = chart.current;
    if (!element) return undefined;
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const now = latest.current;
      const length = now.range[1] - now.range[0];
      const sideways = event.shiftKey ? event.deltaY : event.deltaX;
      if (Math.abs(sideways) > Math.abs(event.deltaY) || event.shiftKey) {
        now.show(moved(now.range, (sideways / Math.max(1, now.width)) * length));
        return;
      }
      const x = event.clientX - element.getBoundingClientRect().left;
      const factor = Math.exp(Math.max(-80, Math.min(80, event.deltaY)) * 0.004);
      now.show(zoomed(now.range, toDay(x, now.range, now.width), factor));
    };
    element.addEventListener("wheel", wheel, { passive: false });
    return () => element.removeEventListener("wheel", wheel);
  }, [chart]);
}
