"""``sayso export``, and what commands write as JSON: who is named there, and what is shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from msgspec.structs import replace
from tests.commands import run
from tests.serving import API, REBELS, make_record, news, serving
from tests.told import place, source

from sayso.cli import common
from sayso.core.annotation import Annotation
from sayso.core.grammar import Grammar
from sayso.core.types import Report

FILES = (
    "claims.jsonl", "claims.csv", "incidents.jsonl", "incidents.geojson", "disputes.jsonl",
    "situation.json", "calendar.ics",
)  # fmt: skip
WORDS = "Amina Haddad, a shopkeeper of Arden, said rebels captured Belmont."


class StandIn:
    """Looks reports through and finds no more than their claims name."""

    def annotate(self, report: Report) -> Annotation:
        return Annotation(
            report=report, grammar=Grammar(report.text, (), (), ()), mentions=(), places=(),
            times=(), quantities=(), attributions=(),
        )  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where a shopkeeper is named, of all reports the last, and that one and another are public."""
    folder = tmp_path_factory.mktemp("export")
    said = replace(source("Amina Haddad"), id=None, kind="person", end=12)
    at = WORDS.index("Belmont")
    where = replace(place("Belmont"), start=at, end=at + len("Belmont"))
    about = {"by": [said], "actor": [REBELS], "at": [where], "on": "2024-05-11"}
    return make_record(
        folder / "r.db", [news("Daily Post", "2024-05-12", (WORDS, "capture", about))]
    )


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch, record: str) -> None:
    monkeypatch.setattr(common, "load", StandIn)
    monkeypatch.setenv("SAYSO_RECORD", record)
    monkeypatch.setenv("SAYSO_ANALYST", "Ann")


@pytest.fixture(scope="module")
def report(record: str) -> str:
    """The id of the report that names her."""
    found = json.loads(run("search", "shopkeeper", "--format", "json", "--record", record))
    return str(found[0]["report"]["id"])


def got(client: TestClient, path: str) -> str:
    """An export by the server, with ends of lines as a terminal's."""
    return client.get(f"{API}/exports/{path}").text.replace("\r\n", "\n")


@pytest.mark.parametrize(
    "command",
    [
        "search shopkeeper", "show {report}", "show {claim}", "incidents shopkeeper", "disputes",
        "situation --at 2024-05-12", "diff 2024-05-10 2024-05-12", "history Belmont",
        "positions", "calendar --at 2024-05-12", "reread",
    ],
)  # fmt: skip
def test_json_names_no_private_persons(command: str, report: str) -> None:
    (claim,) = json.loads(run("search", "shopkeeper", "--format", "json"))
    asked = [word.format(report=report, claim=claim["id"]) for word in command.split()]
    masked = run(*asked, "--format", "json")
    assert "Haddad" not in masked
    named = run(*asked, "--format", "json", "--persons")
    if "shopkeeper" in named and command != "reread":
        assert "Haddad" in named
        assert len(json.dumps(json.loads(masked))) >= len("█████ ██████")


def test_json_is_the_same_but_for_the_names(report: str) -> None:
    masked, named = (
        json.loads(run("show", report, "--format", "json", *more)) for more in ((), ("--persons",))
    )
    text, whole = masked["entry"]["report"]["text"], named["entry"]["report"]["text"]
    assert text.startswith("█████ ██████, a shopkeeper of Arden")
    assert len(text) == len(whole)
    claim = masked["claims"][0]["claim"]
    assert text[claim["start"] : claim["end"]] == claim["text"]
    assert claim["sources"][0]["name"] == "a private person"
    assert run("search", "besieged", "--format", "json") == run(
        "search", "besieged", "--format", "json", "--persons"
    )


@pytest.mark.parametrize("file", FILES)
def test_exports_name_no_private_persons(file: str, tmp_path: Path) -> None:
    at = ("--at", "2024-05-12") if file in FILES[-2:] else ()
    target = tmp_path / file
    run("export", file, *at, "-o", target)
    assert "Haddad" not in target.read_text()
    named = run("export", file, *at, "--persons")
    assert ("Haddad" in named) == (file not in ("incidents.geojson", "calendar.ics"))


def test_exports_hold_what_the_server_shows(record: str) -> None:
    with serving(record) as client:
        for file in FILES[:5]:
            assert run("export", file, "--place", "Belmont") == got(client, f"{file}?place=Belmont")
        served = got(client, "situation.json?at=2024-05-12")
        assert run("export", "situation.json", "--at", "2024-05-12") == served


def test_a_public_export_is_what_the_public_sees(record: str, report: str) -> None:
    for file in FILES:
        at = ("--at", "2024-05-12") if file in FILES[-2:] else ()
        nothing = run("export", file, *at, "--public")
        assert "Arden" not in nothing, file
    run("release", report, "--level", "public", "--why", "a test")
    with serving(record, public=True) as client:
        for file in FILES[:5]:
            assert run("export", file, "--public") == got(client, file)
        served = got(client, "situation.json?at=2024-05-12")
        assert run("export", "situation.json", "--at", "2024-05-12", "--public") == served
    shown = run("export", "claims.jsonl", "--public")
    assert "█████ ██████" in shown
    assert run("export", "claims.jsonl", "--public", "--delay", "9999") == ""
    assert "Daily Post" in run("report", "--at", "2024-05-12", "--days", "2", "--public")
    assert "Daily Post" not in run(
        "report", "--at", "2024-05-12", "--days", "2", "--public", "--delay", "9999"
    )


@pytest.mark.parametrize(
    "wrong",
    [("--public", "--persons"), ("--delay", "3"), ("--at", "2024-05-12"),
     ("--since", "2024-05-12", "--until", "2024-05-01")],
)  # fmt: skip
def test_what_cannot_be_asked(wrong: tuple[str, ...]) -> None:
    run("export", "claims.csv", *wrong, code=2)


@pytest.mark.parametrize("file", FILES[-2:])
@pytest.mark.parametrize(
    "wrong",
    [("siege",), ("--actor", "SYR-MIL"), ("--side", "government"), ("--country", "SYR"),
     ("--predicate", "capture"), ("--outlet", "Daily Post"), ("--since", "2024-05-01"),
     ("--until", "2024-05-12"), ("--disputed",)],
)  # fmt: skip
def test_a_file_of_a_day_drops_no_filter(file: str, wrong: tuple[str, ...]) -> None:
    option = wrong[0] if wrong[0].startswith("--") else "WORDS"
    assert f"{option} is not for {file}" in run("export", file, *wrong, code=2)
