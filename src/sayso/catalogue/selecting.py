"""Which incidents and claims a reader's filters leave."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.catalogue.columns import Bools, Columns, Ints
from sayso.catalogue.slips import Named, Origin, Spot
from sayso.catalogue.spans import NO_DAY, number
from sayso.catalogue.wanted import Wanted
from sayso.core.errors import UsageError
from sayso.core.types import Modality
from sayso.store.words import fold, phrases

MODALITIES: tuple[str, ...] = Modality.__args__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Fitting:
    """What fits: the claims that hold to all filters of claims, within incidents that hold to all
    filters of incidents and have such a claim."""

    claims: Bools
    incidents: Bools

    def counts(self, columns: Columns) -> Ints:
        """How many fitting claims each incident has."""
        found = np.bincount(columns.incident[self.claims], minlength=columns.size)
        return found.astype(np.int32)


def fitting(columns: Columns, disputed: Bools, wanted: Wanted) -> Fitting:
    """What holds to the filters; the rule is not among them. Raises UsageError for a standing that
    there is not."""
    claims = np.ones(columns.claims, np.bool_)
    for found in _of_claims(columns, wanted):
        claims &= found
    incidents = np.zeros(columns.size, np.bool_)
    incidents[columns.incident[claims]] = True
    for found in _of_incidents(columns, disputed, wanted):
        incidents &= found
    return Fitting(claims=claims & incidents[columns.incident], incidents=incidents)


def _of_claims(columns: Columns, wanted: Wanted) -> list[Bools]:
    return [
        columns.mask((name, value), functools.partial(_FILTERS[name], columns, value))
        for name in _FILTERS
        if (value := getattr(wanted, name))
    ]


def _standing(columns: Columns, wanted: tuple[str, ...]) -> Bools:
    unknown = set(wanted) - set(MODALITIES)
    if unknown:
        raise UsageError(f"standing {min(unknown)!r}: want one of {', '.join(MODALITIES)}")
    return columns.tables.modalities.mask(wanted.__contains__)[columns.modality]


def _sides(columns: Columns, wanted: tuple[str, ...]) -> Bools:
    sides = {side.casefold() for side in wanted}
    return columns.tables.origins.mask(lambda o: o.side.casefold() in sides)[columns.origin]


# What each filter of claims leaves.
_FILTERS: dict[str, Callable[[Columns, Any], Bools]] = {
    "q": lambda c, wanted: with_words(c, wanted),
    "predicates": lambda c, wanted: c.tables.predicates.mask(wanted.__contains__)[
        c.claim_predicate
    ],
    "standing": _standing,
    "outlet": lambda c, wanted: c.tables.outlets.mask(_outlet(wanted))[c.outlet],
    "root": lambda c, wanted: c.tables.origins.mask(_origin(wanted))[c.origin],
    "side": _sides,
    "actor": lambda c, wanted: c.parties.any(_named(c.tables.parties.rows, wanted), c.claims),
    "place": lambda c, wanted: c.places.any(_placed(c.tables.places.rows, wanted), c.claims),
    "country": lambda c, wanted: c.countries.any(
        c.tables.countries.mask(wanted.__contains__), c.claims
    ),
    "bbox": lambda c, wanted: c.places.any(c.tables.places.mask(_inside(wanted)), c.claims),
}


def _of_incidents(columns: Columns, disputed: Bools, wanted: Wanted) -> list[Bools]:
    found: list[Bools] = []
    if wanted.from_ is not None:
        found.append((columns.last >= (number(wanted.from_) or 0)) & (columns.last != NO_DAY))
    if wanted.to is not None:
        found.append(columns.first <= (number(wanted.to) or 0))
    if wanted.disputed:
        found.append(disputed)
    if wanted.undated:
        found.append(columns.first == NO_DAY)
    if wanted.unplaced:
        found.append(~placed(columns))
    return found


def placed(columns: Columns) -> Bools:
    """The incidents that have a point on the map."""
    points = columns.tables.places.mask(lambda spot: spot.lat is not None and spot.lon is not None)
    claims = columns.places.any(points, columns.claims)
    found = np.zeros(columns.size, np.bool_)
    found[columns.incident[claims]] = True
    return found


def with_words(columns: Columns, query: str) -> Bools:
    """The claims whose sentence has all the words, and phrases in quotes, of a question."""
    wanted = phrases(query)
    found = np.full(columns.claims, bool(wanted))
    for phrase in wanted:
        rows = np.searchsorted(columns.word_ends, _at(columns.words, f" {phrase} "), side="right")
        has = np.zeros(columns.claims, np.bool_)
        has[rows] = True
        found &= has
    return found


def _at(text: str, wanted: str) -> NDArray[np.int64]:
    """Where words stand in a text."""
    found = []
    at = text.find(wanted)
    while at >= 0:
        found.append(at)
        at = text.find(wanted, at + len(wanted) - 1)  # its last space may begin the next
    return np.array(found, np.int64)


def _named(rows: Collection[Named], names: Collection[str]) -> Bools:
    """The parties of these ids or names, or of names with these words in them."""
    wanted = np.zeros(len(rows), np.bool_)
    for name in names:
        key, words = name.casefold(), f" {fold(name)} "
        exact = np.array([row.key.casefold() == key for row in rows], np.bool_)
        wanted |= exact if exact.any() else _with(rows, words)
    return wanted


def _placed(rows: Collection[Spot], names: Collection[str]) -> Bools:
    """The places of these keys, or with names that have these words in them."""
    wanted = np.zeros(len(rows), np.bool_)
    for name in names:
        key, words = name.casefold(), f" {fold(name)} "
        exact = np.array([row.key.casefold() == key for row in rows], np.bool_)
        wanted |= exact if key.startswith("gn:") else exact | _with(rows, words)
    return wanted


def _with(rows: Collection[Named] | Collection[Spot], words: str) -> Bools:
    if not words.strip():
        return np.zeros(len(rows), np.bool_)
    return np.array([words in row.terms for row in rows], np.bool_)


def _outlet(names: Collection[str]) -> Callable[[str], bool]:
    wanted = [f" {words} " for name in names if (words := fold(name))]
    return lambda outlet: any(words in f" {fold(outlet)} " for words in wanted)


def _origin(names: Collection[str]) -> Callable[[Origin], bool]:
    exact = {name.casefold() for name in names}
    wanted = [f" {words} " for name in names if (words := fold(name))]

    def holds(origin: Origin) -> bool:
        called = (value_of(origin), origin.name, origin.id or "")
        if not exact.isdisjoint(name.casefold() for name in called):
            return True
        return any(words in f" {fold(name)} " for words in wanted for name in called)

    return holds


def value_of(origin: Origin) -> str:
    """What a root is filtered by: the party it speaks for, or the side of one without a name."""
    return f"unnamed: {origin.side}" if origin.anonymous else origin.interest


def _inside(box: tuple[float, float, float, float]) -> Callable[[Spot], bool]:
    west, south, east, north = box

    def holds(spot: Spot) -> bool:
        if spot.lat is None or spot.lon is None or not south <= spot.lat <= north:
            return False
        if west <= east:
            return west <= spot.lon <= east
        return spot.lon >= west or spot.lon <= east

    return holds
