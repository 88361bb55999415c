import type { Card } from "../api.js";
import type { Row } from "../data/messages.js";
import { isExact, isFact, strokeOf } from "../shapes.js";
import { Shape } from "../shell/Shape.js";
import type { Sides } from "../sides.js";
import { daysInWords } from "../words.js";
import { Sayer } from "./Sayer.js";

interface Props {
  row: number;
  total: number;
  top: number;
  height: number;
  item: Row;
  card: Card | null;
  selected: boolean;
  sides: Sides;
  choose: (id: string) => void;
  source: (claim: string) => void;
}

export function ListRow(props: Props) {
  const { row, total, top, height, item, card, selected, sides, choose, source } = props;
  const place = card?.places.map(({ name }) => name).join(", ");
  const exact = card?.places.some(({ precision }) => isExact(precision)) ?? false;
  return (
    <li
      data-row={row}
      class={selected ? "row selected" : "row"}
      style={{ top: `${top}px`, height: `${height}px` }}
      aria-setsize={total}
      aria-posinset={row + 1}
    >
      {card ? (
        <>
          <Shape
            kind={card.kind}
            colour={sides.colour(leading(card))}
            stroke={strokeOf(isFact(card.standing), exact)}
          />
          <div class="row-text">
            <div class="row-first">
              <button
                type="button"
                class="row-title"
                aria-current={selected ? "true" : undefined}
                onClick={() => choose(card.id)}
              >
                <bdi dir="ltr" title={card.title}>
                  {card.headline ?? card.title}
                </bdi>
              </button>
              {card.disputed ? <span class="chip disputed">disputed</span> : null}
              {isFact(card.standing) || (card.disputed && /disputed/.test(card.standing)) ? null : (
                <span class="chip">{card.standing}</span>
              )}
              <span class="row-day">{daysInWords(card.first, card.last, card.when, card.open)}</span>
            </div>
            <div class="row-second">
              <span class="row-said">
                <Sayer words={card.sayer} />
                {card.words ? (
                  <>
                    : <q class="row-words" dir="auto">{card.words}</q>
                  </>
                ) : null}
              </span>
            </div>
            <div class="row-third">
              <bdi class="row-place">{place || "no place"}</bdi>
              <span class="row-roots">
                {roots(card)} · {card.claims} {card.claims === 1 ? "claim" : "claims"}
              </span>
              <button
                type="button"
                class="link row-source"
                aria-label={`Source: the sentence in its report, for ${card.title}`}
                onClick={() => source(card.claim)}
              >
                source
              </button>
            </div>
          </div>
        </>
      ) : (
        <div class="row-text waiting">
          <button type="button" class="row-title" onClick={() => choose(item.id)}>
            …
          </button>
        </div>
      )}
    </li>
  );
}

/** The side with the most independent roots speaking for the incident. */
function leading(card: Card): string {
  const [first] = [...card.sides].sort((a, b) => b.low - a.low || b.high - a.high);
  return first?.side ?? "unknown";
}

function roots({ low, high }: Card): string {
  if (low === high) return `${low} ${low === 1 ? "root" : "roots"}`;
  return `${low}–${high} roots`;
}
