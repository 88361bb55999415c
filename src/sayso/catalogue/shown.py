"""What lists show: incidents as cards, claims as accounts to lay side by side, and counts.

Days are ISO, ``when`` is EDTF. Sides are those of the conflict that an incident is of; roots are
counted as in core/record.py (``low`` without the unnamed ones).
"""

from __future__ import annotations

from typing import Literal

import msgspec

from sayso.core.record import Dispute, DisputeKind, Incident, Judgement, SideCount
from sayso.core.types import (
    Act,
    Certainty,
    Claim,
    Kind,
    Manner,
    Modality,
    Polarity,
    Precision,
    Record,
    Status,
)

Standing = Literal[
    "told as fact", "disputed", "denied", "only by one side / unsure", "said ahead"
]  # fmt: skip


class CardPlace(Record, frozen=True):
    """Where: ``precision`` is "near" where the words say no more than near, toward, from or to."""

    key: str
    name: str
    lat: float | None
    lon: float | None
    precision: Precision | Literal["near"]
    country: str | None


class Card(Record, frozen=True):
    """An incident in a list. ``headline`` says it shorter than ``title``. ``first`` to ``last``
    have no day in them that no account names; ``days`` are those that the accounts give (EDTF),
    where they differ. ``open`` is "by" or "from" where the one day that is told bounds it.
    ``claims``: how many fit what was asked; ``words`` are quoted from the most telling of them
    (``claim``), ``sayer`` is its chain, outlet first."""

    id: str
    title: str
    headline: str
    predicate: str
    label: str
    kind: str
    first: str | None
    last: str | None
    days: tuple[str, ...]
    open: Literal["", "by", "from"]
    when: str | None
    places: tuple[CardPlace, ...]
    standing: Standing
    disputed: bool
    claims: int
    outlets: int
    low: int
    high: int
    sides: tuple[SideCount, ...]
    words: str
    sayer: str
    claim: str


class ReportTold(Record, frozen=True):
    """The report of an account."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None


class Saying(Record, frozen=True):
    """One link of a chain in words; the outlet comes first, without an act."""

    name: str
    kind: Kind
    act: Act | None
    manner: Manner | None
    anonymous: bool
    side: str


class RootOf(Record, frozen=True):
    """The independent root of an account."""

    name: str
    side: str
    anonymous: bool


class FigureTold(Record, frozen=True):
    """A figure as told."""

    what: str | None
    unit: str | None
    low: float | int | None
    best: float | int | None
    high: float | int | None
    text: str | None


class Account(Record, frozen=True):
    """One claim of an incident, ready to lay side by side. ``before`` and ``after``: the rest of
    its sentence; ``copy_of``: the earliest report with the same text; ``position``: the label of
    the side of a dispute that it is on; ``grade``: the Admiralty grade that a person gave."""

    claim: str
    report: ReportTold
    words: str
    before: str
    after: str
    chain: tuple[Saying, ...]
    root: RootOf
    standing: Modality
    status: Status
    polarity: Polarity
    certainty: Certainty
    said: str | None
    figures: tuple[FigureTold, ...]
    when: str | None
    places: tuple[str, ...]
    copy_of: str | None
    admission: bool
    position: str | None
    accepted: bool
    grade: str | None


class Differing(Record, frozen=True):
    """A value, with the claims that give it."""

    value: str
    claims: tuple[str, ...]


class Difference(Record, frozen=True):
    """A field in which the accounts differ; ``disputed`` where the values cannot all be right."""

    field: str
    disputed: bool
    values: tuple[Differing, ...]


class PositionTold(Record, frozen=True):
    """A side of a dispute, in short."""

    label: str
    claims: tuple[str, ...]
    low: int
    high: int
    sides: tuple[SideCount, ...]


class DisputeTold(Record, frozen=True):
    """A dispute, in short. No verdict."""

    id: str
    kind: DisputeKind
    about: str
    why: str
    positions: tuple[PositionTold, ...]


class Happening(Record, frozen=True):
    """An incident of a day with every account of it: by root and side, disputes first."""

    card: Card
    accounts: tuple[Account, ...]
    more_accounts: int
    disputes: tuple[DisputeTold, ...]
    what_differs: tuple[Difference, ...]


class DayCount(Record, frozen=True):
    """How many incidents a day has."""

    day: str
    count: int


class IncidentTold(Record, frozen=True):
    """All of an incident. ``others``: what stands in dispute with it, or is told with it;
    ``judgements``: those in effect by which claims are in it, or are not."""

    incident: Incident
    card: Card
    accounts: tuple[Account, ...]
    disputes: tuple[Dispute, ...]
    what_differs: tuple[Difference, ...]
    others: tuple[Card, ...]
    judgements: tuple[Judgement, ...] = ()


class ClaimTold(Record, frozen=True):
    """All of a claim: as it stands, who read it, what people decided of it."""

    claim: Claim
    account: Account
    incident: str | None
    reader: str
    rejected: bool
    judgements: tuple[Judgement, ...]
    disputes: tuple[str, ...]


class ClaimFound(Record, frozen=True):
    """A claim in a list, with the incident that it is in."""

    claim: Claim
    account: Account
    incident: str | None
    rejected: bool


class DisputeFound(Record, frozen=True):
    """A dispute with the accounts that it rests on, by claim."""

    dispute: Dispute
    accounts: dict[str, Account]


class Counts(Record, frozen=True):
    """A word to filter by, and how many of the incidents that fit have it."""

    value: str
    label: str
    count: int


class PredicateCounts(Counts, frozen=True):
    """``family`` of the lexicon, ``kind`` of the map."""

    family: str
    kind: str


class ActorCounts(Counts, frozen=True):
    """A party that takes part, and on which side (the most often)."""

    kind: Kind
    country: str | None
    side: str


class PlaceCounts(Counts, frozen=True):
    """A place."""

    country: str | None
    lat: float | None
    lon: float | None


class RootCounts(Counts, frozen=True):
    """A root, and the side it is of (the most often)."""

    side: str


class RuleName(Record, frozen=True):
    """A reading rule: what to write, and its words."""

    value: str
    label: str


class Facets(Record, frozen=True):
    """What there is to filter by, each by count."""

    predicates: tuple[PredicateCounts, ...]
    actors: tuple[ActorCounts, ...]
    sides: tuple[Counts, ...]
    places: tuple[PlaceCounts, ...]
    outlets: tuple[Counts, ...]
    roots: tuple[RootCounts, ...]
    standings: tuple[Counts, ...]
    countries: tuple[Counts, ...]
    rules: tuple[RuleName, ...]


class Label(Record, frozen=True):
    """A word and how it is written for people."""

    value: str
    label: str


class PrecisionLabel(Label, frozen=True):
    """``exact``: the place of a settlement or finer, and named as where it was."""

    exact: bool


class Points(Record, frozen=True):
    """Points on the map, as columns: ``item`` is an index into the incidents, ``precision`` and
    ``name`` are into their lists."""

    item: list[int]
    lon: list[float]
    lat: list[float]
    precision: list[int]
    name: list[int]


class Items(Record, frozen=True):
    """All incidents that fit, as columns in the order of days. ``first`` and ``last`` are days
    since 1970-01-01, both null where none is told; ``open`` 0, or 1: by that day, 2: from it on.
    ``side`` is the side that tells. ``kind``, ``side``, ``standing`` are indexes."""

    id: list[str]
    first: list[int | None]
    last: list[int | None]
    open: list[int]
    kind: list[int]
    side: list[int]
    standing: list[int]
    claims: list[int]
    low: list[int]
    high: list[int]
    disputed: list[int]
    point: Points
    kinds: tuple[Label, ...]
    sides: tuple[Label, ...]
    standings: tuple[Label, ...]
    precisions: tuple[PrecisionLabel, ...]
    names: list[str]


class Bin(Record, frozen=True):
    """Some days: the first, how many they are, incidents that begin in them, disputed ones."""

    day: str
    days: int
    count: int
    disputed: int


class Timeline(Record, frozen=True):
    """Incidents by days, each counted once, where it begins. ``from_`` (JSON ``from``) and ``to``:
    what is drawn; null where nothing that fits has a day. ``undated`` have none."""

    from_: str | None = msgspec.field(name="from")
    to: str | None
    unit: Literal["day", "week", "month", "year", "years"]
    bins: tuple[Bin, ...]
    undated: int


class SearchHit(Record, frozen=True):
    """Something found: ``words`` with the stretches that were asked for (``marks``)."""

    type: Literal["claim", "report", "place", "actor"]
    id: str
    label: str
    words: str
    marks: tuple[tuple[int, int], ...]
    day: str | None
    outlet: str | None
