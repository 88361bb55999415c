"""The parsed text: tokens, sentences, names, and the ways to walk a Universal Dependencies tree."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from sayso.core.types import Record

# Words for whoever of several is not the one who speaks.
EACH_OTHER = frozenset({("each", "other"), ("one", "another"), ("the", "other")})


class Token(Record, frozen=True):
    """One syntactic word. ``i`` and ``head`` index ``Grammar.tokens``; a root is its own head."""

    i: int
    start: int
    end: int
    text: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    dep: str
    sentence: int

    @property
    def rel(self) -> str:
        """The relation without its subtype: ``obl`` for ``obl:agent``."""
        return self.dep.partition(":")[0]

    @property
    def low(self) -> str:
        """The form in lower case."""
        return self.text.lower()


class Name(Record, frozen=True):
    """A named entity: token range [first, last), label PER, ORG, LOC or NORP."""

    first: int
    last: int
    label: str


class Sentence(Record, frozen=True):
    """Token range [first, last) and the number of the segment it stands in."""

    first: int
    last: int
    segment: int


class Words(Record, frozen=True):
    """A paragraph that is cut into words already. ``spaces``: white space follows the word;
    ``starts``: a sentence starts at it, null where that is not known."""

    forms: tuple[str, ...]
    spaces: tuple[bool, ...]
    starts: tuple[bool, ...] | None = None


class Grammar:
    """A whole report's tokens in order, over ``text`` (the report's, unaltered)."""

    def __init__(
        self,
        text: str,
        tokens: tuple[Token, ...],
        sentences: tuple[Sentence, ...],
        names: tuple[Name, ...],
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.sentences = sentences
        self.names = names

    @cached_property
    def _children(self) -> tuple[tuple[int, ...], ...]:
        children: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                children[token.head].append(token.i)
        return tuple(tuple(c) for c in children)

    def children(self, i: int) -> tuple[int, ...]:
        """Indices of the direct dependents of token ``i``, in text order."""
        return self._children[i]

    def dependents(self, i: int, *relations: str) -> Iterator[Token]:
        """Direct dependents whose relation (with or without subtype) is one of ``relations``."""
        for child in self._children[i]:
            token = self.tokens[child]
            if token.dep in relations or token.rel in relations:
                yield token

    def dependent(self, i: int, *relations: str) -> Token | None:
        """The first such dependent, or none."""
        return next(self.dependents(i, *relations), None)

    def conjuncts(self, i: int) -> tuple[int, ...]:
        """Token ``i`` and everything coordinated under it, in text order."""
        found = [i]
        for token in self.dependents(i, "conj"):
            found.extend(self.conjuncts(token.i))
        return tuple(found)

    def subtree(self, i: int, without: tuple[str, ...] = ()) -> list[int]:
        """Token ``i`` and all below it, sorted; dependents of ``i`` itself whose relation is in
        ``without`` are left out with all below them."""
        found, stack = [i], [
            c for c in self._children[i]
            if self.tokens[c].dep not in without and self.tokens[c].rel not in without
        ]  # fmt: skip
        while stack:
            top = stack.pop()
            found.append(top)
            stack.extend(self._children[top])
        return sorted(found)

    def ancestors(self, i: int) -> Iterator[Token]:
        """Heads from the parent up to the root."""
        token = self.tokens[i]
        seen = {i}
        while token.head not in seen:
            token = self.tokens[token.head]
            seen.add(token.i)
            yield token

    def case(self, i: int) -> str:
        """The preposition(s) that mark a nominal, in lower case: "of", "out of", "" for none."""
        marks = [t for t in self.dependents(i, "case") if t.upos != "PART" or t.low == "to"]
        words: list[str] = []
        for mark in marks:
            words.append(mark.low)
            words.extend(t.low for t in self.dependents(mark.i, "fixed"))
        return " ".join(words)

    def name_at(self, i: int) -> Name | None:
        """The named entity that token ``i`` stands in, or none."""
        return self._named.get(i)

    @cached_property
    def _named(self) -> dict[int, Name]:
        return {i: name for name in self.names for i in range(name.first, name.last)}

    def chars(self, first: int, last: int) -> tuple[int, int]:
        """Character offsets of the token range [first, last)."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def extent(self, i: int, without: tuple[str, ...] = ()) -> tuple[int, int]:
        """Character offsets of the subtree of ``i``, without outer punctuation and case."""
        inside = self.subtree(i, without)
        while len(inside) > 1 and (
            self.tokens[inside[0]].rel in ("case", "fixed", "punct", "cc", "mark")
            and inside[0] != i
        ):
            inside.pop(0)
        while len(inside) > 1 and self.tokens[inside[-1]].rel == "punct" and inside[-1] != i:
            inside.pop()
        return self.tokens[inside[0]].start, self.tokens[inside[-1]].end

    def at(self, offset: int) -> Token | None:
        """The token that covers a character offset."""
        from bisect import bisect_right

        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self.tokens[index].end:
            return self.tokens[index]
        return None

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(token.start for token in self.tokens)


class ModelRun(Record, frozen=True):
    """What the language model made of some paragraphs, each over its own text, and the seconds
    that the model itself took, from words or text to its answer."""

    grammars: tuple[Grammar, ...]
    seconds: float
