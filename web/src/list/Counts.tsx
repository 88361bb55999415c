// How many are shown, how many are hidden and why, and the trays.
import type { About } from "../api.js";
import { Menu } from "../shell/Menu.js";
import type { ItemsHeld } from "../shell/items.js";
import { noFilters, type SetState, type State, type Tray } from "../state.js";
import { counted, dayInWords } from "../words.js";

interface Props {
  state: State;
  set: SetState;
  items: ItemsHeld;
  about: About | null;
}

/** What the server calls that which the filters leave out: counted here against the whole record. */
const BY_FILTERS = "outside the filters";
const LATER = "published later";
const FROM_ALL = { words: "show what all reports tell", change: { known: null } };

interface Reason {
  words: string;
  count: number;
  lift?: { words: string; change: Partial<State> };
}

export function Counts({ state, set, items, about }: Props) {
  const { counts, loaded } = items;
  if (!counts || !loaded) {
    return (
      <p class="counts" role="status">
        Fetching the incidents …
      </p>
    );
  }
  const rules = loaded.hidden.filter(
    ({ reason, incidents }) => incidents > 0 && reason !== BY_FILTERS,
  );
  const ruled = rules.reduce((sum, { incidents }) => sum + incidents, 0);
  const filtered = Math.max(0, (about?.incidents ?? loaded.count) - loaded.count - ruled);
  const reasons: Reason[] = [
    {
      words: "for other days",
      count: counts.outsideDays,
      lift: { words: "show all days", change: { days: null, span: null } },
    },
    {
      words: "outside the map",
      count: counts.outsideArea,
      lift: { words: "show all places", change: { area: null } },
    },
    {
      words: "by the filters",
      count: filtered,
      lift: { words: "reset filters", change: { filters: noFilters() } },
    },
    ...rules.map(({ reason, incidents }) => ({
      words: reason,
      count: incidents,
      ...(reason.startsWith(LATER) ? { lift: FROM_ALL } : {}),
    })),
    {
      words: "no day is told (in the tray)",
      count: state.days ? counts.undated : 0,
      lift: { words: "open the tray", change: { tray: "undated" as const } },
    },
  ].filter(({ count }) => count > 0);
  const hidden = reasons.reduce((sum, { count }) => sum + count, 0);
  const trays: [Tray, string, number][] = [
    ["all", "List", counts.shown],
    ["unplaced", "No place", counts.unplaced],
    ["undated", "No day", counts.undated],
  ];
  return (
    <>
      <fieldset class="trays">
        <legend class="hidden-words">What the list holds</legend>
        {trays.map(([tray, name, count]) => (
          <button
            key={tray}
            type="button"
            class="quiet"
            aria-pressed={state.tray === tray}
            onClick={() => set({ tray })}
          >
            {name} <span class="count">{counted(count)}</span>
          </button>
        ))}
      </fieldset>
      <div class="counts">
        <span role="status" aria-live="polite">
          <b>shown {counted(counts.shown)}</b>
          {hidden ? <> · hidden {counted(hidden)}</> : null}
          {state.known ? <em class="uncut"> · told by {dayInWords(state.known)}</em> : null}
        </span>
        {hidden ? (
          <Menu class="why-hidden">
            <summary>why</summary>
            <ul>
              {reasons.map(({ words, count, lift }) => (
                <li key={words}>
                  <b>{counted(count)}</b> {words}
                  {lift ? (
                    <button type="button" class="link" onClick={() => set(lift.change)}>
                      {lift.words}
                    </button>
                  ) : null}
                </li>
              ))}
            </ul>
          </Menu>
        ) : null}
      </div>
    </>
  );
}
