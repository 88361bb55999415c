"""The record's reports, readings, claims and incidents, on both databases."""

from __future__ import annotations

import hashlib

import pytest
from msgspec.structs import replace
from tests.store_samples import AT, READING, Sample, add, claim, sample

from sayso.core.errors import UsageError
from sayso.core.record import Anchor, Capture, Judgement, Link, Reading, SentencePair
from sayso.core.types import Claim, Report
from sayso.store.incidents import Summary
from sayso.store.search import Filters
from sayso.store.store import Store


def judgement(kind: str, *claims: Claim, id: str = "j1") -> Judgement:
    anchors = tuple(
        Anchor(claim=c.id, report=c.report.id, start=c.start, end=c.end, predicate=c.predicate)
        for c in claims
    )
    return Judgement(id=id, kind=kind, by="A. Analyst", at=AT, why="as a test", anchors=anchors)  # type: ignore[arg-type]


def gather(store: Store, *groups: tuple[Claim, ...]) -> None:
    with store.gathering() as gathering:
        gathering.set_incidents(
            Summary(
                id=min(c.id for c in group),
                claims=tuple(sorted(c.id for c in group)),
                predicate=group[0].predicate,
                title="Something",
                earliest=group[0].when.earliest if group[0].when else None,
            )
            for group in groups
        )


def test_a_report_comes_back_as_it_went(store: Store) -> None:
    one = sample(1)
    original = b"<p>bytes</p>"
    capture = Capture(
        sha256=hashlib.sha256(original).hexdigest(), at=AT, way="file", address="/a.html"
    )
    pair = SentencePair(start=0, end=5, text="Слово", language="ru")
    assert add(store, one, "/a.html", capture, original, (pair,)) == "added"
    entry = store.entry(one.report.id)
    assert entry is not None
    assert (entry.report, entry.recorded, entry.address) == (one.report, AT, "/a.html")
    assert (entry.version, entry.replaced_by) == (1, None)
    assert store.has_report(one.report.id)
    assert not store.has_report("other")
    assert store.entry("other") is None
    assert store.captures(one.report.id) == (capture,)
    assert store.original(capture.sha256) == original
    assert store.original("00") is None
    assert store.translation(one.report.id) == (pair,)
    assert store.claims_of(one.report.id) == one.claims
    assert store.readings(one.report.id) == (READING,)
    assert store.claims([one.claims[1].id, "none", one.claims[0].id]) == {
        one.claims[1].id: one.claims[1],
        one.claims[0].id: one.claims[0],
    }
    assert store.check().problems == ()


def test_adding_twice_changes_nothing(store: Store) -> None:
    assert add(store, sample(1), "/a") == "added"
    before = store.audit_head()
    assert add(store, sample(1), "/a") == "known"
    assert store.audit_head() == before
    check = store.check()
    assert (check.reports, check.claims, check.problems) == (1, 3, ())


def test_a_known_report_at_another_address_is_noted(store: Store) -> None:
    add(store, sample(1), "/a")
    assert add(store, sample(1), "/b") == "known"
    assert store.addresses(sample(1).report.id) == ("/a", "/b")
    assert [e.what for e in store.audit()] == ["add report", "note address"]


def test_a_report_changed_at_its_address_is_the_next_version(store: Store) -> None:
    assert [add(store, sample(n), "/a") for n in (1, 2, 3)] == ["added", "version", "version"]
    entries = list(store.entries())
    ids = [entry.report.id for entry in entries]
    assert [(entry.version, entry.replaced_by) for entry in entries] == [
        (1, ids[1]), (2, ids[2]), (3, None),
    ]  # fmt: skip
    assert store.check().problems == ()


def test_a_report_stays_where_only_another_address_of_it_changed(store: Store) -> None:
    add(store, sample(1), "/own")
    add(store, sample(1), "/copy")
    assert add(store, sample(2), "/copy") == "version"
    entry = store.entry(sample(1).report.id)
    assert entry is not None
    assert entry.replaced_by is None


def test_reports_without_an_address_are_no_versions(store: Store) -> None:
    assert [add(store, sample(n), None) for n in (1, 2)] == ["added", "added"]


def test_entries_are_in_the_order_of_recording(store: Store) -> None:
    ids = [sample(n).report.id for n in (3, 1, 2)]
    for n in (3, 1, 2):
        add(store, sample(n))
    assert [entry.report.id for entry in store.entries()] == ids
    assert [entry.report.id for entry in store.entries(sorted(ids))] == ids


def test_a_reread_leaves_the_claims_of_others(store: Store) -> None:
    one = sample(1)
    add(store, one)
    person = Reading(reader="A. Analyst", fingerprint=None, at=AT)
    mine = claim(one.report, 0, 9, "shell", by="analyst")
    assert store.add_claims(one.report.id, person, [mine], {mine.id: {"k"}}) == 1
    assert store.add_claims(one.report.id, person, [mine], {mine.id: {"k"}}) == 0
    newer = Reading(reader="sayso 0.2.0", fingerprint="new", at=AT)
    kept = one.claims[0]
    store.replace_reading(one.report.id, newer, [kept], {kept.id: {"k"}}, "sayso ")
    assert store.claims_of(one.report.id) == (mine, kept)
    assert store.reader_of([mine.id, kept.id]) == {mine.id: "A. Analyst", kept.id: "sayso 0.2.0"}
    assert store.readings(one.report.id) == (person, newer)
    assert store.check().problems == ()


def test_a_reread_dissolves_the_incidents_it_touches(store: Store) -> None:
    one, two = sample(1), sample(2)
    add(store, one)
    add(store, two)
    gather(store, (one.claims[0], two.claims[0]), (one.claims[1],), (two.claims[1],))
    with store.gathering() as gathering:
        a, b = sorted((one.claims[0].id, two.claims[0].id))
        gathering.add_links([Link(a=a, b=b, score=0.5)])
    newer = replace(READING, fingerprint="new")
    store.replace_reading(one.report.id, newer, one.claims[1:2], one.keys)
    assert store.incident_of(two.claims[0].id) is None
    assert store.incident_of(two.claims[1].id) == two.claims[1].id
    assert store.incidents().ids == (two.claims[1].id,)
    assert set(store.pending()) == {two.claims[0].id, two.claims[2].id, one.claims[1].id}
    assert store.links_of([two.claims[0].id]) == ()
    assert store.check().problems == ()


def test_stale_are_those_that_this_program_read_otherwise(store: Store) -> None:
    for n in (1, 2):
        add(store, sample(n))
    person = Reading(reader="A. Analyst", fingerprint=None, at=AT)
    store.add_claims(sample(1).report.id, person, [], {})
    assert store.stale("print", "sayso ") == ()
    assert store.stale("other", "sayso ") == (sample(1).report.id, sample(2).report.id)
    assert store.stale("other", "nobody") == ()


def test_claims_of_an_unknown_or_another_report_are_refused(store: Store) -> None:
    add(store, sample(1))
    with pytest.raises(UsageError, match="add the report first"):
        store.add_claims("none", READING, [], {})
    with pytest.raises(UsageError, match="is not of report"):
        store.add_claims(sample(1).report.id, READING, sample(2).claims, sample(2).keys)
    assert store.check().claims == 3


def test_what_fails_halfway_leaves_nothing(store: Store) -> None:
    one = sample(1)
    with pytest.raises(KeyError):
        add(store, replace(one, keys={}))
    assert not store.has_report(one.report.id)
    assert store.audit_head()[0] == 0
    add(store, one)
    assert store.check().problems == ()


def test_candidates_share_a_key(store: Store) -> None:
    for n in (1, 2):
        add(store, sample(n))
    first = {sample(n).claims[0].id for n in (1, 2)}
    assert store.candidates({"key 0", "no such"}) == first
    assert store.candidates(()) == set()
    with store.gathering() as gathering:
        gathering.set_keys({sample(1).claims[0].id: {"corrected"}})
        assert gathering.candidates({"key 0"}) == {sample(2).claims[0].id}
        assert gathering.candidates({"corrected"}) == {sample(1).claims[0].id}


def test_all_claims_come_in_the_order_of_recording(store: Store) -> None:
    for n in (2, 1):
        add(store, sample(n))
    batches = list(store.all_claims(batch=4))
    assert [len(batch) for batch in batches] == [4, 2]
    assert sum(batches, ()) == sample(2).claims + sample(1).claims


def test_links_are_kept_scored_anew_and_dropped(store: Store) -> None:
    ids = []
    for n in range(1, 5):
        add(store, sample(n))
        ids.append(sample(n).claims[0].id)
    pairs = [tuple(sorted(pair)) for pair in ((ids[0], ids[1]), (ids[1], ids[2]))]
    found = [Link(a=a, b=b, score=0.5) for a, b in pairs]
    with store.gathering() as gathering:
        gathering.add_links(found)
        assert {(link.a, link.b) for link in gathering.links_of([ids[1]])} == set(pairs)
        assert gathering.links_of([ids[3]]) == ()
        gathering.add_links([replace(found[0], score=0.75)])
        assert {link.score for link in gathering.links_of([ids[1]])} == {0.5, 0.75}
        gathering.drop_links([ids[0]])
        assert [(link.a, link.b) for link in gathering.links_of([ids[1]])] == pairs[1:]
    assert store.links_of(ids) == tuple(sorted(found[1:], key=lambda link: link.a))


def test_incidents_are_replaced_and_old_ids_lead_on(store: Store) -> None:
    for n in (1, 2, 3):
        add(store, sample(n))
    one, two, three = sorted((sample(n).claims[0] for n in (1, 2, 3)), key=lambda c: c.id)
    gather(store, (two, three), (one,))
    assert store.incident_of(three.id) == two.id
    gather(store, (one, two, three))
    assert store.incident_of(two.id) == one.id
    assert store.incidents().ids == (one.id,)
    assert store.incident_claims([one.id, two.id]) == {one.id: (one.id, two.id, three.id)}
    gather(store, (one, three))
    assert store.incident_of(two.id) is None
    assert two.id in store.pending()
    assert store.check().problems == ()


def gather_and_fail(store: Store) -> None:
    with store.gathering() as gathering:
        gathering.done(store.pending())
        assert gathering.pending() == ()
        raise RuntimeError


def test_gathering_that_fails_is_undone(store: Store) -> None:
    add(store, sample(1))
    with pytest.raises(RuntimeError):
        gather_and_fail(store)
    assert len(store.pending()) == 3
    assert len(store.pending(limit=2)) == 2


def test_near_copies_share_a_band(store: Store) -> None:
    for n in (1, 2, 3):
        add(store, replace(sample(n), bands=("odd",) if n % 2 else ("even",)))
    a, b, c = (sample(n).report.id for n in (1, 2, 3))
    assert store.near_copies(a) == {c: sample(3).signature}
    assert store.near_copies(b) == {}
    assert store.signatures([a, b]) == {a: sample(1).signature, b: sample(2).signature}
    store.add_copy_links([(c, a, 0.9)])
    store.add_copy_links([(a, c, 0.9)])
    assert store.copy_links([c]) == store.copy_links([a]) == ((min(a, c), max(a, c), 0.9),)
    assert store.copy_links([b]) == ()


def test_a_judgement_makes_its_claims_pending_and_stays(store: Store) -> None:
    one = sample(1)
    add(store, one)
    gather(store, one.claims[:2], one.claims[2:])
    assert store.judge(judgement("comment", one.claims[0], id="j0"))
    assert store.pending() == ()
    assert store.judge(judgement("reject", one.claims[0]))
    assert not store.judge(judgement("reject", one.claims[0]))
    assert set(store.pending()) == {c.id for c in one.claims[:2]}
    with store.gathering() as gathering:
        gathering.done([one.claims[0].id])
    assert store.check().problems == ()
    assert [j.id for j in store.judgements()] == ["j0", "j1"]
    store.replace_reading(one.report.id, replace(READING, fingerprint="new"), [], {})
    assert [j.id for j in store.judgements([one.claims[0].id])] == ["j0", "j1"]
    assert [j.id for j in store.judgements(report_ids=[one.report.id])] == ["j0", "j1"]
    assert store.judgements([one.claims[1].id]) == ()
    assert store.judgements([]) == ()


def test_no_two_words_of_a_claim_are_lost(store: Store) -> None:
    """Characters that databases or JSON treat in their own way."""
    text = "A\x00B 'quoted' \"twice\" 100% :name \\ \u2028 🕊 e\u0301."
    report = Report(id="odd", text=text, title=text, outlet=text)
    odd = claim(report, 0, len(text), "say")
    add(store, Sample(report=report, claims=(odd,), keys={odd.id: {"k"}}))
    entry = store.entry("odd")
    assert entry is not None
    assert entry.report == report
    assert store.claims_of("odd") == (odd,)
    assert store.find(Filters(outlet=text)).ids == (odd.id,)
    assert store.check().problems == ()
