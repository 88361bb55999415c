// Which places are told to be cut off, by whose account: for the role review only. Asked per place
// that people live in; no ranking of roads, and no answer to what closing one would do.

import type { ComponentChildren, JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { AccessPage, PlaceAccess, Said, Town } from "../types/access.js";
import { useGet } from "../use.js";
import { FigureWords, SiegeLine } from "./lines/ground.js";
import { ConstraintLine, ConvoyLine, EvacuationLine } from "./lines/relief.js";
import { Empty, Holds, Name, SourceButton } from "./parts/chips.js";
import { clocks } from "./parts/clocks.js";
import { Naming } from "./parts/naming.js";
import type { PanelProps } from "./parts/props.js";
import { Loaded } from "./parts/use.js";
import { count, day, moment, plural, visible } from "./parts/words.js";

const REACHED: Record<string, string> = {
  "by no account": "no way is left, by any account",
  "it depends where": "it depends where on the road",
  "by some accounts": "a way is left by some accounts, not by others",
  "not told": "nothing is told",
  "no road in the network": "no road to it in the network",
  "not closed": "no account closes all ways",
  "by all accounts": "a way is left, by all accounts",
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
          Asked per place that people live in, by what reports say of roads, crossings and sieges.
          What is not told is not known to be open.
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
          {items.map((item) => (
            <li key={item.key}>{item}</li>
          ))}
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
      <Towns page={page} onPlace={onPlace} />
      {lines(
        "Sieges",
        page.sieges.map((line) => <SiegeLine line={line} naming={naming} key={line.id} />),
      )}
      {lines(
        "What keeps aid from people",
        page.constraints.map((line) => (
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

function Towns(props: { page: AccessPage; onPlace: (town: Town) => void }): JSX.Element {
  const { page, onPlace } = props;
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
      <table class="wide-table">
        <thead>
          <tr>
            <th scope="col">Place</th>
            <th scope="col">Told</th>
            <th scope="col">By account</th>
            <th scope="col">People</th>
          </tr>
        </thead>
        <tbody>
          {page.towns.map((town) => (
            <tr key={`${town.place}${town.lat}`}>
              <th scope="row">
                <button type="button" class="link" onClick={() => onPlace(town)}>
                  <bdi>{visible(town.place)}</bdi>
                </button>
              </th>
              <td data-reachable={town.reachable}>{REACHED[town.reachable] ?? town.reachable}</td>
              <td class="small">
                {town.accounts
                  .filter((a) => a.account !== null)
                  .map((a) => (
                    <div key={a.account}>
                      <bdi>{visible(a.account ?? "")}</bdi>: {a.with_others}
                    </div>
                  ))}
              </td>
              <td class="number">
                {town.people.figures.length
                  ? plural(town.people.figures.length, "figure")
                  : town.people.population === null
                    ? "not told"
                    : `${count(town.people.population)} once lived there`}
              </td>
            </tr>
          ))}
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
      <h4>By whose account</h4>
      <ul>
        {found.views.map((view) => (
          <li key={view.account ?? "all"}>
            <b>{view.account === null ? "all reports together" : naming.one(view.account)}</b>:{" "}
            {view.with_others}
            {view.account === null ? "" : ` (by its own words alone: ${view.alone})`}
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
  const found = props.ids.map((id): ComponentChildren => {
    const one = props.said.get(id);
    return one ? `${visible(one.about)} ${one.says}` : id;
  });
  return <>{found.join("; ")}</>;
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
