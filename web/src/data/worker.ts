// The items' worker: fetches them, keeps them as columns, and cuts, bins and clusters them there, so
// that the page itself never waits for 60,000 of anything.
import Supercluster, { type ClusterProperties, type PointFeature } from "supercluster";
import type { Answer, Items } from "../types.js";
import { bins } from "./bins.js";
import { type Columns, columns, NO_DAY } from "./columns.js";
import type { Counts, Cut, Loaded, Mark, Question, Questions, Row, View, Where } from "./messages.js";

interface Leaf {
  item: number;
  point: number;
}
interface Group {
  sides: Record<number, number>;
  disputed: number;
}

// One more than the map's own deepest zoom: what is at one place stays one cluster, to be spread out.
const DEEPEST = 16;
const RADIUS = 34;
const MOST_LEAVES = 60;
const PATIENCE = 150; // turns of two seconds

let all: Columns | null = null;
let cut: Cut = { days: null, area: null, sort: "-day", tray: "all" };
let order = new Uint32Array(0);
let rowOf = new Int32Array(0);
let shown = new Uint8Array(0);
let inArea: Uint8Array | null = null;
let clusters: Supercluster<Leaf, Group> | null = null;
let version = 0;

async function load({ url }: { url: string }): Promise<Loaded> {
  let response = await fetch(url, { credentials: "same-origin" });
  // A server that has just started is still making its lists.
  for (let turn = 0; response.status === 503 && turn < PATIENCE; turn += 1) {
    await new Promise((done) => setTimeout(done, 2000));
    response = await fetch(url, { credentials: "same-origin" });
  }
  const body = (await response.json()) as Answer<Items> & { title?: string; detail?: string };
  if (!response.ok) throw new Error([body.title, body.detail].filter(Boolean).join(": "));
  all = columns(body.data);
  let first = Number.MAX_SAFE_INTEGER;
  let last = NO_DAY;
  for (let i = 0; i < all.count; i += 1) {
    if (all.first[i] === NO_DAY) continue;
    first = Math.min(first, all.first[i]!);
    last = Math.max(last, all.last[i]!);
  }
  // Nothing is shown until the page says what: it asks for a cut next.
  shown = new Uint8Array(all.count);
  order = new Uint32Array(0);
  rowOf = new Int32Array(all.count).fill(-1);
  inArea = null;
  clusters = null;
  return {
    count: all.count,
    extent: last === NO_DAY ? null : [first, last],
    words: all.words,
    revision: body.meta.revision,
    hidden: body.meta.hidden ?? [],
    meta: body.meta,
  };
}

const within = (lon: number, lat: number, area: NonNullable<Cut["area"]>): boolean => {
  const [west, south, east, north] = area;
  const across = west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;
  return across && lat >= south && lat <= north;
};

function recut(): Counts {
  const none = { loaded: 0, shown: 0, rows: 0, outsideDays: 0, outsideArea: 0 };
  if (!all) return { ...none, undated: 0, unplaced: 0, disputed: 0 };
  const { count, first, last, placed } = all;
  inArea = null;
  if (cut.area) {
    inArea = new Uint8Array(count);
    for (let p = 0; p < all.points.item.length; p += 1) {
      if (within(all.points.lon[p]!, all.points.lat[p]!, cut.area)) {
        inArea[all.points.item[p]!] = 1;
      }
    }
  }
  shown = new Uint8Array(count);
  const listed: number[] = [];
  const counts: Counts = { ...none, loaded: count, undated: 0, unplaced: 0, disputed: 0 };
  for (let i = 0; i < count; i += 1) {
    const dated = first[i] !== NO_DAY;
    if (!dated) {
      counts.undated += 1;
      if (cut.tray === "undated") listed.push(i);
      if (cut.days) continue;
    }
    if (cut.days && (last[i]! < cut.days[0] || first[i]! > cut.days[1])) {
      counts.outsideDays += 1;
      continue;
    }
    if (!placed[i]) {
      counts.unplaced += 1;
      if (cut.tray === "unplaced") listed.push(i);
    }
    if (inArea && !inArea[i]) {
      counts.outsideArea += 1;
      continue;
    }
    shown[i] = 1;
    counts.shown += 1;
    counts.disputed += all.disputed[i]!;
    if (cut.tray === "all") listed.push(i);
  }
  order = sorted(listed);
  rowOf = new Int32Array(count).fill(-1);
  order.forEach((item, row) => {
    rowOf[item] = row;
  });
  counts.rows = order.length;
  clusters = null;
  version += 1;
  return counts;
}

function sorted(items: number[]): Uint32Array<ArrayBuffer> {
  const { first, last, low, high, claims } = all!;
  const byDay = (a: number, b: number) => first[b]! - first[a]! || last[b]! - last[a]! || a - b;
  if (cut.sort === "-day") items.sort(byDay);
  else if (cut.sort === "day") {
    // What has no day comes last either way.
    const day = (item: number) => (first[item] === NO_DAY ? Number.MAX_SAFE_INTEGER : first[item]!);
    items.sort((a, b) => day(a) - day(b) || last[a]! - last[b]! || a - b);
  } else if (cut.sort === "roots") {
    items.sort((a, b) => low[b]! - low[a]! || high[b]! - high[a]! || byDay(a, b));
  } else items.sort((a, b) => claims[b]! - claims[a]! || byDay(a, b));
  return Uint32Array.from(items);
}

/** The clusters of what is shown: made when the map first asks for them, as the list does not wait. */
function clustered(): Supercluster<Leaf, Group> | null {
  if (!all) return null;
  if (clusters) return clusters;
  const owner = new WeakMap<Group["sides"], Group>();
  const { points, side, disputed } = all;
  const features: PointFeature<Leaf>[] = [];
  for (let p = 0; p < points.item.length; p += 1) {
    const item = points.item[p]!;
    if (!shown[item]) continue;
    features.push({
      type: "Feature",
      properties: { item, point: p },
      geometry: { type: "Point", coordinates: [points.lon[p]!, points.lat[p]!] },
    });
  }
  clusters = new Supercluster<Leaf, Group>({
    radius: RADIUS,
    maxZoom: DEEPEST,
    minPoints: 2,
    map: ({ item }) => ({ sides: { [side[item]!]: 1 }, disputed: disputed[item]! }),
    reduce: (sum, one) => {
      sum.disputed += one.disputed;
      // The first of a group's own objects is shared with a leaf: count into a new one.
      if (owner.get(sum.sides) !== sum) {
        sum.sides = { ...sum.sides };
        owner.set(sum.sides, sum);
      }
      for (const [key, count] of Object.entries(one.sides)) {
        sum.sides[Number(key)] = (sum.sides[Number(key)] ?? 0) + count;
      }
    },
  });
  clusters.load(features);
  return clusters;
}

function single(lon: number, lat: number, { item, point }: Leaf): Mark {
  const { id, kind, side, standing, disputed, points, words } = all!;
  return {
    lon,
    lat,
    count: 1,
    cluster: null,
    item,
    id: id[item]!,
    kind: kind[item]!,
    side: side[item]!,
    standing: standing[item]!,
    precision: points.precision[point]!,
    name: words.names[points.name[point]!] ?? "",
    disputed: disputed[item]!,
    sides: [],
  };
}

function marks(view: View): { marks: Mark[]; version: number; zoom: number } {
  const found = clustered()?.getClusters(
    [view.west, view.south, view.east, view.north],
    Math.max(0, Math.min(DEEPEST, Math.floor(view.zoom))),
  );
  const made = (found ?? []).map(({ properties, geometry }): Mark => {
    const [lon, lat] = geometry.coordinates as [number, number];
    if (!("cluster_id" in properties)) return single(lon, lat, properties as Leaf);
    const group = properties as ClusterProperties & Group;
    const sides = Object.entries(group.sides)
      .map(([key, count]): [number, number] => [Number(key), count])
      .sort((a, b) => b[1] - a[1]);
    return {
      ...{ lon, lat, count: group.point_count, cluster: group.cluster_id, item: -1, id: "" },
      ...{ kind: 0, side: sides[0]?.[0] ?? 0, standing: 0, precision: 0, name: "" },
      disputed: group.disputed,
      sides,
    };
  });
  return { marks: made, version, zoom: view.zoom };
}

/** The incidents of a cluster (the first 60) and the zoom at which it comes apart. */
function leaves(asked: { cluster: number; version: number }): { marks: Mark[]; zoom: number } {
  if (!clusters || asked.version !== version) return { marks: [], zoom: 0 };
  const zoom = clusters.getClusterExpansionZoom(asked.cluster);
  const found = clusters.getLeaves(asked.cluster, MOST_LEAVES);
  return {
    zoom,
    marks: found.map(({ properties, geometry }) => {
      const [lon, lat] = geometry.coordinates as [number, number];
      return single(lon, lat, properties);
    }),
  };
}

const dayOrNull = (day: number): number | null => (day === NO_DAY ? null : day);

function rows({ start, count }: { start: number; count: number }): Row[] {
  if (!all) return [];
  const { id, first, last } = all;
  return [...order.subarray(start, start + count)].map((item) => ({
    id: id[item]!,
    first: dayOrNull(first[item]!),
    last: dayOrNull(last[item]!),
  }));
}

/** The first row of the list that tells of a day or of what lies beyond it in the list's order; 0 where
 * the list is not in order of days. */
function rowOfDay({ day }: { day: number }): number {
  if (!all || (cut.sort !== "day" && cut.sort !== "-day")) return 0;
  const { first, last } = all;
  const reached = (item: number) =>
    first[item] !== NO_DAY && (cut.sort === "day" ? last[item]! >= day : first[item]! <= day);
  return Math.max(0, order.findIndex(reached));
}

function where({ id }: { id: string }): Where {
  const item = all?.id.indexOf(id) ?? -1;
  if (!all || item < 0) return { row: -1, first: null, last: null, points: [] };
  const points: [number, number][] = [];
  for (let p = 0; p < all.points.item.length; p += 1) {
    if (all.points.item[p] === item) points.push([all.points.lon[p]!, all.points.lat[p]!]);
  }
  const [first, last] = [dayOrNull(all.first[item]!), dayOrNull(all.last[item]!)];
  return { row: rowOf[item]!, first, last, points };
}

/** The box of what is shown for some days, of places known exactly where there are such; the outermost
 * twentieth on every side is left out. */
function box({ from, to }: { from: number | null; to: number | null }) {
  if (!all) return null;
  const { points, first, last } = all;
  const lons: number[] = [];
  const lats: number[] = [];
  for (let p = 0; p < points.item.length; p += 1) {
    const item = points.item[p]!;
    if (!shown[item]) continue;
    if (from !== null && to !== null && (first[item]! > to || last[item]! < from)) continue;
    lons.push(points.lon[p]!);
    lats.push(points.lat[p]!);
  }
  if (lons.length === 0) return null;
  lons.sort((a, b) => a - b);
  lats.sort((a, b) => a - b);
  const off = Math.floor(lons.length / 20);
  const end = lons.length - 1 - off;
  return [lons[off]!, lats[off]!, lons[end]!, lats[end]!];
}

const answers: { [Q in Question]: (ask: Questions[Q]["ask"]) => unknown } = {
  load,
  cut: (asked) => {
    cut = asked;
    return recut();
  },
  bins: ({ from, to }) =>
    all ? bins(all, from, to, (item) => !inArea || inArea[item] === 1) : null,
  marks,
  leaves,
  rows,
  box,
  rowOfDay,
  where,
};

interface Message {
  number: number;
  question: Question;
  ask: unknown;
}

addEventListener("message", async ({ data }: MessageEvent<Message>) => {
  try {
    const answer = await (answers[data.question] as (ask: unknown) => unknown)(data.ask);
    postMessage({ number: data.number, answer });
  } catch (error) {
    postMessage({ number: data.number, problem: String((error as Error).message ?? error) });
  }
});
