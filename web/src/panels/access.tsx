// Which places are told to be cut off, by whose account: for the role review only. Asked per place
// that people live in; no ranking of roads, and no answer to what closing one would do.

import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { AccessPage, PlaceAccess, Said, Town } from "../types/access.js";
import { useGet } from "../use.js";
import { FigureWords, SiegeLine } from "./lines/ground.js";
import { ConstraintLine, ConvoyLine, EvacuationLine } from "./lines/relief.js";
import { Empty, Holds, Name, SourceButton } from "./parts/chips.js";
import { clocks } from "./parts/clocks.js";
import { Gradual } from "./parts/gradual.js";
import { Naming } from "./parts/naming.js";
import type { PanelProps } from "./parts/props.js";
import { Loaded } from "./parts/use.js";
import { count, day, moment, plural, visible } from "./parts/words.js";

// What follows from the roads loaded and from what is told of them; nobody says it of the place.
const REACHED: Record<string, string> = {
  "by no account": "no way is left",
  "it depends where": "it depends where a road is cut",
  "by some accounts": "a way is left by some of what is told, not by the rest",
  "not told": "nothing is told of its roads",
  "no road in the network": "no road to it in the network",
  "not closed": "nothing told closes all ways",
  "by all accounts": "a way is left",
};

export function AccessPanel(props: PanelProps): JSX.Element {
  const { state, about } = props;
  const [place, setPlace] = useState<Town | null>(null);
  const asked = {
    ...clocks(state),
    place: place?.place ?? null,
    near: place ? `${place.lat},${place.lon}` : null,
  };
  const found = useGet<AccessPage>(about.can.access && state.at ? "/access" : null, asked);
  if (!about.can.access)
    return (
      <Empty>
        Who can be reached by which road is shown to the role “review” only: put together, it could
        tell people where to close a road. Whoever runs this record gives the role. What reports say
        of sieges and aid is under Situation for everybody.
      </Empty>
    );
  if (!state.at) return <Empty>Choose a day above to see which places were cut off by then.</Empty>;
  return (
    <div class="access-panel">
      <header class="panel-head">
        <h2>Access on {day(state.at)}</h2>
        <p class="panel-note">
          Worked out per place that people live in, from the roads loaded and what reports say of roads,
          crossings and sieges; nobody says it of the place itself.
          What is not told is not known to be open. Sieges told lifted, and what is told only as
          denied, stand under Situation.
        </p>
      </header>
      <Loaded found={found} what="access">
        {(page) => <Page page={page} onPlace={setPlace} />}
      </Loaded>
    </div>
  );
}

function Page(props: { page: AccessPage; onPlace: (town: Town | null) => void }): JSX.Element {
  const { page, onPlace } = props;
  const naming = useMemo(() => new Naming(page), [page]);
  const lines = (title: string, items: JSX.Element[]): JSX.Element | null =>
    items.length ? (
      <section>
        <h3>
          {title} <span class="quiet-text">{items.length}</span>
        </h3>
        <ul class="lines">
          <Gradual items={items}>{(item) => <li key={item.key}>{item}</li>}</Gradual>
        </ul>
      </section>
    ) : null;
  const nothing =
    !page.sieges.length &&
    !page.constraints.length &&
    !page.convoys.length &&
    !page.evacuations.length;
  return (
    <>
      {page.place ? <OnePlace found={page.place} onClose={() => onPlace(null)} /> : null}
      <Towns page={page} naming={naming} onPlace={onPlace} />
      {lines(
        "Sieges",
        page.sieges
          .filter((line) => line.status !== "lifted" && line.status !== "denied")
          .map((line) => <SiegeLine line={line} naming={naming} key={line.id} />),
      )}
      {lines(
        "What keeps aid from people",
        page.constraints
          .filter((line) => line.status !== "denied" && !line.over)
          .map((line) => (
          <ConstraintLine line={line} naming={naming} key={line.id} />
        )),
      )}
      {lines(
        "Convoys",
        page.convoys.map((line) => <ConvoyLine line={line} naming={naming} key={line.id} />),
      )}
      {lines(
        "Evacuations",
        page.evacuations.map((line) => (
          <EvacuationLine line={line} naming={naming} key={line.id} />
        )),
      )}
      {nothing ? (
        <Empty>No siege, constraint, convoy or evacuation is told of this day.</Empty>
      ) : null}
    </>
  );
}

function Towns(props: {
  page: AccessPage;
  naming: Naming;
  onPlace: (town: Town) => void;
}): JSX.Element {
  const { page, naming, onPlace } = props;
  if (!page.networks.length)
    return (
      <Empty>
        No road network is loaded, so that only sieges and constraints are shown. Load one with{" "}
        <code>sayso roads import FILE.geojson</code>.
      </Empty>
    );
  return (
    <section>
      <h3>
        Places by whether a way is left <span class="quiet-text">{count(page.towns.length)}</span>
      </h3>
      <table class="wide-table access-towns">
        <thead>
          <tr>
            <th scope="col">Place</th>
            <th scope="col">By the roads loaded and what is told</th>
            <th scope="col">Shut with what is told by</th>
            <th scope="col">People</th>
          </tr>
        </thead>
        <tbody>
          <Gradual items={page.towns} first={12}>
          {(town) => (
            <tr key={`${town.place}${town.lat}`}>
              <th scope="row">
                <button type="button" class="link" onClick={() => onPlace(town)}>
                  <bdi>{visible(town.place)}</bdi>
                </button>
              </th>
              <td data-reachable={town.reachable}>{REACHED[town.reachable] ?? town.reachable}</td>
              <td class="small">
                {shutting(town).map(([outcome, accounts]) => (
                  <div key={outcome}>
                    <bdi>{naming.all(accounts)}</bdi>
                    <span class="quiet-text">: {outcome}</span>
                  </div>
                ))}
                {shutting(town).length ? null : <span class="quiet-text">nobody alone</span>}
              </td>
              <td class="number">
                {town.people.figures.length
                  ? plural(town.people.figures.length, "figure")
                  : town.people.population === null
                    ? "not told"
                    : `${count(town.people.population)} once lived there`}
              </td>
            </tr>
          )}
          </Gradual>
        </tbody>
      </table>
      {page.more ? (
        <p class="small quiet-text">{count(page.more)} more were not looked at.</p>
      ) : null}
      <p class="small quiet-text">
        Roads:{" "}
        {page.networks
          .map((n) => `${n.source} (${n.licence}), loaded ${day(n.imported)}`)
          .join("; ")}
      </p>
    </section>
  );
}

const LEFT = "a way is left";

/** The accounts by whose own words a place is left without a way, or with none for sure. An account
 * that leaves one may only say nothing of it: it stands for nothing here. */
function shutting(town: Town): [string, string[]][] {
  const found = new Map<string, string[]>();
  for (const { account, alone } of town.accounts)
    if (account !== null && alone !== LEFT) found.set(alone, [...(found.get(alone) ?? []), account]);
  return [...found];
}

function OnePlace(props: { found: PlaceAccess; onClose: () => void }): JSX.Element {
  const { found, onClose } = props;
  const naming = useMemo(() => new Naming(found), [found]);
  const said = new Map([...found.said, ...found.unplaced].map((s) => [s.id, s]));
  return (
    <section class="one-place" aria-label={`Ways to ${visible(found.place)}`}>
      <h3>
        <Name>{visible(found.place)}</Name>: {REACHED[found.reachable] ?? found.reachable}{" "}
        <button type="button" class="quiet" onClick={onClose}>
          Close
        </button>
      </h3>
      {found.people.figures.map((figure) => (
        <p key={figure.id}>
          <FigureWords figure={figure} naming={naming} />
        </p>
      ))}
      {!found.people.figures.length && found.people.population !== null ? (
        <p>
          {count(found.people.population)} people by {visible(found.people.population_by ?? "")}, of
          no particular day.
        </p>
      ) : null}
      <h4>By the roads loaded, with what is told of them</h4>
      <ul>
        {found.views.filter((v) => v.account === null || v.alone !== LEFT).map((view) => (
          <li key={view.account ?? "all"}>
            <b>
              with what {view.account === null ? "all reports" : naming.one(view.account)}{" "}
              {view.account === null ? "tell" : "tells"}
            </b>
            : {view.account === null ? view.with_others : view.alone}
            {view.account !== null && view.with_others !== view.alone
              ? ` (with what others tell and it does not dispute: ${view.with_others})`
              : ""}
            {view.sources.length
              ? `; still reached from ${view.sources.map(visible).join(", ")}`
              : ""}
            {view.shut_by.length ? (
              <>
                ; in the way: <SaidNames ids={view.shut_by} said={said} />
              </>
            ) : null}
          </li>
        ))}
      </ul>
      <p class="small quiet-text">
        Nobody need say any of this of the place itself: it follows from the roads loaded. Of those who
        are not named here, nothing that could be placed on these roads shuts it off; that does not
        make them say that a way is open.
      </p>
      <h4>Ways</h4>
      <ol class="ways">
        {found.ways.map((way, i) => (
          <li key={`${way.source}${i}`}>
            <b>
              <bdi>{visible(way.source)}</bdi>
            </b>{" "}
            ({way.kind}), {way.usual ? "the usual way" : "what is left"}, {Math.round(way.km)} km:{" "}
            <b>{way.status}</b>
            <p class="small">
              {[way.sections[0]?.start, ...way.sections.map((s) => s.end)]
                .filter((p): p is string => !!p)
                .map(visible)
                .join(" → ")}
            </p>
            {way.said.length ? (
              <p class="small">
                said of it: <SaidNames ids={way.said} said={said} />
              </p>
            ) : null}
          </li>
        ))}
      </ol>
      <h4>What is said of roads and crossings</h4>
      <ul class="lines">
        {[...found.said, ...found.unplaced].map((one) => (
          <li key={one.id}>
            <SaidLine one={one} naming={naming} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function SaidNames(props: {
  ids: readonly string[];
  said: ReadonlyMap<string, Said>;
}): JSX.Element {
  const found = props.ids.flatMap((id) => props.said.get(id) ?? []);
  return (
    <>
      {found.map((one, i) => (
        <span key={one.id}>
          {i ? "; " : ""}
          <bdi>{visible(one.about)}</bdi> told to be {one.says}{" "}
          <SourceButton claims={one.claims} what={`${one.about} ${one.says}`} />
        </span>
      ))}
    </>
  );
}

function SaidLine(props: { one: Said; naming: Naming }): JSX.Element {
  const { one, naming } = props;
  return (
    <>
      <Name strong>{visible(one.about)}</Name> told to be <b>{visible(one.says)}</b>
      {one.from ? ` since ${moment(one.from)}` : ""} by{" "}
      {naming.tellers(one.by_account_of, one.claims)}
      {one.denied_by.length ? (
        <span class="disputed-note"> denied by {naming.tellers(one.denied_by, one.against)}</span>
      ) : null}{" "}
      <Holds state={one.state} days={one.days} />{" "}
      <span class="quiet-text">
        {one.roads.length ? `on ${one.roads.map(visible).join(", ")}` : "on no road of the network"}
        {one.exact ? "" : ", somewhere on it"}
      </span>{" "}
      <SourceButton
        claims={one.claims.length ? one.claims : one.against}
        what={visible(one.about)}
      />
    </>
  );
}
