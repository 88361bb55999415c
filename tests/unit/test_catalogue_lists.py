"""The catalogue of a record: the same roots, rules and disputes as the record tells itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from tests.records import clock, fill

from sayso.catalogue import days, details, finding
from sayso.catalogue.build import StoppedError, build
from sayso.catalogue.cards import cards
from sayso.catalogue.catalogue import FILTERED, Catalogue
from sayso.catalogue.facets import facets
from sayso.catalogue.items import items
from sayso.catalogue.shown import Happening, Items
from sayso.catalogue.spans import number
from sayso.catalogue.standing import DISPUTED, FACT, STANDINGS
from sayso.catalogue.timeline import timeline
from sayso.catalogue.wanted import Wanted
from sayso.core.errors import UsageError
from sayso.incidents.rules import parse
from sayso.record import Archive
from sayso.review import make
from sayso.situation.gate import gate
from sayso.store.search import Filters

if TYPE_CHECKING:
    from tests.records import Told

RULES = (
    "all", "conservative", "informative", "roots:2", "roots:3", "each-side", "account:government",
    "account:Russia", "without-affiliated:government", "without-affiliated:media",
)  # fmt: skip


@pytest.fixture(scope="module")
def archive(told: Told, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.create(str(tmp_path_factory.mktemp("lists") / "record.db"), clock()) as book:
        fill(book, told)
        yield book


@pytest.fixture(scope="module")
def catalogue(archive: Archive) -> Catalogue:
    return build(archive, "one")[0]


def test_roots_and_standing_are_those_of_the_record(archive: Archive, catalogue: Catalogue) -> None:
    everything = catalogue.select(Wanted(), archive)
    for incident in archive.incidents(catalogue.columns.ids):
        face = everything.face(catalogue.rows[incident.id])
        told = incident.corroboration
        assert (face.counted.low, face.counted.high, face.counted.across) == (
            told.low, told.high, told.across,
        )  # fmt: skip
        assert face.counted.sides == tuple((s.side, s.low, s.high) for s in told.sides)
        claims = [c.claim for c in archive.claims(incident.claims).values()]
        if face.standing == FACT:
            assert any(gate(claim) == "for" for claim in claims)
            assert all(gate(claim) != "against" for claim in claims)
    disputed = {id for d in archive.disputes() for id in d.incidents}
    for id in disputed:
        assert everything.face(catalogue.rows[id]).standing == DISPUTED


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_shows_and_hides_what_it_does_of_the_record(
    archive: Archive, catalogue: Catalogue, rule: str
) -> None:
    reading = parse(rule)
    ruled = archive.ruled(archive.store.incidents().ids, reading)
    shown = catalogue.select(Wanted(rule=reading), archive)
    assert set(shown.incident_ids()) == {i.id for i in ruled.incidents}
    assert set(shown.claim_ids()) == {c for i in ruled.incidents for c in i.claims}
    hidden = {h.reason: (h.incidents, h.claims) for h in ruled.hidden if h.incidents or h.claims}
    assert {h.reason: (h.incidents, h.claims) for h in shown.hidden()} == hidden
    for incident in ruled.incidents:
        counted = shown.face(catalogue.rows[incident.id]).counted
        assert (counted.low, counted.high) == (incident.corroboration.low,
                                               incident.corroboration.high)  # fmt: skip


def test_a_party_that_nobody_has_is_refused(archive: Archive, catalogue: Catalogue) -> None:
    with pytest.raises(UsageError, match="Ruritania"):
        catalogue.select(Wanted(rule=parse("account:Ruritania")), archive)
    with pytest.raises(UsageError, match="standing"):
        catalogue.select(Wanted(standing=("sworn",)), archive)


@pytest.mark.parametrize(
    ("wanted", "filters"),
    [
        (Wanted(q="supply route"), Filters(text="supply route")),
        (Wanted(q='"north of Aleppo"'), Filters(text='"north of Aleppo"')),
        (Wanted(actor=("RUS",)), None),
        (Wanted(place=("Nubl",)), Filters(place="Nubl")),
        (Wanted(outlet=("World Wire",)), Filters(outlet="World Wire")),
        (Wanted(predicates=frozenset({"besiege"})), Filters(predicate="besiege")),
    ],
)  # fmt: skip
def test_filters_find_what_search_finds(
    archive: Archive, catalogue: Catalogue, wanted: Wanted, filters: Filters | None
) -> None:
    found = catalogue.select(wanted, archive)
    assert found.total > 0
    assert found.hidden()[0].reason == FILTERED
    if filters is not None:
        inside = {
            c for m in archive.store.incident_claims(catalogue.columns.ids).values() for c in m
        }
        assert set(found.claim_ids()) == set(archive.store.find(filters, None).ids) & inside
    else:
        claims = archive.claims(found.claim_ids()).values()
        roles = ("actor", "recipient", "helper", "beneficiary", "mediator")
        assert all(
            any(m.id == "RUS" for role in roles for m in getattr(c.claim.roles, role))
            for c in claims
        )


def test_columns_for_the_map(archive: Archive, catalogue: Catalogue) -> None:
    found = items(catalogue.select(Wanted(), archive))
    size = len(found.id)
    for name in Items.__struct_fields__[:11]:
        assert len(getattr(found, name)) == size, name
    assert size == catalogue.columns.size
    dated = [day for day in found.first if day is not None]
    assert dated == sorted(dated)
    assert found.first[: len(dated)] == dated  # those without a day come last
    assert all((a is None) == (b is None) for a, b in zip(found.first, found.last, strict=True))
    points = found.point
    assert len(points.item) == len(points.lon) == len(points.lat) == len(points.name)
    assert points.item == sorted(points.item)
    places = list(zip(points.item, points.lon, points.lat, strict=True))
    assert len(set(places)) == len(places)
    assert set(found.standing) <= set(range(len(STANDINGS)))
    assert msgspec.json.decode(msgspec.json.encode(found), type=Items) == found


def test_the_day_shows_disputes_first_and_every_account(
    archive: Archive, catalogue: Catalogue
) -> None:
    everything = catalogue.select(Wanted(), archive)
    at = number("2016-02-04")
    assert at is not None
    rows = days.of_day(everything, at)
    shown = [bool(everything.disputed[row]) for row in rows]
    assert shown == sorted(shown, reverse=True)
    assert any(shown)
    found = days.happenings(everything, rows[:10], archive)
    assert [h.card.id for h in found] == [catalogue.columns.ids[row] for row in rows[:10]]
    for happening in found:
        _is_whole(happening, archive)
    near = {d.day: d.count for d in days.days_near(everything, at)}
    assert near["2016-02-04"] == len(rows)
    assert len(near) == 31


def _is_whole(happening: Happening, archive: Archive) -> None:
    (incident,) = archive.incidents([happening.card.id])
    assert {a.claim for a in happening.accounts} == set(incident.claims)
    groups = [(a.position, a.root.side, a.root.name) for a in happening.accounts]
    assert len(set(groups)) == sum(
        1 for a, b in zip([None, *groups], groups, strict=False) if a != b
    )
    texts = {e.report.id: e.report.text for e in archive.store.entries()}
    for account in happening.accounts:
        assert account.before + account.words + account.after in texts[account.report.id]
        assert account.chain[0].name == account.report.outlet
    labels = {p.label for d in happening.disputes for p in d.positions}
    assert {a.position for a in happening.accounts if a.position} <= labels


def test_copies_name_the_report_that_came_first(archive: Archive, catalogue: Catalogue) -> None:
    everything = catalogue.select(Wanted(), archive)
    told = details.accounts_of(everything, catalogue.columns.claim_ids, archive)
    families = archive.reports_behind(c.claim for c in archive.claims(told).values())[1]
    copies = [a for a in told.values() if a.copy_of]
    assert copies
    assert all(families[a.copy_of or ""] == families[a.report.id] for a in copies)


def test_an_incident_and_a_claim_are_opened(archive: Archive, catalogue: Catalogue) -> None:
    everything = catalogue.select(Wanted(), archive)
    row = next(iter(catalogue.disputes_of))
    found = details.incident_told(everything, row, archive, parse("all"))
    assert found is not None
    told, hidden = found
    assert hidden == ()
    assert told.card.disputed
    assert told.disputes
    assert {a.claim for a in told.accounts} == set(told.incident.claims)
    assert told.card.id not in {card.id for card in told.others}
    claim = details.claim_told(catalogue, told.incident.claims[0], archive)
    assert claim is not None
    assert claim.incident == told.incident.id
    assert claim.account.claim == claim.claim.id
    assert details.claim_told(catalogue, "nosuch", archive) is None


def test_search_names_parties_and_places_before_claims(
    archive: Archive, catalogue: Catalogue
) -> None:
    everything = catalogue.select(Wanted(), archive)
    names = finding.names_found(everything, "nubl")
    assert names[0].type == "place"
    assert names[0].id.startswith("gn:")
    selection = catalogue.select(Wanted(q="siege"), archive)
    ids = finding.claims_in_order(selection)
    hits = finding.hits(selection, ids[:5], "siege", archive)
    assert {hit.id for hit in hits} == set(ids[:5])
    assert all(hit.words[a:b].casefold() == "siege" for hit in hits for a, b in hit.marks)


def test_days_to_years_make_no_more_bins_than_asked(archive: Archive, catalogue: Catalogue) -> None:
    selection = catalogue.select(Wanted(), archive)
    for most in (1, 3, 30, 400):
        found = timeline(selection, most)
        assert 0 < len(found.bins) <= most + 1
        assert sum(bin.count for bin in found.bins) + found.undated == selection.total
        ends = [(number(bin.day) or 0) + bin.days for bin in found.bins]
        assert [number(bin.day) for bin in found.bins[1:]] == ends[:-1]
    nothing = timeline(catalogue.select(Wanted(q="no such words"), archive), 10)
    assert nothing.bins == ()


def test_what_stays_is_taken_over_and_judgements_are_taken_up(told: Told, tmp_path: Path) -> None:
    with Archive.create(str(tmp_path / "record.db"), clock()) as book:
        fill(book, told[:6])
        first, made = build(book, "one")
        id = first.columns.claim_ids[0]
        claim = book.claims([id])[id].claim
        assert book.judge(make.reject(claim, "A. Analyst", book.clock(), "another town"))
        second, again = build(book, "two", made)
        fresh, _ = build(book, "two")
        assert id in first.columns.claim_ids
        assert id not in second.columns.claim_ids
        assert second.columns.ids == fresh.columns.ids
        assert _plain(second, book) == _plain(fresh, book)
        kept = set(made.slips) & set(again.slips)
        assert sum(made.slips[i][1] is again.slips[i][1] for i in kept) > len(kept) * 0.8
        with pytest.raises(StoppedError):
            build(book, "three", None, lambda: True)


def _plain(catalogue: Catalogue, book: Archive) -> Any:
    selection = catalogue.select(Wanted(), book)
    shown = cards(selection, selection.rows.tolist(), book)
    return items(selection), facets(selection), shown
