"""``sayso release``, ``remove``, ``add --level``: what they do and say. A stand-in reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.commands import run
from tests.unit.test_cli_record import StandIn

from sayso.cli import common
from sayso.core.annotation import Annotation
from sayso.core.grammar import Grammar
from sayso.core.types import Report
from sayso.sight import seen
from sayso.store.store import Store

TEXT = "Troops entered the town on Monday, residents said.\nThe army denied that it had.\n"


class StandInWithLayers(StandIn):
    """Reads, and finds nobody named."""

    def annotate(self, report: Report) -> Annotation:
        return Annotation(
            report=report, grammar=Grammar(report.text, (), (), ()), mentions=(), places=(),
            times=(), quantities=(), attributions=(),
        )  # fmt: skip


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(common, "load", StandInWithLayers)
    monkeypatch.setenv("SAYSO_RECORD", str(tmp_path / "r.db"))
    monkeypatch.setenv("SAYSO_ANALYST", "Ann")


def article(folder: Path, name: str = "a.txt", text: str = TEXT) -> Path:
    """A report in a file."""
    file = folder / name
    file.write_text(text)
    return file


def counts(folder: Path, public: bool = False) -> tuple[int, int]:
    """Reports and claims that everybody may see."""
    with Store.open(str(folder / "r.db")) as store:
        found = seen(store, "read", public=public).store.counts()
        return found.reports, found.claims


def ids(folder: Path) -> list[str]:
    """The reports."""
    with Store.open(str(folder / "r.db")) as store:
        return [entry.report.id for entry in store.entries()]


def test_what_is_added_is_restricted(tmp_path: Path) -> None:
    run("add", article(tmp_path))
    assert counts(tmp_path) == (0, 0)


def test_released_as_it_is_added(tmp_path: Path) -> None:
    run("add", article(tmp_path), "--level", "public")
    assert counts(tmp_path) == (1, 2) == counts(tmp_path, public=True)
    run("add", article(tmp_path, "b.txt", TEXT + "More."), "--level", "confidential")
    assert counts(tmp_path) == (1, 2)
    assert "no level" in run("add", article(tmp_path), "--level", "secret", code=2)


def test_release(tmp_path: Path) -> None:
    run("add", article(tmp_path), article(tmp_path, "b.txt", TEXT + "More."))
    first, second = ids(tmp_path)
    said = run("release", first[:10], "--level", "public", "--why", "reviewed")
    assert said.strip() == "1 report now public · 1 looked through for persons"
    assert counts(tmp_path) == (1, 2)
    said = run("release", tmp_path / "b.txt", first, "--level", "public", "--why", "reviewed")
    assert "1 report now public · 1 so already" in said
    assert counts(tmp_path, public=True) == (2, 4)
    with Store.open(str(tmp_path / "r.db")) as store:
        claim = store.claims_of(second)[0].id
    run("release", claim, "--level", "confidential", "--why", "names a ward")
    assert counts(tmp_path) == (2, 3)
    done = run("release", "--all", "--level", "restricted", "--why", "x", "--format", "json")
    assert len(json.loads(done)["reports"]) == 2
    assert counts(tmp_path) == (0, 0)
    audit = run("audit", "list")
    assert "level" in audit
    assert "look through" in audit


def test_release_asks_for_what_and_why(tmp_path: Path) -> None:
    run("add", article(tmp_path), "--outlet", "An Outlet")
    assert "--all" in run("release", "--level", "public", "--why", "x", code=2)
    assert "no file" in run("release", "nothing", "--level", "public", "--why", "x", code=2)
    assert "--why" in run("release", "--all", "--level", "public", "--why", " ", code=2)
    assert "An Other" in run(
        "release", "--outlet", "An Other", "--level", "public", "--why", "x", code=2
    )
    run("release", "--outlet", "An Outlet", "--level", "public", "--why", "x")
    assert counts(tmp_path) == (1, 2)


def test_remove_and_add_again(tmp_path: Path) -> None:
    file = article(tmp_path)
    run("add", file)
    (report,) = ids(tmp_path)
    said = run("remove", report[:8], "--why", "asked by a source")
    assert said.startswith(f"{report} removed on ")
    assert said.rstrip().endswith("by Ann: asked by a source")
    assert ids(tmp_path) == []
    run("check")
    run("audit", "verify")
    refused = run("add", file, code=1)
    assert "asked by a source (--again takes it in) [removed]" in " ".join(refused.split())
    assert ids(tmp_path) == []
    run("add", file, "--again")
    assert ids(tmp_path) == [report]
    assert "1 removals" not in run("scrub")
