"""Roads and places → a graph: towns, junctions and road ends are its nodes.

Lengths are metres on the WGS84 ellipsoid, by its radii of curvature at the middle of each short
piece (NIMA TR8350.2; within 0.01 % of the geodesic for pieces up to 50 km).
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from sayso.core.roads import Road, RoadPoint
from sayso.core.types import Record

AXIS, FLAT = 6378137.0, 1 / 298.257223563  # of WGS84: semi-major axis (m), flattening
_ECC2 = FLAT * (2 - FLAT)
SNAP_M = 3000.0  # a town is on the nearest road, if that is no farther
BEND_M = 100.0  # and at a bend or junction of it, if that is no farther
_CELL = 0.03  # degrees: SNAP_M north or south is at most the next cell
_DIGITS = 6  # two points are one if they agree to 0.1 m
# "The road between" is the main one: a metre of a lesser road counts as more.
_SLOW = {
    "motorway": 1.0, "trunk": 1.0, "primary": 1.1, "secondary": 1.25, "tertiary": 1.5,
    "unclassified": 2.0, "road": 2.0,
}  # fmt: skip
_SLOW_UNTOLD = 1.25
Array = np.ndarray[Any, Any]
Pair = tuple[float, float]


class Edge(Record, frozen=True):
    """A piece of a road between two nodes; ``road`` is its place in the list of roads, none for
    the edge that joins a source to the outside."""

    a: int
    b: int
    metres: float
    cost: float
    road: int | None

    def other(self, node: int) -> int:
        """The node at the far end."""
        return self.b if node == self.a else self.a


class Graph:
    """Nodes are numbered from 0, ``spots`` says where. ``node_of`` has the node of each place
    that a road was found for, by its place in the list of points."""

    def __init__(
        self, spots: Iterable[Pair], edges: Iterable[Edge], node_of: dict[int, int]
    ) -> None:
        self.spots = list(spots)
        self.edges = list(edges)
        self.node_of = node_of
        self.edges_at: list[list[int]] = [[] for _ in self.spots]
        for number, edge in enumerate(self.edges):
            self.edges_at[edge.a].append(number)
            if edge.b != edge.a:
                self.edges_at[edge.b].append(number)

    def add_node(self) -> int:
        """A node with no edges yet, that is nowhere."""
        self.spots.append((math.nan, math.nan))
        self.edges_at.append([])
        return len(self.edges_at) - 1

    def join(self, a: int, b: int) -> int:
        """An edge of no length between two nodes; its number."""
        self.edges.append(Edge(a=a, b=b, metres=0.0, cost=0.0, road=None))
        number = len(self.edges) - 1
        self.edges_at[a].append(number)
        self.edges_at[b].append(number)
        return number

    def path(
        self, start: int, goals: Collection[int], blocked: Collection[int] = ()
    ) -> list[int] | None:
        """The edges of the least costly way from ``start`` to one of the goals that uses no blocked
        edge; empty where start is a goal, none where there is no way."""
        return next(iter(self._search(start, goals, blocked)), (0, None))[1]

    def paths(
        self, start: int, goals: Collection[int], blocked: Collection[int] = ()
    ) -> dict[int, list[int]]:
        """The edges of the least costly way to each of the goals that can be reached."""
        return dict(itertools.islice(self._search(start, goals, blocked), len(set(goals))))

    def _search(
        self, start: int, goals: Collection[int], blocked: Collection[int]
    ) -> Iterator[tuple[int, list[int]]]:
        """Goals with the ways to them, the least costly first (Dijkstra 1959). Of ways of one cost
        it is always the same."""
        best: dict[int, tuple[float, int]] = {start: (0.0, -1)}
        done: set[int] = set()
        queue: list[tuple[float, int]] = [(0.0, start)]
        while queue:
            cost, node = heapq.heappop(queue)
            if node in done:
                continue
            if node in goals:
                yield node, self._back(best, node)
            done.add(node)
            for number in self.edges_at[node]:
                if number in blocked:
                    continue
                edge = self.edges[number]
                to, new = edge.other(node), cost + edge.cost
                held = best.get(to)
                if to not in done and (held is None or (new, number) < held):
                    best[to] = (new, number)
                    heapq.heappush(queue, (new, to))

    def _back(self, best: dict[int, tuple[float, int]], node: int) -> list[int]:
        found = []
        while best[node][1] >= 0:
            number = best[node][1]
            found.append(number)
            node = self.edges[number].other(node)
        return found[::-1]

    def reached(self, start: int, blocked: Collection[int] = ()) -> set[int]:
        """All nodes that can be reached without a blocked edge."""
        found, left = {start}, [start]
        while left:
            node = left.pop()
            for number in self.edges_at[node]:
                to = self.edges[number].other(node)
                if number not in blocked and to not in found:
                    found.add(to)
                    left.append(to)
        return found

    def nodes_along(self, start: int, path: Iterable[int]) -> list[int]:
        """The nodes that a way passes, its two ends included."""
        nodes = [start]
        for number in path:
            nodes.append(self.edges[number].other(nodes[-1]))
        return nodes


def build(roads: Sequence[Road], points: Sequence[RoadPoint]) -> Graph:
    """The graph of roads with these places on it.

    Roads are split where they share a point with another and where a place lies on them; a place
    is on the road nearest to it, if that is within ``SNAP_M`` metres.
    """
    placed = _snap(roads, points)
    coords, marks = _with_places(roads, placed)
    if not coords:
        return Graph((), (), {})
    flat = np.concatenate([np.asarray(c, dtype=float) for c in coords])
    sizes = np.array([len(c) for c in coords])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    keys = np.round(flat * 10**_DIGITS).astype(np.int64)
    _, spot, counts = np.unique(
        keys, axis=0, return_inverse=True, return_counts=True
    )  # fmt: skip
    spot = spot.reshape(-1)
    is_node = counts[spot] > 1
    is_node[starts] = is_node[starts + sizes - 1] = True
    marked = {point: int(starts[road] + at) for point, (road, at) in marks.items()}
    is_node[list(marked.values())] = True
    # A place that lies where other roads pass makes a node of the same spot on each of them.
    is_node |= np.isin(spot, np.unique(spot[is_node]))
    _, first, number = np.unique(spot[is_node], return_index=True, return_inverse=True)
    node_at = dict(zip(np.flatnonzero(is_node).tolist(), number.tolist(), strict=True))
    run = _running(flat, starts)
    edges = []
    for road, (start, size) in enumerate(zip(starts.tolist(), sizes.tolist(), strict=True)):
        slow = _SLOW.get((roads[road].kind or "").removesuffix("_link"), _SLOW_UNTOLD)
        stops = [i for i in range(start, start + size) if is_node[i]]
        for a, b in itertools.pairwise(stops):
            metres = float(run[b] - run[a])
            edges.append(
                Edge(a=node_at[a], b=node_at[b], metres=metres, cost=metres * slow, road=road)
            )
    node_of = {point: node_at[at] for point, at in marked.items()}
    where = flat[is_node][first].tolist()
    return Graph(((lat, lon) for lat, lon in where), edges, node_of)


def metres_between(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The distance between two points (degrees) in metres, as the module says; for points near one
    another."""
    return float(_metres(np.array([a]), np.array([b]))[0])


def _metres(a: Array, b: Array) -> Array:
    east, north = _scale((a[:, 0] + b[:, 0]) / 2)
    dlon = (b[:, 1] - a[:, 1] + 180) % 360 - 180
    found: Array = np.hypot(dlon * east, (b[:, 0] - a[:, 0]) * north)
    return found


def _scale(lat: Array) -> tuple[Array, Array]:
    """Metres in a degree of longitude and of latitude, at these latitudes."""
    sin2 = np.sin(np.radians(lat)) ** 2
    across = AXIS / np.sqrt(1 - _ECC2 * sin2)
    along = across * (1 - _ECC2) / (1 - _ECC2 * sin2)
    one = np.pi / 180
    return across * np.cos(np.radians(lat)) * one, along * one


def _running(flat: Array, starts: Array) -> Array:
    """Metres from the first point of all; the gaps between roads count too, and cancel out."""
    return np.concatenate([[0.0], np.cumsum(_metres(flat[:-1], flat[1:]))])


Spot = tuple[int, int, float]  # a road, a piece of it, how far along the piece (0 to 1)


def _snap(roads: Sequence[Road], points: Sequence[RoadPoint]) -> dict[int, Spot]:
    """Where on the roads each place is; those too far from any are left out."""
    if not roads or not points:
        return {}
    tops = np.concatenate([np.asarray(r.points, dtype=float)[:-1] for r in roads])
    ends = np.concatenate([np.asarray(r.points, dtype=float)[1:] for r in roads])
    road = np.repeat(np.arange(len(roads)), [len(r.points) - 1 for r in roads])
    piece = np.concatenate([np.arange(len(r.points) - 1) for r in roads])
    cells = _cells(tops, ends)
    found: dict[int, Spot] = {}
    for number, point in enumerate(points):
        near = _near(cells, point)
        if near.size:
            along, off = _project(tops[near], ends[near], point)
            best = int(np.lexsort((near, off))[0])
            if off[best] <= SNAP_M:
                at = near[best]
                length = float(_metres(tops[at : at + 1], ends[at : at + 1])[0])
                spot = _to_end(float(along[best]), length)
                found[number] = (int(road[at]), int(piece[at]), spot)
    return found


def _to_end(along: float, metres: float) -> float:
    """A place near a bend, and so perhaps a junction, is at it."""
    if min(along, 1 - along) * metres > BEND_M:
        return along
    return round(along)


def _cells(tops: Array, ends: Array) -> dict[tuple[int, int], Array]:
    """Grid cell → the pieces that may pass through it."""
    steps = np.ceil(np.abs(ends - tops).max(axis=1) / (_CELL / 2)).astype(int) + 1
    which = np.repeat(np.arange(len(tops)), steps)
    nth = np.arange(len(which)) - np.repeat(np.cumsum(steps) - steps, steps)
    along = nth / np.maximum(steps[which] - 1, 1)
    spots = tops[which] + (ends - tops)[which] * along[:, None]
    cell = np.floor(spots / _CELL).astype(int)
    order = np.lexsort((which, cell[:, 1], cell[:, 0]))
    cell, which = cell[order], which[order]
    breaks = np.flatnonzero(np.any(np.diff(cell, axis=0), axis=1)) + 1
    heads = cell[np.concatenate([[0], breaks])]
    return {
        (int(row), int(column)): np.unique(group)
        for (row, column), group in zip(heads, np.split(which, breaks), strict=True)
    }


def _near(cells: dict[tuple[int, int], Array], point: RoadPoint) -> Array:
    """The pieces in the cells around a point, perhaps more than once."""
    row, column = int(np.floor(point.lat / _CELL)), int(np.floor(point.lon / _CELL))
    wide = math.ceil(1 / max(0.02, math.cos(math.radians(point.lat))))
    around = [
        cells[row + i, column + j]
        for i in (-1, 0, 1)
        for j in range(-wide, wide + 1)
        if (row + i, column + j) in cells
    ]
    return np.concatenate(around) if around else np.empty(0, dtype=int)


def _project(tops: Array, ends: Array, point: RoadPoint) -> tuple[Array, Array]:
    """How far along each piece (0 to 1) it comes nearest to a point, and how near in metres; on the
    plane that touches the ellipsoid there."""
    east, north = _scale(np.array([point.lat]))
    scale = np.array([north[0], east[0]])
    here = np.array([point.lat, point.lon])
    a, b = (tops - here) * scale, (ends - here) * scale
    run = b - a
    length2 = np.maximum((run**2).sum(axis=1), 1e-12)
    along = np.clip(-(a * run).sum(axis=1) / length2, 0, 1)
    off = np.linalg.norm(a + run * along[:, None], axis=1)
    return along, off


def _with_places(
    roads: Sequence[Road], placed: dict[int, Spot]
) -> tuple[list[list[tuple[float, float]]], dict[int, tuple[int, int]]]:
    """The points of each road with the places put in, and which point of which road each is."""
    by_road: dict[int, list[tuple[int, float, int]]] = {}
    for point, (road, piece, along) in placed.items():
        by_road.setdefault(road, []).append((piece, along, point))
    coords: list[list[tuple[float, float]]] = []
    marks: dict[int, tuple[int, int]] = {}
    for number, road_ in enumerate(roads):
        own = sorted(by_road.get(number, ()))
        if not own:
            coords.append(list(road_.points))
            continue
        found = [road_.points[0]]
        for piece, (a, b) in enumerate(itertools.pairwise(road_.points)):
            for at, along, point in own:
                if at != piece:
                    continue
                spot = (a[0] + (b[0] - a[0]) * along, a[1] + (b[1] - a[1]) * along)
                if 0 < along < 1 and not _one(spot, found[-1]) and not _one(spot, b):
                    found.append(spot)
                if along < 1 and not _one(spot, b):
                    marks[point] = (number, len(found) - 1)
            found.append(b)
            for at, _, point in own:
                if at == piece and point not in marks:
                    marks[point] = (number, len(found) - 1)
        coords.append(found)
    return coords, marks


def _one(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return round(a[0] - b[0], _DIGITS) == 0 and round(a[1] - b[1], _DIGITS) == 0
