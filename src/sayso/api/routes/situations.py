"""The situation on a day, what changed between two, how a line follows, the calendar, and where the
parties stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from fastapi.concurrency import run_in_threadpool
from msgspec.structs import replace

from sayso.api import jobs
from sayso.api.asked import Ask, Asking, Day, FromDay, RuleName, Words, day_of
from sayso.api.described import described
from sayso.api.jobs import written
from sayso.api.problems import refuse
from sayso.api.routes.reports import newest_of
from sayso.api.working import packed, worked_out
from sayso.core.edtf import bounds
from sayso.core.positions import Matrix, Talks
from sayso.core.situation import Changes, Scheduled, Situation, Why
from sayso.core.types import Record
from sayso.incidents.rules import parse
from sayso.questions import how_it_follows, positions_by, without_persons
from sayso.situation.compare import changes
from sayso.situation.positions import Asked
from sayso.views.ics import calendar_file

router = APIRouter(tags=["situation"])
_DAYS = Query(ge=1, le=3660, description="How many days to look ahead.")


class Hearing(Record, frozen=True):
    """Which day is asked about, which reports are heard, and by which rule they are read."""

    at: str | None
    known_by: str | None
    recorded_by: str | None
    place: str | None
    rule: str


class Track(Record, frozen=True):
    """A track of talks: ``rounds`` counted, and how it stands."""

    track: str
    venue: str | None
    status: str
    round: int | None
    claims: int
    talks: Talks


def situation_at(ask: Ask, hearing: Hearing) -> Situation:
    """The situation that is asked for: worked out once for each state of the record."""
    if hearing.at is None:
        hearing = replace(hearing, at=newest(ask))
    return ask.remember(
        _key(hearing),
        lambda: _situations.decode(worked_out(ask, written, jobs.situation, *_given(hearing))),
    )


def _key(hearing: Hearing) -> tuple[Any, ...]:
    return "situation", hearing.at, hearing


def _given(hearing: Hearing) -> tuple[Any, ...]:
    return hearing.at, hearing.known_by, hearing.recorded_by, hearing.place, hearing.rule


_situations = msgspec.json.Decoder(Situation)


def newest(ask: Ask) -> str:
    """The last day on which a report came out; today where the record has none."""
    return newest_of(ask) or ask.desk.today.isoformat()


def hearing_of(
    at: Day = None,
    known_by: Day = None,
    recorded_by: Day = None,
    place: Words = None,
    rule: RuleName = "all",
) -> Hearing:
    """What a request asks, checked."""
    parse(rule)
    return Hearing(
        at=day_of(at, "at"), known_by=day_of(known_by, "known_by"),
        recorded_by=day_of(recorded_by, "recorded_by"), place=place or None, rule=rule,
    )  # fmt: skip


async def _heard(
    at: Day = None,
    known_by: Day = None,
    recorded_by: Day = None,
    place: Words = None,
    rule: RuleName = "all",
) -> Hearing:
    """The same where a request comes in, for which no thread is needed."""
    return hearing_of(at, known_by, recorded_by, place, rule)


Heard = Annotated[Hearing, Depends(_heard)]


@router.get("/situation", **described("What holds on a day, by whose account", Situation))
async def situation(ask: Asking, heard: Heard) -> Response:
    """What holds on a day, by the reports published and recorded by two more days."""
    if heard.at is None:
        heard = replace(heard, at=await run_in_threadpool(newest, ask))
    if ask.remembered(_key(heard)) is None:
        found = await packed(ask, jobs.situation, *_given(heard))
        if found is not None:
            return found
    return await run_in_threadpool(lambda: ask.answer(situation_at(ask, heard)))


@router.get("/diff", **described("What changed from one day to another", list[Changes]))
def diff(
    ask: Asking,
    from_: FromDay = None,
    to: Day = None,
    known_by: Day = None,
    recorded_by: Day = None,
    place: Words = None,
    rule: RuleName = "all",
) -> Response:
    """What changed from one day to another, by the same reports."""
    if from_ is None:
        refuse(422, "invalid", "from: want the earlier day")
    earlier = hearing_of(from_, known_by, recorded_by, place, rule)
    later = hearing_of(to, known_by, recorded_by, place, rule)
    return ask.answer(changes(situation_at(ask, earlier), situation_at(ask, later)))


@router.get("/why/{line}", **described("How a line of the situation follows", Why, problems=(404,)))
def why(line: str, ask: Asking, heard: Heard) -> Response:
    """How a line of the situation follows, down to the quoted words."""
    found = situation_at(ask, heard)
    with ask.telling() as telling:
        return ask.answer(how_it_follows(telling, found, line))


@router.get(
    "/calendar", **described("What is said to be set for the days to come", list[Scheduled])
)
def calendar(
    ask: Asking,
    at: Day = None,
    days: Annotated[int | None, _DAYS] = None,
    known_by: Day = None,
    place: Words = None,
) -> Response:
    """What is said to be set for a day and after it."""
    found = situation_at(ask, hearing_of(at, known_by, None, place, "all"))
    return ask.answer(_ahead(found, days))


@router.get(
    "/calendar.ics",
    **described("The calendar for calendar programs", "RFC 5545", media="text/calendar"),
)
def calendar_ics(
    ask: Asking,
    at: Day = None,
    days: Annotated[int | None, _DAYS] = None,
    known_by: Day = None,
    place: Words = None,
) -> Response:
    """The same for calendar programs."""
    found = situation_at(ask, hearing_of(at, known_by, None, place, "all"))
    lines = _ahead(found, days)
    with ask.telling() as telling:
        ids = {c for line in lines for c in (*line.claims, *line.answers)}
        claims = {id: c.claim for id, c in telling.claims(ids).items()}
        told = (lines, claims, found.names)
        if not ask.who.public:  # what the public sees is masked already
            told = without_persons(telling, told, ask.desk.store.safety)
    body = calendar_file(*told, found.day)
    return ask.bytes(body, "text/calendar; charset=utf-8", name="sayso.ics")


def _ahead(found: Situation, days: int | None) -> Sequence[Scheduled]:
    if days is None:
        return found.calendar
    last = date.fromisoformat(found.day) + timedelta(days=days)
    return [s for s in found.calendar if (first := bounds(s.date)[0]) is None or first <= last]


@router.get(
    "/positions",
    **described("Where each party stands on each issue; without a track, the tracks of talks",
                Matrix | tuple[Track, ...]),
)  # fmt: skip
def positions(
    ask: Asking,
    track: Words = None,
    at: Day = None,
    since: Day = None,
    party: Words = None,
    topic: Words = None,
    known_by: Day = None,
    recorded_by: Day = None,
    rule: RuleName = "all",
) -> Response:
    """Where each party stands on each issue by a day, moves marked (``track`` *: of all parties);
    without a track, the tracks."""
    hearing = hearing_of(at, known_by, recorded_by, None, rule)
    if track is None and since is party is topic is None:
        found = situation_at(ask, hearing)
        return ask.answer([_track(line) for line in found.talks])
    named = None if track == "*" else track or None
    asked = Asked(track=named, since=day_of(since, "since"), party=party, topic=topic)

    def made() -> Matrix:
        return worked_out(
            ask, positions_by, asked, hearing.at, hearing.known_by, hearing.recorded_by,
            parse(rule),
        )  # fmt: skip

    return ask.answer(ask.remember(("positions", hearing, asked), made))


def _track(line: Talks) -> Track:
    return Track(
        track=line.track, venue=line.venue, status=line.status, round=line.round,
        claims=len(line.claims), talks=line,
    )  # fmt: skip
