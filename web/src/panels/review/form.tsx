// Judging one claim: accept, reject, grade, comment, part it from its happening, correct how it stands.

import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import type { Judgement } from "../../types/record.js";
import { Judgements } from "../parts/judgements.js";
import { type Change, type Kind, Told, useJudging, WhoAndWhy } from "./who.js";

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
  /** It is in a happening, from which it can be parted. */
  gathered?: boolean;
  onDone?: (judgement: Judgement) => void;
}

/** The form; ``onDone`` is told of each judgement that was kept. */
export function JudgeForm(props: FormProps): JSX.Element {
  const { claim, judgements, keys, gathered, onDone } = props;
  const judging = useJudging(onDone);
  const { busy } = judging;
  const [source, setSource] = useState("F");
  const [content, setContent] = useState("6");
  const send = (kind: Kind, change: Change = {}): Promise<void> =>
    judging.send(kind, kind === "undo" ? [] : [claim], change);
  return (
    <form class="judge" onSubmit={(event) => event.preventDefault()}>
      <WhoAndWhy judging={judging} />
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
        {gathered ? (
          <button
            type="button"
            data-judge="s"
            disabled={busy}
            onClick={() => send("split")}
          >
            Of another happening {keys ? <kbd>s</kbd> : null}
          </button>
        ) : null}
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
      <Told judging={judging} />
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
