import assert from "node:assert/strict";
import { test } from "node:test";
import { isHeard, sayer, voices, withoutOutlet } from "../src/panels/parts/accounts.js";
import { isMany, Naming } from "../src/panels/parts/naming.js";
import { day, days, moment, quantity, range, roots, visible } from "../src/panels/parts/words.js";
import { pieces, Points } from "../src/panels/reader/text.js";
import type { Account } from "../src/types.js";

const COUNT = { what: "killed", unit: "people", low: null, best: null, high: null, text: null };

test("dates are told no more exactly than they are given", () => {
  assert.equal(day("2016-02-04"), "4 Feb 2016");
  assert.equal(day("/2016-02-04"), "until 4 Feb 2016");
  assert.equal(day("../2016-02-04"), "by 4 Feb 2016");
  assert.equal(day("2016-02-03/.."), "from 3 Feb 2016 on");
  assert.equal(day("2013~/2016-02-03"), "about 2013 to 3 Feb 2016");
  assert.equal(day("2016-21"), "spring 2016");
  assert.equal(day("2016-02"), "February 2016");
  assert.equal(day("2016-02-XX"), "some day of February 2016");
  assert.equal(day("201X"), "the 2010s");
  assert.equal(day("2016-02-04T10:30:00Z"), "4 Feb 2016, 10:30 UTC");
  assert.equal(moment("2016-02-07/2016-02-08"), "between 7 Feb 2016 and 8 Feb 2016");
  assert.equal(days(null, ".."), "since a day not told");
  assert.equal(days("2015", ".."), "since 2015");
  assert.equal(days(null, "2016-02-03"), "until 3 Feb 2016");
});

test("figures keep their open ends", () => {
  assert.equal(quantity({ ...COUNT, low: 50, high: 60 }), "50–60 killed");
  assert.equal(quantity({ ...COUNT, high: 400000 }), "at most 400,000 killed");
  assert.equal(quantity({ ...COUNT, low: 506 }), "at least 506 killed");
  assert.equal(quantity({ ...COUNT, best: 0 }), "0 killed");
  assert.equal(quantity({ ...COUNT, text: "almost all" }), "“almost all”");
  assert.equal(range(0, 5), "at most 5");
  assert.equal(roots(2, 3), "2–3 roots");
  assert.equal(roots(0, 1), "up to 1 root");
});

test("what hides in a line or turns it around is spelt out", () => {
  assert.equal(visible("a\u202eb\n c\u0007"), "a\\u202eb c\\u0007");
  assert.equal(visible("می‌روم"), "می‌روم"); // a joiner is part of the spelling
});

test("own voices are named by the outlets that carry them", () => {
  const names = { "SYR-GOV": "Syrian government" };
  const naming = new Naming({ names, outlets: { a: "World Wire", b: "Daily" }, own_voice: ["a"] });
  assert.equal(naming.teller("own voice", ["a", "b"]), "Daily and World Wire in their own voice");
  assert.equal(naming.tellers(["SYR-GOV", "own voice"], ["a", "b"]), "Syrian government, World Wire in its own voice");
  assert.equal(naming.one("*"), "somebody not named");
  assert.equal(naming.deed("Syrian government · end attack", "SYR-GOV"), "end attack");
  assert.ok(isMany("Syrian rebels") && !isMany("United States") && !isMany("Hamas of Gaza"));
});

function account(claim: string, more: Partial<Account> = {}): Account {
  const outlet = "World Wire";
  return {
    claim,
    report: { id: `r${claim}`, title: null, outlet, published: "2016-02-04" },
    words: "words",
    before: "",
    after: "",
    chain: [{ name: outlet, kind: "media", act: null, manner: null, anonymous: false, side: "media" }],
    root: { name: outlet, side: "media", anonymous: false },
    standing: "asserted",
    status: "happened",
    polarity: "positive",
    certainty: "certain",
    said: null,
    figures: [],
    when: null,
    places: [],
    copy_of: null,
    admission: false,
    position: null,
    accepted: false,
    grade: null,
    ...more,
  };
}

test("copies and one root's repetitions fold under the earliest; the unnamed do not", () => {
  const herald = { id: "rh", title: null, outlet: "Herald", published: "2016-02-04" };
  const wire = { id: "rw", title: null, outlet: "World Wire", published: "2016-02-03" };
  const copy = account("1", { report: herald, copy_of: "rw" });
  const first = account("2", { report: wire });
  const again = account("3", { report: { ...herald, id: "rx" } });
  const denied = account("4", { standing: "denied" });
  const found = voices([copy, first, again, denied]);
  assert.deepEqual(
    found.map((v) => [v.first.claim, v.copies.map((a) => a.claim), v.again.map((a) => a.claim)]),
    [
      ["2", ["1"], ["3"]],
      ["4", [], []],
    ],
  );
  const unnamed = { name: "a source", side: "unknown", anonymous: true };
  assert.equal(voices([account("5", { root: unnamed }), account("6", { root: unnamed })]).length, 2);
});

test("the outlet at the head of a chain is no source", () => {
  const chain = [
    ...account("1").chain,
    { name: "UN", kind: "intergovernmental", act: "stated", manner: "quote", anonymous: false, side: "UN" },
  ];
  const told = account("1", { chain });
  assert.deepEqual(withoutOutlet(told).map((link) => link.name), ["UN"]);
  assert.equal(sayer(told), "UN");
  assert.equal(sayer(account("1")), "World Wire");
  assert.ok(isHeard(told, "2016-02-04") && !isHeard(told, "2016-02-03") && isHeard(told, null));
});

test("offsets count code points, and pieces give back the text", () => {
  const text = "😀 Rebels held Ratyan. 😀 It fell.";
  const points = new Points(text);
  assert.equal(points.cut(2, 8), "Rebels");
  const claims = [
    { id: "outer", start: 2, end: 21, standing: "asserted" },
    { id: "inner", start: 9, end: 20, standing: "denied" },
  ];
  const found = pieces(points, 0, points.length, claims, claims[1]!, new Set());
  assert.equal(found.map((piece) => piece.text).join(""), text);
  assert.deepEqual(
    found.filter((piece) => piece.claim).map((piece) => [piece.claim!.id, piece.text, piece.chosen]),
    [
      ["outer", "Rebels ", false],
      ["inner", "held Ratyan", true],
      ["outer", ".", false],
    ],
  );
});
