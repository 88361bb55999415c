"""What an analyst reads: situations, differences, derivations and histories in words."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from tests.told import denied, party, people, place, source, told
from tests.unit.test_situation import at

from sayso.core.situation import Situation
from sayso.core.types import Claim, Mention
from sayso.situation.around import around, history, point
from sayso.situation.compare import changes, why
from sayso.situation.outlets import outlets
from sayso.views import words
from sayso.views.around import around_view, history_view
from sayso.views.naming import Naming, is_many
from sayso.views.output import plain_text
from sayso.views.situation import changes_view, situation_view, why_view

TALKS = Mention(text="the talks", start=0, end=9, id="TALKS-X", name="X talks", kind="talks")
ARMY, REBELS = (party("SYR-MIL"),), (party("SYR-REB"),)
ARDEN = (place("Arden"),)


def of_talks(predicate: str, on: str | None = None, **rest: Any) -> Claim:
    return told(predicate, on=on, **{"content": [TALKS], **rest})


def shown(found: Situation, *keys: str, width: int = 300) -> str:
    return plain_text(situation_view(found, keys) if keys else situation_view(found), width)


def killed(text: str, best: float, outlet: str = "World Wire", **rest: Any) -> Claim:
    return told("kill", text, at=ARDEN, on="2024-05-05", outlet=outlet, recipient=[party("locals")],
                quantities=[people(best)], **rest)  # fmt: skip


# Whose own voice


def test_the_outlets_of_claims_that_lines_name() -> None:
    own = killed("five were killed in Arden", 5)
    said = killed("six were killed in Arden", 6, "Coast Herald", by=[source("a doctor")])
    found = at(own, said)
    assert found.outlets == {own.id: "World Wire", said.id: "Coast Herald"}
    assert found.own_voice == (own.id,)


def test_a_figure_is_by_the_own_voice_of_its_outlet() -> None:
    text = shown(at(killed("five were killed in Arden", 5)), "figures")
    assert "reported by own voice of World Wire" in text


def test_own_voices_of_several_outlets_are_all_named() -> None:
    claims = [
        of_talks("suspend_talks", "2024-05-05", outlet=name) for name in ("A Wire", "B Wire", "C")
    ]
    found = at(*claims, groups={claims[0].id: claims})
    assert "told by own voice of A Wire, B Wire and C" in shown(found, "talks")


def test_whom_an_outlet_quotes_does_not_make_it_one_of_the_own_voices() -> None:
    names = Naming({}, {"a": "World Wire", "b": "Coast Herald"}, ["a"])
    assert names.tellers(("Envoy", "own voice"), "ab") == "Envoy, own voice of World Wire"
    assert names.teller("own voice", "b") == "own voice of Coast Herald"
    assert names.teller("own voice", ()) == "own voice"


@pytest.mark.parametrize(
    ("outlet", "title", "name"),
    [
        ("World Wire", "Five killed", "World Wire"),
        (None, "Five killed", "unnamed outlet (“Five killed”)"),
        (None, None, "unnamed outlet"),
    ],
)
def test_an_outlet_without_a_name(outlet: str | None, title: str | None, name: str) -> None:
    claim = killed("five were killed in Arden", 5)
    report = replace(claim.report, outlet=outlet, title=title)
    claim = replace(claim, report=report)
    named, own = outlets([at(claim).figures], {claim.id: claim})
    assert (named, own) == ({claim.id: name}, (claim.id,))


# Wording


@pytest.mark.parametrize(
    ("edtf", "text"),
    [
        ("2016-21", "spring 2016"), ("2015-24~", "about winter 2015"), ("2015-07", "July 2015"),
        ("2016-02-04", "2016-02-04"), ("2016-02-XX", "some day of February 2016"),
        ("2016-XX-XX", "some day of 2016"), ("201X", "the 2010s"), ("2016", "2016"),
        ("2015-07/2016-21", "July 2015 to spring 2016"), ("../2016-02", "by February 2016"),
    ],
)  # fmt: skip
def test_days_in_words(edtf: str, text: str) -> None:
    assert words.day(edtf) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (None, "..", "since a day not told"), ("2016-21", None, "since spring 2016"),
        ("2016-02-01/2016-02-03", "..", "since between 2016-02-01 and 2016-02-03"),
        (None, "2016-02-03", "until 2016-02-03"), ("2012", "2016-02-03", "2012 – 2016-02-03"),
    ],
)  # fmt: skip
def test_spans_in_words(start: str | None, end: str | None, text: str) -> None:
    assert words.days(start, end) == text


@pytest.mark.parametrize(
    "name", ["Gulf states", "Syrian rebels", "Tamil Tigers", "doctors of the north", "Activists"]
)
def test_names_of_several(name: str) -> None:
    assert is_many(name)


@pytest.mark.parametrize(
    "name", ["Russia", "United States", "United Nations", "Bashar Abbas", "the press", "committee"]
)
def test_names_of_one(name: str) -> None:
    assert not is_many(name)


def test_backers_in_words() -> None:
    states = Mention(text="Gulf states", start=0, end=1, id="GULF-GOV", name="Gulf states",
                     kind="state", country="SAU")  # fmt: skip
    found = at(told("arm", actor=[states], recipient=REBELS, at=ARDEN))
    assert "Gulf states back Syrian rebels  with arms" in shown(found, "backers")


def test_no_casualties_are_no_figure_of_people_killed() -> None:
    assert at(killed("no one was killed in Arden", 0)).figures == ()
    none = killed("no one was killed in Arden", 0, modality="denied")
    assert [f.best for f in at(none).figures] == [0]


def test_a_step_of_talks_that_is_only_denied_has_not_been() -> None:
    pause = of_talks("suspend_talks", "2024-05-05")
    text = shown(at(pause, denied("fail_talks", "Envoy", content=[TALKS])), "talks")
    assert "said not to have failed (denied by Envoy)" in text
    assert "collapsed" not in text


def test_reasons_stand_a_quote_a_line_and_what_only_went_on_is_marked() -> None:
    words_ = {"text": "as talks were due to start", "start": 0, "end": 26, "edtf": "2024-05-05"}
    pause = of_talks("suspend_talks", "2024-05-05")
    why_ = [
        told("thwart_talks", f"the {n} shelling thwarted the talks", on="2024-05-05",
             actor=ARMY, content=[TALKS], start=at_)
        for n, at_ in (("first", 100), ("second", 200))
    ]  # fmt: skip
    went_on = told("clash", "an offensive went on", actor=ARMY, start=300, at=ARDEN)
    assert went_on.when is not None
    when = replace(went_on.when, **words_)
    went_on = replace(went_on, when=when)
    lines = [line.strip() for line in shown(at(pause, *why_, went_on), "talks").splitlines()]
    assert "own voice of World Wire: “the first shelling thwarted the talks”" in lines
    assert "own voice of World Wire: “the second shelling thwarted the talks”" in lines
    assert "meanwhile: own voice of World Wire: “an offensive went on”" in lines


def test_who_is_asked_or_acts_is_not_said_twice() -> None:
    wish = told("withdraw", by=[source("SYR-GOV", "demanded")], actor=REBELS, status="wanted",
                modality="demanded", at=ARDEN)  # fmt: skip
    text = shown(at(wish), "demands")
    assert "Syrian government demands of Syrian rebels: withdraw" in text


def test_nobody_told_is_no_nobody() -> None:
    text = shown(at(told("besiege", at=ARDEN, on="2024-05-01", status="ongoing")), "sieges")
    assert "nobody" not in text


def test_a_lifted_siege_is_not_said_to_be_lifted_by_those_who_besieged() -> None:
    siege = told("besiege", at=ARDEN, on="2024-05-01", actor=REBELS, status="ongoing")
    lifted = told("break_siege", at=ARDEN, on="2024-05-06", actor=ARMY)
    text = shown(at(siege, lifted), "sieges")
    assert "siege by Syrian rebels  until 2024-05-06  lifted" in text
    assert "does not hold" not in text


def test_how_a_line_stands_and_its_id_are_on_its_first_line() -> None:
    found = at(of_talks("suspend_talks", "2024-05-05"))
    heading = shown(found, "talks").splitlines()[3]
    assert heading.endswith(found.talks[0].id[:10])
    assert "holds  [1 claim]" in heading


def test_an_empty_key_is_said_to_be_empty() -> None:
    assert "nothing is told of this" in shown(at(), "calendar")


# Other views


def test_a_difference_says_of_a_line_only_what_differs() -> None:
    pause = of_talks("suspend_talks", "2024-05-02", published="2024-05-02")
    go_on = of_talks("resume_talks", "2024-05-06", published="2024-05-06")
    first, later = at(pause, day="2024-05-03"), at(pause, go_on, day="2024-05-07")
    text = plain_text(changes_view(changes(first, later), first, later), 200)
    assert text.count("2024-05-02  suspended") == 0
    assert text.count("2024-05-06  resumed") == 1


def test_words_are_quoted_once_in_a_derivation() -> None:
    begin = of_talks("begin_talks", "2024-05-02", published="2024-05-02")
    pause = of_talks("suspend_talks", "2024-05-05", start=50)
    found = at(begin, pause)
    derived = why(found, found.talks[0].id, {c.id: c for c in (begin, pause)})
    text = plain_text(why_view(derived, found), 200)
    assert text.count(f"“{pause.text}”") == 1
    assert f"by claims above: {pause.id[:10]}" in text


def test_a_list_of_days_and_a_history_name_the_outlets() -> None:
    pause = of_talks("suspend_talks", "2024-05-10", published="2024-05-20")
    took = told("capture", at=ARDEN, actor=ARMY, on="2024-05-09", published="2024-05-20")
    all_ = {c.id: [c] for c in (pause, took)}
    near = around(all_, point(all_, pause.id), 7)
    assert near.outlets == {took.id: "World Wire"}
    text = plain_text(around_view(near), 200)
    assert "by own voice of World Wire" in text
    assert "starts control (Arden): Syrian government" in text
    past = history(all_, "Arden")
    text = plain_text(history_view(past), 200)
    assert "since 2024-05-09  Arden: Syrian government" in text
    assert "by own voice of World Wire" in text
