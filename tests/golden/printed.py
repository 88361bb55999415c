"""The printed report of the first examples, as text, for the golden file."""

from __future__ import annotations

from pathlib import Path

from tests.printed import evidence_of, text_of
from tests.records import Told

from sayso.views.report import report
from sayso.views.report.page import page

PATH = Path(__file__).parent / "pages" / "aleppo-2016_2016-02-04.txt"
DAY, DAYS = "2016-02-04", 7


def printed(told: Told) -> str:
    """The report of the week up to the day."""
    (found,) = evidence_of(told, (DAY, DAYS))
    return text_of(page(report(found)))


def update(told: Told) -> Path:
    """Write the golden file anew."""
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_text(printed(told), encoding="utf-8")
    return PATH
