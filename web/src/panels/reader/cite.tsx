// A claim as a citation: who says it, as told by whom, in which words, and where to find it again.

import type { JSX } from "preact";
import type { Claim } from "../../types/claims.js";
import { CopyButton } from "../parts/copy.js";
import { clipped, visible } from "../parts/words.js";

/** A citation that says who says it, and where to find it again. */
export function citation(claim: Claim): string {
  const who = claim.sources[claim.sources.length - 1]?.name;
  const { outlet, title, published, url } = claim.report;
  const paper = outlet ?? "outlet not known";
  const parts = [
    who ? `${who}, as told by ${paper}` : `${paper} (own voice)`,
    ` (${claim.modality}${claim.polarity === "negative" ? ", not so" : ""}): “${clipped(claim.text, 600)}”.`,
    title ? ` “${title}”,` : "",
    published ? ` ${published}.` : " no date.",
    url ? ` ${url}.` : "",
    ` Sayso claim ${claim.id}, report ${claim.report.id}, characters ${claim.start}–${claim.end}.`,
  ];
  return visible(parts.join(""));
}

export function Cite(props: { claim: Claim }): JSX.Element {
  const words = citation(props.claim);
  return (
    <div class="cite">
      <CopyButton words={() => words} label="Copy as citation" />
      <p class="small" dir="ltr">
        {words}
      </p>
    </div>
  );
}
