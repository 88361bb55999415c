"""Search: which claims, or incidents, a question finds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Float,
    Integer,
    MetaData,
    Select,
    Table,
    Text,
    and_,
    false,
    func,
    literal_column,
    or_,
    select,
)

from sayso.core.types import Record
from sayso.store.claims import NO_DAY
from sayso.store.schema import (
    claim_bodies,
    claim_points,
    claim_terms,
    claims,
    incident_claims,
    incidents,
    terms,
)
from sayso.store.words import fold, phrases

# SQLite's own, which the migrations make.
_fts = Table("claims_fts", MetaData(), Column("rowid", Integer), Column("claims_fts", Text))
_boxes = Table(
    "claim_boxes",
    MetaData(),
    Column("number", Integer),
    *(Column(side, Float) for side in ("south", "north", "west", "east")),
)
_ORDER: Final = (claims.c.first_day, claims.c.last_day, claims.c.number)
BROAD: Final = 20  # a question is broad that finds more than one claim in so many
EARTH_KM: Final = 6371.0088  # mean radius (IUGG)


class Filters(Record, frozen=True):
    """What to look for; all that are given must hold.

    ``text``: words, or phrases in quotes, of the claim's sentence. ``actor``, ``place``, ``source``
    and ``outlet``: an id or name, or whole words of one; an actor is any party, in any role.
    ``predicate``: one, or several of which one must hold. ``since`` and ``until``: ISO days; the
    time the claim is about touches them. ``near``: latitude, longitude (degrees) and kilometres.
    """

    text: str | None = None
    actor: str | None = None
    place: str | None = None
    predicate: str | tuple[str, ...] | None = None
    source: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    near: tuple[float, float, float] | None = None


class Found(Record, frozen=True):
    """A page of what was found: ids, and how many there are in all."""

    total: int
    ids: tuple[str, ...]


def find_claims(connection: Connection, filters: Filters, limit: int | None, offset: int) -> Found:
    """Claims in the order of the days they are about, undated ones last."""
    if connection.dialect.name == "sqlite" and (broad := _broad(connection, filters)) is not None:
        return _walked(connection, broad, limit, offset)
    where = _conditions(connection, filters)
    if not where:
        total = connection.scalar(select(func.count()).select_from(claims)) or 0
        page = select(claims.c.id).order_by(*_ORDER).limit(limit).offset(offset)
        return Found(total=total, ids=tuple(connection.scalars(page)))
    # Looked for once, counted and sorted from there: twice as fast where much is found.
    found = select(claims.c.id, *_ORDER).where(*where).cte()
    count = select(func.count()).select_from(found).scalar_subquery()
    order = (found.c[column.name] for column in _ORDER)
    query = select(found.c.id, count.label("total")).order_by(*order).limit(limit).offset(offset)
    rows = connection.execute(query).all()
    # Past the last page there is no row to tell.
    total = rows[0].total if rows else connection.scalar(select(count)) or 0
    return Found(total=total, ids=tuple(row.id for row in rows))


def _broad(connection: Connection, filters: Filters) -> Select[Any] | None:
    """The numbers of the claims that a text alone or a circle alone finds, each once, where that is
    a large part of the record; so many points are read through faster than looked up."""
    given = [name for name in Filters.__struct_fields__ if getattr(filters, name) is not None]
    if given == ["text"] and (wanted := phrases(filters.text or "")):
        found = rough = select(_fts.c.rowid.label("number")).where(_match(wanted))
    elif given == ["near"] and filters.near is not None:
        found = _near(*filters.near, boxed=False).distinct()
        rough = select(_boxes.c.number).where(_touching(_box_around(*filters.near)))
    else:
        return None
    everything = connection.scalar(select(func.count()).select_from(claims)) or 0
    count = connection.scalar(select(func.count()).select_from(rough.subquery())) or 0
    return found if count * BROAD > everything else None


def _walked(connection: Connection, numbers: Select[Any], limit: int | None, offset: int) -> Found:
    """The claims with these numbers, met on a walk through all in order: SQLite by itself would
    look each up and sort them, which takes several times as long where they are many."""
    found = numbers.cte()
    count = select(func.count()).select_from(found).scalar_subquery()
    # As a sum, the number is looked for in no index.
    there = (claims.c.number + literal_column("0")).in_(select(found.c[0]))
    query = select(claims.c.id, count.label("total")).where(there).order_by(*_ORDER)
    rows = connection.execute(query.limit(limit).offset(offset)).all()
    total = rows[0].total if rows else connection.scalar(select(count)) or 0
    return Found(total=total, ids=tuple(row.id for row in rows))


def find_incidents(
    connection: Connection, filters: Filters, limit: int | None, offset: int
) -> Found:
    """Incidents with a claim that holds to all filters, in the order of their first days."""
    where: list[ColumnElement[bool]] = []
    if filters != Filters():
        inner = select(incident_claims.c.incident).join(
            claims, claims.c.id == incident_claims.c.claim
        )
        where = [incidents.c.id.in_(inner.where(*_conditions(connection, filters)))]
    total = connection.scalar(select(func.count()).select_from(incidents).where(*where)) or 0
    query = select(incidents.c.id).where(*where).order_by(incidents.c.first_day, incidents.c.id)
    return Found(total=total, ids=tuple(connection.scalars(query.limit(limit).offset(offset))))


def _conditions(connection: Connection, filters: Filters) -> list[ColumnElement[bool]]:
    sqlite = connection.dialect.name == "sqlite"
    found: list[ColumnElement[bool]] = []
    if filters.text is not None:
        found.append(_text(phrases(filters.text), sqlite))
    for kind in ("actor", "place", "source", "outlet"):
        if (name := getattr(filters, kind)) is not None:
            found.append(_named(kind, fold(name)))
    if filters.predicate is not None:
        names = filters.predicate
        found.append(claims.c.predicate.in_([names] if isinstance(names, str) else names))
    if filters.since is not None:
        found.append(claims.c.last_day >= filters.since)
    if filters.until is not None:
        found.append(claims.c.first_day <= filters.until)
        found.append(claims.c.last_day != NO_DAY[1])
    if filters.near is not None:
        found.append(claims.c.number.in_(_near(*filters.near, sqlite)))
    return found


def _text(wanted: Sequence[str], sqlite: bool) -> ColumnElement[bool]:
    if not wanted:
        return false()
    if sqlite:
        return claims.c.number.in_(select(_fts.c.rowid).where(_match(wanted)))
    vector = func.to_tsvector(literal_column("'simple'"), claim_bodies.c.words)
    asked = (func.phraseto_tsquery(literal_column("'simple'"), phrase) for phrase in wanted)
    matching = (vector.op("@@")(query) for query in asked)
    return claims.c.number.in_(select(claim_bodies.c.number).where(*matching))


def _match(wanted: Sequence[str]) -> ColumnElement[bool]:
    match = " ".join(f'"{phrase}"' for phrase in wanted)  # folded: no quotes within
    return _fts.c.claims_fts.op("MATCH")(match)


def _named(kind: str, name: str) -> ColumnElement[bool]:
    if not name:
        return false()
    numbers = select(terms.c.number).where(terms.c.kind == kind, terms.c.term.like(f"% {name} %"))
    return claims.c.number.in_(select(claim_terms.c.claim).where(claim_terms.c.term.in_(numbers)))


def _near(lat: float, lon: float, km: float, boxed: bool) -> Select[Any]:
    """The claims with points within a box (by SQLite's index of boxes where ``boxed``), then within
    the circle by the haversine formula, compared before its arc sine, which grows with it."""
    box = _box_around(lat, lon, km)
    points = claim_points.c
    inside: ColumnElement[bool]
    if boxed:
        inside = points.number.in_(select(_boxes.c.number).where(_touching(box)))
    else:
        inside = or_(
            *(and_(points.lat.between(s, n), points.lon.between(w, e)) for s, n, w, e in box)
        )
    half = math.pi / 360
    a = _squared(func.sin((points.lat - lat) * half)) + math.cos(math.radians(lat)) * func.cos(
        points.lat * (2 * half)
    ) * _squared(func.sin((points.lon - lon) * half))
    return select(points.claim).where(inside, a <= math.sin(_angle(km) / 2) ** 2)


def _touching(box: Sequence[tuple[float, float, float, float]]) -> ColumnElement[bool]:
    at = _boxes.c
    return or_(
        *(and_(at.south <= n, at.north >= s, at.west <= e, at.east >= w) for s, n, w, e in box)
    )


def _angle(km: float) -> float:
    return min(km / EARTH_KM, math.pi)


def _box_around(lat: float, lon: float, km: float) -> list[tuple[float, float, float, float]]:
    return _box(lat, lon, _angle(km))


def _squared(value: ColumnElement[Any]) -> ColumnElement[Any]:
    return value * value


def _box(lat: float, lon: float, angle: float) -> list[tuple[float, float, float, float]]:
    """(south, north, west, east) of the box around a circle; two where it crosses the date line,
    all longitudes where it holds a pole."""
    reach = math.degrees(angle)
    south, north = lat - reach, lat + reach
    if south <= -90 or north >= 90:
        return [(max(south, -90.0), min(north, 90.0), -180.0, 180.0)]
    side = math.degrees(math.asin(min(1.0, math.sin(angle) / math.cos(math.radians(lat)))))
    west, east = lon - side, lon + side
    if west < -180:
        return [(south, north, west + 360, 180.0), (south, north, -180.0, east)]
    if east > 180:
        return [(south, north, west, 180.0), (south, north, -180.0, east - 360)]
    return [(south, north, west, east)]
