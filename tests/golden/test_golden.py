"""Whole reports against their golden files: a change in the reading shows as a diff of claims."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.golden.update import FOLDER, reports, write

from sayso.core.types import Report

if TYPE_CHECKING:
    from sayso.pipeline import Reader

HINT = "if the new reading is right: python tests/golden/update.py"
GOLDEN = tuple(reports())


@pytest.mark.parametrize(("path", "report"), GOLDEN, ids=[path.stem for path, _ in GOLDEN])
def test_a_report_reads_as_its_golden_file(path: Path, report: Report, reader: Reader) -> None:
    wanted = path.read_text("utf-8") if path.exists() else ""
    found = write(reader.read(report))
    if found != wanted:
        lines = difflib.unified_diff(
            wanted.splitlines(), found.splitlines(), "golden", "now", lineterm="", n=0
        )
        pytest.fail("\n".join((path.name, *lines, HINT)), pytrace=False)


def test_every_golden_file_has_its_report() -> None:
    assert {path.name for path in FOLDER.glob("*.txt")} == {path.name for path, _ in GOLDEN}
