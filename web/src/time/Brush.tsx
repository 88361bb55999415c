// The brush: drag for new days, drag its ends or its middle, or move them by the arrow keys. A click
// picks the day.
import { useRef } from "preact/hooks";
import { type Days, dayNumber, dayOf } from "../state.js";
import { dayInWords } from "../words.js";
import { type Range, toDay, toX } from "./scale.js";

interface Props {
  days: Days | null;
  range: Range;
  width: number;
  height: number;
  /** `follow`: what is on the screen moves along, so that the days stay on it. */
  brush: (days: Days | null, how?: "push" | "replace", follow?: boolean) => void;
  pick: (x: number) => void;
}

type Part = "new" | "start" | "end" | "middle";
interface Drag {
  part: Part;
  x: number;
  days: [number, number];
  moved: boolean;
  before: Days | null;
}
const GRIP = 8; // px
const STILL = 4; // px: less is a click

export function Brush({ days, range, width, height, brush, pick }: Props) {
  const drag = useRef<Drag | null>(null);
  const frame = useRef(0);
  const area = useRef<HTMLDivElement>(null);
  const [first, last] = days ? (days.map(dayNumber) as Range) : [0, 0];
  const left = toX(first, range, width);
  const right = toX(last + 1, range, width);

  const at = (event: PointerEvent) =>
    event.clientX - (area.current?.getBoundingClientRect().left ?? 0);
  const partAt = (x: number): Part => {
    if (!days) return "new";
    if (Math.abs(x - left) <= GRIP) return "start";
    if (Math.abs(x - right) <= GRIP) return "end";
    return x > left && x < right ? "middle" : "new";
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    const x = at(event);
    const day = Math.floor(toDay(x, range, width));
    const part = partAt(x);
    const held: [number, number] = part === "new" ? [day, day] : [first, last];
    drag.current = { part, x, days: held, moved: false, before: days };
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent) => {
    const now = drag.current;
    if (!now) {
      const part = partAt(at(event));
      (event.currentTarget as HTMLElement).dataset.part = part;
      return;
    }
    const x = at(event);
    if (!now.moved && Math.abs(x - now.x) < STILL) return;
    now.moved = true;
    const day = Math.floor(toDay(x, range, width));
    const by = day - Math.floor(toDay(now.x, range, width));
    const next = dragged(now, day, by);
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => brush(next, "replace"));
  };
  const up = () => {
    const now = drag.current;
    drag.current = null;
    if (now && !now.moved) pick(now.x);
  };
  const nudge = (part: Part, event: KeyboardEvent) => {
    if (!days) return;
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -30, PageDown: 30 }[event.key];
    if (event.key === "Escape") brush(null);
    if (step === undefined) return;
    event.preventDefault();
    const by = event.shiftKey ? step * 7 : step;
    const start = part === "end" ? first : first + by;
    const end = part === "start" ? last : last + by;
    if (start <= end) brush([dayOf(start), dayOf(end)], "replace", true);
  };
  const handle = (part: "start" | "end", x: number, name: string, value: string) => (
    <div
      class="grip"
      role="slider"
      tabIndex={0}
      aria-label={name}
      aria-orientation="horizontal"
      aria-valuemin={Math.floor(range[0])}
      aria-valuemax={Math.ceil(range[1])}
      aria-valuenow={dayNumber(value)}
      aria-valuetext={dayInWords(value)}
      style={{ left: `${x}px` }}
      onKeyDown={(event) => nudge(part, event)}
    />
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the sliders within take the keyboard.
    <div
      class="brush"
      ref={area}
      style={{ height: `${height}px` }}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={up}
      onDblClick={() => brush(null)}
      // Else the browser takes the pointer to drag what is selected here.
      onDragStart={(event) => event.preventDefault()}
    >
      {days && right > -20 && left < width + 20 ? (
        <>
          <div
            class="brushed"
            role="slider"
            tabIndex={0}
            aria-label="Days shown, moved together"
            aria-valuemin={Math.floor(range[0])}
            aria-valuemax={Math.ceil(range[1])}
            aria-valuenow={first}
            aria-valuetext={`${dayInWords(days[0])} to ${dayInWords(days[1])}`}
            style={{ left: `${left}px`, width: `${Math.max(2, right - left)}px` }}
            onKeyDown={(event) => nudge("middle", event)}
          />
          {handle("start", left, "First day shown", days[0])}
          {handle("end", right, "Last day shown", days[1])}
        </>
      ) : null}
    </div>
  );
}

function dragged(now: Drag, day: number, by: number): Days {
  const [first, last] = now.days;
  let pair: [number, number];
  if (now.part === "middle") pair = [first + by, last + by];
  else if (now.part === "start") pair = [day, last];
  else if (now.part === "end") pair = [first, day];
  else pair = [first, day];
  if (pair[0] > pair[1]) pair.reverse();
  return [dayOf(pair[0]), dayOf(pair[1])];
}
