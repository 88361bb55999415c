"""The situation of a record, by the clocks and rules, and as the commands print it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.commands import asked
from tests.records import Told, clock, fill

from sayso.core.situation import KEYS, Situation
from sayso.incidents.rules import parse
from sayso.record import Archive


@pytest.fixture(scope="module")
def record(told: Told, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The examples in a record."""
    path = str(tmp_path_factory.mktemp("record") / "r.db")
    with Archive.create(path, clock()) as archive:
        fill(archive, told)
    return path


def of(record: str, day: str, known_by: str | None = None, rule: str = "all") -> Situation:
    with Archive.open(record, clock()) as archive:
        return archive.situation(day, known_by, rule=parse(rule))


def test_the_days_around_the_end_of_the_siege(record: str) -> None:
    before, after = of(record, "2016-02-01"), of(record, "2016-02-04")

    def sieges(found: Situation) -> set[tuple[str, str]]:
        return {(s.place, s.status) for s in found.sieges if s.besieger == ("SYR-REB",)}

    assert {("Nubl", "besieged"), ("Az Zahra", "besieged")} <= sieges(before)
    assert {("Nubl", "lifted"), ("Az Zahra", "lifted")} <= sieges(after)
    assert not any(r.status == "cut" and r.state == "holds" for r in before.routes)
    assert any(r.status == "cut" and r.state == "holds" for r in after.routes)
    (geneva,) = (t for t in after.talks if t.track.startswith("Geneva"))
    assert (geneva.status, geneva.resumes) == ("suspended", "2016-02-25")


def test_nothing_is_known_before_the_first_report(record: str) -> None:
    found = of(record, "2016-02-04", "2016-01-01")
    assert all(not getattr(found, key) for key in KEYS)
    assert found.fluents == ()


def test_a_rule_tells_what_it_hides(record: str) -> None:
    found = of(record, "2016-02-04", rule="roots:2")
    assert found.rule == "Only what 2 independent roots or more say"
    assert found.hidden
    every = of(record, "2016-02-04")
    assert len(found.control) < len(every.control)


def test_every_line_of_the_record_has_claims_of_the_record(record: str) -> None:
    with Archive.open(record, clock()) as archive:
        found = archive.situation()
        ids = {c for key in KEYS for line in getattr(found, key) for c in line.claims}
        assert set(archive.claims(ids)) == ids
        assert found.day == max(e.report.published or "" for e in archive.store.entries())


def test_the_commands(record: str) -> None:
    code, table = asked(record, "situation", "--at", "2016-02-04")
    assert code == 0
    assert "SIEGES" in table
    assert "Read by the rule: All accounts." in table
    code, text = asked(record, "situation", "--at", "2016-02-04", "--format", "json")
    assert code == 0
    found = json.loads(text)
    assert set(KEYS) <= set(found)
    line = next(s for s in found["sieges"] if s["place"] == "Nubl" and s["status"] == "lifted")
    code, text = asked(record, "why", line["id"][:10], "--at", "2016-02-04")
    assert code == 0
    assert "end: siege(place) = recipient" in " ".join(text.split())
    code, text = asked(record, "why", line["id"], "--at", "2016-02-04", "--format", "json")
    assert {c["id"] for c in json.loads(text)["claims"]} >= set(line["claims"])
    code, text = asked(record, "diff", "2016-02-01", "2016-02-04")
    assert code == 0
    assert "CONTROL" in text
    code, text = asked(record, "diff", "2016-02-01", "2016-02-04", "--format", "json")
    assert {c["key"] for c in json.loads(text)} >= {"control", "sieges", "routes"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("situation", "--at", "yesterday"),
        ("situation", "--at", "2016-02-04", "--known-by", "2016-02"),
        ("situation", "--at", "2016-02-04", "--rule", "mine"),
        ("why", "ffffffffffff"),
    ],
)
def test_wrong_usage(record: str, arguments: tuple[str, ...]) -> None:
    code, text = asked(record, *arguments)
    assert code == 2
    assert text.startswith("sayso: ")


def test_the_file_need_not_be_there(tmp_path: Path) -> None:
    code, _ = asked(str(tmp_path / "none.db"), "situation", "--at", "2016-02-04")
    assert code == 2
