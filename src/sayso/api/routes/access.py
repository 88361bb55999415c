"""Who is cut off, by whose account: for the role review only.

Asked per place that people live in. There is no ranking of roads, and no answer to what closing one
would do.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from sayso.api.asked import Asking, Day, RuleName, Words
from sayso.api.described import described
from sayso.api.problems import refuse
from sayso.api.routes.situations import Hearing, hearing_of, situation_at
from sayso.core.access import Access, Outcome, People, Reachable
from sayso.core.errors import UsageError
from sayso.core.relief import Access as Constraint
from sayso.core.relief import Convoy, Evacuation
from sayso.core.roads import PEOPLED, RoadNetwork
from sayso.core.sieges import Siege
from sayso.core.situation import Situation
from sayso.core.types import Record
from sayso.incidents.rules import parse
from sayso.roads import access_to
from sayso.telling import Telling

router = APIRouter(tags=["access"])
_MOST = 150  # towns looked at for one list


class Account(Record, frozen=True):
    """What is left by one account (null: by all together), alone and with what it does not
    dispute of others."""

    account: str | None
    alone: Outcome
    with_others: Outcome


class Town(Record, frozen=True):
    """A place that people live in, and whether a road to it is left."""

    place: str
    country: str | None
    lat: float
    lon: float
    reachable: Reachable
    people: People
    accounts: tuple[Account, ...]


class Cut(Record, frozen=True):
    """Access on a day: what reports tell of sieges, constraints, convoys and evacuations; towns of
    the road network by whether a way is left, those with none first; and one ``place`` with its
    ways, where it is asked for. ``more``: towns that were not looked at."""

    day: str
    sieges: tuple[Siege, ...]
    constraints: tuple[Constraint, ...]
    convoys: tuple[Convoy, ...]
    evacuations: tuple[Evacuation, ...]
    towns: tuple[Town, ...]
    more: int
    networks: tuple[RoadNetwork, ...]
    place: Access | None
    names: dict[str, str]
    outlets: dict[str, str]
    own_voice: tuple[str, ...]


_ORDER: tuple[Reachable, ...] = (
    "by no account", "it depends where", "by some accounts", "not told", "no road in the network",
    "not closed", "by all accounts",
)  # fmt: skip


@router.get("/access", **described("Which places can still be reached, by whose account", Cut))
def access(
    ask: Asking,
    at: Day = None,
    known_by: Day = None,
    recorded_by: Day = None,
    place: Words = None,
    near: Annotated[str | None, Query(max_length=60, pattern=r"^-?[0-9.]+,-?[0-9.]+$")] = None,
    rule: RuleName = "all",
) -> Response:
    """Which places can still be reached on a day. With a ``place``, its ways one by one; ``near``
    (latitude, longitude) chooses among places of one name."""
    ask.need("review")
    hearing = hearing_of(at, known_by, recorded_by, None, rule)
    found = situation_at(ask, hearing)
    with ask.telling() as telling:
        networks = telling.store.networks()
        towns, more = ask.remember(
            ("towns", found.day, hearing), lambda: _towns(telling, found, hearing)
        )
        one = _one(telling, found, hearing, place, near) if place else None
    return ask.answer(Cut(
        day=found.day, sieges=found.sieges, constraints=found.access, convoys=found.convoys,
        evacuations=found.evacuations, towns=towns, more=more, networks=networks, place=one,
        names=found.names, outlets=found.outlets, own_voice=found.own_voice,
    ))  # fmt: skip


def _one(
    telling: Telling, found: Situation, hearing: Hearing, place: str, near: str | None
) -> Access:
    spot = None
    if near is not None:
        try:
            lat, lon = map(float, near.split(","))
        except ValueError:
            refuse(422, "invalid", f"near {near!r}: want latitude,longitude")
        spot = (lat, lon)
    return access_to(
        telling, place, found.day, hearing.known_by, hearing.recorded_by, parse(hearing.rule),
        near=spot, situation=found,
    )  # fmt: skip


def _towns(telling: Telling, found: Situation, hearing: Hearing) -> tuple[tuple[Town, ...], int]:
    """The towns of the road networks; of many, those that the situation tells of."""
    if not telling.store.networks():
        return (), 0
    _, points = telling.store.roads()
    towns = [point for point in points if point.kind == PEOPLED]
    if len(towns) > _MOST:
        told = {line.place for line in found.control} | {line.place for line in found.sieges}
        told |= {name for line in found.access for name in line.place}
        towns.sort(key=lambda town: town.name not in told)
    listed = []
    for town in towns[:_MOST]:
        try:
            one = access_to(
                telling, town.name, found.day, hearing.known_by, hearing.recorded_by,
                parse(hearing.rule), near=(town.lat, town.lon), situation=found,
            )  # fmt: skip
        except UsageError:  # a place of that name that is no town
            continue
        listed.append(_town(one))
    listed.sort(key=lambda t: (_ORDER.index(t.reachable), t.place))
    return tuple(listed), max(len(towns) - _MOST, 0)


def _town(one: Access) -> Town:
    return Town(
        place=one.place, country=one.country, lat=one.lat, lon=one.lon, reachable=one.reachable,
        people=one.people,
        accounts=tuple(
            Account(account=v.account, alone=v.alone, with_others=v.with_others)
            for v in one.views
        ),
    )  # fmt: skip
