// The review queue: what waits for somebody's judgement, with the keys a, r, j and k; and the audit.

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { filterQuery } from "../api.js";
import type { ClaimPage, QueueItem } from "../types/pages.js";
import type { AuditEntry } from "../types/record.js";
import { useGet } from "../use.js";
import { Empty, Quote, SourceButton, Standing } from "./parts/chips.js";
import { Audit, Judgements } from "./parts/judgements.js";
import type { PanelProps } from "./parts/props.js";
import { Loaded } from "./parts/use.js";
import { count, day, visible } from "./parts/words.js";
import { Proposition } from "./reader/claim.js";
import { useReading } from "./parts/reader.js";
import { JudgeForm } from "./review/form.js";
import { DONE } from "./review/who.js";

export function ReviewPanel(props: PanelProps): JSX.Element {
  const { state, about } = props;
  const found = useGet<QueueItem[]>(about.can.review ? "/review" : null, {
    ...filterQuery(state),
    known_by: null,
    limit: 30,
  });
  if (!about.can.review)
    return (
      <Empty>
        Reviewing needs the role “review”. Whoever runs this record gives it:{" "}
        <code>sayso token add --role review --by NAME</code>.
      </Empty>
    );
  return (
    <div class="review-panel">
      <header class="panel-head">
        <h2>Review</h2>
        <p class="panel-note">
          What nobody has judged yet, disputed and unsure first. A judgement never overwrites what
          was read. Keys: <kbd>j</kbd> next, <kbd>k</kbd> previous, <kbd>a</kbd> accept,{" "}
          <kbd>r</kbd> reject, <kbd>s</kbd> of another happening.
        </p>
      </header>
      <Loaded found={found} what="the queue">
        {(items, meta) =>
          items.length ? (
            <Queue items={items} total={meta.total ?? items.length} />
          ) : (
            <Empty>
              Nothing waits as filtered. Take filters away to see the rest of the queue, or look at
              the audit below.
            </Empty>
          )
        }
      </Loaded>
      <AuditPart />
    </div>
  );
}

function Queue(props: { items: readonly QueueItem[]; total: number }): JSX.Element {
  const { items, total } = props;
  const [at, setAt] = useState(0);
  const [said, setSaid] = useState("");
  const list = useRef<HTMLOListElement>(null);
  const here = Math.min(at, items.length - 1);
  const move = (by: number): void => {
    const next = Math.max(0, Math.min(items.length - 1, here + by));
    setAt(next);
    list.current
      ?.querySelectorAll<HTMLElement>(".queue-item")
      [next]?.scrollIntoView({ block: "nearest" });
  };
  const press = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest("dialog")) return;
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (["a", "r", "s"].includes(event.key)) {
      event.preventDefault(); // the letter is not for the box that may take the focus
      list.current
        ?.querySelector<HTMLElement>(`.queue-here [data-judge="${event.key}"]`)
        ?.click();
    }
  };
  const latest = useRef(press);
  latest.current = press;
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => latest.current(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  return (
    <>
      <p class="small" role="status">
        {count(total)} {total === 1 ? "waits" : "wait"}. {said}
      </p>
      <ol class="queue" ref={list}>
        {items.map((item, i) => (
          <li key={item.claim.id}>
            <QueueEntry
              item={item}
              here={i === here}
              onHere={() => setAt(i)}
              onSaid={setSaid}
            />
          </li>
        ))}
      </ol>
    </>
  );
}

function QueueEntry(props: {
  item: QueueItem;
  here: boolean;
  onHere: () => void;
  onSaid: (words: string) => void;
}): JSX.Element {
  const { item, here, onHere, onSaid } = props;
  const { open } = useReading();
  const { claim } = item;
  const who = claim.sources[claim.sources.length - 1]?.name ?? claim.report.outlet ?? "an outlet";
  const why = Array.isArray(item.why_queued) ? item.why_queued.join(", ") : item.why_queued;
  return (
    <article
      class={here ? "queue-item queue-here" : "queue-item"}
      aria-current={here ? "true" : undefined}
      onFocusIn={onHere}
    >
      <p>
        <Standing
          modality={claim.modality}
          polarity={claim.polarity}
          certainty={claim.certainty}
          status={claim.status}
        />{" "}
        <span class="note-chip">{visible(why)}</span>
      </p>
      <p class="proposition">
        <Proposition claim={claim} />
      </p>
      <Quote
        words={claim.text}
        before={item.account?.before ?? null}
        after={item.account?.after ?? null}
      />
      <p class="small">
        <b>
          <bdi>{visible(who)}</bdi>
        </b>{" "}
        <span class="quiet-text">
          <bdi>{visible(claim.report.outlet ?? "outlet not known")}</bdi>
          {claim.report.published ? `, ${day(claim.report.published)}` : ""}
        </span>{" "}
        <SourceButton claims={[claim.id]} what={visible(claim.text)} label="read in report" />
        {item.incident ? (
          <button type="button" class="link" onClick={() => open("incident", item.incident as string)}>
            all accounts of this happening
          </button>
        ) : null}
      </p>
      {here ? <History claim={claim.id} /> : null}
      {here ? (
        <JudgeForm
          claim={claim.id}
          keys
          gathered={item.incident !== null}
          onDone={(made) => onSaid(`${DONE[made.kind as keyof typeof DONE]}.`)}
        />
      ) : (
        <button type="button" class="link" onClick={onHere}>
          judge
        </button>
      )}
    </article>
  );
}

function History(props: { claim: string }): JSX.Element | null {
  const found = useGet<ClaimPage>(`/claims/${props.claim}`);
  if (!found.data?.judgements.length) return null;
  return <Judgements judgements={found.data.judgements} />;
}

function AuditPart(): JSX.Element {
  const [open, setOpen] = useState(false);
  const found = useGet<AuditEntry[]>(open ? "/audit" : null, { limit: 50 });
  return (
    <section class="audit" aria-label="Audit">
      <h3>Audit</h3>
      <p class="panel-note">
        Every change of the record, chained by hash: <code>sayso audit verify</code> checks it.
      </p>
      {open ? (
        <Loaded found={found} what="the audit">
          {(entries) => <Audit entries={entries} />}
        </Loaded>
      ) : (
        <button type="button" onClick={() => setOpen(true)}>
          Show the last changes
        </button>
      )}
    </section>
  );
}
