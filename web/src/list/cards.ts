// Cards of the rows on the screen: asked for by id, a screenful at a time, kept for a while.
import { useEffect, useReducer, useRef } from "preact/hooks";
import { type Card, get, onRevision } from "../api.js";

const MOST = 100; // ids in one question
const KEPT = 3000;
const WAIT = 60; // ms: rows that only fly past while scrolling are not asked for

/** The cards of `ids` that are there by now; the others are fetched. */
export function useCards(ids: string[], rule: string): Map<string, Card> {
  const cards = useRef(new Map<string, Card>());
  const asked = useRef(new Set<string>());
  const [, again] = useReducer<number, undefined>((count) => count + 1, 0);
  useEffect(
    () =>
      onRevision(() => {
        cards.current.clear();
        asked.current.clear();
        again(undefined);
      }),
    [],
  );
  const wanted = ids.join(",");
  useEffect(() => {
    const missing = ids.filter((id) => !cards.current.has(id) && !asked.current.has(id));
    if (missing.length === 0) return undefined;
    const timer = setTimeout(() => {
      for (let i = 0; i < missing.length; i += MOST) {
        const some = missing.slice(i, i + MOST);
        for (const id of some) asked.current.add(id);
        get<Card[]>("/incidents", { ids: some.join(","), limit: MOST, rule })
          .then(
            ({ data }) => {
              for (const card of data) cards.current.set(card.id, card);
              while (cards.current.size > KEPT) {
                cards.current.delete(cards.current.keys().next().value as string);
              }
            },
            () => undefined,
          )
          .finally(() => {
            for (const id of some) asked.current.delete(id);
            again(undefined);
          });
      }
    }, WAIT);
    return () => clearTimeout(timer);
    // `wanted` says the ids.
  }, [wanted, rule]);
  return cards.current;
}
