"""The ground that a question of access is asked on: roads and named places as one graph, with a
door to the outside at each crossing, entry or other source that the place may be reached from."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from sayso.core.roads import Road, RoadPoint
from sayso.core.types import Place
from sayso.knowledge.places import fold, fold_loosely, load_gazetteer, load_place_words
from sayso.situation.roads.graph import SNAP_M, build, metres_between

NAMESAKES_M = 25_000.0  # a place of the same name is the same place, if it is no farther
_SAME_M = 500.0  # under two names, one place
_CLOSE = 0.03  # degrees of latitude: more than SNAP_M
_LONGEST = 5  # words of a place's name
_SHORT = 2  # a road's name of one word and no digit is too common to look for in a text


class Ground:
    """Roads and places around one place. ``place`` and ``sources`` are numbers of ``points``;
    ``doors`` has the edge to the outside of each source that a road was found for."""

    def __init__(
        self,
        roads: Sequence[Road],
        points: Sequence[RoadPoint],
        place: int,
        sources: Iterable[int],
    ) -> None:
        self.roads, self.points, self.place = roads, points, place
        self.graph = build(roads, points)
        self.here = self.graph.node_of.get(place)
        self.outside = self.graph.add_node()
        self.doors = {
            number: self.graph.join(self.graph.node_of[number], self.outside)
            for number in sources
            if number in self.graph.node_of and number != place
        }
        self.points_at: dict[int, list[int]] = {}
        for number, node in self.graph.node_of.items():
            self.points_at.setdefault(node, []).append(number)
        self._folded: dict[str, list[int]] = {}
        for number, point in enumerate(points):
            for name in (point.name, *point.other):
                for key in {fold(name), "~" + fold_loosely(name)}:
                    self._folded.setdefault(key, []).append(number)
        self._edges_of: dict[int, list[int]] = {}
        for number, edge in enumerate(self.graph.edges):
            if edge.road is not None:
                self._edges_of.setdefault(edge.road, []).append(number)
        self._named: dict[str, list[int]] = {}
        for number, road in enumerate(roads):
            for name in road.names:
                self._named.setdefault(fold(name), []).append(number)
        telling = sorted({n for road in roads for n in road.names if _telling(n)})
        self._told = [(name, _run(name)) for name in telling]

    def find(self, name: str | None, lat: float | None, lon: float | None) -> int | None:
        """The place of the network that a report's place is: one of its name that is not too far
        off, or else the one that lies there."""
        for key in (fold(name), "~" + fold_loosely(name)) if name else ():
            near = [(self._off(n, lat, lon), n) for n in self._folded.get(key, ())]
            near = [pair for pair in near if pair[0] <= NAMESAKES_M]
            if near:
                return min(near)[1]
        if lat is None or lon is None:
            return None
        close = [n for n, p in enumerate(self.points) if abs(p.lat - lat) < _CLOSE]
        near = [pair for n in close if (pair := (self._off(n, lat, lon), n))[0] <= SNAP_M]
        return min(near)[1] if near else None

    def found(self, place: Place) -> int | None:
        """The same for a place of a claim; none for borders, areas and countries."""
        if place.precision not in ("point", "settlement"):
            return None
        return self.find(place.name, place.lat, place.lon)

    def is_same(self, place: Place) -> bool:
        """Whether a place of a claim is the one asked about, and does not only lie near it: by its
        name, or by its point under another name."""
        town = self.points[self.place]
        own = {fold_loosely(name) for name in (town.name, *town.other)}
        if place.name is not None and fold_loosely(place.name) in own:
            return True
        if place.lat is None or place.lon is None:
            return False
        return _far((town.lat, town.lon), (place.lat, place.lon)) <= _SAME_M

    def crossings(self, place: Place) -> tuple[int, ...]:
        """The sources on a border, or on that of a country."""
        countries = [(n, self.points[n].countries) for n in self.doors]
        if place.precision == "country":
            return tuple(n for n, found in countries if place.country in found)
        if place.precision != "border":
            return ()
        gazetteer, found = load_gazetteer(), []
        for number, sides in countries:
            for a, b in itertools.combinations(sides, 2):
                border = gazetteer.border(a, b)
                if border is not None and fold(border.name) == fold(place.name or ""):
                    found.append(number)
        return tuple(found)

    def named_in(self, text: str) -> int | None:
        """The place of the network whose name stands in a text, word for word; of several the one
        with the longest name."""
        words = _words(text)
        runs = {
            fold(" ".join(words[i:j])): j - i
            for i in range(len(words))
            for j in range(i + 1, min(len(words), i + _LONGEST) + 1)
        }
        found = [(-length, n) for key, length in runs.items() for n in self._folded.get(key, ())]
        return min(found)[1] if found else None

    def crossings_named_in(self, text: str) -> tuple[int, ...]:
        """The sources on the border of the countries that a text names ("the Turkish border")."""
        countries = _countries(text)
        return tuple(
            n for n in self.doors if countries and countries <= set(self.points[n].countries)
        )

    def roads_named(self, name: str) -> frozenset[int]:
        """The edges of the roads of a name or number."""
        roads = self._named.get(fold(name), ()) if name.strip() else ()
        return frozenset(e for road in roads for e in self._edges_of.get(road, ()))

    def roads_in(self, text: str) -> tuple[str, ...]:
        """The names and numbers of roads that stand in a text, word for word."""
        words = _run(text)
        return tuple(name for name, run in self._told if run in words)

    def roads_here(self) -> frozenset[int]:
        """The edges of the roads at the place asked about."""
        if self.here is None:
            return frozenset()
        return frozenset(self.graph.edges_at[self.here]) - frozenset(self.doors.values())

    def node(self, number: int) -> int | None:
        """The node of a place; none where no road is near it."""
        return self.graph.node_of.get(number)

    def names_along(self, edges: Iterable[int]) -> tuple[str, ...]:
        """The names of the roads that edges are part of, each once, in order."""
        found = []
        for edge in edges:
            number = self.graph.edges[edge].road
            if number is not None:
                road = self.roads[number]
                named = " / ".join(n for n in (road.ref, road.name) if n)
                found.append(named or "road without a name")
        return tuple(dict.fromkeys(found))

    def is_near(self, edge: int, spot: tuple[float, float], metres: float) -> bool:
        """Whether one end of an edge is within some metres of a point."""
        ends = (self.graph.edges[edge].a, self.graph.edges[edge].b)
        return any(_far(self.graph.spots[node], spot) <= metres for node in ends)

    def _off(self, number: int, lat: float | None, lon: float | None) -> float:
        point = self.points[number]
        if lat is None or lon is None:
            return 0.0
        return _far((point.lat, point.lon), (lat, lon))


def _far(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Metres between two points; endless where they are plainly far apart."""
    return metres_between(a, b) if abs(a[0] - b[0]) < 1 else float("inf")


def _countries(text: str) -> set[str]:
    """The countries that stand in a text, by name or adjective."""
    words = _words(text)
    named = {fold(c.name): c.id for c in load_gazetteer().countries.values()}
    adjectives = load_place_words().adjectives
    found = set()
    for i in range(len(words)):
        for j in range(i + 1, min(len(words), i + _LONGEST) + 1):
            run = words[i:j]
            found |= {named.get(fold(" ".join(run))), adjectives.get(" ".join(run))}
    return {country for country in found if country is not None}


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text.casefold()).split()


def _run(text: str) -> str:
    return f" {' '.join(_words(text))} "


def _telling(name: str) -> bool:
    found = _words(name)
    letters, digits = any(c.isalpha() for c in name), any(c.isdigit() for c in name)
    return len(found) >= _SHORT or (letters and digits)
