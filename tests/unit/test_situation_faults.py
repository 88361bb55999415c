"""Sieges under several names, what a change presupposes, denials of what two did, what is over."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from tests.told import denied, party, place, source, told
from tests.unit.test_situation import at, held

from sayso.core.types import Claim
from sayso.knowledge.effects import load_effects
from sayso.knowledge.sides import load_sides
from sayso.situation.material import part_of

ARDEN = (place("Arden"),)
ARMY = party("SYR-MIL")
WAY = (replace(place("Arden"), relation="from"), replace(place("Belmont"), relation="to"))


def besieged(who: str, **rest: Any) -> Claim:
    return told("besiege", f"{who} besiege Arden", at=ARDEN, status="ongoing", actor=(party(who),),
                **rest)  # fmt: skip


# One siege under several names


def test_who_is_only_described_is_the_one_known_party_it_can_be() -> None:
    state = besieged("terrorist groups", by=[source("SYR-GOV")])
    (line,) = at(besieged("SYR-REB"), state).sieges
    assert line.besieger == ("SYR-REB",)
    (name,) = line.called
    assert (name.name, name.by_account_of) == ("terrorist groups", ("SYR-GOV",))
    assert name.claims == (state.id,)
    assert state.id in line.claims


def test_a_description_by_the_party_itself_or_of_one_of_two_stays_apart() -> None:
    own = besieged("terrorist groups", by=[source("SYR-REB")])
    assert [s.besieger for s in at(besieged("SYR-REB"), own).sieges] == [
        ("SYR-REB",), ("terrorist groups",),
    ]  # fmt: skip
    state = besieged("terrorist groups", by=[source("SYR-GOV")])
    lines = at(besieged("SYR-REB"), besieged("ISIL"), state).sieges
    assert [(s.besieger, s.called) for s in lines] == [
        (("ISIL",), ()), (("SYR-REB",), ()), (("terrorist groups",), ()),
    ]  # fmt: skip


def test_a_name_without_an_id_is_no_description() -> None:
    lines = at(besieged("SYR-REB"), besieged("Falcons of Arden")).sieges
    assert [s.besieger for s in lines] == [("Falcons of Arden",), ("SYR-REB",)]


# What a change presupposes


def route(predicate: str, text: str = "", **rest: Any) -> Claim:
    return told(predicate, text, at=WAY, **rest)


def test_a_road_that_is_cut_was_open_until_then() -> None:
    cut = route("cut_route", on="2024-05-05")
    (before,) = at(cut, day="2024-05-04").routes
    assert (before.status, before.state, before.claims) == ("open", "may hold", (cut.id,))
    assert before.by == ()
    (after,) = at(cut).routes
    assert (after.status, after.since) == ("cut", "2024-05-05")
    again = route("cut_route", "cut again, as told later", on="2024-05-07", published="2024-05-07")
    assert [r.status for r in at(cut, again, day="2024-05-06").routes] == ["cut"]


def test_a_road_that_was_seen_open_is_not_presupposed_so_once_more() -> None:
    seen = route("route_open", status="ongoing", published="2024-05-01")
    cut = route("cut_route", on="2024-05-05")
    (line,) = at(seen, cut, day="2024-05-03").routes
    assert (line.status, line.state) == ("open", "holds")


def test_only_what_is_reopened_was_cut_before() -> None:
    opened = route("open_route", "opened the road", on="2024-05-05")
    assert at(opened, day="2024-05-04").routes == ()
    again = route("open_route", "reopened the road", on="2024-05-05")
    (before,) = at(again, day="2024-05-04").routes
    assert (before.status, before.state) == ("cut", "may hold")


def test_that_a_road_is_cut_tells_of_no_change() -> None:
    is_cut = route("cut_route", status="ongoing", published="2024-05-05")
    assert "open" not in [r.status for r in at(is_cut, day="2024-05-04").routes]
    later = route("cut_route", "was cut", on="2024-05-08")
    found = at(is_cut, later, day="2024-05-07", groups={"one": [is_cut, later]})
    assert "open" not in [r.status for r in found.routes]


def test_a_denied_or_demanded_change_presupposes_nothing() -> None:
    no = denied("cut_route", "SYR-GOV", at=WAY, on="2024-05-05")
    asked = route("cut_route", status="wanted", modality="demanded", on="2024-05-05",
                  by=[source("SYR-GOV", "demanded")])  # fmt: skip
    assert at(no, day="2024-05-04").routes == at(asked, day="2024-05-04").routes == ()


# A denial of what two did


def test_a_denial_that_a_place_was_taken_is_against_all_who_took_it() -> None:
    taken = told("capture", at=ARDEN, on="2024-05-05", actor=(ARMY, party("HEZBOLLAH")))
    no = denied("capture", "SYR-REB", at=ARDEN, actor=(ARMY,))
    found = at(taken, no)
    for holder in ("SYR-GOV", "HEZBOLLAH"):
        assert (held(found, holder).state, held(found, holder).against) == ("may hold", (no.id,))


def test_who_denies_to_have_taken_part_speaks_of_itself() -> None:
    taken = told("capture", at=ARDEN, on="2024-05-05", actor=(ARMY, party("HEZBOLLAH")))
    no = denied("capture", "HEZBOLLAH", at=ARDEN, actor=(party("HEZBOLLAH"),))
    found = at(taken, no)
    assert held(found, "SYR-GOV").state == "holds"
    assert held(found, "HEZBOLLAH").state == "may hold"


def test_a_denial_that_names_nobody_is_against_whoever_is_said_to_have_taken_it_of_late() -> None:
    old = told("control", "old", at=ARDEN, actor=(party("SYR-REB"),), status="ongoing",
               published="2024-05-01")  # fmt: skip
    taken = told("capture", at=ARDEN, on="2024-05-05", actor=(ARMY,))
    no = denied("capture", "SYR-REB", at=ARDEN)
    found = at(old, taken, no)
    assert held(found, "SYR-GOV").against == (no.id,)
    assert held(found, "SYR-REB").against == ()
    long_ago = told("capture", at=ARDEN, on="2023-05-05", actor=(ARMY,))
    assert held(at(long_ago, no), "SYR-GOV").against == ()
    assert at(no).control == ()


# Told as over


def test_a_siege_that_had_lasted_is_over_by_then() -> None:
    on = besieged("SYR-MIL", published="2024-04-20")
    lasted = replace(besieged("SYR-MIL"), text="the siege had lasted three months",
                     status="happened")  # fmt: skip
    (line,) = at(on, lasted, day="2024-05-12").sieges
    assert (line.status, line.state) == ("lifted", "does not hold")
    assert at(on, lasted, day="2024-04-22").sieges[0].state == "holds"
    going_on = replace(lasted, text="the siege has lasted three months")
    assert at(on, going_on, day="2024-05-12").sieges[0].state == "holds"


def test_a_siege_by_nobody_named_is_over_after_what_came_behind_it() -> None:
    siege = told("besiege", "three years of siege", at=ARDEN, start=30)
    fell = told("capture", "Arden fell to the army after three years of siege", at=ARDEN,
                actor=(ARMY,), start=1)  # fmt: skip
    assert at(siege).sieges[0].status == "besieged"
    assert at(siege, fell).sieges == ()


@pytest.mark.parametrize(
    ("text", "reported", "over"),
    [
        ("The siege lasted two years", False, True),
        ("The siege had lasted two years", False, True),
        ("said the siege had lasted two years", True, False),
        ("The siege has already lasted two years", False, False),
        ("The army besieged the town", False, False),
    ],
)
def test_words_for_a_length_that_is_over(text: str, reported: bool, over: bool) -> None:
    assert load_effects().over.is_over(text, reported) is over


# Incidents are kept whole


def test_an_account_that_names_no_country_goes_with_its_incident() -> None:
    placed = told("capture", at=ARDEN, on="2024-05-05", actor=(ARMY,))
    bare = told("capture", "the town was taken, a rebel said", on="2024-05-05",
                by=[source("a rebel")])  # fmt: skip
    other = told("attack", "another, of no country")
    kept = part_of({"one": [placed, bare], "two": [other]}, ["SYR"], load_sides())
    assert kept == {"one": (placed, bare)}
    assert part_of({"one": [placed, bare]}, ["UKR"], load_sides()) == {}
