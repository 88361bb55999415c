"""What bounds a cluster as a whole: its days and its exact places. A chain of good links must not
carry an incident from one day to the next week, or from one town to another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sayso.incidents.facets import Facets, Spot
from sayso.incidents.features import SHARP_DAYS, kilometres
from sayso.knowledge.gathering import ClashRules

Near = Callable[[str, str], float | None]


@dataclass(frozen=True, slots=True)
class Outline:
    """First and last day of the claims that name their days sharply, and the exact places of each
    claim that names any, by key and radius. ``sudden``: it is of a kind that is over at once;
    ``told``: then, the first and last day of claims that name a place, or of their reports;
    ``actors`` and ``foes``: of what is lasting, the sides of those who act, and of their foes."""

    sudden: bool
    first: int | None
    last: int | None
    told: tuple[int, ...]
    predicates: frozenset[str]
    actors: frozenset[str]
    foes: frozenset[str]
    spots: dict[tuple[str, ...], tuple[Spot, ...]]

    @classmethod
    def of(cls, facets: Facets, sudden: bool, lasting: bool) -> Outline:
        """The outline of one claim, ``sudden`` and ``lasting`` (a state, or of one place) as its
        predicate is. No state's days bound it."""
        first, last = facets.first, facets.last
        if not facets.dated or facets.state or (last or 0) - (first or 0) > SHARP_DAYS:
            first = last = None
        exact = {f"{spot.key} {spot.radius:g}": spot for spot in facets.spots if spot.exact}
        keys = tuple(sorted(exact))
        spots = {keys: tuple(exact[key] for key in keys)} if exact else {}
        day = facets.last if facets.dated else facets.published
        placed = sudden and day is not None and any(spot.named for spot in facets.spots)
        told = (day,) if placed and day is not None else ()
        acting = facets.actors if lasting else ()
        return cls(
            sudden=sudden,
            first=first,
            last=last,
            told=told,
            predicates=frozenset({facets.predicate}),
            actors=frozenset(p.stands for p in acting if p.stands),
            foes=frozenset[str]().union(*(p.foes for p in acting)),
            spots=spots,
        )

    def joined(self, other: Outline) -> Outline:
        """The outline of two clusters as one."""
        firsts = [day for day in (self.first, other.first) if day is not None]
        told = (*self.told, *other.told)
        lasts = [day for day in (self.last, other.last) if day is not None]
        return Outline(
            sudden=self.sudden and other.sudden,
            first=min(firsts, default=None),
            last=max(lasts, default=None),
            told=(min(told), max(told)) if told else (),
            predicates=self.predicates | other.predicates,
            actors=self.actors | other.actors,
            foes=self.foes | other.foes,
            spots={**self.spots, **other.spots},
        )

    def clashes(self, other: Outline, rules: ClashRules, near: Near) -> bool:
        """Whether the two cannot be one incident: kinds that are never one happening, too many days
        from first to last, states of parties at war that share no place, or two claims of which no
        two places are near each other."""
        if any(near(a, b) is None for a in self.predicates for b in other.predicates):
            return True
        alike = self.predicates == other.predicates
        if alike and self.actors & other.foes and not _keys_of(self) & _keys_of(other):
            return True
        if self.first is not None and other.first is not None:
            first = min(self.first, other.first)
            last = max(self.last or first, other.last or first)
            if last - first > (rules.sudden_days if self.sudden and other.sudden else rules.days):
                return True
        told = (*self.told, *other.told)
        if self.told and other.told and max(told) - min(told) > rules.placed_days:
            return True
        return any(
            all(_far(a, b, rules.kilometres) for a in some for b in others)
            for keys, some in self.spots.items()
            if keys not in other.spots
            for others in other.spots.values()
        )


def _keys_of(outline: Outline) -> set[str | None]:
    return {spot.key for spots in outline.spots.values() for spot in spots}


def _far(a: Spot, b: Spot, limit: float) -> bool:
    if a.key == b.key:
        return False
    distance = kilometres(a, b)
    return distance is not None and distance > limit + a.radius + b.radius
