// Filters: what is set as chips, and all that can be set, with how many incidents fit each.
import { useMemo, useState } from "preact/hooks";
import type { Choice, Facets } from "../api.js";
import type { Sides } from "../sides.js";
import {
  countFilters,
  type Filters as Values,
  filterQuery,
  type FlagName,
  FLAGS,
  type ListName,
  LISTS,
  noFilters,
  type SetState,
  type State,
} from "../state.js";
import { useGet } from "../use.js";
import { Icon } from "./Icon.js";

const NAMES: Record<ListName, string> = {
  actor: "Party",
  side: "Side",
  place: "Place",
  predicate: "What",
  outlet: "Outlet",
  root: "Root source",
  standing: "How it is put",
  country: "Country",
  rule: "Reading rule",
};
const FLAG_NAMES: Record<FlagName, string> = {
  disputed: "Disputed only",
  undated: "Without a day only",
  unplaced: "Without a place only",
};
const FACETS: Record<Exclude<ListName, "rule">, keyof Omit<Facets, "rules">> = {
  side: "sides",
  actor: "actors",
  place: "places",
  predicate: "predicates",
  outlet: "outlets",
  root: "roots",
  standing: "standings",
  country: "countries",
};
type FacetName = keyof typeof FACETS;
const MANY = 9;

interface Props {
  state: State;
  set: SetState;
  sides: Sides;
  open: boolean;
  close: () => void;
}

export function Filters({ state, set, sides, open, close }: Props) {
  const all = useGet<Facets>("/facets");
  const fitting = useGet<Facets>(open ? "/facets" : null, filterQuery(state));
  const change = (part: Partial<Values>) => set({ filters: { ...state.filters, ...part } });
  const labels = useMemo(() => labelsOf(all.data), [all.data]);
  return (
    <section
      class="filters"
      id="filters"
      aria-label="Filters"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        event.stopPropagation();
        close();
      }}
    >
      <div class="chosen">
        {state.filters.q ? (
          <Chosen
            name="Words"
            label={state.filters.q}
            remove={() => change({ q: "" })}
          />
        ) : null}
        {LISTS.flatMap((name) =>
          state.filters[name].map((value) => (
            <Chosen
              key={`${name}:${value}`}
              name={NAMES[name]}
              label={labels.get(`${name}:${value}`) ?? value}
              remove={() =>
                change({ [name]: state.filters[name].filter((other) => other !== value) })
              }
            />
          )),
        )}
        {FLAGS.filter((name) => state.filters[name]).map((name) => (
          <Chosen
            key={name}
            name=""
            label={FLAG_NAMES[name]}
            remove={() => change({ [name]: false })}
          />
        ))}
        {countFilters(state.filters) > 0 ? (
          <button type="button" class="link" onClick={() => set({ filters: noFilters() })}>
            Reset all
          </button>
        ) : open ? (
          <span class="quiet-text">No filter is set. Several of one kind widen, of different kinds narrow.</span>
        ) : null}
        {open ? <span class="quiet-text">Counts are of all days.</span> : null}
        {open ? (
          <button type="button" class="quiet close" onClick={close}>
            <Icon name="close" /> Close
          </button>
        ) : null}
      </div>
      {open ? (
        <div class="facets">
          {(Object.keys(FACETS) as FacetName[]).map((name) => {
            const chosen = state.filters[name];
            return (
              <FacetBox
                key={name}
                name={name}
                chosen={chosen}
                all={all.data?.[FACETS[name]] ?? []}
                fitting={fitting.data?.[FACETS[name]] ?? null}
                sides={sides}
                change={(values) => change({ [name]: values })}
              />
            );
          })}
          <fieldset class="facet">
            <legend>More</legend>
            {FLAGS.map((name) => (
              <label key={name}>
                <input
                  type="checkbox"
                  checked={state.filters[name]}
                  onChange={(event) => change({ [name]: event.currentTarget.checked })}
                />
                <span>{FLAG_NAMES[name]}</span>
              </label>
            ))}
            <label class="rule">
              <span>Reading rule</span>
              <select
                value={state.filters.rule[0] ?? ""}
                onChange={(event) => {
                  const value = event.currentTarget.value;
                  change({ rule: value ? [value] : [] });
                }}
              >
                <option value="">All accounts</option>
                {(all.data?.rules ?? [])
                  .filter(({ value }) => value && value !== "all")
                  .map(({ value, label }) => (
                    <option key={value} value={value}>
                      {label}
                    </option>
                  ))}
              </select>
            </label>
          </fieldset>
        </div>
      ) : null}
    </section>
  );
}

function labelsOf(facets: Facets | null): Map<string, string> {
  const labels = new Map<string, string>();
  if (!facets) return labels;
  for (const name of Object.keys(FACETS) as FacetName[]) {
    for (const one of facets[FACETS[name]] ?? []) labels.set(`${name}:${one.value}`, one.label);
  }
  for (const rule of facets.rules ?? []) labels.set(`rule:${rule.value}`, rule.label);
  return labels;
}

function Chosen({ name, label, remove }: { name: string; label: string; remove: () => void }) {
  return (
    <button type="button" class="chosen-chip" onClick={remove} aria-label={`Remove ${name} ${label}`}>
      {name ? <span class="quiet-text">{name}:</span> : null}
      <bdi>{label}</bdi>
      <Icon name="close" />
    </button>
  );
}

interface FacetProps {
  name: FacetName;
  chosen: string[];
  all: Choice[];
  /** Counts under the filters that are set; null while they are fetched. */
  fitting: Choice[] | null;
  sides: Sides;
  change: (values: string[]) => void;
}

function FacetBox({ name, chosen, all, fitting, sides, change }: FacetProps) {
  const [find, setFind] = useState("");
  const counts = new Map((fitting ?? all).map(({ value, count }) => [value, count]));
  // Within a kind that is filtered by, all its values can be added; else only what still fits.
  const listed = chosen.length > 0 || !fitting ? all : fitting;
  const words = find.trim().toLowerCase();
  const found = words
    ? listed.filter(({ label, value }) => `${label} ${value}`.toLowerCase().includes(words))
    : listed;
  const ordered = [
    ...found.filter(({ value }) => chosen.includes(value)),
    ...found.filter(({ value }) => !chosen.includes(value)),
  ];
  return (
    <fieldset class="facet">
      <legend>{NAMES[name]}</legend>
      {listed.length > MANY ? (
        <input
          type="search"
          class="facet-find"
          aria-label={`Find a ${NAMES[name].toLowerCase()}`}
          placeholder={`Find among ${listed.length}`}
          value={find}
          onInput={(event) => setFind(event.currentTarget.value)}
        />
      ) : null}
      <div class="facet-values">
        {ordered.map(({ value, label, side }) => (
          <label key={value}>
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={(event) =>
                change(
                  event.currentTarget.checked
                    ? [...chosen, value]
                    : chosen.filter((other) => other !== value),
                )
              }
            />
            {name === "side" || name === "actor" || name === "root" ? (
              <i class="dot" style={{ background: sides.colour(name === "side" ? value : side) }} />
            ) : null}
            <bdi>{label}</bdi>
            <span class="facet-count">{counts.get(value) ?? 0}</span>
          </label>
        ))}
        {ordered.length === 0 ? <p class="quiet-text">Nothing fits.</p> : null}
      </div>
    </fieldset>
  );
}
