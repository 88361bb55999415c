// Where each party stands on each issue: parties by issues, each cell with its sayings by day, in the
// words of the reports; moves since a day are marked.

import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Change, Matrix, Position } from "../types/positions.js";
import type { Track } from "../types/pages.js";
import { useGet } from "../use.js";
import { Empty, Name, Quote, SourceButton } from "./parts/chips.js";
import { clocks } from "./parts/clocks.js";
import { Gradual } from "./parts/gradual.js";
import { Naming } from "./parts/naming.js";
import type { PanelProps } from "./parts/props.js";
import { Loaded } from "./parts/use.js";
import { count, day, plural, visible } from "./parts/words.js";

const ALL = "*";
const FEW = 15; // parties, where there are many
const LAST = 4; // sayings in a cell
const MORE = 20;
const MARKS: Record<Change, string> = {
  new: "+",
  same: "=",
  harder: "▲",
  softer: "▽",
  dropped: "✕",
};

export function PositionsPanel(props: PanelProps): JSX.Element {
  const { state, set } = props;
  const asked = clocks(state);
  const tracks = useGet<Track[]>(state.at ? "/positions" : null, asked);
  const track = state.track ?? ALL;
  const found = useGet<Matrix>(state.at ? "/positions" : null, {
    ...asked,
    track,
    since: state.since,
  });
  if (!state.at) return <Empty>Choose a day above to see where the parties stood by then.</Empty>;
  return (
    <div class="positions-panel">
      <header class="panel-head">
        <h2>Positions by {day(state.at)}</h2>
        <p class="panel-note">
          What parties are told to have demanded, offered, vowed, refused or accepted, issue by
          issue (the topics of PA-X). What somebody is accused of wanting is no position.
        </p>
        <div class="actions">
          <label class="inline-label">
            Parties of{" "}
            <select
              value={track}
              onChange={(e) =>
                set({ track: e.currentTarget.value === ALL ? null : e.currentTarget.value })
              }
            >
              <option value={ALL}>all tracks</option>
              {(Array.isArray(tracks.data) ? tracks.data : []).map((t) => (
                <option value={t.track} key={t.track}>
                  {visible(t.track)}
                </option>
              ))}
            </select>
          </label>
          <label class="inline-label">
            Moves since{" "}
            <input
              type="date"
              value={state.since ?? ""}
              max={state.at}
              onChange={(e) => set({ since: e.currentTarget.value || null })}
            />
          </label>
        </div>
      </header>
      <Loaded found={found} what="the positions">
        {(matrix) => <Table matrix={matrix} />}
      </Loaded>
    </div>
  );
}

function Table(props: { matrix: Matrix }): JSX.Element {
  const { matrix } = props;
  const naming = useMemo(() => new Naming(matrix), [matrix]);
  const cells = useMemo(() => {
    const found = new Map<string, Position[]>();
    for (const cell of matrix.cells)
      for (const topic of cell.topics) {
        const key = `${cell.party}\n${topic}`;
        const held = found.get(key);
        if (held) held.push(cell);
        else found.set(key, [cell]);
      }
    return found;
  }, [matrix]);
  const topics = Object.keys(matrix.topics);
  const [whole, setWhole] = useState(false);
  const parties = useMemo(() => ordered(matrix), [matrix]);
  if (!matrix.cells.length)
    return (
      <Empty>
        Nobody is told to have taken a position by this day. Choose a later day or all tracks.
      </Empty>
    );
  return (
    <>
      {matrix.since ? (
        <p class="small marks-legend">
          Since {day(matrix.since)}
          {matrix.since_what ? ` (${visible(matrix.since_what)})` : ""}:{" "}
          {(Object.keys(MARKS) as Change[]).map((change) => (
            <span key={change} class={`move move-${change}`}>
              <span aria-hidden="true">{MARKS[change]}</span> {change}
            </span>
          ))}
        </p>
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys. */}
      <section class="matrix-scroll" tabIndex={0} aria-label="Positions, party by issue">
        <table class="matrix">
          <thead>
            <tr>
              <th scope="col" class="matrix-corner">
                Party
              </th>
              {topics.map((topic) => (
                <th scope="col" key={topic}>
                  {visible(topic)}
                  {matrix.topics[topic]?.length ? (
                    <span class="quiet-text"> PA-X {matrix.topics[topic]?.join(", ")}</span>
                  ) : null}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Gradual items={whole ? parties : parties.slice(0, FEW)} first={2} step={1}>
              {(party) => (
              <tr key={party}>
                <th scope="row">
                  <Name>{naming.one(party)}</Name>
                </th>
                {topics.map((topic) => (
                  <td key={topic}>
                    <Cell cells={cells.get(`${party}\n${topic}`) ?? []} naming={naming} />
                  </td>
                ))}
              </tr>
              )}
            </Gradual>
          </tbody>
        </table>
      </section>
      {parties.length > FEW ? (
        <button type="button" class={whole ? "link" : "more"} onClick={() => setWhole(!whole)}>
          {whole ? "Show fewer" : `Show all ${count(parties.length)} parties`}
        </button>
      ) : null}
      <p class="small quiet-text">
        {plural(matrix.cells.length, "position")} by{" "}
        {plural(matrix.parties.length, "party", "parties")}. Read by the rule:{" "}
        {visible(matrix.rule)}.
      </p>
    </>
  );
}

/** The parties; where they are many, those with most told of them first. */
function ordered(matrix: Matrix): readonly string[] {
  if (matrix.parties.length <= FEW) return matrix.parties;
  const told = new Map<string, number>();
  for (const { party } of matrix.cells) told.set(party, (told.get(party) ?? 0) + 1);
  return [...matrix.parties].sort((a, b) => (told.get(b) ?? 0) - (told.get(a) ?? 0));
}

function Cell(props: { cells: readonly Position[]; naming: Naming }): JSX.Element | null {
  const { cells, naming } = props;
  const [back, setBack] = useState(LAST);
  if (!cells.length) return <span class="hidden-words">nothing told</span>;
  return (
    <>
    {cells.length > back ? (
      <button type="button" class="link small" onClick={() => setBack(back + MORE)}>
        {plural(cells.length - back, "earlier saying")}
      </button>
    ) : null}
    <ol class="cell">
      {cells.slice(-back).map((cell) => {
        const others = cell.by.filter((by) => by !== cell.party);
        const deed = naming.deed(cell.what, cell.party);
        return (
          <li key={cell.id}>
            <p>
              {cell.change ? (
                <span class={`move move-${cell.change}`}>
                  <span aria-hidden="true">{MARKS[cell.change]}</span> {cell.change}
                </span>
              ) : null}{" "}
              <span class="quiet-text">{cell.when ? day(cell.when) : "no day told"}</span>
            </p>
            <p>
              <b>{visible(cell.stance)}</b> {deed}
            </p>
            {cell.words.map((words) => (
              <Quote words={words} short key={words} />
            ))}
            <p class="quiet-text">
              {others.length ? `said by ${naming.all(others)}; ` : ""}
              {cell.by_account_of === cell.party
                ? "by its own account"
                : `told by ${naming.teller(cell.by_account_of, cell.claims)}`}{" "}
              <SourceButton
                claims={cell.claims}
                what={`${naming.one(cell.party)} ${cell.stance} ${deed}`}
              />
            </p>
          </li>
        );
      })}
    </ol>
    </>
  );
}
