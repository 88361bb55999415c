"""The sight of a role equals a record that holds nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.records import Told, clock, fill, partition

from sayso.core.errors import SaysoError
from sayso.core.release import Level
from sayso.core.tokens import Role
from sayso.record import Archive
from sayso.review import make
from sayso.sight import Seen, seen
from sayso.sight.readonly import ReadOnly
from sayso.sight.store import SeenStore
from sayso.store.search import Filters
from sayso.store.store import Store

DAYS = ("2016-02-03", "2016-02-04", "2016-02-12")


def level(archive: Archive, level: Level, *reports: str, claims: tuple[str, ...] = ()) -> None:
    """Give reports and claims a level."""
    safety, at = archive.store.safety, archive.clock()
    safety.set_levels("report", reports, level, by="an editor", at=at, why="a test")
    safety.set_levels("claim", claims, level, by="an editor", at=at, why="a test")


@pytest.fixture
def book(where: str, told: Told) -> Iterator[Archive]:
    """The examples in a record."""
    with Archive.create(where, clock()) as made:
        fill(made, told)
        yield made


def same(one: Archive | Seen, other: Archive | Seen) -> None:
    """Two records, or sights, tell the same."""
    assert one.store.counts() == other.store.counts()
    ids = one.store.incidents().ids
    assert ids == other.store.incidents().ids
    assert one.store.summaries(ids) == other.store.summaries(ids)
    assert one.incidents(ids) == other.incidents(ids)
    assert one.disputes() == other.disputes()
    for filters in (Filters(text="siege"), Filters(place="Nubl"), Filters(since="2016-02-05")):
        assert one.store.find(filters, None) == other.store.find(filters, None)
        assert one.store.incidents(filters) == other.store.incidents(filters)
    for day in DAYS:
        for place in (None, "Syria"):
            assert one.situation(day, place=place) == other.situation(day, place=place)


def test_nobody_has_said_anything(book: Archive) -> None:
    assert seen(book.store, "read").store.counts().claims == 0
    same(seen(book.store, "review"), book)
    same(seen(book.store, "admin"), book)


def test_a_sight_is_a_record_of_what_is_seen(book: Archive, told: Told, tmp_path: Path) -> None:
    shown = [told[i] for i in (1, 2, 5, 8, 9, 12, 15)]
    secret = told[3][0].report.id
    level(book, "public", *(item.report.id for item, _ in shown))
    level(book, "confidential", secret)
    with Archive.create(str(tmp_path / "shown.db"), clock()) as other:
        fill(other, shown)
        same(seen(book.store, "read"), other)
        assert partition(other)
    with Archive.create(str(tmp_path / "rest.db"), clock()) as other:
        fill(other, [(i, claims) for i, claims in told if i.report.id != secret])
        same(seen(book.store, "review"), other)


def test_a_claim_has_the_stricter_level(book: Archive, told: Told, tmp_path: Path) -> None:
    (item, claims), (hidden, others) = told[1], told[2]
    level(book, "public", item.report.id, claims=(claims[0].id, others[0].id))
    level(book, "restricted", claims=(claims[1].id,))
    level(book, "confidential", claims=(claims[2].id,))
    view = seen(book.store, "read").store
    seen_ids = {c.id for c in view.claims_of(item.report.id)}
    assert seen_ids == {c.id for c in claims} - {claims[1].id, claims[2].id}
    assert view.claims([others[0].id]) == {}
    assert not view.claims_of(hidden.report.id)
    assert claims[1].id in seen(book.store, "review").store.claims([claims[1].id])
    assert not seen(book.store, "review").store.claims([claims[2].id])
    for found in view.claims_of(item.report.id):
        linked = {found.within, found.repeats, *(found.cause or ())}
        assert not linked & {claims[1].id, claims[2].id}


def test_it_follows_a_change_of_levels(book: Archive, told: Told) -> None:
    view = seen(book.store, "read")
    report = told[1][0].report.id
    first = told[1][1][0].id
    assert not view.claims([first])
    level(book, "public", report)
    assert view.claims([first])
    level(book, "confidential", report)
    assert not view.claims([first])
    assert view.store.entry(report) is None
    assert view.store.counts().reports == 0


def test_what_is_hidden_has_no_id_and_leaves_no_trace(book: Archive, told: Told) -> None:
    shown, hidden = told[1][0].report, told[2][0].report
    level(book, "public", shown.id)
    store = seen(book.store, "read").store
    claim = told[2][1][0].id
    assert not store.has_report(hidden.id)
    assert store.named(hidden.id) == () == store.named(claim)
    assert store.named(shown.id)
    assert store.incident_of(claim) is None
    assert store.summaries(book.store.incidents().ids[:0]) == ()
    assert store.captures(hidden.id) == () == store.readings(hidden.id)
    assert store.addresses(hidden.id) == () == store.translation(hidden.id)
    assert store.original(hidden.sha256 or "") is None
    assert store.original(shown.sha256 or "") is not None
    assert [entry.report.id for entry in store.entries()] == [shown.id]
    assert {c.report.id for some in store.all_claims() for c in some} == {shown.id}
    links = store.links_of([c.id for c in told[1][1]])
    ids = {c.id for c in told[1][1]}
    assert {end for link in links for end in (link.a, link.b)} <= ids


def test_judgements_on_what_is_hidden(book: Archive, told: Told) -> None:
    one, two = told[1][1][0], told[2][1][0]
    level(book, "public", one.report.id)
    book.judge(make.comment(two, "A. Analyst", book.clock(), "of the hidden report"))
    book.judge(make.reject(one, "A. Analyst", book.clock(), "misread"))
    book.judge(make.merge([told[1][1][1], two], "A. Analyst", book.clock(), "two reports"))
    view = seen(book.store, "read")
    (left,) = view.store.judgements()
    assert left.kind == "reject"
    assert view.claims([one.id])[one.id].rejected
    with pytest.raises(SaysoError):
        next(iter(view.store.audit()))
    level(book, "confidential", two.report.id)
    about = {entry.about for entry in seen(book.store, "review").store.audit()}
    assert two.report.id not in about
    assert one.report.id in about


def test_versions_that_are_hidden(where: str, told: Told) -> None:
    from msgspec.structs import replace

    from sayso.core.ids import report_id

    with Archive.create(where, clock()) as book:
        item, _ = told[1]
        ids = []
        for number in range(3):
            text = item.report.text + f"\nCorrected {number} times."
            report = replace(item.report, id=report_id(text), text=text)
            again = replace(item, report=report, address="https://a.example/1")
            book.add(again, ())
            ids.append(report.id)
        level(book, "public", ids[0], ids[2])
        store = seen(book.store, "read").store
        first, third = store.entries(ids)
        assert (first.version, first.replaced_by) == (1, ids[2])
        assert (third.version, third.replaced_by) == (2, None)
        level(book, "confidential", ids[2])
        (only,) = store.entries(ids)
        assert only.replaced_by is None


def test_every_method_of_the_store_is_filtered_or_refused() -> None:
    public = {name for name in vars(Store) if not name.startswith("_")}
    own = {"is_unmade"}  # looks at no record
    assert public - own <= set(vars(SeenStore)) | set(vars(ReadOnly))


def test_a_sight_takes_nothing(book: Archive, told: Told) -> None:
    from sayso.core.record import Reading

    level(book, "public", told[1][0].report.id)
    store = seen(book.store, "read").store
    by = Reading(reader="me", fingerprint=None, at="2026-01-01T00:00:00Z")
    with pytest.raises(SaysoError):
        store.add_claims(told[1][0].report.id, by, [], {})
    with pytest.raises(SaysoError):
        store.judge(make.accept(told[1][1][0], "me", by.at, ""))
    with pytest.raises(SaysoError), store.gathering():
        pass
    with pytest.raises(SaysoError):
        store.check()
    with pytest.raises(SaysoError):
        _ = store.safety


@pytest.mark.parametrize("role", ["read", "review"])
def test_a_delay(book: Archive, role: Role) -> None:
    import datetime

    level(book, "public", *book.store.safety.report_ids())
    recorded = datetime.date(2026, 11, 22)  # the clock's day
    for after, count in ((0, 0), (2, 0), (3, 17)):
        today = recorded + datetime.timedelta(days=after)
        view = seen(book.store, role, delay_days=3, today=today)
        assert view.store.counts().reports == count
    with pytest.raises(ValueError, match="a delay needs the day"):
        seen(book.store, role, delay_days=3)
