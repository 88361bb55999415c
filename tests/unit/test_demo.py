"""The record of the shipped examples: made once, then only opened."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.records import Told, clock

from sayso import demo
from sayso.core.errors import UsageError
from sayso.core.types import Claim, Report
from sayso.record import Archive


@pytest.fixture
def examples(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "examples" / "aleppo-2016"
    shutil.copytree(root / "examples" / "aleppo-2016", folder)
    monkeypatch.setattr(demo, "_FOLDERS", (tmp_path / "none", folder.parent))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return folder


def test_it_is_made_once(examples: Path, told: Told) -> None:
    known = {item.report.id: claims for item, claims in told}
    steps: list[str] = []

    def read(report: Report) -> Sequence[Claim]:
        return known[report.id]

    def never(_: Report) -> Sequence[Claim]:
        raise AssertionError("read again")

    def step(_: int, name: str) -> None:
        steps.append(name)

    where = demo.demo(read, clock(), step)
    assert steps
    assert demo.demo(never, clock(), step) == where
    assert [path.name for path in Path(where).parent.glob("*.part*")] == []
    with Archive.open(where, clock()) as book:
        held = book.store.counts()
        assert (held.reports, held.pending) == (len(told), 0)
        assert book.store.networks()
        assert set(book.store.safety.levels("report").values()) == {"public"}
    (examples / "02-world-wire-early.txt").unlink()
    assert demo.demo(read, clock(), step) != where


def test_what_fails_leaves_nothing(examples: Path) -> None:
    def step(_: int, name: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demo.demo(lambda _: (), clock(), step)
    assert list(demo.cache().iterdir()) == []


def test_without_examples_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(demo, "_FOLDERS", (tmp_path / "none",))
    with pytest.raises(UsageError, match="--record"):
        demo.folder()
