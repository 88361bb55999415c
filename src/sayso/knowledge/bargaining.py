"""How talks and bargains go on: which predicate is which step, and what becomes of offers, demands
and vows. Data: lexicon/moves.yaml, whose head explains it."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec
import yaml

from sayso.core.errors import KnowledgeError
from sayso.core.positions import MoveKind, TalksStepKind
from sayso.core.types import Record
from sayso.knowledge.predicates import Lexicon, load_predicates
from sayso.knowledge.yaml_files import read_yaml

FILE = Path(__file__).parent / "lexicon" / "moves.yaml"
GAP = r"(?:\w+\ ){0,2}"
_FIGURE = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")

Found = TypeVar("Found")
Bargain = Literal["demand", "offer", "vow"]


class Answer(Record, frozen=True):
    """What a predicate does ``to`` a demand, offer or vow, and ``by`` whom."""

    to: Bargain
    move: MoveKind
    by: Literal["maker", "other"]


class _File(msgspec.Struct, forbid_unknown_fields=True):
    steps: dict[str, TalksStepKind]
    announced: dict[str, str]
    reasons: tuple[str, ...]
    no_reasons: tuple[str, ...]
    formats: dict[str, tuple[str, ...]]
    round: tuple[str, ...]
    numbers: tuple[str, ...]
    answers: dict[str, Answer]
    exchanges: tuple[str, ...]
    preconditions: tuple[str, ...]
    met_within: int


class Bargaining:
    """The file, checked. ``preconditions``: first words, in lower case; ``met_within`` in days."""

    def __init__(self, raw: _File, lexicon: Lexicon, place: str) -> None:
        unknown = {*raw.steps, *raw.announced, *raw.answers} - lexicon.predicates.keys()
        if unknown:
            raise KnowledgeError(f"{place}: unknown predicates {sorted(unknown)}")
        self._lexicon, self._steps, self._answers = lexicon, raw.steps, raw.answers
        self.announced = raw.announced
        self.preconditions, self.met_within = raw.preconditions, raw.met_within
        self._numbers = {word: n for n, word in enumerate(raw.numbers, 1)}
        self._round = re.compile(
            rf"\b(\w+)(?= (?:\w+ )?(?:{'|'.join(raw.round)})\b)", re.IGNORECASE
        )
        self._formats = {
            name: re.compile(
                "|".join(rf"\b{re.escape(w).replace('…', GAP)}\b" for w in words), re.IGNORECASE
            )
            for name, words in raw.formats.items()
        }
        others = "|".join(map(re.escape, raw.no_reasons))
        self._reason = re.compile(
            rf"\b(?!(?:{others})\b)(?:{_any_of(raw.reasons)})\b", re.IGNORECASE
        )
        self._exchange = re.compile(rf"\b(?:{_any_of(raw.exchanges)})\b", re.IGNORECASE)

    def step(self, predicate: str) -> TalksStepKind | None:
        """The step of talks that a predicate is."""
        return self._nearest(self._steps, predicate)

    def answer(self, predicate: str) -> Answer | None:
        """What a predicate does to a demand, offer or vow."""
        return self._nearest(self._answers, predicate)

    def reason(self, text: str) -> str | None:
        """The words of a step that give its reason, from "because" and the like on."""
        return _from(self._reason, text)

    def exchange(self, text: str) -> str | None:
        """The words of an offer that ask for something in return."""
        return _from(self._exchange, text)

    def round_of(self, text: str) -> int | None:
        """Which round of talks some words speak of ("the third round")."""
        for match in self._round.finditer(text):
            word = match[1].casefold()
            figure = _FIGURE.fullmatch(word)
            number = int(figure[1]) if figure else self._numbers.get(word)
            if number is not None:
                return number
        return None

    def formats_of(self, text: str) -> tuple[str, ...]:
        """In which formats some words say that parties talk."""
        return tuple(name for name, words in self._formats.items() if words.search(text))

    def _nearest(self, table: Mapping[str, Found], predicate: str) -> Found | None:
        for name in (predicate, *self._lexicon.predicates[predicate].ancestors):
            if name in table:
                return table[name]
        return None


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _from(wanted: re.Pattern[str], text: str) -> str | None:
    match = wanted.search(text)
    return text[match.start() :].strip() if match and match.start() else None


@functools.cache
def load_bargaining(file: Path = FILE) -> Bargaining:
    """Read and check the file against the predicates. Raises KnowledgeError naming the file."""
    try:
        raw: Any = read_yaml(file)
        table = msgspec.convert(raw, _File, strict=False)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise KnowledgeError(f"{file}: {error}") from error
    return Bargaining(table, load_predicates(), str(file))
