// What is told of the days around a thing: asked for when it is opened. A list, and not a cause.

import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Around } from "../../types/pages.js";
import { useGet } from "../../use.js";
import { Naming } from "../parts/naming.js";
import { Loaded } from "../parts/use.js";
import { plural, visible } from "../parts/words.js";
import { HappeningLine } from "./place.js";

const DAYS = 7;

/** ``at``: the day of the situation that a line's id is of; null for a happening. */
export function AroundIt(props: { id: string; at: string | null }): JSX.Element {
  const { id, at } = props;
  const [isOpen, setOpen] = useState(false);
  const found = useGet<Around>(isOpen ? "/around" : null, { id, at, days: DAYS });
  return (
    <details class="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>What changed on the ground in the {DAYS} days before and after</summary>
      <div class="fold-body">
        {isOpen ? (
          <Loaded found={found} what="the days around">
            {(around) => <List around={around} />}
          </Loaded>
        ) : null}
      </div>
    </details>
  );
}

function List(props: { around: Around }): JSX.Element {
  const { around } = props;
  const naming = useMemo(() => new Naming(around), [around]);
  if (!around.happenings.length)
    return <p class="quiet-text">Nothing that changes a state is told of these days.</p>;
  return (
    <>
      <p class="panel-note">{visible(around.note)}</p>
      <ol class="lines">
        {around.happenings.map((near) => (
          <li key={near.happening.incident}>
            <span class="note-chip">{placed(near.moment, near.days)}</span>{" "}
            <HappeningLine one={near.happening} naming={naming} />
            {near.said_to_be_linked_by.length ? (
              <span class="disputed-note">
                {" "}
                said to be linked by {naming.all(near.said_to_be_linked_by)}
              </span>
            ) : null}
          </li>
        ))}
      </ol>
    </>
  );
}

function placed(moment: string, days: number): string {
  if (moment === "around the same days" || days === 0) return "around the same days";
  return `${plural(Math.abs(days), "day")} ${moment}`;
}
