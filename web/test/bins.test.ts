import assert from "node:assert/strict";
import { test } from "node:test";
import { after, bins, floorTo, unitFor } from "../src/data/bins.js";
import { columns } from "../src/data/columns.js";
import { dayNumber, dayOf } from "../src/state.js";
import { zoomed, toDay, toX } from "../src/time/scale.js";
import type { Items } from "../src/types.js";

function items(days: [number | null, number | null][], disputed: number[] = []): Items {
  const zeros = days.map(() => 0);
  return {
    id: days.map((_, i) => String(i)),
    first: days.map(([first]) => first),
    last: days.map(([, last]) => last),
    kind: zeros,
    side: zeros,
    standing: zeros,
    claims: zeros,
    low: zeros,
    high: zeros,
    disputed: days.map((_, i) => disputed[i] ?? 0),
    point: { item: [], lon: [], lat: [], precision: [], name: [] },
    kinds: ["air"],
    sides: ["unknown"],
    standings: ["told as fact"],
    precisions: [],
    names: [],
  };
}

test("units begin where calendars have them begin", () => {
  assert.equal(dayOf(floorTo(dayNumber("2016-02-04"), "week")), "2016-02-01"); // a Monday
  assert.equal(dayOf(floorTo(dayNumber("1969-12-31"), "week")), "1969-12-29");
  assert.equal(dayOf(floorTo(dayNumber("2016-02-29"), "month")), "2016-02-01");
  assert.equal(dayOf(after(dayNumber("2016-01-31"), "month")), "2016-02-01");
  assert.equal(dayOf(after(dayNumber("2016-12-31"), "year")), "2017-01-01");
  for (const unit of ["day", "week", "month", "year"] as const) {
    for (let day = -800; day < 20000; day += 17) {
      const [from, next] = [floorTo(day, unit), after(day, unit)];
      assert.ok(from <= day && day < next, `${unit} of ${dayOf(day)}`);
      assert.equal(floorTo(next - 1, unit), from);
    }
  }
});

test("every dated incident is in one bar or is a span", () => {
  const told: [number | null, number | null][] = [
    [0, 0],
    [3, 3],
    [3, 3],
    [null, null],
    [1, 40],
    [200, 200],
  ];
  const made = bins(columns(items(told, [0, 1])), 0, 60, () => true);
  assert.equal(made.unit, "day");
  assert.equal(
    made.count.reduce((sum, one) => sum + one, 0),
    3,
  );
  assert.equal(made.disputed[3], 1);
  assert.deepEqual(
    made.spans.map(({ id }) => id),
    ["4"],
  );
  assert.equal(made.wide, 1);
});

test("bars grow coarser with the span", () => {
  assert.deepEqual([30, 400, 3000, 40000].map(unitFor), ["day", "week", "month", "year"]);
});

test("zooming keeps the day under the pointer", () => {
  const range = zoomed([0, 100], 25, 0.5);
  assert.equal(toX(25, range, 1000), toX(25, [0, 100], 1000));
  assert.equal(Math.round(toDay(toX(33, range, 800), range, 800)), 33);
  const least = zoomed([0, 5], 2, 0.01);
  assert.ok(least[1] - least[0] >= 4);
});
