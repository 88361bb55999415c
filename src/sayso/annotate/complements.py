"""What is said by a cue: the token ranges of its complement."""

from __future__ import annotations

from sayso.annotate.addressees import addressee
from sayso.annotate.cue_words import Found
from sayso.annotate.reach import hyphened
from sayso.core.grammar import Grammar, Token
from sayso.core.types import Record
from sayso.knowledge.cues import Cue, Cues


class Content(Record, frozen=True):
    """Token ranges of a complement, the entry whose frame fitted, and who is spoken to.

    ``sure`` is false where no complementiser, infinitive or preposition marks it.
    """

    cue: Cue
    ranges: tuple[tuple[int, int], ...]
    addressee: int | None = None
    sure: bool = True


def make_content(
    grammar: Grammar, cues: Cues, found: Found, start: int, end: int, sure: bool = True
) -> Content | None:
    tokens: tuple[Token, ...] = grammar.tokens
    stop = grammar.sentences[tokens[found.head].sentence].last
    while start < end < stop and hyphened(grammar, end):
        end += 1
    while end > start and tokens[end - 1].text in (",", ";", ":", ".", "-", "–", "—"):
        end -= 1
    while start < end and tokens[start].text in (",", ";", ":"):
        start += 1
    if start >= end:
        return None
    return Content(
        cue=found.cue,
        ranges=((start, end),),
        addressee=addressee(grammar, cues, found, start, end),
        sure=sure,
    )
