// The sheet over the map on which all is drawn that the record tells. It reaches beyond the screen, so
// that while one pans it need only slide along: it is drawn anew when it has slid too far, when the zoom
// changes, and when there is something else to show.
import type { Map as WorldMap } from "maplibre-gl";
import { type Hit, Overlay, type Shown } from "./overlay.js";
import type { Palette } from "./palette.js";

const EDGE = 112; // px beyond the screen at every side
const TILE = 512; // px that the world is wide at zoom 0

interface Drawn {
  x: number;
  y: number;
  zoom: number;
}

const RADIANS = Math.PI / 180;

/** Mercator, the world's width being 1: what MapLibre draws by while nothing is tilted or turned. */
const across = (lon: number): number => lon / 360 + 0.5;
const down = (lat: number): number =>
  0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * RADIANS) / 2)) / (2 * Math.PI);

export class Sheet {
  private readonly canvas = document.createElement("canvas");
  private readonly overlay: Overlay;
  private drawn: Drawn | null = null;
  private slid = { x: 0, y: 0 };

  constructor(
    private readonly box: HTMLElement,
    private readonly map: WorldMap,
    colours: Palette,
  ) {
    this.canvas.className = "overlay";
    this.canvas.setAttribute("aria-hidden", "true");
    map.getCanvasContainer().append(this.canvas);
    this.overlay = new Overlay(this.canvas.getContext("2d")!, colours, devicePixelRatio);
    this.resize();
  }

  /** The box has another size: what was drawn is gone. */
  resize(): void {
    const [width, height] = [this.box.clientWidth + 2 * EDGE, this.box.clientHeight + 2 * EDGE];
    this.canvas.width = width * devicePixelRatio;
    this.canvas.height = height * devicePixelRatio;
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    this.drawn = null;
    this.slide(0, 0);
  }

  recolour(colours: Palette): void {
    this.overlay.recolour(colours, devicePixelRatio);
  }

  /** A frame of the map: slides along where that will do. Whether it did. */
  follows(): boolean {
    const { drawn, map } = this;
    if (!drawn || map.getZoom() !== drawn.zoom) return false;
    const { lng, lat } = map.getCenter();
    const scale = TILE * 2 ** drawn.zoom;
    const x = Math.round((drawn.x - across(lng)) * scale);
    const y = Math.round((drawn.y - down(lat)) * scale);
    if (x === this.slid.x && y === this.slid.y) return true;
    if (!map.isMoving() || Math.abs(x) > EDGE || Math.abs(y) > EDGE) return false;
    this.slide(x, y);
    return true;
  }

  /** Draws all anew. */
  draw(shown: Shown): void {
    const { lng, lat } = this.map.getCenter();
    const zoom = this.map.getZoom();
    const scale = TILE * 2 ** zoom;
    const [width, height] = [this.box.clientWidth, this.box.clientHeight];
    const drawn = { x: across(lng), y: down(lat), zoom };
    // Of the world's copies the one nearest to the middle is drawn on.
    const project = (lon: number, to: number) => ({
      x: EDGE + width / 2 + (across(lon + 360 * Math.round((lng - lon) / 360)) - drawn.x) * scale,
      y: EDGE + height / 2 + (down(to) - drawn.y) * scale,
    });
    const size = { width: width + 2 * EDGE, height: height + 2 * EDGE, edge: EDGE, zoom };
    this.overlay.draw(shown, project, size);
    this.drawn = drawn;
    this.slide(0, 0);
  }

  /** What is at a point of the screen. */
  at(x: number, y: number): Hit | null {
    return this.overlay.at(x + EDGE - this.slid.x, y + EDGE - this.slid.y);
  }

  private slide(x: number, y: number): void {
    this.slid = { x, y };
    this.canvas.style.transform = `translate(${x - EDGE}px, ${y - EDGE}px)`;
  }
}
