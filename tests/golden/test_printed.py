"""The printed report of the first examples against its golden file."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import pytest
from tests.golden.printed import PATH, printed

if TYPE_CHECKING:
    from tests.records import Told

HINT = "if the new report is right: python tests/golden/update.py"


def test_the_report_is_as_its_golden_file(told: Told) -> None:
    wanted = PATH.read_text("utf-8") if PATH.exists() else ""
    found = printed(told)
    if found != wanted:
        lines = difflib.unified_diff(
            wanted.splitlines(), found.splitlines(), "golden", "now", lineterm="", n=0
        )
        pytest.fail("\n".join((PATH.name, *lines, HINT)), pytrace=False)
