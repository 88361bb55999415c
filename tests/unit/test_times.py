"""Times: recognition, resolution by publication and tense, TIMEX3 values, EDTF."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate.adverbials import AdverbialMakers
from sayso.annotate.times import find_times
from sayso.core.annotation import TimeNode
from sayso.core.edtf import bounds, interval, marked, read, write
from sayso.core.grammar import Grammar, Sentence, Token
from sayso.knowledge.expressions import load_times

PUBLISHED = "2016-02-04"  # a Thursday


def grammar(text: str, tense: str = "past") -> Grammar:
    """A flat tree: every word hangs on a verb of the given tense that stands first."""
    helper = {"future": "will", "perfect": "have"}.get(tense)
    tokens = []
    for i, match in enumerate(re.finditer(r"\w+|[^\w\s]", text)):
        first = i == 0
        word = match.group()
        verb = {"past": "Tense=Past|VerbForm=Fin", "present": "Tense=Pres|VerbForm=Fin"}
        tokens.append(
            Token(
                i=i,
                start=match.start(),
                end=match.end(),
                text=word,
                lemma=word.lower(),
                upos="VERB" if first else "AUX" if word == helper else "NOUN",
                xpos="NNS" if word.endswith("s") and not first else "NN",
                feats=verb.get(tense, "VerbForm=Inf") if first else "",
                head=0,
                dep="root" if first else "aux" if word == helper else "obl",
                sentence=0,
            )
        )
    return Grammar(text, tuple(tokens), (Sentence(first=0, last=len(tokens), segment=0),), ())


def times(words: str, tense: str = "past", published: str | None = PUBLISHED) -> list[TimeNode]:
    text = {"past": "went ", "present": "goes ", "future": "go will ", "perfect": "gone have "}[
        tense
    ] + words
    tree = grammar(text, tense)
    found = list(find_times(tree, published))
    for node in found:
        assert node.when.start is not None
        assert text[node.when.start : node.when.end] == node.when.text
        start, end = tree.chars(node.first, node.last)
        assert start >= node.when.start - 1
        assert end > start
    return found


def one(words: str, tense: str = "past", published: str | None = PUBLISHED) -> TimeNode:
    found = times(words, tense, published)
    assert len(found) == 1, [n.when.text for n in found]
    return found[0]


@pytest.mark.parametrize(
    ("words", "edtf", "value"),
    [
        ("on 25 January", "2016-01-25", "2016-01-25"),
        ("on January 25", "2016-01-25", "2016-01-25"),
        ("on 11 Feb. 2014", "2014-02-11", "2014-02-11"),
        ("on Feb. 11, 2014", "2014-02-11", "2014-02-11"),
        ("on the 3rd of February 2014", "2014-02-03", "2014-02-03"),
        ("on 2014-02-03", "2014-02-03", "2014-02-03"),
        ("on 23/02/2014", "2014-02-23", "2014-02-23"),
        ("on 03/02/2014", "2014-XX-XX", "2014-XX-XX"),
        ("in February 2014", "2014-02", "2014-02"),
        ("in May", "2015-05", "2015-05"),
        ("in 2014", "2014", "2014"),
        ("in the 1990s", "199X", "199"),
        ("in the 20th century", "19XX", "19"),
        ("in the second quarter of 2015", "2015-04/2015-06", "2015-Q2"),
        ("in summer 2014", "2014-22", "2014-SU"),
        ("in late January", "2016-01-21/2016-01-31", "2016-01"),
        ("in early 2015", "2015-01/2015-04", "2015"),
        ("in the first week of January", "2016-01-01/2016-01-07", "2015-W53"),
        ("on Wednesday", "2016-02-03", "2016-02-03"),
        ("on Thursday", "2016-02-04", "2016-02-04"),
        ("last Thursday", "2016-01-28", "2016-01-28"),
        ("Wednesday night", "2016-02-03", "2016-02-03TNI"),
        ("overnight", "2016-02-03/2016-02-04", "2016-02-03TNI"),
        ("yesterday", "2016-02-03", "2016-02-03"),
        ("over the weekend", "2016-01-30/2016-01-31", "2016-W04-WE"),
        ("on 3 Feb 14", "2014-02-03", "2014-02-03"),
        ("this week", "2016-02-01/2016-02-07", "2016-W05"),
        ("last week", "2016-01-25/2016-01-31", "2016-W04"),
        ("since last week", "2016-01-25~/2016-02-04", "2016-W04"),
        ("since 2012", "2012/2016-02-04", "2012"),
        ("since 30 September", "2015-09-30/2016-02-04", "2015-09-30"),
        ("on 30 September", "2015-09-30", "2015-09-30"),
        ("until 25 February", "2016-02-25", "2016-02-25"),
        ("by Friday", "../2016-01-29", "2016-01-29"),
        ("until Friday", "2016-02-05", "2016-02-05"),
        ("after January 2015", "2015-01/..", "2015-01"),
        ("three days ago", "2016-02-01", "2016-02-01"),
        ("three years ago", "2013~", "2013"),
        ("two weeks ago", "2016-01-18~/2016-01-24~", "2016-W03"),
        ("in the past 24 hours", "2016-02-03/2016-02-04", "PT24H"),
        ("earlier this month", "2016-02-01/2016-02-04", "2016-02"),
        ("at 6 am on Wednesday", "2016-02-03T06:00:00", "2016-02-03T06:00"),
        ("at 09:00 GMT", "2016-02-04T09:00:00Z", "2016-02-04T09:00Z"),
        ("now", "2016-02-04", "PRESENT_REF"),
        ("recently", "../2016-02-04", "PAST_REF"),
        ("the end of the month", "2016-02-21/2016-02-29", "2016-02"),
    ],
)
def test_past(words: str, edtf: str, value: str) -> None:
    node = one(words)
    assert (node.when.edtf, node.value) == (edtf, value)
    assert node.when.text == words


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("on 11 February", "2016-02-11"),
        ("on Monday", "2016-02-08"),
        ("by Friday", "../2016-02-05"),
        ("next Monday", "2016-02-08"),
        ("next month", "2016-03"),
        ("in May", "2016-05"),
        ("possibly on 11 February", "2016-02-11?"),
        ("around 11 February", "2016-02-11~"),
        ("in the coming days", "2016-02-04/2016-02-14~"),
    ],
)
def test_future(words: str, edtf: str) -> None:
    assert one(words, "future").when.edtf == edtf


def test_lasting_time_reaches_back_from_publication() -> None:
    node = one("for three years", "perfect")
    assert node.when.edtf == "2013~/2016-02-04"
    assert (node.type, node.value, node.when.precision, node.anchored) == (
        "DURATION", "P3Y", "year", True,
    )  # fmt: skip


def test_bare_length_is_not_anchored() -> None:
    node = one("a three-year siege")
    assert (node.value, node.when.text, node.when.edtf) == ("P3Y", "three-year", None)
    assert not node.anchored


@pytest.mark.parametrize(
    ("words", "value"),
    [("every day", "P1D"), ("on Fridays", "XXXX-WXX-5"), ("twice a week", "P1W")],
)
def test_sets(words: str, value: str) -> None:
    node = one(words)
    assert (node.type, node.value, node.anchored) == ("SET", value, False)


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("from Monday to Wednesday", "2016-02-01/2016-02-03"),
        ("on Tuesday and Wednesday", "2016-02-02/2016-02-03"),
        ("between March and June 2015", "2015-03/2015-06"),
        ("from 2011 to 2014", "2011/2014"),
        ("3-5 January", "2016-01-03/2016-01-05"),
        ("1914-18", "1914/1918"),
    ],
)
def test_ranges_are_two_expressions_with_one_meaning(words: str, edtf: str) -> None:
    first, last = times(words)
    assert first.when == last.when
    assert first.when.edtf == edtf
    assert first.last <= last.first


def test_two_far_months_stay_apart() -> None:
    assert [n.when.edtf for n in times("in March and June 2015")] == ["2015-03", "2015-06"]


@pytest.mark.parametrize(
    "words",
    [
        "a 27-year-old man",
        "a man aged 23",
        "23 years old",
        "they may march soon",
        "the second town",
        "flight 1900",
        "Resolution 2254",
        "2,000 people",
        "in his 30s",
        "T-72 tanks",
        "the siege",
    ],
)
def test_not_times(words: str) -> None:
    assert times(words) == []


def test_without_publication_only_absolute_times_resolve() -> None:
    for words in ("on Wednesday", "last week", "three days ago", "since last week", "on 3 May"):
        when = one(words, published=None).when
        assert (when.edtf, when.earliest, when.latest) == (None, None, None)
    assert one("on 3 May 2014", published=None).when.edtf == "2014-05-03"
    assert one("since 2012", published=None).when.edtf == "2012/.."


def test_told_year_carries_on_without_publication() -> None:
    found = times("in November 1941, in January, the next day", published=None)
    assert [n.when.edtf for n in found[:2]] == ["1941-11", "1942-01"]


def test_publication_with_a_time_of_day() -> None:
    assert one("yesterday", published="2016-02-04T10:00:00Z").when.edtf == "2016-02-03"
    assert one("yesterday", published="2016-02-04T10:00").when.edtf == "2016-02-03"
    assert one("yesterday", published="2016").when.edtf is None
    assert one("on 3 May", published="2016").when.edtf == "2016-05-03"


def test_every_phrase_of_the_lexicon_has_a_maker() -> None:
    makers = AdverbialMakers([], load_times(), lambda i: False, lambda i: False).table
    for group in load_times().book.phrases.values():
        assert {phrase.make for phrase in group} <= makers.keys()


# EDTF.

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
MARKS = st.sampled_from(["", "?", "~", "%"])


@st.composite
def points(draw: st.DrawFn) -> str:
    day = draw(DAYS)
    year = f"{day.year:04}"
    whole = st.sampled_from([year, f"{year}-{day.month:02}", f"{day}", f"{year}-21"])
    vague = st.sampled_from([f"{year[:3]}X", f"{year[:2]}XX", f"{year}-XX-XX"])
    return draw(st.one_of(whole, vague)) + draw(MARKS)


@given(points())
def test_edtf_round_trip(text: str) -> None:
    if not text.startswith("00XX"):
        assert write(read(text)) == text
        start, end = bounds(text)
        assert start is not None
        assert end is not None
        assert start <= end


@given(DAYS, DAYS)
def test_edtf_interval(one_day: date, other: date) -> None:
    first, last = sorted((one_day, other))
    assert bounds(interval(f"{first}", f"{last}")) == (first, last)
    assert bounds(f"../{last}") == (None, last)
    assert bounds(f"{first}/..") == (first, None)
    assert bounds(marked(f"{first}/{last}", "~")) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "2016-13", "2016-02-30", "../..", "soon", "0000", "2016-21-01", "201X-02"]
)
def test_edtf_refuses(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read(text)


def test_marks_add_up() -> None:
    assert marked("2016~", "?") == "2016%"
    assert marked("2016-01~/2016-02", "~") == "2016-01~/2016-02~"


VOCABULARY = """
on in since until by from to between and the of 3 25 31 2015 2016 May March February
Monday Friday last next this week month year years days ago for three past early late - ,
. at 6 am 09:00 GMT now every day earlier later second quarter 1990s spring before after
9999 0 1000000 centuries
"""
WORDS = st.lists(st.sampled_from(VOCABULARY.split()), max_size=14)


@settings(max_examples=300, deadline=None)
@given(WORDS, st.sampled_from(["past", "present", "future", "perfect"]), DAYS)
def test_any_words(words: list[str], tense: str, day: date) -> None:
    """Spans are exact, EDTF is read by our own reader, no interval runs backwards."""
    for published in (f"{day}", None):
        for node in times(" ".join(words), tense, published):
            when = node.when
            if when.edtf is None:
                assert when.earliest is None
                continue
            start, end = bounds(when.edtf)
            assert when.earliest == (start.isoformat() if start else None)
            assert when.latest == (end.isoformat() if end else None)
            assert start is None or end is None or start <= end


@given(DAYS.filter(lambda d: d.year > 100))
def test_weekdays_lie_within_a_week(day: date) -> None:
    for word in ("on Monday", "on Sunday", "last Friday"):
        found = one(word, published=f"{day}").when
        assert found.earliest is not None
        assert timedelta(0) <= day - date.fromisoformat(found.earliest) <= timedelta(days=7)
