// What people decided of a claim, in order, with who, when and why; and the audit's lines.

import type { JSX } from "preact";
import type { AuditEntry, Judgement } from "../../types/record.js";
import { SourceButton } from "./chips.js";
import { clock, plural, visible } from "./words.js";

const DONE: Record<string, string> = {
  accept: "accepted",
  reject: "rejected",
  correct: "corrected",
  add: "added",
  merge: "merged",
  split: "split off",
  grade: "graded",
  comment: "commented on",
  undo: "taken back",
};

export function Judgements(props: {
  judgements: readonly Judgement[];
  onUndo?: (judgement: Judgement) => void;
}): JSX.Element {
  const { judgements, onUndo } = props;
  if (!judgements.length) return <p class="small quiet-text">Nobody has judged it yet.</p>;
  const undone = new Set(
    judgements.filter((j) => j.kind === "undo").map((j) => String(j.change.judgement)),
  );
  return (
    <ol class="judgements">
      {judgements.map((judgement) => (
        <li key={judgement.id} class={undone.has(judgement.id) ? "undone" : undefined}>
          <b>{DONE[judgement.kind] ?? judgement.kind}</b>
          {changed(judgement)} by <bdi>{visible(judgement.by)}</bdi>, {clock(judgement.at)}
          {judgement.why ? (
            <span>
              : <bdi>{visible(judgement.why)}</bdi>
            </span>
          ) : null}
          {undone.has(judgement.id) ? " (taken back)" : ""}
          {onUndo && judgement.kind !== "undo" && !undone.has(judgement.id) ? (
            <button type="button" class="link" onClick={() => onUndo(judgement)}>
              take back
            </button>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

function changed(judgement: Judgement): string {
  const { grade } = judgement.change;
  if (typeof grade === "string") return ` ${visible(grade)}`;
  if (judgement.kind !== "correct") return "";
  const fields = Object.entries(judgement.change);
  if (!fields.length) return "";
  return ` (${fields.map(([name, value]) => `${name}: ${shown(value)}`).join("; ")})`;
}

function shown(value: unknown): string {
  return visible(typeof value === "string" ? value : (JSON.stringify(value) ?? "")).slice(0, 120);
}

/** Changes of the record, the last first. */
export function Audit(props: { entries: readonly AuditEntry[] }): JSX.Element {
  return (
    <table class="wide-table">
      <thead>
        <tr>
          <th scope="col">No.</th>
          <th scope="col">When (UTC)</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
        </tr>
      </thead>
      <tbody>
        {props.entries.map((entry) => (
          <tr key={entry.number}>
            <th scope="row" class="number">
              {entry.number}
            </th>
            <td>{clock(entry.at)}</td>
            <td>
              <bdi>{visible(entry.by)}</bdi>
            </td>
            <td>
              {visible(entry.what)} <code>{entry.about.slice(0, 12)}</code>{" "}
              <Detail detail={entry.detail} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What an entry says besides: the claims it is about can be read; the rest stands as it is. */
function Detail(props: { detail: string }): JSX.Element | null {
  const { detail } = props;
  if (!detail) return null;
  const claims = claimsOf(detail);
  if (claims.length)
    return <SourceButton claims={claims} what={plural(claims.length, "claim judged", "claims judged")} />;
  return <span class="quiet-text">{visible(detail).slice(0, 160)}</span>;
}

function claimsOf(detail: string): string[] {
  try {
    const { claims } = JSON.parse(detail) as { claims?: unknown };
    return Array.isArray(claims) ? claims.filter((c): c is string => typeof c === "string") : [];
  } catch {
    return [];
  }
}
