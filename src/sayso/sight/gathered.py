"""The incidents that are made of what may be seen alone.

Clusters depend on the set of claims and the links among them alone, and claims that no chain of
strong links connects never share one. So the claims that such a chain leads to from hidden ones are
clustered again without these: what comes out is what a record would have that never held them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.core.types import Claim
from sayso.incidents.build import span_of
from sayso.review.judge import constraints
from sayso.store.claims import NO_DAY

if TYPE_CHECKING:
    from sayso.sight.sight import Sight

Place = tuple[str, str]  # where an incident stands in a list: its first day, its id


@dataclass(frozen=True, slots=True)
class Gathered:
    """``members``: incident → its claims, in order; ``of``: claim → its incident; ``place``: see
    above; ``whole``: the incidents that stand in the record just so."""

    members: dict[str, tuple[str, ...]]
    of: dict[str, str]
    place: dict[str, Place]
    whole: frozenset[str]

    @classmethod
    def make(cls, sight: Sight) -> Gathered:
        """The incidents of a sight."""
        seen = sight.scope.claims
        stored = sight.store.safety.gathered()
        days = sight.store.safety.first_days()
        members: dict[str, tuple[str, ...]] = {}
        place: dict[str, Place] = {}
        again = _reached(sight)
        for incident, claims in stored.items():
            left = [claim for claim in claims if claim in seen]
            if len(left) == len(claims) and again.isdisjoint(claims):
                members[incident] = tuple(sorted(left))
                place[incident] = (days.get(incident, NO_DAY[0]), incident)
            else:
                again.update(left)
        whole = frozenset(members)
        for group in _clustered(sight, sorted(again)):
            first, _ = span_of(group)
            ids = tuple(sorted(claim.id for claim in group))
            members[ids[0]] = ids
            place[ids[0]] = (first or NO_DAY[0], ids[0])
        of = {claim: incident for incident, claims in members.items() for claim in claims}
        return cls(members=members, of=of, place=place, whole=whole)

    def in_order(self, incidents: Iterable[str] | None = None) -> list[str]:
        """Incidents, or all, in the order of their first days."""
        return sorted(self.members if incidents is None else incidents, key=self.place.__getitem__)


def _reached(sight: Sight) -> set[str]:
    """The claims that may be seen, and that chains of strong links, or people's judgements, lead to
    from hidden ones."""
    scope, store = sight.scope.claims, sight.store
    if scope.is_all:
        return set()
    strong: Callable[[Iterable[str]], dict[str, set[str]]]
    if scope.inside:
        near = _strong(sight, scope.known)
        reached = {id for id, others in near.items() if id in scope and not others <= scope.known}

        def strong(ids: Iterable[str]) -> dict[str, set[str]]:
            return {id: near.get(id, set()) & scope.known for id in ids}

    else:
        reached = set(scope.known)

        def strong(ids: Iterable[str]) -> dict[str, set[str]]:
            return _strong(sight, ids)

    reached = _piece(reached, strong)
    pairs = [pair for some in constraints(store.judgements()) for pair in some]
    joined = {id for pair in pairs for id in pair}
    if not joined.isdisjoint(reached) or any(id not in scope for id in joined):
        reached = _piece(reached | joined, strong)
    return {id for id in reached if id in scope}


def _strong(sight: Sight, ids: Iterable[str]) -> dict[str, set[str]]:
    """Claim → those that strong links tie it to, of all links with an end in some claims."""
    found: dict[str, set[str]] = {}
    for link in sight.store.safety.scores(ids):
        if sight.gatherer.strong(link):
            found.setdefault(link.a, set()).add(link.b)
            found.setdefault(link.b, set()).add(link.a)
    return found


def _piece(claims: set[str], near: Callable[[Iterable[str]], dict[str, set[str]]]) -> set[str]:
    """These claims and all that chains of strong links lead to."""
    found, edge = set(claims), set(claims)
    while edge:
        edge = {other for others in near(edge).values() for other in others} - found
        found |= edge
    return found


def _clustered(sight: Sight, ids: Sequence[str]) -> list[list[Claim]]:
    if not ids:
        return []
    found = sight.standing(sight.claims(ids))
    kept = {id: claim.claim for id, claim in found.items() if not claim.rejected}
    together, apart = constraints(sight.judgements())
    links = [k for k in sight.store.safety.scores(kept) if k.a in kept and k.b in kept]
    tied = {end for k in links if sight.gatherer.strong(k) for end in (k.a, k.b)}
    tied |= {id for pair in together for id in pair if id in kept}
    alone = [[claim] for id, claim in kept.items() if id not in tied]
    near = {id: claim for id, claim in kept.items() if id in tied}
    clusters = sight.gatherer.clusters(near, links, together, apart) if near else ()
    return alone + [[near[id] for id in cluster] for cluster in clusters]
