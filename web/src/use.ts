// Hooks that panels and frame share.
import { useEffect, useState } from "preact/hooks";
import { type Answer, get, onRevision, type Problem, type Query, address } from "./api.js";

export interface Asked<T> {
  data: T | null;
  meta: Answer<T>["meta"] | null;
  problem: Problem | null;
  /** True while a newer answer is on its way (`data` then is the older one). */
  waiting: boolean;
}

/** Asks the API whenever the question changes; `path` null asks nothing. The older answer stays
 * until the newer one is there. */
export function useGet<T>(path: string | null, query: Query = {}): Asked<T> {
  const url = path === null ? null : address(path, query);
  const revision = useRevision();
  const [asked, setAsked] = useState<Asked<T>>({
    data: null,
    meta: null,
    problem: null,
    waiting: url !== null,
  });
  // the address says path and query.
  useEffect(() => {
    if (path === null) {
      setAsked({ data: null, meta: null, problem: null, waiting: false });
      return undefined;
    }
    let current = true;
    setAsked((before) => ({ ...before, waiting: true }));
    get<T>(path, query).then(
      ({ data, meta }) => {
        if (current) setAsked({ data, meta, problem: null, waiting: false });
      },
      (problem: Problem) => {
        if (current) setAsked({ data: null, meta: null, problem, waiting: false });
      },
    );
    return () => {
      current = false;
    };
  }, [url, revision]);
  return asked;
}

/** A number that grows when the record has changed. */
export function useRevision(): number {
  const [count, setCount] = useState(0);
  useEffect(() => onRevision(() => setCount((before) => before + 1)), []);
  return count;
}

/** Whether a media query holds, kept up to date. */
export function useMedia(query: string): boolean {
  const [holds, setHolds] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const changed = () => setHolds(media.matches);
    media.addEventListener("change", changed);
    changed();
    return () => media.removeEventListener("change", changed);
  }, [query]);
  return holds;
}
