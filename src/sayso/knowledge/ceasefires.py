"""What the words of a ceasefire say of it: form, purpose, class, length, what it leaves out.

Data: lexicon/ceasefires.yaml, whose head explains it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml

from sayso.core.ceasefires import CeasefireClass, Form, Purpose
from sayso.core.errors import KnowledgeError
from sayso.core.types import Record
from sayso.knowledge.expressions import load_numbers
from sayso.knowledge.predicates import Lexicon, load_predicates
from sayso.knowledge.yaml_files import read_yaml

FILE = Path(__file__).parent / "lexicon" / "ceasefires.yaml"
Stage = Literal[
    "declared", "begun", "kept", "extended", "ended", "violated", "covers", "excludes", "brokered"
]


class Length(Record, frozen=True):
    """A length of time in its words, and in whole days (a part of a day counts as one)."""

    words: str
    days: int


class _Lengths(msgspec.Struct, forbid_unknown_fields=True):
    units: dict[str, float]
    before: list[str]


class _File(msgspec.Struct, forbid_unknown_fields=True):
    stages: dict[str, Stage]
    nouns: list[str]
    forms: dict[Form, list[str]]
    written: list[str]
    unwritten: list[str]
    partial: list[str]
    purposes: dict[Purpose, list[str]]
    classes: dict[str, list[str]]
    without: list[str]
    stops: list[str]
    lengths: _Lengths
    terms: list[str]
    retold: int


class CeasefireWords:
    """The file, compiled; texts may be in any case. ``retold``: see the head of the file."""

    def __init__(self, raw: _File, lexicon: Lexicon, place: str) -> None:
        for name in raw.stages:
            if name not in lexicon.predicates:
                raise KnowledgeError(f"{place}: stages: unknown predicate {name!r}")
        if not set(raw.classes) <= {"2", "3"}:
            raise KnowledgeError(f"{place}: classes: want 2 and 3")
        self._lexicon, self._stages = lexicon, raw.stages
        self._known: dict[str, Stage | None] = {}
        self._nouns = _any(raw.nouns)
        self._forms = {name: _any(words) for name, words in raw.forms.items()}
        self._written, self._unwritten = _any(raw.written), _any(raw.unwritten)
        self._partial = _any(raw.partial)
        self._purposes = {name: _any(words) for name, words in raw.purposes.items()}
        self._classes = {name: _any(words) for name, words in raw.classes.items()}
        stops = "|".join(re.escape(s) for s in raw.stops)
        self._without = re.compile(rf"{_any(raw.without).pattern}\s+(.+?)(?=$|{stops})", re.I)
        self._units = raw.lengths.units
        self._length = _lengths(raw.lengths)
        self._term = _any(raw.terms)
        self.retold = raw.retold

    def stage(self, predicate: str) -> Stage | None:
        """What a predicate tells of a ceasefire, or else its nearest ancestor that is listed."""
        if predicate not in self._known:
            line = (predicate, *self._lexicon.predicates[predicate].ancestors)
            self._known[predicate] = next(
                (self._stages[n] for n in line if n in self._stages), None
            )
        return self._known[predicate]

    def names_one(self, text: str) -> bool:
        """Whether words name a ceasefire."""
        return self._nouns.search(text) is not None

    def form(self, texts: Iterable[str]) -> Form | None:
        """The first form that the words give."""
        found = list(texts)
        for name, words in self._forms.items():
            if any(words.search(text) for text in found):
                return name
        return None

    def written(self, texts: Iterable[str]) -> bool | None:
        """Whether it is on paper; none where no words tell, or they tell both."""
        found = list(texts)
        yes = any(self._written.search(text) for text in found)
        no = any(self._unwritten.search(text) for text in found)
        return None if yes == no else yes

    def is_partial(self, texts: Iterable[str]) -> bool:
        """Whether words call it partial or local."""
        return any(self._partial.search(text) for text in texts)

    def purposes(self, texts: Iterable[str]) -> tuple[Purpose, ...]:
        """All purposes that the words give, in the order of the file."""
        found = list(texts)
        return tuple(n for n, words in self._purposes.items() if any(map(words.search, found)))

    def class_of(self, texts: Iterable[str]) -> CeasefireClass:
        """The highest class that the words give."""
        found = list(texts)
        if any(map(self._classes["3"].search, found)):
            return 3
        return 2 if any(map(self._classes["2"].search, found)) else 1

    def left_out(self, text: str) -> tuple[str, ...]:
        """What stands after words for an exception."""
        return tuple(m[1].strip(" '\"“”‘’") for m in self._without.finditer(text))

    def is_term(self, text: str, when: str) -> bool:
        """Whether the words of a time (``when``) in a text say for when something is set."""
        before, found, _ = text.partition(when)
        last = " ".join(before.split()[-2:]) if found else ""
        return any(
            (match := self._term.search(words)) is not None and edge(match, words)
            for words, edge in ((when, _opens), (last, _closes))
        )

    def length(self, text: str) -> Length | None:
        """The first length of time that says how long ("a 72-hour truce", "for two weeks")."""
        for pattern in self._length:
            match = pattern.search(text)
            count = _count(match["count"] or "1") if match else None
            if match is not None and count is not None:
                days = count * self._units[match["unit"].casefold()]
                return Length(words=match["words"], days=max(1, round(days)))
        return None


def _opens(match: re.Match[str], words: str) -> bool:
    return match.start() == 0


def _closes(match: re.Match[str], words: str) -> bool:
    return match.end() == len(words)


def _any(words: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(words, key=lambda w: (-len(w), w))
    return re.compile(rf"\b(?:{'|'.join(re.escape(w) for w in longest)})\b", re.I)


def _lengths(raw: _Lengths) -> tuple[re.Pattern[str], ...]:
    number = "|".join(sorted(load_numbers().words, key=len, reverse=True))
    number = rf"(?P<count>\d+|{number}|an?)"
    unit = rf"(?P<unit>{'|'.join(raw.units)})"
    before = "|".join(re.escape(word) for word in raw.before)
    return (
        re.compile(rf"\b(?P<words>{number}-{unit})\b", re.I),
        re.compile(rf"\b(?P<words>(?:{number}[- ])?{unit}-?long)\b", re.I),
        re.compile(rf"\b(?:{before})\s+(?P<words>{number}\s+{unit}s?)\b", re.I),
    )


def _count(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    return 1 if word.casefold() in ("a", "an") else load_numbers().words.get(word.casefold())


@functools.cache
def load_ceasefires(file: Path = FILE) -> CeasefireWords:
    """Read and check the file against the predicates. Raises KnowledgeError naming the entry."""
    try:
        raw: Any = read_yaml(file)
        table = msgspec.convert(raw, _File, strict=False)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise KnowledgeError(f"{file}: {error}") from error
    return CeasefireWords(table, load_predicates(), str(file))
