// Cards of the rows on the screen: asked for by id, a screenful at a time, kept for a while.
import { useEffect, useReducer, useRef } from "preact/hooks";
import { type Card, get, onRevision } from "../api.js";

const MOST = 100; // ids in one question
const KEPT = 3000;
const WAIT = 60; // ms: rows that only fly past while scrolling are not asked for

/** The cards of `ids` that are there by now; the others are fetched. */
export function useCards(ids: string[], rule: string, known: string | null): Map<string, Card> {
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
  // Under another rule, or as known on another day, a card is another one.
  const read = `${rule} ${known}`;
  const before = useRef(read);
  if (before.current !== read) {
    before.current = read;
    cards.current = new Map();
    asked.current = new Set();
  }
  useEffect(() => {
    const [kept, waiting] = [cards.current, asked.current];
    const missing = ids.filter((id) => !cards.current.has(id) && !asked.current.has(id));
    if (missing.length === 0) return undefined;
    const timer = setTimeout(() => {
      for (let i = 0; i < missing.length; i += MOST) {
        const some = missing.slice(i, i + MOST);
        for (const id of some) waiting.add(id);
        get<Card[]>("/incidents", { ids: some.join(","), limit: MOST, rule, known_by: known })
          .then(
            ({ data }) => {
              for (const card of data) kept.set(card.id, card);
              while (kept.size > KEPT) {
                kept.delete(kept.keys().next().value as string);
              }
            },
            () => undefined,
          )
          .finally(() => {
            for (const id of some) waiting.delete(id);
            again(undefined);
          });
      }
    }, cards.current.size === 0 ? 0 : WAIT);
    return () => clearTimeout(timer);
    // `wanted` says the ids.
  }, [wanted, read]);
  return cards.current;
}
