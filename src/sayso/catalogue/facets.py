"""What there is to filter by, among what fits, each with how many incidents have it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np

from sayso.catalogue.catalogue import Selection
from sayso.catalogue.columns import Ints
from sayso.catalogue.items import side_label
from sayso.catalogue.kinds import load_kinds
from sayso.catalogue.selecting import value_of
from sayso.catalogue.shown import (
    ActorCounts,
    Counts,
    Facets,
    PlaceCounts,
    PredicateCounts,
    RootCounts,
    RuleName,
)
from sayso.incidents.rules import parse
from sayso.knowledge.actors import load_actors
from sayso.knowledge.predicates import load_predicates

MOST: Final = 200
_RULES: Final = ("all", "conservative", "informative", "roots:2", "roots:3", "each-side")
Grouped = list[tuple[list[int], int]]  # numbers that share a value, and their incidents


def facets(selection: Selection) -> Facets:
    """Counts of what fits."""
    return Facets(
        predicates=tuple(_predicates(selection)),
        actors=tuple(actors(selection)),
        sides=tuple(_sides(selection)),
        places=tuple(places(selection)),
        outlets=tuple(_outlets(selection)),
        roots=tuple(_roots(selection)),
        standings=tuple(_standings(selection)),
        countries=tuple(_countries(selection)),
        rules=tuple(_rules(selection)),
    )


def actors(selection: Selection, most: int = MOST) -> list[ActorCounts]:
    """The parties that take part in what fits."""
    columns = selection.catalogue.columns
    parties = columns.tables.parties.rows
    found = []
    for numbers, count in _many(selection, columns.parties.row, columns.parties.what,
                                lambda n: parties[n].key if parties[n].listed else None,
                                most):  # fmt: skip
        one = parties[_main(columns.parties.what, numbers)]
        found.append(
            ActorCounts(
                value=one.key, label=one.label, count=count, kind=one.kind,  # type: ignore[arg-type]
                country=one.country, side=one.side,
            )
        )  # fmt: skip
    return found


def places(selection: Selection, most: int = MOST) -> list[PlaceCounts]:
    """The places of what fits."""
    columns = selection.catalogue.columns
    spots = columns.tables.places.rows
    found = []
    for numbers, count in _many(selection, columns.places.row, columns.places.what,
                                lambda n: spots[n].key, most):  # fmt: skip
        one = spots[_main(columns.places.what, numbers)]
        found.append(
            PlaceCounts(
                value=one.key, label=one.name, count=count, country=one.country, lat=one.lat,
                lon=one.lon,
            )
        )  # fmt: skip
    return found


def _predicates(selection: Selection) -> list[PredicateCounts]:
    columns = selection.catalogue.columns
    names, lexicon, kinds = columns.tables.predicates.rows, load_predicates(), load_kinds()
    found = []
    for numbers, count in _one(selection, columns.claim_predicate, lambda n: names[n]):
        name = names[numbers[0]]
        entry = lexicon.predicates.get(name)
        found.append(
            PredicateCounts(
                value=name, label=kinds.label(name), count=count,
                family=entry.family if entry else "", kind=kinds.kinds[kinds.of(name)].value,
            )
        )  # fmt: skip
    return found


def _sides(selection: Selection) -> list[Counts]:
    columns = selection.catalogue.columns
    origins = columns.tables.origins.rows
    grouped = _one(selection, columns.origin, lambda n: origins[n].side)
    values = ((origins[numbers[0]].side, count) for numbers, count in grouped)
    return [Counts(value=side, label=side_label(side), count=count) for side, count in values]


def _outlets(selection: Selection) -> list[Counts]:
    columns = selection.catalogue.columns
    names = columns.tables.outlets.rows
    grouped = _one(selection, columns.outlet, lambda n: names[n])
    return [Counts(value=names[n[0]], label=names[n[0]], count=count) for n, count in grouped]


def _roots(selection: Selection) -> list[RootCounts]:
    columns = selection.catalogue.columns
    origins = columns.tables.origins.rows
    found = []
    for numbers, count in _one(selection, columns.origin, lambda n: value_of(origins[n])):
        one = origins[_main(columns.origin, numbers)]
        value = value_of(one)
        found.append(RootCounts(value=value, label=value, count=count, side=one.side))
    return found


def _standings(selection: Selection) -> list[Counts]:
    columns = selection.catalogue.columns
    names = columns.tables.modalities.rows
    grouped = _one(selection, columns.modality, lambda n: names[n])
    return [Counts(value=names[n[0]], label=names[n[0]], count=count) for n, count in grouped]


def _countries(selection: Selection) -> list[Counts]:
    columns = selection.catalogue.columns
    codes, countries = columns.tables.countries.rows, load_actors().countries
    found = []
    for numbers, count in _many(selection, columns.countries.row, columns.countries.what,
                                lambda n: codes[n], MOST):  # fmt: skip
        code = codes[numbers[0]]
        label = countries[code].name if code in countries else code
        found.append(Counts(value=code, label=label, count=count))
    return found


def _rules(selection: Selection) -> list[RuleName]:
    """The rules; those that read one side's account or leave one out, for the sides there are."""
    sides = [side.value for side in _sides(selection) if side.value not in ("unknown", "media")]
    names = [*_RULES, *(f"account:{side}" for side in sides[:20]),
             *(f"without-affiliated:{side}" for side in sides[:20])]  # fmt: skip
    return [RuleName(value=name, label=parse(name).words) for name in names]


def _one(selection: Selection, codes: Ints, value: Callable[[int], Any]) -> Grouped:
    """Where each claim has one number."""
    claims = np.flatnonzero(selection.fits.claims)
    return _count(selection, claims, codes[claims], value, MOST)


def _many(
    selection: Selection, rows: Ints, codes: Ints, value: Callable[[int], Any], most: int
) -> Grouped:
    """Where each claim has any."""
    shown = selection.fits.claims[rows]
    return _count(selection, rows[shown], codes[shown], value, most)


def _count(
    selection: Selection, claims: Any, codes: Ints, value: Callable[[int], Any], most: int
) -> Grouped:
    """By value the incidents that have it, most first."""
    if len(codes) == 0:
        return []
    numbers: dict[Any, int] = {}
    members: list[list[int]] = []
    mapped = np.full(int(codes.max()) + 1, -1, np.int64)
    for code in np.unique(codes).tolist():
        key = value(code)
        if key is None:
            continue
        if key not in numbers:
            numbers[key] = len(numbers)
            members.append([])
        mapped[code] = numbers[key]
        members[numbers[key]].append(code)
    groups = mapped[codes]
    incidents = selection.catalogue.columns.incident[claims].astype(np.int64)
    pairs = np.unique(
        groups[groups >= 0] * selection.catalogue.columns.size + incidents[groups >= 0]
    )
    counts = np.bincount(pairs // selection.catalogue.columns.size, minlength=len(members))
    keys = list(numbers)
    ranked = sorted(range(len(members)), key=lambda g: (-int(counts[g]), str(keys[g])))
    return [(members[g], int(counts[g])) for g in ranked[:most]]


def _main(codes: Ints, numbers: Sequence[int]) -> int:
    """Of numbers that share a value the one that most claims have."""
    if len(numbers) == 1:
        return numbers[0]
    counts = [int(np.count_nonzero(codes == n)) for n in numbers]
    return numbers[max(range(len(numbers)), key=lambda i: (counts[i], -numbers[i]))]
