"""Places and processes as arguments of states: one key for one place, however it is spelt."""

from __future__ import annotations

import bisect
import functools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from sayso.core.types import Claim, Mention, Place, Record
from sayso.knowledge.places import fold_loosely
from sayso.situation.gate import published

WIDE = frozenset({"country", "first-order division", "second-order division", "area"})
WAYS = frozenset({"route", "border"})
HERE = frozenset({"at", "in", "in part"})
BOUND = frozenset({"to", "toward"})
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


class Spot(Record, frozen=True, array_like=True):
    """A named place as claims have it, whatever they say of it."""

    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    geonames: int | None


def spots_named(claims: Iterable[Claim]) -> Counter[Spot]:
    """The places that claims name, with how often."""
    return Counter(
        Spot(
            name=p.name, country=p.country, admin1=p.admin1, lat=p.lat, lon=p.lon,
            geonames=p.geonames,
        )
        for c in claims
        for p in c.places
        if p.name
    )  # fmt: skip


class Sites:
    """All places that some claims name. A place without a GeoNames id is the one of its name and
    country that has one, if there is but one."""

    def __init__(self, named: Mapping[Spot, int], folded: Mapping[str, str] | None = None) -> None:
        """``named``: places with how often they are named. ``folded``: their names folded, where
        that is known already (it takes longer than all the rest)."""
        self._known = folded or {}
        numbered: dict[tuple[str, str], set[int]] = {}
        for spot in named:
            if spot.geonames is not None:
                numbered.setdefault(self._name_key(spot), set()).add(spot.geonames)
        self._numbers = {key: min(found) for key, found in numbered.items() if len(found) == 1}
        names: dict[str, Counter[str]] = {}
        points: dict[str, Spot] = {}
        for spot, count in named.items():
            key = self.key(spot)
            names.setdefault(key, Counter())[spot.name] += count
            held = points.get(key)
            if held is None or _better(spot) < _better(held):
                points[key] = spot
        self._sites = {
            key: Site(
                key=key, name=min(counts, key=lambda n: (-counts[n], n)),
                country=points[key].country, admin1=points[key].admin1, lat=points[key].lat,
                lon=points[key].lon,
            )
            for key, counts in names.items()
        }  # fmt: skip

    @functools.cached_property
    def wide(self) -> frozenset[str]:
        """The keys of divisions and countries."""
        return frozenset(
            site.key
            for site in self._sites.values()
            if site.name == site.admin1 or (site.lat is None and site.admin1 is None)
        )

    @classmethod
    def of(cls, claims: Iterable[Claim]) -> Sites:
        """Those of these claims."""
        return cls(spots_named(claims))

    def key(self, place: Place | Spot) -> str:
        """The key of a named place."""
        number = place.geonames
        if number is None:
            name = self._name_key(place)
            number = self._numbers.get(name)
            if number is None:
                return " ".join(name)
        return str(number)

    def _name_key(self, place: Place | Spot) -> tuple[str, str]:
        known = self._known.get(place.name or "")
        return name_key(place) if known is None else (place.country or "", known)

    def site(self, key: str) -> Site:
        """The place of a key."""
        return self._sites[key]

    def name(self, key: str) -> str | None:
        """The name of a key's place; none if it is no place's."""
        site = self._sites.get(key)
        return site.name if site else None

    def found(self, name: str, country: str | None = None) -> frozenset[str]:
        """The keys of places in a country, if one is given, or else of those that have a name or
        lie in the division of that name."""
        if country is not None:
            return frozenset(s.key for s in self._sites.values() if s.country == country)
        wanted = fold_loosely(name)
        return frozenset(
            s.key
            for s in self._sites.values()
            if wanted in (_folded(s.name), _folded(s.admin1 or ""))
        )


@functools.lru_cache(maxsize=100_000)
def _folded(name: str) -> str:
    return fold_loosely(name)


def name_key(place: Place | Spot) -> tuple[str, str]:
    """The country and folded name of a place."""
    return place.country or "", _folded(place.name or "")


def _better(place: Spot) -> tuple[bool, bool, str, float, float]:
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


def bound_for(claim: Claim) -> list[Place]:
    """The places that a claim has something brought to, wide ones apart."""
    return [
        p for p in claim.places if p.name and p.relation in BOUND and p.precision not in WIDE | WAYS
    ]


def ends(claim: Claim) -> list[Place]:
    """The places that a way runs between or is named by."""
    return [
        p
        for p in claim.places
        if p.name and (p.relation in ENDS or p.precision in WAYS or p.relation in HERE)
        and not (p.precision in WIDE and p.relation == "in" and p.extent == "whole")
    ]  # fmt: skip


class Spoken(Record, frozen=True, array_like=True):
    """That a claim speaks of talks: of a ``track`` under a ``name``, or in generic words (both
    empty). ``day``: the ordinal of publication."""

    claim: str
    incident: str
    report: str
    day: int | None
    track: str = ""
    name: str = ""


def spoken(incidents: Mapping[str, Sequence[Claim]]) -> list[Spoken]:
    """What claims of incidents say of talks."""
    found = []
    for incident, claims in incidents.items():
        for claim in claims:
            mentions = _talks(claim)
            if not mentions and "talks" not in claim.predicate:
                continue
            row = Spoken(
                claim=claim.id, incident=incident, report=claim.report.id, day=published(claim)
            )
            own = {t: m.name or t for m in reversed(mentions) if (t := _track(m))}
            named = [replace(row, track=id, name=name) for id, name in sorted(own.items())]
            found += named or [row]
    return found


class Tracks:
    """Which talks generic words ("the talks") are about: the one track of the claim, of its
    incident or report, or else the only one spoken of within three weeks."""

    def __init__(self, rows: Iterable[Spoken]) -> None:
        self._of_incident: dict[str, set[str]] = {}
        self._of_report: dict[str, set[str]] = {}
        self._incident: dict[str, str] = {}
        days: set[tuple[int, str]] = set()
        names: dict[str, Counter[str]] = {}
        for row in rows:
            self._incident[row.claim] = row.incident
            if not row.track:
                continue
            self._of_incident.setdefault(row.incident, set()).add(row.track)
            self._of_report.setdefault(row.report, set()).add(row.track)
            names.setdefault(row.track, Counter())[row.name] += 1
            if row.day is not None:
                days.add((row.day, row.track))
        self._days = sorted(days)
        self.names = {
            id: min(counts, key=lambda n: (-counts[n], n)) for id, counts in names.items()
        }

    @classmethod
    def of_incidents(cls, incidents: Mapping[str, Sequence[Claim]]) -> Tracks:
        """Those that the claims of these incidents tell."""
        return cls(spoken(incidents))

    def of(self, claim: Claim) -> str | None:
        """The track a claim is about."""
        own = {track for m in _talks(claim) if (track := _track(m)) is not None}
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
        first = bisect.bisect_left(self._days, (day - TRACK_DAYS, ""))
        last = bisect.bisect_left(self._days, (day + TRACK_DAYS + 1, ""))
        near = {track for _, track in self._days[first:last]}
        return next(iter(near)) if len(near) == 1 else None


def _track(talks: Mention) -> str | None:
    """The track of a mention: talks are of their matter where it is known ("Geneva talks on
    Syria"), since two wars may be talked about in one town."""
    of_a_war = talks.id is not None and talks.name is not None and " on " in talks.name
    return talks.name if of_a_war else talks.id


def _talks(claim: Claim) -> list[Mention]:
    return [m for m in claim.roles.content if m.kind == "talks" or (m.id or "").startswith("TALKS")]
