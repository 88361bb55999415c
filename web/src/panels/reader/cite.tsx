// A claim as a citation: who says it, as told by whom, in which words, and where to find it again.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Claim } from "../../types/claims.js";
import { visible } from "../parts/words.js";

/** A citation that says who says it, and where to find it again. */
export function citation(claim: Claim): string {
  const who = claim.sources[claim.sources.length - 1]?.name;
  const { outlet, title, published, url } = claim.report;
  const paper = outlet ?? "outlet not known";
  const parts = [
    who ? `${who}, as told by ${paper}` : `${paper} (own voice)`,
    ` (${claim.modality}${claim.polarity === "negative" ? ", not so" : ""}): “${claim.text}”.`,
    title ? ` “${title}”,` : "",
    published ? ` ${published}.` : " no date.",
    url ? ` ${url}.` : "",
    ` Sayso claim ${claim.id}, report ${claim.report.id}, characters ${claim.start}–${claim.end}.`,
  ];
  return visible(parts.join(""));
}

export function Cite(props: { claim: Claim }): JSX.Element {
  const [done, setDone] = useState(false);
  const words = citation(props.claim);
  return (
    <div class="cite">
      <button
        type="button"
        onClick={() =>
          void navigator.clipboard?.writeText(words).then(() => {
            setDone(true);
            setTimeout(() => setDone(false), 2000);
          })
        }
      >
        Copy as citation
      </button>
      <span role="status">{done ? " Copied." : ""}</span>
      <p class="small" dir="auto">
        {words}
      </p>
    </div>
  );
}

