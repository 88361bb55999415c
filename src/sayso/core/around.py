"""What happened in the days around a thing, and the history of a place: dated lists, no causes.

Dates are EDTF, ``first`` and ``last`` ISO days that a thing may have been on (null where open).
Parties and accounts are entity ids or names; ``names`` has the name of each id, ``outlets`` the
outlet of each claim, and ``own_voice`` the claims that an outlet tells itself.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from sayso.core.types import Record

Moment = Literal["before", "around the same days", "after"]
Change = Literal["starts", "ends", "shows"]
NOTE = (
    "A list of what is told of these days. That one thing stands before another does not make it "
    "the cause; where an account says so, it is marked."
)


class Moved(Record, frozen=True, kw_only=True):
    """A state that a happening starts or ends: of what, and with which value."""

    state: str
    of: tuple[str, ...]
    value: str
    change: Change


class Happening(Record, frozen=True, kw_only=True):
    """What one incident tells, by claims that pass the gate. ``when`` is null where only the day of
    the report bounds it. ``denied_by``: accounts that speak against it."""

    incident: str
    predicate: str
    when: str | None
    first: str | None
    last: str | None
    who: tuple[str, ...]
    whom: tuple[str, ...]
    places: tuple[str, ...]
    words: str
    moved: tuple[Moved, ...]
    by_account_of: tuple[str, ...]
    denied_by: tuple[str, ...]
    claims: tuple[str, ...]
    against: tuple[str, ...]


class Near(Record, frozen=True, kw_only=True):
    """A happening in the days around another; ``days`` from that (negative: before), and who says
    that one followed from the other."""

    moment: Moment
    days: int
    happening: Happening
    said_to_be_linked_by: tuple[str, ...]


class Around(Record, frozen=True, kw_only=True):
    """What happened in so many ``days`` before and after something, in the same war (``conflict``,
    null: in any)."""

    id: str
    what: str
    when: str | None
    first: str
    last: str
    days: int
    conflict: str | None
    note: str
    happenings: tuple[Near, ...]
    names: dict[str, str]
    outlets: dict[str, str] = msgspec.field(default_factory=dict)
    own_voice: tuple[str, ...] = ()


class Stay(Record, frozen=True, kw_only=True):
    """One value of a state over one interval. ``seen``: the last day on which anybody tells of it;
    accounts that it was, that it ended, and against either. ``end_claims``: those of ``claims``
    that tell of its end."""

    id: str
    state: str
    of: tuple[str, ...]
    value: str
    extent: Literal["whole", "part"]
    from_: str | None = msgspec.field(name="from")
    by: str | None
    to: str | None
    seen: str | None
    by_account_of: tuple[str, ...]
    ended_by_account_of: tuple[str, ...]
    denied_by: tuple[str, ...]
    claims: tuple[str, ...]
    against: tuple[str, ...]
    end_claims: tuple[str, ...] = ()


class History(Record, frozen=True, kw_only=True):
    """All that is told of a place between two days (null: open): its states and what happened."""

    place: str
    from_: str | None = msgspec.field(name="from")
    to: str | None
    states: tuple[Stay, ...]
    happenings: tuple[Happening, ...]
    names: dict[str, str]
    outlets: dict[str, str] = msgspec.field(default_factory=dict)
    own_voice: tuple[str, ...] = ()
