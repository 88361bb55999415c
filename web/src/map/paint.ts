// How things are drawn on the map's canvas. Colour is the side, shape the kind; hollow or dashed is
// uncertain.
import { shapeOf, type Stroke } from "../shapes.js";
import { shortly } from "../words.js";
import type { Palette } from "./palette.js";
import type { Held, Ring, Way } from "./scene.js";

const ROUND = Math.PI * 2;

/** What both kinds of canvas are drawn on by. */
type Brush = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A bitmap is copied several times as fast as a canvas; not every browser makes one at once. */
export type Picture = HTMLCanvasElement | ImageBitmap;
const OFF_SCREEN = typeof OffscreenCanvas !== "undefined";

/** Small pictures drawn once and then copied. */
export class Stamps {
  private readonly made = new Map<string, Picture>();

  constructor(
    readonly colours: Palette,
    readonly ratio: number,
  ) {}

  private get(key: string, size: number, draw: (to: Brush) => void): Picture {
    const known = this.made.get(key);
    if (known) return known;
    const wide = Math.ceil(size * this.ratio);
    const canvas = OFF_SCREEN ? new OffscreenCanvas(wide, wide) : onScreen(wide);
    const to = canvas.getContext("2d") as Brush;
    to.scale(this.ratio, this.ratio);
    draw(to);
    const picture = "transferToImageBitmap" in canvas ? canvas.transferToImageBitmap() : canvas;
    if (this.made.size > 1500) this.made.clear();
    this.made.set(key, picture);
    return picture;
  }

  side(number: number | null): string {
    return number === null ? this.colours.none : (this.colours.sides[number] ?? this.colours.none);
  }

  /** An incident: 24 × 24. */
  incident(kind: string, side: number | null, stroke: Stroke, disputed: boolean) {
    return this.get(`i${kind}|${side}|${stroke}|${disputed}`, 24, (to) => {
      const shape = new Path2D(shapeOf(kind));
      to.translate(2, 2);
      to.lineJoin = "round";
      to.lineWidth = 4.5;
      to.strokeStyle = this.colours.halo;
      to.stroke(shape);
      to.fillStyle = stroke === "solid" ? this.side(side) : this.colours.paper;
      to.fill(shape, "evenodd");
      to.lineWidth = 2;
      if (stroke === "dashed") to.setLineDash([3, 2]);
      to.strokeStyle = this.side(side);
      to.stroke(shape);
      if (disputed) dot(to, 17.5, 3, this.colours.disputed, this.colours.halo);
    });
  }

  /** A place held: 28 × 28. Full: holds; dashed: may hold; hollow: last reported. */
  held({ sides, state, part, disputed }: Held) {
    return this.get(`h${sides.join()}|${state}|${part}|${disputed}`, 28, (to) => {
      to.translate(14, 14);
      const radius = part ? 6.5 : 8.5;
      const shown = sides.length > 0 ? sides : [null];
      to.fillStyle = this.colours.halo;
      to.beginPath();
      to.arc(0, 0, radius + 3, 0, ROUND);
      to.fill();
      shown.forEach((side, i) => {
        const from = -Math.PI / 2 + (i / shown.length) * ROUND;
        const until = from + ROUND / shown.length;
        to.fillStyle = this.side(side);
        to.globalAlpha = state === "holds" ? 0.85 : state === "may hold" ? 0.45 : 0.12;
        to.beginPath();
        to.moveTo(0, 0);
        to.arc(0, 0, radius, from, until);
        to.closePath();
        to.fill();
        to.globalAlpha = 1;
        to.strokeStyle = this.side(side);
        to.lineWidth = 2;
        to.setLineDash(state === "holds" ? [] : [3, 2.2]);
        to.beginPath();
        to.arc(0, 0, radius, from, until);
        to.stroke();
      });
      if (disputed) dot(to, radius * 0.75, -radius * 0.75, this.colours.disputed, this.colours.halo);
    });
  }

  /** A siege: a ring of 44 × 44 about the place; broken where it was lifted or is only last reported. */
  ring({ side, status, state }: Pick<Ring, "side" | "status" | "state">) {
    const over = state === "does not hold";
    return this.get(`r${side}|${status}|${state}`, 44, (to) => {
      to.translate(22, 22);
      to.strokeStyle = this.colours.halo;
      to.lineWidth = 5.5;
      to.beginPath();
      to.arc(0, 0, 16, 0, ROUND);
      to.stroke();
      to.strokeStyle = side === null ? this.colours.ink : this.side(side);
      to.lineWidth = over ? 1.6 : 3;
      if (over) to.setLineDash([2, 5]);
      else if (state !== "holds") to.setLineDash([6, 4]);
      to.beginPath();
      to.arc(0, 0, 16, 0, ROUND);
      to.stroke();
      if (over) return;
      // Teeth turned inward, so that the ring is one without its colour too.
      to.setLineDash([]);
      to.lineWidth = 2;
      for (let tooth = 0; tooth < 8; tooth += 1) {
        const angle = (tooth / 8) * ROUND;
        to.beginPath();
        to.moveTo(Math.cos(angle) * 15, Math.sin(angle) * 15);
        to.lineTo(Math.cos(angle) * 11.5, Math.sin(angle) * 11.5);
        to.stroke();
      }
    });
  }
}

function onScreen(wide: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = wide;
  canvas.height = wide;
  return canvas;
}

/** A cluster with its count, ringed by the shares of sides; null is a side without a colour. Drawn
 * afresh each time: there are as many different ones as there are counts. */
export function paintCluster(
  to: CanvasRenderingContext2D,
  stamps: Stamps,
  { x, y }: { x: number; y: number },
  count: number,
  shares: [number | null, number][],
  disputed: boolean,
): void {
  const { colours } = stamps;
  const radius = clusterSize(count) - 2;
  to.setLineDash([]);
  to.fillStyle = colours.halo;
  to.beginPath();
  to.arc(x, y, radius + 3, 0, ROUND);
  to.fill();
  to.fillStyle = colours.paper;
  to.beginPath();
  to.arc(x, y, radius, 0, ROUND);
  to.fill();
  to.lineWidth = 4;
  let angle = -Math.PI / 2;
  for (const [side, share] of shares) {
    const next = angle + (share / count) * ROUND;
    to.strokeStyle = stamps.side(side);
    to.beginPath();
    to.arc(x, y, radius - 1, angle, next);
    to.stroke();
    angle = next;
  }
  to.fillStyle = colours.ink;
  to.font = `600 ${count > 999 ? 10 : 11}px ${colours.font}`;
  to.textAlign = "center";
  to.textBaseline = "middle";
  to.fillText(shortly(count), x, y + 0.5);
  if (disputed) dot(to, x + radius * 0.7, y - radius * 0.7, colours.disputed, colours.halo);
}

export const clusterSize = (count: number): number => 11 + Math.min(11, Math.log10(count) * 5);

function dot(to: Brush, x: number, y: number, colour: string, halo: string) {
  to.setLineDash([]);
  to.beginPath();
  to.arc(x, y, 3.2, 0, ROUND);
  to.fillStyle = colour;
  to.fill();
  to.lineWidth = 1;
  to.strokeStyle = halo;
  to.stroke();
}

/** A route between two points of the canvas: whole where open, broken with a cross where cut. */
export function paintWay(
  to: CanvasRenderingContext2D,
  { status, state }: Pick<Way, "status" | "state">,
  from: { x: number; y: number },
  until: { x: number; y: number } | null,
  colours: Palette,
): void {
  const cut = /cut|closed|blocked/.test(status);
  const open = /open|secured/.test(status);
  const colour = cut ? colours.warn : open ? colours.good : colours.ink2;
  const end = until ?? from;
  const middle = { x: (from.x + end.x) / 2, y: (from.y + end.y) / 2 };
  to.save();
  if (until) {
    to.lineCap = "butt";
    for (const [width, style] of [
      [6, colours.halo],
      [3, colour],
    ] as const) {
      to.lineWidth = width;
      to.strokeStyle = style;
      to.setLineDash(cut && width === 3 ? [7, 5] : state === "holds" || width === 6 ? [] : [12, 4]);
      to.beginPath();
      to.moveTo(from.x, from.y);
      to.lineTo(until.x, until.y);
      to.stroke();
    }
  }
  to.setLineDash([]);
  to.translate(middle.x, middle.y);
  to.fillStyle = colours.paper;
  to.strokeStyle = colour;
  to.lineWidth = 2;
  to.beginPath();
  to.arc(0, 0, 7.5, 0, ROUND);
  to.fill();
  to.stroke();
  to.beginPath();
  if (cut) {
    to.moveTo(-3, -3);
    to.lineTo(3, 3);
    to.moveTo(3, -3);
    to.lineTo(-3, 3);
  } else if (open) {
    to.moveTo(-3.5, 0);
    to.lineTo(-1, 3);
    to.lineTo(3.5, -3);
  } else {
    to.moveTo(0, -3.5);
    to.lineTo(0, 1);
    to.moveTo(0, 3);
    to.lineTo(0, 4);
  }
  to.stroke();
  to.restore();
}

/** Words with a halo, so that they can be read on anything. */
export function paintWords(
  to: CanvasRenderingContext2D,
  words: string,
  x: number,
  y: number,
  colours: Palette,
  align: CanvasTextAlign = "left",
): void {
  to.textAlign = align;
  to.textBaseline = "middle";
  to.lineJoin = "round";
  to.lineWidth = 3.5;
  to.strokeStyle = colours.halo;
  to.strokeText(words, x, y);
  to.fillText(words, x, y);
}
