// Places held or besieged that would lie upon one another: where many are on the screen, of those close
// together the first is drawn (the surest, as the scene orders them), and how many more there are is told.
import type { Spot } from "./overlay.js";

const MANY = 80; // on the screen: fewer are all drawn

export interface Kept<T> {
  item: T;
  spot: Spot;
  more: number;
}

/** What is drawn of `items`: all that the screen holds, or, of many, none nearer than `room` px to
 * another. */
export function uncrowded<T extends { lon: number; lat: number }>(
  items: readonly T[],
  project: (lon: number, lat: number) => Spot,
  inside: (spot: Spot) => boolean,
  room: number,
): Kept<T>[] {
  const all: Kept<T>[] = [];
  for (const item of items) {
    const spot = project(item.lon, item.lat);
    if (inside(spot)) all.push({ item, spot, more: 0 });
  }
  if (all.length <= MANY) return all;
  const cells = new Map<number, Kept<T>[]>();
  const key = (x: number, y: number) => x * 4096 + y;
  return all.filter((one) => {
    const [x, y] = [Math.floor(one.spot.x / room), Math.floor(one.spot.y / room)];
    for (let across = x - 1; across <= x + 1; across += 1) {
      for (let down = y - 1; down <= y + 1; down += 1) {
        for (const other of cells.get(key(across, down)) ?? []) {
          if (Math.hypot(other.spot.x - one.spot.x, other.spot.y - one.spot.y) >= room) continue;
          other.more += 1;
          return false;
        }
      }
    }
    const cell = cells.get(key(x, y));
    if (cell) cell.push(one);
    else cells.set(key(x, y), [one]);
    return true;
  });
}
