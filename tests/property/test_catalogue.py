"""Whatever is asked of the catalogue: its lists agree, and nothing outside the sight counts."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.records import clock
from tests.serving import Said, news
from tests.told import party, people, place, source

from sayso.catalogue import days
from sayso.catalogue.build import build
from sayso.catalogue.cards import cards
from sayso.catalogue.catalogue import Catalogue, Selection
from sayso.catalogue.facets import facets
from sayso.catalogue.headlines import headline
from sayso.catalogue.items import items
from sayso.catalogue.spans import iso
from sayso.catalogue.timeline import timeline
from sayso.catalogue.wanted import Wanted
from sayso.core.record import Acquired
from sayso.core.types import Claim
from sayso.incidents.rules import parse
from sayso.record import Archive
from sayso.sight import seen
from sayso.telling import Telling

Reports = list[tuple[Acquired, tuple[Claim, ...]]]
PREDICATES = ("capture", "besiege", "attack", "control", "kill")
PLACES, OUTLETS = ("Arden", "Belmont", "Cressy"), ("World Wire", "State Agency", "Daily Post")
PARTIES = ("SYR-MIL", "SYR-REB", "ISIL", "the gunmen")
DAYS = tuple(f"2024-05-{day:02}" for day in range(6, 13))
RULES = ("all", "conservative", "informative", "roots:2", "each-side", "account:government",
         "without-affiliated:opposition")  # fmt: skip


@st.composite
def sentences(draw: st.DrawFn, number: int) -> Said:
    """One claim in words of its own."""
    predicate = draw(st.sampled_from(PREDICATES))
    negative = draw(st.integers(0, 4)) == 0
    by = draw(st.none() | st.sampled_from(("SYR-MIL", "SYR-REB", "a commander")))
    rest = {
        "actor": [party(draw(st.sampled_from(PARTIES)))],
        "at": [
            place(name) for name in draw(st.lists(st.sampled_from(PLACES), max_size=2, unique=True))
        ],
        "on": draw(st.none() | st.sampled_from(DAYS)),
        "by": [] if by is None else [source(by, "denied" if negative else "stated")],
        "polarity": "negative" if negative else "positive",
        "modality": "denied" if negative and by else draw(st.sampled_from(("asserted", "accused"))),
        "quantities": [people(draw(st.integers(1, 30)))] if predicate == "kill" else [],
    }
    return f"Sentence {number} told of {predicate} somewhere.", predicate, rest


@st.composite
def records(draw: st.DrawFn) -> Reports:
    """A few reports, some of which tell of the same."""
    made: Reports = []
    for n in range(draw(st.integers(1, 5))):
        said = [draw(sentences(10 * n + i)) for i in range(draw(st.integers(1, 4)))]
        made.append(news(draw(st.sampled_from(OUTLETS)), draw(st.sampled_from(DAYS)), *said))
    return list({item.report.id: (item, claims) for item, claims in made}.values())


def some(of: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(of), max_size=2, unique=True).map(tuple)


wanteds = st.builds(
    Wanted,
    q=st.none() | st.sampled_from(("told of", '"somewhere"', "capture", "nothing")),
    actor=some(PARTIES), place=some(PLACES), outlet=some(OUTLETS), country=some(("SYR", "LBY")),
    predicates=some(PREDICATES).map(frozenset), standing=some(("asserted", "denied", "accused")),
    side=some(("media", "government", "opposition")), root=some(("World Wire", "SYR-MIL")),
    from_=st.none() | st.sampled_from(DAYS), to=st.none() | st.sampled_from(DAYS),
    bbox=st.none() | st.just((19.0, 9.0, 20.6, 10.6)), disputed=st.booleans(),
    undated=st.booleans(), unplaced=st.booleans(), rule=st.sampled_from(RULES).map(parse),
    known_by=st.none() | st.sampled_from(DAYS),
).filter(lambda w: not (w.from_ and w.to) or w.from_ <= w.to)  # fmt: skip


@contextmanager
def recorded(reports: Reports) -> Iterator[Archive]:
    with (
        tempfile.TemporaryDirectory() as folder,
        Archive.create(str(Path(folder) / "record.db"), clock()) as book,
    ):
        for item, claims in reports:
            book.add(item, claims)
        book.gather()
        yield book


def check(selection: Selection, telling: Telling) -> None:
    """All lists of one selection tell of the same incidents and claims."""
    columns = selection.catalogue.columns
    found, ids = items(selection), selection.incident_ids()
    assert found.id == ids
    assert len(ids) == selection.total
    assert sum(found.claims) == len(selection.claim_ids())
    assert all(found.claims)
    hidden = selection.hidden()
    assert selection.total + sum(h.incidents for h in hidden) == columns.size
    assert sum(found.claims) + sum(h.claims for h in hidden) == columns.claims
    told = timeline(selection, 30)
    assert sum(b.count for b in told.bins) + told.undated == selection.total
    assert sum(b.disputed for b in told.bins) <= sum(found.disputed)
    shown = cards(selection, selection.rows.tolist(), telling)
    assert [card.id for card in shown] == ids
    for card, n in zip(shown, range(len(ids)), strict=True):
        assert card.claims == found.claims[n]
        assert card.standing == found.standings[found.standing[n]].value
        assert card.disputed == bool(found.disputed[n])
        assert (card.low, card.high) == (found.low[n], found.high[n])
        assert (card.first is None) == (found.first[n] is None)
    counted = facets(selection)
    for listed in (counted.predicates, counted.outlets, counted.standings, counted.sides,
                   counted.roots):  # fmt: skip
        counts = [one.count for one in listed]
        assert counts == sorted(counts, reverse=True)
        assert all(0 < count <= selection.total for count in counts)
        assert sum(counts) >= selection.total  # each claim has one of each
    for value in counted.outlets:
        again = selection.catalogue.select(
            replace(selection.wanted, outlet=(value.value,)), telling
        )
        if not selection.wanted.outlet:
            assert again.total == value.count
    on = days.newest(selection)
    if on is not None:
        rows = days.of_day(selection, on)
        told_of = days.happenings(selection, rows, telling)
        assert {h.card.id for h in told_of} <= set(ids)
        near = {d.day: d.count for d in days.days_near(selection, on)}
        assert near[iso(on)] == len(rows) == len(told_of)


@settings(max_examples=30)
@given(records(), st.lists(wanteds, min_size=1, max_size=6))
def test_lists_agree_whatever_is_asked(reports: Reports, wanted: list[Wanted]) -> None:
    with recorded(reports) as book:
        catalogue, _ = build(book, "one")
        for asked in (Wanted(), *wanted):
            check(catalogue.select(asked, book), book)


@settings(max_examples=15)
@given(records(), wanteds, st.sampled_from(DAYS))
def test_what_was_known_by_a_day(reports: Reports, wanted: Wanted, day: str) -> None:
    """By the last day all is known; by any day only what was published by then, as a record of
    these reports alone has it."""
    wanted = replace(wanted, known_by=None)
    out = {item.report.id: item.report.published or "" for item, _ in reports}
    with recorded(reports) as book:
        catalogue, _ = build(book, "one")
        last = replace(wanted, known_by=max(out.values()))
        assert _all(catalogue, last, book)[:3] == _all(catalogue, wanted, book)[:3]
        then = catalogue.select(replace(wanted, known_by=day), book)
        check(then, book)
        claims = book.claims(then.claim_ids())
        assert all(out[c.claim.report.id] <= day for c in claims.values())
        assert set(then.rows.tolist()) == {catalogue.row_of_claim(id) for id in claims}
        if wanted.rule.kind != "all":
            return
        everything = book.claims(catalogue.columns.claim_ids)
        for card in cards(then, then.rows.tolist(), book):  # headed by what was told by then
            numbers = catalogue.columns.of(catalogue.rows[card.id])
            told = [everything[catalogue.columns.claim_ids[c]].claim for c in numbers]
            assert card.headline == headline([c for c in told if out[c.report.id] <= day])


@settings(max_examples=15)
@given(records(), st.data())
def test_a_sight_is_a_record_of_what_is_seen(reports: Reports, data: st.DataObject) -> None:
    public = [r for r in reports if data.draw(st.booleans())]
    asked = [Wanted(), *data.draw(st.lists(wanteds, max_size=3))]
    asked = [w for w in asked if w.rule.kind not in ("account", "without-affiliated")]
    with recorded(reports) as book, recorded(public) as other:
        from sayso.releasing import release

        ids = [item.report.id for item, _ in public]
        if ids:
            release(book, "public", by="tests", why="test", reports=ids)
        reader = seen(book.store, "read")
        mine, theirs = build(reader, "one")[0], build(other, "one")[0]
        for wanted in asked:
            assert _all(mine, wanted, reader) == _all(theirs, wanted, other)


def _all(catalogue: Catalogue, wanted: Wanted, telling: Telling) -> tuple[object, ...]:
    selection = catalogue.select(wanted, telling)
    check(selection, telling)
    return (items(selection), facets(selection), timeline(selection, 30), selection.hidden(),
            cards(selection, selection.rows.tolist(), telling))  # fmt: skip
