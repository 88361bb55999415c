"""What changed: a list, and a feed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from fastapi import APIRouter, Response

from sayso.api.asked import Ask, Asking, Cursor, Day, Limit, Words, day_of
from sayso.api.described import described
from sayso.api.problems import refuse
from sayso.api.routes.situations import Hearing, newest, situation_at
from sayso.core.changes import Changed
from sayso.core.situation import Situation
from sayso.questions import without_persons
from sayso.situation.compare import changes as compared
from sayso.views.atom import MEDIA, atom
from sayso.views.changes import worded

router = APIRouter(tags=["changes"])
_DAYS = 14  # looked back on, where nothing is said
_MOST_DAYS = 3700
_LOOKS = 45  # situations worked out for one list


@router.get(
    "/changes",
    **described("What changed, the last first", list[Changed], problems=(400,)),
)
def changes(
    ask: Asking,
    since: Day = None,
    until: Day = None,
    place: Words = None,
    limit: Limit = 200,
    cursor: Cursor = None,
) -> Response:
    """What changed after one day, up to another (by default the last on which a report came out,
    and a fortnight before). Over a long time, ``since`` of a change may be days before its
    ``day``."""
    first, last = _span(ask, since, until)
    found = _changes(ask, first, last, place)
    page, following = ask.page(found, limit)
    return ask.answer(page, total=len(found), next=following, since=first, until=last)


@router.get(
    "/changes.atom",
    **described("The same as a feed", "Atom (RFC 4287)", media="application/atom+xml"),
)
def feed(ask: Asking, since: Day = None, until: Day = None, place: Words = None) -> Response:
    """The same as a feed, without the names of private persons."""
    first, last = _span(ask, since, until)
    found = _changes(ask, first, last, place)[:200]
    if not ask.who.public:  # what the public sees is masked already
        with ask.telling() as telling:
            found = without_persons(telling, found, ask.desk.store.safety)
    title = f"{ask.desk.settings.title}: what changed" + (f", {place}" if place else "")
    body = atom(
        found, title=title, address=str(ask.request.url), last=last,
        updated=ask.revision.updated or ask.desk.clock(),
    )  # fmt: skip
    return ask.bytes(body, MEDIA)


def _span(ask: Ask, since: str | None, until: str | None) -> tuple[str, str]:
    last = day_of(until, "until") or newest(ask)
    end = date.fromisoformat(last)
    first = day_of(since, "since")
    if first is None:
        try:
            first = (end - timedelta(days=_DAYS)).isoformat()
        except OverflowError:
            first = date.min.isoformat()
    if first >= last:
        refuse(422, "invalid", f"since {first} is not before until {last}")
    if (end - date.fromisoformat(first)).days > _MOST_DAYS:
        refuse(422, "invalid", f"at most {_MOST_DAYS} days at once")
    return first, last


def _changes(ask: Ask, first: str, last: str, place: str | None) -> tuple[Changed, ...]:
    def at(day: str) -> Situation:
        return situation_at(ask, Hearing(
            at=day, known_by=None, recorded_by=None, place=place or None, rule="all"
        ))  # fmt: skip

    return ask.remember(("changes", first, last, place), lambda: between(at, first, last, _LOOKS))


def between(
    at: Callable[[str], Situation], first: str, last: str, looks: int
) -> tuple[Changed, ...]:
    """What changed between two days, the last first: days between are looked at where the ends
    differ, the longest stretches first, ``looks`` of them at most."""
    stretches = [(first, last)]
    done: list[tuple[str, str]] = []
    looks -= 2
    while stretches:
        stretches.sort(key=_length)
        start, end = stretches.pop()
        if not compared(at(start), at(end)):
            continue
        if _length((start, end)) <= 1 or looks <= 0:
            done.append((start, end))
            continue
        middle = _middle(start, end)
        looks -= 1
        stretches += [(start, middle), (middle, end)]
    found: list[Changed] = []
    for start, end in sorted(done, reverse=True):
        earlier, later = at(start), at(end)
        found += worded(compared(earlier, later), earlier, later)
    return tuple(found)


def _length(stretch: tuple[str, str]) -> int:
    start, end = map(date.fromisoformat, stretch)
    return (end - start).days


def _middle(start: str, end: str) -> str:
    first = date.fromisoformat(start)
    return (first + timedelta(days=_length((start, end)) // 2)).isoformat()
