// The head of the page: which day, as known when, search, filters, who one is, how fresh it is.
import { useEffect, useState } from "preact/hooks";
import type { About, Meta } from "../api.js";
import { countFilters, isDay, type SetState, shiftDay, type State } from "../state.js";
import { Icon, IconButton } from "./Icon.js";
import { setTheme, useTheme } from "./theme.js";

interface Props {
  state: State;
  set: SetState;
  about: About | null;
  meta: Meta | null;
  filtering: boolean;
  setFiltering: (open: boolean) => void;
}

const ROLES = { read: "reader", review: "reviewer", admin: "admin" };

export function Header({ state, set, about, meta, filtering, setFiltering }: Props) {
  const now = useTheme();
  const filters = countFilters(state.filters);
  return (
    <header class="head">
      <h1>
        Sayso
        {about?.demo ? <span class="chip">examples</span> : null}
        {about?.public ? <span class="chip">public</span> : null}
      </h1>
      <DayField state={state} set={set} />
      {about?.newest && state.at !== about.newest ? (
        <button
          type="button"
          class="quiet latest"
          title={`To ${about.newest}, the day of the last report`}
          onClick={() => set({ at: about.newest })}
        >
          Latest
        </button>
      ) : null}
      <KnownField state={state} set={set} />
      <SearchField state={state} set={set} />
      <button
        type="button"
        aria-label={filters ? `Filters, ${filters} set` : "Filters"}
        aria-expanded={filtering}
        class={filters ? "filter-button has-filters" : "filter-button"}
        onKeyDown={(event) => {
          if (event.key === "Escape") setFiltering(false);
        }}
        onClick={() => setFiltering(!filtering)}
      >
        <Icon name="filter" /> <span class="filter-word">Filters</span>
        {filters ? <span class="count">{filters}</span> : null}
      </button>
      <span class="head-space" />
      <span class="head-note">
        {about ? (
          <span title="What you may see and do here">
            {ROLES[about.role]}
            {about.delay_days ? `, ${about.delay_days} days' delay` : ""}
          </span>
        ) : null}
        {meta?.updated ? (
          <span title="When the record last changed">
            updated <time dateTime={meta.updated}>{stamp(meta.updated)}</time>
          </span>
        ) : null}
      </span>
      <button
        type="button"
        class="quiet method-link"
        onClick={() => set({ tab: "method", open: null, view: "day" })}
      >
        Method
      </button>
      <button
        type="button"
        class="quiet icon-only"
        aria-label={now === "dark" ? "Use light colours" : "Use dark colours"}
        title={now === "dark" ? "Light colours" : "Dark colours"}
        onClick={() => setTheme(now === "dark" ? "light" : "dark")}
      >
        <Icon name={now === "dark" ? "sun" : "moon"} />
      </button>
    </header>
  );
}

const stamp = (utc: string): string => `${utc.slice(0, 10)} ${utc.slice(11, 16)} UTC`;

/** A day box that takes a day once it is whole, so that typing does not jump through years. */
function DayInput(props: {
  id: string;
  value: string | null;
  label: string;
  change: (day: string | null) => void;
}) {
  const [typed, setTyped] = useState(props.value ?? "");
  useEffect(() => setTyped(props.value ?? ""), [props.value]);
  const settle = () => {
    if (isDay(typed)) props.change(typed);
    else if (!typed) props.change(null);
    else setTyped(props.value ?? "");
  };
  return (
    <input
      id={props.id}
      type="date"
      aria-label={props.label}
      value={typed}
      min="1900-01-01"
      max="2100-12-31"
      onInput={(event) => {
        const value = event.currentTarget.value;
        setTyped(value);
        // Chosen from the calendar: a whole date of a likely year.
        if (isDay(value) && value >= "1900") props.change(value);
      }}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === "Enter") settle();
      }}
    />
  );
}

function DayField({ state, set }: { state: State; set: SetState }) {
  const at = state.at;
  const move = (by: number) => at && set({ at: shiftDay(at, by) });
  return (
    <div class="field day-field">
      <label for="day">Day</label>
      <IconButton icon="left" label="The day before" disabled={!at}
        onClick={() => move(-1)} />
      <DayInput
        id="day"
        label="Day looked at"
        value={at}
        change={(day) => day && set({ at: day })}
      />
      <IconButton icon="right" label="The day after" disabled={!at}
        onClick={() => move(1)} />
    </div>
  );
}

function KnownField({ state, set }: { state: State; set: SetState }) {
  if (state.known === null) {
    return (
      <button
        type="button"
        class="quiet known-field"
        title="Only from reports published by a day"
        onClick={() => set({ known: state.at })}
        disabled={!state.at}
      >
        as known …
      </button>
    );
  }
  return (
    <div class="field known-field on">
      <label for="known">as known on</label>
      <DayInput
        id="known"
        label="Only from reports published by this day"
        value={state.known}
        change={(known) => set({ known })}
      />
      <button
        type="button"
        class="quiet icon-only"
        aria-label="From all reports"
        title="From all reports"
        onClick={() => set({ known: null })}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}

function SearchField({ state, set }: { state: State; set: SetState }) {
  const [typed, setTyped] = useState(state.filters.q);
  useEffect(() => setTyped(state.filters.q), [state.filters.q]);
  const search = (q: string) => set({ filters: { ...state.filters, q: q.trim() } });
  return (
    <form
      class="search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        search(typed);
      }}
    >
      <input
        type="search"
        dir="auto"
        aria-label="Search the words of claims"
        placeholder="Words of claims"
        value={typed}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          if (!event.currentTarget.value && state.filters.q) search("");
        }}
      />
      <button type="submit" class="icon-only" aria-label="Search">
        <Icon name="search" />
      </button>
    </form>
  );
}
