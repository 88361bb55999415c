"""Extended Date/Time Format, level 1 (Library of Congress, 2019): reader, writer, bounds in days.

Covered: years, months, days, seasons 21–24, unspecified digits (``201X``, ``2016-XX``), the marks
``?`` ``~`` ``%``, date-times, intervals with open (``..``) or unknown (empty) ends. Years run from
0001 to 9999, since bounds are ISO days.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

from sayso.core.types import Record

OPEN = ".."
_POINT = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)"
    r"(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX)"
    r"(?:T(?P<time>\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}(?::\d{2})?)?))?)?)?"
    r"(?P<mark>[?~%]?)"
)
# First months of the meteorological seasons of the northern hemisphere; a winter named by a year
# is the one that begins in it.
_SEASONS = {"21": 3, "22": 6, "23": 9, "24": 12}


class Point(Record, frozen=True):
    """One date: digits as written, ``X`` where unspecified; ``time`` is ISO, with its zone."""

    year: str
    month: str = ""
    day: str = ""
    time: str = ""
    mark: str = ""


class Period(Record, frozen=True):
    """An interval; an end is a point, ``".."`` (open) or ``""`` (unknown)."""

    start: Point | str
    end: Point | str


def read(text: str) -> Point | Period:
    """EDTF level 1 → a point or a period. Raises ValueError for anything else."""
    first, slash, last = text.partition("/")
    if not slash:
        return _point(first)
    period = Period(start=_end(first), end=_end(last))
    if isinstance(period.start, str) and isinstance(period.end, str):
        raise ValueError(f"{text!r}: an interval needs a date")
    return period


def write(value: Point | Period) -> str:
    """The EDTF string of a point or a period; ``write(read(s)) == s``."""
    if isinstance(value, Period):
        return f"{_write_end(value.start)}/{_write_end(value.end)}"
    text = "-".join(part for part in (value.year, value.month, value.day) if part)
    return text + (f"T{value.time}" if value.time else "") + value.mark


def bounds(text: str) -> tuple[date | None, date | None]:
    """First and last day that an EDTF string allows; None where it is open or unknown.

    A mark (``?`` ``~`` ``%``) does not widen the bounds. Raises ValueError for what is no EDTF.
    """
    value = read(text)
    if isinstance(value, Point):
        return _days(value)
    start = None if isinstance(value.start, str) else _days(value.start)[0]
    end = None if isinstance(value.end, str) else _days(value.end)[1]
    return start, end


def marked(text: str, mark: str) -> str:
    """The same date or interval with ``?`` or ``~`` added to each of its dates: ``?`` and ``~``
    make ``%``."""
    value = read(text)
    if isinstance(value, Point):
        return write(_mark(value, mark))
    return write(
        Period(
            start=value.start if isinstance(value.start, str) else _mark(value.start, mark),
            end=value.end if isinstance(value.end, str) else _mark(value.end, mark),
        )
    )


def interval(start: str, end: str) -> str:
    """``start/end``, each a date, ``".."`` or an interval whose outer end is taken; one date where
    both are the same."""
    first, last = start.partition("/")[0], end.rpartition("/")[2]
    return first if first == last else f"{first}/{last}"


def day_of(text: str | None) -> date | None:
    """The calendar day of an EDTF date or date-time, None if it is coarser, absent or not EDTF."""
    try:
        earliest, latest = bounds(text) if text else (None, None)
    except ValueError:
        return None
    return earliest if earliest == latest else None


def month_days(year: int, month: int) -> int:
    """The number of days of a month."""
    return calendar.monthrange(year, month)[1]


def _end(text: str) -> Point | str:
    return text if text in ("", OPEN) else _point(text)


def _write_end(value: Point | str) -> str:
    return value if isinstance(value, str) else write(value)


def _mark(point: Point, mark: str) -> Point:
    both = mark if point.mark in ("", mark) else "%"
    return Point(year=point.year, month=point.month, day=point.day, time=point.time, mark=both)


def _point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not an EDTF date")
    point = Point(
        year=match["year"],
        month=match["month"] or "",
        day=match["day"] or "",
        time=match["time"] or "",
        mark=match["mark"],
    )
    _days(point)
    return point


def _days(point: Point) -> tuple[date, date]:
    """The first and last day of a point; ValueError if there is no such day."""
    if "X" in point.year and point.month:
        raise ValueError(f"{write(point)!r}: a month in an unspecified year")
    first = max(1, int(point.year.replace("X", "0")))
    last = int(point.year.replace("X", "9"))
    if last < 1:
        raise ValueError(f"{write(point)!r}: years run from 0001 to 9999")
    if point.month in ("", "XX"):
        if point.day not in ("", "XX"):
            raise ValueError(f"{write(point)!r}: a day in an unspecified month")
        return date(first, 1, 1), date(last, 12, 31)
    if point.month in _SEASONS:
        if point.day:
            raise ValueError(f"{write(point)!r}: a day in a season")
        return _season(first, _SEASONS[point.month])
    month = int(point.month)
    if not 1 <= month <= 12:
        raise ValueError(f"{write(point)!r}: there is no such month")
    if point.day in ("", "XX"):
        return date(first, month, 1), date(first, month, month_days(first, month))
    day = date(first, month, int(point.day))
    return day, day


def _season(year: int, month: int) -> tuple[date, date]:
    last_year, last_month = divmod(year * 12 + month + 1, 12)
    if last_year > 9999:
        return date(year, month, 1), date(year, 12, 31)
    return date(year, month, 1), date(
        last_year, last_month + 1, month_days(last_year, last_month + 1)
    )
