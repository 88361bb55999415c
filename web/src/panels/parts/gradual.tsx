// Long lists are drawn a few lines a frame, so that none of them holds the page up.

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

const waiting = new Set<() => void>();
let isGoing = false;

/** Calls after the next frame was painted; one of those that wait goes a frame. */
function soon(call: () => void): () => void {
  waiting.add(call);
  if (!isGoing) {
    isGoing = true;
    next();
  }
  return () => waiting.delete(call);
}

function next(): void {
  requestAnimationFrame(() =>
    setTimeout(() => {
      const [call] = waiting;
      if (call) waiting.delete(call);
      call?.();
      isGoing = waiting.size > 0;
      if (isGoing) next();
    }),
  );
}

interface Props<T> {
  items: readonly T[];
  /** Drawn at once, and more in each frame after it. */
  first?: number;
  step?: number;
  children: (item: T, i: number) => ComponentChildren;
}

/** Every item, the first of them at once. */
export function Gradual<T>(props: Props<T>): JSX.Element {
  const { items, first = 10, step = 8, children } = props;
  const [drawn, setDrawn] = useState(first);
  const total = items.length;
  useEffect(
    () => (drawn < total ? soon(() => setDrawn(drawn + step)) : undefined),
    [drawn, total, step],
  );
  return <>{items.slice(0, drawn).map(children)}</>;
}
