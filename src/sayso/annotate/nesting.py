"""Attributions → how they stand to one another: one in the other, or side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from sayso.annotate.cue_words import is_verb, verb_group
from sayso.core.annotation import Attribution
from sayso.core.grammar import Grammar

FINITE = frozenset({"VBD", "VBZ", "VBP"})


def nested(grammar: Grammar, found: list[Attribution]) -> Iterator[Attribution]:
    """Attributions with a content, one for each cue, no two holding one another's cue."""
    seen: set[int | None] = set()
    for attribution in found:
        if not attribution.content or attribution.cue in seen:
            continue
        seen.add(attribution.cue)
        content = join(attribution.content)
        for other in found:
            if not content:
                break
            # "X said A left, Y reported": what X said ends where Y's content ends.
            if (
                other.content
                and other.content[0] < content[0]
                and _holds(other.content, attribution.cue_span)
                and _holds(content, other.cue_span)
            ):
                content = _within_spans(content, other.content)
                break
            elif _parallel(grammar, attribution, other) and other.cue is not None:
                # "X denied A and accused B": the second saying stands beside the first.
                stop = _joined_from(grammar, other.cue)
                content = _within_spans(content, ((0, stop),))
        if content:
            yield msgspec.structs.replace(attribution, content=content)


def _parallel(grammar: Grammar, one: Attribution, other: Attribution) -> bool:
    """Whether a cue in the content of another is coordinated to it: it has the same speaker, who
    stands before the content, and a conjunction before it."""
    if one.cue is None or other.cue is None or one.cue == other.cue or not one.sources:
        return False
    return (
        one.sources == other.sources
        and _holds(one.content, other.cue_span)
        and not any(_holds(one.content, span) for span in other.source_spans)
        and _joined_from(grammar, other.cue) < grammar.tokens[other.cue].start
    )


def _joined_from(grammar: Grammar, verb: int) -> int:
    """Where the conjunction before a verb group ends the text before it; the verb's own start
    where there is none."""
    group = verb_group(grammar, verb)
    before = (group[0].i if group else verb) - 1
    if before > 0 and grammar.tokens[before].upos == "CCONJ":
        return grammar.tokens[before - 1].end
    return grammar.tokens[verb].start


def names_content(grammar: Grammar, nominal: Attribution, outer: Attribution) -> bool:
    """Whether a noun of nobody's own is only the word for what another says: "rejected the claim
    that …" has one link, the one who rejects."""
    if nominal.cue is None or not _holds(outer.content, nominal.cue_span):
        return False
    first = grammar.at(outer.content[0][0])
    if first is None or nominal.cue - first.i > 3:
        return False
    before = grammar.tokens[first.i : nominal.cue]
    return not any(t.upos == "AUX" or (is_verb(t) and t.xpos in FINITE) for t in before)


def _holds(content: tuple[tuple[int, int], ...], span: tuple[int, int] | None) -> bool:
    return span is not None and any(s <= span[0] and span[1] <= e for s, e in content)


def _within_spans(
    content: tuple[tuple[int, int], ...], limits: tuple[tuple[int, int], ...]
) -> tuple[tuple[int, int], ...]:
    """The parts of a content that lie within other spans."""
    return join(
        (max(s, first), min(e, last))
        for s, e in content
        for first, last in limits
        if max(s, first) < min(e, last)
    )


def join(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans in order, overlapping ones made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
