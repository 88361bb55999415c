"""Search among claims as they are shown, where these are not the ones that the database holds."""

from __future__ import annotations

import math

from sayso.core.types import Claim, Report
from sayso.store.claims import NO_DAY, days_of, found_by
from sayso.store.search import EARTH_KM, Filters
from sayso.store.words import fold, phrases


def fitting(claim: Claim, report: Report, filters: Filters) -> bool:
    """Whether a claim as shown, with its report as shown, holds to filters: as the store finds."""
    found = found_by(claim, report)
    first, last = found.days
    if filters.text is not None:
        wanted, words = phrases(filters.text), f" {found.words} "
        if not wanted or not all(f" {phrase} " in words for phrase in wanted):
            return False
    for kind in ("actor", "place", "source", "outlet"):
        if (name := getattr(filters, kind)) is not None:
            folded = fold(name)
            if not folded or not any(
                kind == of and f" {folded} " in term for of, term in found.terms
            ):
                return False
    if filters.predicate is not None:
        names = filters.predicate
        if claim.predicate not in ((names,) if isinstance(names, str) else names):
            return False
    if filters.since is not None and last < filters.since:
        return False
    if filters.until is not None and (first > filters.until or last == NO_DAY[1]):
        return False
    if filters.near is not None:
        lat, lon, km = filters.near
        return any(_apart(lat, lon, *point) <= km for point in found.points)
    return True


def sort_key(claim: Claim, published: str | None) -> tuple[str, str, str]:
    """Where a claim stands in a list: by the days it is about, undated ones last."""
    return (*days_of(claim, published), claim.id)


def _apart(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Kilometres between two points in degrees, by the haversine formula."""
    half = math.pi / 360
    a = (
        math.sin((lat2 - lat) * half) ** 2
        + math.cos(math.radians(lat))
        * math.cos(math.radians(lat2))
        * math.sin((lon2 - lon) * half) ** 2
    )
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(a)))
