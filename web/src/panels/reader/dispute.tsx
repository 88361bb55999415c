// One dispute: its positions beside each other, who stands behind each, and no verdict.

import type { JSX } from "preact";
import type { DisputePage } from "../../types/pages.js";
import { useGet } from "../../use.js";
import type { ReaderProps } from "../drawer.js";
import { DISPUTES } from "../happening.js";
import { Columns, headOf } from "../parts/accounts.js";
import { useReading } from "../parts/reader.js";
import { Loaded } from "../parts/use.js";
import { visible } from "../parts/words.js";

const RULES: Record<string, string> = {
  "one value": "both cannot be so at one time",
  "impossible together": "the two states cannot both hold",
  "needs before": "the one needs that the other was not so before",
  presupposed: "what one takes for granted, the other says is not so",
  denied: "one says what the other denies",
};

export function DisputeReader(props: ReaderProps): JSX.Element {
  const found = useGet<DisputePage>(`/disputes/${props.id}`);
  const { open } = useReading();
  return (
    <Loaded found={found} what="the dispute">
      {({ dispute, accounts }) => (
        <>
          <h3 class="incident-title" dir="ltr">
            {visible(dispute.about)}
          </h3>
          <p>
            {DISPUTES[dispute.kind] ?? dispute.kind}: {RULES[dispute.rule] ?? dispute.rule}. No
            account is chosen here.
          </p>
          <p dir="ltr">{visible(dispute.why)}</p>
          <Columns
            accounts={Object.values(accounts)}
            positions={dispute.positions.map(headOf)}
            most={40}
          />
          <p class="actions">
            {dispute.incidents.map((id, i) => (
              <button type="button" class="link" key={id} onClick={() => open("incident", id)}>
                {dispute.incidents.length > 1 ? `the happening (${i + 1})` : "the whole happening"}
              </button>
            ))}
          </p>
        </>
      )}
    </Loaded>
  );
}
