"""The situations of the examples against their golden files."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import pytest
from tests.golden.situations import CASES, DAYS, FOLDER, fold, read_folder, write

if TYPE_CHECKING:
    from tests.golden.situations import Told

    from sayso.pipeline import Reader

HINT = "if the new situation is right: python tests/golden/update.py"


@pytest.fixture(scope="module")
def situations(told: Told, reader: Reader) -> dict[tuple[str, str], str]:
    """The text of every situation, by example and day; each report is read once."""
    found = {}
    for name, days in DAYS.items():
        read = told if name == "aleppo-2016" else read_folder(name, reader)
        for day, situation in fold(read, days):
            found[name, day] = write(situation, read)
    return found


@pytest.mark.parametrize(("name", "day"), CASES)
def test_a_situation_is_as_its_golden_file(
    name: str, day: str, situations: dict[tuple[str, str], str]
) -> None:
    path = FOLDER / f"{name}_{day}.txt"
    wanted = path.read_text("utf-8") if path.exists() else ""
    found = situations[name, day]
    if found != wanted:
        lines = difflib.unified_diff(
            wanted.splitlines(), found.splitlines(), "golden", "now", lineterm="", n=0
        )
        pytest.fail("\n".join((path.name, *lines, HINT)), pytrace=False)


def test_every_golden_situation_has_its_day() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == {f"{n}_{day}" for n, day in CASES}
