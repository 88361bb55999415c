"""What is set for the days to come as an iCalendar file (RFC 5545), for calendar programs.

One all-day event a line; a day that is only known to lie in an interval is an event of all its
days. ``UID`` is of the matter and not of its day, so that a moved day moves the event; ``DTSTAMP``
is when the last of its reports came out. ``STATUS``: ``CANCELLED`` where it is said to be off,
``CONFIRMED`` where its day is put as certain, else ``TENTATIVE``. The words, who says them and the
report stand in ``DESCRIPTION``; the date as the record has it in ``X-SAYSO-EDTF``.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from icalendar import Calendar, Event

from sayso.core.edtf import bounds
from sayso.views import words

if TYPE_CHECKING:
    from sayso.core.situation import Scheduled
    from sayso.core.types import Claim

PRODUCT = "-//Sayso//Calendar of what is said to be set//EN"
DOMAIN = "sayso.invalid"
_DAY = datetime.timedelta(days=1)
_MARKS = "?~%"


def calendar_file(
    lines: Sequence[Scheduled], claims: Mapping[str, Claim], names: Mapping[str, str], day: str
) -> bytes:
    """The file. ``claims``: those of the lines, by id; ``names``: of entity ids; ``day`` (ISO)
    stands in for the day of publication where no report of a line has one."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", f"What is said to be set, as of {day}")
    shared = Counter(line.matter for line in lines)
    for line in lines:
        told = [claims[c] for c in (*line.claims, *line.answers) if c in claims]
        uid = line.matter if shared[line.matter] == 1 else f"{line.matter}-{line.date}"
        calendar.add_component(_event(line, told, names, uid, day))
    return bytes(calendar.to_ical())


def _event(
    line: Scheduled, told: Sequence[Claim], names: Mapping[str, str], uid: str, day: str
) -> Event:
    first, last = bounds(line.date)
    if first is None or last is None:
        raise ValueError(f"{line.date} has no first or no last day")
    event = Event()
    event.add("uid", f"{uid}@{DOMAIN}")
    event.add("dtstamp", _stamp(told, day))
    event.add("dtstart", first)
    event.add("dtend", last + _DAY if last < datetime.date.max else last)
    event.add("summary", words.visible(line.what))
    event.add("status", _status(line))
    event.add("sequence", len(line.moved_from) + (line.status == "said to be off"))
    event.add("transp", "TRANSPARENT")
    if line.where:
        event.add("location", words.visible(line.where))
    event.add("description", "\n".join(_description(line, told, names)))
    event.add("x-sayso-edtf", line.date)
    event.add("x-sayso-certainty", line.certainty)
    event.add("x-sayso-line", line.id)
    return event


def _status(line: Scheduled) -> str:
    if line.status == "said to be off":
        return "CANCELLED"
    sure = line.certainty == "certain" and not any(mark in line.date for mark in _MARKS)
    if line.status == "disputed":
        return "TENTATIVE"
    return "CONFIRMED" if sure or line.status == "said to have come about" else "TENTATIVE"


def _stamp(told: Iterable[Claim], day: str) -> datetime.datetime:
    """When the last of the reports came out, in UTC; the beginning of its day where no time is
    told."""
    found = [time for c in told if (time := _published(c.report.published)) is not None]
    return max(found, default=datetime.datetime.fromisoformat(f"{day}T00:00:00+00:00"))


def _published(edtf: str | None) -> datetime.datetime | None:
    if edtf is None:
        return None
    if "T" in edtf:
        try:
            time = datetime.datetime.fromisoformat(edtf.rstrip(_MARKS))
            return time.replace(tzinfo=time.tzinfo or datetime.UTC).astimezone(datetime.UTC)
        except (ValueError, OverflowError):
            pass
    try:
        last = bounds(edtf)[1]
    except ValueError:
        return None
    return datetime.datetime.combine(last, datetime.time(), datetime.UTC) if last else None


def _description(line: Scheduled, told: Sequence[Claim], names: Mapping[str, str]) -> Iterable[str]:
    yield f"Set for {words.day(line.date)}; put as {line.certainty}; {line.status}."
    if line.moved_from:
        yield f"Moved from {', '.join(map(words.day, line.moved_from))}."
    if line.who:
        yield f"Who: {', '.join(words.visible(names.get(id, id)) for id in line.who)}."
    for claim in told:
        where = " · ".join(
            words.visible(x)
            for x in (claim.report.outlet, claim.report.published, claim.report.url)
            if x
        )
        yield f"“{words.visible(claim.text)}” — {words.chain(claim)} [{where}]"
    yield "From what reports say; no verdict."
