"""What bounds a cluster as a whole: its days and its exact places. A chain of good links must not
carry an incident from one day to the next week, or from one town to another."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.incidents.facets import Facets, Spot
from sayso.incidents.features import SHARP_DAYS, kilometres
from sayso.knowledge.gathering import ClashRules


@dataclass(frozen=True, slots=True)
class Outline:
    """First and last day of the claims that name their days sharply, and the exact places of those
    that name one. ``sudden``: it is of a kind that is over at once."""

    sudden: bool = False
    first: int | None = None
    last: int | None = None
    spots: tuple[Spot, ...] = ()

    @classmethod
    def of(cls, facets: Facets, sudden: bool) -> Outline:
        """The outline of one claim, ``sudden`` as its predicate is. No state's days bound it."""
        first, last = facets.first, facets.last
        sharp = facets.dated and not facets.state and first is not None and last is not None
        if not (sharp and first is not None and last is not None and last - first <= SHARP_DAYS):
            first = last = None
        exact = tuple(spot for spot in facets.spots if spot.exact)
        return cls(sudden=sudden, first=first, last=last, spots=exact)

    def joined(self, other: Outline) -> Outline:
        """The outline of two clusters as one."""
        firsts = [day for day in (self.first, other.first) if day is not None]
        lasts = [day for day in (self.last, other.last) if day is not None]
        spots = {spot.key: spot for spot in (*self.spots, *other.spots)}
        return Outline(
            sudden=self.sudden and other.sudden,
            first=min(firsts, default=None),
            last=max(lasts, default=None),
            spots=tuple(spots[key] for key in sorted(spots, key=str)),
        )

    def clashes(self, other: Outline, rules: ClashRules) -> bool:
        """Whether the two cannot be one incident."""
        both = self.joined(other)
        dated = self.first is not None and other.first is not None
        limit = rules.sudden_days if both.sudden else rules.days
        if dated and (both.last or 0) - (both.first or 0) > limit:
            return True
        if not self.spots or not other.spots:
            return False
        return all(_far(a, b, rules.kilometres) for a in self.spots for b in other.spots)


def _far(a: Spot, b: Spot, limit: float) -> bool:
    if a.key == b.key:
        return False
    distance = kilometres(a, b)
    return distance is not None and distance > limit + a.radius + b.radius
