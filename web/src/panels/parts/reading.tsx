// Gives panels and the drawer their ways into the page.

import type { ComponentChildren, JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { PanelProps } from "./props.js";
import { type Reading, ReadingContext } from "./reader.js";

export function WithReading(props: PanelProps & { children: ComponentChildren }): JSX.Element {
  const { state, set, children } = props;
  const reading = useMemo<Reading>(
    () => ({
      open: (type, id) => set({ open: { type, id } }, "push"),
      select: (incident) => set({ sel: incident }, "push"),
      toDay: (day) => set({ at: day }, "push"),
      selected: state.sel,
      known: state.known,
    }),
    [set, state.sel, state.known],
  );
  return <ReadingContext.Provider value={reading}>{children}</ReadingContext.Provider>;
}
