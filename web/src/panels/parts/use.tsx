// What panels show while an answer is on its way, or why there is none.

import type { ComponentChildren, JSX } from "preact";
import { type Meta, forget } from "../../api.js";
import type { Asked } from "../../use.js";

/** What there is of an answer: the thing itself, or that it is coming, or why it is not. */
export function Loaded<T>(props: {
  found: Asked<T>;
  what: string;
  children: (data: T, meta: Meta) => ComponentChildren;
}): JSX.Element {
  const { found, what, children } = props;
  if (found.problem)
    return (
      <div class="problem" role="alert">
        <p>
          <b>{found.problem.title}.</b> {found.problem.detail}
        </p>
        <button
          type="button"
          onClick={() => {
            forget();
            location.reload();
          }}
        >
          Ask again
        </button>
      </div>
    );
  if (found.data === null || found.meta === null)
    return (
      <p class="loading" role="status">
        {found.waiting ? `Fetching ${what} …` : ""}
      </p>
    );
  return (
    <div class={found.waiting ? "stale" : undefined} aria-busy={found.waiting}>
      {children(found.data, found.meta)}
    </div>
  );
}
