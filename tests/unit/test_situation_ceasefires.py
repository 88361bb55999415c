"""Ceasefires as records: what starts one, how it stands, what it leaves out, who broke it."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from tests.told import denied, party, place, source, told
from tests.unit.test_situation import at

from sayso.core.ceasefires import Ceasefire
from sayso.core.situation import Situation
from sayso.core.types import Claim, Place, When
from sayso.knowledge.ceasefires import load_ceasefires

ARDEN, BELMONT = (place("Arden"),), (place("Belmont"),)
ARMY, REBELS = (party("SYR-MIL"),), (party("SYR-REB"),)
WORDS = load_ceasefires()


def declared(
    on: str | None = "2024-05-03", text: str = "agreed on a ceasefire", **rest: Any
) -> Claim:
    return told("ceasefire", text, on=on, **{"at": ARDEN, "actor": [*ARMY, *REBELS], **rest})


def begun(on: str = "2024-05-04", **rest: Any) -> Claim:
    return told("ceasefire_in_effect", on=on, **{"at": ARDEN, **rest})


def ended(on: str = "2024-05-07", **rest: Any) -> Claim:
    return told("end_ceasefire", on=on, **{"at": ARDEN, **rest})


def breach(by: str = "SYR-REB", **rest: Any) -> Claim:
    more = {"at": ARDEN, "on": "2024-05-05", "actor": ARMY, "modality": "accused", **rest}
    return told("violate_ceasefire", by=[source(by, "accused")], **more)


def only(found: Situation) -> Ceasefire:
    (line,) = found.ceasefires
    return line


def test_declared_is_not_yet_in_effect() -> None:
    before = only(at(declared(), day="2024-05-03"))
    assert (before.status, before.state, before.declared) == ("declared", "holds", "2024-05-03")
    assert (before.parties, before.form) == (("SYR-GOV", "SYR-REB"), "bilateral")
    assert (before.in_effect, before.scope, before.country) == (None, ("Arden",), "SYR")
    after = only(at(declared(), begun()))
    assert (after.status, after.in_effect) == ("in effect", "2024-05-04")
    assert (after.declared, after.state) == ("2024-05-03", "holds")
    assert [s.kind for s in after.steps] == ["declared", "in effect"]
    assert set(after.claims) == {declared().id, begun().id}


@pytest.mark.parametrize(
    "claim",
    [
        declared(modality="demanded", status="wanted", by=[source("UN", "demanded")]),
        declared(modality="proposed", status="wanted", by=[source("SYR-REB", "proposed")]),
        declared(modality="planned", status="scheduled", on="2024-05-20"),
        declared(modality="vowed", status="intended", by=[source("SYR-GOV", "promised")]),
        declared(modality="refused", status="intended", by=[source("SYR-GOV", "refused")]),
        declared(modality="projected", status="predicted"),
        declared(modality="accused", by=[source("SYR-REB", "accused")]),
        denied("ceasefire", "SYR-GOV", at=ARDEN, actor=ARMY, on="2024-05-03"),
        breach(),
        told("violate_ceasefire", at=ARDEN, on="2024-05-05", actor=ARMY),
        told("mediate", at=ARDEN, on="2024-05-05", actor=ARMY),
    ],
    ids=lambda c: f"{c.predicate} {c.modality}",
)
def test_what_nobody_says_has_been_agreed_is_no_ceasefire(claim: Claim) -> None:
    assert at(claim).ceasefires == ()


def test_one_told_only_as_begun_or_over_is_a_record_too() -> None:
    assert only(at(begun())).declared is None
    line = only(at(ended(actor=REBELS)))
    assert (line.status, line.ended, line.ended_by) == ("ended", "2024-05-07", ("SYR-REB",))
    assert line.state == "does not hold"


def test_one_that_goes_on_is_kept() -> None:
    line = only(at(declared(), told("truce", at=ARDEN, on="2024-05-06", status="ongoing")))
    assert (line.status, line.in_effect) == ("in effect", None)
    assert [s.kind for s in line.steps] == ["declared", "holds"]
    held = told("ceasefire_holds", at=ARDEN, status="ongoing", by=[source("UN")])
    no = denied("ceasefire_holds", "SYR-REB", at=ARDEN, status="ongoing")
    both = only(at(declared(), held, no))
    assert (both.state, both.against) == ("may hold", (no.id,))


def test_it_ends_by_an_account_and_a_denial_of_that_leaves_it_open() -> None:
    one = only(at(declared(), begun(), ended(by=[source("UN")])))
    assert (one.status, one.ended) == ("ended", "2024-05-07")
    assert [(s.kind, s.by_account_of) for s in one.steps][-1] == ("ended", "UN")
    no = denied("end_ceasefire", "SYR-GOV", at=ARDEN, on="2024-05-07")
    both = only(at(declared(), begun(), ended(), no))
    assert (both.state, both.against) == ("may hold", (no.id,))
    assert "denied" in [s.kind for s in both.steps]
    stop = told("ceasefire", at=ARDEN, on="2024-05-07", actor=REBELS, more={"phase": "end"})
    assert only(at(declared(), begun(), stop)).status == "ended"


def test_a_term_runs_out_and_is_extended() -> None:
    short = declared(text="declared a 72-hour humanitarian ceasefire")
    line = only(at(short, begun(), day="2024-05-07"))
    assert (line.length, line.until, line.purpose) == ("72-hour", "2024-05-07", ("humanitarian",))
    assert (line.status, line.state) == ("in effect", "holds")
    over = only(at(short, begun(), day="2024-05-08"))
    assert (over.status, over.state) == ("run out", "may hold")
    more = told("extend_ceasefire", "extended by two weeks", at=ARDEN, on="2024-05-07",
                published="2024-05-07")  # fmt: skip
    kept = only(at(short, begun(published="2024-05-05"), more, day="2024-05-08"))
    assert (kept.status, kept.until) == ("in effect", "2024-05-21")
    assert "extended" in [s.kind for s in kept.steps]


def test_the_day_set_for_its_end_is_not_its_end() -> None:
    limit = told("end_ceasefire", "until 20 May", at=ARDEN, on="2024-05-20", status="scheduled",
                 modality="planned")  # fmt: skip
    line = only(at(declared(), begun(), limit))
    assert (line.status, line.until, line.ended) == ("in effect", "2024-05-20", None)
    start = told("ceasefire_in_effect", at=ARDEN, on="2024-05-12", status="scheduled",
                 modality="planned")  # fmt: skip
    line = only(at(declared(), start))
    assert (line.status, line.set_for, line.in_effect) == ("declared", "2024-05-12", None)


def test_from_one_day_to_another_is_the_term_and_not_the_declaration() -> None:
    term = replace(declared(None), when=When(
        text="from 10 to 15 May", start=0, end=1, edtf="2024-05-10/2024-05-15",
        earliest="2024-05-10", latest="2024-05-15",
    ))  # fmt: skip
    line = only(at(term))
    assert (line.status, line.set_for, line.until) == ("declared", "2024-05-10", "2024-05-15")
    assert line.declared is None


def test_two_declarations_are_two_records_and_one_told_again_is_one() -> None:
    ours = declared("2024-05-03", actor=ARMY, text="declared a unilateral truce")
    theirs = declared("2024-05-04", actor=[party("ISIL")], text="declared its own truce")
    assert [c.parties for c in at(ours, theirs).ceasefires] == [("SYR-GOV",), ("ISIL",)]
    assert at(ours).ceasefires[0].form == "unilateral"
    again = declared(None, outlet="Herald", published="2024-05-09", actor=ARMY)
    assert len(at(ours, again, day="2024-05-09").ceasefires) == 1
    elsewhere = declared("2024-05-03", at=BELMONT, start=50)
    assert [c.scope for c in at(ours, elsewhere).ceasefires] == [("Arden",), ("Belmont",)]


def test_one_declared_after_another_has_ended_is_new() -> None:
    second = declared("2024-05-08", outlet="Herald")
    lines = at(declared(), begun(), ended(), second).ceasefires
    assert [(c.status, c.declared) for c in lines] == [
        ("ended", "2024-05-03"), ("declared", "2024-05-08"),
    ]  # fmt: skip


def test_breaches_stand_by_account_with_those_who_deny_them() -> None:
    accused = breach()
    reply = denied("violate_ceasefire", "SYR-GOV", at=ARDEN, actor=ARMY, on="2024-05-05")
    line = only(at(declared(), begun(), accused, reply))
    assert {(v.by_account_of, v.put) for v in line.violations} == {
        ("SYR-REB", "accused"), ("SYR-GOV", "denied"),
    }  # fmt: skip
    assert all(v.by == ("SYR-MIL",) for v in line.violations)
    assert (line.status, line.state) == ("in effect", "holds")


def test_the_truce_is_the_one_that_fits_and_none_where_two_do() -> None:
    here, there = declared(), declared("2024-05-03", at=BELMONT, start=60)
    of_belmont = breach(at=BELMONT)
    lines = at(here, there, of_belmont).ceasefires
    assert [len(c.violations) for c in lines] == [0, 1]
    nowhere = breach(at=(), outlet="Herald")
    assert [len(c.violations) for c in at(here, there, nowhere).ceasefires] == [0, 0]


def test_what_it_leaves_out() -> None:
    out = told("ceasefire_excludes", "the truce excludes them", recipient=[party("ISIL")])
    no = told(
        "ceasefire_covers", "the truce does not cover Belmont", polarity="negative", at=BELMONT
    )
    spoken = declared(text="agreed on a truce in Arden except against the smugglers, he said")
    line = only(at(spoken, out, no))
    assert {x.what for x in line.exclusions} == {"ISIL", "Belmont", "the smugglers"}
    assert line.scope == ("Arden",)


def test_where_it_was_signed_abroad_is_not_where_it_is_for() -> None:
    geneva = Place(text="Geneva", start=0, end=6, name="Geneva", lat=46.2, lon=6.1, country="CHE")
    country = Place(text="Syria", start=0, end=5, name="Syria", country="SYR", precision="country",
                    relation="in")  # fmt: skip
    line = only(at(declared(at=[geneva, country], text="signed a permanent ceasefire")))
    assert (line.scope, line.partial, line.written, line.class_) == (("Syria",), False, True, 3)


def test_who_brokered_it() -> None:
    deal = told("mediate", at=ARDEN, on="2024-05-03", actor=[party("OMN")],
                content=[replace(party("a truce between the two"), kind="event")])  # fmt: skip
    assert only(at(declared(), deal)).mediator == ("OMN",)


def test_long_unheard_of_it_is_last_reported_and_long_over_it_is_gone() -> None:
    line = only(at(declared(), begun(), day="2024-07-08"))
    assert (line.state, line.days) == ("last reported", 65)
    assert at(declared(), begun(), ended(), day="2024-07-08").ceasefires == ()


@pytest.mark.parametrize(
    ("text", "days"),
    [("a 72-hour truce", 3), ("a week-long truce", 7), ("for ten days", 10), ("a 36-hour lull", 2),
     ("by two weeks", 14), ("two weeks after the truce", None), ("a lasting truce", None)],
)  # fmt: skip
def test_lengths(text: str, days: int | None) -> None:
    found = WORDS.length(text)
    assert (found.days if found else None) == days


@pytest.mark.parametrize(
    ("text", "when", "term"),
    [("announced a truce for Thursday", "Thursday", True),
     ("announced a truce on Thursday", "on Thursday", False),
     ("a truce starting on Friday", "on Friday", True),
     ("a truce from 1 to 5 May", "from 1 to 5 May", True),
     ("fought for weeks and agreed a truce on Monday", "on Monday", False)],
)  # fmt: skip
def test_a_time_is_that_of_the_declaration_or_that_which_is_set(
    text: str, when: str, term: bool
) -> None:
    assert WORDS.is_term(text, when) is term


def test_announced_for_a_day() -> None:
    claim = declared("2024-05-12", text="announced a truce for the day")
    assert claim.when is not None
    claim = replace(claim, when=replace(claim.when, text="the day"))
    line = only(at(claim))
    assert (line.declared, line.set_for, line.status) == (None, "2024-05-12", "declared")
