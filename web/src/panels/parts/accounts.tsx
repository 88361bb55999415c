// Accounts of one happening laid side by side: who says it, in what words, how it is put, and on
// how many independent roots it stands. Copies of one text are folded under the first.

import type { JSX } from "preact";
import type { Account } from "../../api.js";
import { sideColour } from "../../sides.js";
import type { DisputePage } from "../../types/pages.js";
import type { DisputePosition } from "../../types/record.js";
import { useGet } from "../../use.js";
import { Fold, Name, Quote, Side, SourceButton, Standing } from "./chips.js";
import { useReading } from "./reader.js";
import { day, plural, quantity, unique, visible } from "./words.js";

const UNGRADED = "F6"; // what nobody has graded

/** Accounts that are one text, or one root's words said again: the first stands for them. */
export interface Voice {
  first: Account;
  copies: Account[];
  again: Account[];
}

/** The voices among accounts, in their order. For each stands its earliest account. */
export function voices(accounts: readonly Account[]): Voice[] {
  const found = new Map<string, Account[]>();
  for (const account of accounts) {
    const who = account.root.anonymous ? `text ${family(account)}` : rootKey(account);
    const key = `${who} ${account.position ?? ""} ${account.standing} ${account.polarity}`;
    const held = found.get(key);
    if (held) held.push(account);
    else found.set(key, [account]);
  }
  return [...found.values()].map((members) => {
    const [first, ...rest] = [...members].sort(byDay) as [Account, ...Account[]];
    const isCopy = (a: Account): boolean =>
      family(a) === family(first) && a.report.id !== first.report.id;
    return { first, copies: rest.filter(isCopy), again: rest.filter((a) => !isCopy(a)) };
  });
}

/** The report whose text it is. */
function family(account: Account): string {
  return account.copy_of ?? account.report.id;
}

function byDay(a: Account, b: Account): number {
  const days = (a.report.published ?? "9").localeCompare(b.report.published ?? "9");
  return days || Number(a.copy_of !== null) - Number(b.copy_of !== null);
}

function rootKey(account: Account): string {
  return `${account.root.side}/${account.root.name}`;
}

/** Whether an account was published by a day (null: any); of a day not known, by none. */
export function isHeard(account: Account, known: string | null): boolean {
  const { published } = account.report;
  return known === null || (published !== null && published.slice(0, known.length) <= known);
}

/** Whoever says it: the innermost link, or the outlet itself. */
export function sayer(account: Account): string {
  const links = withoutOutlet(account);
  return links[links.length - 1]?.name ?? account.report.outlet ?? "a report, its outlet not known";
}

interface ColumnsProps {
  accounts: readonly Account[];
  positions?: readonly PositionHead[] | undefined;
  /** The dispute of the positions: some of their accounts may be of another happening. */
  dispute?: string | undefined;
  most?: number;
}

export interface PositionHead {
  label: string;
  claims: readonly string[];
  low: number;
  high: number;
  sides: readonly { side: string; low: number; high: number }[];
}

/** A position of a dispute as a head of columns. */
export function headOf(position: DisputePosition): PositionHead {
  const { low, high, sides } = position.corroboration;
  return { label: position.label, claims: position.claims, low, high, sides };
}

/** Accounts in columns; under the positions of a dispute, A beside B, where there are any. */
export function Columns(props: ColumnsProps): JSX.Element {
  const { accounts, positions = [], dispute, most = 6 } = props;
  const { known } = useReading();
  const placed = new Set(positions.flatMap((p) => p.claims));
  const rest = accounts.filter((a) => !placed.has(a.claim));
  const here = new Set(accounts.map((a) => a.claim));
  const isPartial = positions.some((p) => !p.claims.some((c) => here.has(c)));
  const found = useGet<DisputePage>(dispute && isPartial ? `/disputes/${dispute}` : null);
  const elsewhere = Object.values(found.data?.accounts ?? {}).filter(
    (a) => !here.has(a.claim) && isHeard(a, known),
  );
  const all = [...accounts, ...elsewhere];
  if (!positions.length) return <Voices voices={voices(accounts)} most={most} />;
  return (
    <>
      <div class="positions" data-count={Math.min(positions.length, 4)}>
        {positions.map((position, i) => (
          <div class="position" key={position.label}>
            <PositionTitle position={position} letter={letter(i)} />
            <Voices
              voices={voices(all.filter((a) => position.claims.includes(a.claim)))}
              most={Math.max(2, Math.floor(most / positions.length))}
            />
            {known && !all.some((a) => position.claims.includes(a.claim)) ? (
              <p class="quiet-text">Not published yet on {day(known)}.</p>
            ) : null}
          </div>
        ))}
      </div>
      {rest.length ? (
        <Fold summary={`${plural(rest.length, "other account")} of it, on neither side`}>
          <Voices voices={voices(rest)} most={most} />
        </Fold>
      ) : null}
    </>
  );
}

export function letter(index: number): string {
  return String.fromCharCode(65 + index);
}

function PositionTitle(props: { position: PositionHead; letter: string }): JSX.Element {
  const { position } = props;
  return (
    <div class="position-title">
      <b class="position-letter" aria-hidden="true">
        {props.letter}
      </b>
      <h4 class="position-label" dir="ltr">
        {visible(position.label)}
      </h4>
      <span class="faint">
        {position.low === position.high
          ? plural(position.high, "root")
          : `${position.low}–${plural(position.high, "root")}`}
        {position.sides.map((s) => (
          <span key={s.side}>
            {" · "}
            {s.side === "unknown" ? "side not known" : visible(s.side)}{" "}
            {s.low === s.high ? s.low : `${s.low}–${s.high}`}
          </span>
        ))}
      </span>
    </div>
  );
}

function Voices(props: { voices: readonly Voice[]; most: number }): JSX.Element {
  const shown = props.voices.slice(0, props.most);
  const rest = props.voices.slice(props.most);
  return (
    <>
      <div class="accounts">
        {shown.map((voice) => (
          <AccountColumn voice={voice} key={voice.first.claim} />
        ))}
      </div>
      {rest.length ? (
        <Fold summary={`${plural(rest.length, "more account")}`}>
          <div class="accounts">
            {rest.map((voice) => (
              <AccountColumn voice={voice} key={voice.first.claim} />
            ))}
          </div>
        </Fold>
      ) : null}
    </>
  );
}

/** One account: the innermost speaker large, the way it came, the words. */
export function AccountColumn(props: { voice: Voice }): JSX.Element {
  const { open } = useReading();
  const { first, copies, again } = props.voice;
  const who = sayer(first);
  const outlets = unique([first, ...copies].map((a) => a.report.outlet ?? "an outlet not named"));
  return (
    <article
      class="account"
      aria-label={`Account of ${visible(who)}`}
      style={{ "--side": sideColour(first.root.side) }}
    >
      <header class="account-head">
        <div class="account-who">
          <bdi>{visible(who)}</bdi>
          {first.root.anonymous ? <span class="faint"> (unnamed)</span> : null}
        </div>
        <Path account={first} />
      </header>
      <div class="account-marks">
        <Standing
          modality={first.standing}
          polarity={first.polarity}
          certainty={first.certainty}
          status={first.status}
        />
        <Side side={first.root.side} />
        {first.admission ? (
          <span class="note-chip" title="Said against the speaker’s own interest">
            against own interest
          </span>
        ) : null}
        {first.accepted ? <span class="note-chip">accepted in review</span> : null}
        {first.grade && first.grade !== UNGRADED ? (
          <span class="note-chip">graded {visible(first.grade)}</span>
        ) : null}
      </div>
      <Quote words={first.words ?? ""} before={first.before} after={first.after} />
      <Told account={first} />
      <footer class="account-foot">
        <button
          type="button"
          class="source-button"
          aria-label={`read in report: ${visible(who)}`}
          onClick={() => open("claim", first.claim)}
        >
          read in report
        </button>
        <span class="faint">
          <bdi>{visible(first.report.outlet ?? "outlet not known")}</bdi>
          {first.report.published ? `, ${day(first.report.published)}` : ", day not known"}
        </span>
      </footer>
      {copies.length ? (
        <Fold summary={`same text in ${plural(outlets.length, "outlet")}`}>
          <AccountList accounts={copies} />
        </Fold>
      ) : null}
      {again.length ? (
        <Fold summary={`the same root says it ${plural(again.length, "more time")}`}>
          <AccountList accounts={again} />
        </Fold>
      ) : null}
    </article>
  );
}

/** The way an account came: outlet first, innermost speaker last. */
function Path(props: { account: Account }): JSX.Element {
  const { account } = props;
  const outlet = visible(account.report.outlet ?? "a report, its outlet not known");
  const links = withoutOutlet(account);
  if (!links.length && !account.report.outlet)
    return (
      <div class="path" dir="auto">
        {account.report.title ? `“${visible(account.report.title)}”` : "without a title"}
      </div>
    );
  if (!links.length)
    return (
      <div class="path">
        <bdi>{outlet}</bdi> in its own voice
      </div>
    );
  return (
    <ol class="path" aria-label="By way of">
      <li>
        <bdi>{outlet}</bdi>
      </li>
      {links.map((link, i) => (
        <li key={`${link.name}${i}`}>
          <bdi>{visible(link.name)}</bdi>
          {link.anonymous ? " (unnamed)" : ""} {link.act}
          {link.manner && link.manner !== "paraphrase" ? <i> {manner(link.manner)}</i> : null}
        </li>
      ))}
    </ol>
  );
}

/** The links of the chain that are sources: the outlet comes first, without an act. */
export function withoutOutlet(account: Account): Account["chain"] {
  const [head, ...rest] = account.chain;
  return head && !head.act ? rest : account.chain;
}

function manner(word: string): string {
  const words: Record<string, string> = {
    quote: "in quotation",
    hearsay: "from hearsay",
    document: "in a document",
    "own observation": "from own observation",
  };
  return words[word] ?? word;
}

/** When, where and how many, as this account has it. */
function Told(props: { account: Account }): JSX.Element | null {
  const { when, places, figures, said } = props.account;
  const where = unique(places.map((p) => visible(p)));
  if (!when && !where.length && !figures.length && !said) return null;
  return (
    <dl class="told">
      {when ? <Pair term="when" value={day(when)} /> : null}
      {where.length ? <Pair term="where" value={where.join("; ")} /> : null}
      {figures.length ? (
        <Pair term="figures" value={unique(figures.map(quantity)).join("; ")} />
      ) : null}
      {said ? <Pair term="said" value={day(said)} /> : null}
    </dl>
  );
}

function Pair(props: { term: string; value: string }): JSX.Element {
  return (
    <div>
      <dt>{props.term}</dt>
      <dd>
        <bdi>{props.value}</bdi>
      </dd>
    </div>
  );
}

/** Accounts in lines, for what is folded away. */
export function AccountList(props: { accounts: readonly Account[] }): JSX.Element {
  return (
    <ul class="account-list">
      {props.accounts.map((account) => (
        <li key={account.claim}>
          <span>
            <Name strong>{visible(account.report.outlet ?? "outlet not known")}</Name>
            {account.report.published ? `, ${day(account.report.published)}` : ""}
          </span>
          <Quote words={account.words ?? ""} short />
          <SourceButton claims={[account.claim]} what={visible(account.words ?? "a claim")} />
        </li>
      ))}
    </ul>
  );
}
