"""Whatever is set: the iCalendar file is read back with the same events, days and words."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from msgspec.structs import replace
from tests.told import told

from sayso.core.edtf import bounds
from sayso.core.situation import Scheduled, ScheduledStatus
from sayso.core.types import Certainty, Claim
from sayso.views.ics import calendar_file
from sayso.views.words import visible

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
TEXT = st.text(max_size=120)
SURE: tuple[Certainty, ...] = ("certain", "probable", "possible", "underspecified")
STATUS: tuple[ScheduledStatus, ...] = (
    "set", "disputed", "said to be off", "said to have come about",
)  # fmt: skip


@st.composite
def edtf(draw: st.DrawFn) -> str:
    day = draw(DAYS)
    kind = draw(st.sampled_from(("day", "marked", "interval", "month")))
    if kind == "month":
        return f"{day:%Y-%m}"
    if kind == "marked":
        return f"{day}{draw(st.sampled_from('?~%'))}"
    if kind == "interval":
        return f"{day}/{day + timedelta(draw(st.integers(1, 60)))}"
    return f"{day}"


@st.composite
def entries(draw: st.DrawFn) -> tuple[Scheduled, Claim]:
    claim = told("meet", draw(TEXT), start=draw(st.integers(0, 10_000)), outlet=draw(TEXT))
    published = draw(st.none() | edtf().filter(lambda e: "/" not in e))
    claim = replace(claim, report=replace(claim.report, published=published))
    status = draw(st.sampled_from(STATUS))
    line = Scheduled(
        id=claim.id, claims=(claim.id,), date=draw(edtf()), what=draw(TEXT), predicate="meet",
        who=tuple(draw(st.lists(TEXT, max_size=2))), where=draw(st.none() | TEXT),
        certainty=draw(st.sampled_from(SURE)), moved_from=tuple(draw(st.lists(edtf(), max_size=2))),
        matter=claim.id, status=status, answers=(),
    )  # fmt: skip
    return line, claim


@settings(max_examples=150, deadline=None)
@given(st.lists(entries(), max_size=4, unique_by=lambda x: x[0].id))
def test_the_file_is_read_back_as_it_was_written(found: list[tuple[Scheduled, Claim]]) -> None:
    lines = [line for line, _ in found]
    data = calendar_file(lines, {c.id: c for _, c in found}, {}, "2024-05-08")
    assert all(len(part) <= 75 for part in data.split(b"\r\n"))
    calendar = Calendar.from_ical(data)
    events = list(calendar.walk("VEVENT"))
    assert not calendar.errors
    assert not any(event.errors for event in events)
    assert len(events) == len(lines)
    by_uid = {str(event["uid"]).partition("@")[0]: event for event in events}
    for line, claim in found:
        event = by_uid[line.matter]
        first, last = bounds(line.date)
        assert first is not None
        assert last is not None
        assert event.decoded("dtstart") == first
        assert event.decoded("dtend") == last + timedelta(days=1)
        assert str(event["x-sayso-edtf"]) == line.date
        assert str(event["summary"]) == visible(line.what)
        assert visible(claim.text) in str(event["description"])
        assert event.decoded("dtstamp").tzinfo is not None
        assert str(event["status"]) in ("CONFIRMED", "TENTATIVE", "CANCELLED")
        assert (str(event["status"]) == "CANCELLED") == (line.status == "said to be off")
    assert calendar_file(lines, {c.id: c for _, c in found}, {}, "2024-05-08") == data
