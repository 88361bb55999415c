"""All incidents that fit, as columns for a map and a timeline to draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, get_args
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from sayso.catalogue.catalogue import Catalogue, Selection
from sayso.catalogue.columns import SEVERAL, Bools, Ints, lead
from sayso.catalogue.kinds import load_kinds
from sayso.catalogue.shown import Items, Label, Points, PrecisionLabel
from sayso.catalogue.slips import NEAR, Spot
from sayso.catalogue.spans import NO_DAY
from sayso.catalogue.standing import STANDINGS, label
from sayso.core.types import Precision

PRECISIONS: Final[tuple[str, ...]] = (*get_args(Precision), NEAR)
EXACT: Final = frozenset({"point", "settlement"})
_NEAR_LABEL: Final = "near, toward, from or to the place"


def items(selection: Selection) -> Items:
    """Columns of what fits."""
    columns = selection.catalogue.columns
    rows = selection.rows
    sides = [*columns.tables.sides.rows]
    low, high = (found[rows] for found in selection.roots())
    side = columns.side[rows]
    standing = selection.catalogue.standing[rows]
    if selection.by is not None:
        standing = columns.standing[rows].copy()
        at = {int(row): n for n, row in enumerate(rows)}
        for row, made in selection.by.remade.items():
            if (n := at.get(row)) is None:
                continue
            name = lead(made.counted.sides)
            if name not in sides:
                sides.append(name)
            side[n] = sides.index(name)
            standing[n] = STANDINGS.index(made.counted.standing)
        standing[selection.disputed[rows]] = STANDINGS.index("disputed")
    point, names = _points(selection, rows)
    return Items(
        id=[columns.ids[row] for row in rows.tolist()],
        first=_days(columns.first[rows]),
        last=_days(columns.last[rows]),
        open=columns.open[rows].tolist(),
        kind=columns.kind[rows].tolist(),
        side=side.tolist(),
        standing=standing.tolist(),
        claims=selection.fits.counts(columns)[rows].tolist(),
        low=low.tolist(),
        high=high.tolist(),
        disputed=selection.disputed[rows].astype(np.uint8).tolist(),
        point=point,
        kinds=tuple(Label(value=k.value, label=k.label) for k in load_kinds().kinds),
        sides=tuple(Label(value=s, label=side_label(s)) for s in sides),
        standings=tuple(Label(value=s, label=label(s)) for s in STANDINGS),
        precisions=tuple(
            PrecisionLabel(value=p, label=_NEAR_LABEL if p == NEAR else p, exact=p in EXACT)
            for p in PRECISIONS
        ),
        names=names,
    )


def side_label(side: str) -> str:
    """A side in words."""
    return "Several sides" if side == SEVERAL else side[:1].upper() + side[1:]


def _days(found: Ints) -> list[int | None]:
    return [None if day == NO_DAY else day for day in found.tolist()]


@dataclass(frozen=True, slots=True)
class Grounds:
    """The places of a catalogue as numbers: whether each is on the map, of which point (``where``:
    the same for all places of one point), how exact, and where it lies."""

    on_map: Bools
    where: NDArray[np.int64]
    rank: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]

    @classmethod
    def of(cls, spots: Sequence[Spot]) -> Grounds:
        """Those of some places."""
        wheres: dict[tuple[float | None, float | None], int] = {}
        ranks = {precision: n for n, precision in enumerate(PRECISIONS)}
        return cls(
            on_map=np.array([s.lat is not None and s.lon is not None for s in spots], np.bool_),
            where=np.array(
                [wheres.setdefault((s.lat, s.lon), len(wheres)) for s in spots], np.int64
            ),
            rank=np.array([ranks[s.precision] for s in spots], np.int64),
            lon=np.array([round(s.lon or 0.0, 5) for s in spots], np.float64),
            lat=np.array([round(s.lat or 0.0, 5) for s in spots], np.float64),
        )


_grounds: WeakKeyDictionary[Catalogue, Grounds] = WeakKeyDictionary()


def _points(selection: Selection, rows: Ints) -> tuple[Points, list[str]]:
    """Each point of an incident once, as it is named most exactly; and the names."""
    catalogue, columns = selection.catalogue, selection.catalogue.columns
    spots = columns.tables.places.rows
    ground = _grounds.get(catalogue)
    if ground is None:
        ground = _grounds[catalogue] = Grounds.of(spots)
    claims, places = columns.places.row, columns.places.what
    shown = np.flatnonzero(selection.fits.claims[claims] & ground.on_map[places])
    index = np.full(columns.size, -1, np.int64)
    index[rows] = np.arange(len(rows))
    at = index[columns.incident[claims[shown]]]
    found = places[shown].astype(np.int64)
    order = np.lexsort((ground.rank[found], ground.where[found], at))
    at, found = at[order], found[order]
    first = np.ones(len(at), np.bool_)
    first[1:] = (at[1:] != at[:-1]) | (ground.where[found[1:]] != ground.where[found[:-1]])
    at, found = at[first], found[first]
    names: dict[str, int] = {}
    used, back = np.unique(found, return_inverse=True)
    called = np.array(
        [names.setdefault(spots[n].name, len(names)) for n in used.tolist()], np.int64
    )
    points = Points(
        item=at.tolist(),
        lon=ground.lon[found].tolist(),
        lat=ground.lat[found].tolist(),
        precision=ground.rank[found].tolist(),
        name=called[back].tolist() if len(found) else [],
    )
    return points, list(names)
