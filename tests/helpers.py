"""What tests of the claims share: claims of a sentence, and trees written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.core.grammar import Grammar, Sentence, Token
from sayso.core.types import Claim, Mention, Place, Report, Segment, SegmentKind

if TYPE_CHECKING:
    from sayso.pipeline import Reader

PUBLISHED = "2024-05-08"  # a Wednesday


def report_of(text: str, *kinds: SegmentKind, published: str | None = PUBLISHED) -> Report:
    """A report; with ``kinds``, its lines are segments of these kinds, in order."""
    segments = []
    start = 0
    for kind, words in zip(kinds, text.split("\n"), strict=bool(kinds)):
        segments.append(Segment(kind=kind, start=start, end=start + len(words)))
        start += len(words) + 1
    return Report(
        id="test", text=text, published=published, language="en", segments=tuple(segments)
    )


def claims_of(reader: Reader, text: str, *kinds: SegmentKind) -> tuple[Claim, ...]:
    """All claims of a text."""
    return reader.read(report_of(text, *kinds))


def all_of(reader: Reader, predicate: str, text: str) -> tuple[Claim, ...]:
    """The claims of a text with this predicate."""
    return tuple(c for c in claims_of(reader, text) if c.predicate == predicate)


def one_of(reader: Reader, predicate: str, text: str) -> Claim:
    """The only claim of a text with this predicate."""
    found = claims_of(reader, text)
    claims = [c for c in found if c.predicate == predicate]
    assert len(claims) == 1, [(c.predicate, c.text) for c in found]
    return claims[0]


def words(items: tuple[Mention, ...] | tuple[Place, ...]) -> list[str | None]:
    """The texts of mentions or places."""
    return [item.text for item in items]


def chain(claim: Claim) -> list[tuple[str | None, str]]:
    """The sources of a claim, outermost first: their words and acts."""
    return [(source.text, source.act) for source in claim.sources]


def tree(rows: str) -> Grammar:
    """A one-sentence parse, one word a row: word, lemma, UPOS, XPOS, number of the head (from 1;
    0 for the root), relation."""
    tokens: list[Token] = []
    start = 0
    for i, row in enumerate(rows.strip().splitlines()):
        text, lemma, upos, xpos, head, dep = row.split()
        end = start + len(text)
        tokens.append(
            Token(
                i=i, start=start, end=end, text=text, lemma=lemma, upos=upos, xpos=xpos, feats="",
                head=i if head == "0" else int(head) - 1, dep=dep, sentence=0,
            )
        )  # fmt: skip
        start = end + 1
    text = " ".join(token.text for token in tokens)
    return Grammar(text, tuple(tokens), (Sentence(first=0, last=len(tokens), segment=0),), ())


def at(grammar: Grammar, word: str) -> int:
    """The first token with this form."""
    return next(token.i for token in grammar.tokens if token.text == word)


def forms(grammar: Grammar, indices: tuple[int, ...]) -> list[str]:
    """The forms of tokens."""
    return [grammar.tokens[i].text for i in indices]
