"""Places and processes as arguments of states: one key for one place, however it is spelt."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sayso.core.types import Claim, Mention, Place, Record
from sayso.knowledge.places import fold_loosely
from sayso.situation.gate import published

WIDE = frozenset({"country", "first-order division", "second-order division", "area"})
WAYS = frozenset({"route", "border"})
HERE = frozenset({"at", "in", "in part"})
ENDS = frozenset({"from", "to", "between", "toward"})
TRACK_DAYS = 21  # "the talks" are those spoken of within three weeks


class Site(Record, frozen=True):
    """A place as it is shown."""

    key: str
    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None


class Sites:
    """All places of some claims. A place without a GeoNames id is the one of its name and country
    that has one, if there is but one."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        places = [p for c in claims for p in c.places if p.name]
        numbered: dict[tuple[str, str], set[int]] = {}
        for place in places:
            if place.geonames is not None:
                numbered.setdefault(_name_key(place), set()).add(place.geonames)
        self._numbers = {key: min(found) for key, found in numbered.items() if len(found) == 1}
        names: dict[str, Counter[str]] = {}
        points: dict[str, Place] = {}
        for place in places:
            key = self.key(place)
            names.setdefault(key, Counter())[place.name or ""] += 1
            held = points.get(key)
            if held is None or _better(place) < _better(held):
                points[key] = place
        self._sites = {
            key: Site(
                key=key, name=min(counts, key=lambda n: (-counts[n], n)),
                country=points[key].country, admin1=points[key].admin1, lat=points[key].lat,
                lon=points[key].lon,
            )
            for key, counts in names.items()
        }  # fmt: skip

    def key(self, place: Place) -> str:
        """The key of a named place."""
        number = place.geonames or self._numbers.get(_name_key(place))
        if number is not None:
            return str(number)
        return f"{place.country or ''} {_folded(place.name or '')}"

    def site(self, key: str) -> Site:
        """The place of a key."""
        return self._sites[key]

    def name(self, key: str) -> str | None:
        """The name of a key's place; none if it is no place's."""
        site = self._sites.get(key)
        return site.name if site else None

    def found(self, name: str) -> frozenset[str]:
        """The keys of places that have a name, or lie in the division or country of that name."""
        wanted, plain = fold_loosely(name), name.casefold()
        inside = {
            s.key
            for s in self._sites.values()
            if wanted in (fold_loosely(s.name), fold_loosely(s.admin1 or ""))
            or (s.country or "").casefold() == plain
        }
        countries = {s.country for s in self._sites.values() if fold_loosely(s.name) == wanted
                     and s.lat is None and s.admin1 is None and s.country}  # fmt: skip
        return frozenset(inside | {s.key for s in self._sites.values() if s.country in countries})


@functools.lru_cache(maxsize=100_000)
def _folded(name: str) -> str:
    return fold_loosely(name)


def _name_key(place: Place) -> tuple[str, str]:
    return place.country or "", _folded(place.name or "")


def _better(place: Place) -> tuple[bool, bool, str, float, float]:
    return (
        place.lat is None, place.admin1 is None, place.admin1 or "", place.lat or 0.0,
        place.lon or 0.0,
    )  # fmt: skip


def spots(claim: Claim) -> list[Place]:
    """The places of which a claim says something. A province or country that something happens
    "in" is only where it is; "in part of" it is the part."""
    return [
        p
        for p in claim.places
        if p.name
        and p.relation in HERE
        and p.precision not in WAYS
        and not (p.precision in WIDE and p.relation == "in" and p.extent == "whole")
    ]


def ends(claim: Claim) -> list[Place]:
    """The places that a way runs between or is named by."""
    return [
        p
        for p in claim.places
        if p.name and (p.relation in ENDS or p.precision in WAYS or p.relation in HERE)
        and not (p.precision in WIDE and p.relation == "in" and p.extent == "whole")
    ]  # fmt: skip


class Tracks:
    """Which talks generic words ("the talks") are about: the one track of the claim, of its
    incident or report, or else the only one spoken of within three weeks."""

    def __init__(self, incidents: Mapping[str, Sequence[Claim]]) -> None:
        self._of_incident: dict[str, set[str]] = {}
        self._of_report: dict[str, set[str]] = {}
        self._days: set[tuple[int, str]] = set()
        self._incident = {c.id: name for name, found in incidents.items() for c in found}
        self.names: dict[str, str] = {}
        names: dict[str, Counter[str]] = {}
        for name, found in incidents.items():
            for claim in found:
                for mention in _talks(claim):
                    if mention.id is None:
                        continue
                    self._of_incident.setdefault(name, set()).add(mention.id)
                    self._of_report.setdefault(claim.report.id, set()).add(mention.id)
                    names.setdefault(mention.id, Counter())[mention.name or mention.id] += 1
                    day = published(claim)
                    if day is not None:
                        self._days.add((day, mention.id))
        for id, counts in names.items():
            self.names[id] = min(counts, key=lambda n: (-counts[n], n))

    def of(self, claim: Claim) -> str | None:
        """The track a claim is about."""
        own = {m.id for m in _talks(claim) if m.id is not None}
        if len(own) == 1:
            return next(iter(own))
        if own or not (_talks(claim) or "talks" in claim.predicate):
            return None
        for known in (
            self._of_incident.get(self._incident.get(claim.id, ""), set()),
            self._of_report.get(claim.report.id, set()),
        ):
            if len(known) == 1:
                return next(iter(known))
        day = published(claim)
        if day is None:
            return None
        near = {track for d, track in self._days if abs(d - day) <= TRACK_DAYS}
        return next(iter(near)) if len(near) == 1 else None


def _talks(claim: Claim) -> list[Mention]:
    return [m for m in claim.roles.content if m.kind == "talks" or (m.id or "").startswith("TALKS")]
