"""Each kind of dispute is found, and each harmless difference is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import pytest
from msgspec.structs import replace
from tests.told import denied, entry, one_root, party, people, place, source, told

from sayso.core.record import Dispute, Entry
from sayso.core.types import Claim, Mention, Place, Span
from sayso.incidents.accounts import Held
from sayso.incidents.clashes.clash import untangled
from sayso.incidents.disputes import find_disputes
from sayso.incidents.likeness import Window

ARDEN = (place("Arden"),)
TALKS = Mention(text="the talks", start=0, end=9, id="TALKS-X", name="X talks", kind="talks")
REBELS, ARMY = (party("SYR-REB"),), (party("SYR-MIL"),)


def disputes(
    *claims: Claim,
    together: bool = True,
    entries: Mapping[str, Entry] | None = None,
    families: Mapping[str, str] | None = None,
) -> tuple[Dispute, ...]:
    """Disputes of claims that are one incident, or each its own."""
    incidents: dict[str, Sequence[Claim]] = {c.id: [c] for c in claims}
    if together:
        incidents = {min(c.id for c in claims): list(claims)}
    found = {c.report.id: entry(c) for c in claims} if entries is None else entries
    return find_disputes(incidents, {c.id: c for c in claims}, found, one_root, families)


def only(*claims: Claim, together: bool = True) -> Dispute:
    (found,) = disputes(*claims, together=together)
    return found


# Impossible together


def test_a_place_cannot_be_besieged_and_held_by_one_party() -> None:
    siege = told("besiege", "rebels besieged Arden", actor=REBELS, at=ARDEN)
    hold = told("control", "rebels held Arden", outlet="Daily", actor=REBELS, at=ARDEN)
    found = only(siege, hold, together=False)
    assert (found.kind, found.rule) == ("control", "impossible together")
    assert found.why == (
        "World Wire: “rebels besieged Arden”; Daily: “rebels held Arden”: a place cannot be "
        "besieged and held by the same party."
    )
    assert [p.claims for p in found.positions] == [(siege.id,), (hold.id,)]
    assert [p.label for p in found.positions] == ["besieged by SYR-REB", "held by SYR-REB"]


def test_one_report_can_contradict_itself() -> None:
    siege = told("break_siege", "broke a rebel siege", actor=ARMY, recipient=REBELS, at=ARDEN)
    hold = told("control", "which rebels had held", actor=REBELS, at=ARDEN, start=90)
    assert only(siege, hold).rule == "impossible together"


def test_besieged_by_one_and_held_by_the_other_is_how_sieges_are() -> None:
    siege = told("besiege", actor=REBELS, at=ARDEN)
    hold = told("control", outlet="Daily", actor=ARMY, at=ARDEN)
    assert disputes(siege, hold) == ()


def test_a_siege_and_a_hold_at_other_times() -> None:
    siege = told("besiege", actor=REBELS, at=ARDEN, on="2023-05")
    hold = told("control", outlet="Daily", actor=REBELS, at=ARDEN, on="2024-05-01")
    assert disputes(siege, hold) == ()


def test_a_part_of_a_place_can_be_held_by_those_who_besiege_the_rest() -> None:
    siege = told("besiege", actor=ARMY, at=ARDEN)
    part = told("control", outlet="Daily", actor=ARMY, at=[place("Arden", "part")])
    named = told("control", "army-held Arden", outlet="Herald", actor=ARMY, at=ARDEN)
    assert disputes(siege, part, named) == ()


# One value of a state


def test_two_holders_at_one_time() -> None:
    a = told("control", "the army holds Arden", actor=ARMY, at=ARDEN)
    b = told("control", "rebels hold Arden", outlet="Daily", actor=REBELS, at=ARDEN)
    found = only(a, b)
    assert (found.kind, found.rule) == ("control", "one value")


def test_two_unknown_parties_that_each_say_they_hold_it() -> None:
    a = told("control", "we hold it", by=[source("River Band")], actor=[party("River Band")],
             at=ARDEN)  # fmt: skip
    b = told("control", "it is ours", by=[source("Hill Band")], actor=[party("Hill Band")],
             at=ARDEN, outlet="Daily")  # fmt: skip
    assert only(a, b).kind == "control"


def test_a_place_changes_hands() -> None:
    a = told("capture", actor=ARMY, at=ARDEN, on="2024-05-05")
    b = told("capture", outlet="Daily", actor=REBELS, at=ARDEN, on="2024-05-06")
    c = told("control", outlet="Herald", actor=REBELS, at=ARDEN, published="2024-05-01")
    assert disputes(a, b, c) == ()


def test_holders_of_other_places_and_of_parts() -> None:
    a = told("control", actor=ARMY, at=ARDEN)
    b = told("control", outlet="Daily", actor=REBELS, at=[place("Belmont")])
    c = told("control", actor=ARMY, at=[place("Cressy", "part")])
    d = told("control", outlet="Daily", actor=REBELS, at=[place("Cressy", "part")], start=90)
    assert disputes(a, b, c, d) == ()


def test_a_crossing_said_to_be_open_and_closed() -> None:
    a = told("close_border", at=ARDEN, on="2024-05-07", status="ongoing")
    b = told("open_border", outlet="Daily", at=ARDEN, on="2024-05-07", status="ongoing")
    found = only(a, b)
    assert (found.kind, found.rule) == ("status", "one value")
    scoped = told("open_border", outlet="Daily", at=ARDEN, on="2024-05-07",
                  recipient=[party("ambulances")])  # fmt: skip
    assert disputes(a, scoped) == ()


# Needs before


def test_talks_that_had_not_begun_cannot_be_suspended() -> None:
    a = told("suspend_talks", "suspended the talks", content=[TALKS])
    b = told("begin_talks", "before they began", outlet="Daily", content=[TALKS],
             polarity="negative")  # fmt: skip
    found = only(a, b, together=False)
    assert (found.kind, found.rule) == ("occurrence", "needs before")


def test_talks_that_had_not_begun_can_be_put_off() -> None:
    a = told("suspend_talks", "postponed the talks", content=[TALKS])
    b = told("begin_talks", "before they began", outlet="Daily", content=[TALKS],
             polarity="negative")  # fmt: skip
    assert disputes(a, b) == ()


def test_who_tells_both_stands_beside_another_voice_only() -> None:
    own = told("suspend_talks", "suspended the talks", content=[TALKS])
    none = told("begin_talks", "before they began", content=[TALKS], polarity="negative")
    assert disputes(own, none) == ()
    envoy = told("suspend_talks", "a pause", by=[source("the envoy")], content=[TALKS])
    first, second = only(own, none, envoy).positions
    assert (set(first.claims), second.claims) == ({own.id, envoy.id}, (none.id,))


def test_talks_that_had_not_begun_the_day_before() -> None:
    a = told("suspend_talks", content=[TALKS], on="2024-05-08")
    b = told("begin_talks", outlet="Daily", content=[TALKS], polarity="negative",
             published="2024-05-07")  # fmt: skip
    assert disputes(a, b) == ()


def test_what_one_holds_already_cannot_be_captured() -> None:
    a = told("capture", actor=ARMY, at=ARDEN, on="2024-05-08")
    b = told("control", outlet="Daily", actor=ARMY, at=ARDEN, on="2024-04/2024-05-07")
    assert only(a, b).rule == "needs before"


# Denied


def test_a_venue_is_not_where_the_matter_lies() -> None:
    venue = msgspec.structs.replace(place("Arden"), country="CHE")
    a = told("fail_talks", "the failure of the talks", content=[TALKS], actor=ARMY, at=ARDEN)
    b = denied("fail_talks", "the envoy", outlet="Daily", content=[TALKS], at=[venue])
    assert only(a, b, together=False).kind == "status"


def test_a_denial_faces_what_it_denies() -> None:
    a = told("air_strike", "aircraft bombed the hospital", by=[source("Doctors")],
             actor=[party("RUS-MIL")], recipient=[party("the hospital")], at=ARDEN)  # fmt: skip
    b = denied("attack", "RUS-GOV", outlet="Daily", actor=[party("RUS")],
               recipient=[party("hospitals")])  # fmt: skip
    found = only(a, b, together=False)
    assert (found.kind, found.rule) == ("occurrence", "denied")
    assert [p.claims for p in found.positions] == [(a.id,), (b.id,)]


def test_a_denial_in_the_chain_faces_what_the_inner_link_says_elsewhere() -> None:
    a = told("deploy", "prepares to send troops", by=[source("RUS-GOV", "accused")],
             modality="accused", status="intended", actor=[party("TUR")], at=ARDEN)  # fmt: skip
    chain = [source("TUR-GOV", "denied", "negative"), source("RUS-GOV", "accused")]
    b = told("invade", "brushed it aside", outlet="Daily", modality="accused",
             status="intended", actor=[party("TUR")], at=ARDEN, by=chain)  # fmt: skip
    assert only(a, b).rule == "denied"


@pytest.mark.parametrize(
    "said",
    [
        told("air_strike", actor=[party("SYR-MIL")], recipient=[party("the hospital")], at=ARDEN),
        told("air_strike", actor=[party("RUS-MIL")], recipient=[party("the barracks")], at=ARDEN),
        told("air_strike", actor=[party("RUS-MIL")], recipient=[party("the hospital")], at=ARDEN,
             status="hypothetical", modality="hypothetical"),
        told("air_strike", actor=[party("RUS-MIL")], recipient=[party("the hospital")], at=ARDEN,
             status="intended", modality="planned"),
        told("kill", actor=[party("RUS-MIL")], recipient=[party("the hospital")], at=ARDEN),
        told("air_strike", actor=[party("RUS-MIL")], recipient=[party("the hospital")], at=ARDEN,
             by=[source("RUS-GOV", "admitted")]),
    ],
    ids=["another doer", "another target", "supposed", "planned", "another deed", "the denier"],
)  # fmt: skip
def test_a_denial_faces_nothing_else(said: Claim) -> None:
    no = denied("attack", "RUS-GOV", outlet="Daily", actor=[party("RUS")],
                recipient=[party("hospitals")])  # fmt: skip
    assert disputes(said, no) == ()


def test_a_denial_of_yesterday_is_not_of_tomorrow() -> None:
    no = denied("close_border", "TUR-GOV", at=ARDEN, published="2024-05-06")
    yes = told("close_border", outlet="Daily", at=ARDEN, on="2024-05-08")
    assert disputes(no, yes) == ()


def test_a_position_that_is_only_reported_is_nobodys() -> None:
    # An outer link denies it, and nobody says it.
    told_of = told("invade", by=[source("TUR-GOV", "denied", "negative"),
                   source("RUS-GOV", "accused")], actor=[party("TUR")], at=ARDEN)  # fmt: skip
    hoped = told("invade", outlet="Daily", actor=[party("TUR")], at=ARDEN, modality="wanted",
                 status="wanted")  # fmt: skip
    assert disputes(told_of, hoped) == ()


def test_who_did_it_where_only_that_is_denied() -> None:
    no = denied("starve", "Band", actor=[party("Band")], at=ARDEN)
    yes = told("starve", outlet="Daily", recipient=[party("SYR-CVL")], at=ARDEN)
    found = only(no, yes)
    assert (found.kind, found.rule) == ("responsibility", "denied")


def test_a_plan_and_a_word_that_it_will_not_be() -> None:
    a = told("resume_talks", "resume on Monday", content=[TALKS], status="scheduled",
             modality="planned", on="2024-05-13")  # fmt: skip
    b = told("resume_talks", "no return", by=[source("SYR-OPP")], outlet="Daily",
             content=[TALKS], status="predicted", modality="projected", polarity="negative",
             on="2024-05-13")  # fmt: skip
    found = only(a, b, together=False)
    assert (found.kind, found.rule) == ("status", "denied")


def test_words_of_talks_to_come_by_nobody_and_nothing_in_common_are_no_dispute() -> None:
    a = told("hold_talks", "talks between the two sides", status="intended", modality="planned",
             actor=[party("the two sides")])  # fmt: skip
    b = told("hold_talks", "will not talk", outlet="Daily", status="predicted",
             modality="projected", polarity="negative", actor=[party("SYR-OPP")])  # fmt: skip
    # The only talks of these weeks, which neither of the two names.
    c = told("begin_talks", "talks began", outlet="Wire", content=[TALKS])
    assert disputes(a, b, c, together=False) == ()
    named = replace(a, roles=replace(a.roles, actor=(party("SYR-OPP"),)))
    assert [d.rule for d in disputes(named, b, c, together=False)] == ["denied"]


def test_it_did_not_is_less_than_a_denial() -> None:
    yes = told("air_strike", actor=[party("RUS-MIL")], recipient=[party("a hospital")], at=ARDEN)
    no = told("air_strike", outlet="Daily", polarity="negative", recipient=[party("a hospital")])
    assert disputes(yes, no) == ()


def test_civilians_alone_are_anybody() -> None:
    yes = told("kill", actor=[party("a man")], recipient=[party("SYR-CVL")])
    no = denied("kill", "Officials", outlet="Daily", recipient=[party("SYR-CVL")])
    assert disputes(yes, no) == ()


def test_a_denial_of_a_hold_is_of_its_place() -> None:
    yes = told("control", actor=REBELS, at=ARDEN)
    no = denied("capture", "SYR-MIL", outlet="Daily", actor=REBELS)
    assert disputes(yes, no) == ()
    near = told("capture", "took the town", actor=REBELS, at=ARDEN, by=[source("SYR-REB")])
    at_once = denied("capture", "SYR-MIL", "denied it", start=60)
    assert only(near, at_once).rule == "denied"


def test_one_source_by_a_part_of_its_name() -> None:
    a = told("trap", "ten", by=[source("Nugroho")], at=ARDEN, quantities=[people(10)])
    b = told("trap", "fifty", by=[source("Purwo Nugroho")], at=ARDEN, quantities=[people(50)],
             start=40)  # fmt: skip
    assert disputes(a, b) == ()


# Ways


def test_the_last_way_cut_and_another_open() -> None:
    a = told("cut_route", "the last supply road to Arden has been cut")
    b = told("route_open", "a second road is still open", outlet="Daily", status="ongoing")
    found = only(a, b, together=False)
    assert (found.kind, found.rule) == ("status", "impossible together")
    one_of_two = told("cut_route", "the main road to Arden has been cut", outlet="Herald")
    assert disputes(one_of_two, b) == ()
    before = told("route_open", "a second road is still open", outlet="Daily", status="ongoing",
                  published="2024-05-01")  # fmt: skip
    assert disputes(a, before) == ()


# Responsibility


def test_two_sides_said_to_have_done_it() -> None:
    hit = [party("SYR-CVL")]
    a = told("bombard", actor=ARMY, recipient=hit, at=ARDEN, on="2024-05-07")
    b = told("bombard", outlet="Daily", actor=REBELS, recipient=hit, at=ARDEN, on="2024-05-07")
    assert only(a, b).kind == "responsibility"
    assert disputes(a, b, together=False) == ()  # two happenings


def test_each_side_strikes_the_other() -> None:
    a = told("bombard", actor=ARMY, recipient=REBELS, at=ARDEN)
    b = told("bombard", outlet="Daily", actor=REBELS, recipient=ARMY, at=ARDEN)
    assert disputes(a, b) == ()


def test_allies_and_organs_do_it_together() -> None:
    hit = [party("SYR-CVL")]
    a = told("bombard", actor=ARMY, recipient=hit, at=ARDEN)
    b = told("bombard", outlet="Daily", actor=[party("SYR-GOV")], recipient=hit, at=ARDEN)
    c = told("bombard", outlet="Herald", actor=[party("HEZBOLLAH")], recipient=hit, at=ARDEN)
    assert disputes(a, b, c) == ()


def test_two_blamed_for_the_failure_of_talks() -> None:
    a = told("fail_talks", "blamed the regime", by=[source("SYR-OPP", "accused")],
             modality="accused", actor=[party("SYR-GOV")], content=[TALKS])  # fmt: skip
    b = told("fail_talks", "had ordered them to fail", outlet="Daily", modality="demanded",
             status="wanted", content=[TALKS],
             by=[source("SYR-GOV", "accused"), source("TUR", "ordered")])  # fmt: skip
    found = only(a, b)
    assert found.kind == "responsibility"
    assert {p.label for p in found.positions} == {"SYR-GOV", "TUR"}


# Target


def hits(text: str, outlet: str, target: str) -> Claim:
    return told("air_strike", text, outlet=outlet, actor=[party("RUS")], recipient=[party(target)])


def test_only_these_and_mostly_those() -> None:
    a = hits("strikes hit only terrorists", "Wire", "terrorists")
    b = hits("strikes mostly hit moderate rebels", "Daily", "moderate rebels")
    found = only(a, b, together=False)
    assert (found.kind, found.rule) == ("target", "one value")
    assert {p.label for p in found.positions} == {"only terrorists", "mostly rebels"}


def test_only_these_and_any_other() -> None:
    a = hits("strikes hit only terrorists", "Wire", "terrorists")
    b = hits("strikes hit a hospital", "Daily", "a hospital")
    assert only(a, b).kind == "target"


def test_a_stated_aim_and_the_practice() -> None:
    a = told("air_strike", "strikes go on until the terrorists are beaten", actor=[party("RUS")],
             modality="vowed", status="intended", by=[source("RUS-GOV", "promised")],
             more={"phase": "continue", "condition": Span(text="until the terrorists are beaten",
                   start=14, end=45)})  # fmt: skip
    b = hits("strikes almost entirely hit other rebels", "Daily", "other rebels")
    found = only(a, b)
    assert (found.kind, found.rule) == ("target", "presupposed")


def test_mostly_leaves_room_for_some_and_plain_words_for_all() -> None:
    a = hits("strikes mostly hit terrorists", "Wire", "terrorists")
    b = hits("strikes hit rebels", "Daily", "rebels")
    c = hits("strikes hit terrorists", "Herald", "terrorists")
    assert disputes(a, b, c) == ()


# Figures


def counted(outlet: str, figure: float | None, day: str = "2024-05-08", what: str = "people",
            predicate: str = "kill", low: float | None = None, where: str = "Arden",
            text: str = "", **rest: str) -> Claim:  # fmt: skip
    return told(predicate, text or f"{figure} {what} {outlet}", outlet=outlet, published=day,
                quantities=[people(figure, what, low)], at=[place(where)], **rest)  # type: ignore[arg-type]  # fmt: skip


def test_two_figures_of_one_thing() -> None:
    found = only(counted("Wire", 21), counted("Daily", 60))
    assert (found.kind, found.rule) == ("figure", "one value")
    assert [p.label for p in found.positions] == ["21 people", "60 people"]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (counted("Wire", 21), counted("Daily", 60, "2024-05-10")),
        (counted("Wire", 21), counted("Daily", 60, what="civilians")),
        (counted("Wire", 21), counted("Daily", 60, predicate="injure")),
        (counted("Wire", 21), counted("Daily", 60, where="Belmont")),
        (counted("Wire", 21), counted("Wire", 60, "2024-05-06", start=9)),  # type: ignore[arg-type]
        (counted("Wire", 40), counted("Daily", 43)),
        (counted("Wire", None, low=24), counted("Daily", 60)),
        (counted("Wire", 21), counted("Daily", 60, text="60 people, if true")),
        (counted("Wire", 120, what="fighters"), told(
            "kill", "of his fighters", outlet="Daily", at=ARDEN,
            quantities=[people(50, "of his fighters")])),
    ],
    ids=["a running toll", "other people", "another category", "another place",
         "a source that corrects itself", "rounding", "dozens", "supposed", "a part"],
)  # fmt: skip
def test_figures_that_do_not_clash(
    ours: Claim, theirs: Claim, request: pytest.FixtureRequest
) -> None:
    if "supposed" in request.node.callspec.id:
        theirs = told("kill", theirs.text, outlet="Daily", quantities=theirs.quantities,
                      at=theirs.places, status="conditional", modality="conditional")  # fmt: skip
    assert disputes(ours, theirs) == ()


def test_counts_of_other_happenings() -> None:
    assert disputes(counted("Wire", 21), counted("Daily", 60), together=False) == ()


def test_counts_of_a_state_need_no_one_incident() -> None:
    a = counted("Wire", 30_000, predicate="trap")
    b = counted("Daily", 77_000, predicate="trap", day="2024-05-10")
    assert only(a, b, together=False).kind == "figure"
    late = counted("Daily", 77_000, predicate="trap", day="2024-07-10")
    assert disputes(a, late, together=False) == ()


def test_how_long_a_siege_lasted() -> None:
    a = told("besiege", "a three-year siege of Arden", actor=REBELS, at=ARDEN)
    b = told("besiege", "four years of siege", outlet="Daily", actor=REBELS, at=ARDEN)
    c = told("besiege", "a siege of over three years", outlet="Herald", actor=REBELS, at=ARDEN)
    found = only(a, b, c)
    assert found.kind == "figure"
    assert {p.claims for p in found.positions} == {(a.id,), (b.id,)}
    assert disputes(a, c) == ()


# Dates


def test_two_days_for_what_happens_once() -> None:
    a = told("capture", actor=ARMY, at=ARDEN, on="2024-05-05")
    b = told("capture", outlet="Daily", actor=ARMY, at=ARDEN, on="2024-05-07")
    found = only(a, b, together=False)
    assert (found.kind, found.rule) == ("date", "one value")
    assert [p.label for p in found.positions] == ["2024-05-05", "2024-05-07"]


@pytest.mark.parametrize(
    "theirs",
    [
        told("capture", outlet="Daily", actor=ARMY, at=ARDEN, on="2024-05"),
        told("capture", outlet="Daily", actor=ARMY, at=[place("Belmont")], on="2024-05-07"),
        told("capture", outlet="Daily", actor=REBELS, at=ARDEN, on="2024-05-07"),
        told("capture", outlet="Daily", actor=ARMY, at=ARDEN, on="2024-07-07"),
        told("capture", outlet="Daily", actor=ARMY, at=ARDEN),
    ],
    ids=["a coarser day", "another place", "another party", "months later", "no day"],
)
def test_days_that_do_not_clash(theirs: Claim) -> None:
    assert disputes(told("capture", actor=ARMY, at=ARDEN, on="2024-05-05"), theirs) == ()


def test_what_comes_again_has_many_days() -> None:
    a = told("air_strike", actor=ARMY, at=ARDEN, on="2024-05-05")
    b = told("air_strike", outlet="Daily", actor=ARMY, at=ARDEN, on="2024-05-07")
    assert disputes(a, b) == ()


# Versions and copies


def test_a_replaced_version_holds_nothing() -> None:
    a, b = counted("Wire", 21), counted("Daily", 60)
    gone = {a.report.id: entry(a, replaced_by="later"), b.report.id: entry(b)}
    assert disputes(a, b, entries=gone) == ()


def test_a_copy_that_differs_is_an_edit() -> None:
    a, b = counted("Wire", 21), counted("Daily", 60)
    assert disputes(a, b, families={a.report.id: "f", b.report.id: "f"}) == ()
    x = told("capture", actor=ARMY, at=ARDEN, on="2024-05-05")
    y = told("capture", outlet="Daily", actor=ARMY, at=ARDEN, on="2024-05-07")
    assert disputes(x, y, families={x.report.id: "f", y.report.id: "f"}) == ()


# All


def test_the_best_founded_comes_first_and_ids_are_stable() -> None:
    claims = [
        told("control", "the army holds Arden", actor=ARMY, at=ARDEN),
        told("control", "rebels hold Arden", outlet="Daily", actor=REBELS, at=ARDEN),
        told("besiege", "rebels besieged Cressy", actor=REBELS, at=[place("Cressy")]),
        told("besiege", "rebels shut in Cressy", outlet="Herald", actor=REBELS,
             at=[place("Cressy")]),
        told("control", "rebels hold Cressy", outlet="Daily", actor=REBELS,
             at=[place("Cressy")], start=99),
        told("control", "Cressy is theirs", outlet="Post", actor=REBELS, at=[place("Cressy")]),
    ]  # fmt: skip
    found = disputes(*claims, together=False)
    assert [d.rule for d in found] == ["impossible together", "one value"]
    assert disputes(*reversed(claims), together=False) == found


# Sides, places and voices


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [("SDN-MIL", "RSF", 1), ("UKR-MIL", "RUS-MIL", 1), ("LEVANT-FRONT", "YPG", 1),
     ("SYR-MIL", "HEZBOLLAH", 0)],
)  # fmt: skip
def test_parties_at_war_do_not_hold_one_place(ours: str, theirs: str, found: int) -> None:
    a = told("control", actor=[party(ours)], at=ARDEN)
    b = told("control", outlet="Daily", actor=[party(theirs)], at=ARDEN)
    assert [d.kind for d in disputes(a, b)] == ["control"] * found


def test_a_place_told_by_words_with_a_name_in_them() -> None:
    def held(text: str, who: str, outlet: str) -> Claim:
        spot = Place(text=text, start=0, end=len(text), precision="area")
        return told("control", outlet=outlet, actor=[party(who)], at=[spot])

    ours = held("the presidential palace in Khartoum", "SDN-MIL", "Wire")
    assert only(ours, held("presidential palace in Khartoum", "RSF", "Daily")).kind == "control"
    assert disputes(held("the base", "SDN-MIL", "Wire"), held("the base", "RSF", "Daily")) == ()


def test_a_denial_of_all_faces_each_place_by_itself() -> None:
    hit = [party("civilians")]
    a = told("bombard", "one", actor=[party("RUS")], recipient=hit, at=ARDEN)
    b = told("bombard", "two", outlet="Daily", actor=[party("RUS")], recipient=hit,
             at=[place("Belmont")])  # fmt: skip
    no = denied("bombard", "RUS", outlet="Herald", actor=[party("RUS")], recipient=hit)
    found = disputes(a, b, no)
    assert {d.about for d in found} == {"bombard (Arden)", "bombard (Belmont)"}
    assert all(d.positions[1].claims == (no.id,) for d in found)


def test_one_report_stands_on_both_sides_only_where_its_sentences_clash() -> None:
    held = {
        c.id: Held(
            claim=c, holder=c.report.id, speaker="", asserts=True, fact=True, places=(),
            pointed=False, process=None, window=Window(first=None, last=None, stated=False),
            published=None, incident=None, family=c.report.id,
        )
        for c in (told("control", f"words {n}", outlet=o) for n, o in enumerate("ABCAA"))
    }  # fmt: skip
    first, other, third, again, more = held
    chain = [(first, other), (third, other), (third, again), (third, more)]
    assert untangled(chain, held) == sorted(chain[1:])
    assert untangled([*chain, (first, again)], held) == sorted([*chain, (first, again)])
