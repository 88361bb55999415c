"""A few reports of our own about one ceasefire, from their words to the commands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from tests.records import clock, fill
from typer.testing import CliRunner

from sayso import cli
from sayso.acquire import capture_paths
from sayso.core.record import Acquired
from sayso.pipeline import Reader
from sayso.record import Archive

runner = CliRunner()
REPORTS = (
    ("World Wire", "2024-05-03",
     "The Yemeni government and the Houthis agreed on a 10-day humanitarian ceasefire in Taiz on "
     "Friday. Oman brokered the ceasefire. The truce does not apply to al-Qaeda. The ceasefire "
     "will take effect on Saturday. Talks between the two sides are to open in Muscat on 20 May."),
    ("Coast Herald", "2024-05-05",
     "The ceasefire in Taiz took effect on Saturday. The Houthis accused the army of violating the "
     "truce on Sunday. The government denied violating the ceasefire. In Marib, the army captured "
     "Sirwah on Sunday. The Houthis called for a ceasefire in Hodeidah."),
    ("World Wire", "2024-05-12",
     "The ceasefire in Taiz was extended until 28 May, the UN envoy said on Sunday. The opening of "
     "the talks in Muscat was postponed to 27 May."),
    ("Coast Herald", "2024-05-21",
     "The truce in Taiz collapsed on Monday, the Yemeni government said. The Houthis denied that "
     "the ceasefire had ended. The talks in Muscat were cancelled, the UN envoy said on Tuesday."),
)  # fmt: skip


@pytest.fixture(scope="module")
def record(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("ceasefire")
    lines = [
        json.dumps({"id": str(i), "outlet": outlet, "published": day, "text": text})
        for i, (outlet, day, text) in enumerate(REPORTS)
    ]
    (folder / "reports.jsonl").write_text("\n".join(lines), "utf-8")
    items = capture_paths([str(folder / "reports.jsonl")])
    found = [(i, reader.read(i.report)) for i in items if isinstance(i, Acquired)]
    path = str(folder / "r.db")
    with Archive.create(path, clock()) as archive:
        fill(archive, found)
    return path


def asked(record: str, *arguments: str) -> str:
    found = runner.invoke(cli.app, [*arguments, "--record", record])
    assert found.exit_code == 0, found.output
    return found.output


def ceasefire(record: str, day: str) -> dict[str, Any]:
    (line,) = json.loads(asked(record, "situation", "--at", day, "--format", "json"))["ceasefires"]
    assert isinstance(line, dict)
    return line


def test_the_day_it_is_declared(record: str) -> None:
    line = ceasefire(record, "2024-05-03")
    assert (line["status"], line["declared"], line["in_effect"]) == ("declared", "2024-05-03", None)
    assert (line["set_for"], line["scope"], line["purpose"]) == (
        "2024-05-04", ["Taiz"], ["humanitarian"],
    )  # fmt: skip
    assert line["form"] == "bilateral"
    assert line["mediator"] == ["OMN"]
    assert [x["what"] for x in line["exclusions"]] == ["al-Qaeda"]


def test_it_takes_effect_and_is_said_to_be_broken(record: str) -> None:
    line = ceasefire(record, "2024-05-06")
    assert (line["status"], line["in_effect"], line["until"]) == (
        "in effect", "2024-05-04", "2024-05-14",
    )  # fmt: skip
    assert {(v["put"], v["by_account_of"]) for v in line["violations"]} == {
        ("accused", "HOUTHIS"), ("denied", "YEM-GOV"),
    }  # fmt: skip
    assert {s["kind"] for s in line["steps"]} == {"declared", "in effect"}


def test_it_is_extended_and_its_end_is_disputed(record: str) -> None:
    assert ceasefire(record, "2024-05-13")["until"] == "2024-05-28"
    line = ceasefire(record, "2024-05-22")
    assert line["state"] == "may hold"
    assert {(s["kind"], s["by_account_of"]) for s in line["steps"][-2:]} == {
        ("ended", "YEM-GOV"), ("denied", "HOUTHIS"),
    }  # fmt: skip


def test_what_is_called_for_is_a_demand_and_no_ceasefire(record: str) -> None:
    found = json.loads(asked(record, "situation", "--at", "2024-05-06", "--format", "json"))
    assert [d["predicate"] for d in found["demands"]] == ["ceasefire"]
    assert "CEASEFIRES" in asked(record, "situation", "--at", "2024-05-06")


def test_the_calendar_as_a_table_and_a_file(record: str, tmp_path: Path) -> None:
    table = asked(record, "calendar", "--at", "2024-05-13")
    assert "moved from 2024-05-20" in " ".join(table.split())
    (talks, end) = json.loads(asked(record, "calendar", "--at", "2024-05-13", "--format", "json"))
    assert (talks["date"], end["date"], end["predicate"]) == (
        "2024-05-27", "2024-05-28", "end_ceasefire",
    )  # fmt: skip
    for day, status in (("2024-05-13", "TENTATIVE"), ("2024-05-22", "CANCELLED")):
        out = tmp_path / f"{day}.ics"
        asked(record, "calendar", "--at", day, "--format", "ics", "-o", str(out))
        events = Calendar.from_ical(out.read_bytes()).walk("VEVENT")
        assert [str(e["status"]) for e in events if "talks" in str(e["summary"])] == [status]
        assert any("postponed to 27 May" in str(e["description"]) for e in events)


def test_around_the_truce_and_the_history_of_the_place(record: str) -> None:
    id = ceasefire(record, "2024-05-13")["id"]
    found = json.loads(asked(record, "around", id, "--at", "2024-05-13", "--format", "json"))
    assert [n["happening"]["words"] for n in found["happenings"]] == [
        "In Marib, the army captured Sirwah on Sunday"
    ]
    assert found["happenings"][0]["moment"] == "after"
    table = " ".join(asked(record, "around", id[:10], "--at", "2024-05-13").split())
    assert "does not make it the cause" in table
    told = json.loads(asked(record, "history", "Taiz", "--format", "json"))
    assert [(s["value"], s["from"], s["to"]) for s in told["states"]] == [
        ("agreed", "2024-05-03", "2024-05-20"), ("in effect", "2024-05-04", "2024-05-20"),
    ]  # fmt: skip
    assert told["happenings"][-1]["denied_by"] == ["HOUTHIS"]
    assert "HAPPENINGS" in asked(record, "history", "Taiz", "--from", "2024-05-04")


@pytest.mark.parametrize(
    "arguments",
    [("around", "zz"), ("history", "Nowhere"), ("history", "Taiz", "--from", "soon")],
)
def test_what_is_not_there_is_a_line(record: str, arguments: tuple[str, ...]) -> None:
    found = runner.invoke(cli.app, [*arguments, "--record", record])
    assert found.exit_code == 2
    assert found.output.startswith("sayso: ")
