"""Levels and who may see them."""

from __future__ import annotations

import datetime
from typing import Final, get_args

from sayso.core import edtf
from sayso.core.errors import UsageError
from sayso.core.release import DEFAULT_LEVEL, Level
from sayso.core.tokens import Role

LEVELS: Final[tuple[Level, ...]] = get_args(Level)  # each is stricter than those before it
_SEES: Final[dict[Role, Level]] = {
    "read": "public",
    "review": "restricted",
    "admin": "confidential",
}


def stricter(one: Level, other: Level) -> Level:
    """The stricter of two levels: a claim's own and its report's make the one it has."""
    return max(one, other, key=LEVELS.index)


def level_of(report: Level | None, claim: Level | None = None) -> Level:
    """The level of a claim by what was said of its report and of itself; the default where nothing
    was said of the report."""
    own = report or DEFAULT_LEVEL
    return stricter(own, claim) if claim else own


def may_see(role: Role, level: Level) -> bool:
    """Whether a role may see what has a level."""
    return LEVELS.index(level) <= LEVELS.index(_SEES[role])


def level_named(name: str) -> Level:
    """A level by its name. Raises UsageError."""
    for level in LEVELS:
        if level == name:
            return level
    raise UsageError(f"{name!r} is no level: want {', '.join(LEVELS)}")


def is_held_back(
    recorded: str, published: str | None, today: datetime.date, delay_days: int
) -> bool:
    """Whether a report is still to wait: it was recorded, or published, less than so many days ago.

    ``recorded`` is a UTC time of the record, ``published`` EDTF, of which the last day counts; one
    that cannot be read counts as none.
    """
    if delay_days <= 0:
        return False
    days = [datetime.date.fromisoformat(recorded[:10])]
    try:
        last = edtf.bounds(published)[1] if published else None
    except ValueError:
        last = None
    if last is not None:
        days.append(last)
    return any((today - day).days < delay_days for day in days)
