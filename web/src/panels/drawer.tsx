// The drawer: one incident, claim, report, dispute, place, or the "why" of a line, down to the words.
// A dialog: focus goes in, stays in, and comes back to where it was; Esc closes.

import type { JSX, TargetedKeyboardEvent } from "preact";
import { useCallback, useEffect, useRef } from "preact/hooks";
import type { Open, Openable, SetState } from "../state.js";
import { useMedia } from "../use.js";
import { CopyButton } from "./parts/copy.js";
import type { PanelProps } from "./parts/props.js";
import { WithReading } from "./parts/reading.js";
import { ClaimReader } from "./reader/claim.js";
import { ClaimsReader } from "./reader/claims.js";
import { DisputeReader } from "./reader/dispute.js";
import { IncidentReader } from "./reader/incident.js";
import { ActorReader, PlaceReader } from "./reader/place.js";
import { ReportReader } from "./reader/report.js";
import { WhyReader } from "./reader/why.js";

export interface ReaderProps extends PanelProps {
  id: string;
}

const READERS: Record<Openable, (props: ReaderProps) => JSX.Element> = {
  claim: ClaimReader,
  claims: ClaimsReader,
  report: ReportReader,
  incident: IncidentReader,
  dispute: DisputeReader,
  why: WhyReader,
  place: PlaceReader,
  actor: ActorReader,
};
const TITLES: Record<Openable, string> = {
  claim: "Claim in its report",
  claims: "Words of these claims",
  report: "Report",
  incident: "Happening",
  dispute: "Dispute",
  why: "Why this line stands here",
  place: "Place",
  actor: "Party",
};
const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]), select, textarea, summary, [tabindex="0"]';

/** Readers that need the whole screen: the text of a report beside what is read from it. */
const WIDE = new Set<Open["type"]>(["claim", "report"]);

export function Drawer(props: PanelProps): JSX.Element | null {
  const { state, set } = props;
  const shown = useRef<HTMLDialogElement>(null);
  const came = useRef<Element | null>(null);
  const trail = useRef<Open[]>([]);
  const { open } = state;
  const isOpen = open !== null;
  const narrow = useMedia("(max-width: 760px)");
  const modal = narrow || (open !== null && WIDE.has(open.type));
  const key = open ? `${open.type}:${open.id}` : null;
  const close = useCallback(() => set({ open: null }, "push"), [set]);

  useEffect(() => {
    if (!isOpen) return;
    came.current = document.activeElement;
    return () => {
      shown.current?.close();
      trail.current = [];
      const back = came.current;
      if (back instanceof HTMLElement && back.isConnected) back.focus({ preventScroll: true });
    };
  }, [isOpen]);
  // Beside map, list and timeline where there is room; over all of it for the text of a report.
  useEffect(() => {
    const dialog = shown.current;
    if (!isOpen || !dialog) return undefined;
    if (dialog.open) dialog.close();
    if (modal) dialog.showModal();
    else dialog.show();
    if (modal) return undefined;
    const onEscape = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && !event.defaultPrevented) close();
    };
    addEventListener("keydown", onEscape);
    return () => removeEventListener("keydown", onEscape);
  }, [isOpen, modal, close]);
  // A new thing in the open drawer: begin at its top, and tell those who listen.
  useEffect(() => {
    if (key === null) return;
    shown.current?.querySelector(".drawer-body")?.scrollTo(0, 0);
    shown.current?.querySelector<HTMLElement>(".drawer-title")?.focus({ preventScroll: true });
  }, [key]);

  if (open === null) return null;
  const Reader = READERS[open.type];
  const before = trail.current[trail.current.length - 1];
  const within: SetState = (change, how) => {
    if (change.open) trail.current.push(open);
    set(change, how);
  };
  const back = (): void => {
    trail.current.pop();
    if (before) set({ open: before }, "push");
  };
  return (
    <dialog
      class={`drawer drawer-${open.type}`}
      ref={shown}
      aria-labelledby="drawer-title"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={(event) => {
        if (event.target === shown.current) close();
      }}
      onKeyDown={modal ? keepIn : undefined}
    >
      <div class="drawer-frame">
        <header class="drawer-head">
          {before ? (
            <button type="button" class="quiet" onClick={back}>
              <span aria-hidden="true">←</span> Back
            </button>
          ) : null}
          <h2 class="drawer-title" id="drawer-title" tabIndex={-1}>
            {TITLES[open.type]}
          </h2>
          <CopyButton words={() => location.href} label="Copy link" quiet />
          <button type="button" class="quiet" onClick={close}>
            Close <kbd>Esc</kbd>
          </button>
        </header>
        <div class="drawer-body">
          <WithReading {...props} set={within}>
            <Reader {...props} set={within} id={open.id} key={key} />
          </WithReading>
        </div>
      </div>
    </dialog>
  );
}

/** Tab goes round within the drawer: some browsers let it out to their own bars. */
function keepIn(event: TargetedKeyboardEvent<HTMLDialogElement>): void {
  if (event.key !== "Tab") return;
  const found = [...event.currentTarget.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (e) => e.offsetParent !== null,
  );
  const first = found[0];
  const last = found[found.length - 1];
  if (event.shiftKey && document.activeElement === first) {
    event.preventDefault();
    last?.focus();
  } else if (!event.shiftKey && document.activeElement === last) {
    event.preventDefault();
    first?.focus();
  }
}
