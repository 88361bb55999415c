"""The types of the key ``access`` and its neighbours: what keeps help from people and people from
help, convoys, evacuations. See situation.py for the rules that all lines keep.

The types of constraint follow OCHA's Access Monitoring and Reporting Framework; which words and
predicates speak of which is data (knowledge/lexicon/access.yaml).
"""

from __future__ import annotations

from typing import Literal

import msgspec

from sayso.core.lines import Line, Remark
from sayso.core.types import Record

# How a thing was put: told as a fact; laid at somebody's door; threatened; told only as not so.
AccessPut = Literal["reported", "accused", "threatened", "planned", "denied"]
Affected = Literal["people", "aid", "commerce"]
ConvoyStage = Literal[
    "requested", "approved", "refused", "set out", "delayed", "inspected", "blocked",
    "turned back", "looted", "attacked", "entered",
]  # fmt: skip
EvacuationStatus = Literal[
    "agreed", "planned", "under way", "suspended", "done", "denied", "accused", "threatened"
]


class Access(Line, frozen=True, kw_only=True):
    """One constraint, by all accounts of it. ``status``: how it was put; ``days`` since the last
    word of it; ``over`` where somebody says that it has ended. ``by`` are those said to do it, and
    ``organisation`` whom of the helpers it touches. ``impact`` and ``response`` are what accounts
    say came of it and what was done. ``target``: for violence, what was hit. ``sensitive``: its
    place is to be shown coarsely in public."""

    type: str
    affected: Affected
    target: str | None
    organisation: tuple[str, ...]
    sector: tuple[str, ...]
    by: tuple[str, ...]
    place: tuple[str, ...]
    country: str | None
    lat: float | None
    lon: float | None
    from_: str | None = msgspec.field(name="from")
    to: str | None
    status: AccessPut
    over: bool
    days: int | None
    words: str
    by_account_of: tuple[str, ...]
    impact: tuple[Remark, ...]
    response: tuple[Remark, ...]
    sensitive: bool
    disputed: tuple[str, ...]


class ConvoyStep(Record, frozen=True, kw_only=True):
    """One step of a convoy or permit. ``who`` did it; ``status`` how it was put."""

    step: ConvoyStage
    when: str | None
    who: tuple[str, ...]
    status: AccessPut
    by_account_of: tuple[str, ...]
    words: str
    claims: tuple[str, ...]


class Convoy(Line, frozen=True, kw_only=True):
    """A convoy, or the permit for one. ``status`` is its last step that is told as a fact, null
    where none is; ``cargo`` and ``figures`` in the reports' words; ``place`` is where it is
    bound, or was stopped."""

    place: tuple[str, ...]
    country: str | None
    organisation: tuple[str, ...]
    cargo: tuple[str, ...]
    figures: tuple[str, ...]
    status: ConvoyStage | None
    from_: str | None = msgspec.field(name="from")
    to: str | None
    steps: tuple[ConvoyStep, ...]
    by_account_of: tuple[str, ...]
    sensitive: bool


class Evacuated(Record, frozen=True, kw_only=True):
    """How many are taken out by one account."""

    words: str | None
    low: float | int | None
    best: float | int | None
    high: float | int | None
    by_account_of: str
    claims: tuple[str, ...]


class Evacuation(Line, frozen=True, kw_only=True):
    """People taken out of a place, or to be. ``of`` in the reports' words; ``origin`` and
    ``destination`` are names of places. Each status is a line of its own: that an evacuation was
    agreed does not make it one that is done."""

    of: tuple[str, ...]
    by: tuple[str, ...]
    origin: tuple[str, ...]
    destination: tuple[str, ...]
    country: str | None
    status: EvacuationStatus
    when: str | None
    figures: tuple[Evacuated, ...]
    words: str
    by_account_of: tuple[str, ...]
    sensitive: bool
