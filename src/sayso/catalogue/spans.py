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


def shown_span(
    whole: tuple[int, int], own: tuple[int, int], told: Iterable[tuple[int, int]]
) -> tuple[tuple[int, int], list[tuple[int, int]]]:
    """The days that an incident is shown under, and those that its accounts give, in order.

    ``whole``: from its first day to its last, ``told``: those of its accounts, ``own``: those of
    the one that tells most. Where there are days between that no account names, it is shown under
    these. What is told only as over by a day, or from a day on, stretches nothing.
    """
    spans = sorted(span for span in told if span[0] != NO_DAY)
    inside = [span for span in spans if whole[0] <= span[0] and span[1] <= whole[1]]
    reached = whole[0]
    gaps = False
    for start, end in inside:
        gaps = gaps or start > reached + 1
        reached = max(reached, end)
    return (own if gaps and own in inside else whole), spans
