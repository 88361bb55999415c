// The map of the world: countries, borders between countries, and where their names go, from world-atlas
// (Natural Earth 1:50m, public domain). Coordinates are kept to a thousandth of a degree (~100 m).
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { feature, mesh } from "topojson-client";

const require = createRequire(import.meta.url);
const DIGITS = 1000;

const rounded = (point) => point.map((one) => Math.round(one * DIGITS) / DIGITS);

const thinned = (line) => {
  const kept = [];
  for (const point of line.map(rounded)) {
    const last = kept[kept.length - 1];
    if (!last || last[0] !== point[0] || last[1] !== point[1]) kept.push(point);
  }
  return kept;
};

/** A ring whose longitudes go on past 180°, where it crosses there: one that jumps to the other side of
 * the world would be drawn as a band across it. A ring about a pole is closed by way of the pole. */
const unwrapped = (ring) => {
  const [first] = ring;
  const kept = [first];
  for (const [lon, lat] of ring.slice(1)) {
    const before = kept[kept.length - 1][0];
    kept.push([lon - 360 * Math.round((lon - before) / 360), lat]);
  }
  const last = kept[kept.length - 1];
  if (Math.abs(last[0] - first[0]) < 1) return kept;
  const pole = last[1] < 0 ? -90 : 90;
  return [...kept, [last[0], pole], [first[0], pole], first];
};

const area = (ring) => {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i += 1) {
    sum += ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
  }
  return sum / 2;
};

/** The centroid of the largest part: [longitude, latitude, area in square degrees]. */
const middle = (geometry) => {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const outer = polygons.map((rings) => rings[0]).sort((a, b) => Math.abs(area(b)) - Math.abs(area(a)))[0];
  let x = 0;
  let y = 0;
  for (let i = 0; i + 1 < outer.length; i += 1) {
    const cross = outer[i][0] * outer[i + 1][1] - outer[i + 1][0] * outer[i][1];
    x += (outer[i][0] + outer[i + 1][0]) * cross;
    y += (outer[i][1] + outer[i + 1][1]) * cross;
  }
  const whole = area(outer);
  return [...rounded([x / (6 * whole), y / (6 * whole)]), Math.round(Math.abs(whole) * 10) / 10];
};

export async function world() {
  const read = async (name) => JSON.parse(await readFile(require.resolve(`world-atlas/${name}`), "utf8"));
  const atlas = await read("countries-50m.json");
  const land = {
    type: "FeatureCollection",
    features: feature(atlas, atlas.objects.countries).features.map(({ properties, geometry }) => {
      const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
      const coordinates = parts
        .map((rings) => rings.map((ring) => unwrapped(thinned(ring))).filter((ring) => ring.length > 3))
        .filter((rings) => rings.length > 0);
      return {
        type: "Feature",
        properties: { name: properties.name ?? "" },
        geometry: { type: "MultiPolygon", coordinates },
      };
    }),
  };
  const far = await read("land-110m.json");
  const outline = feature(far, far.objects.land);
  const coarse = {
    type: "FeatureCollection",
    features: (outline.features ?? [outline]).map(({ geometry }) => ({
      type: "Feature",
      properties: {},
      geometry: {
        type: "MultiPolygon",
        coordinates: (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).map(
          (rings) => rings.map(unwrapped),
        ),
      },
    })),
  };
  const lines = mesh(atlas, atlas.objects.countries, (a, b) => a !== b);
  const borders = {
    type: "Feature",
    properties: {},
    geometry: { type: "MultiLineString", coordinates: lines.coordinates.map(thinned) },
  };
  const countries = feature(atlas, atlas.objects.countries)
    .features.filter((one) => one.properties.name)
    .map((one) => [one.properties.name, ...middle(one.geometry)])
    .sort((a, b) => b[3] - a[3] || (a[0] < b[0] ? -1 : 1));
  return {
    coarse: JSON.stringify(coarse, (_, value) =>
      typeof value === "number" ? Math.round(value * 100) / 100 : value,
    ),
    land: JSON.stringify(land),
    borders: JSON.stringify(borders),
    countries: JSON.stringify(countries),
  };
}
