"""The calculus by hand: what starts, ends and shows a state, uncertain ends, accounts that clash,
shelf life, the two clocks, parts and wholes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from msgspec.structs import replace
from tests.told import denied, entry, party, place, source, told

from sayso.core.record import Entry
from sayso.core.situation import Control, Fluent, Situation
from sayso.core.types import Claim, Place, When
from sayso.situation.fold import heard, situation, within

ARDEN, BELMONT = (place("Arden"),), (place("Belmont"),)
ARMY, REBELS = (party("SYR-MIL"),), (party("SYR-REB"),)
ON = "2024-05-08"


def at(*claims: Claim, day: str = ON, groups: Mapping[str, Sequence[Claim]] | None = None,
       **rest: Any) -> Situation:  # fmt: skip
    """The situation by these claims, each an incident of its own."""
    return situation(groups or {c.id: [c] for c in claims}, (), day, **rest)


def fluent(found: Situation, name: str, value: str | None = None) -> Fluent:
    """The only fluent of a name, and value if given."""
    (one,) = (f for f in found.fluents if f.name == name and value in (None, f.value))
    return one


def held(found: Situation, holder: str) -> Control:
    """The only line of control with this holder."""
    (one,) = (c for c in found.control if holder in c.holder)
    return one


def capture(on: str = "2024-05-05", **rest: Any) -> Claim:
    return told("capture", at=ARDEN, on=on, actor=ARMY, **rest)


def hold(on: str | None = None, **rest: Any) -> Claim:
    rest = {"status": "ongoing", "actor": REBELS, "at": ARDEN, **rest}
    return told("control", on=on, **rest)


def ongoing(predicate: str, **rest: Any) -> Claim:
    return told(predicate, status="ongoing", at=ARDEN, **rest)


# What starts and ends


def test_a_capture_starts_control_and_ends_that_of_who_held_the_place() -> None:
    found = at(hold(published="2024-05-01"), capture())
    new, old = held(found, "SYR-GOV"), held(found, "SYR-REB")
    assert (new.from_, new.to, new.state) == ("2024-05-05", "..", "holds")
    assert (old.to, old.state) == ("2024-05-05", "does not hold")
    assert held(at(hold(published="2024-05-01"), capture(), day="2024-05-04"), "SYR-REB").state == (
        "holds"
    )


def test_an_organ_holds_for_its_state_and_another_state_for_itself() -> None:
    abroad = told("capture", start=9, at=BELMONT, on="2024-05-05", actor=[party("RUS-MIL")])
    found = at(capture(), abroad)
    assert {c.place: c.holder for c in found.control} == {
        "Arden": ("SYR-GOV",), "Belmont": ("RUS",),
    }  # fmt: skip


def test_allies_hold_a_place_side_by_side() -> None:
    found = at(capture(), hold(actor=[party("HEZBOLLAH")], published="2024-05-07"))
    assert held(found, "SYR-GOV").state == held(found, "HEZBOLLAH").state == "holds"


def test_a_siege_told_only_by_its_end_was_there_before() -> None:
    broken = told("break_siege", at=ARDEN, on="2024-05-05", actor=ARMY, recipient=REBELS)
    (siege,) = at(broken).sieges
    assert (siege.status, siege.besieger, siege.to) == ("lifted", ("SYR-REB",), "2024-05-05")
    assert siege.lifted_by == ("SYR-MIL",)
    (before,) = at(broken, day="2024-05-04").sieges
    assert (before.status, before.state) == ("besieged", "may hold")


def test_a_state_told_as_over_does_not_outlast_what_ended_it() -> None:
    had = told("besiege", at=ARDEN, actor=REBELS)
    had = replace(had, when=_stretch("2021~", "2024-05-08", "three-year"))
    broken = told("break_siege", at=ARDEN, on="2024-05-05", actor=ARMY, recipient=REBELS)
    (siege,) = at(had, broken).sieges
    assert (siege.status, siege.from_, siege.to) == ("lifted", "2021~", "2024-05-05")
    assert set(siege.claims) == {had.id, broken.id}
    (during,) = at(had, broken, day="2023-01-01").sieges
    assert during.state == "holds"


def _stretch(start: str, end: str, words: str) -> When:
    return When(
        text=words, start=0, end=1, edtf=f"{start}/{end}", earliest=f"{start[:4]}-01-01",
        latest=end, precision="year",
    )  # fmt: skip


def test_stopping_ends_a_state_and_stopping_to_take_a_place_starts_none() -> None:
    siege = ongoing("besiege", actor=REBELS, published="2024-05-01")
    stop = told("besiege", at=ARDEN, actor=REBELS, on="2024-05-05", more={"phase": "end"})
    assert [s.status for s in at(siege, stop).sieges] == ["lifted"]
    assert at(capture(more={"phase": "end"})).control == ()


# The gate


@pytest.mark.parametrize(
    "claim",
    [
        capture(status="predicted", modality="projected"),
        capture(status="intended", modality="vowed", by=[source("SYR-GOV", "promised")]),
        capture(status="intended", modality="threatened", by=[source("SYR-GOV", "threatened")]),
        capture(status="wanted", modality="demanded", by=[source("SYR-GOV", "demanded")]),
        capture(modality="accused", by=[source("SYR-OPP", "accused")]),
        capture(modality="opinion", by=[source("SYR-GOV", "opined")]),
        capture(status="hypothetical", modality="hypothetical"),
        denied("capture", "SYR-OPP", at=ARDEN, on="2024-05-05", actor=ARMY),
        capture(by=[source("SYR-OPP", "denied", "negative"), source("SYR-GOV")]),
        capture(by=[source("SYR-OPP", "accused"), source("SYR-GOV")]),
    ],
    ids=lambda claim: claim.modality,
)
def test_what_does_not_pass_the_gate_starts_nothing(claim: Claim) -> None:
    found = at(claim)
    assert found.control == ()
    assert not any(f.claims for f in found.fluents)


@pytest.mark.parametrize(
    "act", ["stated", "confirmed", "admitted", "announced", "claimed responsibility"]
)
def test_what_a_source_states_or_admits_passes(act: Any) -> None:
    assert held(at(capture(by=[source("SYR-GOV", act)])), "SYR-GOV").state == "holds"


def test_a_denial_counts_against() -> None:
    no = denied("capture", "SYR-OPP", at=ARDEN, on="2024-05-05", actor=ARMY)
    line = held(at(capture(), no), "SYR-GOV")
    assert (line.state, line.against) == ("may hold", (no.id,))


def test_a_denial_of_the_end_leaves_it_open() -> None:
    ends = told("lift_siege", at=ARDEN, on="2024-05-05")
    no = denied("lift_siege", "SYR-OPP", at=ARDEN, on="2024-05-05")
    (siege,) = at(ongoing("besiege", actor=REBELS, published="2024-05-01"), ends, no).sieges
    assert siege.state == "may hold"
    assert siege.against == (no.id,)


def test_a_siege_that_is_only_denied_is_shown_as_denied() -> None:
    no = denied("besiege", "SYR-GOV", at=ARDEN, actor=ARMY, status="ongoing")
    (siege,) = at(no).sieges
    assert (siege.status, siege.claims, siege.against) == ("denied", (), (no.id,))


def test_what_was_put_as_possible_may_hold() -> None:
    assert held(at(replace(capture(), certainty="possible")), "SYR-GOV").state == "may hold"


# Uncertain ends


@pytest.mark.parametrize(
    ("day", "state"),
    [("2024-05-02", None), ("2024-05-03", "may hold"), ("2024-05-06", "holds")],
)
def test_an_uncertain_beginning(day: str, state: str | None) -> None:
    found = at(capture("2024-05-03/2024-05-06"), day=day)
    assert [c.state for c in found.control] == ([state] if state else [])
    assert all(c.from_ == "2024-05-03/2024-05-06" for c in found.control)


@pytest.mark.parametrize(
    ("day", "state"),
    [("2024-05-02", "holds"), ("2024-05-04", "may hold"), ("2024-05-06", "does not hold")],
)
def test_an_uncertain_end(day: str, state: str) -> None:
    claims = hold(published="2024-05-01"), capture("2024-05-03/2024-05-06")
    assert held(at(*claims, day=day), "SYR-REB").state == state


def test_accounts_of_one_incident_narrow_its_day() -> None:
    claims = [capture("2024-05-03/2024-05-06"), capture("2024-05-05", outlet="Herald")]
    line = held(at(groups={"x": claims}), "SYR-GOV")
    assert (line.from_, len(line.claims)) == ("2024-05-05", 2)


def test_accounts_of_one_incident_that_share_no_day_leave_it_open() -> None:
    claims = [capture("2024-05-03"), capture("2024-05-05", outlet="Herald")]
    line = held(at(groups={"x": claims}, day="2024-05-04"), "SYR-GOV")
    assert (line.from_, line.state) == ("2024-05-03/2024-05-05", "may hold")


# Accounts that clash


def test_two_holders_of_one_day_may_both_hold() -> None:
    found = at(capture(), hold(published="2024-05-07"))
    assert held(found, "SYR-GOV").state == held(found, "SYR-REB").state == "may hold"


def test_what_was_seen_before_an_undated_change_is_no_clash() -> None:
    claim = told("capture", at=ARDEN, actor=ARMY, published="2024-05-08")
    found = at(hold(published="2024-05-05"), claim)
    assert (held(found, "SYR-REB").state, held(found, "SYR-GOV").state) == (
        "does not hold", "holds",
    )  # fmt: skip


def test_a_part_and_the_whole_do_not_end_one_another() -> None:
    part = hold(at=[place("Arden", "part")], published="2024-05-07")
    found = at(capture(), part)
    assert {(c.holder, c.extent, c.state) for c in found.control} == {
        (("SYR-GOV",), "whole", "holds"), (("SYR-REB",), "part", "holds"),
    }  # fmt: skip


def test_who_takes_the_whole_takes_the_part() -> None:
    part = hold(at=[place("Arden", "part")], published="2024-05-01")
    found = at(part, capture())
    assert (held(found, "SYR-REB").extent, held(found, "SYR-REB").state) == (
        "part",
        "does not hold",
    )
    assert held(at(hold(published="2024-05-07", text="rebel-held Arden")), "SYR-REB").extent == (
        "part"
    )


def test_a_captured_province_does_not_capture_its_villages() -> None:
    province = Place(
        text="P", start=0, end=1, name="Arden Province", country="SYR",
        precision="first-order division", relation="at",
    )  # fmt: skip
    taken = told("capture", at=[province], on="2024-05-05", actor=ARMY)
    found = at(hold(published="2024-05-01"), taken)
    assert held(found, "SYR-REB").state == "holds"
    assert held(found, "SYR-GOV").place == "Arden Province"
    setting = replace(province, relation="in")
    assert at(told("capture", at=[setting], on="2024-05-05", actor=ARMY)).control == ()


def test_a_side_at_large_may_be_any_of_its_members() -> None:
    siege = ongoing("besiege", actor=[party("AHRAR-SHAM")], published="2024-05-01")
    end = told("break_siege", at=ARDEN, on="2024-05-05", actor=ARMY, recipient=REBELS)
    known = at(siege).fluents[0].value
    found = at(siege, end)
    states = {s.besieger: s.status for s in found.sieges}
    assert states[(known,)] == "lifted"


def test_a_description_may_mean_whoever_besieges() -> None:
    siege = ongoing("besiege", actor=REBELS, published="2024-05-01")
    end = told(
        "break_siege", at=ARDEN, on="2024-05-05", actor=ARMY, recipient=[party("terrorists")]
    )
    assert [s.status for s in at(siege, end).sieges] == ["lifted"]


def test_a_capture_told_again_does_not_end_what_came_after_it() -> None:
    back = hold(at=[place("Arden", "part")], published="2024-05-07")
    again = told("capture", at=ARDEN, actor=ARMY, outlet="Herald", published="2024-05-09")
    found = at(capture(), back, again, day="2024-05-09")
    assert held(found, "SYR-REB").state == "holds"
    assert set(held(found, "SYR-GOV").claims) == {capture().id, again.id}


def test_an_end_without_a_day_may_have_been_before_a_dated_beginning() -> None:
    lost = told("lose", at=ARDEN, actor=ARMY, published="2024-05-08")
    line = held(at(capture(), lost), "SYR-GOV")
    assert (line.state, line.against) == ("may hold", (lost.id,))
    dated = told("lose", at=ARDEN, actor=ARMY, on="2024-05-07")
    assert held(at(capture(), dated), "SYR-GOV").state == "does not hold"


# Shelf life


@pytest.mark.parametrize(
    ("day", "state", "days"),
    [("2024-06-07", "holds", None), ("2024-06-08", "last reported", 31)],
)
def test_a_route_is_last_reported_after_thirty_days(day: str, state: str, days: int | None) -> None:
    claim = told("cut_route", at=ARDEN, on="2024-05-08", actor=ARMY)
    (route,) = at(claim, day=day).routes
    assert (route.status, route.state, route.days) == ("cut", state, days)


def test_between_two_words_of_it_a_state_may_hold() -> None:
    claims = hold(published="2023-01-01"), hold("2024-05-08", outlet="Herald")
    assert held(at(*claims, day="2023-12-01"), "SYR-REB").state == "may hold"


# Routes


def test_a_route_runs_between_its_ends_and_what_is_projected_is_no_cut() -> None:
    ends = [replace(place("Arden"), relation="from"), replace(place("Belmont"), relation="to")]
    cut = told("cut_route", at=ends, on="2024-05-03/2024-05-05", actor=ARMY,
               helper=[party("RUS-MIL")])  # fmt: skip
    (route,) = at(cut).routes
    assert (route.route, route.status) == ("Arden – Belmont", "cut")
    assert (route.best, route.by, route.with_) == ("2024-05-04", ("SYR-MIL",), ("RUS-MIL",))
    opened = told("open_route", at=ends, on="2024-05-07", actor=ARMY)
    assert [r.status for r in at(cut, opened).routes] == ["open"]
    ahead = told("cut_route", at=ends, actor=ARMY, status="predicted", modality="projected")
    (projected,) = at(ahead).routes
    assert (projected.status, projected.state) == ("projected cut", None)


def test_a_projected_siege_stands_on_the_encirclement_that_holds() -> None:
    around = ongoing("encircle", actor=ARMY, published="2024-05-07")
    ahead = told("besiege", at=ARDEN, actor=ARMY, status="predicted", modality="projected")
    (siege,) = at(around, ahead).sieges
    assert (siege.status, siege.state) == ("projected", None)
    assert set(siege.claims) == {around.id, ahead.id}
    assert [s.status for s in at(around).sieges] == ["encircled"]


# The clocks


def entries(*claims: Claim, recorded: Mapping[str, str] | None = None) -> dict[str, Entry]:
    found = {c.report.id: entry(c) for c in claims}
    for name, day in (recorded or {}).items():
        found[name] = replace(found[name], recorded=f"{day}T00:00:00Z")
    return found


def test_a_report_that_comes_late_changes_an_earlier_day_only_once_it_is_known() -> None:
    early, late = hold(published="2024-05-01"), capture("2024-05-02", published="2024-05-20")
    told_of = {c.id: [c] for c in (early, late)}
    for known, state in (("2024-05-10", "holds"), ("2024-05-20", "does not hold")):
        found = situation(within(told_of, heard(entries(early, late), known)), (), "2024-05-03")
        assert held(found, "SYR-REB").state == state


def test_what_the_record_had_not_taken_in_is_not_there() -> None:
    early, late = hold(published="2024-05-01"), capture("2024-05-02", published="2024-05-03")
    known = entries(early, late, recorded={
        early.report.id: "2024-05-02", late.report.id: "2024-06-02",
    })  # fmt: skip
    told_of = {c.id: [c] for c in (early, late)}
    found = situation(within(told_of, heard(known, recorded_by="2024-06-01")), (), "2024-05-04")
    assert [c.holder for c in found.control] == [("SYR-REB",)]


def test_a_report_stands_until_its_later_version_is_known() -> None:
    first = capture(published="2024-05-06")
    second = hold(published="2024-05-09")
    known = {
        first.report.id: replace(entry(first), replaced_by=second.report.id),
        second.report.id: entry(second),
    }
    told_of = {c.id: [c] for c in (first, second)}
    for day, holder in (("2024-05-07", "SYR-GOV"), ("2024-05-09", "SYR-REB")):
        found = situation(within(told_of, heard(known, day)), (), "2024-05-09")
        assert [c.holder for c in found.control] == [(holder,)]


# Places asked for


def test_only_what_is_about_the_place_asked_for() -> None:
    there = told("capture", start=9, at=BELMONT, on="2024-05-05", actor=ARMY)
    assert [c.place for c in at(capture(), there, place="belmont").control] == ["Belmont"]
    assert len(at(capture(), there, place="SYR").control) == 2
    assert at(capture(), there, place="Nowhere").control == ()


def test_what_somebody_is_accused_of_having_demanded_or_vowed_stands_nowhere() -> None:
    ordered = [source("SYR-GOV", "accused"), source("QAT-GOV", "ordered")]
    vowed = [source("SYR-GOV", "accused"), source("QAT-GOV", "promised")]
    found = at(
        told("fail_talks", status="wanted", modality="demanded", by=ordered),
        told("air_strike", status="intended", modality="vowed", by=vowed),
        told("lift_siege", status="wanted", modality="demanded", by=ordered[1:]),
    )
    assert [d.predicate for d in found.demands] == ["lift_siege"]
    assert found.commitments == ()


def test_two_seen_in_one_place_on_one_day_are_rivals() -> None:
    kurds = told("control", status="ongoing", actor=[party("ISIL")], at=ARDEN, on="2024-05-05")
    front = told("control", status="ongoing", actor=REBELS, at=ARDEN, on="2024-05-05", start=90)
    assert {(c.holder, c.state) for c in at(kurds, front).control} == {
        (("ISIL",), "may hold"), (("SYR-REB",), "may hold"),
    }  # fmt: skip


def test_a_denied_capture_leaves_the_siege_open_and_a_captor_has_not_broken_his_own() -> None:
    siege = told("besiege", status="ongoing", actor=REBELS, at=ARDEN, on="2024-05-01")
    taken = told("capture", actor=REBELS, at=ARDEN, on="2024-05-05", start=90)
    (over,) = at(siege, taken).sieges
    assert (over.status, over.lifted_by) == ("lifted", ())
    no = denied("capture", "SYR-MIL", at=ARDEN, start=180)
    (open_,) = at(siege, taken, no).sieges
    assert open_.state == "may hold"
