"""The lives of demands, offers and vows, and the steps of talks, by claims made by hand."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from tests.told import denied, party, place, source, told, when
from tests.unit.test_situation import at
from tests.unit.test_situation_lines import of_talks

from sayso.core.positions import Commitment, Demand, Offer
from sayso.core.types import Claim, Mention, Span

GOV, REBELS = (party("SYR-GOV"),), (party("SYR-REB"),)
OFFER = Mention(text="the government's offer", start=0, end=22, name="offer", kind="unnamed")
END = "2024-06-30"


def demand(
    published: str = "2024-05-01", predicate: str = "release_prisoners", **rest: Any
) -> Claim:
    rest = {"by": [source("SYR-REB", "demanded")], "actor": GOV, **rest}
    return told(predicate, status="wanted", modality="demanded", published=published, **rest)


def offer(
    published: str = "2024-05-01", predicate: str = "release_prisoners", **rest: Any
) -> Claim:
    rest = {"by": [source("SYR-GOV", "proposed")], "actor": GOV, **rest}
    return told(predicate, status="wanted", modality="proposed", published=published, **rest)


def vow(published: str = "2024-05-01", predicate: str = "withdraw", **rest: Any) -> Claim:
    rest = {"by": [source("SYR-GOV", "promised")], "actor": GOV, **rest}
    return told(predicate, status="intended", modality="vowed", published=published, **rest)


def deed(predicate: str, on: str, **rest: Any) -> Claim:
    return told(predicate, on=on, **{"published": on, "start": 500, **rest})


def the_demand(*claims: Claim, day: str = END) -> Demand:
    (line,) = at(*claims, day=day).demands
    return line


def the_offer(*claims: Claim, day: str = END) -> Offer:
    (line,) = at(*claims, day=day).offers
    return line


def the_vow(*claims: Claim, day: str = END) -> Commitment:
    (line,) = at(*claims, day=day).commitments
    return line


def moves(line: Demand | Offer | Commitment) -> list[tuple[str, str | None]]:
    return [(move.what, move.when) for move in line.history]


# Demands


def test_a_demand_told_by_several_reports_is_one_with_its_days() -> None:
    again = demand("2024-05-09", text="they want the prisoners out")
    line = the_demand(demand(), again)
    assert (line.first, line.last, line.status) == ("2024-05-01", "2024-05-09", "standing")
    assert moves(line) == [("made", "2024-05-01"), ("repeated", "2024-05-09")]


def test_another_maker_matter_or_place_makes_another_demand() -> None:
    others = (
        demand(by=[source("RUS-GOV", "demanded")], text="b"),
        demand(predicate="withdraw", at=[place("Arden")], text="c"),
        demand(predicate="withdraw", at=[place("Belmont")], text="d"),
        demand(predicate="bombard", more={"phase": "end"}, text="e"),
    )
    assert len(at(demand(), *others, day=END).demands) == 5


def test_a_demand_that_is_dropped_and_made_again() -> None:
    recalled = demand("2024-05-20", text="its demand for the release", start=510)
    drop = deed("drop_demand", "2024-05-20", text="dropped " + recalled.text, actor=REBELS)
    line = the_demand(demand(), recalled, drop)
    assert line.status == "said to be dropped"
    assert moves(line) == [("made", "2024-05-01"), ("dropped", "2024-05-20")]
    # To speak of a demand in dropping it is not to make it again.
    assert line.last == "2024-05-01"
    again = demand("2024-06-01", text="now they demand it again")
    assert the_demand(demand(), recalled, drop, again).status == "standing"


def test_a_demand_softened_in_words_that_name_none() -> None:
    soft = deed("soften_demand", "2024-05-20", actor=REBELS)
    assert the_demand(demand(), soft).status == "said to be softened"
    # Of two demands it is not clear which is meant.
    found = at(demand(), demand(predicate="withdraw", text="x"), soft, day=END)
    assert {d.status for d in found.demands} == {"standing"}


def test_a_demand_refused_then_agreed_to_then_met() -> None:
    no = told("release_prisoners", "no", by=[source("SYR-GOV", "refused", "negative")],
              status="intended", modality="refused", actor=GOV, published="2024-05-05")  # fmt: skip
    yes = told("release_prisoners", "yes", by=[source("SYR-GOV", "agreed")], status="intended",
               modality="planned", actor=GOV, published="2024-05-10")  # fmt: skip
    done = deed("release_prisoners", "2024-05-15", actor=GOV)
    claims = (demand(), no, yes, done)
    for day, status in (
        ("2024-05-04", "standing"), ("2024-05-06", "refused"),
        ("2024-05-11", "said to be agreed to"), ("2024-05-16", "said to be met"),
    ):  # fmt: skip
        (line,) = at(*claims, day=day).demands
        assert line.status == status
    assert set(line.answers) == {no.id, yes.id, done.id}


def test_that_it_was_met_is_somebodys_account() -> None:
    met = deed("meet_demand", "2024-05-20", by=[source("RUS-GOV")], actor=GOV)
    line = the_demand(demand(), met)
    assert line.status == "said to be met"
    assert (line.history[-1].by, line.history[-1].by_account_of) == (("SYR-GOV",), "RUS-GOV")


def test_a_precondition_is_a_demand() -> None:
    outer = of_talks(
        "attend_talks", by=[source("SYR-REB", "refused", "negative")], actor=REBELS,
        status="intended", modality="refused", polarity="negative", published="2024-05-01",
    )  # fmt: skip
    inner = told(
        "lift_siege", "until the siege is lifted", by=[source("SYR-REB")], start=40,
        status="hypothetical", modality="hypothetical", published="2024-05-01",
        more={"within": outer.id},
    )  # fmt: skip
    line = the_demand(outer, inner)
    assert (line.by, line.predicate, line.claims) == ("SYR-REB", "lift_siege", (inner.id,))
    assert line.before is not None
    assert "attend talks" in line.before
    # A condition of what happened is none.
    past = replace(outer, modality="denied", status="happened")
    assert at(past, inner, day=END).demands == ()


def test_a_precondition_right_behind_a_refusal_is_its_speakers() -> None:
    outer = of_talks(
        "attend_talks", text="refused to attend", by=[source("SYR-REB", "refused", "negative")],
        actor=REBELS, status="intended", modality="refused", polarity="negative", report="r",
        published="2024-05-01",
    )  # fmt: skip
    inner = told(
        "lift_siege", "before the siege is lifted", start=len("refused to attend "), report="r",
        status="hypothetical", modality="hypothetical", published="2024-05-01",
    )  # fmt: skip
    line = the_demand(outer, inner)
    assert (line.by, line.predicate, line.status) == ("SYR-REB", "lift_siege", "standing")
    elsewhere = replace(inner, start=90, end=116)
    assert at(outer, elsewhere, day=END).demands == ()


def test_who_refuses_to_drop_a_demand_makes_it_again() -> None:
    recalled = demand("2024-05-20", text="its demand for the release", start=510)
    stays = told("drop_demand", "would not drop its demand", status="intended",
                 by=[source("SYR-REB", "refused", "negative")], modality="refused", start=500,
                 polarity="negative", actor=REBELS, published="2024-05-20")  # fmt: skip
    found = at(demand(), recalled, stays, day=END)
    (line,) = found.demands
    assert (line.status, line.last) == ("standing", "2024-05-20")
    assert found.commitments == ()


# Offers


def test_an_offer_that_is_rejected() -> None:
    no = deed("reject_offer", "2024-05-03", actor=REBELS, content=[OFFER])
    line = the_offer(offer(), no)
    assert (line.by, line.kind, line.status) == ("SYR-GOV", "offer", "said to be rejected")
    assert line.history[-1].by == ("SYR-REB",)
    assert line.answers == (no.id,)
    assert the_offer(offer(), no, day="2024-05-02").status == "standing"


@pytest.mark.parametrize(
    ("predicate", "by", "status"),
    [
        ("accept_offer", REBELS, "said to be accepted"),
        ("withdraw_offer", GOV, "said to be withdrawn"),
        ("withdraw_offer", REBELS, "standing"),
        ("accept_offer", GOV, "standing"),
    ],
)
def test_who_may_answer_and_who_may_withdraw_an_offer(
    predicate: str, by: tuple[Mention, ...], status: str
) -> None:
    assert the_offer(offer(), deed(predicate, "2024-05-03", actor=by)).status == status


def test_what_all_are_to_do_is_a_proposal_with_its_condition() -> None:
    if_ = Span(text="if all agree", start=0, end=12)
    line = the_offer(
        offer(predicate="ceasefire", by=[source("UN", "proposed")], actor=[*GOV, *REBELS],
              more={"condition": if_})
    )  # fmt: skip
    assert (line.kind, line.condition) == ("proposal", "if all agree")
    assert set(line.to) == {"SYR-GOV", "SYR-REB"}


def test_an_offer_that_somebody_is_accused_of_or_denies_is_no_answer() -> None:
    no = denied("reject_offer", "SYR-REB", actor=REBELS, on="2024-05-03", published="2024-05-03")
    assert the_offer(offer(), no).status == "standing"


def test_answers_of_two_parties_differ() -> None:
    proposal = offer(predicate="ceasefire", by=[source("UN", "proposed")], actor=[*GOV, *REBELS])
    yes = deed("accept_offer", "2024-05-03", actor=GOV)
    no = deed("reject_offer", "2024-05-04", actor=REBELS)
    assert the_offer(proposal, yes).status == "said to be accepted"
    assert the_offer(proposal, yes, no).status == "answers differ"


def test_what_a_deed_says_in_other_words_is_no_second_answer() -> None:
    no = deed("reject_offer", "2024-05-03", actor=REBELS, text="rejected the offer of a truce")
    retold = told("truce", "rejected the offer of a truce", start=500, published="2024-05-03",
                  by=[source("SYR-REB", "refused", "negative")], status="intended",
                  modality="refused", polarity="negative")  # fmt: skip
    other = offer(text="to free them")
    truce = offer(predicate="ceasefire", actor=[*GOV, *REBELS], text="a ceasefire")
    found = at(other, truce, no, retold, day=END)
    assert {o.predicate: o.status for o in found.offers} == {
        "release_prisoners": "standing", "ceasefire": "said to be rejected",
    }  # fmt: skip
    assert found.commitments == ()


def test_a_proposal_that_is_put_forward_is_its_makers() -> None:
    tabled = deed("make_offer", "2024-05-03", actor=[party("UN")], text="tabled a plan for it")
    wanted = told("form_government", "plan for it", start=509, status="wanted", modality="wanted",
                  published="2024-05-03")  # fmt: skip
    line = the_offer(tabled, wanted)
    assert (line.by, line.kind, line.predicate) == ("UN", "proposal", "form_government")


def test_what_was_offered_came_about() -> None:
    done = deed("release_prisoners", "2024-05-09", actor=GOV)
    assert the_offer(offer(), done).status == "said to have come about"


# Vows


def test_a_vow_with_a_day_is_past_due_unless_somebody_tells() -> None:
    dated = replace(vow(), when=when("2024-05-20"))
    assert (the_vow(dated).due, the_vow(dated).status) == ("2024-05-20", "past due")
    assert the_vow(dated, day="2024-05-20").status == "standing"
    done = deed("withdraw", "2024-05-18", actor=GOV)
    assert the_vow(dated, done).status == "said to be kept"
    undone = denied("withdraw", "SYR-REB", actor=GOV, published="2024-05-22")
    assert the_vow(dated, undone).status == "said to be broken"
    early = denied("withdraw", "SYR-REB", actor=GOV, published="2024-05-10")
    assert the_vow(dated, early).status == "past due"
    assert the_vow(dated, done, undone).status == "accounts differ"


def test_a_vow_said_to_be_broken_by_an_accuser() -> None:
    recalled = vow("2024-05-20", text="pledge to withdraw", start=510,
                   by=[source("SYR-REB", "promised")])  # fmt: skip
    blame = deed(
        "break_promise", "2024-05-20", text="breaking its pledge", actor=GOV,
        by=[source("SYR-REB", "accused")], modality="accused",
    )  # fmt: skip
    line = the_vow(vow(), recalled, blame)
    assert line.status == "said to be broken"
    last = line.history[-1]
    assert (last.by, last.by_account_of, last.put) == (("SYR-GOV",), "SYR-REB", "accused")


def test_a_refusal_is_dropped_by_an_agreement() -> None:
    no = told("lift_siege", "no", by=[source("SYR-GOV", "refused", "negative")], actor=GOV,
              status="intended", modality="refused", polarity="negative",
              published="2024-05-05")  # fmt: skip
    yes = told("lift_siege", "yes", by=[source("SYR-GOV", "agreed")], status="intended",
               modality="planned", actor=GOV, published="2024-05-10")  # fmt: skip
    found = {c.kind: c.status for c in at(no, yes, day=END).commitments}
    assert found == {"refusal": "said to be dropped", "agreement": "standing"}


# Talks


def test_the_steps_of_talks_with_their_reasons() -> None:
    opened = of_talks("begin_talks", "2024-05-01", published="2024-05-01",
                      text="The second round of indirect talks opened")  # fmt: skip
    left = of_talks("withdraw_from_talks", "2024-05-03", actor=REBELS, published="2024-05-03",
                    text="walked out over the shelling of Arden")  # fmt: skip
    cause = told("shell", "guns were heard", on="2024-05-02", published="2024-05-03")
    pause = of_talks("suspend_talks", "2024-05-04", published="2024-05-04",
                     by=[source("UN")], more={"cause": cause.id})  # fmt: skip
    no = denied("fail_talks", "UN", content=of_talks("fail_talks").roles.content,
                published="2024-05-04")  # fmt: skip
    ahead = of_talks("resume_talks", "2024-05-20", status="scheduled", modality="planned",
                     published="2024-05-05")  # fmt: skip
    (track,) = at(opened, left, cause, pause, no, ahead, day="2024-05-06").talks
    assert (track.round, track.format) == (2, ("indirect",))
    assert [(s.what, s.when, s.set_for) for s in track.steps if s.claims] == [
        ("opened", "2024-05-01", None), ("walked out", "2024-05-03", None),
        ("suspended", "2024-05-04", None), ("announced", "2024-05-05", "2024-05-20"),
    ]  # fmt: skip
    walked, paused = track.steps[1], next(s for s in track.steps if s.what == "suspended")
    assert [(r.what, r.by_account_of) for r in walked.reasons] == [
        ("over the shelling of Arden", "own voice")
    ]
    assert (walked.by, paused.by_account_of) == (("SYR-REB",), ("UN",))
    assert ("guns were heard", (cause.id,)) in [(r.what, r.claims) for r in paused.reasons]
    (collapse,) = (s for s in track.steps if s.what == "collapsed")
    assert (collapse.claims, collapse.against) == ((), (no.id,))


@pytest.mark.parametrize(
    ("modality", "status"),
    [("projected", "predicted"), ("considered", "considered"), ("hypothetical", "hypothetical")],
)
def test_what_may_come_is_no_step(modality: Any, status: Any) -> None:
    opened = of_talks("begin_talks", "2024-05-01", published="2024-05-01")
    end = of_talks("end_talks", "2024-05-03", modality=modality, status=status)
    (track,) = at(opened, end, day="2024-05-09").talks
    assert [s.what for s in track.steps] == ["opened"]


def test_who_rejects_anothers_ceasefire_is_who_refuses() -> None:
    no = told("ceasefire", "the army rejects the rebels' ceasefire", actor=REBELS,
              by=[source("SYR-MIL", "refused", "negative")], polarity="negative",
              status="intended", modality="refused", published="2024-05-01")  # fmt: skip
    line = the_vow(no)
    assert (line.by, line.kind, line.said_by) == ("SYR-MIL", "refusal", None)
    # A spokesman of nobody known may speak for those who would do it.
    spoken = replace(no, sources=(replace(no.sources[0], id=None, name="a spokesman"),))
    assert the_vow(spoken).by == "SYR-REB"
