"""Fields of an incident: every value with its claims, and whether they agree."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest
from msgspec.structs import replace
from tests.told import one_root, party, people, place, source, told

from sayso.core.record import Corroboration, Field
from sayso.core.types import Claim, Quantity
from sayso.incidents.accounts import load_knowledge
from sayso.incidents.build import build_incident
from sayso.incidents.fields import fields
from sayso.incidents.lasting import length
from sayso.incidents.measures import reach

EFFECTS = load_knowledge().effects


def field(name: str, claims: Sequence[Claim]) -> Field:
    (found,) = [f for f in fields(claims) if f.name == name]
    return found


def test_every_value_has_the_claims_that_give_it() -> None:
    a = told("capture", actor=[party("SYR-MIL")], at=[place("Arden")], on="2024-05-07")
    b = told("capture", outlet="Daily", actor=[party("SYR-MIL"), party("HEZBOLLAH")],
             at=[place("Arden")])  # fmt: skip
    actor = field("actor", [a, b])
    assert {v.value: v.claims for v in actor.values} == {
        "SYR-MIL": tuple(sorted((a.id, b.id))),
        "HEZBOLLAH": (b.id,),
    }
    assert actor.agreement == "agreed"
    assert field("place", [a, b]).agreement == "agreed"
    (day,) = field("when", [a, b]).values
    assert (day.value, day.low, day.high) == ("2024-05-07", "2024-05-07", "2024-05-07")


def test_one_source_alone_is_a_single_source() -> None:
    a = told("capture", "one", actor=[party("SYR-MIL")])
    b = told("capture", "two", actor=[party("SYR-MIL")], start=50)
    assert field("actor", [a, b]).agreement == "single source"


@pytest.mark.parametrize(
    ("ours", "theirs", "agreement"),
    [
        ("SYR-MIL", "SYR-GOV", "agreed"),  # organs of one state
        ("SYR-REB", "LEVANT-FRONT", "agreed"),  # a side and its member
        ("NUSRA", "AL-QAEDA", "agreed"),  # a branch
        ("some fighters", "SYR-REB", "agreed"),  # cannot be told
        ("SYR-MIL", "SYR-REB", "disputed"),
        ("RUS", "TUR", "disputed"),
    ],
)
def test_actors_by_entity_parent_and_side(ours: str, theirs: str, agreement: str) -> None:
    a = told("bombard", actor=[party(ours)])
    b = told("bombard", outlet="Daily", actor=[party(theirs)])
    assert field("actor", [a, b]).agreement == agreement


def test_places_by_part_and_distance() -> None:
    a = told("capture", at=[place("Arden")])
    b = told("capture", outlet="Daily", at=[place("Arden", "part")])
    c = told("capture", outlet="Herald", at=[place("Belmont")])
    assert field("place", [a, b]).agreement == "agreed"
    assert field("place", [a, c]).agreement == "disputed"


def test_days_agree_where_intervals_meet() -> None:
    a = told("capture", on="2024-05-07")
    b = told("capture", outlet="Daily", on="2024-05-01/2024-05-07")
    c = told("capture", outlet="Herald", on="2024-05-06")
    assert field("when", [a, b]).agreement == "agreed"
    assert field("when", [a, c]).agreement == "disputed"


@pytest.mark.parametrize(
    ("ours", "theirs", "agreement"),
    [
        (people(40), people(43), "agreed"),  # 40 is right to five
        (people(40), people(50), "agreed"),
        (people(40), people(61), "disputed"),
        (people(None, low=24), people(31), "agreed"),  # dozens
        (people(3), people(4), "disputed"),
    ],
)
def test_figures_agree_within_rounding(ours: Quantity, theirs: Quantity, agreement: str) -> None:
    a = told("kill", quantities=[ours])
    b = told("kill", outlet="Daily", quantities=[theirs])
    found = field("killed", [a, b])
    assert found.agreement == agreement
    assert found.unit == "people"


def test_figures_of_other_people_are_other_fields() -> None:
    a = told("kill", quantities=[people(40, "civilians")])
    b = told("kill", outlet="Daily", quantities=[people(80, "soldiers")])
    assert {f.name for f in fields([a, b])} == {"killed civilians", "killed soldiers"}


def test_how_long_a_siege_lasted() -> None:
    a = told("besiege", "a three-year siege of Arden")
    b = told("besiege", "nearly four years of siege", outlet="Daily")
    c = told("besiege", "besieged for more than three years", outlet="Herald")
    assert field("duration", [a, b]).agreement == "disputed"
    assert field("duration", [a, c]).agreement == "agreed"
    assert field("duration", [a, b]).unit == "years"
    # How long a battle took is not how long the siege did.
    assert not [f for f in fields([told("capture", "took it in three days")])
                if f.name == "duration"]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("three and a half years", 3.25, 3.75),
        ("more than three years", 3, 4),
        ("almost 4 years", 3.5, 4),
        ("about two years", 1.5, 2.5),
    ],
)
def test_lengths(text: str, low: float, high: float) -> None:
    found = length(f"It lasted {text}.", EFFECTS)
    assert found is not None
    assert found[:2] == pytest.approx((low, high))


def test_a_time_before_is_no_length() -> None:
    assert length("It had fallen a day earlier.", EFFECTS) is None


@pytest.mark.parametrize(
    ("quantity", "low", "high"),
    [
        (people(486_700), 486_650, 486_750),
        (people(40_000), 35_000, 45_000),
        (people(7), 7, 7),
        (people(None, low=24), 24, float("inf")),
    ],
)
def test_reach_of_figures(quantity: Quantity, low: float, high: float) -> None:
    assert reach(quantity) == (low, high)


def test_what_is_denied_or_only_supposed_gives_no_value_beside_what_is_said() -> None:
    a = told("kill", quantities=[people(3)])
    b = told("kill", outlet="Daily", quantities=[people(30)], polarity="negative")
    c = told("kill", outlet="Herald", quantities=[people(30)], status="hypothetical",
             modality="hypothetical")  # fmt: skip
    assert len(field("killed", [a, b, c]).values) == 1


def test_the_order_of_claims_does_not_matter() -> None:
    claims = [
        told("capture", actor=[party("SYR-MIL")], at=[place("Arden")], on="2024-05-07"),
        told("capture", outlet="Daily", actor=[party("HEZBOLLAH")], at=[place("Belmont")]),
        told("lose", outlet="Herald", actor=[party("SYR-REB")], quantities=[people(60)]),
    ]
    assert len({fields(order) for order in permutations(claims)}) == 1


@pytest.mark.parametrize(
    ("ours", "theirs", "agreement"),
    [
        ("LEVANT-FRONT", "YPG", "disputed"),
        ("LEVANT-FRONT", "Kurdish forces", "disputed"),  # a side by its name alone
        ("SDN-MIL", "RSF", "disputed"),
        ("UKR-MIL", "RUS-MIL", "disputed"),
        ("ARM-MIL", "AZE-MIL", "disputed"),  # of no one side
        ("SYR-MIL", "HEZBOLLAH", "agreed"),  # allies may hold it together
        ("LEVANT-FRONT", "AHRAR-SHAM", "agreed"),
        ("YPG", "Kurdish forces", "agreed"),
    ],
)
def test_one_place_held_by_two(ours: str, theirs: str, agreement: str) -> None:
    a = told("control", by=[source(ours)], actor=[party(ours)], at=[place("Arden")])
    b = told("control", outlet="Daily", actor=[party(theirs)], at=[place("Arden")])
    assert field("actor", [a, b]).agreement == agreement


def test_sides_are_asked_for_their_day() -> None:
    like = load_knowledge().parties.like
    assert like(party("SDN-MIL"), party("RSF"), "2024-05-08") == "opposed"
    assert like(party("SDN-MIL"), party("RSF"), "2020-05-08") != "opposed"


def test_capture_and_recapture_are_two_deeds() -> None:
    a = told("capture", actor=[party("SYR-MIL")], at=[place("Arden")], on="2024-05-05")
    b = told("retake", outlet="Daily", actor=[party("SYR-REB")], at=[place("Arden")],
             on="2024-05-07")  # fmt: skip
    undated = told("retake", outlet="Herald", actor=[party("SYR-REB")], at=[place("Arden")])
    lost = told("lose", outlet="Post", actor=[party("SYR-REB")], at=[place("Arden")])
    for other in (b, undated, lost):
        assert field("actor", [a, other]).agreement != "disputed"
    assert field("when", [a, b]).agreement != "disputed"
    fell = told("capture", outlet="Post", at=[place("Arden")], on="2024-05-05")
    assert field("when", [fell, b]).agreement != "disputed"
    same_day = told("capture", outlet="Daily", actor=[party("SYR-REB")], at=[place("Arden")],
                    on="2024-05-05")  # fmt: skip
    assert field("actor", [a, same_day]).agreement == "disputed"


def test_backers_of_either_side_are_no_dispute() -> None:
    a = told("support", actor=[party("RUS")], recipient=[party("SYR-GOV")])
    b = told("support", outlet="Daily", actor=[party("TUR")], recipient=[party("SYR-REB")])
    assert {f.agreement for f in fields([a, b])} == {"agreed"}
    assert {f.agreement for f in build_incident([a, b], (), one_root).fields} == {"single source"}


def test_blows_of_either_side_are_no_dispute() -> None:
    a = told("bombard", actor=[party("SYR-MIL")], recipient=[party("SYR-REB")])
    b = told("bombard", outlet="Daily", actor=[party("SYR-REB")], recipient=[party("SYR-MIL")])
    assert "disputed" not in {f.agreement for f in fields([a, b])}


def test_who_is_blamed_is_a_value() -> None:
    a = told("fail_talks", by=[source("SYR-OPP", "accused")], modality="accused",
             actor=[party("SYR-GOV")])  # fmt: skip
    b = told("fail_talks", outlet="Daily", modality="demanded", status="wanted",
             by=[source("SYR-GOV", "accused"), source("TUR", "ordered")])  # fmt: skip
    found = field("actor", [a, b])
    assert found.agreement == "disputed"
    assert {v.value for v in found.values} == {"SYR-GOV", "TUR"}


def test_a_running_toll_of_one_source() -> None:
    a = told("kill", by=[source("SOHR")], quantities=[people(58)])
    b = told("kill", by=[source("SOHR")], start=60, quantities=[people(73)])
    later = told("kill", outlet="Daily", quantities=[people(73)], published="2024-05-09")
    earlier = told("kill", outlet="Herald", quantities=[people(73)], published="2024-05-07")
    assert field("killed", [a, b]).agreement == "single source"
    assert field("killed", [a, later]).agreement == "agreed"
    assert field("killed", [a, earlier]).agreement == "disputed"


def test_figures_of_other_places() -> None:
    a = told("kill", quantities=[people(58)], at=[place("Arden")])
    b = told("kill", outlet="Daily", quantities=[people(3)], at=[place("Belmont")])
    assert field("killed", [a, b]).agreement == "agreed"


def test_each_figure_has_one_name() -> None:
    towns = Quantity(text="two towns", start=0, end=1, what="towns", unit="towns", best=2)
    years = Quantity(text="three years", start=0, end=1, what="years", unit="years", best=3)
    dead = Quantity(text="Three killed", start=0, end=1, what="killed", unit="people", best=3)
    siege = told("encircle", "three years", quantities=[towns, years])
    names = {f.name for f in fields([siege, told("kill", outlet="Daily", quantities=[dead])])}
    assert names == {"encircle", "duration", "killed"}


def test_contradicting_claims_do_not_count_together() -> None:
    at = [place("Arden")]
    a = told("control", by=[source("LEVANT-FRONT")], actor=[party("LEVANT-FRONT")], at=at)
    b = told("control", outlet="Daily", by=[source("YPG")], actor=[party("YPG")], at=at)
    c = told("control", outlet="Herald", actor=[party("YPG")], at=at)

    def across(claims: Sequence[Claim]) -> Corroboration:
        return replace(one_root(claims), across=True)

    found = build_incident([a, b, c], (), across)
    assert (found.corroboration.low, found.corroboration.across) == (2, False)
    assert build_incident([b, c], (), across).corroboration.across
    no = told("control", outlet="Post", actor=[party("YPG")], at=at, polarity="negative")
    assert not build_incident([b, c, no], (), across).corroboration.across


def test_whom_blows_hit_is_a_disputed_recipient() -> None:
    a = told("air_strike", "strikes hit only terrorists", actor=[party("RUS")],
             recipient=[party("terrorists")])  # fmt: skip
    b = told("air_strike", "strikes mostly hit moderate rebels", outlet="Daily",
             actor=[party("RUS")], recipient=[party("moderate rebels")])  # fmt: skip
    assert field("recipient", [a, b]).agreement == "disputed"
    found = build_incident([a, b], (), lambda some: replace(one_root(some), across=True))
    assert (found.corroboration.low, found.corroboration.across) == (1, False)
