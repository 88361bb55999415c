// The map: MapLibre draws land and borders, the overlay all else. This file and MapLibre are fetched
// after the rest of the page.
import { Map as WorldMap, setWorkerUrl, type StyleSpecification } from "maplibre-gl";
import type { View } from "../data/messages.js";
import type { MapAt } from "../state.js";
import type { TilesLayer } from "../types.js";
import type { Hit, Shown, Town } from "./overlay.js";
import { type Palette, palette } from "./palette.js";
import { Sheet } from "./sheet.js";
import type { Detail } from "./tiles.js";

declare const __MAP_WORKER__: string;
declare const __COARSE__: string;
declare const __LAND__: string;
declare const __BORDERS__: string;
declare const __COUNTRIES__: string;

export type Box = [number, number, number, number];
const DEEPEST = 14;
const PAN_WAIT = 300; // ms
const ZOOM_WAIT = 120;
const DRAW_WAIT = 70; // between two drawings of the overlay, while days are brushed
const GRID = 8; // points across the screen at which the country is looked up

export interface Calls {
  /** The map has come to rest; `user` where a person moved it. */
  rested: (view: View, at: MapAt, user: boolean) => void;
  /** The map is moving (a few times a second). */
  moving: (view: View) => void;
  over: (hit: Hit | null, x: number, y: number) => void;
  click: (hit: Hit | null) => void;
}

const absolute = (path: string) => new URL(path, location.href).href;

function style(colours: Palette): StyleSpecification {
  return {
    version: 8,
    sources: {
      // A sketch, there at once; it goes when the land itself is there.
      coarse: { type: "geojson", data: absolute(__COARSE__), maxzoom: 6 },
      land: { type: "geojson", data: absolute(__LAND__), tolerance: 0.3, maxzoom: 9 },
      borders: { type: "geojson", data: absolute(__BORDERS__), tolerance: 0.3, maxzoom: 9 },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colours.land } },
      { id: "coarse", type: "fill", source: "coarse", paint: { "fill-color": colours.land } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": colours.land, "fill-antialias": false } },
      {
        id: "coast",
        type: "line",
        source: "land",
        // Of the whole world it would be most of what is drawn, and land stands out from sea as it is.
        minzoom: 3,
        paint: { "line-color": colours.border, "line-width": 0.7, "line-opacity": 0.8 },
      },
      {
        id: "borders",
        type: "line",
        source: "borders",
        paint: {
          "line-color": colours.border,
          "line-width": ["interpolate", ["linear"], ["zoom"], 1, 0.5, 5, 1.2, 9, 2],
          "line-dasharray": [4, 2],
        },
      },
    ],
  };
}

export class World {
  private readonly map: WorldMap;
  private readonly sheet: Sheet;
  private shown: Shown | null = null;
  private countries: [string, number, number, number][] = [];
  private parts: [string, number, number, number][] = [];
  private towns: Town[] = [];
  private detail: Detail | null = null;
  private user = false;
  private sea = false;
  private lastMove = 0;
  private lastZoom = 0;
  private next = 0;
  private lastDraw = 0;

  constructor(
    private readonly box: HTMLElement,
    at: MapAt | null,
    private readonly calls: Calls,
  ) {
    setWorkerUrl(absolute(__MAP_WORKER__));
    const colours = palette();
    this.map = new WorldMap({
      container: box,
      style: style(colours),
      center: at ? [at[0], at[1]] : [25, 25],
      zoom: at ? at[2] : 1.2,
      minZoom: 0.5,
      maxZoom: DEEPEST,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      renderWorldCopies: true,
      fadeDuration: 0,
      canvasContextAttributes: { antialias: false, powerPreference: "low-power" },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.getCanvas().setAttribute(
      "aria-label",
      "Map. The arrow keys move it, plus and minus zoom. All that it shows is in the list too.",
    );
    this.sheet = new Sheet(box, this.map, colours);
    this.listen();
    fetch(__COUNTRIES__)
      .then((response) => response.json())
      .then((countries: [string, number, number, number][]) => {
        this.countries = countries;
        this.redraw();
      })
      .catch(() => undefined); // no names of countries, then
  }

  private listen(): void {
    const { map } = this;
    map.on("render", () => this.sheet.follows() || this.draw());
    map.on("resize", () => {
      this.sheet.resize();
      this.draw();
    });
    map.on("movestart", (event) => {
      this.calls.over(null, 0, 0);
      this.user = "originalEvent" in event && Boolean(event.originalEvent);
    });
    map.on("move", (event) => {
      if ("originalEvent" in event && event.originalEvent) this.user = true;
      const now = performance.now();
      // What slides in while one pans is there already, for a quarter of the screen.
      const zoom = map.getZoom();
      if (now - this.lastMove < (zoom === this.lastZoom ? PAN_WAIT : ZOOM_WAIT)) return;
      this.lastMove = now;
      this.lastZoom = zoom;
      this.calls.moving(this.seen());
    });
    // No sea before there is land.
    map.on("sourcedata", ({ sourceId, isSourceLoaded }) => {
      if (this.sea || sourceId !== "coarse" || !isSourceLoaded) return;
      this.sea = true;
      map.setPaintProperty("sea", "background-color", palette().sea);
    });
    map.on("idle", () => {
      if (map.getLayer("coarse") && map.isSourceLoaded("land")) {
        map.removeLayer("coarse");
        this.box.dataset.land = "there";
      }
      if (this.detail) {
        this.towns = this.detail.towns();
        this.box.dataset.roads ??= String(this.detail.roads());
      }
      this.nameCountries();
    });
    map.on("moveend", () => {
      this.redraw();
      this.calls.rested(this.seen(), this.at(), this.user);
      this.user = false;
    });
    map.on("mousemove", ({ point }) => {
      if (map.isMoving()) return;
      const hit = this.sheet.at(point.x, point.y);
      map.getCanvas().style.cursor = hit ? "pointer" : "";
      this.calls.over(hit, point.x, point.y);
    });
    map.on("mouseout", () => this.calls.over(null, 0, 0));
    map.on("click", ({ point }) => this.calls.click(this.sheet.at(point.x, point.y)));
    map.once("load", () => this.calls.rested(this.seen(), this.at(), false));
  }

  /** Where the names of countries can stand whose own middle is not on the screen: points of the part
   * that is, the most central first. */
  private nameCountries(): void {
    const { clientWidth: width, clientHeight: height } = this.box;
    const seen = new Map<string, { x: number; y: number }[]>();
    for (let column = 1; column < GRID; column += 1) {
      for (let row = 1; row < GRID; row += 1) {
        const [x, y] = [(column / GRID) * width, (row / GRID) * height];
        const [found] = this.map.queryRenderedFeatures([x, y], { layers: ["land"] });
        const name = String(found?.properties.name ?? "");
        if (name) seen.set(name, [...(seen.get(name) ?? []), { x, y }]);
      }
    }
    const bounds = this.map.getBounds();
    const middles = new Set(
      this.countries.filter(([, lon, lat]) => bounds.contains([lon, lat])).map(([name]) => name),
    );
    this.parts = [...seen]
      .filter(([name]) => !middles.has(name))
      .flatMap(([name, points]) => {
        const x = points.reduce((sum, one) => sum + one.x, 0) / points.length;
        const y = points.reduce((sum, one) => sum + one.y, 0) / points.length;
        const far = (one: { x: number; y: number }) => Math.hypot(one.x - x, one.y - y);
        return points
          .sort((a, b) => far(a) - far(b))
          .map(({ x: left, y: top }): [string, number, number, number] => {
            const { lng, lat } = this.map.unproject([left, top]);
            return [name, lng, lat, 1e6];
          });
      });
    this.redraw();
  }

  private draw(): void {
    if (!this.shown) return;
    this.lastDraw = performance.now();
    const towns = this.shown.off.has("detail") ? [] : this.towns;
    this.sheet.draw({ ...this.shown, countries: [...this.parts, ...this.countries], towns });
  }

  show(shown: Omit<Shown, "countries" | "towns">): void {
    const before = this.shown?.off.has("detail") ?? false;
    this.shown = { ...shown, countries: this.countries, towns: this.towns };
    if (before !== shown.off.has("detail")) this.detail?.show(!shown.off.has("detail"));
    if (shown.words.kinds.length > 0) this.box.dataset.marks = String(shown.marks.length);
    this.redraw();
  }

  /** Draws all anew soon, however often it is asked for before. */
  redraw(): void {
    this.next ||= requestAnimationFrame((now) => {
      this.next = 0;
      if (now - this.lastDraw < DRAW_WAIT) this.redraw();
      else this.draw();
    });
  }

  /** Draws an archive of tiles beneath what the record tells. */
  async addDetail(layer: TilesLayer): Promise<void> {
    const { Detail: Make } = await import("./tiles.js");
    const add = () => {
      this.detail = new Make(this.map, layer, palette());
      this.detail.show(!this.shown?.off.has("detail"));
    };
    if (this.map.isStyleLoaded()) add();
    else this.map.once("load", add);
  }

  /** The theme has changed. */
  recolour(): void {
    const colours = palette();
    this.sheet.recolour(colours);
    const paint = (layer: string, name: string, colour: string) => {
      if (this.map.getLayer(layer)) this.map.setPaintProperty(layer, name as never, colour as never);
    };
    paint("sea", "background-color", this.sea ? colours.sea : colours.land);
    paint("coarse", "fill-color", colours.land);
    paint("land", "fill-color", colours.land);
    paint("coast", "line-color", colours.border);
    paint("borders", "line-color", colours.border);
    this.detail?.recolour(colours);
    this.redraw();
  }

  at(): MapAt {
    const { lng, lat } = this.map.getCenter();
    return [lng, lat, this.map.getZoom()];
  }

  /** What is on the screen. */
  bounds(): Box {
    const bounds = this.map.getBounds();
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  }

  /** The same with room about it, for what slides in while one moves. */
  seen(): View {
    const [west, south, east, north] = this.bounds();
    const [wide, high] = [(east - west) * 0.25, (north - south) * 0.25];
    return {
      west: Math.max(-540, west - wide),
      south: Math.max(-90, south - high),
      east: Math.min(540, east + wide),
      north: Math.min(90, north + high),
      zoom: this.map.getZoom(),
    };
  }

  goTo([lon, lat, zoom]: MapAt): void {
    const [x, y, z] = this.at();
    const same = Math.abs(x - lon) < 1e-3 && Math.abs(y - lat) < 1e-3 && Math.abs(z - zoom) < 0.02;
    if (!same) this.map.jumpTo({ center: [lon, lat], zoom });
  }

  fit(box: Box, user = false): void {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map.fitBounds(box, {
      padding: { top: 60, bottom: 48, left: 60, right: 60 },
      maxZoom: 9.5,
      duration: still ? 0 : 500,
      linear: false,
    });
    this.user = user;
  }

  zoomBy(step: number): void {
    this.user = true;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map.zoomTo(this.map.getZoom() + step, { duration: still ? 0 : 200 });
    this.user = true;
  }

  zoomAt(lon: number, lat: number, zoom: number): void {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map.easeTo({ center: [lon, lat], zoom, duration: still ? 0 : 300 });
    this.user = true;
  }

  /** Brings a place to the middle, without changing the zoom. */
  centre([lon, lat]: [number, number]): void {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map.easeTo({ center: [lon, lat], duration: still ? 0 : 300 });
  }

  get deepest(): number {
    return DEEPEST;
  }

  remove(): void {
    cancelAnimationFrame(this.next);
    this.map.remove();
  }
}
