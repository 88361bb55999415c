// What is under the pointer, in words.
import { useEffect, useState } from "preact/hooks";
import { type Card, get } from "../api.js";
import type { Words } from "../data/columns.js";
import { counted, daysInWords } from "../words.js";
import type { Hit } from "./overlay.js";
import { Sayer } from "../list/Sayer.js";

interface Props {
  hit: Hit;
  x: number;
  y: number;
  words: Words;
  rule: string;
  known: string | null;
}

export function Tip({ hit, x, y, words, rule, known }: Props) {
  const id = hit.what === "mark" && hit.mark.cluster === null ? hit.mark.id : null;
  const [card, setCard] = useState<Card | null>(null);
  useEffect(() => {
    setCard(null);
    if (!id) return undefined;
    const timer = setTimeout(() => {
      get<Card[]>("/incidents", { ids: id, limit: 1, rule, known_by: known }).then(
        ({ data }) => setCard(data[0] ?? null),
        () => undefined,
      );
    }, 120);
    return () => clearTimeout(timer);
  }, [id, rule, known]);
  return (
    <div class={x > 360 ? "tip left-of" : "tip"} style={{ left: `${x}px`, top: `${y}px` }} aria-hidden="true">
      <Content hit={hit} card={card} words={words} />
    </div>
  );
}

function More({ count }: { count: number }) {
  return count ? <p>and {counted(count)} more close by: click to zoom in</p> : null;
}

function Content({ hit, card, words }: { hit: Hit; card: Card | null; words: Words }) {
  if (hit.what === "held") {
    const { place, holders, state, part, days, disputed } = hit.held;
    return (
      <>
        <b>
          <bdi>{place}</bdi>
        </b>
        <p>
          told to be held by <bdi>{holders.join(" or ")}</bdi>
          {part ? " (in part)" : ""}: {state}
          {days !== null ? `, last word ${counted(days)} days before` : ""}
        </p>
        {disputed ? <p>≠ accounts differ</p> : null}
        <More count={hit.more} />
      </>
    );
  }
  if (hit.what === "ring") {
    const { place, besieger, status, state } = hit.ring;
    return (
      <>
        <b>
          <bdi>{place}</bdi>
        </b>
        <p>
          siege: {status}
          {besieger.length ? (
            <>
              {" "}
              by <bdi>{besieger.join(", ")}</bdi>
            </>
          ) : null}
          {state ? ` · ${state}` : ""}
        </p>
        <More count={hit.more} />
      </>
    );
  }
  if (hit.what === "way") {
    const { name, status, state } = hit.way;
    return (
      <>
        <b>
          <bdi>{name}</bdi>
        </b>
        <p>
          route: {status}
          {state ? ` · ${state}` : ""}
        </p>
      </>
    );
  }
  const { mark } = hit;
  if (mark.count > 1) {
    return (
      <>
        <b>{counted(mark.count)} incidents</b>
        <p>
          {mark.sides
            .slice(0, 4)
            .map(([side, count]) => `${words.sides[side]?.label ?? "unknown"} ${counted(count)}`)
            .join(" · ")}
        </p>
        {mark.disputed ? <p>≠ {counted(mark.disputed)} disputed</p> : null}
      </>
    );
  }
  const precision = words.precisions[mark.precision]?.label ?? "";
  return (
    <>
      <b>
        <bdi dir="ltr">{card?.headline ?? card?.title ?? words.kinds[mark.kind]?.label ?? ""}</bdi>
      </b>
      <p>
        {card ? `${daysInWords(card.first, card.last, card.when, card.open)} · ` : ""}
        {words.standings[mark.standing]?.label}
      </p>
      <p>
        <bdi>{mark.name}</bdi> ({precision})
      </p>
      {card?.words ? (
        <p>
          <Sayer words={card.sayer} />: <q dir="auto">{card.words}</q>
        </p>
      ) : null}
    </>
  );
}
