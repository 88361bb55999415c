"""Clusters from scored pairs: average linkage over sparse links, the same in any order.

Two clusters join while the links between them, on average, are worth the threshold, the strongest
pair of clusters first (Sokal and Michener 1958; sparse and thresholded, since claims that share no
key have no link). Scores are counted in whole ten-thousandths, so that no sum depends on order, and
ties go to the smaller claim id.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable, Iterator

UNIT = 10_000
Veto = Callable[[int, int], bool]
Joined = Callable[[int, int], None]


class Linkage:
    """Clusters of ``size`` things (numbers from 0, in the order that breaks ties).

    ``share`` of the pairs between two clusters count at least, those without a link as nought;
    ``clash(a, b)`` tells whether two things cannot be in one cluster, whatever their links.
    """

    def __init__(self, size: int, threshold: float, share: float) -> None:
        self._threshold = threshold
        self._share = share
        self.members: dict[int, list[int]] = {i: [i] for i in range(size)}
        self._home = list(range(size))
        # Sum and number of the links between two clusters, kept at both.
        self._links: list[dict[int, tuple[int, int]]] = [{} for _ in range(size)]
        self._apart: list[set[int]] = [set() for _ in range(size)]

    def link(self, a: int, b: int, score: float) -> None:
        """Add a link; one that is there already stays as it is."""
        if a != b and b not in self._links[a]:
            self._links[a][b] = self._links[b][a] = (round(score * UNIT), 1)

    def keep_apart(self, a: int, b: int) -> None:
        """Never let two things into one cluster."""
        self._apart[a].add(b)
        self._apart[b].add(a)

    def put_together(self, a: int, b: int, joined: Joined) -> None:
        """Join the clusters of two things, whatever their links, unless they are kept apart."""
        a, b = self._home[a], self._home[b]
        if a != b and b not in self._apart[a]:
            joined(*self._join(a, b))

    def run(self, clash: Veto, joined: Joined) -> None:
        """Join what belongs together. ``clash`` is asked of two clusters, by their names (the
        number of a member); ``joined`` hears which took in which."""
        heap = [entry for a in self.members for entry in self._entries(a) if entry[1] < entry[2]]
        heapq.heapify(heap)
        while heap:
            worth, _, _, a, b = heapq.heappop(heap)
            if a not in self.members or b not in self.members or self._worth(a, b) != -worth:
                continue
            if b in self._apart[a]:
                continue
            if clash(a, b):
                self.keep_apart(a, b)
                continue
            kept, gone = self._join(a, b)
            joined(kept, gone)
            for entry in self._entries(kept):
                heapq.heappush(heap, entry)

    def _entries(self, a: int) -> Iterator[tuple[int, int, int, int, int]]:
        for b in self._links[a]:
            worth = self._worth(a, b)
            if worth >= self._threshold * UNIT:
                first, second = sorted((self.members[a][0], self.members[b][0]))
                yield -worth, first, second, a, b

    def _worth(self, a: int, b: int) -> int:
        total, count = self._links[a].get(b, (0, 0))
        least = math.ceil(self._share * len(self.members[a]) * len(self.members[b]))
        return total // max(count, least, 1)

    def _join(self, a: int, b: int) -> tuple[int, int]:
        """Join two clusters; the one with fewer neighbours goes into the other."""
        if (len(self._links[a]), a) < (len(self._links[b]), b):
            a, b = b, a
        for other, (total, count) in self._links[b].items():
            del self._links[other][b]
            if other != a:
                here, number = self._links[a].get(other, (0, 0))
                self._links[a][other] = self._links[other][a] = (here + total, number + count)
        self._links[b] = {}
        for other in self._apart[b]:
            self._apart[other].discard(b)
            self._apart[other].add(a)
            self._apart[a].add(other)
        self._apart[b] = set()
        gone = self.members.pop(b)
        for member in gone:
            self._home[member] = a
        # The smallest stands first: it breaks ties.
        own = self.members[a]
        self.members[a] = own + gone if own[0] < gone[0] else gone + own
        return a, b


def spanning(links: Iterable[tuple[str, str, float]]) -> list[int]:
    """The places, in ``links``, of a tree of the strongest (Kruskal 1956)."""
    rows = sorted((-score, a, b, i) for i, (a, b, score) in enumerate(links))
    root: dict[str, str] = {}

    def find(x: str) -> str:
        while root.setdefault(x, x) != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    tree = []
    for _, a, b, i in rows:
        one, other = find(a), find(b)
        if one != other:
            root[other] = one
            tree.append(i)
    return tree
