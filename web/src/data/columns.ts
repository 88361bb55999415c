// The incidents of the page as typed columns: made from what /items sends, in the worker.
import type { Items, Named, Precision } from "../types.js";

/** No day: smaller than any day number that is one. */
export const NO_DAY = -0x7fffffff;

export interface Columns {
  count: number;
  id: string[];
  first: Int32Array;
  last: Int32Array;
  kind: Uint8Array;
  side: Uint16Array;
  standing: Uint8Array;
  claims: Uint32Array;
  low: Uint16Array;
  high: Uint16Array;
  disputed: Uint8Array;
  /** 0: the days are known; 1: "by" that day; 2: "from" that day on. */
  open: Uint8Array;
  /** 1 where the incident has a point on the map. */
  placed: Uint8Array;
  points: {
    item: Uint32Array;
    lon: Float64Array;
    lat: Float64Array;
    precision: Uint8Array;
    name: Uint32Array;
  };
  words: Words;
}

/** What the numbers of the columns stand for. */
export interface Words {
  kinds: Named[];
  sides: Named[];
  standings: Named[];
  precisions: Precision[];
  names: string[];
}

const named = (list: (Named | string)[]): Named[] =>
  list.map((one) => (typeof one === "string" ? { value: one, label: one } : one));

export function columns(items: Items): Columns {
  const count = items.id.length;
  const first = Int32Array.from(items.first, (day) => day ?? NO_DAY);
  const last = Int32Array.from(items.last, (day, i) => day ?? first[i]!);
  for (let i = 0; i < count; i += 1) if (first[i] === NO_DAY) first[i] = last[i]!;
  const placed = new Uint8Array(count);
  for (const item of items.point.item) placed[item] = 1;
  return {
    count,
    id: items.id,
    first,
    last,
    kind: Uint8Array.from(items.kind),
    side: Uint16Array.from(items.side),
    standing: Uint8Array.from(items.standing),
    claims: Uint32Array.from(items.claims),
    low: Uint16Array.from(items.low),
    high: Uint16Array.from(items.high),
    disputed: Uint8Array.from(items.disputed),
    open: items.open ? Uint8Array.from(items.open) : new Uint8Array(count),
    placed,
    points: {
      item: Uint32Array.from(items.point.item),
      lon: Float64Array.from(items.point.lon),
      lat: Float64Array.from(items.point.lat),
      precision: Uint8Array.from(items.point.precision),
      name: Uint32Array.from(items.point.name),
    },
    words: {
      kinds: named(items.kinds),
      sides: named(items.sides),
      standings: named(items.standings),
      precisions: named(items.precisions),
      names: items.names.map(String),
    },
  };
}
