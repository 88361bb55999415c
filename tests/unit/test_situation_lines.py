"""Talks, demands, vows, the calendar, backers and figures of a situation; differences and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from benchmarks.situation import compare, seed_situation
from msgspec.structs import replace
from tests.told import denied, party, people, place, source, told, when
from tests.unit.test_situation import at

from sayso.core.errors import UsageError
from sayso.core.types import Claim, Mention, Span
from sayso.situation.compare import behind, changes, look_up, why
from sayso.situation.gate import account

TALKS = Mention(text="the talks", start=0, end=9, id="TALKS-X", name="X talks", kind="talks")
GENERIC = Mention(text="the talks", start=0, end=9, name="the talks", kind="talks")
ENVOY = Mention(text="the envoy", start=0, end=9, id="UN-ENVOY-DEMISTURA", kind="official")
ARMY, REBELS = (party("SYR-MIL"),), (party("SYR-REB"),)
ARDEN = (place("Arden"),)


def of_talks(predicate: str, on: str | None = None, **rest: Any) -> Claim:
    return told(predicate, on=on, **{"content": [TALKS], **rest})


# Talks and the calendar


def test_talks_suspended_with_reasons_and_the_day_they_go_on() -> None:
    pause = of_talks("suspend_talks", "2024-05-05", actor=[ENVOY], at=ARDEN)
    resume = of_talks("resume_talks", "2024-05-20", status="scheduled", modality="planned")
    thwart = of_talks("thwart_talks", "2024-05-05", actor=ARMY)
    no = denied("fail_talks", "UN-ENVOY-DEMISTURA", content=[TALKS])
    found = at(pause, resume, thwart, no)
    (track,) = found.talks
    assert (track.track, track.status, track.state) == ("X talks", "suspended", "holds")
    assert (track.since, track.resumes, track.venue) == ("2024-05-05", "2024-05-20", "Arden")
    assert track.mediator == ("UN-ENVOY-DEMISTURA",)
    assert {r.by_account_of: r.claims for r in track.reasons} == {
        "own voice": (thwart.id,), "UN-ENVOY-DEMISTURA": (no.id,),
    }  # fmt: skip
    assert set(track.claims) == {pause.id, resume.id}


def test_generic_words_are_about_the_only_talks_of_their_report() -> None:
    named = of_talks("begin_talks", "2024-05-05")
    pause = of_talks("suspend_talks", "2024-05-07", content=[GENERIC], start=100)
    (track,) = at(named, pause).talks
    assert (track.track, track.status) == ("X talks", "suspended")


def test_a_delegation_that_leaves_is_away() -> None:
    came = of_talks("attend_talks", "2024-05-02", actor=REBELS)
    left = of_talks("withdraw_from_talks", "2024-05-06", actor=REBELS)
    (track,) = at(came, left).talks
    assert [(d.party, d.status, d.state) for d in track.delegations] == [
        ("SYR-REB", "away", "holds")
    ]


def test_what_mediators_ask_and_want_and_parties_consider_stands_with_the_talks() -> None:
    mediator = of_talks("suspend_talks", "2024-05-05", actor=[ENVOY])
    ask = told("wait", by=[source("UN-ENVOY-DEMISTURA", "asked")], actor=REBELS,
               status="wanted", modality="demanded")  # fmt: skip
    leave = of_talks("withdraw_from_talks", actor=REBELS, status="considered",
                     modality="considered")  # fmt: skip
    found = at(mediator, ask, leave)
    (track,) = found.talks
    assert [r.claims for r in track.asked] == [(ask.id,)]
    assert [r.claims for r in track.considered] == [(leave.id,)]
    assert found.demands == ()
    assert track.status == "suspended"


def test_a_day_that_was_moved() -> None:
    first = of_talks("resume_talks", "2024-05-20", status="scheduled", modality="planned",
                     published="2024-05-06")  # fmt: skip
    moved = of_talks("resume_talks", "2024-05-25", status="scheduled", modality="planned",
                     published="2024-05-08")  # fmt: skip
    (line,) = at(first, moved).calendar
    assert (line.date, line.moved_from, line.claims) == ("2024-05-25", ("2024-05-20",), (moved.id,))
    (before,) = at(first, moved, day="2024-05-07").calendar
    assert (before.date, before.moved_from) == ("2024-05-20", ())
    assert at(first, moved, day="2024-05-26").calendar == ()


# Demands and vows


def demand(predicate: str = "release_prisoners", **rest: Any) -> Claim:
    return told(
        predicate, by=[source("SYR-OPP-HNC", "demanded")], actor=[party("SYR-GOV")],
        status="wanted", modality="demanded", **{"published": "2024-05-04", **rest},
    )  # fmt: skip


def test_a_demand_stands_until_somebody_says_that_it_was_met() -> None:
    (line,) = at(demand()).demands
    assert (line.by, line.of, line.status) == ("SYR-OPP-HNC", ("SYR-GOV",), "standing")
    release = told("release_prisoners", on="2024-05-06", actor=[party("SYR-GOV")])
    (met,) = at(demand(), release).demands
    assert (met.status, met.answers) == ("said to be met", (release.id,))
    earlier = told("release_prisoners", on="2024-05-01", actor=[party("SYR-GOV")])
    assert at(demand(), earlier).demands[0].status == "standing"
    assert at(demand(), day="2024-05-03").demands == ()


def test_a_demand_to_stop_is_met_by_an_end_and_can_be_refused() -> None:
    stop = demand("bombard", more={"phase": "end"})
    goes_on = told("bombard", on="2024-05-06", actor=[party("SYR-GOV")])
    assert at(stop, goes_on).demands[0].status == "standing"
    no = told("bombard", by=[source("SYR-GOV", "refused", "negative")], status="intended",
              modality="refused", actor=[party("SYR-GOV")], more={"phase": "continue"})  # fmt: skip
    assert at(stop, no).demands[0].status == "refused"


def test_vows_and_refusals_with_their_condition_and_speaker() -> None:
    until = Span(text="until they are defeated", start=0, end=23)
    vow = told("air_strike", by=[source("RUS-GOV-LAVROV", "promised")], status="intended",
               modality="vowed", actor=[party("RUS")],
               more={"phase": "continue", "condition": until})  # fmt: skip
    stopped = told("air_strike", on="2024-05-09", actor=[party("RUS")], published="2024-05-10",
                   more={"phase": "end"})  # fmt: skip
    (line,) = at(vow).commitments
    assert (line.by, line.said_by, line.kind, line.status) == (
        "RUS", "RUS-GOV-LAVROV", "vow", "standing",
    )  # fmt: skip
    assert line.until == "until they are defeated"
    (broken,) = at(vow, stopped, day="2024-05-11").commitments
    assert (broken.status, broken.answers) == ("said to be broken", (stopped.id,))


# Backers and figures


def test_backers_by_support_help_and_joint_action() -> None:
    begun = told("support", on="2023-09-30", actor=[party("RUS")], recipient=[party("SYR-GOV")],
                 more={"phase": "begin"})  # fmt: skip
    beside = told("fight_beside", on="2024-05-05", actor=[party("HEZBOLLAH")], recipient=ARMY)
    joint = told("break_siege", at=ARDEN, on="2024-05-05",
                 actor=[party("SYR-MIL"), party("HEZBOLLAH")])  # fmt: skip
    helped = told("cut_route", at=ARDEN, on="2024-05-05", actor=ARMY,
                  helper=[party("RUS-MIL-AIR")])  # fmt: skip
    blamed = of_talks("thwart_talks", "2024-05-05", actor=[party("RUS"), party("SYR-GOV")])
    found = {(b.backer, b.backs): b for b in at(begun, beside, joint, helped, blamed).backers}
    assert set(found) == {("RUS", "SYR-GOV"), ("HEZBOLLAH", "SYR-GOV")}
    russia, hezbollah = found["RUS", "SYR-GOV"], found["HEZBOLLAH", "SYR-GOV"]
    assert (russia.since, russia.how) == ("2023-09-30", ("air",))
    assert set(russia.claims) == {begun.id, helped.id}
    assert (set(hezbollah.claims), hezbollah.how) == ({beside.id, joint.id}, ("ground",))


def test_what_is_only_told_to_have_begun_by_a_day_is_since_before_it() -> None:
    old = told("support", status="ongoing", on="../2023-09-30", actor=[party("IRN")],
               recipient=[party("SYR-GOV")])  # fmt: skip
    now = told("support", status="ongoing", start=200, actor=[party("TUR")], recipient=REBELS)
    found = {b.backer: b.since for b in at(old, now).backers}
    assert found == {"IRN": "before 2023-09-30", "TUR": None}


def test_what_is_dated_by_the_talks_stands_with_their_reasons_as_meanwhile() -> None:
    paused = of_talks("suspend_talks", "2024-05-05")
    blamed = of_talks("thwart_talks", "2024-05-05", actor=[party("RUS")])
    dated = told("offensive", status="ongoing", at=ARDEN, actor=ARMY, on="2024-05-04")
    spoken = replace(when("2024-05-04"), text="as peace talks were due to start")
    meanwhile = replace(dated, when=spoken)
    elsewhere = told(
        "offensive", status="ongoing", at=ARDEN, actor=ARMY, start=300, on="2024-05-04"
    )
    (line,) = at(paused, blamed, meanwhile, elsewhere).talks
    (reason,) = line.reasons
    assert set(reason.claims) == {blamed.id, meanwhile.id}
    assert reason.meanwhile == (meanwhile.id,)


def test_what_somebody_is_accused_of_having_ordered_is_the_accusers_word() -> None:
    claim = told("bomb_attack", by=[source("SYR-GOV", "accused"), source("TUR", "ordered")])
    passed = told("bomb_attack", by=[source("SYR-GOV"), source("TUR", "ordered")])
    assert (account(claim), account(passed)) == ("SYR-GOV", "TUR")


def test_talks_told_for_a_day_to_come_are_not_under_way() -> None:
    ahead = of_talks("resume_talks", "2024-06-20", published="2024-05-06")
    assert [t.status for t in at(ahead).talks] == ["spoken of"]


def test_two_wars_talked_about_in_one_town_are_two_tracks() -> None:
    one = replace(TALKS, id="TALKS-GENEVA", name="Geneva talks on Syria")
    other = replace(TALKS, id="TALKS-GENEVA", name="Geneva talks on Yemen")
    found = at(
        of_talks("suspend_talks", "2024-05-05", content=[one]),
        of_talks("begin_talks", "2024-05-06", content=[other], start=90),
    ).talks
    assert {t.track: t.status for t in found} == {
        "Geneva talks on Syria": "suspended", "Geneva talks on Yemen": "under way",
    }  # fmt: skip


def test_figures_keep_their_sayers_and_stand_with_the_siege() -> None:
    own = told("besiege", "40,000 under siege", at=ARDEN, actor=ARMY, status="ongoing",
               quantities=[people(40_000)])  # fmt: skip
    theirs = told("besiege", "60,000 under siege", at=ARDEN, actor=ARMY, status="ongoing",
                  by=[source("UN")], quantities=[people(60_000)])  # fmt: skip
    found = at(groups={"x": [own, theirs]})
    assert {(f.what, f.best, f.by_account_of) for f in found.figures} == {
        ("besieged", 40_000, "own voice"), ("besieged", 60_000, "UN"),
    }  # fmt: skip
    (siege,) = found.sieges
    assert {f.best for f in siege.trapped} == {40_000, 60_000}


# Differences and why


def test_differences_of_two_days() -> None:
    claims = (
        told("control", status="ongoing", at=ARDEN, actor=REBELS, published="2024-05-01"),
        told("capture", at=ARDEN, on="2024-05-05", actor=ARMY),
    )
    (change,) = changes(at(*claims, day="2024-05-04"), at(*claims, day="2024-05-06"))
    assert change.key == "control"
    assert [line.holder for line in change.new] == [("SYR-GOV",)]  # type: ignore[attr-defined]
    assert [line.state for line in change.changed_from] == ["holds"]  # type: ignore[attr-defined]
    assert [line.state for line in change.changed] == ["does not hold"]  # type: ignore[attr-defined]
    same = at(*claims, day="2024-05-06")
    assert changes(same, same) == ()


def test_why_leads_to_the_rule_and_the_claims() -> None:
    claim = told("capture", "took it", at=ARDEN, on="2024-05-05", actor=ARMY)
    found = at(claim)
    (line,) = found.control
    _, _, fluents = look_up(found, line.id[:8])
    assert behind(line, fluents) == (claim.id,)
    derived = why(found, line.id, {claim.id: claim})
    (step,) = derived.fluents[0].steps
    assert (step.change, step.effect) == ("start", "start: control(place) = actor")
    assert [c.text for c in derived.claims] == ["took it"]
    assert why(found, line.fluents[0], {}).line is None


@pytest.mark.parametrize("id", ["", "zz"])
def test_why_says_where_there_is_no_such_line(id: str) -> None:
    with pytest.raises(UsageError, match="has the id"):
        look_up(at(told("capture", at=ARDEN, on="2024-05-05", actor=ARMY)), id)


# The seed


def test_the_situation_of_the_hand_made_claims(shared: Path) -> None:
    found, rows = seed_situation(shared / "seed")
    right, wanted = compare(shared / "seed", found, rows, show=False)
    assert wanted == 32
    assert right >= 27


# What a line keeps


def test_a_part_held_and_certainty_stay_with_the_line() -> None:
    claim = replace(
        told("capture", at=[place("Arden", "part")], on="2024-05-05", actor=ARMY),
        certainty="possible",
    )
    (line,) = at(claim).control
    assert (line.extent, line.state) == ("part", "may hold")
