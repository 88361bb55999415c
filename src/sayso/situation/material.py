"""What one day's situation is made from: the claims told around the day, and the spells that show
on it. Made here from all claims; the ledger gives the same from what it keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.core.situation import Older
from sayso.core.types import Claim
from sayso.knowledge.effects import Told, load_effects
from sayso.knowledge.places import fold, fold_loosely
from sayso.knowledge.predicates import load_predicates
from sayso.knowledge.sides import Sides, load_sides
from sayso.situation.gate import said
from sayso.situation.marks import Context, marks
from sayso.situation.parties import Parties
from sayso.situation.sites import Sites, Spot, Tracks
from sayso.situation.spells import Spell, spells

REPORTED = frozenset({"asserted", "denied"})


@dataclass(frozen=True, slots=True)
class Material:
    """``told``: the claims said in the days looked at, by day. ``claims`` and ``incident_of``
    answer for every claim, by id; look up only those that a line rests on, since each may have to
    be fetched: ``fetch`` has many at hand sooner. ``spells``: all that may show on the day.
    ``older``: what is not among them because it was said too long ago."""

    told: Sequence[Claim]
    claims: Mapping[str, Claim]
    incident_of: Mapping[str, str]
    spells: Sequence[Spell]
    known: Context
    older: Older
    fetch: Callable[[Iterable[str]], None] = lambda _: None


def context(sites: Sites, tracks: Tracks) -> Context:
    """What reading claims as marks needs to know, with the program's own data."""
    sides = load_sides()
    return Context(
        effects=load_effects(), lexicon=load_predicates(), sides=sides, parties=Parties(sides),
        sites=sites, tracks=tracks, conflicts={},
    )  # fmt: skip


def material(incidents: Mapping[str, Sequence[Claim]], day: int) -> Material:
    """What the situation on a day (ordinal) is made from, of all claims of these incidents."""
    ordered = [c for name in sorted(incidents) for c in incidents[name]]
    known = context(Sites.of(ordered), Tracks.of_incidents(incidents))
    looked = known.effects.told
    told = [c for c in ordered if is_told(c, day, looked)]
    held = spells(marks(incidents, known), known.effects.fluents, known.parties)
    shown = [s for s in held if not s.is_forgotten(day, known.effects.remembered(s.fluent))]
    return Material(
        told=in_order(told),
        claims={c.id: c for c in ordered},
        incident_of={c.id: name for name, found in incidents.items() for c in found},
        spells=shown,
        known=context(known.sites, known.tracks),
        older=Older(
            claims=sum(is_older(c, day, looked) for c in ordered), states=len(held) - len(shown)
        ),
    )


def in_order(told: Iterable[Claim]) -> list[Claim]:
    """Claims by the day of their saying."""
    return sorted(told, key=lambda c: (said(c) or 0, c.id))


def is_pledged(claim: Claim) -> bool:
    """Whether a claim is put otherwise than as having happened, or not: demanded, vowed, set."""
    return claim.modality not in REPORTED


def is_told(claim: Claim, day: int, looked: Told) -> bool:
    """Whether a claim is said in the days looked at; one without a day is."""
    at = said(claim)
    return not at or _first(claim, day, looked) <= at <= day


def is_older(claim: Claim, day: int, looked: Told) -> bool:
    """Whether a claim is said before the days looked at."""
    at = said(claim)
    return bool(at) and at < _first(claim, day, looked)  # type: ignore[operator]


def _first(claim: Claim, day: int, looked: Told) -> int:
    return day - (looked.pledged if is_pledged(claim) else looked.reported)


def around(
    incidents: Mapping[str, Sequence[Claim]], day: int, looked: Told
) -> dict[str, tuple[Claim, ...]]:
    """The incidents with only the claims said on the days in which disputes are looked for; one
    without a day is."""
    before, after = looked.disputes
    near = {
        name: tuple(c for c in found if not (at := said(c)) or day - before <= at <= day + after)
        for name, found in incidents.items()
    }
    return {name: found for name, found in near.items() if found}


def parts(claim: Claim, sides: Sides) -> frozenset[str]:
    """The countries (ISO 3166 alpha-3) that a claim belongs to: those of the places it names, and
    the one whose conflict it is about."""
    found = {p.country for p in claim.places if p.country}
    about = sides.conflict(claim)
    return frozenset(found | {about} if about else found)


def parts_of(claims: Iterable[Claim], sides: Sides) -> frozenset[str]:
    """The countries that an incident of these claims belongs to: those of all of them."""
    return frozenset().union(*(parts(c, sides) for c in claims))


def country_named(place: str, sides: Sides) -> str | None:
    """The country (ISO 3166 alpha-3) of this code or name; none if there is no such."""
    countries = sides.actors.countries
    if place.upper() in countries:
        return place.upper()
    return next((c for c, at in countries.items() if fold(at.name) == fold(place)), None)


def countries_of(place: str, named: Iterable[Spot], sides: Sides) -> frozenset[str]:
    """The countries to look in for a place, of the places that are ``named``: the country of that
    name, or those that have a place or division of that name."""
    one = country_named(place, sides)
    if one is not None:
        return frozenset({one})
    wanted = fold_loosely(place)
    return frozenset(
        s.country
        for s in named
        if s.country and wanted in (fold_loosely(s.name), fold_loosely(s.admin1 or ""))
    )


def part_of(
    incidents: Mapping[str, Sequence[Claim]], countries: Iterable[str], sides: Sides
) -> dict[str, tuple[Claim, ...]]:
    """The incidents that belong to one of some countries, whole: an account that names no country
    is of the same happening as one that does."""
    wanted = set(countries)
    return {
        name: tuple(claims)
        for name, claims in incidents.items()
        if not wanted.isdisjoint(parts_of(claims, sides))
    }
