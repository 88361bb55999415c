"""What the words before a place say of it: at, in, near, toward, from, to, between; whole or part.

Read from word order, which holds where a parse goes wrong.
"""

from __future__ import annotations

from typing import Literal

from sayso.annotate.place_surroundings import class_word
from sayso.core.grammar import Grammar, Token
from sayso.core.types import Precision, Relation
from sayso.knowledge.places import PlaceWords

Extent = Literal["whole", "part"]
FAR = 12  # tokens looked at before a place
INSIDE: tuple[Precision, ...] = (
    "country", "first-order division", "second-order division", "area"
)  # fmt: skip


class Relations:
    """Reads relations off one report. ``read`` must be called in text order: a place after "and"
    or a comma takes the relation of the place before it."""

    def __init__(self, grammar: Grammar, words: PlaceWords) -> None:
        self.tokens = grammar.tokens
        self.words = words
        self._ends: dict[int, tuple[Relation, Extent]] = {}

    def read(self, first: int, last: int, precision: Precision) -> tuple[Relation, Extent]:
        """Relation and extent of the place phrase at tokens [first, last)."""
        found = self._read(first, precision)
        self._ends[last] = found
        return found

    def _read(self, first: int, precision: Precision) -> tuple[Relation, Extent]:
        inside: Relation = "in" if precision in INSIDE else "at"
        part: Extent = "whole"
        i = first - 1
        start = self.tokens[first].sentence
        while i >= 0 and first - i <= FAR and self.tokens[i].sentence == start:
            token = self.tokens[i]
            if token.low in self.words.sides:
                part = "part"
            elif token.low == "of":
                noun = self._noun_before(i)
                if noun is None:
                    return inside, part
                if noun.low in self.words.directions or noun.low in self.words.edges:
                    return "near", "whole"
                if noun.low in self.words.parts:
                    return self._outer(noun.i, "in part", part)
                if class_word(noun, self.words) or noun.low in self.words.areas:
                    i = noun.i - 1
                    continue
                return inside, part
            elif token.low in self.words.relations and token.upos != "VERB":
                return self._preposition(token, inside, part)
            elif (token.low in ("and", "or", ",", "&") and i in self._ends) or (
                token.low in ("and", "or", "&") and i - 1 in self._ends
            ):
                before, _ = self._ends[i if i in self._ends else i - 1]
                if before in ("at", "in"):
                    return inside, part
                return before, "part" if before == "in part" else part
            elif not self._skipped(token):
                return inside, part
            i -= 1
        return inside, part

    def _preposition(self, token: Token, inside: Relation, part: Extent) -> tuple[Relation, Extent]:
        if token.low == "into":
            return "to", part
        if token.low in ("out",):
            return "from", part
        relation = self.words.relations[token.low]
        if relation == "in":
            relation = inside
        return relation, part

    def _outer(self, i: int, relation: Relation, part: Extent) -> tuple[Relation, Extent]:
        """ "To parts of Aleppo" is still toward its goal; "in parts of" is not."""
        before = self.tokens[i - 1] if i else None
        while before is not None and before.i > 0 and self._skipped(before):
            before = self.tokens[before.i - 1]
        if before is not None and before.low in ("from", "to", "toward", "towards", "near"):
            return self.words.relations[before.low], "part"
        return relation, "part"

    def _noun_before(self, i: int) -> Token | None:
        return self.tokens[i - 1] if i > 0 else None

    def _skipped(self, token: Token) -> bool:
        return (
            token.upos in ("DET", "ADJ", "NUM", "ADV", "X")
            or token.low in ("the", "nearby", "-", "city", "town", "village", "al")
            or token.low in self.words.adjectives
            or (token.upos == "NOUN" and class_word(token, self.words) is not None)
        )
