"""What the record does not have, or has under another command, is said in one line; exit code 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.commands import asked
from tests.records import clock, fill
from tests.told import party, place, told

from sayso.core.ids import report_id
from sayso.core.record import Acquired
from sayso.core.types import Report
from sayso.record import Archive

WORDS = "the rebels took Arden"
TEXT = f"Residents said on Sunday that {WORDS} from the army."


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A record with one report, of one place taken on 5 May 2024."""
    path = str(tmp_path_factory.mktemp("record") / "r.db")
    id = report_id(TEXT, "World Wire", "2024-05-08")
    report = Report(id=id, text=TEXT, outlet="World Wire", published="2024-05-08")
    claim = told(
        "capture", WORDS, at=(place("Arden"),), on="2024-05-05", report=id,
        start=TEXT.index(WORDS), actor=[party("SYR-REB")],
    )  # fmt: skip
    item = Acquired(report=report, original=TEXT.encode(), way="file", address=None)
    with Archive.create(path, clock()) as book:
        fill(book, [(item, (claim,))])
    return path


def of_line(record: str) -> str:
    _, output = asked(record, "situation", "--at", "2024-05-08", "--format", "json")
    line: str = json.loads(output)["control"][0]["id"]
    return line


@pytest.mark.parametrize(
    "command",
    [
        ("situation", "--at", "2024-05-08"),
        ("calendar", "--at", "2024-05-08"),
        ("diff", "2024-05-01", "2024-05-08"),
    ],
)
def test_a_place_that_no_report_names(record: str, command: tuple[str, ...]) -> None:
    wanted = (2, "sayso: no report here names a place Nowhere\n")
    assert asked(record, *command, "--place", "Nowhere") == wanted


@pytest.mark.parametrize(
    ("day", "name"), [("2024-05-08", "FRA"), ("2024-05-08", "France"), ("2020-01-01", "Arden")]
)
def test_nothing_told_of_a_known_place_is_no_fault(record: str, day: str, name: str) -> None:
    code, output = asked(record, "situation", "--at", day, "--place", name)
    assert code == 0
    assert "nothing is told of this" in output


def test_a_party_that_no_report_names(record: str) -> None:
    code, output = asked(record, "positions", "--party", "Martians")
    assert (code, output) == (2, "sayso: no report here names a party Martians\n")


@pytest.mark.parametrize("name", ["SYR-REB", "rebels"])
def test_a_known_party_without_a_position_is_no_fault(record: str, name: str) -> None:
    code, output = asked(record, "positions", "--party", name)
    assert code == 0
    assert "nobody is told to have taken a position" in output


def test_a_line_of_the_situation_is_not_shown_but_explained(record: str) -> None:
    line = of_line(record)
    wanted = f"sayso: {line} is the id of a line of the situation: sayso why {line}\n"
    assert asked(record, "show", line) == (2, wanted)
    assert asked(record, "why", line)[0] == 0
    assert asked(record, "show", "zz") == (2, "sayso: nothing in the record has the id zz\n")


def test_an_empty_record_has_no_such_id(tmp_path: Path) -> None:
    empty = str(tmp_path / "r.db")
    asked(empty, "init")
    assert asked(empty, "show", "zz") == (2, "sayso: nothing in the record has the id zz\n")


def test_a_claim_is_not_explained_but_shown(record: str) -> None:
    _, output = asked(record, "search", "--format", "json")
    claim = json.loads(output)[0]
    for kind, id in (("claim", claim["id"]), ("report", claim["report"]["id"])):
        wanted = f"sayso: {id} is the id of a {kind}: sayso show {id}\n"
        assert asked(record, "why", id) == (2, wanted)
    told_of = "sayso: nothing in the situation on 2024-05-08 has the id zz\n"
    assert asked(record, "why", "zz") == (2, told_of)
