"""Incidents by days: a histogram for readers without the page."""

from __future__ import annotations

import bisect
import datetime
import itertools
from typing import Final, Literal

import numpy as np

from sayso.catalogue.catalogue import Selection
from sayso.catalogue.shown import Bin, Timeline
from sayso.catalogue.spans import EPOCH, NO_DAY, iso, number

Unit = Literal["day", "week", "month", "year", "years"]
_LONG: Final = (10, 50, 100, 500, 1000, 10_000)  # years of a bin


def timeline(selection: Selection, most: int) -> Timeline:
    """What fits by days, weeks, months or years, whichever makes no more than ``most`` bins; from
    and to as the filters have them, or as the incidents do."""
    columns, wanted = selection.catalogue.columns, selection.wanted
    rows = selection.rows
    first = columns.first[rows]
    dated = first != NO_DAY
    undated = int(np.count_nonzero(~dated))
    rows, first = rows[dated], first[dated]
    start, end = number(wanted.from_), number(wanted.to)
    if len(rows):
        start = int(first.min()) if start is None else start
        end = max(start, int(columns.last[rows].max())) if end is None else end
    if start is None or end is None:
        day = None if start is None and end is None else iso(start if end is None else end)  # type: ignore[arg-type]
        return Timeline(from_=day, to=day, unit="day", bins=(), undated=undated)
    end = max(start, end)
    unit, edges = _edges(start, end, most)
    places = np.searchsorted(edges, np.clip(first, start, end), side="right") - 1
    counts = np.bincount(places, minlength=len(edges) - 1)
    disputed = np.bincount(places[selection.disputed[rows]], minlength=len(edges) - 1)
    return Timeline(
        from_=iso(start), to=iso(end), unit=unit, undated=undated,
        bins=tuple(
            Bin(day=iso(a), days=b - a, count=int(counts[n]), disputed=int(disputed[n]))
            for n, (a, b) in enumerate(itertools.pairwise(edges))
        ),
    )  # fmt: skip


def _edges(start: int, end: int, most: int) -> tuple[Unit, list[int]]:
    """The first days of bins, and the day after the last."""
    if end - start < most:
        return "day", list(range(start, end + 2))
    monday = start - (start + EPOCH - 1) % 7
    if (end - monday) // 7 < most:
        return "week", _cut([*range(monday, end + 1, 7)], start, end)
    first, last = (datetime.date.fromordinal(d + EPOCH) for d in (start, end))
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months <= most:
        return "month", _cut(
            [_month(first.year, first.month - 1 + n) for n in range(months)], start, end
        )
    years = next((n for n in (1, *_LONG) if last.year // n - first.year // n < most), _LONG[-1])
    begun = range(first.year // years * years, last.year + 1, years)
    return ("year" if years == 1 else "years"), _cut([_month(y, 0) for y in begun], start, end)


def _month(year: int, months: int) -> int:
    year, month = year + months // 12, months % 12 + 1
    return datetime.date(max(year, 1), month, 1).toordinal() - EPOCH


def _cut(edges: list[int], start: int, end: int) -> list[int]:
    return [start, *edges[bisect.bisect_right(edges, start) :], end + 1]
