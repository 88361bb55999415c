"""The layers between grammar and claims: what ``sayso annotate`` shows.

``head``, ``first`` and ``last`` are token indices into the report's grammar (``last`` exclusive).
"""

from __future__ import annotations

from collections.abc import Callable

from sayso.core.grammar import Grammar
from sayso.core.types import (
    Act,
    Certainty,
    Manner,
    Mention,
    Place,
    Polarity,
    Quantity,
    Record,
    Report,
    When,
)  # fmt: skip


class MentionNode(Record, frozen=True):
    """A mention with its place in the tree. ``entity`` groups mentions of one thing: the entity
    id where there is one, else a key private to the report. A plural mention that stands for
    several known entities has one node each with the same head ("the two towns")."""

    head: int
    first: int
    last: int
    mention: Mention
    entity: str


class PlaceNode(Record, frozen=True):
    """A place with its position in the tree; two nodes may share a head ("the two towns")."""

    head: int
    first: int
    last: int
    place: Place


class TimeNode(Record, frozen=True):
    """A time expression. ``type`` and ``value`` are TIMEX3's; ``anchored`` is false for a
    duration or a set that says nothing of when."""

    head: int
    first: int
    last: int
    type: str
    value: str
    when: When
    anchored: bool = True


class QuantityNode(Record, frozen=True):
    """A figure; ``head`` is the counted noun, or the number where there is none."""

    head: int
    first: int
    last: int
    quantity: Quantity


class Attribution(Record, frozen=True):
    """Somebody says, thinks or does with words a content.

    ``sources``: heads of the source phrases, coordinated speakers apart; empty where none is named
    ("it is said"). ``cue``: the head token of the cue; ``cue_span``: its characters ("as saying").
    ``content``: character spans, in order. ``act`` is the cue's entry in the lexicon, before the
    claim's own content is weighed. ``polarity`` and ``certainty`` are what the cue does to its
    content ("denied": negative). ``cue_negated``: "did not say". ``neutral``: a cue that says
    nothing of how it was put (say, tell, according to).
    """

    sources: tuple[int, ...]
    source_spans: tuple[tuple[int, int], ...]
    cue: int | None
    cue_span: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    manner: Manner
    act: Act
    polarity: Polarity = "positive"
    certainty: Certainty = "certain"
    cue_negated: bool = False
    neutral: bool = True
    addressee: int | None = None
    lemma: str = ""


class Impression(Record, frozen=True):
    """What the language model makes of an event word. ``scale``: UDS's, from about -2 (did not
    happen) to 2 (happened); ``certainty`` and ``polarity`` are MEANTIME's; ``future``: still to
    come."""

    scale: float
    certainty: Certainty
    polarity: Polarity
    future: bool


Ask = Callable[[int], Impression | None]  # of a token, by its index; none where nothing is known


class Event(Record, frozen=True):
    """An event word and how it was put (the factuality layer; claims/factuality.py says how)."""

    start: int
    end: int
    text: str
    polarity: Polarity
    certainty: Certainty
    time: str
    score: float


class Annotation(Record, frozen=True):
    """Everything found in one report."""

    report: Report
    grammar: Grammar
    mentions: tuple[MentionNode, ...] = ()
    places: tuple[PlaceNode, ...] = ()
    times: tuple[TimeNode, ...] = ()
    quantities: tuple[QuantityNode, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
