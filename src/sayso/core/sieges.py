"""The type of a siege: a place shut in, or hard to reach, by whose account. See situation.py for
the rules that all lines keep.

Nothing here is worked out into a verdict: a scheme's level stands only where a source gives it, and
what the schemes ask about (what gets in, who gets out, attacks) is listed as accounts tell it.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from sayso.core.lines import Called, Figure, Line, State
from sayso.core.types import Record

SiegeStatus = Literal[
    "besieged", "partial", "hard to reach", "listed", "encircled", "projected", "lifted", "denied",
]  # fmt: skip
# How a thing was put: told as a fact, told not to be so, or laid at somebody's door.
Put = Literal["reported", "denied", "accused"]


class Designation(Record, frozen=True, kw_only=True):
    """That a body lists a place as besieged, hard to reach, or on a tier. ``scheme`` is null where
    nobody says whose list it is; ``by`` is the body, ``by_account_of`` whoever tells of it;
    ``when`` (EDTF) the day it was made, or else last told of."""

    scheme: str | None
    level: str
    by: str | None
    by_account_of: str
    put: Put
    when: str | None
    words: str
    claims: tuple[str, ...]


class Criterion(Record, frozen=True, kw_only=True):
    """What one account says of a thing that the schemes ask about. ``says`` is in knowledge's
    words ("let in", "kept out" …), ``when`` (EDTF) the last day told, ``words`` its words."""

    criterion: str
    says: str
    put: Put
    by_account_of: str
    when: str | None
    words: str
    claims: tuple[str, ...]


class Siege(Line, frozen=True, kw_only=True):
    """A place shut in. ``called``: what the besieger is to accounts that only describe it;
    ``besieged`` in the reports' words; ``days_low`` to ``days_high``: for how
    long, where its beginning is told; ``trapped`` are figures of people inside, each with its
    sayer, ``people_low`` to ``people_high`` the range over the last figure of each account;
    ``aid`` whether it is let in, null where nobody tells; ``last_entry`` and ``last_exit`` the last
    that got in or out, by one account each day at most."""

    place: str
    country: str | None
    lat: float | None
    lon: float | None
    besieger: tuple[str, ...]
    besieged: tuple[str, ...]
    status: SiegeStatus
    from_: str | None = msgspec.field(name="from")
    to: str | None
    days_low: int | None
    days_high: int | None
    state: State | None
    days: int | None
    lifted_by: tuple[str, ...]
    designations: tuple[Designation, ...]
    trapped: tuple[Figure, ...]
    people_low: float | int | None
    people_high: float | int | None
    aid: str | None
    last_entry: Criterion | None
    last_exit: Criterion | None
    criteria: tuple[Criterion, ...]
    disputed: tuple[str, ...]
    called: tuple[Called, ...] = ()
