"""A change of the situation as it goes into a feed or a list: one thing, in words."""

from __future__ import annotations

from typing import Literal

from sayso.core.types import Record

ChangeKind = Literal[
    "route", "siege", "control", "talks", "ceasefire", "figure", "dispute", "demand", "access",
    "calendar",
]  # fmt: skip


class Changed(Record, frozen=True, kw_only=True):
    """One change, seen on ``day`` and not yet on ``since`` (ISO). ``line`` and ``key``: the line of
    the situation on that day; ``claims`` speak for it. ``words`` say it as accounts have it, and
    are no verdict."""

    id: str
    day: str
    since: str
    kind: ChangeKind
    words: str
    line: str
    key: str
    claims: tuple[str, ...]
    incidents: tuple[str, ...]
    places: tuple[str, ...]
