"""The report as one HTML file: no script, nothing fetched, set for A4 and Letter."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.core.report import Note, Piece, SituationReport
from sayso.views.report.wording import day, short_day, words
from sayso.views.words import visible

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent


def page(report: SituationReport) -> str:
    """The HTML of a report. All that comes from reports is escaped, and what would turn the
    direction of a line around is spelt out."""
    template = _environment().get_template("report.html.jinja")
    return template.render(
        report=report, style=(FOLDER / "report.css").read_text("utf-8"), words=words()["page"],
        first_line=_period(report),
    )  # fmt: skip


@functools.cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    found = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    found.filters |= {
        "day": lambda edtf: day(edtf, ""), "short": short_day, "visible": visible, "put": _put,
        "runs": _runs,
    }  # fmt: skip
    return found


def _runs(numbers: Iterable[int]) -> list[int]:
    """The numbers of notes in order."""
    return sorted(numbers)


def _put(note: Note) -> str | None:
    """How a claim is put, where its chain does not say so."""
    acts = {link.act for link in note.chain}
    if note.put in ("asserted", *acts) or (note.chain and note.put in words()["by_act"]):
        return None
    return note.put


def _period(report: SituationReport) -> str:
    return day(report.day, "")


__all__ = ["Piece", "page"]
