// What is told for days that are known only roughly: spans below the bars.
import type { Span } from "../data/bins.js";
import { dayOf } from "../state.js";
import { daysInWords } from "../words.js";
import { type Range, toX } from "./scale.js";

interface Props {
  spans: Span[];
  range: Range;
  width: number;
  top: number;
  lane: number;
  selected: string | null;
  colour: (side: number) => string;
  choose: (id: string) => void;
}

export function Spans({ spans, range, width, top, lane, selected, colour, choose }: Props) {
  // Reached by the keyboard through the list, which holds the same incidents.
  return (
    <div class="spans" style={{ top: `${top}px` }}>
      {spans.map((span) => {
        const left = Math.max(-4, toX(span.first, range, width));
        const right = Math.min(width + 4, toX(span.last + 1, range, width));
        if (right < 0 || left > width) return null;
        return (
          <button
            key={span.id}
            type="button"
            tabIndex={-1}
            aria-hidden="true"
            class={span.id === selected ? "span selected" : "span"}
            title={`Some day of ${daysInWords(dayOf(span.first), dayOf(span.last))}`}
            style={{
              left: `${left}px`,
              width: `${Math.max(3, right - left)}px`,
              top: `${span.lane * lane + 2}px`,
              color: span.disputed ? "var(--bar-disputed)" : colour(span.side),
            }}
            onClick={() => choose(span.id)}
          />
        );
      })}
    </div>
  );
}
