"""The types of the situation: what holds on a day, by whose account, and how that follows.

Dates are EDTF; ``from_`` and ``to`` (JSON ``from``, ``to``) are null where nobody tells, ``..``
where a thing goes on. Parties are entity ids, or names where there is no id; ``Situation.names``
has the name of each id. ``claims`` speak for a line, ``against`` against it; both hold claim ids.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from sayso.core.ceasefires import Ceasefire
from sayso.core.lines import Extent as Extent
from sayso.core.lines import Figure as Figure
from sayso.core.lines import Line as Line
from sayso.core.lines import Remark as Remark
from sayso.core.lines import State as State
from sayso.core.positions import Commitment as Commitment
from sayso.core.positions import Delegation as Delegation
from sayso.core.positions import Demand as Demand
from sayso.core.positions import Offer as Offer
from sayso.core.positions import Talks as Talks
from sayso.core.record import DisputeKind, Hidden
from sayso.core.relief import Access as Access
from sayso.core.relief import Convoy as Convoy
from sayso.core.relief import Evacuation as Evacuation
from sayso.core.sieges import Siege as Siege
from sayso.core.types import Certainty, Claim, Record

ScheduledStatus = Literal["set", "disputed", "said to be off", "said to have come about"]
StepKind = Literal["start", "end", "observe", "against", "against the end"]


class Step(Record, frozen=True, kw_only=True):
    """What the claims of one incident do to a fluent: ``effect`` is the rule of
    lexicon/effects.yaml that applies, ``when`` the days it is told for."""

    change: StepKind
    predicate: str
    effect: str
    when: str | None
    incident: str
    claims: tuple[str, ...]


class Fluent(Record, frozen=True, kw_only=True):
    """A state of affairs over one interval. ``of`` are its arguments and ``value`` its party or
    word, for people; ``days`` since the last word of it, for one last reported."""

    id: str
    name: str
    of: tuple[str, ...]
    value: str
    extent: Extent
    from_: str | None = msgspec.field(name="from")
    to: str | None
    state: State
    days: int | None
    claims: tuple[str, ...]
    against: tuple[str, ...]
    incidents: tuple[str, ...]
    steps: tuple[Step, ...]


class Control(Line, frozen=True, kw_only=True):
    """Who holds a place, or is present there. ``disputed``: what other accounts have instead."""

    place: str
    country: str | None
    lat: float | None
    lon: float | None
    holder: tuple[str, ...]
    extent: Extent
    from_: str | None = msgspec.field(name="from")
    to: str | None
    state: State
    days: int | None
    contested_by: tuple[str, ...]
    disputed: tuple[str, ...]


class Route(Line, frozen=True, kw_only=True):
    """A way between places, or a border. ``best``: the middle of ``since``, where that is a week
    or less."""

    route: str
    between: tuple[str, ...]
    status: str
    since: str | None
    best: str | None
    state: State | None
    days: int | None
    by: tuple[str, ...]
    with_: tuple[str, ...] = msgspec.field(name="with")
    disputed: tuple[str, ...]


class Scheduled(Line, frozen=True, kw_only=True):
    """What is set for a day on or after the day asked about; ``moved_from`` the days it was set
    for before. ``matter`` is what is set, whatever its day; ``answers`` the claims that give the
    ``status``."""

    date: str
    what: str
    predicate: str
    who: tuple[str, ...]
    where: str | None
    certainty: Certainty
    moved_from: tuple[str, ...]
    matter: str
    status: ScheduledStatus
    answers: tuple[str, ...]


class Backer(Line, frozen=True, kw_only=True):
    """Who helps whom; ``how``: air, ground, arms, money, training, diplomacy."""

    backer: str
    backs: str
    how: tuple[str, ...]
    since: str | None
    state: State
    days: int | None


class Account(Record, frozen=True, kw_only=True):
    """One side of a dispute: what it holds, by whose account."""

    says: str
    by_account_of: tuple[str, ...]
    claims: tuple[str, ...]


class Disputed(Line, frozen=True, kw_only=True):
    """Accounts that cannot all be right. No verdict."""

    label: DisputeKind
    about: str
    sides: tuple[Account, ...]


class Older(Record, frozen=True, kw_only=True):
    """How much is not shown because it is too old for the day: claims said before the days looked
    at, and states last reported before those."""

    claims: int = 0
    states: int = 0


class Situation(Record, frozen=True, kw_only=True):
    """What holds on ``day``, by reports published by ``known_by`` and recorded by ``recorded_by``
    (null: all), under a reading rule whose ``rule`` says it in words. ``outlets``: the outlet of
    every claim that the lines name; ``own_voice``: those of them that it tells itself."""

    day: str
    known_by: str | None
    recorded_by: str | None
    place: str | None
    rule: str
    control: tuple[Control, ...]
    sieges: tuple[Siege, ...]
    access: tuple[Access, ...]
    convoys: tuple[Convoy, ...]
    evacuations: tuple[Evacuation, ...]
    routes: tuple[Route, ...]
    talks: tuple[Talks, ...]
    ceasefires: tuple[Ceasefire, ...]
    demands: tuple[Demand, ...]
    offers: tuple[Offer, ...]
    commitments: tuple[Commitment, ...]
    calendar: tuple[Scheduled, ...]
    backers: tuple[Backer, ...]
    figures: tuple[Figure, ...]
    disputes: tuple[Disputed, ...]
    fluents: tuple[Fluent, ...]
    names: dict[str, str]
    hidden: tuple[Hidden, ...] = ()
    older: Older = Older()
    outlets: dict[str, str] = msgspec.field(default_factory=dict)
    own_voice: tuple[str, ...] = ()


KEYS = (
    "control", "sieges", "access", "convoys", "evacuations", "routes", "talks", "ceasefires",
    "demands", "offers", "commitments", "calendar", "backers", "figures", "disputes",
)  # fmt: skip


class Changes(Record, frozen=True, kw_only=True):
    """What differs between two situations: lines by key, as they are in the later one (``new``,
    ``changed``) or were in the earlier (``gone``, ``changed_from``, in the order of
    ``changed``)."""

    key: str
    new: tuple[Line, ...]
    gone: tuple[Line, ...]
    changed_from: tuple[Line, ...]
    changed: tuple[Line, ...]


class Why(Record, frozen=True, kw_only=True):
    """How a line of a situation follows: the line and its ``key`` (null for a bare fluent), the
    fluents it rests on with their steps, and all their claims."""

    day: str
    key: str | None
    line: Line | None
    fluents: tuple[Fluent, ...]
    claims: tuple[Claim, ...]
