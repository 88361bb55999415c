"""All incidents that fit, as columns for a map and a timeline to draw."""

from __future__ import annotations

from typing import Final, get_args

import numpy as np

from sayso.catalogue.catalogue import Selection
from sayso.catalogue.columns import SEVERAL, Ints, lead
from sayso.catalogue.kinds import load_kinds
from sayso.catalogue.shown import Items, Label, Points, PrecisionLabel
from sayso.catalogue.slips import NEAR
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


def _points(selection: Selection, rows: Ints) -> tuple[Points, list[str]]:
    """Each point of an incident once, as it is named most exactly; and the names."""
    columns = selection.catalogue.columns
    spots = columns.tables.places.rows
    on_map = columns.tables.places.mask(lambda s: s.lat is not None and s.lon is not None)
    claims, places = columns.places.row, columns.places.what
    shown = selection.fits.claims[claims] & on_map[places]
    rank = np.array([PRECISIONS.index(s.precision) for s in spots], np.int64)
    wheres: dict[tuple[float | None, float | None], int] = {}
    where = np.array([wheres.setdefault((s.lat, s.lon), len(wheres)) for s in spots], np.int64)
    index = np.full(columns.size, -1, np.int64)
    index[rows] = np.arange(len(rows))
    at = index[columns.incident[claims[shown]]]
    found = places[shown].astype(np.int64)
    order = np.lexsort((rank[found], where[found], at))
    at, found = at[order], found[order]
    first = np.ones(len(at), np.bool_)
    first[1:] = (at[1:] != at[:-1]) | (where[found[1:]] != where[found[:-1]])
    at, found = at[first], found[first]
    lons = np.array([round(s.lon or 0.0, 5) for s in spots], np.float64)
    lats = np.array([round(s.lat or 0.0, 5) for s in spots], np.float64)
    names: dict[str, int] = {}
    used = np.zeros(len(spots), np.bool_)
    used[found] = True
    name = np.zeros(len(spots), np.int64)
    for n in np.flatnonzero(used).tolist():
        name[n] = names.setdefault(spots[n].name, len(names))
    points = Points(
        item=at.tolist(),
        lon=lons[found].tolist(),
        lat=lats[found].tolist(),
        precision=rank[found].tolist(),
        name=name[found].tolist(),
    )
    return points, list(names)
