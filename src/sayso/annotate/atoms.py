"""Text → atoms: words, figures and marks with the classes that a lexicon gives them.

Atoms are cut from the characters, not taken from the tokeniser, so that "2016-02-03", "6am",
"three-year" and "1.2m" read the same however a tokeniser splits them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any

from sayso.core.grammar import Grammar, Token
from sayso.core.types import Record
from sayso.knowledge.expressions import NumberWords, PhraseBook

_ATOM = re.compile(
    r"""(?P<iso_time>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)
      | (?P<iso_date>\d{4}-\d{2}-\d{2}(?![\d-]))
      | (?P<slash_date>\d{1,2}(?P<sep>\ ?[/.]\ ?)\d{1,2}(?P=sep)(?:\d{4}|\d{2})(?![\d/.]\d))
      | (?P<clock>\d{1,2}:\ ?\d{2}(?::\ ?\d{2})?(?!\d))
      | (?P<decade_digits>(?:\d{3}0|(?<![\w])['’]?[1-9]0)\ ?(?-i:s)\b)
      | (?P<nth>\d+(?:st|nd|rd|th)\b)
      | (?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d+)
      | (?P<half_day>[ap]\.\ ?m\.|[ap]m\b)
      | (?P<apostrophe_s>['’]s\b)
      | (?P<word>[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?)
      | (?P<mark>[^\s\w]|_)""",
    re.VERBOSE | re.IGNORECASE,
)
_BREAK = re.compile(r"\n\s*\n")
_DASHES = "–—‐‑‒−"


class Atom(Record, frozen=True):
    """A word, figure or mark. ``glued``: no space before it. ``kinds``: class or shape → value;
    ``keys``: what a phrase may begin with here. ``breaks``: a blank line stands before it."""

    start: int
    end: int
    text: str
    low: str
    glued: bool
    breaks: bool
    shape: str
    kinds: Mapping[str, Any]
    keys: frozenset[str]


def atoms(
    text: str, start: int, end: int, book: PhraseBook | None = None,
    numbers: NumberWords | None = None, abbreviations: frozenset[str] = frozenset(),
) -> list[Atom]:  # fmt: skip
    """Cut ``text[start:end]`` into atoms, offsets into ``text``, each with its classes."""
    found: list[Atom] = []
    at = start
    for match in _ATOM.finditer(text, start, end):
        first, last = match.span()
        shape = match.lastgroup or "mark"
        low = match.group().lower().replace("’", "'")
        if low in _DASHES:
            low = "-"
        if shape == "word" and low in abbreviations and text[last : last + 1] == ".":
            last += 1
        if first < at:
            continue
        gap = text[at:first]
        kinds = dict(book.classes.get(low, {})) if book else {}
        kinds.update(_shapes(shape, low, found, not gap, numbers))
        found.append(
            Atom(
                start=first,
                end=last,
                text=text[first:last],
                low=low,
                glued=not gap and bool(found),
                breaks=bool(_BREAK.search(gap)),
                shape=shape,
                kinds=kinds,
                keys=frozenset({low, *(f"{{{kind}}}" for kind in kinds)}),
            )
        )
        at = last
    return found


def stretches(grammar: Grammar) -> Iterator[tuple[int, int]]:
    """Character ranges of the text that was parsed: neighbouring sentences of one segment joined,
    so that a wrong sentence end cuts no expression."""
    start = end = segment = -1
    for sentence in grammar.sentences:
        first, last = grammar.chars(sentence.first, sentence.last)
        if sentence.segment != segment:
            if end > start:
                yield start, end
            start, segment = first, sentence.segment
        end = last
    if end > start:
        yield start, end


def _shapes(
    shape: str, low: str, before: list[Atom], glued: bool, numbers: NumberWords | None
) -> dict[str, Any]:
    """The slots that an atom's own shape fills. A figure stuck to a name ("T-72", "M16") fills
    none."""
    if shape in ("iso_time", "iso_date", "slash_date", "clock", "decade_digits"):
        return {shape: low}
    if shape == "half_day":
        return {"half_day": 0 if low[0] == "a" else 12}
    if shape == "nth":
        value = int(re.sub(r"\D", "", low))
        return {"nth": value, "nth_day": value} if 1 <= value <= 31 else {"nth": value}
    if shape == "word" and numbers:
        kinds: dict[str, Any] = {}
        if low in numbers.ordinals:
            value = numbers.ordinals[low]
            kinds["nth"] = value
            kinds["nth_day"] = value
        if low in numbers.words or low in numbers.scales or low in ("a", "an", "half"):
            kinds["number"] = None
        return kinds
    if shape != "digits" or (glued and _named(before)):
        return {}
    kinds = {"number": None}
    if low.isdigit():
        value = int(low)
        kinds["int"] = value
        if 1 <= value <= 31 and len(low) <= 2:
            kinds["dom"] = value
        if len(low) == 2:
            kinds["yy"] = value
        if len(low) == 4 and value < 2400 and value % 100 < 60:
            kinds["hhmm"] = low
        if len(low) == 4 and 1000 <= value <= 2099:
            kinds["year"] = value
    elif re.fullmatch(r"\d{1,2}\.\d{2}", low):
        kinds["dotted"] = low
    return kinds


def _named(before: list[Atom]) -> bool:
    """Whether a figure right after these atoms is part of a name: "T-", "M", "F-", "COVID-"."""
    if not before:
        return False
    last = before[-1]
    if last.low == "-" and last.glued and len(before) > 1:
        last = before[-2]
    return last.shape == "word" and last.text.isupper()


class Tokens:
    """Atoms seen as tokens."""

    def __init__(self, grammar: Grammar, found: list[Atom]) -> None:
        self._grammar = grammar
        self._found = found
        self._starts = [token.start for token in grammar.tokens]
        self._people = {
            i for name in grammar.names if name.label == "PER" for i in range(name.first, name.last)
        }

    def range(self, first: int, last: int) -> tuple[int, int]:
        """The tokens [first, last) that cover the atoms."""
        start = bisect_right(self._starts, self._found[first].start) - 1
        end = bisect_right(self._starts, self._found[last - 1].end - 1)
        return max(start, 0), max(end, start + 1)

    def plural(self, i: int) -> bool:
        """Whether atom ``i`` is a plural noun."""
        return i < len(self._found) and self.token(i).xpos == "NNS"

    def verb(self, i: int) -> bool:
        """Whether atom ``i`` is a verb or auxiliary."""
        return self.token(i).upos in ("VERB", "AUX")

    def person(self, first: int, last: int) -> bool:
        """Whether all of it lies in the name of a person ("April Glaspie")."""
        start, end = self.range(first, last)
        inside = all(i in self._people for i in range(start, end))
        beyond = {start - 1, end} & self._people
        return inside and bool(beyond)

    def token(self, i: int) -> Token:
        """The token in which atom ``i`` begins."""
        return self._grammar.tokens[self.range(i, i + 1)[0]]
