// Detail from a PMTiles archive of the server: land, water, built-up ground, roads, boundaries in the
// layers of the Protomaps basemap, beneath what the record tells; or pictures. Fetched only where the
// server has one.
import {
  addProtocol,
  type LayerSpecification,
  type Map as WorldMap,
  type SourceSpecification,
} from "maplibre-gl";
import { Protocol } from "pmtiles";
import type { TilesLayer } from "../types.js";
import type { Town } from "./overlay.js";
import type { Palette } from "./palette.js";

const SOURCE = "detail";
const ADDRESS = "/api/v1/tiles";
const MOST = 150; // names of towns on one screen
const SETTLED = ["locality", "neighbourhood", "city", "town", "village", "hamlet", "suburb"];
const ROADS: [string, string[], "road" | "track", number, number][] = [
  // layer, kinds, colour, width at zooms 6 and 14
  ["detail-path", ["path", "other"], "track", 0.2, 1],
  ["detail-minor", ["minor_road"], "track", 0.4, 2.2],
  ["detail-major", ["major_road"], "road", 0.7, 3.5],
  ["detail-highway", ["highway"], "road", 1.1, 5],
];

let protocol: Protocol | null = null;

/** An archive's layers on a map, uppermost. */
export class Detail {
  constructor(
    private readonly map: WorldMap,
    private readonly layer: TilesLayer,
    colours: Palette,
  ) {
    if (!protocol) {
      protocol = new Protocol();
      addProtocol("pmtiles", protocol.tile);
    }
    map.addSource(SOURCE, source(layer));
    for (const one of layers(layer, colours)) map.addLayer(one);
  }

  show(shown: boolean): void {
    for (const { id } of this.mine()) {
      this.map.setLayoutProperty(id, "visibility", shown ? "visible" : "none");
    }
  }

  /** The theme has changed. */
  recolour(colours: Palette): void {
    for (const { id, paint } of layers(this.layer, colours)) {
      for (const [name, value] of Object.entries(paint ?? {})) {
        if (name.endsWith("-color")) this.map.setPaintProperty(id, name as never, value as never);
      }
    }
  }

  /** The towns that the loaded tiles name, the largest first. */
  towns(): Town[] {
    if (this.layer.kind === "raster") return [];
    const found = new Map<string, Town & { rank: number }>();
    const deepest = this.map.getZoom() + 1;
    for (const { geometry, properties } of this.map.querySourceFeatures(SOURCE, { sourceLayer: "places" })) {
      const name = String(properties["name:en"] ?? properties.name ?? "");
      if (geometry.type !== "Point" || !name || !SETTLED.includes(String(properties.kind))) continue;
      if (Number(properties.min_zoom ?? 0) > deepest) continue;
      const [lon, lat] = geometry.coordinates as [number, number];
      const rank = Number(properties.population_rank ?? 0);
      found.set(`${name} ${lon.toFixed(2)} ${lat.toFixed(2)}`, { name, lon, lat, rank });
    }
    return [...found.values()].sort((a, b) => b.rank - a.rank).slice(0, MOST);
  }

  /** How many roads are drawn. */
  roads(): number {
    const drawn = this.mine().filter(({ id }) => ROADS.some(([road]) => road === id));
    return this.map.queryRenderedFeatures({ layers: drawn.map(({ id }) => id) }).length;
  }

  private mine() {
    return this.map.getStyle().layers.filter((one) => "source" in one && one.source === SOURCE);
  }
}

function source(layer: TilesLayer): SourceSpecification {
  const address = new URL(ADDRESS, location.href).href;
  const about = {
    tiles: [`pmtiles://${address}/{z}/{x}/{y}`],
    minzoom: layer.first_zoom,
    maxzoom: layer.last_zoom,
    bounds: layer.bounds,
  };
  return layer.kind === "raster"
    ? { type: "raster", tileSize: 256, ...about }
    : { type: "vector", ...about };
}

function layers({ kind }: TilesLayer, colours: Palette): LayerSpecification[] {
  const on = { source: SOURCE } as const;
  if (kind === "raster") {
    // Pictures stand back, so that what the record tells is seen.
    const paint = { "raster-opacity": 0.6, "raster-saturation": -0.5, "raster-fade-duration": 0 };
    return [{ id: "detail-raster", type: "raster", ...on, paint }];
  }
  const of = (kinds: string[]) => ["in", ["get", "kind"], ["literal", kinds]] as never;
  const fill = (id: string, name: string, colour: string, kinds?: string[]): LayerSpecification => ({
    id,
    type: "fill",
    ...on,
    "source-layer": name,
    ...(kinds ? { filter: of(kinds) } : {}),
    paint: { "fill-color": colour, "fill-antialias": false },
  });
  return [
    fill("detail-earth", "earth", colours.land),
    fill("detail-green", "landuse", colours.green, GREEN),
    fill("detail-built", "landuse", colours.built, BUILT),
    // Rivers of the water layer are lines: only its areas are filled.
    { ...fill("detail-water", "water", colours.sea), filter: ["==", ["geometry-type"], "Polygon"] } as LayerSpecification,
    {
      id: "detail-river",
      type: "line",
      ...on,
      "source-layer": "water",
      filter: ["==", ["geometry-type"], "LineString"],
      paint: { "line-color": colours.water, "line-width": widths(0.6, 2.5) },
    },
    { ...fill("detail-buildings", "buildings", colours.built), minzoom: 12 } as LayerSpecification,
    ...ROADS.map(([id, kinds, colour, far, near]): LayerSpecification => ({
      id,
      type: "line",
      ...on,
      "source-layer": "roads",
      filter: of(kinds),
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": colours[colour], "line-width": widths(far, near) },
    })),
    {
      id: "detail-rail",
      type: "line",
      ...on,
      "source-layer": "roads",
      filter: of(["rail"]),
      minzoom: 8,
      paint: { "line-color": colours.border, "line-width": 0.8, "line-dasharray": [4, 3] },
    },
    ...BOUNDARIES.map(([id, test, wide]): LayerSpecification => ({
      id,
      type: "line",
      ...on,
      "source-layer": "boundaries",
      filter: [test, ["get", "kind"], "country"],
      paint: { "line-color": colours.border, "line-width": wide, "line-dasharray": [4, 2] },
    })),
  ];
}

const BOUNDARIES: [string, "==" | "!=", number][] = [
  ["detail-countries", "==", 1.6],
  ["detail-regions", "!=", 0.7],
];
const GREEN = ["forest", "wood", "park", "national_park", "nature_reserve", "protected_area", "orchard"];
const BUILT = ["residential", "urban_area", "industrial", "commercial"];

const widths = (far: number, near: number) =>
  ["interpolate", ["exponential", 1.4], ["zoom"], 6, far, 14, near] as never;
