"""Lines about talks and what the parties put to one another: how talks went, demands, offers, vows,
and where each party stands on each issue. See situation.py for the rules they keep.

A demand, offer or vow has a ``history`` of moves, each by somebody's account; its ``status`` is
what the moves say so far, and no verdict.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from sayso.core.lines import Line, Remark, State
from sayso.core.types import Modality, Record

MoveKind = Literal[
    "made", "repeated", "softened", "hardened", "dropped", "withdrawn", "agreed to", "accepted",
    "met", "refused", "rejected", "kept", "broken",
]  # fmt: skip
TalksStepKind = Literal[
    "announced", "invited", "opened", "resumed", "joined", "stayed away", "progress", "suspended",
    "walked out", "concluded", "collapsed",
]  # fmt: skip
DemandStatus = Literal[
    "standing", "said to be softened", "said to be hardened", "said to be dropped",
    "said to be agreed to", "said to be met", "refused",
]  # fmt: skip
OfferStatus = Literal[
    "standing", "said to be accepted", "said to be rejected", "answers differ",
    "said to be withdrawn", "said to have come about",
]  # fmt: skip
# "past due": its day is over, and nobody has told whether it was kept.
CommitmentStatus = Literal[
    "standing",
    "said to be kept",
    "said to be broken",
    "said to be dropped",
    "accounts differ",
    "past due",
]
Change = Literal["new", "same", "harder", "softer", "dropped"]


class Move(Record, frozen=True, kw_only=True):
    """Something that became of a demand, offer or vow: when (EDTF, null where nobody tells), by
    whom, by whose account, and how that was put (asserted, accused …)."""

    what: MoveKind
    when: str | None
    by: tuple[str, ...]
    by_account_of: str
    put: Modality
    claims: tuple[str, ...]


class TalksStep(Record, frozen=True, kw_only=True):
    """A step of talks. ``set_for``: the day that was announced. ``reasons`` are why, in words, by
    whose account each; ``against`` are claims that deny the step, ``denied_by`` whom."""

    what: TalksStepKind
    when: str | None
    set_for: str | None
    by: tuple[str, ...]
    reasons: tuple[Remark, ...]
    by_account_of: tuple[str, ...]
    claims: tuple[str, ...]
    against: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()


class Delegation(Record, frozen=True, kw_only=True):
    """Whether a party is at the talks."""

    party: str
    status: str
    state: State
    since: str | None
    claims: tuple[str, ...]


class Talks(Line, frozen=True, kw_only=True):
    """How one track of talks stands; the other values that accounts give are in ``disputed``.
    ``round``: the last one counted by its number; ``format``: direct, indirect, shuttle …;
    ``steps``: how it came to this."""

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
    round: int | None = None
    format: tuple[str, ...] = ()
    steps: tuple[TalksStep, ...] = ()


class Demand(Line, frozen=True, kw_only=True):
    """Who asks what of whom. ``before``: what it is a precondition for, null for a plain demand.
    ``answers``: claims that it was met, agreed to or refused."""

    what: str
    predicate: str
    by: str
    of: tuple[str, ...]
    first: str | None
    last: str | None
    status: DemandStatus
    answers: tuple[str, ...]
    before: str | None = None
    history: tuple[Move, ...] = ()


class Offer(Line, frozen=True, kw_only=True):
    """What a party offers to do (``offer``), or proposes that be done (``proposal``). ``condition``
    in the report's words; ``answers``: claims that it was accepted or rejected."""

    what: str
    predicate: str
    by: str
    to: tuple[str, ...]
    kind: Literal["offer", "proposal"]
    condition: str | None
    first: str | None
    last: str | None
    status: OfferStatus
    answers: tuple[str, ...]
    history: tuple[Move, ...]


class Commitment(Line, frozen=True, kw_only=True):
    """What a party has vowed, agreed to do, or refused. ``said_by`` where another than ``by``
    said it; ``due``: the last day by which it is to be done (ISO)."""

    what: str
    predicate: str
    by: str
    kind: Literal["vow", "agreement", "refusal"]
    to: tuple[str, ...]
    condition: str | None
    until: str | None
    said_by: str | None
    said: str | None
    status: CommitmentStatus
    answers: tuple[str, ...]
    due: str | None = None
    history: tuple[Move, ...] = ()


class Position(Line, frozen=True, kw_only=True):
    """Where a party stands on issues, by one saying. ``when``: the day it was said (EDTF); ``of``:
    the line of a demand, offer or commitment that it belongs to; ``words`` of its claims; ``put``:
    how the claims put it; ``change``: since the day asked about, null where that is not told."""

    party: str
    topics: tuple[str, ...]
    stance: str
    what: str
    predicate: str
    phase: str | None
    when: str | None
    by: tuple[str, ...]
    by_account_of: str
    put: Modality
    words: tuple[str, ...]
    of: str | None = None
    change: Change | None = None


class Matrix(Record, frozen=True, kw_only=True):
    """The positions of all parties on all issues by ``day``. ``since``: the day from which moves
    are marked (null: none are), and ``since_what`` it is; ``topics``: those spoken of, in the order
    of the axis, with PA-X's variables; ``outlets`` and ``own_voice``: see situation.py."""

    day: str
    known_by: str | None
    recorded_by: str | None
    track: str | None
    since: str | None
    since_what: str | None
    rule: str
    topics: dict[str, tuple[str, ...]]
    parties: tuple[str, ...]
    cells: tuple[Position, ...]
    names: dict[str, str]
    outlets: dict[str, str] = msgspec.field(default_factory=dict)
    own_voice: tuple[str, ...] = ()
