// Judging one claim: accept, reject, grade, comment, correct how it stands. What was read is never
// overwritten; who, when and why stand in the audit.

import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { Problem, post } from "../../api.js";
import type { Judgement } from "../../types/record.js";
import { Judgements } from "../parts/judgements.js";
import { remember, reviewer } from "./name.js";

export interface Change {
  fields?: string[];
  grade?: string;
  judgement?: string;
}
type Kind = "accept" | "reject" | "correct" | "grade" | "comment" | "undo";

/** What was done, for the line that says so. */
export const DONE: Record<Kind, string> = {
  accept: "Accepted",
  reject: "Rejected",
  correct: "Corrected",
  grade: "Graded",
  comment: "Commented",
  undo: "Taken back",
};

/** Sends a judgement; raises Problem. */
export async function judge(
  kind: Kind,
  claims: readonly string[],
  why: string,
  change: Change = {},
): Promise<Judgement> {
  const { data } = await post<Judgement>("/review", { kind, claims, why, by: reviewer(), change });
  return data;
}

const STATUSES = [
  "happened",
  "ongoing",
  "scheduled",
  "intended",
  "considered",
  "wanted",
  "predicted",
  "conditional",
  "hypothetical",
];
const SOURCES: [string, string][] = [
  ["A", "A: reliable"],
  ["B", "B: usually reliable"],
  ["C", "C: fairly reliable"],
  ["D", "D: not usually reliable"],
  ["E", "E: unreliable"],
  ["F", "F: cannot be judged"],
];
const CONTENTS: [string, string][] = [
  ["1", "1: confirmed by others"],
  ["2", "2: probably true"],
  ["3", "3: possibly true"],
  ["4", "4: doubtful"],
  ["5", "5: improbable"],
  ["6", "6: cannot be judged"],
];

interface FormProps {
  claim: string;
  /** Those there are; each can be taken back. */
  judgements?: readonly Judgement[];
  /** Show the keys that work in the queue. */
  keys?: boolean;
  onDone?: (judgement: Judgement) => void;
}

/** The form; ``onDone`` is told of each judgement that was kept. */
export function JudgeForm(props: FormProps): JSX.Element {
  const { claim, judgements, keys, onDone } = props;
  const [name, setName] = useState(reviewer());
  const [why, setWhy] = useState("");
  const [said, setSaid] = useState<{ words: string; wrong: boolean } | null>(null);
  const [busy, setBusy] = useState(false);
  const [source, setSource] = useState("F");
  const [content, setContent] = useState("6");
  const id = useId();

  const send = async (kind: Kind, change: Change = {}): Promise<void> => {
    if (!reviewer()) {
      setSaid({ words: "Give your name first: it stands in the audit.", wrong: true });
      document.getElementById(`${id}-name`)?.focus();
      return;
    }
    if ((kind === "comment" || kind === "reject") && !why.trim()) {
      setSaid({
        words:
          kind === "comment"
            ? "Write the comment in the box first."
            : "Say why first: a rejected claim counts nowhere any more.",
        wrong: true,
      });
      document.getElementById(`${id}-why`)?.focus();
      return;
    }
    setBusy(true);
    try {
      const made = await judge(kind, kind === "undo" ? [] : [claim], why.trim(), change);
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
  const forgetName = (): void => {
    remember("");
    setName("");
  };
  return (
    <form class="judge" onSubmit={(event) => event.preventDefault()}>
      {reviewer() && name ? (
        <p class="small">
          Reviewing as <b>{name}</b>{" "}
          <button type="button" class="link" onClick={forgetName}>
            somebody else
          </button>
        </p>
      ) : (
        <label class="judge-name" for={`${id}-name`}>
          Your name (kept in this browser, shown in the audit)
          <input
            id={`${id}-name`}
            autocomplete="name"
            onChange={(event) => {
              remember(event.currentTarget.value.trim());
              setName(event.currentTarget.value.trim());
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
          value={why}
          onInput={(event) => setWhy(event.currentTarget.value)}
        />
      </label>
      {judgements ? (
        <Judgements
          judgements={judgements}
          onUndo={(judgement) => void send("undo", { judgement: judgement.id })}
        />
      ) : null}
      <div class="actions">
        <button
          type="button"
          data-judge="a"
          disabled={busy}
          onClick={() => send("accept")}
        >
          Accept {keys ? <kbd>a</kbd> : null}
        </button>
        <button
          type="button"
          data-judge="r"
          disabled={busy}
          onClick={() => send("reject")}
        >
          Reject {keys ? <kbd>r</kbd> : null}
        </button>
        <button type="button" disabled={busy} onClick={() => send("comment")}>
          Comment
        </button>
      </div>
      <details class="fold">
        <summary>Grade (Admiralty code)</summary>
        <div class="fold-body actions">
          <Choice label="Source" value={source} options={SOURCES} onChange={setSource} />
          <Choice label="Information" value={content} options={CONTENTS} onChange={setContent} />
          <button
            type="button"
            disabled={busy}
            onClick={() => send("grade", { grade: `${source}${content}` })}
          >
            Grade {source}
            {content}
          </button>
        </div>
      </details>
      <Correct busy={busy} onSend={(fields) => send("correct", { fields })} />
      <p role="status" class={said?.wrong ? "said-wrong" : "said"}>
        {said?.words ?? ""}
      </p>
    </form>
  );
}

/** Correcting how a claim stands: only what is chosen is sent. */
function Correct(props: { busy: boolean; onSend: (fields: string[]) => void }): JSX.Element {
  const [status, setStatus] = useState("");
  const [polarity, setPolarity] = useState("");
  const [certainty, setCertainty] = useState("");
  const [more, setMore] = useState("");
  const id = useId();
  const fields = [
    status && `status=${status}`,
    polarity && `polarity=${polarity}`,
    certainty && `certainty=${certainty}`,
    ...more.split("\n").map((line) => line.trim()),
  ].filter((field) => field.includes("="));
  const as = (words: string[]): [string, string][] => [
    ["", "as read"],
    ...words.map((word): [string, string] => [word, word]),
  ];
  return (
    <details class="fold">
      <summary>Correct how it stands</summary>
      <div class="fold-body">
        <div class="actions">
          <Choice label="Status" value={status} options={as(STATUSES)} onChange={setStatus} />
          <Choice
            label="Polarity"
            value={polarity}
            options={as(["positive", "negative"])}
            onChange={setPolarity}
          />
          <Choice
            label="Certainty"
            value={certainty}
            options={as(["certain", "probable", "possible", "underspecified"])}
            onChange={setCertainty}
          />
        </div>
        <label for={id}>
          Other fields, one a line, as <code>field=value</code> (predicate, when, actor, recipient,
          place, figure …)
          <textarea
            id={id}
            rows={2}
            value={more}
            placeholder="when=2016-02-03"
            onInput={(event) => setMore(event.currentTarget.value)}
          />
        </label>
        <button
          type="button"
          disabled={props.busy || !fields.length}
          onClick={() => props.onSend(fields)}
        >
          Correct {fields.length ? fields.join(", ") : ""}
        </button>
      </div>
    </details>
  );
}

function Choice(props: {
  label: string;
  value: string;
  options: [string, string][];
  onChange: (value: string) => void;
}): JSX.Element {
  return (
    <label>
      {props.label}{" "}
      <select value={props.value} onChange={(event) => props.onChange(event.currentTarget.value)}>
        {props.options.map(([value, label]) => (
          <option value={value} key={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
