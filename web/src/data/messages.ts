// What the page and its worker say to each other.
import type { Sort, Tray } from "../state.js";
import type { Hidden, Meta } from "../types.js";
import type { Bins } from "./bins.js";
import type { Words } from "./columns.js";

/** Which of the items are shown: days (numbers) brushed, the map's area, the order, the tray. */
export interface Cut {
  days: [number, number] | null;
  area: [number, number, number, number] | null;
  sort: Sort;
  tray: Tray;
}

export interface Loaded {
  count: number;
  /** First and last day that anything is told for; null where nothing has a day. */
  extent: [number, number] | null;
  words: Words;
  revision: string;
  hidden: Hidden[];
  /** By standing (index into words.standings), of all that was loaded. */
  meta: Meta;
}

export interface Counts {
  /** What fits the filters. */
  loaded: number;
  /** What list (its tray "all"), map and timeline show. */
  shown: number;
  /** Rows of the list as it is. */
  rows: number;
  outsideDays: number;
  outsideArea: number;
  undated: number;
  unplaced: number;
  disputed: number;
}

export interface View {
  west: number;
  south: number;
  east: number;
  north: number;
  zoom: number;
}

/** A marker: one incident at a place, or a cluster of them. */
export interface Mark {
  lon: number;
  lat: number;
  /** Incidents (1: a single one). */
  count: number;
  cluster: number | null;
  /** Of a single incident. */
  item: number;
  id: string;
  kind: number;
  side: number;
  standing: number;
  precision: number;
  name: string;
  disputed: number;
  /** Of a cluster: how many by side (index), most first. */
  sides: [number, number][];
}

export interface Row {
  id: string;
  first: number | null;
  last: number | null;
}

export interface Where {
  /** Row of the list, -1 where the list does not hold it. */
  row: number;
  first: number | null;
  last: number | null;
  points: [number, number][];
}

export interface Questions {
  load: { ask: { url: string }; answer: Loaded };
  cut: { ask: Cut; answer: Counts };
  bins: { ask: { from: number; to: number }; answer: Bins };
  marks: { ask: View; answer: { marks: Mark[]; version: number; zoom: number } };
  leaves: { ask: { cluster: number; version: number }; answer: { marks: Mark[]; zoom: number } };
  rows: { ask: { start: number; count: number }; answer: Row[] };
  box: {
    ask: { from: number | null; to: number | null };
    answer: [number, number, number, number] | null;
  };
  rowOfDay: { ask: { day: number }; answer: number };
  where: { ask: { id: string }; answer: Where };
}
export type Question = keyof Questions;
