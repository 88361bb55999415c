"""Sieges by hand: lists as claims, their schemes and levels, how long, how many, what gets in and
who gets out, places hard to reach, crossings in OCHA's terms."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from tests.told import denied, party, people, place, source, told
from tests.unit.test_situation import at

from sayso.core.sieges import Siege
from sayso.core.types import Claim, Mention, Place, Relation
from sayso.situation.compare import changes, look_up, why

ARDEN = (place("Arden"),)
REBELS = (party("SYR-REB"),)


def body(name: str, id: str | None = None) -> Mention:
    return Mention(text=name, start=0, end=len(name), id=id, name=name, kind="intergovernmental")


def of_arden(relation: Relation) -> Place:
    return replace(place("Arden"), relation=relation)


UN, WATCH = body("United Nations", "UN"), body("Siege Watch")


def listed(words: str, by: Mention | None = UN, **rest: Any) -> Claim:
    return told("designate_place", words, at=ARDEN, actor=(by,) if by else (),
                **{"status": "ongoing", **rest})  # fmt: skip


def besieged(**rest: Any) -> Claim:
    return told("besiege", status="ongoing", **{"at": ARDEN, "actor": REBELS, **rest})


def only(*claims: Claim, **rest: Any) -> Siege:
    (line,) = at(*claims, **rest).sieges
    return line


# Lists


def test_a_list_is_a_claim_of_whoever_makes_it() -> None:
    line = only(besieged(), listed("The UN lists Arden as besieged"))
    (entry,) = line.designations
    assert (entry.scheme, entry.level, entry.by, entry.put) == ("UN", "besieged", "UN", "reported")
    assert entry.words == "The UN lists Arden as besieged"
    assert line.besieger == ("SYR-REB",)
    assert set(entry.claims).isdisjoint(line.claims)


def test_a_tier_stands_only_where_a_source_gives_it() -> None:
    assert only(besieged(published="2023-01-01")).designations == ()
    line = only(besieged(), listed("Siege Watch puts Arden on Tier 2", WATCH))
    assert [(d.scheme, d.level) for d in line.designations] == [("Siege Watch", "tier 2")]
    strange = only(besieged(), listed("The council puts Arden on Tier 2", body("the council")))
    assert [(d.scheme, d.level) for d in strange.designations] == [(None, "tier 2")]
    wrong = only(besieged(), listed("The UN puts Arden on Tier 2"))
    assert [d.scheme for d in wrong.designations] == [None]  # the UN's list has no tiers


def test_two_lists_stand_side_by_side() -> None:
    line = only(
        listed("The UN lists Arden as hard to reach"),
        listed("Siege Watch lists Arden as Tier 1 besieged", WATCH),
    )
    assert {(d.scheme, d.level) for d in line.designations} == {
        ("UN", "hard to reach"), ("Siege Watch", "tier 1"),
    }  # fmt: skip


def test_a_place_that_is_only_listed_has_a_line_by_that_list() -> None:
    hard = only(listed("The UN lists Arden as a hard-to-reach area"))
    assert (hard.status, hard.state, hard.besieger) == ("hard to reach", "holds", ())
    assert only(listed("The UN lists Arden as besieged")).status == "besieged"
    watched = only(listed("Siege Watch has Arden on its watchlist", WATCH))
    assert watched.status == "listed"
    old = only(listed("The UN lists Arden as besieged", published="2024-01-05"))
    assert (old.state, old.days) == ("last reported", 124)


def test_a_place_taken_off_the_list_is_listed_no_more() -> None:
    on = listed("The UN lists Arden as besieged", published="2024-04-01")
    off = told("delist_place", "The UN took Arden off the list of besieged places", at=ARDEN,
               actor=(UN,), on="2024-05-01")  # fmt: skip
    assert at(on, off).sieges == ()
    line = only(besieged(), on, off)
    assert [d.level for d in line.designations] == ["removed from the list (besieged)"]


def test_what_is_demanded_or_planned_lists_nothing_and_a_denial_is_a_denial() -> None:
    asked = told("designate_place", "list Arden as besieged", at=ARDEN, status="wanted",
                 modality="demanded", by=[source("SYR-OPP", "demanded")])  # fmt: skip
    assert at(asked).sieges == ()
    no = denied("designate_place", "SYR-GOV", "Arden is not listed as besieged", at=ARDEN,
                actor=(UN,), status="ongoing")  # fmt: skip
    line = only(besieged(), no)
    assert [d.put for d in line.designations] == ["denied"]
    assert at(no).sieges == ()


def test_a_list_neither_starts_nor_ends_a_siege() -> None:
    found = at(listed("The UN lists Arden as besieged"))
    assert {f.name for f in found.fluents} == {"listed"}
    off = told("delist_place", "The UN took Arden off the list of besieged places", at=ARDEN,
               actor=(UN,), on="2024-05-07")  # fmt: skip
    assert only(besieged(published="2024-05-01"), off).state == "holds"


# How long, how many


def test_how_long_a_siege_has_lasted() -> None:
    since = besieged(on="2024-03-01/..")
    line = only(since)
    assert (line.from_, line.days_low, line.days_high) == ("2024-03-01", 68, 68)
    month = only(besieged(on="2024-03/2024-05-08"))
    assert (month.from_, month.days_low, month.days_high) == ("2024-03", 38, 68)
    ended = told("break_siege", at=ARDEN, on="2024-05-05", actor=(party("SYR-MIL"),),
                 recipient=REBELS)  # fmt: skip
    over = only(besieged(on="2024-03-01/..", published="2024-05-01"), ended)
    assert (over.status, over.days_low, over.days_high) == ("lifted", 65, 65)
    assert only(besieged()).days_low is None


def test_people_inside_range_over_the_last_figure_of_each_account() -> None:
    un = told("trap", "4,000 are trapped", at=ARDEN, status="ongoing", by=[source("UN")],
              quantities=[people(4000)], published="2024-05-02")  # fmt: skip
    later = told("trap", "5,000 are trapped", at=ARDEN, status="ongoing", by=[source("UN")],
                 quantities=[people(5000)], published="2024-05-07")  # fmt: skip
    rebels = told("trap", "at least 9,000 are trapped", at=ARDEN, status="ongoing",
                  by=[source("SYR-OPP")], quantities=[people(None, low=9000)])  # fmt: skip
    line = only(besieged(), un, later, rebels)
    assert {(f.by_account_of, f.low or f.best) for f in line.trapped} == {
        ("UN", 4000), ("UN", 5000), ("SYR-OPP", 9000),
    }  # fmt: skip
    assert (line.people_low, line.people_high) == (5000, 5000)
    assert only(besieged()).people_low is None


# What gets in and who gets out


def test_what_got_in_and_was_kept_out_by_whose_account() -> None:
    convoy = told("aid_convoy_enters", "a convoy with flour entered Arden", at=ARDEN,
                  on="2024-05-03", by=[source("UN")])  # fmt: skip
    kept = told("block_aid", "soldiers kept medicine out of Arden", at=ARDEN, on="2024-05-06",
                by=[source("SYR-OPP")])  # fmt: skip
    said_no = denied("deliver_aid", "SYR-OPP", "no fuel has reached Arden", at=ARDEN)
    line = only(besieged(), convoy, kept, said_no)
    assert {(c.criterion, c.says, c.put, c.by_account_of) for c in line.criteria} == {
        ("entry of food", "let in", "reported", "UN"),
        ("entry of medicine", "kept out", "reported", "SYR-OPP"),
        ("entry of fuel", "let in", "denied", "SYR-OPP"),
    }
    assert line.last_entry is not None
    assert (line.last_entry.when, line.last_entry.claims) == ("2024-05-03", (convoy.id,))
    assert line.last_exit is None


def test_the_last_entry_is_remembered_for_long() -> None:
    came = told("aid_convoy_enters", "a convoy entered Arden", at=ARDEN, on="2023-10-18",
                published="2023-10-19")  # fmt: skip
    line = only(besieged(on="2023-07-01/..", published="2024-05-01"), came)
    assert line.last_entry is not None
    assert line.last_entry.when == "2023-10-18"


def test_who_got_out_and_who_was_kept_in() -> None:
    out = told("evacuate", "wounded were evacuated from Arden", on="2024-05-04",
               at=[of_arden("from")], recipient=[party("the wounded")])  # fmt: skip
    stop = told("evacuate", "the evacuation of residents of Arden was halted", on="2024-05-06",
                at=[of_arden("from")], more={"phase": "end"})  # fmt: skip
    stay = told("prevent_leaving", "rebels keep families from leaving Arden", at=ARDEN,
                modality="accused", by=[source("SYR-GOV", "accused")], actor=REBELS)  # fmt: skip
    line = only(besieged(), out, stop, stay)
    assert {(c.criterion, c.says, c.put) for c in line.criteria} == {
        ("exit of the wounded and sick", "let out", "reported"),
        ("exit of civilians", "no longer let out", "reported"),
        ("exit of civilians", "kept in", "accused"),
    }
    assert line.last_exit is not None
    assert line.last_exit.claims == (out.id,)


def test_people_brought_to_a_place_have_not_left_it() -> None:
    came = told("evacuate", "wounded were evacuated to Arden", at=[of_arden("to")])
    assert only(besieged(), came).criteria == ()


def test_nothing_is_worked_out_from_what_gets_in() -> None:
    fed = told("aid_convoy_enters", "a convoy with flour entered Arden", at=ARDEN, on="2024-05-07")
    line = only(besieged(), fed)
    assert (line.status, line.designations) == ("besieged", ())


def test_what_came_before_the_siege_is_not_told_of_it() -> None:
    early = told("aid_convoy_enters", "a convoy entered Arden", at=ARDEN, on="2024-02-01",
                 published="2024-05-01")  # fmt: skip
    assert only(besieged(on="2024-03-01/.."), early).criteria == ()


def test_a_place_hard_to_reach_is_no_siege_by_anybody() -> None:
    line = only(told("hard_to_reach", at=ARDEN, status="ongoing"))
    assert (line.status, line.besieger, line.state) == ("hard to reach", (), "holds")


def test_why_leads_to_the_words_of_lists_and_of_what_got_in() -> None:
    siege, un = besieged(), listed("The UN lists Arden as besieged")
    fed = told("aid_convoy_enters", "a convoy with flour entered Arden", at=ARDEN)
    claims = {c.id: c for c in (siege, un, fed)}
    found = at(*claims.values())
    line = found.sieges[0]
    assert {c.id for c in why(found, line.id, claims).claims} == set(claims)
    assert look_up(found, line.id[:8])[1] == line


def test_one_more_day_is_no_change() -> None:
    since = besieged(on="2024-03-01/..")
    assert changes(at(since, day="2024-05-07"), at(since, day="2024-05-08")) == ()


# By nobody named


def test_a_place_besieged_by_nobody_named_is_besieged() -> None:
    nobody = told("besiege", "the besieged town of Arden", at=ARDEN, status="ongoing")
    line = only(nobody)
    assert (line.status, line.besieger, line.state) == ("besieged", (), "holds")
    assert line.claims == (nobody.id,)
    since = told("besiege", "besieged since March", at=ARDEN, on="2024-03-01/..")
    assert (only(since).from_, only(since).days_low, only(since).state) == (
        "2024-03-01", 68, "holds",
    )  # fmt: skip
    assert only(nobody, besieged()).besieger == ("SYR-REB",)
    no = denied("besiege", "SYR-GOV", at=ARDEN)
    assert (only(nobody, no).state, only(no).status) == ("may hold", "denied")
    broken = told("lift_siege", at=ARDEN, on="2024-05-10", published="2024-05-11")
    assert only(nobody, broken, day="2024-05-12").status == "lifted"
    assert at(nobody, broken, day="2024-08-20").sieges == ()
    plan = told("besiege", at=ARDEN, status="wanted", modality="demanded")
    assert at(plan).sieges == ()


# Crossings


def test_crossings_in_ochas_terms() -> None:
    gate = (place("Cressy"),)
    council = body("UN Security Council", "UN-SC")
    shut = told("close_border", "the crossing is closed", at=gate, status="ongoing")
    assert [r.status for r in at(shut).routes] == ["closed"]
    allowed = told("authorise_border", "the council authorised the crossing", at=gate,
                   actor=(council,), on="2024-05-01")  # fmt: skip
    assert [r.status for r in at(allowed).routes] == ["authorised by the Security Council"]
    ministry = told("authorise_border", "the ministry authorised the crossing", at=gate,
                    actor=(body("the ministry"),), on="2024-05-01")  # fmt: skip
    assert [r.status for r in at(ministry).routes] == ["authorised"]
    ended = told("end_border_authorisation", at=gate, actor=(council,), on="2024-05-06")
    assert [r.status for r in at(allowed, ended).routes] == [
        "no longer authorised by the Security Council"
    ]
    for how, status in (("is open", "open"), ("opens only sporadically", "sporadically open")):
        line = told("open_border", f"the crossing {how}", at=gate)
        assert [r.status for r in at(line).routes] == [status]
