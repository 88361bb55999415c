"""The types of the situation: what holds on a day, by whose account, and how that follows.

Dates are EDTF; ``from_`` and ``to`` (JSON ``from``, ``to``) are null where nobody tells, ``..``
where a thing goes on. Parties are entity ids, or names where there is no id; ``Situation.names``
has the name of each id. ``claims`` speak for a line, ``against`` against it; both hold claim ids.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from sayso.core.record import DisputeKind, Hidden
from sayso.core.types import Certainty, Claim, Record

# "last reported": nothing has ended it, but the last word of it is older than its shelf life.
State = Literal["holds", "may hold", "does not hold", "last reported"]
Extent = Literal["whole", "part", "presence"]
StepKind = Literal["start", "end", "observe", "against", "against the end"]
SiegeStatus = Literal["besieged", "partial", "encircled", "projected", "lifted", "denied"]
PledgeStatus = Literal["standing", "said to be met", "refused", "said to be broken"]


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


class Line(Record, frozen=True, kw_only=True):
    """Base of the entries. ``fluents`` are the ids of those it rests on (``why`` leads on)."""

    id: str
    claims: tuple[str, ...]
    against: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    fluents: tuple[str, ...] = ()


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


class Figure(Line, frozen=True, kw_only=True):
    """A number of people by one account. ``status``: reported, or how else it was put."""

    what: str
    places: tuple[str, ...]
    low: float | int | None
    best: float | int | None
    high: float | int | None
    words: str | None
    status: str
    by_account_of: str
    said: str | None


class Siege(Line, frozen=True, kw_only=True):
    """A place shut in. ``besieged`` in the reports' words; ``trapped`` are figures of people
    inside, each with its sayer; ``aid`` whether it is let in, null where nobody tells."""

    place: str
    country: str | None
    lat: float | None
    lon: float | None
    besieger: tuple[str, ...]
    besieged: tuple[str, ...]
    status: SiegeStatus
    from_: str | None = msgspec.field(name="from")
    to: str | None
    state: State | None
    days: int | None
    lifted_by: tuple[str, ...]
    trapped: tuple[Figure, ...]
    aid: str | None
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


class Remark(Record, frozen=True, kw_only=True):
    """Something said about talks: in which words, by whose account."""

    what: str
    by: str | None
    of: tuple[str, ...]
    by_account_of: str
    claims: tuple[str, ...]


class Delegation(Record, frozen=True, kw_only=True):
    """Whether a party is at the talks."""

    party: str
    status: str
    state: State
    since: str | None
    claims: tuple[str, ...]


class Talks(Line, frozen=True, kw_only=True):
    """How one track of talks stands; the other values that accounts give are in ``disputed``."""

    track: str
    venue: str | None
    mediator: tuple[str, ...]
    status: str
    since: str | None
    state: State | None
    days: int | None
    resumes: str | None
    reasons: tuple[Remark, ...]
    considered: tuple[Remark, ...]
    asked: tuple[Remark, ...]
    wanted: tuple[Remark, ...]
    delegations: tuple[Delegation, ...]
    disputed: tuple[str, ...]


class Demand(Line, frozen=True, kw_only=True):
    """Who asks what of whom. ``answers``: claims that it was met or refused."""

    what: str
    predicate: str
    by: str
    of: tuple[str, ...]
    first: str | None
    last: str | None
    status: PledgeStatus
    answers: tuple[str, ...]


class Commitment(Line, frozen=True, kw_only=True):
    """What a party has vowed or refused. ``said_by`` where another than ``by`` said it."""

    what: str
    predicate: str
    by: str
    kind: Literal["vow", "refusal"]
    to: tuple[str, ...]
    condition: str | None
    until: str | None
    said_by: str | None
    said: str | None
    status: PledgeStatus
    answers: tuple[str, ...]


class Scheduled(Line, frozen=True, kw_only=True):
    """What is set for a day on or after the day asked about; ``moved_from`` the days it was set
    for before."""

    date: str
    what: str
    predicate: str
    who: tuple[str, ...]
    where: str | None
    certainty: Certainty
    moved_from: tuple[str, ...]


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


class Situation(Record, frozen=True, kw_only=True):
    """What holds on ``day``, by reports published by ``known_by`` and recorded by ``recorded_by``
    (null: all), under a reading rule whose ``rule`` says it in words."""

    day: str
    known_by: str | None
    recorded_by: str | None
    place: str | None
    rule: str
    control: tuple[Control, ...]
    sieges: tuple[Siege, ...]
    routes: tuple[Route, ...]
    talks: tuple[Talks, ...]
    demands: tuple[Demand, ...]
    commitments: tuple[Commitment, ...]
    calendar: tuple[Scheduled, ...]
    backers: tuple[Backer, ...]
    figures: tuple[Figure, ...]
    disputes: tuple[Disputed, ...]
    fluents: tuple[Fluent, ...]
    names: dict[str, str]
    hidden: tuple[Hidden, ...] = ()


KEYS = (
    "control", "sieges", "routes", "talks", "demands", "commitments", "calendar", "backers",
    "figures", "disputes",
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
