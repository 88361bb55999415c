"""The calendar of what is set: moved, called off, come about; and as an iCalendar file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from icalendar import Calendar, Component
from msgspec.structs import replace
from tests.told import denied, party, place, source, told
from tests.unit.test_situation import at

from sayso.core.situation import Scheduled, Situation
from sayso.core.types import Claim, Mention
from sayso.views.ics import calendar_file

TALKS = Mention(text="the talks", start=0, end=9, id="TALKS-X", name="X talks", kind="talks")
ARDEN = (place("Arden"),)
ENVOY = source("UN-ENVOY-X", "announced")


def planned(
    on: str, published: str = "2024-05-06", predicate: str = "resume_talks", **rest: Any
) -> Claim:
    more = {"content": [TALKS], "status": "scheduled", "modality": "planned", "by": [ENVOY], **rest}
    return told(predicate, on=on, published=published, **more)


def file_of(found: Situation, *claims: Claim) -> list[Component]:
    data = calendar_file(found.calendar, {c.id: c for c in claims}, found.names, found.day)
    assert data.replace(b"\r\n", b"").find(b"\n") == -1  # every line ends as the standard has it
    assert max(map(len, data.split(b"\r\n"))) <= 75
    return list(Calendar.from_ical(data).walk("VEVENT"))


def only(found: Situation) -> Scheduled:
    (line,) = found.calendar
    return line


def test_put_off_and_brought_forward() -> None:
    first = planned("2024-05-20")
    for day in ("2024-05-25", "2024-05-18"):
        line = only(at(first, planned(day, "2024-05-08")))
        assert (line.date, line.moved_from, line.status) == (day, ("2024-05-20",), "set")
    thrice = at(first, planned("2024-05-25", "2024-05-08"), planned("2024-06-02", "2024-05-10"),
                day="2024-05-12")  # fmt: skip
    assert only(thrice).moved_from == ("2024-05-20", "2024-05-25")


def test_put_off_to_a_day_without_a_word_of_what_is_set() -> None:
    first = planned("2024-05-20", predicate="begin_talks")
    off = told("suspend_talks", on="2024-06-09", published="2024-05-08", content=[TALKS],
               actor=[party("UN")])  # fmt: skip
    line = only(at(first, off))
    assert (line.date, line.moved_from, line.predicate) == (
        "2024-06-09", ("2024-05-20",), "begin_talks",
    )  # fmt: skip
    assert line.what == "begin talks · X talks"
    assert only(at(off)).what == "hold talks · X talks"
    past = told("suspend_talks", on="2024-05-07", published="2024-05-08", content=[TALKS])
    assert only(at(first, past)).moved_from == ()
    wish = told("suspend_talks", on="2024-06-09", published="2024-05-08", content=[TALKS],
                modality="demanded", status="wanted", by=[source("UN", "demanded")])  # fmt: skip
    assert only(at(first, wish)).date == "2024-05-20"


def test_two_days_told_together_both_stand() -> None:
    found = at(planned("2024-05-20"), planned("2024-05-27", start=90))
    assert [c.date for c in found.calendar] == ["2024-05-20", "2024-05-27"]
    assert len({c.matter for c in found.calendar}) == 1
    uids = [str(e["UID"]) for e in file_of(found)]
    assert len(set(uids)) == 2


def test_one_claim_names_who_and_another_of_its_incident_does_not() -> None:
    named = planned("2024-05-20", predicate="meet", content=(), actor=[party("UN")])
    bare = planned("2024-05-22", "2024-05-08", "meet", content=())
    assert len(at(named, bare).calendar) == 2
    assert only(at(groups={"x": [named, bare]})).moved_from == ("2024-05-20",)


def test_called_off_by_an_account_and_set_again() -> None:
    first = planned("2024-05-20")
    off = told("cancel_talks", by=[source("UN-ENVOY-X")], content=[TALKS], published="2024-05-08")
    line = only(at(first, off))
    assert (line.status, line.answers) == ("said to be off", (off.id,))
    no = planned("2024-05-20", "2024-05-07", modality="projected", status="predicted",
                 polarity="negative", by=[source("SYR-GOV", "stated", "negative")])  # fmt: skip
    assert only(at(first, no)).answers == (no.id,)
    again = planned("2024-05-28", "2024-05-10")
    line = only(at(first, off, again, day="2024-05-10"))
    assert (line.date, line.status, line.moved_from) == ("2024-05-28", "set", ("2024-05-20",))


def test_what_is_demanded_or_denied_calls_nothing_off() -> None:
    first = planned("2024-05-20")
    wish = told("cancel_talks", by=[source("SYR-REB", "demanded")], content=[TALKS],
                modality="demanded", status="wanted", published="2024-05-08")  # fmt: skip
    no = denied("cancel_talks", "UN-ENVOY-X", content=[TALKS], published="2024-05-08")
    earlier = told("cancel_talks", content=[TALKS], published="2024-05-03")
    assert only(at(first, wish, no, earlier)).status == "set"


def test_taken_place_as_set() -> None:
    first = planned("2024-05-20", predicate="begin_talks")
    did = told("begin_talks", on="2024-05-20", published="2024-05-20", content=[TALKS])
    line = only(at(first, did, day="2024-05-20"))
    assert (line.status, line.answers) == ("said to have come about", (did.id,))
    assert at(first, did, day="2024-05-21").calendar == ()


def test_an_event_is_all_day_and_says_who_says_so() -> None:
    claim = planned("2024-05-20", at=ARDEN, text="to resume, he said; on Monday, \\ 20 May")
    (event,) = file_of(at(claim), claim)
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (
        date(2024, 5, 20), date(2024, 5, 21),
    )  # fmt: skip
    assert event.decoded("dtstamp") == datetime(2024, 5, 6, tzinfo=UTC)
    assert (str(event["status"]), str(event["location"])) == ("CONFIRMED", "Arden")
    words = str(event["description"])
    assert "to resume, he said; on Monday, \\ 20 May" in words
    assert "UN-ENVOY-X" in words
    assert "World Wire · 2024-05-06" in words


def test_an_uncertain_day_is_a_span_and_tentative() -> None:
    claims = (
        planned("2024-05-20?"),
        planned("2024-05-20/2024-05-24", predicate="meet", content=(), actor=[party("UN")]),
        planned("2024-06", predicate="hold_election", content=(), actor=[party("SYR-GOV")]),
        replace(planned("2024-06-09", predicate="begin_talks"), certainty="probable"),
    )
    spans = {
        (e.decoded("dtstart"), e.decoded("dtend"), str(e["status"]), str(e["x-sayso-edtf"]))
        for e in file_of(at(*claims), *claims)
    }
    assert spans == {
        (date(2024, 5, 20), date(2024, 5, 21), "TENTATIVE", "2024-05-20?"),
        (date(2024, 5, 20), date(2024, 5, 25), "CONFIRMED", "2024-05-20/2024-05-24"),
        (date(2024, 6, 1), date(2024, 7, 1), "CONFIRMED", "2024-06"),
        (date(2024, 6, 9), date(2024, 6, 10), "TENTATIVE", "2024-06-09"),
    }


def test_a_moved_event_keeps_its_uid_and_one_called_off_is_cancelled() -> None:
    first, moved = planned("2024-05-20"), planned("2024-05-25", "2024-05-08")
    (before,) = file_of(at(first), first)
    (after,) = file_of(at(first, moved), first, moved)
    assert before["uid"] == after["uid"]
    assert (str(before["sequence"]), str(after["sequence"])) == ("0", "1")
    assert before.decoded("dtstamp") < after.decoded("dtstamp")
    off = told("cancel_talks", content=[TALKS], published="2024-05-09")
    (gone,) = file_of(at(first, moved, off, day="2024-05-09"), first, moved, off)
    assert (str(gone["status"]), str(gone["sequence"])) == ("CANCELLED", "2")
    assert gone["uid"] == after["uid"]


def test_the_time_of_publication_and_none() -> None:
    def stamp(published: str | None, claims: Sequence[Claim]) -> datetime:
        told_ = [replace(c, report=replace(c.report, published=published)) for c in claims]
        found = at(*claims)
        (event,) = file_of(found, *told_)
        stamped: datetime = event.decoded("dtstamp")
        return stamped

    claims = [planned("2024-05-20")]
    assert stamp("2024-05-06T10:30:00+02:00", claims) == datetime(2024, 5, 6, 8, 30, tzinfo=UTC)
    assert stamp("2024-05-06T10:30:00Z", claims) == datetime(2024, 5, 6, 10, 30, tzinfo=UTC)
    assert stamp("2024-05", claims) == datetime(2024, 5, 31, tzinfo=UTC)
    assert stamp(None, claims) == datetime(2024, 5, 8, tzinfo=UTC)


def test_an_empty_calendar_is_a_calendar() -> None:
    assert file_of(at()) == []


def test_what_is_told_as_done_is_not_of_a_day_to_come() -> None:
    late = told("suspend_talks", on="2024-06-09", published="2024-05-06", content=[TALKS])
    (track,) = at(late).talks
    assert (track.status, track.since) == ("suspended", None)
