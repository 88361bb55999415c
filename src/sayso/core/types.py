"""The types that every stage speaks. They import nothing else of ours.

Each struct is frozen, and is at once the Python type and the JSON form: field order is key
order, and no key is ever absent. ``start`` and ``end`` are half-open offsets into
``Report.text``, in characters; ``report.text[start:end] == text`` wherever ``text`` is not
null. ``text``, ``start`` and ``end`` are null together, where a thing is inferred from context.
"""

from __future__ import annotations

from typing import Literal, dataclass_transform

import msgspec

Kind = Literal[
    "state", "official", "military", "armed group", "rebel", "political opposition",
    "intergovernmental", "NGO", "media", "monitor", "civilians", "prisoners",
    "group of states", "person", "unnamed", "talks", "event",
]  # fmt: skip
Manner = Literal["quote", "paraphrase", "hearsay", "document", "own observation"]
Act = Literal[
    "stated", "announced", "confirmed", "admitted", "claimed responsibility", "denied",
    "declined to confirm", "accused", "promised", "threatened", "demanded", "proposed",
    "refused", "agreed", "ordered", "warned", "opined", "hoped", "asked",
]  # fmt: skip
Polarity = Literal["positive", "negative"]
# FactBank's scale (Saurí and Pustejovsky 2009).
Certainty = Literal["certain", "probable", "possible", "underspecified"]
Status = Literal[
    "happened", "ongoing", "scheduled", "intended", "considered", "wanted", "predicted",
    "conditional", "hypothetical",
]  # fmt: skip
Phase = Literal["begin", "continue", "end"]
Modality = Literal[
    "asserted", "denied", "vowed", "threatened", "demanded", "proposed", "refused", "accused",
    "opinion", "wanted", "planned", "projected", "considered", "conditional", "hypothetical",
]  # fmt: skip
Relation = Literal["at", "in", "in part", "near", "toward", "from", "to", "between"]
Precision = Literal[
    "point", "settlement", "area", "route", "border", "second-order division",
    "first-order division", "country",
]  # fmt: skip
TimePrecision = Literal["minute", "hour", "day", "week", "month", "season", "year", "open"]
SegmentKind = Literal[
    "headline", "standfirst", "dateline", "date", "byline", "outlet", "credit", "caption",
    "furniture", "pull quote", "body",
]  # fmt: skip


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Record(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Base of every type: frozen, keyword-only, comparable."""


class Span(Record, frozen=True):
    """Exact words of a report."""

    text: str
    start: int
    end: int


class Segment(Record, frozen=True):
    """A stretch of a report's text and what it is for; segments never overlap, and are in order."""

    kind: SegmentKind
    start: int
    end: int


class Report(Record, frozen=True):
    """A document as an outlet published it. ``published`` is EDTF, ``text`` is never altered."""

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    credits: tuple[str, ...] = ()
    retrieved: str | None = None
    sha256: str | None = None
    path: str | None = None
    segments: tuple[Segment, ...] = ()


class ReportRef(Record, frozen=True):
    """The report as a claim names it."""

    id: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None


class Mention(Record, frozen=True):
    """An actor, or another party or thing in a role, as the text names it and as resolved.

    ``country`` is ISO 3166 alpha-3; ``sectors`` are PLOVER codes; ``affiliations`` are entity ids
    that the text itself gives ("Hizballah-affiliated"); ``inferred`` is true where the clause does
    not name it.
    """

    text: str | None = None
    start: int | None = None
    end: int | None = None
    id: str | None = None
    name: str | None = None
    kind: Kind = "unnamed"
    country: str | None = None
    sectors: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    anonymous: bool = False
    inferred: bool = False


class Alternative(Record, frozen=True):
    """Another reading of a place name, with its score (0 to 1)."""

    name: str
    geonames: int | None
    country: str | None
    score: float


class Place(Record, frozen=True):
    """Where. Latitude and longitude are WGS84 degrees; null for borders, routes and countries."""

    text: str | None = None
    start: int | None = None
    end: int | None = None
    name: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    country: str | None = None
    admin1: str | None = None
    precision: Precision = "settlement"
    relation: Relation = "at"
    extent: Literal["whole", "part"] = "whole"
    alternatives: tuple[Alternative, ...] = ()
    inferred: bool = False


class When(Record, frozen=True):
    """A time as an interval of days. ``from_`` (JSON ``from``) says where it came from, if the
    clause has no words for it."""

    text: str | None = None
    start: int | None = None
    end: int | None = None
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    precision: TimePrecision = "day"
    from_: str | None = msgspec.field(default=None, name="from")


class Quantity(Record, frozen=True):
    """A figure as an interval: "up to 400,000" has a high and no low."""

    text: str | None = None
    start: int | None = None
    end: int | None = None
    what: str | None = None
    unit: str | None = None
    low: float | int | None = None
    best: float | int | None = None
    high: float | int | None = None


class Stance(Record, frozen=True):
    """The polarity and certainty that one source gives the proposition."""

    polarity: Polarity = "positive"
    certainty: Certainty = "certain"


class Body(Record, frozen=True):
    """The body that a source speaks for: the root, for counting."""

    id: str | None = None
    name: str | None = None


class Source(Record, frozen=True):
    """One link of a chain."""

    name: str
    id: str | None = None
    kind: Kind = "unnamed"
    country: str | None = None
    sectors: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    anonymous: bool = False
    text: str | None = None
    start: int | None = None
    end: int | None = None
    cue: Span | None = None
    manner: Manner = "paraphrase"
    act: Act = "stated"
    stance: Stance = Stance()
    said: When | None = None
    said_at: Place | None = None
    addressee: Mention | None = None
    of: Body | None = None


class PloverCode(Record, frozen=True):
    """PLOVER event, modes and contexts."""

    event: str
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()


class AcledCode(Record, frozen=True):
    """ACLED event and sub-event type."""

    event_type: str
    sub_event_type: str


class Codes(Record, frozen=True):
    """Codes for what has happened by the claim; all null where nothing has."""

    plover: PloverCode | None = None
    cameo: str | None = None
    acled: AcledCode | None = None


class Roles(Record, frozen=True):
    """Who and what takes part."""

    actor: tuple[Mention, ...] = ()
    recipient: tuple[Mention, ...] = ()
    helper: tuple[Mention, ...] = ()
    instrument: tuple[Mention, ...] = ()
    beneficiary: tuple[Mention, ...] = ()
    mediator: tuple[Mention, ...] = ()
    content: tuple[Mention, ...] = ()


class Claim(Record, frozen=True):
    """A proposition, the words that say it, the chain behind it, and how it was put.

    ``sources`` is outermost first; empty means the outlet itself. ``within``, ``cause`` and
    ``repeats`` hold claim ids. ``condition`` is quoted from the report.
    """

    id: str
    report: ReportRef
    text: str
    start: int
    end: int
    sources: tuple[Source, ...]
    modality: Modality
    status: Status
    polarity: Polarity
    certainty: Certainty
    predicate: str
    within: str | None = None
    cause: tuple[str, ...] | str | None = None
    repeats: str | None = None
    phase: Phase | None = None
    condition: Span | None = None
    codes: Codes = Codes()
    roles: Roles = Roles()
    places: tuple[Place, ...] = ()
    when: When | None = None
    quantities: tuple[Quantity, ...] = ()
    confidence: float | None = None


class Problem(Record, frozen=True):
    """A report, or part of one, that could not be read: a row, never a crash."""

    report: str
    stage: str
    code: str
    message: str
    line: int | None = None
