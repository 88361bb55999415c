// The state and the address bar, kept the same.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { formatState, parseState, type SetState, type State } from "../state.js";

const WAIT = 150; // browsers slow a page down that changes its address more often

const addressOf = (state: State): string => {
  const query = formatState(state);
  return query ? `${location.pathname}?${query}` : location.pathname;
};

/** The state of the page and how it is changed; the address follows, back and forward work. */
export function useAddress(): [State, SetState] {
  const [state, setState] = useState<State>(() => parseState(location.search));
  const latest = useRef(state);
  const timer = useRef(0);

  const set = useCallback<SetState>((change, how = "push") => {
    const before = addressOf(latest.current);
    latest.current = { ...latest.current, ...change };
    setState(latest.current);
    const now = addressOf(latest.current);
    if (now === before) return;
    clearTimeout(timer.current);
    if (how === "push") {
      history.replaceState(null, "", before);
      history.pushState(null, "", now);
    } else {
      timer.current = window.setTimeout(() => {
        history.replaceState(null, "", addressOf(latest.current));
      }, WAIT);
    }
  }, []);

  useEffect(() => {
    const moved = () => {
      clearTimeout(timer.current);
      latest.current = parseState(location.search);
      setState(latest.current);
    };
    addEventListener("popstate", moved);
    return () => removeEventListener("popstate", moved);
  }, []);

  return [state, set];
}
