"""Ways through random road networks: agreement with networkx, and with trying every choice of what
is closed."""

from __future__ import annotations

import itertools

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.core.roads import Road, RoadPoint
from sayso.situation.roads.graph import Edge, Graph, build
from sayso.situation.roads.passable import Candidates, all_edges, outcome, shutting

SIZE = 7
Ends = list[tuple[int, int, int]]
node = st.integers(0, SIZE - 1)
drawn = st.lists(st.tuples(node, node, st.integers(1, 9)), min_size=1, max_size=14)


def made(found: Ends) -> Graph:
    spots = [(0.0, float(n)) for n in range(SIZE)]
    edges = [Edge(a=a, b=b, metres=m, cost=m, road=i) for i, (a, b, m) in enumerate(found)]
    return Graph(spots, edges, {})


def other(found: Ends, blocked: frozenset[int] = frozenset()) -> nx.MultiGraph[int]:
    graph: nx.MultiGraph[int] = nx.MultiGraph()
    graph.add_nodes_from(range(SIZE))
    for number, (a, b, metres) in enumerate(found):
        if number not in blocked:
            graph.add_edge(a, b, weight=metres)
    return graph


@given(drawn, node, node, st.sets(st.integers(0, 13)))
def test_ways_are_as_short_as_networkx_has_them(
    found: Ends, start: int, goal: int, blocked: set[int]
) -> None:
    graph, theirs = made(found), other(found, frozenset(blocked))
    path = graph.path(start, {goal}, blocked)
    assert graph.reached(start, blocked) == nx.node_connected_component(theirs, start)
    everywhere = graph.paths(start, set(range(SIZE)), blocked)
    lengths = nx.single_source_dijkstra_path_length(theirs, start)
    assert {n: sum(graph.edges[e].cost for e in way) for n, way in everywhere.items()} == lengths
    assert path == everywhere.get(goal)
    if path is None:
        assert not nx.has_path(theirs, start, goal)
        return
    assert blocked.isdisjoint(path)
    assert graph.nodes_along(start, path)[-1] == goal
    cost = sum(graph.edges[e].cost for e in path)
    assert cost == nx.dijkstra_path_length(theirs, start, goal)


@st.composite
def closings(draw: st.DrawFn) -> tuple[Ends, list[Candidates]]:
    found = draw(drawn)
    edge = st.integers(0, len(found) - 1)
    some = st.frozensets(edge, min_size=1, max_size=3)
    closures = draw(st.lists(st.lists(some, min_size=1, max_size=3).map(tuple), max_size=4))
    return found, closures


@given(closings(), node, node)
def test_what_is_left_is_what_every_choice_of_closures_leaves(
    drawn_: tuple[Ends, list[Candidates]], start: int, goal: int
) -> None:
    found, closures = drawn_
    graph = made(found)
    left = {
        nx.has_path(other(found, frozenset().union(*choice)), start, goal)
        for choice in itertools.product(*closures)
    }
    worst = nx.has_path(other(found, all_edges(closures)), start, goal)
    if worst:
        expected = "a way is left"
    else:
        expected = "it depends where" if True in left else "no way is left"
    assert outcome(graph, start, goal, closures) == expected
    named = [(str(n), c) for n, c in enumerate(closures)]
    names = shutting(graph, start, goal, named)
    rest = all_edges(c for n, c in named if n not in names)
    # Lifting what is named opens a way, if there ever was one; nothing is named where there is one.
    assert (names == ()) or not worst
    assert nx.has_path(other(found, rest), start, goal) == nx.has_path(other(found), start, goal)


@st.composite
def lattices(draw: st.DrawFn) -> tuple[list[Road], list[tuple[float, float]]]:
    """Roads along a lattice, in any order and cut in any way."""
    spots = [(i / 100, j / 100) for i in range(3) for j in range(3)]
    pairs = [(a, b) for a in range(9) for b in range(9) if a < b
             and abs(a // 3 - b // 3) + abs(a % 3 - b % 3) == 1]  # fmt: skip
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=1, unique=True))
    roads = []
    for a, b in chosen:
        points = (spots[a], spots[b])
        if draw(st.booleans()):
            middle = ((points[0][0] + points[1][0]) / 2, (points[0][1] + points[1][1]) / 2)
            points = (points[0], middle, points[1])  # type: ignore[assignment]
        roads.append(Road(points=points if draw(st.booleans()) else points[::-1]))
    return roads, spots


@given(lattices())
def test_a_graph_of_roads_hangs_together_as_the_roads_do(
    drawn_: tuple[list[Road], list[tuple[float, float]]],
) -> None:
    roads, spots = drawn_
    points = [RoadPoint(name=str(n), lat=lat, lon=lon) for n, (lat, lon) in enumerate(spots)]
    theirs: nx.Graph[tuple[float, float]] = nx.Graph()
    for road in roads:
        theirs.add_edges_from(itertools.pairwise(road.points))
    on = {p for road in roads for p in road.points}
    graph = build(roads, points)
    for a, b in itertools.combinations(range(9), 2):
        if spots[a] in on and spots[b] in on:
            ours = graph.node_of[b] in graph.reached(graph.node_of[a])
            assert ours == nx.has_path(theirs, spots[a], spots[b])
    total = sum(e.metres for e in build(roads, []).edges)
    assert sum(e.metres for e in graph.edges) == pytest.approx(total)
