"""When an incident was, as days on a line. Days are counted from 1970-01-01."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable
from typing import Final

from sayso.core.types import When

EPOCH: Final = datetime.date(1970, 1, 1).toordinal()
NO_DAY: Final = 2**31 - 1  # where columns have no day: sorts last
KNOWN, BY, FROM = 0, 1, 2
OPEN: Final = ("", "by", "from")  # by, or from, the one day that is told
Span = tuple[int, int, int]


@functools.lru_cache(maxsize=65536)
def number(iso: str | None) -> int | None:
    """An ISO day, or the day of an ISO time, as a number; none where there is none."""
    try:
        return datetime.date.fromisoformat(iso[:10]).toordinal() - EPOCH if iso else None
    except ValueError:
        return None


def iso(day: int) -> str:
    """The ISO day of a number."""
    return datetime.date.fromordinal(day + EPOCH).isoformat()


def span_of(times: Iterable[When | None]) -> Span | None:
    """First and last day of what some claims tell of, and whether they are KNOWN; none where no
    claim tells.

    Where any gives both ends, from the first to the last of those. Else the first day BY which it
    is told, or the first FROM which on: one day, since the open end is nobody's word.
    """
    found = [(number(w.earliest), number(w.latest)) for w in times if w is not None]
    closed = [(a, b) for a, b in found if a is not None and b is not None]
    if closed:
        first, last = min(a for a, _ in closed), max(b for _, b in closed)
        return (first, max(first, last), KNOWN)
    by = [b for _, b in found if b is not None]
    if by:
        return (min(by), min(by), BY)
    starts = [a for a, _ in found if a is not None]
    return (min(starts), min(starts), FROM) if starts else None
