// What the map shows of a day, from the situation: places held, sieges, routes.
import type { Choice, MapSituation, RouteLine } from "../types.js";
import type { Sides } from "../sides.js";

/** A place held, on the day, by one account or several. */
export interface Held {
  place: string;
  lon: number;
  lat: number;
  /** Numbers of sides' colours, null for a side without one; more than one: contested. */
  sides: (number | null)[];
  /** Names of holders, for people. */
  holders: string[];
  state: string;
  part: boolean;
  disputed: boolean;
  line: string;
  days: number | null;
}

export interface Ring {
  place: string;
  lon: number;
  lat: number;
  status: string;
  state: string;
  side: number | null;
  besieger: string[];
  line: string;
}

export interface Way {
  name: string;
  from: [number, number];
  to: [number, number] | null;
  status: string;
  state: string;
  line: string;
}

export interface Label {
  name: string;
  lon: number;
  lat: number;
  /** Those with more told of them go first where there is no room for all. */
  weight: number;
}

export interface Scene {
  held: Held[];
  rings: Ring[];
  ways: Way[];
  labels: Label[];
}

const REPORTED_LAST = "last reported";

export function scene(
  situation: MapSituation | null,
  places: Choice[] | null,
  sides: Sides,
): Scene {
  const known = new Map<string, [number, number]>();
  const labels = new Map<string, Label>();
  const label = (name: string, lon: number, lat: number, weight: number) => {
    const key = `${name}@${lon.toFixed(2)},${lat.toFixed(2)}`;
    const before = labels.get(key);
    if (!before || before.weight < weight) labels.set(key, { name, lon, lat, weight });
    if (!known.has(name)) known.set(name, [lon, lat]);
  };
  for (const { label: name, lat, lon, count } of places ?? []) {
    if (isNumber(lat) && isNumber(lon)) label(name, lon, lat, count);
  }
  const held = new Map<string, Held>();
  const name = (party: string) => situation?.names[party] ?? party;
  for (const line of situation?.control ?? []) {
    if (!isNumber(line.lat) || !isNumber(line.lon) || line.state === "does not hold") continue;
    label(line.place, line.lon, line.lat, 1e6);
    const numbers = [...line.holder, ...line.contested_by].map((party) => {
      const side = sides.of(party);
      return sides.number(side === "unknown" ? sides.of(name(party)) : side);
    });
    const key = `${line.place}@${line.lon},${line.lat}`;
    const before = held.get(key);
    const disputed = line.disputed.length > 0 || line.contested_by.length > 0;
    if (before) {
      // Two lines of one place: accounts that differ. What holds goes before what may.
      if (before.state === "may hold" && line.state === "holds") before.state = "holds";
      before.sides = [...new Set([...before.sides, ...numbers])];
      before.holders = [...new Set([...before.holders, ...line.holder.map(name)])];
      before.disputed = before.disputed || disputed || before.sides.length > 1;
      continue;
    }
    held.set(key, {
      place: line.place,
      lon: line.lon,
      lat: line.lat,
      sides: [...new Set(numbers)],
      holders: line.holder.map(name),
      state: line.state ?? "",
      part: line.extent !== "whole",
      disputed,
      line: line.id,
      days: line.days,
    });
  }
  const rings: Ring[] = [];
  for (const line of situation?.sieges ?? []) {
    if (!isNumber(line.lat) || !isNumber(line.lon)) continue;
    label(line.place, line.lon, line.lat, 1e6);
    const first = line.besieger[0];
    rings.push({
      place: line.place,
      lon: line.lon,
      lat: line.lat,
      status: line.status,
      state: line.state ?? "",
      side: first ? sides.number(sides.of(first)) : null,
      besieger: line.besieger.map(name),
      line: line.id,
    });
  }
  const index = byFirstWord(known);
  const ways = (situation?.routes ?? []).flatMap((line) => way(line, known, index));
  return {
    held: [...held.values()].sort(bySureness),
    rings: rings.sort(bySureness),
    ways,
    labels: [...labels.values()],
  };
}

const SURENESS = ["holds", "may hold", "last reported"];
const sureness = (state: string): number => (SURENESS.indexOf(state) + 1 || SURENESS.length + 1);
const bySureness = (a: { state: string }, b: { state: string }): number =>
  sureness(a.state) - sureness(b.state);

const wordsOf = (words: string): string[] => words.split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);

/** Names of places by their first word: so that few need looking for in the words of a route. */
function byFirstWord(known: Map<string, [number, number]>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const name of known.keys()) {
    const [first] = wordsOf(name);
    if (!first || name.length <= 3) continue;
    const held = found.get(first);
    if (held) held.push(name);
    else found.set(first, [name]);
  }
  return found;
}

/** A route as a line between the first two known places that it names, in the order of its words; as a
 * point where it names one. None where no place is known. */
function way(
  line: RouteLine,
  known: Map<string, [number, number]>,
  index: Map<string, string[]>,
): Way[] {
  const ends: [number, number][] = [];
  const add = (found: [number, number] | undefined) => {
    if (found && !ends.some(([lon, lat]) => lon === found[0] && lat === found[1])) ends.push(found);
  };
  for (const end of line.between) add(known.get(end));
  if (ends.length < 2) {
    const words = [line.route, ...line.between].join(" – ");
    const named = [...new Set(wordsOf(words))]
      .flatMap((word) => index.get(word) ?? [])
      .map((name) => [words.indexOf(name), name] as const)
      .filter(([at]) => at >= 0)
      // Of names within each other ("Aleppo", "Aleppo Governorate") the longer.
      .filter(
        ([at, name], _, all) =>
          !all.some(([other, long]) => long.length > name.length && other <= at && long.includes(name)),
      )
      .sort((a, b) => a[0] - b[0]);
    for (const [, name] of named) add(known.get(name));
  }
  const [from, to] = ends;
  if (!from) return [];
  const { route: name, status, state, id } = line;
  return [{ name, from, to: to ?? null, status, state: state ?? "", line: id }];
}

const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

export const isNumber = (value: unknown): value is number => typeof value === "number";

const FAR = 4;

/** The box of what holds on the day: west, south, east, north; null where nothing is placed. Places
 * that lie four times as far from the middle as most are left out. */
export function sceneBox({ held, rings, ways }: Scene): [number, number, number, number] | null {
  const ends = ways.flatMap(({ from, to, state }) =>
    [from, to ?? from].map(([lon, lat]) => ({ lon, lat, state })),
  );
  const all = [...held, ...rings, ...ends].filter(({ state }) => state !== REPORTED_LAST);
  if (all.length === 0) return null;
  const lon = median(all.map((one) => one.lon));
  const lat = median(all.map((one) => one.lat));
  const far = (one: { lon: number; lat: number }) => Math.hypot(one.lon - lon, one.lat - lat);
  const most = Math.max(0.3, median(all.map(far)) * FAR);
  const now = all.filter((one) => far(one) <= most);
  const lons = now.map(({ lon }) => lon);
  const lats = now.map(({ lat }) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}
