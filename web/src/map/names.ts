// Names on the map's canvas where there is room: of places held or besieged first, then those most told
// of, then towns of an archive of tiles, then countries.
import type { Project, Spot, Town } from "./overlay.js";
import { paintWords } from "./paint.js";
import type { Palette } from "./palette.js";
import type { Label } from "./scene.js";

type Bounds = [number, number, number, number];

/** What is to be named, and where nothing may stand. */
export interface Naming {
  labels: Label[];
  towns: Town[];
  countries: [string, number, number, number][];
  taken: { spot: Spot; radius: number }[];
  width: number;
  height: number;
  /** px at every side that lie beyond the screen: no name reaches there. */
  edge: number;
  zoom: number;
}

const HELD = 1e6; // the weight of a place held or besieged
const NEAR = 15; // px
const CLEAR = 14; // px kept free about the name of a country
const LEAST = 3; // px that a letter takes at the least
const MOST = 150; // names: more could not be read
const CELL = 64; // px

/** What is taken of the canvas, by squares: so that few need comparing. */
class Room {
  private readonly cells = new Map<number, Bounds[]>();

  take(box: Bounds): void {
    for (const key of this.keys(box)) {
      const cell = this.cells.get(key);
      if (cell) cell.push(box);
      else this.cells.set(key, [box]);
    }
  }

  isFree(box: Bounds): boolean {
    for (const key of this.keys(box)) {
      for (const one of this.cells.get(key) ?? []) {
        if (box[0] < one[2] && box[2] > one[0] && box[1] < one[3] && box[3] > one[1]) return false;
      }
    }
    return true;
  }

  private *keys([west, north, east, south]: Bounds): Generator<number> {
    for (let x = Math.floor(west / CELL); x <= Math.floor(east / CELL); x += 1) {
      for (let y = Math.floor(north / CELL); y <= Math.floor(south / CELL); y += 1) {
        yield x * 4096 + y;
      }
    }
  }
}

export class Names {
  private readonly widths = new Map<string, number>();
  private readonly orders = new WeakMap<Label[], Label[]>();

  constructor(private readonly to: CanvasRenderingContext2D) {}

  draw(asked: Naming, project: Project, colours: Palette): void {
    const room = new Room();
    for (const { spot, radius } of asked.taken) {
      room.take([spot.x - radius, spot.y - radius, spot.x + radius, spot.y + radius]);
    }
    this.places(asked, project, room, colours);
    this.towns(asked, project, room, colours);
    this.countries(asked, project, room, colours);
  }

  private places(asked: Naming, project: Project, room: Room, colours: Palette): void {
    const { to } = this;
    to.font = `12px ${colours.font}`;
    to.fillStyle = colours.ink;
    let drawn = 0;
    for (const { name, lon, lat, weight } of this.ordered(asked.labels)) {
      if (weight < HELD && asked.zoom < 4.5) break; // those held come first
      const spot = project(lon, lat);
      if (!inside(spot, asked)) continue;
      // To measure words takes long: not where even the narrowest would have no room.
      const least = name.length * LEAST;
      if (!sides(spot, least).some(([x, y]) => room.isFree(around(x, y, least)))) continue;
      const wide = this.wide(name);
      for (const [x, y] of sides(spot, wide)) {
        const box = around(x, y, wide);
        if (!fits(box, asked) || !room.isFree(box)) continue;
        room.take(box);
        paintWords(to, name, x, y, colours);
        drawn += 1;
        break;
      }
      if (drawn >= MOST) break;
    }
  }

  private towns(asked: Naming, project: Project, room: Room, colours: Palette): void {
    if (asked.towns.length === 0) return;
    const { to } = this;
    to.fillStyle = colours.ink2;
    to.font = `11px ${colours.font}`;
    const told = asked.labels
      .map(({ lon, lat }) => project(lon, lat))
      .filter((spot) => inside(spot, asked));
    for (const { name, lon, lat } of asked.towns) {
      const { x, y } = project(lon, lat);
      if (!inside({ x, y }, asked, 0)) continue;
      if (told.some((one) => Math.hypot(one.x - x, one.y - y) < NEAR)) continue;
      const wide = this.wide(name);
      const box: Bounds = [x - 4, y - 7, x + wide + 9, y + 7];
      if (!fits(box, asked) || !room.isFree(box)) continue;
      room.take(box);
      to.beginPath();
      to.arc(x, y, 1.8, 0, Math.PI * 2);
      to.fill();
      paintWords(to, name, x + 6, y, colours);
    }
  }

  private countries(asked: Naming, project: Project, room: Room, colours: Palette): void {
    const { to } = this;
    to.font = `500 11px ${colours.font}`;
    to.fillStyle = colours.ink2;
    const drawn = new Set<string>();
    for (const [name, lon, lat, area] of asked.countries) {
      // A country's name stands where the country itself is wide enough on the screen.
      if (Math.sqrt(area) * 2 ** asked.zoom * 1.42 < 46) continue;
      if (drawn.size > 60 || drawn.has(name)) continue;
      const { x, y } = project(lon, lat);
      if (!inside({ x, y }, asked, 0)) continue;
      const words = name.toUpperCase();
      const half = this.wide(words) / 2 + CLEAR;
      const box: Bounds = [x - half, y - 7 - CLEAR, x + half, y + 7 + CLEAR];
      if (!fits(box, asked) || !room.isFree(box)) continue;
      room.take(box);
      drawn.add(name);
      paintWords(to, words, x, y, colours, "center");
    }
  }

  private ordered(labels: Label[]): Label[] {
    let found = this.orders.get(labels);
    if (!found) {
      found = [...labels].sort((a, b) => b.weight - a.weight);
      this.orders.set(labels, found);
    }
    return found;
  }

  private wide(words: string): number {
    const key = `${this.to.font}|${words}`;
    let wide = this.widths.get(key);
    if (wide === undefined) {
      wide = this.to.measureText(words).width;
      this.widths.set(key, wide);
    }
    return wide;
  }
}

const inside = ({ x, y }: Spot, { width, height, edge }: Naming, room = 40): boolean =>
  x > edge - room && y > edge - room && x < width - edge + room && y < height - edge + room;

const fits = ([west, , east]: Bounds, { width, edge }: Naming): boolean =>
  west >= edge && east <= width - edge;

/** Where a name can stand beside its place: left ends and middles. */
const sides = ({ x, y }: Spot, wide: number): [number, number][] => [
  [x + 13, y],
  [x - 13 - wide, y],
  [x - wide / 2, y + 20],
];

const around = (x: number, y: number, wide: number): Bounds => [x - 2, y - 7, x + wide + 2, y + 7];
