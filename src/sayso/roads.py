"""Road networks of the record, and which places can still be reached by them.

Asked per place that people live in. There is no list of roads or bridges, none of what would be cut
off if one were closed, and no question about armed forces.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from sayso.acquire.road_files import read_roads
from sayso.core.access import Access
from sayso.core.errors import UsageError
from sayso.core.record import Reading
from sayso.core.roads import PEOPLED, RoadFile, RoadNetwork, RoadPoint
from sayso.core.situation import Situation
from sayso.incidents.rules import Rule
from sayso.knowledge.fingerprint import reader_name
from sayso.knowledge.places import Entry, fold, fold_loosely, load_gazetteer, words
from sayso.record import Archive
from sayso.situation.roads.graph import SNAP_M, metres_between
from sayso.situation.roads.ground import Ground
from sayso.situation.roads.reach import access, needed
from sayso.telling import Telling

_BORDER_KM = (
    40  # a crossing is between the two countries whose settlements are nearest, within this
)
_SAME_M = 10_000  # a settlement of the gazetteer is a town of the network, if it is no farther
_LANE_M = 500  # points of one crossing
_CROSSING = "crossing"  # in the gazetteer's names of crossings
_MARGIN = 0.3  # degrees around the network in which a settlement may be asked for
_OWN = "the road network"


def take_in(
    book: Archive, path: str, source: str | None = None, licence: str | None = None
) -> tuple[RoadNetwork, bool]:
    """Keep a file's roads in the record; with false where the same file is there already.

    ``source`` and ``licence`` where the file does not tell. Raises InputError, OSError, and
    UsageError where nobody tells them.
    """
    file = read_roads(path)
    for name, given, own in (("source", source, file.source), ("licence", licence, file.licence)):
        if not (given or own):
            raise UsageError(f"{path} does not tell its {name}: name it with --{name}")
    file = replace(file, points=_gates(file.points))
    now = book.clock()
    network = RoadNetwork(
        id=file.sha256[:16], file=Path(path).name, sha256=file.sha256,
        source=source or file.source or "", licence=licence or file.licence or "",
        imported=now[:10], roads=len(file.roads), towns=_count(file, "town"),
        crossings=_count(file, "crossing"),
    )  # fmt: skip
    return network, book.store.add_network(network, file, _by(now))


def remove(book: Archive, beginning: str) -> RoadNetwork:
    """Take a network out, by the beginning of its id or its file's name. Raises UsageError."""
    networks = book.store.networks()
    found = [n for n in networks if n.id.startswith(beginning) or n.file == beginning]
    if len(found) != 1:
        many = f"{len(found)} road networks begin so" if found else "no road network of that id"
        raise UsageError(f"{beginning}: {many}; 'sayso roads list' shows them")
    book.store.remove_network(found[0], _by(book.clock()))
    return found[0]


def access_to(
    book: Telling,
    place: str,
    day: str | None = None,
    known_by: str | None = None,
    recorded_by: str | None = None,
    rule: Rule | None = None,
    sources: Sequence[str] = (),
    near: tuple[float, float] | None = None,
    situation: Situation | None = None,
) -> Access:
    """By which roads a place that people live in can still be reached on a day, by whose account.

    ``sources``: where from, instead of the crossings and entries of the network; ``near``: of
    several places of the name, the one nearest to this point. Days and rule as for
    ``Telling.situation``; its answer of all countries, if it is known, may be given as
    ``situation``. Raises UsageError where there is no such place or network.
    """
    networks = book.store.networks()
    if not networks:
        raise UsageError("no road network in the record: add one with 'sayso roads import'")
    roads, points = book.store.roads()
    points = _once(points)
    number = _place(place, points, near)
    entry = _entry(points[number])
    if entry is not None and entry.country and not points[number].countries:
        points[number] = replace(points[number], countries=(entry.country,))
    if sources:
        starts = [_named(name, points) for name in sources]
    else:
        starts = [i for i, p in enumerate(points) if p.kind != PEOPLED]
    ground = Ground(roads, points, number, starts)
    # Of all countries: "the line between two towns" may name none, and closes a road all the same.
    if situation is None:
        situation = book.situation(day, known_by, recorded_by, None, rule)
    claims = {id: c.claim for id, c in book.claims(needed(situation)).items()}
    return access(situation, claims, ground, networks, _population(entry, points[number]))


def _by(now: str) -> Reading:
    return Reading(reader=reader_name(), fingerprint=None, at=now)


def _count(file: RoadFile, kind: str) -> int:
    return sum(point.kind == kind for point in file.points)


def _gates(points: Sequence[RoadPoint]) -> tuple[RoadPoint, ...]:
    """The places with each crossing once (maps may have a point for every lane), with its name in
    the gazetteer and the countries that it leads between, where the map does not tell them."""
    found: list[RoadPoint] = []
    kept: list[RoadPoint] = []
    for point in points:
        if point.kind == "crossing":
            if any(_off(point, p.lat, p.lon) <= _LANE_M for p in kept):
                continue
            point = _known(point)
            kept.append(point)
        found.append(point)
    return tuple(found)


def _known(point: RoadPoint) -> RoadPoint:
    gazetteer = load_gazetteer()
    near = gazetteer.near(point.lat, point.lon, SNAP_M / 1000, "point")
    names = tuple(e.name for e in near if _CROSSING in words(e.name) and e.name != point.name)
    point = replace(point, other=tuple(dict.fromkeys((*point.other, *names))))
    if point.countries:
        return point
    around = gazetteer.near(point.lat, point.lon, _BORDER_KM, "settlement")
    sides = tuple(dict.fromkeys(e.country for e in around if e.country))[:2]
    if len(sides) < 2 or gazetteer.border(*sides) is None:
        return point
    return replace(point, countries=sides)


def _once(points: Sequence[RoadPoint]) -> list[RoadPoint]:
    """Places that two networks share, once."""
    held: dict[str, list[RoadPoint]] = {}
    found = []
    for point in points:
        same = held.setdefault(fold(point.name), [])
        if not any(p.kind == point.kind and _off(p, point.lat, point.lon) <= SNAP_M for p in same):
            same.append(point)
            found.append(point)
    return found


def _place(name: str, points: list[RoadPoint], near: tuple[float, float] | None) -> int:
    """The number of the place asked about, put beside the points where only the gazetteer has
    it."""
    found = _of_name(name, points)
    towns = [n for n in found if points[n].kind == PEOPLED]
    if found and not towns:
        kind = points[found[0]].kind
        raise UsageError(f"{name} is a {kind}: access is asked of places that people live in")
    if not towns:
        added = [p for p in map(_point, _settlements(name)) if _is_around(p, points)]
        towns = list(range(len(points), len(points) + len(added)))
        points += added
    if near is not None and towns:
        return min(towns, key=lambda n: _off(points[n], *near))
    if len(towns) > 1:
        where = "; ".join(f"{points[n].lat:.3f},{points[n].lon:.3f}" for n in towns)
        raise UsageError(f"{name}: {len(towns)} places of that name; choose with --near {where}")
    if not towns:
        raise UsageError(f"{name}: no place that people live in has this name near these roads")
    return towns[0]


def _named(name: str, points: Sequence[RoadPoint]) -> int:
    found = _of_name(name, points)
    if len(found) != 1:
        many = f"{len(found)} places" if found else "no place"
        raise UsageError(f"--from {name}: {many} of that name in the road network")
    return found[0]


def _of_name(name: str, points: Sequence[RoadPoint]) -> list[int]:
    for key in (fold, fold_loosely):
        wanted = key(name)
        found = [i for i, p in enumerate(points) if wanted in map(key, (p.name, *p.other))]
        if found:
            return found
    return []


def _settlements(name: str) -> list[Entry]:
    found = load_gazetteer().lookup(name)
    return [e for e in found if e.precision == "settlement" and e.lat is not None]


def _point(entry: Entry) -> RoadPoint:
    return RoadPoint(
        name=entry.name, lat=entry.lat or 0.0, lon=entry.lon or 0.0,
        countries=(entry.country,) if entry.country else (),
    )  # fmt: skip


def _is_around(place: RoadPoint, points: Sequence[RoadPoint]) -> bool:
    """Whether a settlement lies where the network has places."""
    lats, lons = [p.lat for p in points], [p.lon for p in points]
    return bool(points) and (
        min(lats) - _MARGIN <= place.lat <= max(lats) + _MARGIN
        and min(lons) - _MARGIN <= place.lon <= max(lons) + _MARGIN
    )


def _entry(point: RoadPoint) -> Entry | None:
    """The gazetteer's settlement that a town of the network is."""
    near = [
        (_off(point, e.lat, e.lon), e.index, e)
        for e in _settlements(point.name)
        if e.lat is not None and e.lon is not None
    ]
    near = [found for found in near if found[0] <= _SAME_M]
    return min(near)[2] if near else None


def _population(entry: Entry | None, point: RoadPoint) -> tuple[int, str] | None:
    if entry is not None and entry.geonames is not None and entry.population > 0:
        return entry.population, "GeoNames"
    return (point.population, _OWN) if point.population else None


def _off(point: RoadPoint, lat: float, lon: float) -> float:
    if abs(point.lat - lat) > 1:
        return float("inf")
    return metres_between((point.lat, point.lon), (lat, lon))
