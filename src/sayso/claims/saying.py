"""When and where something was said: times and places that hang on the cue, or the saying before.

What a speaker is quoted with in the sentence after one with a dated saying was said then too ("said
on Wednesday that … "…", he told reporters"), unless the text gives it a day of its own.
"""

from __future__ import annotations

from msgspec.structs import replace

from sayso.claims.context import Context
from sayso.claims.nearby import climb, of_saying
from sayso.core.annotation import Attribution
from sayso.core.types import Place, When


def saying(context: Context, attribution: Attribution) -> tuple[When | None, Place | None]:
    """The day and the place of a saying, each none where the text does not tell."""
    cue = attribution.cue
    if cue is None:
        return None, None
    spans = attribution.content
    said_at: Place | None = None
    for node in context.beside(context.places_of, cue):
        start = context.grammar.tokens[node.head].start
        if any(s <= start < e for s, e in spans) or node.head in attribution.sources:
            continue
        case = context.grammar.case(node.head)
        if case in ("in", "at", "from") and climb(context, node.head, {cue})[0] is not None:
            said_at = said_at or node.place
    return _said(context, attribution) or _said_before(context, attribution), said_at


def _said(context: Context, attribution: Attribution) -> When | None:
    if attribution.cue is None:
        return None
    for time in context.beside(context.times_of, attribution.cue):
        start = time.when.start
        if start is not None and any(s <= start < e for s, e in attribution.content):
            continue
        if not time.anchored:
            continue
        if of_saying(context, attribution, time):
            return time.when
        if climb(context, time.head, {attribution.cue})[0] is not None:
            return time.when
    return None


def _said_before(context: Context, attribution: Attribution) -> When | None:
    """The day of the same speaker's saying in the sentence before."""
    cue = attribution.cue
    speaker = _speaker(context, attribution)
    if cue is None or speaker is None:
        return None
    grammar = context.grammar
    sentence = grammar.tokens[cue].sentence
    first = grammar.at(min(start for start, _ in attribution.content)) if (
        attribution.content
    ) else None  # fmt: skip
    opens = min(sentence, first.sentence) if first is not None else sentence
    if context.beside(context.times_of, cue) and _dated_otherwise(context, attribution):
        return None
    for other in context.annotation.attributions:
        if other.cue is None or grammar.tokens[other.cue].sentence != opens - 1:
            continue
        if _speaker(context, other) == speaker and (said := _said(context, other)) is not None:
            return replace(
                said, text=None, start=None, end=None, from_="context: the saying before"
            )
    return None


def _dated_otherwise(context: Context, attribution: Attribution) -> bool:
    """Whether a day stands in the sentence of the cue outside of what is said: it may be the
    saying's, though the parse does not say so."""
    return attribution.cue is not None and any(
        time.anchored
        and time.when.start is not None
        and not any(s <= time.when.start < e for s, e in attribution.content)
        for time in context.beside(context.times_of, attribution.cue)
    )


def _speaker(context: Context, attribution: Attribution) -> str | None:
    """The id of the one speaker of an attribution."""
    if len(attribution.sources) != 1:
        return None
    nodes = context.mention_over(attribution.sources[0])
    return nodes[0].mention.id if nodes else None
