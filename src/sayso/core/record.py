"""The types of the record: what many reports say together. See types.py for the rules they keep.

Times of the record's own (``at``) are UTC, ISO 8601 with seconds or fractions of them, and ``Z``.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from sayso.core.types import Claim, Record, Report

DisputeKind = Literal[
    "figure", "responsibility", "target", "control", "occurrence", "status", "date"
]
Agreement = Literal["agreed", "disputed", "single source"]
JudgementKind = Literal[
    "accept", "reject", "correct", "add", "merge", "split", "grade", "comment", "undo"
]
CaptureWay = Literal["file", "standard input", "corpus line", "address"]


class Reading(Record, frozen=True):
    """Who or what made a set of claims: ``reader`` is this program with its version, a person, or
    another program; ``fingerprint`` hashes everything that decides what it reads (none for
    people)."""

    reader: str
    fingerprint: str | None
    at: str


class Capture(Record, frozen=True):
    """How and when the original bytes of a report came in (Berkeley Protocol: the evidentiary copy
    is kept by its hash, apart from the working text)."""

    sha256: str
    at: str
    way: CaptureWay
    address: str | None = None


class SentencePair(Record, frozen=True):
    """A sentence of a translated report (``start`` to ``end`` of its text) and the original beside
    it, in ``language`` (ISO 639-1)."""

    start: int
    end: int
    text: str
    language: str | None = None


class Acquired(Record, frozen=True):
    """A report as it came in: its original bytes, by which way, and the ``address`` at which a
    changed report would be a new version (its URL, or where it lay; none where there is none)."""

    report: Report
    original: bytes
    way: CaptureWay
    address: str | None
    translation: tuple[SentencePair, ...] = ()


class Entry(Record, frozen=True):
    """A report as the record holds it. ``address`` is its URL, or the path or corpus line it came
    from; a report that was found changed there is the next ``version``, and ``replaced_by`` names
    the one that came after."""

    report: Report
    recorded: str
    address: str | None
    version: int = 1
    replaced_by: str | None = None


class Feature(Record, frozen=True):
    """One reason for or against that two claims are of one incident. ``value`` is -1 (against) to 1
    (for), ``weight`` what it counts, ``why`` the words for people."""

    name: str
    value: float
    weight: float
    why: str


class Link(Record, frozen=True):
    """Two claims (``a`` < ``b``) that may be of one incident; ``score`` is 0 to 1."""

    a: str
    b: str
    score: float
    features: tuple[Feature, ...] = ()


class Value(Record, frozen=True):
    """One value of a field, with the claims that give it. ``low`` and ``high`` bound figures (in
    the field's unit) and dates (EDTF days), none where open."""

    value: str
    claims: tuple[str, ...]
    low: float | str | None = None
    high: float | str | None = None


class Field(Record, frozen=True):
    """A field of an incident (actor, recipient, place, when, a figure …) with every value that was
    given; ``unit`` for figures."""

    name: str
    agreement: Agreement
    values: tuple[Value, ...]
    unit: str | None = None


class Root(Record, frozen=True):
    """The innermost source that a chain lets us tell, once copies are collapsed: what counts as one
    voice. ``interest`` is the party it speaks for; ``copies`` the reports that carry it."""

    name: str
    id: str | None
    interest: str
    side: str
    anonymous: bool
    admission: bool
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    outlets: tuple[str, ...]


class SideCount(Record, frozen=True):
    """How many independent roots a side has: ``low`` is without its unnamed ones."""

    side: str
    low: int
    high: int


class Corroboration(Record, frozen=True):
    """How independently a thing is said. ``low`` to ``high`` independent roots (unnamed ones may be
    one or many); ``outlets`` that carried it, which is not the same; ``across`` where sides that
    are opposed agree; ``admissions`` the claims made against one's own interest."""

    low: int
    high: int
    sides: tuple[SideCount, ...]
    outlets: int
    across: bool
    admissions: tuple[str, ...]
    roots: tuple[Root, ...]


class Incident(Record, frozen=True):
    """Claims of one happening or state. ``id`` is the smallest of its claims' ids, so that every
    claim's id leads to the incident it is in now, also after a merge or split. ``why`` holds the
    links that tie its claims together, as a tree."""

    id: str
    predicate: str
    title: str
    claims: tuple[str, ...]
    earliest: str | None
    latest: str | None
    places: tuple[str, ...]
    fields: tuple[Field, ...]
    corroboration: Corroboration
    why: tuple[Link, ...]


class Position(Record, frozen=True):
    """One side of a dispute: what it holds, by which claims, on how many independent roots."""

    label: str
    claims: tuple[str, ...]
    corroboration: Corroboration


class Dispute(Record, frozen=True):
    """Accounts that cannot all be right; no verdict. ``rule`` names the constraint that is broken:
    one value, impossible together, needs before, presupposed, or denied."""

    id: str
    kind: DisputeKind
    about: str
    rule: str
    why: str
    incidents: tuple[str, ...]
    positions: tuple[Position, ...]


class Anchor(Record, frozen=True):
    """Where a judgement hangs: a claim, with what it takes to find it again after a re-read.
    ``sources``: the chain, as ids or names; it tells claims apart that share their words.
    ``beside``: the other claims of the report whose words overlapped its own at the time."""

    claim: str
    report: str
    start: int
    end: int
    predicate: str
    sources: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


class Judgement(Record, frozen=True):
    """What a person decided, when and why. ``anchors`` are the claims it is about: one for accept,
    reject, correct, grade, comment and add, two or more for merge and split. ``change`` holds a
    correction's fields, an added claim, a grade, or for undo the judgement that is undone."""

    id: str
    kind: JudgementKind
    by: str
    at: str
    why: str
    anchors: tuple[Anchor, ...]
    change: dict[str, Any] = msgspec.field(default_factory=dict)


class AuditEntry(Record, frozen=True):
    """One change of the record. ``hash`` is SHA-256 over ``previous`` and the rest."""

    number: int
    at: str
    by: str
    what: str
    about: str
    detail: str
    previous: str
    hash: str


class Check(Record, frozen=True):
    """What ``sayso check`` found: counts, claims not gathered yet, and one line a problem."""

    reports: int
    claims: int
    incidents: int
    pending: int
    problems: tuple[str, ...]


class JudgedClaim(Record, frozen=True):
    """A claim as it stands after people's judgements, and those that touched it. ``rejected`` ones
    take no part in incidents."""

    claim: Claim
    reader: str
    judgements: tuple[str, ...] = ()
    accepted: bool = False
    rejected: bool = False
    grade: str | None = None


class FieldChange(Record, frozen=True):
    """A field that two readings of one claim fill differently, in words."""

    field: str
    old: str
    new: str


class ClaimChange(Record, frozen=True):
    """A claim that was read again otherwise; the ids are the same unless its words, predicate or
    chain changed."""

    old: Claim
    new: Claim
    fields: tuple[FieldChange, ...]


class Difference(Record, frozen=True):
    """Two readings side by side: ``same`` holds the ids of claims that did not change."""

    same: tuple[str, ...]
    changed: tuple[ClaimChange, ...]
    only_old: tuple[Claim, ...]
    only_new: tuple[Claim, ...]

    @property
    def is_change(self) -> bool:
        """Whether the readings differ at all."""
        return bool(self.changed or self.only_old or self.only_new)


class Taken(Record, frozen=True):
    """What became of a batch: reports added, found changed at their address (``versions``), known
    before; claims recorded; new reports whose outlet or day is not known; and how much the record
    then holds."""

    added: int = 0
    versions: int = 0
    known: int = 0
    claims: int = 0
    without_outlet: int = 0
    without_date: int = 0
    reports_in_all: int = 0
    claims_in_all: int = 0
    incidents_in_all: int = 0

    def __add__(self, other: Taken) -> Taken:
        names = self.__struct_fields__
        return Taken(**{name: getattr(self, name) + getattr(other, name) for name in names})


class Hidden(Record, frozen=True):
    """What a reading rule hides for one reason: incidents, claims (those of hidden incidents among
    them), and values of fields."""

    reason: str
    incidents: int
    claims: int
    values: int


class Shown(Record, frozen=True):
    """All the record has on one thing: a report with its claims; a claim with the incident it is in
    and its judgements; a judgement; a dispute. What does not belong is null or empty."""

    entry: Entry | None = None
    claims: tuple[JudgedClaim, ...] = ()
    incident: Incident | None = None
    members: tuple[Claim, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    readings: tuple[Reading, ...] = ()
    captures: tuple[Capture, ...] = ()
    translation: tuple[SentencePair, ...] = ()


class Verified(Record, frozen=True):
    """Whether the audit holds: how many entries, the last one's hash (to keep elsewhere), and what
    is wrong, a line each."""

    entries: int
    head: str
    problems: tuple[str, ...]
