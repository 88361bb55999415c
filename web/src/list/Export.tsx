// Export of exactly what is shown: the same filters, days and area.
import { type About, address } from "../api.js";
import { Icon } from "../shell/Icon.js";
import { Menu } from "../shell/Menu.js";
import { shownQuery, type State } from "../state.js";

const FILES: [string, string][] = [
  ["incidents.jsonl", "Incidents (JSON Lines)"],
  ["incidents.geojson", "Incidents with places (GeoJSON)"],
  ["claims.csv", "Claims (CSV)"],
  ["claims.jsonl", "Claims (JSON Lines)"],
  ["disputes.jsonl", "Disputes (JSON Lines)"],
];

export function Export({ state, about }: { state: State; about: About | null }) {
  const query = shownQuery(state);
  const clocks: Record<string, string> = {};
  if (state.at) clocks.at = state.at;
  if (state.known) clocks.known_by = state.known;
  return (
    <Menu class="export">
      <summary class="button">
        <Icon name="save" /> Export
      </summary>
      <div class="menu">
        <p class="small quiet-text">
          What is shown, with these filters and days.
          {about?.public ? " Private persons are left out." : ""}
        </p>
        {FILES.map(([file, name]) => (
          <a key={file} href={address(`/exports/${file}`, query)} download={file}>
            {name}
          </a>
        ))}
        <p class="small quiet-text">Of the whole day, whatever the filters:</p>
        <a
          href={address("/exports/situation.json", { ...clocks, rule: state.filters.rule })}
          download={`situation-${state.at}.json`}
        >
          Situation on the day (JSON)
        </a>
        <a
          href={address("/report.html", { ...clocks, rule: state.filters.rule })}
          target="_blank"
          rel="noopener"
        >
          Report of the day, to print
        </a>
      </div>
    </Menu>
  );
}
