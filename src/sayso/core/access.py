"""The types of the answer to "by which roads can this place still be reached?".

It is about one place that people live in, on one day, by what reports say of roads, crossings and
sieges. Nothing here says what would happen if another road were closed.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from sayso.core.lines import Figure, Line, State
from sayso.core.record import Hidden
from sayso.core.roads import PointKind, RoadNetwork
from sayso.core.types import Record

# "not closed": no account leaves it without a way; that one is open all along, nobody says.
Reachable = Literal[
    "by all accounts", "by some accounts", "by no account", "it depends where", "not closed",
    "not told", "no road in the network",
]  # fmt: skip
Outcome = Literal["a way is left", "it depends where", "no way is left"]
WayStatus = Literal[
    "open", "open in part", "cut", "disputed", "cut somewhere", "last reported cut", "not told",
]  # fmt: skip
SaidOf = Literal["road", "crossing", "border", "siege", "last way"]
Found = Literal["road name", "ends", "crossing", "border", "place", "last of its ends", "not found"]


class Said(Line, frozen=True, kw_only=True):
    """What reports say of a road, crossing or siege. ``says``: cut, open, closed, besieged …;
    ``about`` names the way as the reports do. ``found``: how it was matched to roads; with
    ``exact`` false it was said of a stretch, and where on it nobody tells. ``roads`` are the names
    of the roads it is on, ``by_account_of`` and ``denied_by`` those who say so and those who deny
    it or say the contrary."""

    of: SaidOf
    says: str
    about: str
    by_account_of: tuple[str, ...]
    denied_by: tuple[str, ...]
    from_: str | None = msgspec.field(name="from")
    state: State
    days: int | None
    found: Found
    exact: bool
    roads: tuple[str, ...]


class Held(Record, frozen=True, kw_only=True):
    """A town on the way that another party is told to hold: an inference, which closes nothing."""

    place: str
    holder: tuple[str, ...]
    state: State
    claims: tuple[str, ...]


class Section(Record, frozen=True, kw_only=True):
    """A way from one named place to the next: its roads, its length, and what is said of it (ids
    of ``Said``)."""

    start: str
    end: str
    roads: tuple[str, ...]
    km: float
    said: tuple[str, ...]


class Way(Record, frozen=True, kw_only=True):
    """A way to the place from a crossing or other source. ``usual`` for the ordinary one; false for
    the one that is left when all that is reported closed is passed by."""

    source: str
    kind: PointKind
    usual: bool
    status: WayStatus
    km: float
    sections: tuple[Section, ...]
    said: tuple[str, ...]
    held: tuple[Held, ...]


class View(Record, frozen=True, kw_only=True):
    """One account: what is left by its words ``alone``, and ``with_others``, when all that others
    report and it does not dispute is taken as well. ``account`` null: all reports together.
    ``sources`` are those that can still be reached ``with_others``; ``shut_by`` what stands in the
    way there, where none is left or it depends."""

    account: str | None
    alone: Outcome
    with_others: Outcome
    sources: tuple[str, ...]
    shut_by: tuple[str, ...]


class People(Record, frozen=True, kw_only=True):
    """How many live there: figures of the record with their sayers; or else the gazetteer's
    ``population``, which is of no day."""

    figures: tuple[Figure, ...]
    population: int | None
    population_by: str | None


class Access(Record, frozen=True, kw_only=True):
    """The answer for one place and day. ``said`` holds all that is told of the ways; ``unplaced``
    what is told of a way to the place that no road could be found for."""

    place: str
    country: str | None
    lat: float
    lon: float
    day: str
    known_by: str | None
    recorded_by: str | None
    rule: str
    reachable: Reachable
    people: People
    ways: tuple[Way, ...]
    more_sources: int
    views: tuple[View, ...]
    said: tuple[Said, ...]
    unplaced: tuple[Said, ...]
    names: dict[str, str]
    networks: tuple[RoadNetwork, ...]
    hidden: tuple[Hidden, ...] = ()
    outlets: dict[str, str] = msgspec.field(default_factory=dict)
    own_voice: tuple[str, ...] = ()
