"""Access by hand: types of constraint and how each was put, attacks on aid and health care, convoys
with their steps, evacuations."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from tests.told import denied, party, people, place, source, told
from tests.unit.test_situation import at

from sayso.core.relief import Access, Convoy, Evacuation
from sayso.core.types import Claim, Mention, Place, Quantity, Relation

ARDEN = (place("Arden"),)
ARMY, REBELS = (party("SYR-MIL"),), (party("SYR-REB"),)
COUNTRY = Place(text="Arland", start=0, end=6, name="Arland", country="SYR", precision="country")


def thing(words: str, id: str | None = None, **rest: Any) -> Mention:
    return Mention(text=words, start=0, end=len(words), id=id, name=words, **rest)


CROSS = thing("the Red Cross", "ICRC", kind="NGO")


def of_arden(relation: Relation) -> Place:
    return replace(place("Arden"), relation=relation)


def only(*claims: Claim, **rest: Any) -> Access:
    (line,) = at(*claims, **rest).access
    return line


# Types


@pytest.mark.parametrize(
    ("predicate", "words", "roles", "type_"),
    [
        ("deny_access", "soldiers denied access to Arden", {}, "movement within"),
        ("close_border", "the army closed the crossing", {}, "movement into"),
        ("refuse_permit", "the ministry refused a permit", {}, "bureaucracy"),
        ("block_aid", "customs held the shipment for lack of a permit", {}, "bureaucracy"),
        ("interfere_in_aid", "the militia taxed relief", {}, "interference"),
        ("block_aid", "rebels confiscated the drugs", {}, "interference"),
        ("hinder_aid_work", "clashes hampered relief work", {}, "active hostilities"),
        ("block_road", "snow blocked the road", {}, "environment"),
        ("mine_contamination", "the fields are mined", {}, "mines"),
        ("hinder_aid_work", "landmines keep aid workers out", {}, "mines"),
        ("prevent_leaving", "soldiers keep families from leaving", {}, "movement of people"),
        ("loot_aid", "gunmen looted food", {}, "violence against staff and assets"),
        ("kill", "two aid workers were killed", {"recipient": [thing("two aid workers")]},
         "violence against staff and assets"),
        ("air_strike", "a clinic was bombed", {"recipient": [thing("a clinic")]},
         "attack on health care"),
    ],
)  # fmt: skip
def test_types_of_constraint(predicate: str, words: str, roles: dict[str, Any], type_: str) -> None:
    line = only(told(predicate, words, at=ARDEN, **roles))
    assert (line.type, line.status, line.place) == (type_, "reported", ("Arden",))
    assert line.words == words
    assert line.country == "SYR"


def test_what_keeps_aid_out_of_a_country_is_a_constraint_of_entry() -> None:
    assert only(told("deny_access", "the state barred monitors", at=[COUNTRY])).type == (
        "movement into"
    )


def test_blows_at_others_are_no_constraint() -> None:
    near = thing("the village near the hospital")
    for whom in (thing("a barracks"), near, thing("two soldiers")):
        assert at(told("shell", at=ARDEN, recipient=[whom])).access == ()


@pytest.mark.parametrize(
    ("words", "target"),
    [("a field hospital", "facility"), ("three nurses", "staff"), ("nine patients", "patients"),
     ("an ambulance", "transport")],
)  # fmt: skip
def test_attacks_on_health_care_say_what_was_hit_and_are_sensitive(words: str, target: str) -> None:
    line = only(told("attack", at=ARDEN, on="2024-05-03", actor=REBELS, recipient=[thing(words)]))
    assert (line.target, line.sensitive, line.by) == (target, True, ("SYR-REB",))
    assert (line.from_, line.days) == ("2024-05-03", 5)


def test_an_attack_on_a_helper_by_name_is_one_on_its_staff() -> None:
    line = only(told("attack", at=ARDEN, recipient=[CROSS], actor=REBELS))
    assert (line.type, line.target) == ("violence against staff and assets", "staff")
    assert line.organisation == ("ICRC",)


# How it was put


def test_what_somebody_is_accused_of_stands_as_that() -> None:
    blame = told("block_aid", "the UN accused the army of blocking aid", at=ARDEN, actor=ARMY,
                 modality="accused", by=[source("UN", "accused")])  # fmt: skip
    line = only(blame)
    assert (line.status, line.by_account_of) == ("accused", ("UN",))
    assert [f for f in at(blame).fluents if f.claims] == []


def test_a_denial_stands_against_and_alone_as_a_denial() -> None:
    block = told("block_aid", "the army blocked a convoy", at=ARDEN, actor=ARMY)
    no = denied("block_aid", "SYR-GOV", at=ARDEN, actor=ARMY)
    both = only(block, no)
    assert (both.status, both.claims, both.against) == ("reported", (block.id,), (no.id,))
    alone = only(no)
    assert (alone.status, alone.claims, alone.against) == ("denied", (), (no.id,))


@pytest.mark.parametrize(
    ("status", "modality", "act"),
    [("wanted", "demanded", "demanded"), ("predicted", "projected", "stated"),
     ("considered", "considered", "stated"), ("conditional", "conditional", "stated"),
     ("happened", "opinion", "opined"), ("intended", "vowed", "promised")],
)  # fmt: skip
def test_what_is_not_told_as_a_fact_is_no_constraint(status: Any, modality: Any, act: Any) -> None:
    claim = told("block_aid", at=ARDEN, actor=ARMY, status=status, modality=modality,
                 by=[source("UN", act)])  # fmt: skip
    assert at(claim).access == ()


def test_a_threat_is_a_threat() -> None:
    threat = told("close_border", at=ARDEN, actor=ARMY, status="intended", modality="threatened",
                  by=[source("SYR-GOV", "threatened")])  # fmt: skip
    assert (only(threat).status, only(threat).by_account_of) == ("threatened", ("SYR-GOV",))


def test_denying_that_there_is_need_is_a_constraint_of_who_denies_it() -> None:
    no = denied("hunger", "SYR-GOV", at=ARDEN)
    line = only(no)
    assert (line.type, line.by) == ("denial of need", ("SYR-GOV",))
    assert (line.by_account_of, line.status) == (("SYR-GOV",), "denied")
    assert (line.claims, line.against) == ((no.id,), ())
    doctors = replace(source("Doctors", "denied", "negative"), kind="NGO")
    assert at(told("hunger", at=ARDEN, by=[doctors], polarity="negative",
                   modality="denied")).access == ()  # fmt: skip


def test_what_is_not_let_in_is_kept_out() -> None:
    no = told("allow_access", "the army lets no food into Arden", at=[of_arden("to")], actor=ARMY,
              polarity="negative", status="ongoing")  # fmt: skip
    line = only(no)
    assert (line.type, line.status, line.claims) == ("movement within", "reported", (no.id,))
    assert at(denied("allow_access", "SYR-GOV", at=ARDEN)).access == ()


def test_aid_that_is_brought_to_a_place_is_let_in_there() -> None:
    came = told("aid_convoy_enters", at=[of_arden("to")], on="2024-05-06")
    (state,) = (f for f in at(came).fluents if f.name == "access")
    assert (state.of, state.value, state.state) == (("Arden",), "let in", "holds")


def test_accounts_of_one_constraint_make_one_line() -> None:
    first = told("block_aid", "one", at=ARDEN, actor=ARMY, on="2024-05-02", by=[source("UN")])
    second = told("block_aid", "two", at=ARDEN, actor=ARMY, on="2024-05-04", outlet="Daily")
    line = only(first, second)
    assert (line.from_, line.words, line.days) == ("2024-05-02", "two", 4)
    assert line.by_account_of == ("UN", "own voice")
    other = told("block_aid", "three", at=ARDEN, actor=REBELS, on="2024-05-04")
    assert len(at(first, other).access) == 2


def test_a_constraint_is_shown_for_its_days_and_may_be_over() -> None:
    block = told("block_aid", at=ARDEN, actor=ARMY, on="2024-03-01", published="2024-03-02")
    assert only(block, day="2024-03-31").days == 30
    assert at(block, day="2024-04-01").access == ()
    let = told("allow_access", at=ARDEN, actor=ARMY, on="2024-03-10", published="2024-03-11")
    assert only(block, let, day="2024-03-12").over
    assert not only(block, let, day="2024-03-05").over


def test_impact_and_response_are_what_accounts_say_came_of_it() -> None:
    block = told("block_aid", at=ARDEN, actor=ARMY)
    hungry = told("hunger", "families go hungry", at=ARDEN, more={"cause": (block.id,)},
                  status="ongoing")  # fmt: skip
    away = told("cut_funds", "the agency halted its work", actor=[CROSS],
                more={"cause": block.id}, by=[source("UN")])  # fmt: skip
    line = only(block, hungry, away)
    assert [(r.what, r.claims) for r in line.impact] == [("families go hungry", (hungry.id,))]
    assert [(r.what, r.by_account_of) for r in line.response] == [
        ("the agency halted its work", "UN")
    ]


def test_whom_it_touches_and_in_which_sector() -> None:
    trade = told("close_border", at=ARDEN, recipient=[thing("commercial goods")])
    assert only(trade).affected == "commerce"
    drugs = told("block_aid", "soldiers held medicine", at=ARDEN, recipient=[CROSS])
    assert (only(drugs).affected, only(drugs).sector) == ("aid", ("health",))


# Convoys


def convoys(*claims: Claim, **rest: Any) -> tuple[Convoy, ...]:
    return at(*claims, **rest).convoys


def asked(on: str = "2024-05-01", **rest: Any) -> Claim:
    return told("request_permit", "the Red Cross requested a permit", on=on, actor=[CROSS],
                **{"at": [of_arden("to")], **rest})  # fmt: skip


def entered(on: str, words: str = "a convoy entered Arden", **rest: Any) -> Claim:
    return told("aid_convoy_enters", words, at=ARDEN, on=on, **rest)


def test_a_convoy_with_its_steps() -> None:
    trucks = Quantity(text="20 trucks", start=0, end=9, what="trucks", unit="trucks", best=20)
    yes = told("approve_permit", "the ministry approved the convoy", on="2024-05-03",
               actor=[party("SYR-GOV")], at=[of_arden("to")])  # fmt: skip
    came = entered("2024-05-06", quantities=[trucks], by=[source("UN")],
                   content=[thing("flour")])  # fmt: skip
    (line,) = convoys(asked(), yes, came)
    assert [(s.step, s.when, s.who) for s in line.steps] == [
        ("requested", "2024-05-01", ("ICRC",)), ("approved", "2024-05-03", ("SYR-GOV",)),
        ("entered", "2024-05-06", ()),
    ]  # fmt: skip
    assert (line.status, line.place, line.organisation) == ("entered", ("Arden",), ("ICRC",))
    assert (line.from_, line.to, line.sensitive) == ("2024-05-01", "2024-05-06", False)
    assert (line.figures, line.cargo) == (("20 trucks",), ("flour",))


def test_a_convoy_on_its_way_is_sensitive() -> None:
    (line,) = convoys(asked())
    assert (line.status, line.to, line.sensitive) == ("requested", "..", True)


def test_refused_delayed_stripped_looted_and_turned_back() -> None:
    for predicate, words, step in (
        ("refuse_permit", "the ministry refused a permit for the convoy", "refused"),
        ("delay_permit", "the convoy awaits clearance", "delayed"),
        ("interfere_in_aid", "soldiers removed drugs from the convoy", "inspected"),
        ("loot_aid", "gunmen looted the convoy", "looted"),
        ("attack", "gunmen attacked an aid convoy", "attacked"),
        ("block_aid", "soldiers turned back the convoy", "turned back"),
        ("block_aid", "soldiers blocked the convoy", "blocked"),
    ):  # fmt: skip
        (line,) = convoys(told(predicate, words, at=ARDEN, on="2024-05-05"))
        assert (line.status, len(line.steps)) == (step, 1), words


def test_another_convoy_begins_where_one_has_ended() -> None:
    first, second = entered("2024-05-02"), entered("2024-05-06", "another convoy entered Arden")
    assert len(convoys(first, second)) == 2
    again = asked("2024-05-07")
    assert [c.status for c in convoys(first, again)] == ["entered", "requested"]
    later = entered("2024-05-07")
    assert len(convoys(told("approve_permit", "the convoy was approved", at=ARDEN, on="2024-04-01"),
                       later)) == 2  # fmt: skip


def test_two_accounts_of_one_entry_are_one_step() -> None:
    a, b = entered("2024-05-06"), entered("2024-05-06", "aid trucks came in", outlet="Daily")
    (line,) = at(a, b, groups={a.id: [a, b]}).convoys
    (step,) = line.steps
    assert (step.step, step.claims) == ("entered", tuple(sorted((a.id, b.id))))


def test_a_step_without_a_place_is_of_the_convoy_last_spoken_of() -> None:
    ask = asked("2024-05-01")
    yes = told("approve_permit", "the ministry approved the convoy", start=120)
    far = told("refuse_permit", "the ministry refused a permit for trucks", start=5000)
    found = convoys(ask, yes, far)
    assert {c.place: [s.step for s in c.steps] for c in found} == {
        ("Arden",): ["requested", "approved"], (): ["refused"],
    }  # fmt: skip


def test_another_convoy_is_not_the_one_last_spoken_of() -> None:
    other = told("block_aid", "soldiers stripped a second aid convoy of drugs", start=90)
    found = convoys(asked(), other)
    assert {c.place for c in found} == {("Arden",), ()}


def test_what_is_agreed_approves_what_is_planned_does_not_enter() -> None:
    agreed = told("allow_access", "agreed to let a convoy into Arden", at=ARDEN, status="intended",
                  modality="planned", by=[source("SYR-GOV", "agreed")])  # fmt: skip
    (line,) = convoys(agreed)
    assert [(s.step, s.status) for s in line.steps] == [("approved", "reported")]
    plan = entered("2024-05-20", status="scheduled", modality="planned")
    (line,) = convoys(plan)
    assert (line.status, [(s.step, s.status) for s in line.steps]) == (
        None, [("entered", "planned")],
    )  # fmt: skip
    assert [f for f in at(agreed, plan).fluents if f.claims] == []


def test_what_a_helper_asks_to_be_let_in_is_requested() -> None:
    helper = replace(source("ICRC", "asked"), kind="NGO")
    ask = told("aid_convoy_enters", "asked that a convoy enter Arden", at=ARDEN, status="wanted",
               modality="demanded", by=[helper])  # fmt: skip
    (line,) = convoys(ask)
    assert [(s.step, s.who) for s in line.steps] == [("requested", ("ICRC",))]
    rebels = replace(ask, sources=(source("SYR-REB", "demanded"),))
    assert convoys(rebels) == ()


def test_a_denied_step_stands_as_denied() -> None:
    no = denied("loot_aid", "SYR-OPP", "rebels deny looting the convoy", at=ARDEN, actor=REBELS)
    (line,) = convoys(entered("2024-05-06"), no)
    assert {(s.step, s.status) for s in line.steps} == {("entered", "reported"),
                                                         ("looted", "denied")}  # fmt: skip
    assert (line.status, line.against) == ("entered", (no.id,))


# Evacuations


def evacuations(*claims: Claim, **rest: Any) -> tuple[Evacuation, ...]:
    return at(*claims, **rest).evacuations


def evacuate(words: str = "residents were evacuated", **rest: Any) -> Claim:
    to = replace(place("Belmont"), relation="to")
    return told("evacuate", words, recipient=[thing("residents")],
                **{"at": [of_arden("from"), to], **rest})  # fmt: skip


def test_an_evacuation_of_whom_from_where_to_where_how_many() -> None:
    (line,) = evacuations(evacuate(on="2024-05-04", quantities=[people(600)], by=[source("UN")]))
    assert (line.status, line.of, line.when) == ("done", ("residents",), "2024-05-04")
    assert (line.origin, line.destination) == (("Arden",), ("Belmont",))
    assert [(f.best, f.by_account_of) for f in line.figures] == [(600, "UN")]
    assert not line.sensitive


@pytest.mark.parametrize(
    ("rest", "status"),
    [
        ({"more": {"phase": "end"}}, "suspended"),
        ({"words": "the evacuation was completed", "more": {"phase": "end"}}, "done"),
        ({"more": {"phase": "begin"}}, "under way"),
        ({"status": "ongoing"}, "under way"),
        ({"status": "scheduled", "modality": "planned"}, "planned"),
        ({"status": "intended", "modality": "planned", "by": [source("UN", "agreed")]}, "agreed"),
        ({"polarity": "negative"}, "denied"),
    ],
)
def test_how_an_evacuation_stands(rest: dict[str, Any], status: str) -> None:
    (line,) = evacuations(evacuate(**rest))
    assert line.status == status
    assert bool(line.claims) == (status != "denied")


def test_an_evacuation_that_is_demanded_is_none() -> None:
    claim = evacuate(status="wanted", modality="demanded", by=[source("UN", "demanded")])
    assert evacuations(claim) == ()


def test_an_agreed_evacuation_stands_beside_one_that_was_done() -> None:
    agreed = evacuate("agreed", status="intended", modality="planned", published="2024-05-02",
                      by=[source("UN", "agreed")])  # fmt: skip
    done = evacuate("done", on="2024-05-06")
    assert {e.status for e in evacuations(agreed, done)} == {"agreed", "done"}
    assert evacuations(done, day="2024-06-10") == ()
