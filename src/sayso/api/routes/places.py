"""What is told of a place, of a party, and of the days around a thing."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from sayso.api.asked import Ask, Asking, Day, FromDay, RuleName, day_of
from sayso.api.described import described
from sayso.api.problems import missing
from sayso.api.routes.situations import Hearing, situation_at
from sayso.core.around import Around, History
from sayso.core.edtf import bounds
from sayso.core.types import Claim, Kind, Mention, Precision, Record
from sayso.incidents.rules import parse
from sayso.knowledge.places import load_gazetteer
from sayso.knowledge.sides import UNKNOWN, load_sides
from sayso.situation.around import around as near
from sayso.situation.around import history, names_one, point
from sayso.store.search import Filters
from sayso.telling import Telling

router = APIRouter(tags=["places and parties"])
_MOST = 2000  # claims of a party that are looked at for its sides and days


class PlaceTold(Record, frozen=True):
    """A place with all that is told of it. ``key``: ``gn:`` and the number of GeoNames, or a
    name."""

    key: str
    name: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    precision: Precision | None
    history: History


class Counts(Record, frozen=True):
    """Claims in which a party takes part, and those that come from it or through it."""

    claims: int
    as_source: int


class Sided(Record, frozen=True):
    """Where a party stands in a war (by the country it is over), in so many of its claims."""

    side: str
    claims: int


class ActorTold(Record, frozen=True):
    """A party: who it is as far as is known, on which side it stands, how much is told of it.
    ``affiliations`` are ids of those it is tied to, ``names`` has their names."""

    id: str
    name: str
    kind: Kind
    country: str | None
    parent: str | None
    side: str
    sides: tuple[Sided, ...]
    affiliations: tuple[str, ...]
    counts: Counts
    first_day: str | None
    last_day: str | None
    names: dict[str, str]


@router.get(
    "/around",
    **described("What changed on the ground in the days before and after something", Around),
)
def around(
    ask: Asking,
    id: Annotated[str, Query(max_length=100, description="An incident, claim or line.")],
    at: Day = None,
    days: Annotated[int, Query(ge=1, le=366)] = 10,
    fighting: bool = False,
    known_by: Day = None,
    recorded_by: Day = None,
    rule: RuleName = "all",
) -> Response:
    """What changed on the ground in the days around a thing: a list, and not a cause. ``at``: the
    day of the situation that a line's id is of."""
    clocks = day_of(known_by, "known_by"), day_of(recorded_by, "recorded_by")
    with ask.telling() as telling:
        told = telling.told(*clocks, None, parse(rule))
    found = None
    if not names_one(told, id):
        found = situation_at(ask, Hearing(
            at=day_of(at, "at"), known_by=clocks[0], recorded_by=clocks[1], place=None, rule=rule,
        ))  # fmt: skip
    return ask.answer(near(told, point(told, id, found), days, fighting))


@router.get(
    "/places/{key:path}",
    **described("A place through time: its states and what happened there", PlaceTold,
                problems=(404,)),
)  # fmt: skip
def place(
    key: str,
    ask: Asking,
    from_: FromDay = None,
    to: Day = None,
    known_by: Day = None,
    recorded_by: Day = None,
    rule: RuleName = "all",
) -> Response:
    """A place through time, by its key or name."""
    entry = None
    name = key
    if key.startswith("gn:") and key[3:].isascii() and key[3:].isdigit() and len(key) < 13:
        entry = load_gazetteer().by_geonames(int(key[3:]))
        if entry is None:
            missing("place", key)
        name = entry.name
    clocks = day_of(known_by, "known_by"), day_of(recorded_by, "recorded_by")
    with ask.telling() as telling:
        told = telling.told(*clocks, None, parse(rule))
    places = [p for claims in told.values() for c in claims for p in c.places if p.name]
    number = entry.geonames if entry else None
    if number is not None:
        named = [p for p in places if p.geonames == number]
        if not named:
            missing("place", key)
        name = named[0].name or name
    else:
        named = [p for p in places if (p.name or "").casefold() == name.casefold()]
    found = history(told, name, day_of(from_, "from"), day_of(to, "to"))
    best = next((p for p in named if p.lat is not None), named[0] if named else None)
    return ask.answer(PlaceTold(
        key=key, name=name, lat=best.lat if best else None, lon=best.lon if best else None,
        country=best.country if best else None, admin1=best.admin1 if best else None,
        precision=best.precision if best else None, history=found,
    ))  # fmt: skip


@router.get(
    "/actors/{id}",
    **described("A party: its side, its ties, how much is told of it", ActorTold, problems=(404,)),
)
def actor(id: str, ask: Asking) -> Response:
    """A party by its id, or by its name where it has no id."""
    with ask.telling() as telling:
        return ask.answer(_actor(ask, telling, id))


def _actor(ask: Ask, telling: Telling, id: str) -> ActorTold:
    store, sides = telling.store, load_sides()
    taking = store.find(Filters(actor=id), None)
    saying = store.find(Filters(source=id), None)
    known = sides.actors.get(id)
    if not taking.total and not saying.total:
        missing("party", id)
    picked = [*taking.ids[:_MOST], *saying.ids[:_MOST]]
    claims = [c.claim for c in telling.claims(picked).values() if not c.rejected]
    mentions = [m for claim in claims for m in parties(claim) if _is(m, id)]
    counts: dict[str, int] = {}
    for claim in claims:
        conflict = sides.conflict(claim)
        for mention in parties(claim):
            if _is(mention, id):
                side = sides.of(mention, conflict, claim.report.published).side
                counts[side] = counts.get(side, 0) + 1
    order = sorted(counts, key=lambda side: (side == UNKNOWN, -counts[side], side))
    ties = sorted({a for m in mentions for a in m.affiliations})
    first, last = span(claims)
    best = mentions[0] if mentions else None
    parent = known.parent if known else None
    names = {a: found.name for a in (*ties, parent) if a and (found := sides.actors.get(a))}
    return ActorTold(
        id=id, name=known.name if known else (best and best.name) or id,
        kind=known.kind if known else best.kind if best else "unnamed",
        country=known.country if known else best.country if best else None,
        parent=parent, side=order[0] if order else UNKNOWN,
        sides=tuple(Sided(side=side, claims=counts[side]) for side in order),
        affiliations=tuple(ties), counts=Counts(claims=taking.total, as_source=saying.total),
        first_day=first, last_day=last, names=names,
    )  # fmt: skip


def parties(claim: Claim) -> list[Mention]:
    """All that take part in a claim, in any role."""
    roles = claim.roles
    return [*roles.actor, *roles.recipient, *roles.helper, *roles.beneficiary, *roles.mediator]


def span(claims: list[Claim]) -> tuple[str | None, str | None]:
    """The first and last day that claims tell of."""
    days = [bounds(c.when.edtf) for c in claims if c.when and c.when.edtf]
    first = min((low for low, _ in days if low), default=None)
    last = max((high for _, high in days if high), default=None)
    return first.isoformat() if first else None, last.isoformat() if last else None


def _is(mention: Mention, id: str) -> bool:
    return id in (mention.id, mention.name) or (mention.name or "").casefold() == id.casefold()
