"""What happened in the days around a thing, and the history of a place."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from tests.told import denied, party, place, source, told
from tests.unit.test_situation import at

from sayso.core.around import NOTE, Around, History
from sayso.core.errors import UsageError
from sayso.core.types import Claim, Mention
from sayso.situation.around import around, history, point

TALKS = Mention(text="the talks", start=0, end=9, id="TALKS-X", name="X talks", kind="talks")
ARMY, REBELS = (party("SYR-MIL"),), (party("SYR-REB"),)
ARDEN, BELMONT = (place("Arden"),), (place("Belmont"),)


def pause(on: str = "2024-05-10", **rest: Any) -> Claim:
    return told("suspend_talks", on=on, at=ARDEN, **{"content": [TALKS], **rest})


def capture(on: str | None, **rest: Any) -> Claim:
    more = {"at": ARDEN, "actor": ARMY, "published": "2024-05-20", **rest}
    return told("capture", on=on, **more)


def near(of: Claim, *claims: Claim, reach: int = 7, fighting: bool = False) -> Around:
    told_ = {c.id: [c] for c in (of, *claims)}
    return around(told_, point(told_, of.id), reach, fighting)


def of_place(name: str, *claims: Claim, **rest: Any) -> History:
    return history({c.id: [c] for c in claims}, name, **rest)


def test_changes_before_on_and_after_the_day_in_order() -> None:
    days = (2, 3, 9, 10, 17, 18)
    claims = [capture(f"2024-05-{day:02}", start=day) for day in days]
    found = near(pause(), *claims)
    assert [(n.happening.when, n.moment, n.days) for n in found.happenings] == [
        ("2024-05-03", "before", -7), ("2024-05-09", "before", -1),
        ("2024-05-10", "around the same days", 0), ("2024-05-17", "after", 7),
    ]  # fmt: skip
    assert (found.when, found.days, found.note) == ("2024-05-10", 7, NOTE)
    (moved, *_) = found.happenings[0].happening.moved
    assert (moved.change, moved.state, moved.of, moved.value) == (
        "starts", "control", ("Arden",), "SYR-GOV",
    )  # fmt: skip
    assert [n.happening.when for n in near(pause(), *claims, reach=0).happenings] == ["2024-05-10"]


def test_only_what_passes_the_gate_and_moves_a_state_on_the_ground() -> None:
    others = [
        capture("2024-05-09", modality="accused", by=[source("SYR-REB", "accused")]),
        capture("2024-05-11", start=1, modality="planned", status="scheduled"),
        capture("2024-05-11", start=2, modality="demanded", status="wanted",
                by=[source("SYR-REB", "demanded")]),
        denied("capture", "SYR-REB", at=ARDEN, on="2024-05-09", actor=ARMY),
        told("begin_talks", on="2024-05-09", content=[TALKS]),
    ]  # fmt: skip
    assert near(pause(), *others).happenings == ()


def test_blows_that_change_no_state_are_listed_on_demand() -> None:
    raid = told("air_strike", on="2024-05-09", at=ARDEN, actor=ARMY)
    assert near(pause(), raid).happenings == ()
    (one,) = near(pause(), raid, fighting=True).happenings
    assert (one.happening.predicate, one.happening.moved) == ("air_strike", ())


def test_another_war_is_not_around() -> None:
    far = replace(place("Belmont"), country="YEM")
    away = told("capture", on="2024-05-09", at=[far], actor=[party("YEM-MIL")])
    assert near(pause(), away).happenings == ()


def test_accounts_denials_and_links_that_an_account_makes() -> None:
    taken = capture("2024-05-09", by=[source("SYR-GOV")])
    no = denied("capture", "SYR-REB", at=ARDEN, on="2024-05-09", actor=ARMY)
    because = pause(by=[source("UN")], more={"cause": taken.id})
    told_ = {because.id: [because], taken.id: [taken, no]}
    (one,) = around(told_, point(told_, because.id), 7).happenings
    assert one.happening.by_account_of == ("SYR-GOV",)
    assert one.happening.denied_by == ("SYR-REB",)
    assert one.said_to_be_linked_by == ("UN",)


def test_an_undated_change_is_of_the_days_before_its_report() -> None:
    (one,) = near(pause(), capture(None, published="2024-05-12")).happenings
    assert (one.happening.when, one.happening.first, one.happening.last) == (
        None, "2024-05-05", "2024-05-12",
    )  # fmt: skip
    assert one.moment == "around the same days"


def test_around_a_line_of_the_situation_and_what_is_only_set() -> None:
    claims = (pause(), capture("2024-05-08"))
    found = at(*claims, day="2024-05-12")
    told_ = {c.id: [c] for c in claims}
    of = point(told_, found.talks[0].id, found)
    assert (of.first, of.last) == (point(told_, pause().id).first,) * 2
    assert len(around(told_, of, 7).happenings) == 1
    plan = pause("2024-06-20", status="scheduled", modality="planned", published="2024-05-09")
    told_ = {c.id: [c] for c in (plan, capture("2024-05-08"))}
    assert point(told_, plan.id).when == "2024-05-09"


@pytest.mark.parametrize("id", ["", "zz"])
def test_there_is_no_such_thing(id: str) -> None:
    told_ = {pause().id: [pause()]}
    with pytest.raises(UsageError):
        point(told_, id)
    with pytest.raises(UsageError):
        point(told_, id, at(pause()))


def test_a_place_has_its_states_with_their_days_and_accounts() -> None:
    held = told("control", at=ARDEN, actor=REBELS, status="ongoing", published="2024-05-01")
    taken = capture("2024-05-05", by=[source("SYR-GOV")])
    no = denied("capture", "SYR-REB", at=ARDEN, on="2024-05-05", actor=ARMY)
    siege = told("besiege", at=ARDEN, actor=REBELS, status="ongoing", published="2024-05-06")
    lifted = told("lift_siege", at=ARDEN, on="2024-05-08")
    there = told("capture", start=5, at=BELMONT, on="2024-05-06", actor=ARMY)
    found = of_place("arden", held, taken, no, siege, lifted, there)
    spells = {(s.state, s.value): s for s in found.states}
    old, new = spells["control", "SYR-REB"], spells["control", "SYR-GOV"]
    assert (old.from_, old.by, old.to) == (None, "2024-05-01", "2024-05-05")
    assert (old.by_account_of, old.ended_by_account_of) == (("own voice",), ("SYR-GOV",))
    assert (new.from_, new.to, new.denied_by) == ("2024-05-05", "..", ("SYR-REB",))
    assert spells["siege", "SYR-REB"].to == "2024-05-08"
    assert [h.predicate for h in found.happenings] == [
        "control",
        "capture",
        "besiege",
        "lift_siege",
    ]
    assert found.happenings[1].moved[0].of == ("Arden",)
    assert all(s.of == ("Arden",) for s in found.states)


def test_a_history_between_two_days() -> None:
    early, late = capture("2024-03-05"), capture("2024-05-05", start=3, actor=[party("ISIL")])
    assert len(of_place("Arden", early, late).happenings) == 2
    found = of_place("Arden", early, late, since="2024-05-01")
    assert [h.when for h in found.happenings] == ["2024-05-05"]
    assert [s.value for s in found.states if s.state == "control"] == ["SYR-GOV", "ISIL"]
    found = of_place("Arden", early, late, until="2024-04-01")
    assert [s.value for s in found.states if s.state == "control"] == ["SYR-GOV"]


def test_a_place_that_no_report_names() -> None:
    with pytest.raises(UsageError):
        of_place("Nowhere", capture("2024-05-05"))
