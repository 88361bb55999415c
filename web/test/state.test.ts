import assert from "node:assert/strict";
import { test } from "node:test";
import {
  dayNumber,
  dayOf,
  FLAGS,
  formatState,
  isDay,
  LAYERS,
  LISTS,
  OPENABLE,
  parseState,
  SORTS,
  type State,
  TABS,
  TRAYS,
  VIEWS,
} from "../src/state.js";

// A small generator, so that a failure can be run again: the same seed gives the same states.
function dice(seed: number) {
  let state = seed;
  const next = () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)]!;
  return { next, pick };
}

const WORDS = ["Nubl", "road from Aleppo – Azaz", "gn:164876", "a&b=c", "نبل", "100%", "+1", "a,b", ""];

function anyState(seed: number): State {
  const { next, pick } = dice(seed);
  const day = () => dayOf(Math.floor(next() * 40000) - 5000);
  const maybe = <T>(make: () => T): T | null => (next() < 0.5 ? make() : null);
  const pair = (): [string, string] => {
    const [a, b] = [day(), day()];
    return a <= b ? [a, b] : [b, a];
  };
  const state = parseState("");
  for (const name of LISTS) {
    state.filters[name] = [...new Set([maybe(() => pick(WORDS)), maybe(() => pick(WORDS))])].filter(
      (word): word is string => !!word,
    );
  }
  for (const name of FLAGS) state.filters[name] = next() < 0.3;
  state.filters.q = maybe(() => pick(WORDS)) ?? "";
  const round = (value: number, digits: number) => Number(value.toFixed(digits));
  return {
    ...state,
    at: maybe(day),
    known: maybe(day),
    tab: pick(TABS),
    view: pick(VIEWS),
    days: next() < 0.3 ? undefined : maybe(pair),
    span: maybe(pair),
    map: maybe(() => [round(next() * 360 - 180, 4), round(next() * 180 - 90, 4), round(next() * 14, 2)]),
    area: maybe(() => [round(next(), 4), round(next(), 4), round(next() + 1, 4), round(next() + 1, 4)]),
    sel: maybe(() => "26f3484053db1281"),
    open: maybe(() => ({ type: pick(OPENABLE), id: pick(["26f3484053db1281", "gn:164876", "a,b"]) })),
    sort: pick(SORTS),
    tray: pick(TRAYS),
    off: LAYERS.filter(() => next() < 0.3),
    since: maybe(day),
    track: maybe(() => "Geneva talks on Syria"),
    find: maybe(() => pick(WORDS)) ?? "",
  };
}

test("an address holds the whole state", () => {
  for (let seed = 1; seed <= 2000; seed += 1) {
    const state = anyState(seed);
    assert.deepEqual(parseState(formatState(state)), state, `seed ${seed}`);
  }
});

test("what is not understood in an address is left out", () => {
  const state = parseState("at=2016-02-31&tab=nothing&map=1,x,3&days=2016-02-04..2016-02-01&open=script:1");
  assert.equal(state.at, null);
  assert.equal(state.tab, "day");
  assert.equal(state.map, null);
  assert.equal(state.days, undefined);
  assert.equal(state.open, null);
});

test("days are counted from 1970, before it too", () => {
  assert.equal(dayNumber("1970-01-01"), 0);
  assert.equal(dayOf(-1), "1969-12-31");
  assert.equal(dayNumber("2016-02-29") + 1, dayNumber("2016-03-01"));
  assert.ok(!isDay("2015-02-29"));
  assert.ok(!isDay("<script>"));
});
