"""Slips: what the catalogue notes of one incident and of each of its claims."""

from __future__ import annotations

import functools
import sys
from collections.abc import Mapping, Sequence
from typing import Final

from sayso.catalogue.headlines import headline
from sayso.catalogue.rooted import lone, roots_of
from sayso.catalogue.spans import EPOCH, Span, span_of
from sayso.catalogue.standing import standing_of
from sayso.core.record import Corroboration, Entry, Root
from sayso.core.types import Claim, Mention, Place, Record
from sayso.incidents.build import main_predicate, roots_behind, title_of
from sayso.incidents.roots import corroborate
from sayso.incidents.rules import through, unsure
from sayso.incidents.voices import day_of, voice
from sayso.knowledge.sides import Party, Sides
from sayso.situation.gate import gate, last_day, said
from sayso.store.words import fold, sentence_around

ROLES: Final = ("actor", "recipient", "helper", "beneficiary", "mediator")
NEAR: Final = "near"
_AT: Final = frozenset({"at", "in", "in part"})
_LONG: Final = 300  # characters of words that are quoted in a list

Who = tuple[str, str, str]  # a party: id, name, side


class Named(Record, frozen=True):
    """A party of a claim. ``key``: its entity id, or name; ``listed``: more than a common noun."""

    key: str
    label: str
    kind: str
    country: str | None
    side: str
    listed: bool
    terms: str


class Spot(Record, frozen=True):
    """A place of a claim. ``key``: gn: and its GeoNames number, or its name; ``precision``: that of
    the place, or "near" where the words say no more than near, toward, from or to it."""

    key: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    terms: str


class Origin(Record, frozen=True):
    """The root of a claim, as it is filtered by: ``interest`` is the party it speaks for."""

    interest: str
    name: str
    id: str | None
    side: str
    anonymous: bool


class ClaimSlip(Record, frozen=True):
    """A claim. ``said``: the day of saying, ``published``: of its report (the last that may be
    meant); ``teller`` and ``through``: whose voice it is, and all
    that it comes through; ``unsure``: why the conservative rule hides it; ``rank``: the higher, the
    more it tells."""

    id: str
    predicate: str
    modality: str
    outlet: str
    parties: tuple[Named, ...]
    places: tuple[Spot, ...]
    said: int | None
    published: int | None
    span: Span | None
    origin: Origin
    teller: Who
    through: tuple[Who, ...]
    unsure: str | None
    rank: tuple[int, int, int]
    words: str


class Counted(Record, frozen=True):
    """On how many independent roots an incident stands, by side, and as what it is shown."""

    low: int
    high: int
    across: bool
    sides: tuple[tuple[str, int, int], ...]
    standing: str


class Slip(Record, frozen=True):
    """An incident with its claims."""

    id: str
    title: str
    headline: str
    predicate: str
    span: Span | None
    outlets: int
    counted: Counted
    claims: tuple[ClaimSlip, ...]


class Around(Record, frozen=True):
    """What it takes to know more than a claim says itself: reports by id, the copy family of each,
    the outlets of each family, the claims that others repeat."""

    entries: Mapping[str, Entry]
    families: Mapping[str, str]
    carried: Mapping[str, set[str]]
    sides: Sides

    def count(self, claims: Sequence[Claim]) -> Corroboration:
        """On how many independent roots claims stand."""
        return corroborate(claims, self.entries, self.families, self.sides)


def counted(claims: Sequence[Claim], told: Corroboration) -> Counted:
    """What an incident's list entry says of its roots."""
    return Counted(
        low=told.low,
        high=told.high,
        across=told.across,
        sides=tuple((side.side, side.low, side.high) for side in told.sides),
        standing=standing_of(claims, told),
    )


def slip_of(id: str, claims: Sequence[Claim], around: Around, others: Mapping[str, Claim]) -> Slip:
    """The slip of an incident. ``others``: claims by id, among them those that its own repeat."""
    sides = around.sides
    conflict = sides.conflict_of(claims)
    voices = {claim.id: voice(claim, sides, conflict, others, around.entries) for claim in claims}
    told: Corroboration | None = None
    if len(claims) == 1 and claims[0].repeats is None:
        told = lone(claims[0], voices[claims[0].id], sides, conflict)
    if told is None:
        told = roots_behind(claims, around.count)
    roots, _ = roots_of(claims, told, around.count)
    made = []
    for claim in claims:
        spoken = voices[claim.id]
        report = claim.report
        entry = around.entries.get(report.id)
        family = around.families.get(report.id, report.id)
        outlets = around.carried.get(family, set())
        day = said(claim)
        published = last_day(report.published)
        text = entry.report.text if entry else claim.text
        sentence = sentence_around(text, claim.start, claim.end) if entry else text
        made.append(
            ClaimSlip(
                id=claim.id,
                predicate=sys.intern(claim.predicate),
                modality=claim.modality,
                outlet=sys.intern(report.outlet or (entry.address if entry else None) or report.id),
                parties=_parties(claim, sides, conflict),
                places=tuple(_spot(p) for p in claim.places if p.name),
                said=None if day is None else day - EPOCH,
                published=None if published is None else published - EPOCH,
                span=span_of((claim.when,)),
                origin=_origin(roots.get(claim.id), spoken.party),
                teller=_who(spoken.party),
                through=tuple(
                    _who(p)
                    for p in through(
                        claim, spoken, others, outlets, sides, conflict, around.entries
                    )
                ),
                unsure=unsure(claim, spoken),
                rank=_rank(claim, spoken.anonymous),
                words=fold(sentence),
            )
        )
    return Slip(
        id=id,
        title=title_of(claims),
        headline=headline(claims),
        predicate=main_predicate(claims),
        span=span_of(claim.when for claim in claims),
        outlets=len({slip.outlet for slip in made}),
        counted=counted(claims, told),
        claims=tuple(made),
    )


def _rank(claim: Claim, anonymous: bool) -> tuple[int, int, int]:
    """How telling a claim is: put as so, then by somebody named with a day and a place, then long
    enough to be understood."""
    verdict = gate(claim)
    standing = 2 if verdict == "for" else 1 if verdict == "against" else 0
    dated = claim.when is not None and claim.when.text is not None
    details = (not anonymous) + dated + bool(claim.places) + bool(claim.quantities)
    return standing, details, min(len(claim.text), _LONG)


def _parties(claim: Claim, sides: Sides, conflict: str | None) -> tuple[Named, ...]:
    day = day_of(claim.report)
    found: dict[str, Named] = {}
    for role in ROLES:
        mention: Mention
        for mention in getattr(claim.roles, role):
            name = mention.name or mention.text
            key = mention.id or name
            if not key or key in found:
                continue
            party = sides.of(mention, conflict, day)
            actor = sides.actors.get(mention.id) if mention.id else None
            found[key] = Named(
                key=sys.intern(key),
                label=(actor.name if actor else None) or name or key,
                kind=mention.kind,
                country=mention.country,
                side=sys.intern(party.side),
                listed=mention.id is not None
                or (mention.kind != "unnamed" and not mention.anonymous),
                terms=_terms(mention.text, mention.name, mention.id),
            )
    return tuple(found.values())


def _spot(place: Place) -> Spot:
    return _spot_of(
        place.text, place.name or "", place.geonames, place.country, place.admin1, place.lat,
        place.lon, place.precision if place.relation in _AT else NEAR,
    )  # fmt: skip


@functools.lru_cache(maxsize=65536)
def _spot_of(
    text: str | None, name: str, geonames: int | None, country: str | None, admin1: str | None,
    lat: float | None, lon: float | None, precision: str,
) -> Spot:  # fmt: skip
    return Spot(
        key=f"gn:{geonames}" if geonames is not None else name,
        name=name,
        country=country,
        lat=lat,
        lon=lon,
        precision=precision,
        terms=_terms(text, name, country, admin1),
    )


@functools.lru_cache(maxsize=65536)
def _terms(*names: str | None) -> str:
    """Names as they are found by: their words between spaces."""
    return "".join(f" {w} " for w in dict.fromkeys(fold(name) for name in names if name))


def _origin(root: Root | None, party: Party) -> Origin:
    if root is None:
        return Origin(
            interest=party.name, name=party.name, id=None, side=party.side, anonymous=True
        )
    return Origin(
        interest=root.interest, name=root.name, id=root.id, side=root.side, anonymous=root.anonymous
    )


def _who(party: Party) -> Who:
    return sys.intern(party.id), sys.intern(party.name), sys.intern(party.side)
