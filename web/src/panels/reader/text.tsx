// A report's text with the words of its claims underlined. Offsets count code points; where claims
// overlap, a piece belongs to the shortest of them, so that the inner ones can be reached.

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Segment } from "../../types/claims.js";
import { readable } from "../parts/words.js";

export interface Marked {
  id: string;
  start: number;
  end: number;
  standing: string;
}

export interface Piece {
  text: string;
  start: number;
  claim: Marked | null;
  chosen: boolean;
  first: boolean;
}

/** The text from one code point to another: JavaScript counts otherwise where there are rare signs. */
export class Points {
  private readonly units: number[] | null;

  constructor(private readonly text: string) {
    this.units = /[\ud800-\udfff]/.test(text) ? [...offsets(text)] : null;
  }

  get length(): number {
    return this.units ? this.units.length - 1 : this.text.length;
  }

  cut(start: number, end: number): string {
    if (!this.units) return this.text.slice(start, end);
    const last = this.units.length - 1;
    return this.text.slice(this.units[Math.min(start, last)], this.units[Math.min(end, last)]);
  }
}

function* offsets(text: string): Generator<number> {
  let at = 0;
  for (const sign of text) {
    yield at;
    at += sign.length;
  }
  yield at;
}

/** A stretch of text in pieces, each of at most one claim. */
export function pieces(
  points: Points,
  start: number,
  end: number,
  claims: readonly Marked[],
  chosen: Marked | null,
  seen: Set<string>,
): Piece[] {
  const within = claims.filter((c) => c.start < end && c.end > start);
  const edges = new Set([start, end]);
  for (const c of chosen ? [...within, chosen] : within)
    for (const edge of [c.start, c.end]) if (edge > start && edge < end) edges.add(edge);
  const cuts = [...edges].sort((a, b) => a - b);
  const found: Piece[] = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const [from, to] = [cuts[i] as number, cuts[i + 1] as number];
    let inner: Marked | null = null;
    for (const c of within)
      if (c.start <= from && c.end >= to && (!inner || c.end - c.start < inner.end - inner.start))
        inner = c;
    const isChosen = chosen !== null && chosen.start <= from && chosen.end >= to;
    const first = inner !== null && !seen.has(inner.id);
    if (inner) seen.add(inner.id);
    found.push({ text: points.cut(from, to), start: from, claim: inner, chosen: isChosen, first });
  }
  return found;
}

const LONG = 60_000;
const AROUND = 12_000;

interface TextProps {
  text: string;
  segments: readonly Segment[];
  claims: readonly Marked[];
  sentence: readonly [number, number] | null;
  chosen: Marked | null;
  language: string | null;
  onChoose: (claim: string) => void;
}

/** The text in its paragraphs; a very long one around the chosen words only, until asked. */
export function ReportText(props: TextProps): JSX.Element {
  const { text, segments, claims, sentence, chosen, language, onChoose } = props;
  const [whole, setWhole] = useState(false);
  const points = useMemo(() => new Points(text), [text]);
  const middle = chosen?.start ?? 0;
  const cut = !whole && points.length > LONG;
  const from = cut ? Math.max(0, middle - AROUND) : 0;
  const to = cut ? Math.min(points.length, middle + AROUND) : points.length;
  const blocks = useMemo(
    () => paragraphs(points, segments, from, to),
    [points, segments, from, to],
  );
  const seen = new Set<string>();
  const mark = useRef<HTMLElement>(null);
  const chosenId = chosen?.id;
  // The scroll follows the chosen claim.
  useEffect(() => {
    mark.current?.scrollIntoView({ block: "center" });
  }, [chosenId, whole]);
  let isMarked = false;
  return (
    <div class="report-text" lang={language ?? undefined}>
      {from > 0 ? <Cut onShow={() => setWhole(true)} /> : null}
      {blocks.map((block) => {
        const parts = pieces(points, block.start, block.end, claims, chosen, seen);
        const Tag = block.kind === "headline" ? "h3" : "p";
        return (
          <Tag
            class={`segment segment-${block.kind.replaceAll(" ", "-")}`}
            dir="auto"
            key={block.start}
          >
            {parts.map((piece) => {
              const ofSentence =
                sentence && sentence[0] <= piece.start && piece.start < sentence[1];
              const isFirst = piece.chosen && !isMarked;
              if (isFirst) isMarked = true;
              return (
                <PieceOf
                  piece={piece}
                  ofSentence={ofSentence === true}
                  onChoose={onChoose}
                  mark={isFirst ? mark : null}
                  key={piece.start}
                />
              );
            })}
          </Tag>
        );
      })}
      {to < points.length ? <Cut onShow={() => setWhole(true)} /> : null}
    </div>
  );
}

function Cut(props: { onShow: () => void }): JSX.Element {
  return (
    <p class="text-cut">
      …{" "}
      <button type="button" class="link" onClick={props.onShow}>
        Show the whole text
      </button>{" "}
      …
    </p>
  );
}

function PieceOf(props: {
  piece: Piece;
  ofSentence: boolean;
  onChoose: (claim: string) => void;
  mark: { current: HTMLElement | null } | null;
}): ComponentChildren {
  const { piece, ofSentence, onChoose, mark } = props;
  const words = readable(piece.text);
  const around = ofSentence ? " of-sentence" : "";
  if (piece.claim === null) return ofSentence ? <span class="of-sentence">{words}</span> : words;
  const { id, standing } = piece.claim;
  const shown = piece.chosen ? <mark ref={mark ?? undefined}>{words}</mark> : words;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the first piece takes the keys.
    // biome-ignore lint/a11y/noStaticElementInteractions: and has the role.
    <span
      class={`claimed${around}`}
      data-standing={standing}
      {...(piece.first
        ? {
            role: "button",
            tabIndex: 0,
            "aria-current": piece.chosen ? ("true" as const) : undefined,
            onKeyDown: (event: KeyboardEvent) => {
              if (event.key === "Enter" || event.key === " ") {
                event.preventDefault();
                onChoose(id);
              }
            },
          }
        : {})}
      onClick={() => onChoose(id)}
    >
      {shown}
    </span>
  );
}

interface Block {
  kind: string;
  start: number;
  end: number;
}

/** The stretches between blank lines, with what each is for. */
function paragraphs(
  points: Points,
  segments: readonly Segment[],
  from: number,
  to: number,
): Block[] {
  const found: Block[] = [];
  const given = segments
    .filter((s) => s.end > from && s.start < to)
    .map((s) => ({ kind: s.kind, start: Math.max(s.start, from), end: Math.min(s.end, to) }))
    .sort((a, b) => a.start - b.start);
  const fill = (start: number, end: number) => {
    if (end > start && points.cut(start, end).trim()) found.push({ kind: "body", start, end });
  };
  let at = from;
  for (const segment of given) {
    if (segment.start < at) continue;
    fill(at, segment.start);
    found.push(segment);
    at = segment.end;
  }
  fill(at, to);
  return found.flatMap((block) => split(points, block));
}

function split(points: Points, block: Block): Block[] {
  const words = points.cut(block.start, block.end);
  if (!/\n\s*\n/.test(words)) return [block];
  const found: Block[] = [];
  let at = block.start;
  for (const part of words.split(/(\n\s*\n)/)) {
    const end = at + [...part].length;
    if (part.trim()) found.push({ ...block, start: at, end });
    at = end;
  }
  return found;
}
