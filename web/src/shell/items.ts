// The items as the page holds them: in a worker, loaded by the filters, cut by days and area.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { address } from "../api.js";
import { ItemsWorker } from "../data/client.js";
import type { Counts, Loaded } from "../data/messages.js";
import { dayNumber, filterQuery, type State } from "../state.js";
import { useRevision } from "../use.js";

export interface ItemsHeld {
  worker: ItemsWorker;
  loaded: Loaded | null;
  counts: Counts | null;
  /** Grows with every new cut: what is drawn from the items is then drawn again. */
  version: number;
  problem: string | null;
  waiting: boolean;
}

export function useItems(state: State): ItemsHeld {
  const worker = useMemo(() => new ItemsWorker(), []);
  const [held, setHeld] = useState<Omit<ItemsHeld, "worker">>({
    loaded: null,
    counts: null,
    version: 0,
    problem: null,
    waiting: true,
  });
  const revision = useRevision();
  const url = address("/items", filterQuery(state));
  const asked = useRef("");
  useEffect(() => {
    asked.current = url;
    setHeld((before) => ({ ...before, waiting: true }));
    worker.ask("load", { url }).then(
      (loaded) => {
        if (asked.current !== url) return;
        setHeld((before) => ({ ...before, loaded, problem: null, waiting: false }));
      },
      (problem: Error) => {
        if (asked.current !== url) return;
        setHeld((before) => ({ ...before, problem: problem.message, waiting: false }));
      },
    );
    // a new revision asks again.
  }, [url, revision, worker]);

  const { days, area, sort, tray } = state;
  const from = days?.[0];
  const to = days?.[1];
  const place = area?.join(",");
  // `place` says the area.
  useEffect(() => {
    if (!held.loaded) return;
    const numbers: [number, number] | null =
      from && to ? [dayNumber(from), dayNumber(to)] : null;
    worker.latest("cut", { days: numbers, area, sort, tray }, (counts) => {
      setHeld((before) => ({ ...before, counts, version: before.version + 1 }));
    });
  }, [held.loaded, from, to, place, sort, tray, worker]);

  return { worker, ...held };
}
