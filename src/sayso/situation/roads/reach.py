"""By which roads a place that people live in can still be reached, by whose account.

Only what reports say of roads, crossings and sieges closes a way; who holds the towns on it is
shown as an inference and closes nothing. A road that nobody tells of is neither open nor closed.
No verdict, and nothing on what would follow if another road were closed.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence

from sayso.core.access import (
    Access,
    Held,
    Outcome,
    People,
    Reachable,
    Section,
    View,
    Way,
    WayStatus,
)
from sayso.core.lines import State
from sayso.core.roads import RoadNetwork
from sayso.core.situation import Control, Situation
from sayso.core.types import Claim
from sayso.knowledge.places import fold_loosely
from sayso.situation.outlets import outlets
from sayso.situation.roads.ground import Ground
from sayso.situation.roads.passable import Candidates, all_edges, outcome, shutting
from sayso.situation.roads.told import FLUENTS, NOW, Word, words

MOST_SOURCES = 6  # the nearest by road; how many more there are is said
_LIVING = frozenset({"besieged", "stranded", "sheltered"})
_WAY: Outcome = "a way is left"


def needed(situation: Situation) -> set[str]:
    """The ids of the claims that ``access`` reads."""
    found: set[str] = set()
    for fluent in situation.fluents:
        if fluent.name in FLUENTS:
            found.update(fluent.claims, fluent.against)
    return found


def access(
    situation: Situation,
    claims: Mapping[str, Claim],
    ground: Ground,
    networks: Sequence[RoadNetwork] = (),
    population: tuple[int, str] | None = None,
) -> Access:
    """The answer for the ground's place on the situation's day.

    In: the situation, the claims it ``needed``, and the gazetteer's count of the place's people
    with its name, where it has one. Out: ways in, what is told of them, and each account's view.
    """
    point = ground.points[ground.place]
    told = words(situation, claims, ground)
    near = _nearest(ground)
    ways = _ways(ground, told, situation, near[:MOST_SOURCES])
    on_ways = {id for way in ways for id in way.said}
    near_it = [w for w in told if w.touches and (w.said.id in on_ways or w.here)]
    # A closure farther off matters too, where a way round would run into it.
    views = _views(ground, told, near_it) if ground.here is not None else ()
    shut = {id for view in views for id in view.shut_by}
    placed = [w for w in told if w in near_it or w.said.id in shut]
    people = _people(situation, point.name, population)
    unplaced = tuple(w.said for w in told if not w.touches and w.here)
    named, own = outlets([ways, unplaced, tuple(w.said for w in placed)], claims)
    counted = {c for figure in people.figures for c in figure.claims} & situation.outlets.keys()
    named |= {c: situation.outlets[c] for c in sorted(counted)}
    return Access(
        place=point.name, country=point.countries[0] if point.countries else None,
        lat=point.lat, lon=point.lon, day=situation.day, known_by=situation.known_by,
        recorded_by=situation.recorded_by, rule=situation.rule,
        reachable=_reachable(ground, ways, views),
        people=people, ways=ways,
        more_sources=max(0, len(near) - MOST_SOURCES), views=views,
        said=tuple(w.said for w in placed),
        unplaced=unplaced, names=situation.names, hidden=situation.hidden,
        networks=tuple(networks), outlets=named, own_voice=own,
    )  # fmt: skip


# What is left, by whose account


def _views(
    ground: Ground, told: Sequence[Word], near: Sequence[Word]
) -> tuple[View, ...]:  # fmt: skip
    """All reports together, then each account that tells of closed or open ways near by."""
    sayers = {s for w in near if w.closes or w.opens
              for s in (*w.said.by_account_of, *w.said.denied_by)}  # fmt: skip
    if not sayers:
        return ()
    both = [(w.said.id, w.closes) for w in told if w.closes]
    together = _view(ground, None, both, both)
    return (together, *(
        _view(
            ground, sayer,
            [(w.said.id, w.closes) for w in told if w.closes and sayer in w.said.by_account_of],
            _undisputed(told, sayer, ground),
        )
        for sayer in sorted(sayers)
    ))  # fmt: skip


def _undisputed(
    told: Sequence[Word], sayer: str, ground: Ground
) -> list[tuple[str, Candidates]]:  # fmt: skip
    """What is closed by an account and by those others that it does not contradict."""
    opens = frozenset(e for w in told if sayer in w.said.by_account_of for e in w.opens)
    found = []
    for word in told:
        if not word.closes or sayer in word.said.denied_by:
            continue
        if sayer in word.said.by_account_of:
            found.append((word.said.id, word.closes))
        elif left := _left(word, opens, ground):
            found.append((word.said.id, left))
    return found


def _left(word: Word, opens: frozenset[int], ground: Ground) -> Candidates:
    """What may still be closed by a word where some edges are open: of the last way nothing, if
    another that leads to the place is."""
    if word.said.of == "last way" and not opens.isdisjoint(ground.roads_here()):
        return ()
    return tuple(rest for some in word.closes if (rest := some - opens))


def _view(
    ground: Ground, sayer: str | None, own: Sequence[tuple[str, Candidates]],
    all_: Sequence[tuple[str, Candidates]],
) -> View:  # fmt: skip
    here = ground.here if ground.here is not None else ground.outside
    by_all = outcome(ground.graph, here, ground.outside, [c for _, c in all_])
    blocked = all_edges(c for _, c in all_) | frozenset(ground.doors.values())
    inside = ground.graph.reached(here, blocked)
    reached = [
        ground.points[n].name
        for n, door in ground.doors.items()
        if ground.graph.node_of[n] in inside and door not in all_edges(c for _, c in all_)
    ]
    return View(
        account=sayer,
        alone=by_all if sayer is None
        else outcome(ground.graph, here, ground.outside, [c for _, c in own]),
        with_others=by_all, sources=tuple(sorted(reached)),
        shut_by=() if by_all == _WAY else shutting(ground.graph, here, ground.outside, all_),
    )  # fmt: skip


def _reachable(ground: Ground, ways: Sequence[Way], views: Sequence[View]) -> Reachable:
    if ground.here is None or not ground.doors:
        return "no road in the network"
    if not views:
        return "not told"
    together, single = views[0], views[1:]
    if together.with_others == _WAY:
        left = [way for way in ways if way.status == "open"]
        return "by all accounts" if left else "not closed"
    if any(view.with_others == _WAY for view in single):
        return "by some accounts"
    if together.with_others == "it depends where":
        return "it depends where"
    # Somebody whose own words leave it open may still be right of what others do not dispute.
    if any(view.with_others != "no way is left" for view in single):
        return "by some accounts"
    return "by no account"


# The ways in


def _nearest(ground: Ground) -> list[tuple[int, list[int]]]:
    """The sources with the edges of the main way to each, the nearest first."""
    if ground.here is None:
        return []
    doors = frozenset(ground.doors.values())
    nodes = {number: ground.graph.node_of[number] for number in ground.doors}
    paths = ground.graph.paths(ground.here, set(nodes.values()), doors)
    found = []
    for number, node in nodes.items():
        if node in paths:
            metres = sum(ground.graph.edges[e].metres for e in paths[node])
            found.append((metres, ground.points[number].name, number, paths[node]))
    return [(number, path) for _, _, number, path in sorted(found)]


def _ways(
    ground: Ground, told: Sequence[Word], situation: Situation,
    near: Iterable[tuple[int, list[int]]],
) -> tuple[Way, ...]:  # fmt: skip
    """The main way from each source, and where that is said to be closed, the one that is left; in
    the order of the sources' names."""
    worst = all_edges(w.closes for w in told)
    held = _holders(ground, situation)
    ways = []
    for number, path in near:
        way = _way(ground, told, number, path, held, usual=True)
        ways.append(way)
        if worst.isdisjoint((*path, ground.doors[number])) or ground.here is None:
            continue
        blocked = worst | frozenset(ground.doors.values())
        other = ground.graph.path(ground.here, {ground.graph.node_of[number]}, blocked)
        if other is not None and other != path and ground.doors[number] not in worst:
            ways.append(_way(ground, told, number, other, held, usual=False))
    return tuple(sorted(ways, key=lambda w: (w.source, not w.usual)))


def _way(
    ground: Ground, told: Sequence[Word], number: int, path: Sequence[int],
    held: Mapping[int, Sequence[Control]], *, usual: bool,
) -> Way:  # fmt: skip
    door, graph = ground.doors[number], ground.graph
    edges = list(reversed(path))
    on = frozenset((*edges, door))
    own = [w for w in told if not on.isdisjoint(w.touches)]
    start = graph.node_of[number]
    nodes = graph.nodes_along(start, edges)
    passed = [n for node in nodes for n in ground.points_at.get(node, ())]
    return Way(
        source=ground.points[number].name, kind=ground.points[number].kind, usual=usual,
        status=_status(own, [w for w in told if w.opens], on, ground), km=_km(ground, edges),
        sections=_sections(ground, own, number, edges, nodes),
        said=tuple(w.said.id for w in own), held=_held(ground, passed, held),
    )  # fmt: skip


def _status(
    told: Sequence[Word], every: Sequence[Word], on: frozenset[int], ground: Ground
) -> WayStatus:
    """How a way stands, by what is told of it; ``every``: what is told to be open anywhere."""
    surely = [w for w in told if w.closes and all(not on.isdisjoint(c) for c in w.closes)]
    opens = [w for w in told if w.opens]
    doubted = [w for w in surely if w.said.denied_by or any(_against(o, w, ground) for o in every)]
    if len(surely) > len(doubted):
        return "cut"
    if surely:
        return "disputed"
    if any(w.closes for w in told):
        return "cut somewhere"
    if any(w.said.state == "last reported" and w.said.says != "open" for w in told):
        return "last reported cut"
    if not opens:
        return "not told"
    return "open" if on <= _open(opens) | frozenset(ground.doors.values()) else "open in part"


def _open(told: Sequence[Word]) -> frozenset[int]:
    return frozenset(e for w in told for e in w.opens)


def _against(is_open: Word, closed: Word, ground: Ground) -> bool:
    """Whether one account has all open that another has closed."""
    others = set(is_open.said.by_account_of) - set(closed.said.by_account_of)
    return bool(others) and not _left(closed, is_open.opens, ground)


def _sections(
    ground: Ground, told: Sequence[Word], source: int, edges: Sequence[int], nodes: Sequence[int]
) -> tuple[Section, ...]:
    """The way from one named place to the next."""
    stops = [i for i, node in enumerate(nodes) if node in ground.points_at]
    found = []
    for a, b in itertools.pairwise(stops):
        part = edges[a:b]
        on = frozenset(part) | (frozenset({ground.doors[source]}) if a == 0 else frozenset())
        found.append(
            Section(
                start=_name(ground, nodes[a], source), end=_name(ground, nodes[b], ground.place),
                roads=ground.names_along(part), km=_km(ground, part),
                said=tuple(w.said.id for w in told if not on.isdisjoint(w.touches)),
            )
        )  # fmt: skip
    return tuple(found)


def _name(ground: Ground, node: int, wanted: int) -> str:
    here = ground.points_at[node]
    return ground.points[wanted if wanted in here else here[0]].name


def _km(ground: Ground, edges: Iterable[int]) -> float:
    return round(sum(ground.graph.edges[e].metres for e in edges) / 1000, 1)


def _holders(ground: Ground, situation: Situation) -> dict[int, list[Control]]:
    found: dict[int, list[Control]] = {}
    for line in situation.control:
        if line.extent != "presence" and line.state in NOW and line.lat is not None:
            number = ground.find(line.place, line.lat, line.lon)
            if number is not None:
                found.setdefault(number, []).append(line)
    return found


def _held(
    ground: Ground, passed: Iterable[int], held: Mapping[int, Sequence[Control]]
) -> tuple[Held, ...]:
    """The towns passed that are told to be held by others than hold the place, as far as that is
    told."""
    own = {p for line in held.get(ground.place, ()) for p in line.holder}
    found: dict[tuple[str, tuple[str, ...], State], set[str]] = {}
    for number in dict.fromkeys(passed):
        for line in held.get(number, ()) if number != ground.place else ():
            if own.isdisjoint(line.holder):
                key = (ground.points[number].name, line.holder, line.state)
                found.setdefault(key, set()).update(line.claims)
    return tuple(
        Held(place=place, holder=holder, state=state, claims=tuple(sorted(claims)))
        for (place, holder, state), claims in found.items()
    )


def _people(
    situation: Situation, place: str, population: tuple[int, str] | None
) -> People:  # fmt: skip
    wanted = fold_loosely(place)
    figures = tuple(
        f for f in situation.figures
        if f.what in _LIVING and any(fold_loosely(name) == wanted for name in f.places)
    )  # fmt: skip
    known = population if population and not figures else (None, None)
    return People(figures=figures, population=known[0], population_by=known[1])
