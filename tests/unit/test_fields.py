"""Fields of an incident: every value with its claims, and whether they agree."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest
from tests.told import party, people, place, told

from sayso.core.record import Field
from sayso.core.types import Claim, Quantity
from sayso.incidents.accounts import load_knowledge
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
    found = field("killed people", [a, b])
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
    assert len(field("killed people", [a, b, c]).values) == 1


def test_the_order_of_claims_does_not_matter() -> None:
    claims = [
        told("capture", actor=[party("SYR-MIL")], at=[place("Arden")], on="2024-05-07"),
        told("capture", outlet="Daily", actor=[party("HEZBOLLAH")], at=[place("Belmont")]),
        told("lose", outlet="Herald", actor=[party("SYR-REB")], quantities=[people(60)]),
    ]
    assert len({fields(order) for order in permutations(claims)}) == 1
