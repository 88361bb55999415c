// A report as the record holds it: its text with all claims' words, its versions and copies.

import type { JSX } from "preact";
import type { ReportPage } from "../../types/pages.js";
import { useGet } from "../../use.js";
import type { ReaderProps } from "../drawer.js";
import { Fold, Quote, Standing } from "../parts/chips.js";
import { useReading } from "../parts/reader.js";
import { Loaded } from "../parts/use.js";
import { clock, day, plural, visible } from "../parts/words.js";
import { Points, ReportText } from "./text.js";

export function ReportReader(props: ReaderProps): JSX.Element {
  const found = useGet<ReportPage>(`/reports/${props.id}`);
  const { open } = useReading();
  return (
    <Loaded found={found} what="the report">
      {(page) => (
        <div class="reader-split">
          <section class="reader-text" aria-label="The report">
            <ReportHead page={page} />
            <ReportText
              text={page.text}
              segments={page.entry.report.segments}
              claims={page.claims}
              sentence={null}
              chosen={null}
              language={page.entry.report.language}
              onChoose={(id) => open("claim", id)}
            />
          </section>
          <aside class="reader-aside" aria-label="Its claims">
            <h3>{plural(page.claims.length, "claim")} read in it</h3>
            <ReportClaims page={page} />
            <Provenance page={page} />
          </aside>
        </div>
      )}
    </Loaded>
  );
}

/** Where the text is from: outlet, day, version, copies. */
export function ReportHead(props: { page: ReportPage }): JSX.Element {
  const { entry, copies } = props.page;
  const { report } = entry;
  const { open } = useReading();
  return (
    <header class="report-head">
      <p>
        <b>
          <bdi>{visible(report.outlet ?? "Outlet not known")}</bdi>
        </b>
        {report.published ? `, ${day(report.published)}` : ", day not known"}
        {report.url ? (
          <>
            {" · "}
            <Address url={report.url} />
          </>
        ) : null}
      </p>
      {entry.replaced_by ? (
        <p class="warning">
          This text was changed later.{" "}
          <button
            type="button"
            class="link"
            onClick={() => open("report", entry.replaced_by as string)}
          >
            Read the newer version
          </button>
        </p>
      ) : null}
      {copies.length ? (
        <Fold
          summary={`same text in ${plural(copies.length, "other report")}: one root, not several`}
        >
          <ul>
            {copies.map((copy) => (
              <li key={copy.id}>
                <button type="button" class="link" onClick={() => open("report", copy.id)}>
                  <bdi>{visible(copy.outlet ?? "outlet not known")}</bdi>
                  {copy.published ? `, ${day(copy.published)}` : ""}
                </button>
              </li>
            ))}
          </ul>
        </Fold>
      ) : null}
      <p class="small quiet-text">
        Underlined: words that a claim rests on. Choose them to see who says so.
      </p>
    </header>
  );
}

/** An outlet's address: a link only where it is a plain web address, and it says where it leads. */
function Address(props: { url: string }): JSX.Element {
  if (!/^https?:\/\//i.test(props.url)) return <bdi>{visible(props.url)}</bdi>;
  return (
    <a href={props.url} rel="noreferrer noopener" target="_blank">
      <bdi>{visible(props.url)}</bdi> <span class="small">(leaves this machine)</span>
    </a>
  );
}

function ReportClaims(props: { page: ReportPage }): JSX.Element {
  const { open } = useReading();
  const { page } = props;
  const points = new Points(page.text);
  const claims = [...page.claims].sort((a, b) => a.start - b.start || a.end - b.end);
  return (
    <ol class="claim-list">
      {claims.map((claim) => (
        <li key={claim.id}>
          <p>
            <Standing modality={claim.standing} /> {visible(claim.label)}
          </p>
          <Quote words={points.cut(claim.start, Math.min(claim.end, claim.start + 400))} short />
          <p>
            <button
              type="button"
              class="source-button"
              aria-label={`who says so: ${visible(claim.label)}`}
              onClick={() => open("claim", claim.id)}
            >
              who says so
            </button>
          </p>
        </li>
      ))}
    </ol>
  );
}

function Provenance(props: { page: ReportPage }): JSX.Element {
  const { entry, captures, readings } = props.page;
  return (
    <Fold summary="How it came into the record">
      <dl class="facts">
        <Row term="recorded" value={clock(entry.recorded)} />
        <Row term="version" value={String(entry.version)} />
        <Row term="from" value={entry.address ?? "not told"} />
        <Row term="SHA-256" value={entry.report.sha256 ?? "not kept"} />
        {captures.map((c) => (
          <Row term="captured" value={`${clock(c.at)}, ${c.way}`} key={c.at} />
        ))}
        {readings.map((r) => (
          <Row term="read by" value={`${r.reader}, ${clock(r.at)}`} key={r.at} />
        ))}
      </dl>
    </Fold>
  );
}

function Row(props: { term: string; value: string }): JSX.Element {
  return (
    <div>
      <dt>{props.term}</dt>
      <dd>
        <bdi>{visible(props.value)}</bdi>
      </dd>
    </div>
  );
}
