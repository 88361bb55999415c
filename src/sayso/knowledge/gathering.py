"""What gathering knows: gathering.yaml (weights, curves, groups) and gathering_words.txt.

The words say how rare each is in news, so that two claims which share "Orozco" say more than two
which share "government". tools/compile_gathering_words.py makes the file.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import msgspec
import yaml

from sayso.core.errors import KnowledgeError
from sayso.core.types import Record, Relation
from sayso.knowledge.predicates import Lexicon, load_predicates

FILE = Path(__file__).parent / "gathering.yaml"
WORDS_FILE = Path(__file__).parent / "gathering_words.txt"
_ENDING = re.compile(r"(?:ing|ies|es|ed|s|e)$")

# Kinds of happenings that gathering treats apart; gathering.yaml says what each is.
Kind = Literal["repeated", "sudden", "placed", "sieges", "lasts", "paired", "rare", "whole"]

# Points of a line made of straight pieces: (days or kilometres, value), ascending.
Curve = tuple[tuple[float, float], ...]


class TimeRules(Record, frozen=True):
    """What the days between two claims are worth; see gathering.yaml."""

    dated: Curve
    dated_again: Curve
    lag: Curve
    again: Curve
    state_days: int
    overlap: Curve


class FigureRules(Record, frozen=True):
    """What two figures of one unit are worth."""

    same: Curve
    far: float
    two_reports: float
    times: float
    one_report: float
    one_voice: float
    closer: float


class PlaceRules(Record, frozen=True):
    """What the kilometres between two places are worth, and parts and wholes."""

    distance: Curve
    radius: dict[Relation, float]
    around: float
    part_of: float
    same_area: float
    enough_words: float
    same_country: float
    same_sort: float
    other_sort: float
    sorts: tuple[tuple[str, ...], ...]
    other_country: float


class ReportRules(Record, frozen=True):
    """What it is worth that one report tells both."""

    same_words: float
    again: Curve
    rare: Curve


class StandingRules(Record, frozen=True):
    """What it is worth that two claims are put unlike: as fact, plan or demand."""

    demand: float
    repeated: float
    siege: float
    once: float


class PartyRules(Record, frozen=True):
    """What two parties are worth to each other."""

    same: float
    branch: float
    side: float
    opposed: float
    war: float
    other: float
    people: float


class ScopeRules(Record, frozen=True):
    """What it is worth that one claim is of many and the other of one. A claim is of many from
    ``many`` things on (none of ``measures``), or from so many provinces (``areas``), or where it
    names a sort of place in the plural without a word of ``telling_one`` before it."""

    many: float
    measures: tuple[str, ...]
    areas: int
    telling_one: frozenset[str]
    counted: float
    own_object: float
    general: float
    at_large: float
    one_of_many: float


class ClashRules(Record, frozen=True):
    """What keeps two clusters apart: more days from first to last, or places further apart."""

    days: int
    sudden_days: int
    placed_days: int
    kilometres: float


class AgainRules(Record, frozen=True):
    """How much less it says that what happens again and again is of one kind, and in one place."""

    predicate: float
    place: float


class AnchorRules(Record, frozen=True):
    """What must speak for a link besides a predicate and a week."""

    enough: float
    weights: dict[str, float]
    day: float
    rare: float
    speaker: float


class Members(Record, frozen=True):
    """The predicates of a kind: those of families, with and but for some and what is below them."""

    families: tuple[str, ...]
    with_: tuple[str, ...] = msgspec.field(default=(), name="with")
    without: tuple[str, ...] = ()


class Group(Record, frozen=True):
    """Predicates that can be one happening, and how near they are (0 to 1)."""

    value: float
    predicates: tuple[str, ...]


class Unlike(Record, frozen=True):
    """Predicates that are never one happening: each of ``these`` with each of ``those``, and what
    is below either in the lexicon but not listed on the other side."""

    these: tuple[str, ...]
    those: tuple[str, ...]


class Side(Record, frozen=True):
    """The kinds and PLOVER sectors of one side of a country's conflict."""

    kinds: tuple[str, ...]
    sectors: tuple[str, ...]


class Rules(Record, frozen=True):
    """The file as it stands."""

    bias: float
    floor: float
    threshold: float
    share: float
    hopeless: float
    weights: dict[str, float]
    anchors: AnchorRules
    clash: ClashRules
    time: TimeRules
    figures: FigureRules
    place: PlaceRules
    report: ReportRules
    standing: StandingRules
    scope: ScopeRules
    enough_words: float
    party: PartyRules
    again: AgainRules
    groups: tuple[Group, ...]
    unlike: tuple[Unlike, ...]
    sides: dict[str, Side]
    people: tuple[str, ...]
    kinds: dict[Kind, Members]
    another: tuple[str, ...]


class Rarity:
    """How rare words are in news."""

    def __init__(self, sentences: int, words: Mapping[str, tuple[int, int]]) -> None:
        self._words = words
        self._most = math.log(sentences)
        self._sentences = sentences

    def of(self, stemmed: str) -> float:
        """0 for a word of every sentence, 1 for one that is hardly ever seen."""
        count, _ = self._words.get(stemmed, (1, 0))
        return math.log(self._sentences / count) / self._most

    def is_name(self, stemmed: str) -> bool:
        """Whether a word written with a capital is more likely a name than a common word, and a
        rare one."""
        count, small = self._words.get(stemmed, (1, 0))
        return small < 20 and count < self._sentences / 1000


class Gathering:
    """Rules with the nearness of predicates worked out, and the words."""

    def __init__(self, rules: Rules, lexicon: Lexicon, rarity: Rarity) -> None:
        self.rules = rules
        self.rarity = rarity
        self.sorts = MappingProxyType(
            {stem(word): i for i, words in enumerate(rules.place.sorts) for word in words}
        )
        self.states = frozenset(p.id for p in lexicon.predicates.values() if p.state)
        self.kinds = MappingProxyType(
            {kind: _members(members, lexicon) for kind, members in rules.kinds.items()}
        )
        self.nearness = MappingProxyType(_nearness(rules.groups, rules.unlike, lexicon))
        self.blocks = MappingProxyType(_blocks(self.nearness, lexicon))

    def near(self, a: str, b: str) -> float | None:
        """How near two predicates are, 0 to 1; none where they cannot be one happening."""
        value = 1.0 if a == b else self.nearness.get((a, b))
        if value is not None and self.of_kind("repeated", a, b):
            value *= self.rules.again.predicate
        return value

    def of_kind(self, kind: Kind, *predicates: str) -> bool:
        """Whether all of the predicates are of a kind."""
        return self.kinds[kind].issuperset(predicates)


def stem(word: str) -> str:
    """A word without case and its commonest endings: enough to count "strike" with "strikes"."""
    word = word.casefold()
    return _ENDING.sub("", word) if len(word) > 4 else word


def _members(members: Members, lexicon: Lexicon) -> frozenset[str]:
    def below(name: str, above: tuple[str, ...]) -> bool:
        return any(lexicon.is_a(name, other) for other in above)

    return frozenset(
        name
        for name, entry in lexicon.predicates.items()
        if (entry.family in members.families and not below(name, members.without))
        or below(name, members.with_)
    )


def _nearness(
    groups: tuple[Group, ...], unlike: tuple[Unlike, ...], lexicon: Lexicon
) -> dict[tuple[str, str], float]:
    near: dict[tuple[str, str], float] = {}

    def put(a: str, b: str, value: float) -> None:
        for pair in ((a, b), (b, a)):
            near[pair] = max(value, near.get(pair, 0.0))

    def below(name: str) -> list[str]:
        return [p for p in lexicon.predicates if lexicon.is_a(p, name)]

    for group in groups:
        for unknown in set(group.predicates) - lexicon.predicates.keys():
            raise KnowledgeError(f"{FILE}: groups: no such predicate: {unknown}")
        for a, b in combinations(group.predicates, 2):
            for one in below(a):
                for other in below(b):
                    if one != other:
                        put(one, other, group.value)
    for predicate, entry in lexicon.predicates.items():
        for parent in entry.ancestors[:1]:
            put(predicate, parent, 0.8)
    for pair in unlike:
        for unknown in {*pair.these, *pair.those} - lexicon.predicates.keys():
            raise KnowledgeError(f"{FILE}: unlike: no such predicate: {unknown}")
        these = {p for name in pair.these for p in below(name)} - set(pair.those)
        those = {p for name in pair.those for p in below(name)} - these
        for one in these:
            for other in those:
                near.pop((one, other), None)
                near.pop((other, one), None)
    return near


def _blocks(near: Mapping[tuple[str, str], float], lexicon: Lexicon) -> dict[str, str]:
    """Predicate → the name of its block: predicates that are near one another, directly or through
    others, share one; claims of two blocks are never compared."""
    block = {name: name for name in lexicon.predicates}

    def root(name: str) -> str:
        while block[name] != name:
            name = block[name]
        return name

    for a, b in sorted(near):
        first, second = sorted((root(a), root(b)))
        block[second] = first
    return {name: root(name) for name in block}


def _rarity(file: Path) -> Rarity:
    try:
        first, *lines = file.read_text("utf-8").splitlines()
        rows = (line.split() for line in lines)
        return Rarity(int(first), {word: (int(n), int(small)) for word, n, small in rows})
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"{file}: {error}") from error


@functools.cache
def load_gathering(file: Path = FILE, words: Path = WORDS_FILE) -> Gathering:
    """Read both files. Raises KnowledgeError naming the file and what is wrong in it."""
    try:
        content: Any = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
        rules = msgspec.convert(content, Rules)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise KnowledgeError(f"{file}: {error}") from error
    return Gathering(rules, load_predicates(), _rarity(words))
