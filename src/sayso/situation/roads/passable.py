"""Whether a way is left when something on the roads is closed, and it may not be told what exactly.

A closure is a choice: at least one of its candidates, each a set of edges, is closed. "The road is
cut" somewhere on a stretch has the stretch's edges as candidates; a place shut in has one, all the
roads at it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sayso.core.access import Outcome
from sayso.situation.roads.graph import Graph

Candidates = tuple[frozenset[int], ...]
_TRIES = 5000  # choices looked at; beyond that it is said to depend


def outcome(graph: Graph, start: int, goal: int, closures: Sequence[Candidates]) -> Outcome:
    """Whether there is a way from ``start`` to ``goal``: whatever the closures have closed, for
    some of their choices, or for none."""
    worst = all_edges(closures)
    labels, links = _quotient(graph, worst, (start, goal))
    if labels[start] == labels[goal]:
        return "a way is left"
    blocked = frozenset(e for c in closures if len(c) == 1 for e in c[0])
    free = [c for c in closures if len(c) > 1]
    search = _Search(links, labels[start], labels[goal])
    return "it depends where" if search.escapes(blocked, free) else "no way is left"


def all_edges(closures: Iterable[Candidates]) -> frozenset[int]:
    """Every edge that one of the closures may have closed."""
    return frozenset(edge for closure in closures for some in closure for edge in some)


def shutting(
    graph: Graph, start: int, goal: int, closures: Sequence[tuple[str, Candidates]]
) -> tuple[str, ...]:
    """The names of those closures that stand between two nodes when all are taken at their worst:
    at the edge of what is left around ``start``, then at the edge of what is left when those are
    lifted, until the goal is reached."""
    left = list(closures)
    named: list[str] = []
    while True:
        inside = graph.reached(start, all_edges(c for _, c in left))
        if goal in inside:
            return tuple(named)
        edge = [name for name, closure in left if _at_edge(graph, inside, closure)]
        if not edge:
            return tuple(named)
        named += dict.fromkeys(edge)
        left = [(name, closure) for name, closure in left if name not in edge]


def _at_edge(graph: Graph, inside: Collection[int], closure: Candidates) -> bool:
    ends = ((graph.edges[e].a, graph.edges[e].b) for some in closure for e in some)
    return any((a in inside) != (b in inside) for a, b in ends)


def _quotient(
    graph: Graph, closed: Collection[int], more: Iterable[int]
) -> tuple[dict[int, int], list[tuple[int, int, int]]]:
    """Nodes that hang together without the closed edges as one, and the closed edges between."""
    labels: dict[int, int] = {}
    ends = [n for e in sorted(closed) for n in (graph.edges[e].a, graph.edges[e].b)]
    for node in (*more, *ends):
        if node not in labels:
            label = len(labels)
            labels.update(dict.fromkeys(graph.reached(node, closed), label))
    links = [(labels[graph.edges[e].a], labels[graph.edges[e].b], e) for e in sorted(closed)]
    return labels, [link for link in links if link[0] != link[1]]


class _Search:
    """Looks for choices of what is closed that leave a way."""

    def __init__(self, links: Iterable[tuple[int, int, int]], start: int, goal: int) -> None:
        self._at: dict[int, list[tuple[int, int]]] = {}
        for a, b, edge in links:
            self._at.setdefault(a, []).append((b, edge))
            self._at.setdefault(b, []).append((a, edge))
        self._start, self._goal, self._left = start, goal, _TRIES

    def escapes(self, blocked: frozenset[int], free: Sequence[Candidates]) -> bool:
        """Whether each closure left can be given a candidate so that a way stays."""
        self._left -= 1
        if self._left < 0:
            return True
        path = self._path(blocked)
        if path is None:
            return False
        for closure in free:
            if all(not path.isdisjoint(some) for some in closure):
                rest = [other for other in free if other is not closure]
                return any(self.escapes(blocked | some, rest) for some in closure)
        return True

    def _path(self, blocked: frozenset[int]) -> frozenset[int] | None:
        """The edges of a way of fewest closed edges."""
        came: dict[int, tuple[int, int]] = {self._start: (self._start, -1)}
        queue = [self._start]
        for node in queue:
            if node == self._goal:
                break
            for to, edge in self._at.get(node, ()):
                if to not in came and edge not in blocked:
                    came[to] = (node, edge)
                    queue.append(to)
        if self._goal not in came:
            return None
        found, node = set(), self._goal
        while node != self._start:
            node, edge = came[node]
            found.add(edge)
        return frozenset(found)
