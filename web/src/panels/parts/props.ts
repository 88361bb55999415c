// What every panel and the drawer are given.

import type { About } from "../../api.js";
import type { SetState, State } from "../../state.js";

export interface PanelProps {
  state: State;
  set: SetState;
  about: About;
}
