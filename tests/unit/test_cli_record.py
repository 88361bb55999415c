"""The commands of the record: what they print, and their exit codes. A stand-in reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.commands import run

from sayso.cli import common
from sayso.core.ids import claim_id
from sayso.core.types import Claim, Mention, Report, ReportRef, Roles, When

TEXT = "Troops entered the town on Monday, residents said.\nThe army denied that it had.\n"


class StandIn:
    """Finds who entered the town, once, and who denied it."""

    def read(self, report: Report) -> tuple[Claim, ...]:
        if "crash" in report.text:
            raise RuntimeError("odd report")
        army = Mention(id="SYR-MIL", name="Syrian Arab Army", kind="military", country="SYR")
        found = []
        for words, polarity in (("Troops entered the town", "positive"), ("denied", "negative")):
            start = report.text.find(words)
            end = start + len(words)
            found.append(
                Claim(
                    id=claim_id(report.id, start, end, "advance", ()),
                    report=ReportRef(
                        id=report.id, outlet=report.outlet, published=report.published
                    ),
                    text=words,
                    start=start,
                    end=end,
                    sources=(),
                    modality="asserted" if polarity == "positive" else "denied",
                    status="happened",
                    polarity="positive" if polarity == "positive" else "negative",
                    certainty="certain",
                    predicate="advance",
                    roles=Roles(actor=(army,)),
                    when=When(edtf="2016-02-01", earliest="2016-02-01", latest="2016-02-01"),
                )
            )
        return tuple(found)


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(common, "load", StandIn)
    monkeypatch.setenv("SAYSO_RECORD", str(tmp_path / "r.db"))
    monkeypatch.setenv("SAYSO_ANALYST", "Ann")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def ask(*arguments: object) -> Any:
    output = run(*arguments, "--format", "json")
    return json.loads(output[min(i for i in map(output.find, "[{") if i >= 0) :])


def test_a_record_is_made_filled_and_looked_over(article: Path) -> None:
    assert "0 reports" in run("init")
    done = ask("add", article, "--outlet", "World Wire", "--published", "2016-02-02")
    assert (done["added"], done["claims"], done["reports_in_all"]) == (1, 2, 1)
    again = ask("add", article, "--outlet", "World Wire", "--published", "2016-02-02")
    assert (again["added"], again["known"], again["claims_in_all"]) == (0, 1, 2)
    checked = ask("check")
    assert (checked["reports"], checked["claims"], checked["problems"]) == (1, 2, [])
    assert "no problems" in run("check")


def test_add_makes_the_default_record(article: Path, tmp_path: Path) -> None:
    assert "a new record" in run("add", article)
    assert (tmp_path / "r.db").exists()


def test_without_a_record_there_is_one_line(tmp_path: Path) -> None:
    output = run("search", "town", code=2)
    assert output.count("\n") == 1
    assert "sayso init" in output
    run("search", "--record", "mysql://x/y", code=2)


def test_what_cannot_be_read_is_told_and_the_rest_is_kept(article: Path, tmp_path: Path) -> None:
    bad = tmp_path / "b.txt"
    bad.write_text("crash here, said the reporter of the town", "utf-8")
    output = run("add", bad, article, tmp_path / "none.txt", code=1)
    assert "1 report added" in output
    assert "odd report" in output
    assert "none.txt" in output


def test_search_show_incidents_and_disputes(article: Path) -> None:
    run("add", article, "--outlet", "World Wire", "--published", "2016-02-02")
    (claim,) = ask("search", "entered")
    assert claim["text"] == "Troops entered the town"
    assert "Troops entered" in run("search", "--actor", "Syrian Arab Army")
    assert ask("search", "--place", "Nowhere") == []
    assert "World Wire" in run("show", claim["id"])
    report = ask("show", claim["report"]["id"])
    assert report["entry"]["report"]["text"] == TEXT
    found = ask("incidents")
    assert found["total"] == len(found["incidents"]) > 0
    assert found["words"] == "All accounts"
    assert "All accounts" in run("incidents", "--full")
    assert "Read by the rule" in run("disputes", "--rule", "roots:2")
    for wrong in (
        ("--since", "2016-02-30"),
        ("--since", "2016-02-02", "--until", "2016-02-01"),
        ("--near", "1,2"),
        ("--predicate", "dance"),
    ):
        run("search", *wrong, code=2)
    run("incidents", "--rule", "mine", code=2)
    run("disputes", "--kind", "odd", code=2)
    run("show", "ffff", code=2)
    run("show", "", code=2)
    run("reread", "ffff", code=2)


def test_judgements_and_the_audit(article: Path) -> None:
    run("add", article, "--published", "2016-02-02")
    first, second = (c["id"] for c in ask("search"))
    run("review", "reject", first, "--why", "misread")
    assert "rejected" in run("show", first)
    run("review", "grade", second, "B2")
    run("review", "comment", second, "--why", "seen on film")
    run("review", "correct", second, "polarity=positive")
    run("review", "merge", first, second)
    report = ask("search")[0]["report"]["id"]
    run("review", "add", report, "--words", "residents said", "--predicate", "attack")
    listed = run("review", "list")
    assert all(word in listed for word in ("reject", "grade", "comment", "misread", "Ann"))
    undone = next(line.split()[0] for line in listed.splitlines() if " reject " in line)
    run("review", "undo", undone)
    assert "rejected" not in run("show", first)
    verified = ask("audit", "verify")
    assert verified["entries"] == 9  # the report, the added claim, seven judgements
    assert verified["problems"] == []
    assert "reject" in run("audit", "list")
    run("review", "grade", second, "Z9", code=2)
    run("review", "reject", "none", code=2)


def test_claims_already_read_and_claims_of_others(article: Path, tmp_path: Path) -> None:
    claims = tmp_path / "claims.jsonl"
    lines = run("read", article, "--format", "jsonl")
    claims.write_text(lines, "utf-8")
    done = ask("add", article, "--claims", claims)
    assert done["claims"] == 2
    named = [{**json.loads(line), "reader": "Ann"} for line in lines.splitlines()]
    others = tmp_path / "others.jsonl"
    others.write_text("".join(f"{json.dumps(line)}\n" for line in named), "utf-8")
    assert ask("add", others)["claims"] == 2
    named[0]["text"] = "not there"
    others.write_text(json.dumps(named[0]) + "\n", "utf-8")
    assert "line 1" in run("add", others, code=1)


def test_reread_shows_before_it_keeps(article: Path, tmp_path: Path) -> None:
    claims = tmp_path / "claims.jsonl"
    lines = run("read", article, "--format", "jsonl").splitlines()
    claims.write_text(lines[0] + "\n", "utf-8")
    run("add", article, "--claims", claims)
    assert "nothing kept" in run("reread")
    assert len(ask("search")) == 1
    assert "kept" in run("reread", "--keep")
    assert len(ask("search")) == 2
    assert "by this version" in run("reread")
