"""What a day's situation is made of: how far back claims are looked for, and which country they
belong to."""

from __future__ import annotations

import datetime

import pytest
from msgspec.structs import replace
from tests.told import denied, party, place, source, told

from sayso.core.types import Claim, Place
from sayso.knowledge.effects import load_effects
from sayso.knowledge.sides import load_sides
from sayso.situation.fold import situation
from sayso.situation.material import countries_of, part_of, parts
from sayso.situation.sites import Sites, Spot, Tracks

ARMY, REBELS = (party("SYR-MIL"),), (party("SYR-REB"),)
LOOKED = load_effects().told
SIDES = load_sides()


def day(after: int) -> str:
    return (datetime.date(2024, 5, 8) + datetime.timedelta(days=after)).isoformat()


def demand() -> Claim:
    return told(
        "withdraw", by=[source("UN", "demanded")], modality="demanded", status="wanted",
        actor=ARMY, at=[place("Arden")], published=day(0),
    )  # fmt: skip


def test_what_is_demanded_is_shown_for_its_days_and_counted_from_then_on() -> None:
    claim = demand()
    for after, shown, older in ((LOOKED.pledged, 1, 0), (LOOKED.pledged + 1, 0, 1), (-1, 0, 0)):
        found = situation({claim.id: [claim]}, (), day(after))
        assert (len(found.demands), found.older.claims) == (shown, older)


def test_a_state_long_unheard_of_is_counted_and_one_with_an_end_is_not() -> None:
    hold = told("control", status="ongoing", actor=ARMY, at=[place("Arden")], published=day(0))
    for after, state, older in (
        (LOOKED.states, "last reported", 0), (LOOKED.states + 1, None, 1),
    ):  # fmt: skip
        found = situation({hold.id: [hold]}, (), day(after))
        assert [c.state for c in found.control] == ([state] if state else [])
        assert found.older.states == older
    taken = told(
        "capture", actor=REBELS, recipient=ARMY, at=[place("Arden")], on=day(3), published=day(3)
    )
    found = situation({c.id: [c] for c in (hold, taken)}, (), day(LOOKED.states + 2))
    assert found.older.states == 0
    assert [c.holder for c in found.control] == [("SYR-REB",)]


def test_what_is_only_denied_is_told_around_the_day_of_the_denial() -> None:
    no = denied("besiege", "SYR-GOV", at=[place("Arden")], actor=ARMY, published=day(0))
    lasts = load_effects().fluents["siege"].lasts
    for after, shown in ((0, 1), (lasts, 1), (lasts + 1, 0), (-lasts - 8, 0)):
        assert len(situation({no.id: [no]}, (), day(after)).fluents) == shown


def test_a_claim_belongs_to_the_countries_it_names_and_to_the_war_it_is_about() -> None:
    at_home = told("shell", actor=ARMY, at=[place("Arden")])
    assert parts(at_home, SIDES) == {"SYR"}
    abroad = told("hold_talks", actor=ARMY, at=[Place(name="Geneva", country="CHE")])
    assert parts(abroad, SIDES) == {"SYR", "CHE"}
    nowhere = told("meet", actor=[party("some men")])
    assert parts(nowhere, SIDES) == frozenset()
    incidents = {"a": [at_home, abroad], "b": [nowhere]}
    # An incident stays whole: what it is about belongs to all countries of its claims.
    assert part_of(incidents, {"CHE"}, SIDES) == {"a": (at_home, abroad)}
    assert part_of(incidents, {"IRQ"}, SIDES) == {}


def test_what_names_no_place_is_told_of_the_country_whose_war_it_is_about() -> None:
    vow = told(
        "attack", by=[source("SYR-GOV", "promised")], modality="vowed", status="intended",
        actor=ARMY, recipient=REBELS, published=day(0),
    )  # fmt: skip
    assert len(situation({vow.id: [vow]}, (), day(1), place="Syria").commitments) == 1
    assert len(situation({vow.id: [vow]}, (), day(1), place="SYR").commitments) == 1
    assert situation({vow.id: [vow]}, (), day(1), place="Arden").commitments == ()


@pytest.mark.parametrize(
    ("asked", "countries"),
    [("SYR", {"SYR"}), ("syria", {"SYR"}), ("Arden", {"SYR", "IRQ"}), ("The North", {"IRQ"}),
     ("Nowhere", set())],
)  # fmt: skip
def test_the_countries_to_look_in(asked: str, countries: set[str]) -> None:
    def spot(country: str, division: str | None = None) -> Spot:
        return Spot(name="Arden", country=country, admin1=division, lat=1.0, lon=1.0, geonames=None)

    assert countries_of(asked, [spot("SYR"), spot("IRQ", "The North")], SIDES) == countries


def test_a_country_asked_for_is_all_its_places_and_only_those() -> None:
    here, there = place("Arden"), replace(place("Belmont"), country="IRQ")
    sites = Sites.of([told("shell", at=[here, there])])
    assert {sites.site(k).name for k in sites.found("SYR", "SYR")} == {"Arden"}
    assert {sites.site(k).name for k in sites.found("Belmont")} == {"Belmont"}


def test_generic_words_mean_the_only_talks_spoken_of_within_three_weeks() -> None:
    talks = replace(party("X talks"), id="TALKS-X", kind="talks")
    named = told("hold_talks", content=[talks], published=day(0))
    for after, track in ((21, "TALKS-X"), (22, None)):
        generic = told("suspend_talks", published=day(after), outlet="Daily")
        assert Tracks.of_incidents({"a": [named], "b": [generic]}).of(generic) == track
