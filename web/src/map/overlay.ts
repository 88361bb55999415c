// What lies over the world: routes, places held, sieges, incidents, names. Drawn on one canvas in the
// map's own frames; it also says what is under the pointer.
import type { Mark } from "../data/messages.js";
import { isExact, isFact, strokeOf } from "../shapes.js";
import type { Layer } from "../state.js";
import type { Named, Precision } from "../types.js";
import { uncrowded } from "./crowd.js";
import { Names } from "./names.js";
import { clusterSize, paintCluster, paintWay, paintWords, type Picture, Stamps } from "./paint.js";
import type { Palette } from "./palette.js";
import type { Held, Ring, Scene, Way } from "./scene.js";

export interface Spot {
  x: number;
  y: number;
}
export type Project = (lon: number, lat: number) => Spot;

export type Hit =
  | { what: "mark"; mark: Mark; x: number; y: number }
  /** `more`: how many others are not drawn, as they would lie upon it. */
  | { what: "held"; held: Held; more: number; x: number; y: number }
  | { what: "ring"; ring: Ring; more: number; x: number; y: number }
  | { what: "way"; way: Way; x: number; y: number };

/** A town that the record does not tell of. */
export interface Town {
  name: string;
  lon: number;
  lat: number;
}

/** A cluster spread out: its incidents on a circle or spiral about its place. */
export interface Spread {
  lon: number;
  lat: number;
  marks: Mark[];
  more: number;
}

export interface Shown {
  scene: Scene;
  marks: Mark[];
  /** The zoom for which they were gathered: at a very different one they are not drawn. */
  marksZoom: number;
  words: { kinds: Named[]; sides: Named[]; standings: Named[]; precisions: Precision[] };
  sideNumber: (side: string) => number | null;
  selected: [number, number][];
  spread: Spread | null;
  off: Set<Layer>;
  /** Of an archive of tiles: named where there is room, after all that the record names. */
  towns: Town[];
  countries: [string, number, number, number][];
}

/** Of the canvas, in px; `edge` of them at every side lie beyond the screen. */
export interface Size {
  width: number;
  height: number;
  edge: number;
  zoom: number;
}

const ASIDE = 20; // px: a mark on a place held stands this much above it
const NEAR = 15;
const FAR_ZOOM = 1.6;

export class Overlay {
  private stamps: Stamps;
  private hits: { hit: Hit; radius: number }[] = [];
  private readonly written: Names;

  constructor(
    private readonly to: CanvasRenderingContext2D,
    colours: Palette,
    private ratio: number,
  ) {
    this.stamps = new Stamps(colours, ratio);
    this.written = new Names(to);
  }

  recolour(colours: Palette, ratio = this.ratio): void {
    this.ratio = ratio;
    this.stamps = new Stamps(colours, ratio);
  }

  draw(shown: Shown, project: Project, { width, height, edge, zoom }: Size): void {
    const { to } = this;
    const { scene, off, spread } = shown;
    this.hits = [];
    to.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    to.clearRect(0, 0, width, height);
    const inside = ({ x, y }: Spot, room = 40) =>
      x > -room && y > -room && x < width + room && y < height + room;

    if (!off.has("routes")) {
      for (const way of scene.ways) {
        const from = project(...way.from);
        const until = way.to ? project(...way.to) : null;
        if (!meets(from, until ?? from, width, height)) continue;
        paintWay(to, way, from, until, this.stamps.colours);
        const middle = { x: (from.x + (until ?? from).x) / 2, y: (from.y + (until ?? from).y) / 2 };
        this.hits.push({ hit: { what: "way", way, ...middle }, radius: 11 });
      }
    }
    const taken: Spot[] = [];
    if (!off.has("sieges")) {
      for (const { item: ring, spot, more } of uncrowded(scene.rings, project, inside, 34)) {
        this.stamp(this.stamps.ring(ring), spot);
        taken.push(spot);
        this.hits.push({ hit: { what: "ring", ring, more, ...spot }, radius: 20 });
      }
    }
    if (!off.has("control")) {
      for (const { item: held, spot, more } of uncrowded(scene.held, project, inside, 20)) {
        this.stamp(this.stamps.held(held), spot);
        taken.push(spot);
        this.hits.push({ hit: { what: "held", held, more, ...spot }, radius: 11 });
      }
    }
    const marked: { spot: Spot; radius: number }[] = taken.map((spot) => ({ spot, radius: 10 }));
    const placed: { mark: Mark; spot: Spot; place: Spot }[] = [];
    if (!off.has("incidents")) {
      const gathered = Math.abs(shown.marksZoom - zoom) < FAR_ZOOM ? shown.marks : [];
      for (const mark of gathered) {
        const place = project(mark.lon, mark.lat);
        if (!inside(place)) continue;
        if (spread && mark.cluster !== null && near(mark, spread)) continue;
        const covers = taken.some((one) => isNear(one, place));
        const spot = covers ? { x: place.x, y: place.y - ASIDE } : place;
        placed.push({ mark, spot, place });
        marked.push({ spot, radius: mark.count > 1 ? clusterSize(mark.count) - 4 : 8 });
      }
    }
    for (const { hit } of this.hits) if (hit.what === "way") marked.push({ spot: hit, radius: 9 });
    for (const { mark, spot, place } of placed) {
      if (spot !== place) this.leg(place, spot);
      this.mark(mark, spot, shown);
      const radius = mark.count > 1 ? clusterSize(mark.count) + 2 : 11;
      this.hits.push({ hit: { what: "mark", mark, ...spot }, radius });
    }
    if (!off.has("names")) {
      const { towns, countries } = shown;
      const what = { labels: scene.labels, towns, countries, taken: marked };
      const naming = { ...what, width, height, edge, zoom };
      this.written.draw(naming, project, this.stamps.colours);
    }
    for (const [lon, lat] of shown.selected) this.select(project(lon, lat));
    if (spread && !off.has("incidents")) this.spread(spread, shown, project);
  }

  /** What is at a point of the canvas: what was drawn last lies uppermost. */
  at(x: number, y: number): Hit | null {
    for (let i = this.hits.length - 1; i >= 0; i -= 1) {
      const { hit, radius } = this.hits[i]!;
      if (Math.hypot(hit.x - x, hit.y - y) <= radius) return hit;
    }
    return null;
  }

  private stamp(picture: Picture, { x, y }: Spot): void {
    const size = picture.width / this.ratio;
    this.to.drawImage(picture, Math.round(x - size / 2), Math.round(y - size / 2), size, size);
  }

  private mark(mark: Mark, spot: Spot, { words, sideNumber }: Shown): void {
    const number = (side: number) => sideNumber(words.sides[side]?.value ?? "");
    if (mark.count > 1) {
      paintCluster(this.to, this.stamps, spot, mark.count, grouped(mark, number), mark.disputed > 0);
      return;
    }
    const standing = words.standings[mark.standing]?.value ?? "";
    const stroke = strokeOf(
      isFact(standing),
      isExact(words.precisions[mark.precision]),
    );
    const kind = words.kinds[mark.kind]?.value ?? "";
    this.stamp(
      this.stamps.incident(kind, number(mark.side), stroke, mark.disputed === 1),
      spot,
    );
  }

  private leg(from: Spot, until: Spot): void {
    const { to, stamps } = this;
    to.setLineDash([]);
    to.strokeStyle = stamps.colours.ink2;
    to.lineWidth = 1;
    to.beginPath();
    to.moveTo(from.x, from.y);
    to.lineTo(until.x, until.y);
    to.stroke();
  }

  private select({ x, y }: Spot): void {
    const { to, stamps } = this;
    for (const [width, style] of [
      [6, stamps.colours.halo],
      [3, stamps.colours.accent],
    ] as const) {
      to.setLineDash([]);
      to.lineWidth = width;
      to.strokeStyle = style;
      to.beginPath();
      to.arc(x, y, 24, 0, Math.PI * 2);
      to.stroke();
    }
  }

  private spread(spread: Spread, shown: Shown, project: Project): void {
    const middle = project(spread.lon, spread.lat);
    const spots = spreadSpots(spread.marks.length);
    for (const { x, y } of spots) this.leg(middle, { x: middle.x + x, y: middle.y + y });
    spread.marks.forEach((mark, i) => {
      const spot = { x: middle.x + spots[i]!.x, y: middle.y + spots[i]!.y };
      this.mark(mark, spot, shown);
      this.hits.push({ hit: { what: "mark", mark, ...spot }, radius: 12 });
    });
    if (spread.more > 0) {
      this.to.font = `12px ${this.stamps.colours.font}`;
      this.to.fillStyle = this.stamps.colours.ink;
      paintWords(
        this.to,
        `and ${spread.more} more, in the list`,
        middle.x,
        middle.y,
        this.stamps.colours,
        "center",
      );
    }
  }
}

/** Whether a line between two points comes upon the canvas (its box does). */
const meets = (a: Spot, b: Spot, width: number, height: number): boolean =>
  Math.max(a.x, b.x) > -20 && Math.min(a.x, b.x) < width + 20 &&
  Math.max(a.y, b.y) > -20 && Math.min(a.y, b.y) < height + 20;

const isNear = (a: Spot, b: Spot): boolean =>
  Math.abs(a.x - b.x) < NEAR && Math.abs(a.y - b.y) < NEAR &&
  Math.hypot(a.x - b.x, a.y - b.y) < NEAR;

/** Shares of a cluster by colour: sides without one are one share. */
function grouped(
  mark: Mark,
  number: (side: number) => number | null,
): [number | null, number][] {
  const shares = new Map<number | null, number>();
  for (const [side, count] of mark.sides) {
    const colour = number(side);
    shares.set(colour, (shares.get(colour) ?? 0) + count);
  }
  return [...shares].sort((a, b) => b[1] - a[1]);
}

const near = (mark: Mark, { lon, lat }: Spread): boolean =>
  Math.abs(mark.lon - lon) < 1e-6 && Math.abs(mark.lat - lat) < 1e-6;

/** Where the incidents of a spread stand about its middle: a circle of a few, a spiral of many. */
function spreadSpots(count: number): Spot[] {
  if (count <= 10) {
    const radius = 26 + count * 2.4;
    return Array.from({ length: count }, (_, i) => {
      const angle = -Math.PI / 2 + (i / count) * Math.PI * 2;
      return { x: Math.cos(angle) * radius, y: Math.sin(angle) * radius };
    });
  }
  const spots: Spot[] = [];
  let angle = 0;
  let radius = 30;
  for (let i = 0; i < count; i += 1) {
    spots.push({ x: Math.cos(angle) * radius, y: Math.sin(angle) * radius });
    angle += 25 / radius;
    radius += 26 / ((Math.PI * 2 * radius) / 25);
  }
  return spots;
}
