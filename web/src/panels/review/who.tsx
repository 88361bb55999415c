// Who judges and why, and sending it: shared by all forms of review. What was read is never
// overwritten; who, when and why stand in the audit.

import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { Problem, post } from "../../api.js";
import type { Judgement } from "../../types/record.js";
import { remember, reviewer } from "./name.js";

export interface Change {
  fields?: string[];
  grade?: string;
  judgement?: string;
}
export type Kind =
  | "accept"
  | "reject"
  | "correct"
  | "grade"
  | "comment"
  | "merge"
  | "split"
  | "undo";

/** What was done, for the line that says so. */
export const DONE: Record<Kind, string> = {
  accept: "Accepted",
  reject: "Rejected",
  correct: "Corrected",
  grade: "Graded",
  comment: "Commented",
  merge: "Joined",
  split: "Parted",
  undo: "Taken back",
};

/** What must have a reason, and how it is asked for. */
const WANTS_WHY: Partial<Record<Kind, string>> = {
  comment: "Write the comment in the box first.",
  reject: "Say why first: a rejected claim counts nowhere any more.",
  merge: "Say why first: all claims of both are then counted as of one happening.",
  split: "Say why first: the claim then counts for a happening of its own.",
};

/** Sends a judgement; raises Problem. */
async function judge(
  kind: Kind,
  claims: readonly string[],
  why: string,
  change: Change,
): Promise<Judgement> {
  const { data } = await post<Judgement>("/review", { kind, claims, why, by: reviewer(), change });
  return data;
}

export interface Judging {
  id: string;
  name: string;
  setName: (name: string) => void;
  why: string;
  setWhy: (why: string) => void;
  busy: boolean;
  said: { words: string; wrong: boolean } | null;
  send: (kind: Kind, claims: readonly string[], change?: Change) => Promise<void>;
}

/** The state of a form of review; ``onDone`` is told of each judgement that was kept. */
export function useJudging(onDone?: (judgement: Judgement) => void): Judging {
  const [name, setName] = useState(reviewer());
  const [why, setWhy] = useState("");
  const [said, setSaid] = useState<Judging["said"]>(null);
  const [busy, setBusy] = useState(false);
  const id = useId();
  const ask = (words: string, field: string): void => {
    setSaid({ words, wrong: true });
    document.getElementById(`${id}-${field}`)?.focus();
  };
  const send: Judging["send"] = async (kind, claims, change = {}) => {
    if (!reviewer()) return ask("Give your name first: it stands in the audit.", "name");
    const wanted = WANTS_WHY[kind];
    if (wanted && !why.trim()) return ask(wanted, "why");
    setBusy(true);
    try {
      const made = await judge(kind, claims, why.trim(), change);
      setSaid({ words: `${DONE[kind]} by ${made.by}. It stands in the audit.`, wrong: false });
      setWhy("");
      onDone?.(made);
    } catch (error) {
      const words = error instanceof Problem ? error.message : "It could not be sent.";
      setSaid({ words, wrong: true });
    } finally {
      setBusy(false);
    }
  };
  return { id, name, setName, why, setWhy, busy, said, send };
}

/** Who, asked for once in a browser, and why. */
export function WhoAndWhy(props: { judging: Judging }): JSX.Element {
  const { id, name, setName, why, setWhy } = props.judging;
  const keep = (given: string): void => {
    remember(given);
    setName(given);
  };
  return (
    <>
      {reviewer() && name ? (
        <p class="small">
          Reviewing as <b>{name}</b>{" "}
          <button type="button" class="link" onClick={() => keep("")}>
            somebody else
          </button>
        </p>
      ) : (
        <label class="judge-name" for={`${id}-name`}>
          Your name (kept in this browser, shown in the audit)
          <input
            id={`${id}-name`}
            autocomplete="name"
            dir="auto"
            onChange={(event) => {
              keep(event.currentTarget.value.trim());
              // The box gives way to the name: without this the focus would be lost.
              setTimeout(() => document.getElementById(`${id}-why`)?.focus());
            }}
          />
        </label>
      )}
      <label for={`${id}-why`}>
        Why (kept with the judgement)
        <textarea
          id={`${id}-why`}
          rows={2}
          dir="auto"
          value={why}
          onInput={(event) => setWhy(event.currentTarget.value)}
        />
      </label>
    </>
  );
}

/** What came of it. */
export function Told(props: { judging: Judging }): JSX.Element {
  const { said } = props.judging;
  return (
    <p role="status" class={said?.wrong ? "said-wrong" : "said"}>
      {said?.words ?? ""}
    </p>
  );
}
