// The shape that all lines of a situation share: what it is, whether it holds, by whose account, and
// the button that leads to why.

import type { ComponentChildren, JSX } from "preact";
import type { Line, State } from "../../types/lines.js";
import { Holds, WhyButton } from "../parts/chips.js";
import type { Naming } from "../parts/naming.js";
import { count, plural, visible } from "../parts/words.js";

export interface LineProps<L extends Line> {
  line: L;
  naming: Naming;
  /** Without the why button and the outlets: where these stand below already. */
  bare?: boolean;
}

interface RowProps {
  line: Line;
  naming: Naming;
  bare?: boolean | undefined;
  /** The line's name, for those who hear the buttons without seeing the line. */
  what: string;
  state?: State | null;
  days?: number | null;
  /** What other accounts have instead. */
  disputed?: readonly string[];
  head: ComponentChildren;
  children?: ComponentChildren;
}

export function Row(props: RowProps): JSX.Element {
  const { line, naming, bare, what, state = null, days = null, disputed = [], head } = props;
  return (
    <div class="line" data-line={line.id}>
      <div class="line-head">
        <div class="line-what">
          {head}
          {bare ? null : <Carriers line={line} naming={naming} />}
        </div>
        <span class="line-state">
          <Holds state={state} days={days} />
        </span>
        {bare ? null : <WhyButton line={line.id} what={what} claims={line.claims.length} />}
      </div>
      {disputed.length ? (
        <p class="disputed-note">other accounts: {disputed.map(visible).join("; ")}</p>
      ) : null}
      {props.children}
    </div>
  );
}

const FEW = 3;

/** The outlets that carry a line, and how many claims speak against it. */
function Carriers(props: { line: Line; naming: Naming }): JSX.Element | null {
  const { line, naming } = props;
  const found = naming.carriers(line.claims.length ? line.claims : line.against).map(visible);
  if (!found.length) return null;
  const shown = found.slice(0, FEW).join(", ");
  const rest = found.length - FEW;
  return (
    <span class="carriers">
      {" "}
      · told in <bdi>{shown}</bdi>
      {rest > 0 ? ` and ${count(rest)} more` : ""}
      {line.against.length ? ` · ${plural(line.against.length, "claim")} against` : ""}
    </span>
  );
}

/** A further point of a line. */
export function Point(props: { term?: string; children: ComponentChildren }): JSX.Element {
  return (
    <p class="point">
      {props.term ? <span class="point-term">{props.term} </span> : null}
      {props.children}
    </p>
  );
}
