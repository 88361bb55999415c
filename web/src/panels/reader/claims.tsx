// Several claims in a list: what stands behind one line, in the reports' words.

import type { JSX } from "preact";
import type { Claim } from "../../types/claims.js";
import type { ClaimPage } from "../../types/pages.js";
import { useGet } from "../../use.js";
import type { ReaderProps } from "../drawer.js";
import { Name, Quote, Standing } from "../parts/chips.js";
import { useReading } from "../parts/reader.js";
import { Loaded } from "../parts/use.js";
import { day, plural, unique, visible } from "../parts/words.js";

/** Several claims in a list, each with its words and the way into its report. */
export function ClaimsReader(props: ReaderProps): JSX.Element {
  const ids = unique(props.id.split(",").filter(Boolean));
  return (
    <>
      <p class="panel-note">
        {plural(ids.length, "claim")} {ids.length === 1 ? "stands" : "stand"} behind this line.
      </p>
      <ol class="claim-list">
        {ids.map((id) => (
          <ClaimItem id={id} key={id} />
        ))}
      </ol>
    </>
  );
}

function ClaimItem(props: { id: string }): JSX.Element {
  const found = useGet<ClaimPage>(`/claims/${props.id}`);
  return (
    <li>
      <Loaded found={found} what="the words">
        {(page) => <ClaimWords claim={page.claim} />}
      </Loaded>
    </li>
  );
}

/** A claim on three lines: how put and by whom, its words, where to read on. */
export function ClaimWords(props: { claim: Claim }): JSX.Element {
  const { claim } = props;
  const { open } = useReading();
  const names = claim.sources.map((s) => visible(s.name));
  const outlet = visible(claim.report.outlet ?? "outlet not known");
  return (
    <article class="claim-words">
      <p>
        <Standing
          modality={claim.modality}
          polarity={claim.polarity}
          certainty={claim.certainty}
          status={claim.status}
        />{" "}
        <Name strong>{names[names.length - 1] ?? outlet}</Name>
        <span class="quiet-text">
          {names.length
            ? ` by way of ${[outlet, ...names.slice(0, -1)].join(", ")}`
            : " in its own voice"}
          {claim.report.published ? `, ${day(claim.report.published)}` : ""}
        </span>
      </p>
      <Quote words={claim.text} />
      <p>
        <button
          type="button"
          class="source-button"
          aria-label={`read in report: ${visible(claim.text)}`}
          onClick={() => open("claim", claim.id)}
        >
          read in report
        </button>
      </p>
    </article>
  );
}
