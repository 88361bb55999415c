// The theme's colours as the map's canvas needs them.
export interface Palette {
  sea: string;
  land: string;
  border: string;
  ink: string;
  ink2: string;
  halo: string;
  water: string;
  road: string;
  track: string;
  green: string;
  built: string;
  paper: string;
  accent: string;
  disputed: string;
  good: string;
  warn: string;
  none: string;
  sides: string[];
  font: string;
}

export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    sea: read("--map-sea"),
    land: read("--map-land"),
    border: read("--map-border"),
    ink: read("--map-ink"),
    ink2: read("--ink-3"),
    halo: read("--map-halo"),
    water: read("--map-water"),
    road: read("--map-road"),
    track: read("--map-track"),
    green: read("--map-green"),
    built: read("--map-built"),
    paper: read("--paper"),
    accent: read("--accent"),
    disputed: read("--disputed"),
    good: read("--good"),
    warn: read("--warn"),
    none: read("--side-none"),
    sides: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => read(`--side-${number}`)),
    font: read("--sans"),
  };
}
