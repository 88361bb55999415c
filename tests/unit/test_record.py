"""The record from end to end: the shipped examples, read once, on both databases."""

from __future__ import annotations

import json
import random
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace
from tests.records import Told, clock, fill, partition

from sayso.core.types import Claim, Problem
from sayso.intake import take, take_proposals
from sayso.questions import filters, found_claims, found_disputes, found_incidents, look_up
from sayso.record import Archive
from sayso.review import make
from sayso.store.store import Store


@pytest.fixture
def archive(store: Store) -> Archive:
    return Archive(store, clock())


def test_any_order_of_arrival_gives_the_same_incidents(
    store: Store, told: Told, tmp_path: Path
) -> None:
    archive = Archive(store, clock())
    fill(archive, told)
    expected = partition(archive)
    assert sum(len(found) for found in expected) == sum(len(claims) for _, claims in told)
    for seed in (1, 2):
        shuffled = random.Random(seed).sample(told, len(told))
        with Store.create(str(tmp_path / f"{seed}.db")) as other:
            piecemeal = Archive(other, clock())
            for item, claims in shuffled:
                piecemeal.add(item, claims)
                piecemeal.gather()
            assert partition(piecemeal) == expected


def test_adding_twice_changes_nothing(archive: Archive, told: Told) -> None:
    fill(archive, told)
    before = (archive.store.counts(), partition(archive), archive.store.audit_head())
    assert {archive.add(item, claims) for item, claims in told} == {"known"}
    assert archive.gather() == 0
    assert (archive.store.counts(), partition(archive), archive.store.audit_head()) == before
    assert archive.store.check().problems == ()


def test_every_incident_and_dispute_leads_to_words(archive: Archive, told: Told) -> None:
    fill(archive, told)
    texts = {item.report.id: item.report.text for item, _ in told}
    incidents = archive.incidents(archive.store.incidents().ids)
    for incident in incidents:
        claims = archive.store.claims(incident.claims)
        assert tuple(sorted(claims)) == incident.claims
        assert incident.id == incident.claims[0]
        assert all(texts[c.report.id][c.start : c.end] == c.text for c in claims.values())
        named = {id for field in incident.fields for value in field.values for id in value.claims}
        named |= {id for root in incident.corroboration.roots for id in root.claims}
        assert named <= set(incident.claims)
        if len(incident.claims) > 1:
            assert len(incident.why) == len(incident.claims) - 1
            assert all(link.features for link in incident.why)
    disputes = archive.disputes()
    assert disputes
    for dispute in disputes:
        assert len(dispute.positions) > 1
        for position in dispute.positions:
            assert position.claims
            assert len(archive.store.claims(position.claims)) == len(position.claims)


def test_one_source_in_three_outlets_is_one_root(archive: Archive, told: Told) -> None:
    """The monitor's count of those who fled, in its own report and as two others tell it."""
    fill(archive, told)
    found = found_claims(archive, filters("40,000", predicates=["flee"]), 50, 0)[1]
    counts = [c.claim.id for c in found if any(q.best == 40_000 for q in c.claim.quantities)]
    incidents = {archive.store.incident_of(claim) for claim in counts}
    assert len(incidents) == 1
    (incident,) = archive.incidents(id for id in incidents if id)
    roots = [r for r in incident.corroboration.roots if "Monitor" in r.name]
    assert [len(root.outlets) for root in roots] == [3]


def test_a_rejected_claim_leaves_its_incident_until_that_is_undone(
    archive: Archive, told: Told
) -> None:
    fill(archive, told)
    before = partition(archive)
    largest = max(before, key=lambda found: (len(found), sorted(found)))
    (claim,) = archive.claims([min(largest)]).values()
    no = make.reject(claim.claim, "Ann", archive.clock(), "misread")
    assert archive.judge(no)
    assert not archive.judge(no)
    assert archive.store.incident_of(claim.claim.id) is None
    assert archive.claims([claim.claim.id])[claim.claim.id].rejected
    assert claim.claim.id not in {id for found in partition(archive) for id in found}
    assert archive.judge(make.undo(no, "Bob", archive.clock()))
    assert partition(archive) == before
    assert archive.store.check().problems == ()
    assert not archive.store.verify_audit()


def test_people_merge_and_split_incidents(archive: Archive, told: Told) -> None:
    fill(archive, told)
    before = partition(archive)
    alone = sorted(min(found) for found in before if len(found) == 1)[:2]
    claims = archive.claims(alone)
    archive.judge(make.merge([claims[id].claim for id in alone], "Ann", archive.clock()))
    assert archive.store.incident_of(alone[1]) == alone[0]
    split = make.split(claims[alone[1]].claim, [claims[alone[0]].claim], "Ann", archive.clock())
    archive.judge(split)
    assert partition(archive) == before
    # Other claims that come in change nothing of what people decided.
    archive.judge(make.undo(split, "Ann", archive.clock()))
    assert archive.store.incident_of(alone[1]) == alone[0]


def test_a_correction_shows_and_moves_the_claim(archive: Archive, told: Told) -> None:
    fill(archive, told)
    found = found_claims(archive, filters(place="Nubl", predicates=["besiege"]), 1, 0)[1]
    claim = found[0].claim
    entry = archive.store.entry(claim.report.id)
    assert entry
    archive.judge(
        make.correct(claim, ["place=Madaya"], entry.report, "Ann", archive.clock(), "wrong town")
    )
    now = archive.claims([claim.id])[claim.id]
    assert [place.name for place in now.claim.places] == ["Madaya"]
    assert archive.store.claims([claim.id])[claim.id] == claim
    incident = archive.store.incident_of(claim.id)
    assert incident
    members = archive.store.incident_claims([incident])[incident]
    others = [c for id, c in archive.store.claims(members).items() if id != claim.id]
    assert not any(place.name == "Nubl" for c in others for place in c.places)


def test_judgements_survive_a_reading_again(archive: Archive, told: Told) -> None:
    fill(archive, told)
    item, claims = told[1]
    no = make.reject(claims[3], "Ann", archive.clock())
    archive.judge(no)
    added = make.add(
        item.report, item.report.text[100:130].strip(), "attack", [], "Ann", archive.clock()
    )
    archive.judge(added)
    moved = tuple(
        replace(c, id=f"{number:016x}", end=c.end - 1, text=c.text[:-1])
        for number, c in enumerate(claims)
    )
    changes = archive.reread(item.report.id, moved, keep=False)
    assert len(changes.changed) == len(claims)
    assert archive.store.claims([claims[0].id])
    archive.reread(item.report.id, moved, keep=True)
    archive.gather()
    standing = archive.claims(c.id for c in archive.store.claims_of(item.report.id))
    assert [id for id, claim in standing.items() if claim.rejected] == [moved[3].id]
    assert {claim.reader.split()[0] for claim in standing.values()} == {"sayso", "Ann"}
    assert archive.store.check().problems == ()


def test_what_another_version_read_is_stale(archive: Archive, told: Told) -> None:
    item, claims = told[0]
    archive.add(item, claims, "sayso, claims.jsonl")
    archive.add(*told[1])
    assert archive.stale() == (item.report.id,)


def test_a_report_changed_at_its_address_is_a_new_version(archive: Archive, told: Told) -> None:
    item, claims = told[0]
    assert archive.add(item, claims) == "added"
    text = item.report.text.replace("Monday", "Tuesday")
    changed = replace(item, report=replace(item.report, id="0" * 16, text=text))
    assert archive.add(changed, ()) == "version"
    old, new = archive.store.entry(item.report.id), archive.store.entry("0" * 16)
    assert old
    assert new
    assert (old.version, old.replaced_by, new.version) == (1, "0" * 16, 2)
    (capture,) = archive.store.captures(item.report.id)
    assert archive.store.original(capture.sha256) == item.original


def test_claims_of_other_readers_are_kept_if_the_text_says_so(
    archive: Archive, told: Told, tmp_path: Path
) -> None:
    fill(archive, told)
    claim = msgspec.to_builtins(told[2][1][0])
    wrong = {**claim, "text": "words that are not there", "reader": "Ann"}
    path = tmp_path / "claims.jsonl"
    lines = [{**claim, "reader": "Ann"}, wrong, claim]
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    problems: list[Problem] = []
    assert take_proposals(archive, str(path), None, problems).claims == 1
    assert [problem.line for problem in problems] == [2, 3]
    assert take_proposals(archive, str(path), None, []).claims == 0
    archive.gather()
    assert archive.store.check().problems == ()


def test_a_fault_in_one_report_does_not_stop_the_others(archive: Archive, told: Told) -> None:
    def read(report: object) -> tuple[Claim, ...]:
        if report == told[1][0].report:
            raise RuntimeError("odd report")
        return ()

    problems: list[Problem] = []
    items = [item for item, _ in told[:3]]
    done = take(archive, items, read, problems, lambda count, name: None)
    assert (done.added, len(problems), problems[0].code) == (2, 1, "crash")


def test_questions_under_every_reading_rule(archive: Archive, told: Told) -> None:
    fill(archive, told)
    everything = found_incidents(archive, filters(), "all", 500, 0)
    assert (everything.hidden, everything.total) == ((), len(everything.incidents))
    for rule in ("conservative", "informative", "roots:2", "each-side", "account:opposition"):
        found = found_incidents(archive, filters(), rule, 500, 0)
        hidden = sum(h.incidents for h in found.hidden)
        assert found.total + hidden == everything.total
        assert found.words != everything.words
    two = found_disputes(archive, filters(), None, "roots:2", 50)
    every = found_disputes(archive, filters(), None, "all", 50)
    assert 0 < two.total < every.total
    assert two.hidden
    place = found_disputes(archive, filters(place="Ratyan"), "control", "all", 50)
    assert 0 < place.total < every.total


def test_show_finds_things_by_the_beginning_of_their_ids(archive: Archive, told: Told) -> None:
    fill(archive, told)
    item, claims = told[1]
    assert look_up(archive, item.report.id[:9]).entry == archive.store.entry(item.report.id)
    shown = look_up(archive, claims[0].id)
    assert shown.incident
    assert claims[0].id in shown.incident.claims
    dispute = archive.disputes()[0]
    assert look_up(archive, dispute.id).disputes == (dispute,)
