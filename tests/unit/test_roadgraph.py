"""Roads as a graph: lengths, junctions, places on roads, the way between two places."""

from __future__ import annotations

import pytest

from sayso.core.roads import Road, RoadPoint
from sayso.situation.roads.graph import Graph, build, metres_between

# Geodesics on WGS84 by GeographicLib 2.1 (Karney 2013), in metres.
GEODESICS = [
    ((0.0, 0.0), (0.0, 1.0), 111319.491),
    ((0.0, 0.0), (1.0, 0.0), 110574.389),
    ((36.2012, 37.1612), (36.5866, 37.0463), 43991.151),
    ((60.0, 24.0), (60.2, 24.5), 35640.256),
    ((-45.0, 170.0), (-45.1, 170.2), 19280.687),
    ((51.5, -0.1), (51.6, 0.1), 17783.199),
]


@pytest.mark.parametrize(("a", "b", "metres"), GEODESICS)
def test_lengths_are_those_of_the_ellipsoid(
    a: tuple[float, float], b: tuple[float, float], metres: float
) -> None:
    assert metres_between(a, b) == pytest.approx(metres, rel=1e-5)


def test_a_length_across_the_date_line() -> None:
    assert metres_between((0.0, 179.9), (0.0, -179.9)) == pytest.approx(22263.9, abs=0.1)


def town(name: str, lat: float, lon: float) -> RoadPoint:
    return RoadPoint(name=name, lat=lat, lon=lon)


EAST = Road(points=((0.0, 0.0), (0.0, 0.3)), name="East road")
CROSS = Road(points=((0.1, 0.1), (0.0, 0.1), (-0.1, 0.1)), name="Cross road")


def ends(graph: Graph) -> set[tuple[tuple[float, float], tuple[float, float]]]:
    return {tuple(sorted((graph.spots[e.a], graph.spots[e.b]))) for e in graph.edges}  # type: ignore[misc]


def test_roads_that_share_no_point_do_not_meet() -> None:
    graph = build([EAST, CROSS], [])
    assert len(graph.edges) == 2
    joined = Road(points=((0.0, 0.0), (0.0, 0.1), (0.0, 0.3)))
    assert len(build([joined, CROSS], []).edges) == 4


def test_a_town_splits_the_road_it_lies_on() -> None:
    graph = build([EAST], [town("Arden", 0.001, 0.2)])
    assert ends(graph) == {((0.0, 0.0), (0.0, 0.2)), ((0.0, 0.2), (0.0, 0.3))}
    assert graph.spots[graph.node_of[0]] == pytest.approx((0.0, 0.2))


def test_a_town_far_from_any_road_is_on_none() -> None:
    graph = build([EAST], [town("Near", 0.026, 0.2), town("Far", 0.028, 0.2)])
    assert list(graph.node_of) == [0]  # 2,875 m and 3,096 m


def test_towns_at_ends_and_on_one_spot() -> None:
    points = [
        town("A", 0.0, -0.01),
        town("B", 0.0, 0.3),
        town("C", 0.0, 0.1),
        town("D", 0.002, 0.1),
    ]
    graph = build([EAST], points)
    assert graph.node_of[2] == graph.node_of[3]
    assert len(graph.edges) == 2
    assert graph.spots[graph.node_of[0]] == (0.0, 0.0)


def test_a_town_at_a_junction_takes_the_junction() -> None:
    joined = Road(points=((0.0, 0.0), (0.0, 0.1), (0.0, 0.3)))
    graph = build([joined, CROSS], [town("Arden", 0.0001, 0.1)])
    assert len(graph.edges_at[graph.node_of[0]]) == 4


def test_the_way_between_is_the_main_road_and_blocked_edges_are_passed_by() -> None:
    main = Road(points=((0.0, 0.0), (0.1, 0.1), (0.0, 0.2)), kind="trunk")
    lane = Road(points=((0.0, 0.0), (0.0, 0.2)), kind="unclassified")
    graph = build([main, lane], [town("A", 0.0, 0.0), town("B", 0.0, 0.2)])
    a, b = graph.node_of[0], graph.node_of[1]
    path = graph.path(a, {b})
    assert path is not None
    (edge,) = path
    assert graph.edges[edge].road == 0
    path = graph.path(a, {b}, {edge})
    assert path is not None
    (other,) = path
    assert graph.edges[other].road == 1
    assert graph.path(a, {b}, {edge, other}) is None
    assert graph.path(a, {a}) == []
    assert graph.reached(a, {edge, other}) == {a}


def test_no_roads_make_no_graph() -> None:
    assert build([], [town("A", 0.0, 0.0)]).node_of == {}
