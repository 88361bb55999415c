// The left column: tabs, the panel of the chosen one, and the drawer over it.
import { useEffect, useRef } from "preact/hooks";
import type { About } from "../api.js";
import { Drawer, Panel } from "../panels/index.js";
import { type SetState, type State, type Tab, TABS } from "../state.js";

const NAMES: Record<Tab, string> = {
  day: "Day",
  situation: "Situation",
  talks: "Talks",
  positions: "Positions",
  changes: "Changes",
  access: "Access",
  review: "Review",
  method: "Method",
};

/** The drawer, wherever it is opened from. */
export function DrawerPlace({ state, set, about }: Props) {
  return about ? (
    <div class="drawer-place">
      <Drawer state={state} set={set} about={about} />
    </div>
  ) : null;
}

interface Props {
  state: State;
  set: SetState;
  about: About | null;
}

export function PanelColumn({ state, set, about }: Props) {
  const tabs = TABS.filter(
    (tab) =>
      (tab !== "review" || about?.can.review) && (tab !== "access" || about?.can.access !== false),
  );
  const list = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  // Another tab or day begins at its top.
  // on these changes.
  useEffect(() => {
    body.current?.scrollTo(0, 0);
  }, [state.tab, state.at]);
  const step = (by: number) => {
    const next = tabs[(tabs.indexOf(state.tab) + by + tabs.length) % tabs.length]!;
    set({ tab: next }, "replace");
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    step(by);
  };
  return (
    <section class="left" aria-label="Accounts">
      <div class="tabs" role="tablist" aria-label="Panels" ref={list} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab}
            id={`tab-${tab}`}
            type="button"
            role="tab"
            aria-selected={state.tab === tab}
            aria-controls="panel"
            tabIndex={state.tab === tab ? 0 : -1}
            onClick={() => set({ tab, open: null })}
          >
            {NAMES[tab]}
          </button>
        ))}
      </div>
      <div
        id="panel"
        class="panel"
        role="tabpanel"
        aria-labelledby={`tab-${state.tab}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the keyboard.
        tabIndex={0}
        ref={body}
      >
        {about ? <Panel state={state} set={set} about={about} /> : null}
      </div>
    </section>
  );
}
