"""Words and phrases of time and number: lexicon/times.yaml and lexicon/numbers.yaml, compiled."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml

from sayso.core.errors import KnowledgeError
from sayso.core.types import Record
from sayso.knowledge.yaml_files import read_yaml

Entry = TypeVar("Entry")
FOLDER = Path(__file__).parent / "lexicon"
# Slots that a word's shape fills (sayso.annotate.phrases), not a list of words.
SHAPES = frozenset({
    "int", "dom", "year", "yy", "number", "nth", "nth_day", "clock", "dotted", "hhmm", "iso_date",
    "iso_time", "slash_date", "decade_digits",
})  # fmt: skip
_ITEM = re.compile(r"\{(?P<slot>\w+)(?::(?P<name>\w+))?\}(?P<maybe>\??)|(?P<words>\S+)")


class Item(Record, frozen=True):
    """One step of a phrase: one of ``words``, or what fills ``slot``, kept under ``name``."""

    words: frozenset[str]
    slot: str
    name: str
    optional: bool


class Phrase(Record, frozen=True):
    """A way to say something. ``first`` holds the words and slots it can begin with."""

    items: tuple[Item, ...]
    make: str
    args: tuple[tuple[str, Any], ...]
    first: frozenset[str] = frozenset()


class PhraseBook(Record, frozen=True):
    """Groups of phrases, and the classes of each word: word → class → value. ``first`` holds all
    that a group can begin with."""

    classes: Mapping[str, Mapping[str, Any]]
    phrases: Mapping[str, tuple[Phrase, ...]]
    first: Mapping[str, frozenset[str]]


class TimeWords(Record, frozen=True):
    """lexicon/times.yaml."""

    book: PhraseBook
    ambiguous: frozenset[str]
    abbreviations: frozenset[str]
    before_month: frozenset[str]
    before_year: frozenset[str]
    before_season: frozenset[str]
    not_before_year: frozenset[str]
    vague_days: Mapping[str, int]
    hedges: frozenset[str]
    age_before: frozenset[str]
    age_after: frozenset[str]
    ahead: frozenset[str]
    future: frozenset[str]


class Vague(Record, frozen=True):
    """A counting word without a figure."""

    low: int | None
    best: int | None = None
    high: int | None = None


class Cue(Record, frozen=True):
    """Words around a figure that turn it into a bound."""

    words: tuple[str, ...]
    kind: str


class NumberWords(Record, frozen=True):
    """lexicon/numbers.yaml; extents and cues by their first word, longest first."""

    words: Mapping[str, int]
    scales: Mapping[str, int]
    suffixes: Mapping[str, int]
    metres_before: frozenset[str]
    ordinals: Mapping[str, int]
    fractions: Mapping[str, int]
    plurals: Mapping[str, int]
    vague: Mapping[str, Vague]
    none: frozenset[str]
    shares: frozenset[str]
    extents: Mapping[str, tuple[tuple[str, ...], ...]]
    not_extent_beside: frozenset[str]
    before: Mapping[str, tuple[Cue, ...]]
    after: Mapping[str, tuple[Cue, ...]]
    labels: frozenset[str]
    units: Mapping[str, str]
    squares: Mapping[str, str]
    currencies: Mapping[str, str]
    currency_prefixes: frozenset[str]
    tallies: Mapping[str, str]
    people: frozenset[str]
    elided: frozenset[str]


@functools.cache
def load_times(path: Path = FOLDER / "times.yaml") -> TimeWords:
    """Read and compile the time words. Raises KnowledgeError naming the entry that is wrong."""
    data = _load(path)
    classes: dict[str, dict[str, Any]] = {}
    for name, members in data["words"].items():
        pairs = members.items() if isinstance(members, dict) else ((m, m) for m in members)
        for word, value in pairs:
            classes.setdefault(_word(word, path), {})[name] = value
    phrases = _compile(data, path)
    first = {name: frozenset().union(*(p.first for p in group)) for name, group in phrases.items()}
    book = PhraseBook(classes=classes, phrases=phrases, first=first)
    sets = ("ambiguous", "before_month", "before_year", "before_season", "not_before_year",
            "hedges", "age_before", "age_after", "ahead", "future")  # fmt: skip
    return TimeWords(
        book=book,
        abbreviations=frozenset(data["words"]["short_month"])
        | frozenset(data["words"]["short_weekday"]),
        vague_days=data["vague_days"],
        **{name: _set(data, name, path) for name in sets},
    )


@functools.cache
def load_numbers(path: Path = FOLDER / "numbers.yaml") -> NumberWords:
    """Read the number words. Raises KnowledgeError naming the entry that is wrong."""
    data = _load(path)
    tables = ("words", "scales", "suffixes", "ordinals", "fractions", "plurals", "units",
              "squares", "currencies", "tallies")  # fmt: skip
    sets = ("metres_before", "none", "shares", "not_extent_beside", "labels",
            "currency_prefixes", "people", "elided")  # fmt: skip
    flags: dict[str, Any] = {name: _set(data, name, path) for name in sets}
    for name in tables:
        for word in data[name]:
            _word(word, path)
    return NumberWords(
        vague={word: Vague(**bounds) for word, bounds in data["vague"].items()},
        extents=_by_first_word(
            [tuple(extent.split()) for extent in data["extents"]], lambda words: words
        ),
        before=_cues(data["before"], path),
        after=_cues(data["after"], path),
        **{name: data[name] for name in tables},
        **flags,
    )


def _load(path: Path) -> dict[str, Any]:
    try:
        data = read_yaml(path, yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise KnowledgeError(f"{path}: {error}") from error
    if not isinstance(data, dict):
        raise KnowledgeError(f"{path}: not a table of entries")
    return data


def _word(word: object, path: Path) -> str:
    # YAML reads on, off, yes and no as true and false unless they are quoted.
    if not isinstance(word, str):
        raise KnowledgeError(f"{path}: {word!r} is not a word: put it in quotes")
    return word


def _set(data: Mapping[str, Any], name: str, path: Path) -> frozenset[str]:
    return frozenset(_word(word, path) for word in data[name])


def _cues(entries: Iterable[Mapping[str, Any]], path: Path) -> dict[str, tuple[Cue, ...]]:
    cues = [
        Cue(words=tuple(_word(words, path).split()), kind=entry["kind"])
        for entry in entries
        for words in entry["words"]
    ]
    return _by_first_word(cues, lambda cue: cue.words)


def _by_first_word(
    entries: list[Entry], words: Callable[[Entry], tuple[str, ...]]
) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: len(words(e)), reverse=True):
        found.setdefault(words(entry)[0], []).append(entry)
    return {first: tuple(group) for first, group in found.items()}


def _compile(data: Mapping[str, Any], path: Path) -> dict[str, tuple[Phrase, ...]]:
    known = SHAPES | frozenset(data["words"]) | frozenset(data["phrases"])
    groups: dict[str, tuple[Phrase, ...]] = {}
    for group, entries in data["phrases"].items():
        phrases = []
        for entry in entries:
            items = tuple(_items(entry["say"]))
            for item in items:
                if item.slot and item.slot not in known:
                    raise KnowledgeError(f"{path}: {group}: there is no {{{item.slot}}}")
            args = {k: v for k, v in entry.items() if k not in ("say", "make")}
            phrases.append(Phrase(items=items, make=entry["make"], args=tuple(args.items())))
        groups[group] = tuple(phrases)
    return {
        group: tuple(
            Phrase(items=p.items, make=p.make, args=p.args, first=_first(p, groups, frozenset()))
            for p in phrases
        )
        for group, phrases in groups.items()
    }


def _items(text: str) -> Iterable[Item]:
    for match in _ITEM.finditer(text):
        if match["slot"]:
            slot = match["slot"]
            yield Item(
                words=frozenset(),
                slot=slot,
                name=match["name"] or slot,
                optional=bool(match["maybe"]),
            )
        else:
            words = match["words"]
            optional = words.endswith("?")
            choices = frozenset(words.removesuffix("?").split("|"))
            yield Item(words=choices, slot="", name="", optional=optional)


def _first(
    phrase: Phrase, groups: Mapping[str, tuple[Phrase, ...]], above: frozenset[str]
) -> frozenset[str]:
    """Everything a phrase can begin with: words as they are, classes and shapes in braces."""
    found: set[str] = set()
    for item in phrase.items:
        found |= item.words
        if item.slot in groups:
            if item.slot not in above:
                for inner in groups[item.slot]:
                    found |= _first(inner, groups, above | {item.slot})
        elif item.slot:
            found.add(f"{{{item.slot}}}")
        if not item.optional:
            break
    return frozenset(found)
