// The panels by their tab, and the drawer. The day comes with the page; the others when asked for.

import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Tab } from "../state.js";
import { DayPanel } from "./day.js";
import type { PanelProps } from "./parts/props.js";
import { WithReading } from "./parts/reading.js";

export type { PanelProps } from "./parts/props.js";

type Panels = ComponentType<PanelProps>;
const LATER: Record<Exclude<Tab, "day">, () => Promise<Panels>> = {
  situation: () => import("./situation.js").then((m) => m.SituationPanel),
  talks: () => import("./talks.js").then((m) => m.TalksPanel),
  positions: () => import("./positions.js").then((m) => m.PositionsPanel),
  changes: () => import("./changes.js").then((m) => m.ChangesPanel),
  access: () => import("./access.js").then((m) => m.AccessPanel),
  review: () => import("./review.js").then((m) => m.ReviewPanel),
  method: () => import("./method.js").then((m) => m.MethodPanel),
};

/** The page was built anew on the server since this one was opened: its parts have other names. */
function Renewed(): JSX.Element {
  return (
    <div class="problem" role="alert">
      <p>
        <b>This part of the page could not be fetched.</b> The page may have been renewed meanwhile.
      </p>
      <button type="button" onClick={() => location.reload()}>
        Load the page again
      </button>
    </div>
  );
}

/** A component that comes later; its chunk is fetched once. */
function useLater(name: string, fetch: (() => Promise<Panels>) | null): Panels | null {
  const [held, setHeld] = useState<{ name: string; panel: Panels } | null>(null);
  // The name stands for what is fetched.
  useEffect(() => {
    let current = true;
    const hold = (panel: Panels): void => {
      if (current) setHeld({ name, panel });
    };
    fetch?.().then(hold, () => hold(Renewed));
    return () => {
      current = false;
    };
  }, [name]);
  return held?.name === name ? held.panel : null;
}

/** The panel of the chosen tab. */
export function Panel(props: PanelProps): JSX.Element {
  const { tab } = props.state;
  const Later = useLater(tab, tab === "day" ? null : LATER[tab]);
  const Shown = tab === "day" ? DayPanel : Later;
  return (
    <WithReading {...props}>
      <div class="panel-body">{Shown ? <Shown {...props} /> : <p class="loading">…</p>}</div>
    </WithReading>
  );
}

/** The drawer, whose code comes when it is opened first. */
export function Drawer(props: PanelProps): JSX.Element | null {
  const isOpen = props.state.open !== null;
  const [wanted, setWanted] = useState(isOpen);
  useEffect(() => {
    if (isOpen) setWanted(true);
  }, [isOpen]);
  const Later = useLater(
    wanted ? "drawer" : "none",
    wanted ? () => import("./drawer.js").then((m) => m.Drawer) : null,
  );
  return Later ? <Later {...props} /> : null;
}
