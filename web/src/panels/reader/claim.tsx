// One claim in its report: the text on one side with its sentence, what the claim says on the other.

import type { JSX } from "preact";
import type { ClaimPage, ReportPage } from "../../types/pages.js";
import { type Claim, type Mention, ROLES, type Source } from "../../types/claims.js";
import { useGet } from "../../use.js";
import type { ReaderProps } from "../drawer.js";
import { Name, Quote, Standing } from "../parts/chips.js";
import { Judgements } from "../parts/judgements.js";
import { useReading } from "../parts/reader.js";
import { Loaded } from "../parts/use.js";
import { act, day, place, quantity, unique, visible } from "../parts/words.js";
import { JudgeForm } from "../review/form.js";
import { Cite } from "./cite.js";
import { ReportHead } from "./report.js";
import { Points, ReportText } from "./text.js";

export function ClaimReader(props: ReaderProps): JSX.Element {
  const found = useGet<ClaimPage>(`/claims/${props.id}`);
  return (
    <Loaded found={found} what="the claim">
      {(page) => <ClaimInReport page={page} {...props} />}
    </Loaded>
  );
}

function ClaimInReport(props: ReaderProps & { page: ClaimPage }): JSX.Element {
  const { page } = props;
  const { open } = useReading();
  const { claim } = page;
  const found = useGet<ReportPage>(`/reports/${claim.report.id}`);
  return (
    <div class="reader-split">
      <section class="reader-text" aria-label="The report">
        <Loaded found={found} what="the report">
          {(report) => (
            <>
              <ReportHead page={report} />
              <ReportText
                text={report.text}
                segments={report.entry.report.segments}
                claims={report.claims}
                sentence={sentenceOf(report.text, claim, page.account)}
                chosen={{ ...claim, standing: claim.modality }}
                language={report.entry.report.language}
                onChoose={(id) => open("claim", id)}
              />
            </>
          )}
        </Loaded>
      </section>
      <aside class="reader-aside" aria-label="What the claim says">
        <ClaimDetail page={page} about={props.about} />
      </aside>
    </div>
  );
}

/** Where the claim's sentence begins and ends, by the words before and after it. */
function sentenceOf(
  text: string,
  claim: Claim,
  account: ClaimPage["account"],
): [number, number] | null {
  if (!account) return null;
  const points = new Points(text);
  const before = [...account.before].length;
  const after = [...account.after].length;
  return [
    offset(points, account.before, (gap) => claim.start - before - gap) ?? claim.start,
    (offset(points, account.after, (gap) => claim.end + gap) ?? claim.end - after) + after,
  ];
}

/** Where the words stand, with at most a space or two between. */
function offset(points: Points, words: string, at: (gap: number) => number): number | null {
  const length = [...words].length;
  for (let gap = 0; length && gap < 3; gap++) {
    const start = at(gap);
    if (start >= 0 && points.cut(start, start + length) === words) return start;
  }
  return null;
}

/** What a claim says, field by field, and what people decided of it. */
export function ClaimDetail(props: { page: ClaimPage; about: ReaderProps["about"] }): JSX.Element {
  const { page, about } = props;
  const { claim } = page;
  const { open, select } = useReading();
  return (
    <>
      <h3>The report has it that</h3>
      <p class="proposition">
        <Proposition claim={claim} />
      </p>
      <p>
        <Standing
          modality={claim.modality}
          polarity={claim.polarity}
          certainty={claim.certainty}
          status={claim.status}
        />{" "}
        <span class="quiet-text">
          {claim.status === "happened" || claim.status === "ongoing"
            ? "A saying, not a finding: “asserted” is how the source puts it."
            : "Nothing is told here as having happened."}
        </span>
      </p>
      <h3>On whose say-so</h3>
      <Chain claim={claim} />
      <Facts claim={claim} />
      <Code claim={claim} />
      <h3>Where it belongs</h3>
      <p class="actions">
        {page.incident ? (
          <>
            <button
              type="button"
              class="link"
              onClick={() => open("incident", page.incident as string)}
            >
              all accounts of this happening
            </button>
            <button type="button" class="link" onClick={() => select(page.incident as string)}>
              show on the map
            </button>
          </>
        ) : (
          <span class="quiet-text">in no happening (rejected, or not gathered yet)</span>
        )}
        {page.disputes.map((id) => (
          <button type="button" class="link" key={id} onClick={() => open("dispute", id)}>
            a dispute it is part of
          </button>
        ))}
      </p>
      <Cite claim={claim} />
      <h3>Reading and review</h3>
      <p class="small">
        Read by {visible(page.reader)}
        {claim.confidence === null ? "" : `, confidence of the reading ${claim.confidence}`}.
      </p>
      {page.rejected ? (
        <p class="warning">Rejected in review: it counts nowhere, and stays here to be seen.</p>
      ) : null}
      {about.can.review ? (
        <JudgeForm
          claim={claim.id}
          judgements={page.judgements}
          gathered={page.incident !== null}
        />
      ) : (
        <Judgements judgements={page.judgements} />
      )}
      <p class="small quiet-text">
        claim <code>{claim.id}</code> · report <code>{claim.report.id}</code>
      </p>
    </>
  );
}

/** Who does what to whom, in brackets what the clause itself does not name. */
export function Proposition(props: { claim: Claim }): JSX.Element {
  const { claim } = props;
  const { actor, recipient, content } = claim.roles;
  const whom = [...recipient, ...content];
  return (
    <>
      <Parties mentions={actor} none="somebody not named" /> <span aria-hidden="true">→</span>{" "}
      <b>
        {claim.polarity === "negative" ? "not " : ""}
        {act(claim)}
      </b>
      {whom.length ? (
        <>
          {" "}
          <span aria-hidden="true">→</span> <Parties mentions={whom} none="" />
        </>
      ) : null}
    </>
  );
}

function Parties(props: { mentions: readonly Mention[]; none: string }): JSX.Element {
  const names = unique(props.mentions.map(party));
  if (!names.length) return <span class="quiet-text">{props.none}</span>;
  return (
    <>
      {names.map((name, i) => (
        <span key={name}>
          {i ? "; " : ""}
          <Name>{name}</Name>
        </span>
      ))}
    </>
  );
}

function party(mention: Mention): string {
  const name = visible(mention.name ?? mention.text ?? "somebody");
  const shown = mention.anonymous && !mention.id ? `${name} (unnamed)` : name;
  return mention.inferred ? `[${shown}]` : shown;
}

/** The chain as steps, outlet first: each hands on what the next one said. */
function Chain(props: { claim: Claim }): JSX.Element {
  const { claim } = props;
  return (
    <ol class="chain">
      <li class={claim.sources.length ? undefined : "chain-last"}>
        <Name strong>{visible(claim.report.outlet ?? "An outlet not named")}</Name>{" "}
        {claim.sources.length ? "reports" : "says it in its own voice"}
        {claim.report.published ? `, ${day(claim.report.published)}` : ", on a day not known"}
      </li>
      {claim.sources.map((source, i) => (
        <li
          class={i === claim.sources.length - 1 ? "chain-last" : undefined}
          key={`${source.name}${source.start}`}
        >
          <ChainStep source={source} claim={claim} />
        </li>
      ))}
    </ol>
  );
}

const MANNERS: Record<string, string> = {
  quote: "in quotation",
  hearsay: "from hearsay",
  document: "in a document",
  "own observation": "from own observation",
};

function ChainStep(props: { source: Source; claim: Claim }): JSX.Element {
  const { source, claim } = props;
  const more = [
    MANNERS[source.manner],
    source.said?.edtf ? day(source.said.edtf) : null,
    source.said_at ? `in ${place(source.said_at)}` : null,
    source.addressee ? `to ${party(source.addressee)}` : null,
    source.stance.certainty !== "certain" ? `as ${source.stance.certainty}` : null,
    source.stance.polarity !== claim.polarity && !["denied", "refused"].includes(source.act)
      ? source.stance.polarity === "negative"
        ? "says it is not so"
        : "says it is so"
      : null,
  ].filter(Boolean);
  return (
    <>
      <Name strong>{visible(source.name)}</Name>
      {source.anonymous ? " (unnamed)" : ""}
      {source.of?.name && source.of.name !== source.name ? ` for ${visible(source.of.name)}` : ""}
      {source.affiliations.length
        ? ` (tied to ${source.affiliations.map(visible).join(", ")})`
        : ""}{" "}
      <b>{source.act}</b>
      {more.length ? `, ${more.join(", ")}` : ""}
      {source.cue ? (
        <span class="quiet-text">
          {" "}
          by the words <Quote words={source.cue.text} short />
        </span>
      ) : null}
    </>
  );
}

/** When, where, how many, on what condition: as the report gives it. */
function Facts(props: { claim: Claim }): JSX.Element {
  const { claim } = props;
  const { when } = claim;
  const roles = ROLES.filter((role) => claim.roles[role].length);
  return (
    <>
      <h3>What it says</h3>
      <dl class="facts">
        {roles.map((role) => (
          <Fact term={role} key={role}>
            <Parties mentions={claim.roles[role]} none="" />
          </Fact>
        ))}
        <Fact term="when">
          {when?.edtf ? day(when.edtf) : "no day told"}
          {when?.text ? (
            <>
              {" "}
              <Quote words={when.text} short />
            </>
          ) : when?.from ? (
            <span class="quiet-text"> ({visible(when.from)})</span>
          ) : null}
        </Fact>
        <Fact term="where">
          {claim.places.length ? (
            <ul>
              {claim.places.map((found) => (
                <li key={`${found.name}${found.start}`}>
                  <bdi dir="ltr">{place(found)}</bdi>{" "}
                  <span class="quiet-text">
                    {found.precision}
                    {found.lat !== null && found.lon !== null
                      ? `, ${found.lat.toFixed(3)}° ${found.lon.toFixed(3)}° (the place’s middle, not the spot)`
                      : ", no coordinate"}
                    {found.alternatives.length
                      ? `; weighed against ${found.alternatives
                          .slice(0, 3)
                          .map((a) => `${visible(a.name)}${a.country ? ` (${a.country})` : ""}`)
                          .join(", ")}`
                      : ""}
                  </span>
                </li>
              ))}
            </ul>
          ) : (
            "no place named"
          )}
        </Fact>
        {claim.quantities.length ? (
          <Fact term="figures">
            {claim.quantities.map((found, i) => (
              <span key={found.start ?? i}>
                {i ? "; " : ""}
                {quantity(found)}
                {found.text ? (
                  <>
                    {" "}
                    <Quote words={found.text} short />
                  </>
                ) : null}
              </span>
            ))}
          </Fact>
        ) : null}
        {claim.condition ? (
          <Fact term="on condition">
            <Quote words={claim.condition.text} short />
          </Fact>
        ) : null}
      </dl>
    </>
  );
}

function Fact(props: { term: string; children: JSX.Element["props"]["children"] }): JSX.Element {
  return (
    <div>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Code(props: { claim: Claim }): JSX.Element {
  const { plover, cameo, acled } = props.claim.codes;
  if (!plover && !cameo && !acled)
    return (
      <p class="small quiet-text">
        No code: codes stand only for what has happened by the claim ({act(props.claim)} is the
        lexicon’s word for what is spoken of).
      </p>
    );
  return (
    <p class="small codes">
      {plover ? (
        <span>
          PLOVER {[plover.event, ...plover.modes].join(" · ")}
          {plover.contexts.length ? ` (${plover.contexts.join(", ")})` : ""}
        </span>
      ) : null}
      {cameo ? <span>CAMEO {cameo}</span> : null}
      {acled ? (
        <span>
          ACLED {acled.event_type}: {acled.sub_event_type}
        </span>
      ) : null}
    </p>
  );
}
