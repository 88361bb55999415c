"""Quantities: amounts and cues, what is counted, what is none."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.helpers import tree

from sayso.annotate.quantities import find_quantities
from sayso.core.grammar import Grammar, Sentence, Token
from sayso.core.types import Quantity
from sayso.knowledge.expressions import load_numbers

NOUNS = {
    "civilians", "people", "fighters", "tanks", "trucks", "homes", "prisoners", "refugees",
    "villages", "strikes", "town", "land", "soldiers", "children", "workers", "aid", "bombs",
    "barrel", "flour", "council", "member", "towns", "soldier", "reason", "days", "km", "tonnes",
    "country", "guards",
}  # fmt: skip
ADJECTIVES = {"besieged", "displaced", "young", "armed"}
VERBS = {"killed", "wounded", "were", "fled", "left"}


def grammar(text: str) -> Grammar:
    """Tokens with parts of speech from the lists above, on a flat tree."""
    tokens = []
    for i, match in enumerate(re.finditer(r"\d[\d,.]*\d|\w+|[^\w\s]", text)):
        word = match.group()
        low = word.lower()
        upos = (
            "NOUN" if low in NOUNS else "ADJ" if low in ADJECTIVES
            else "VERB" if low in VERBS else "NUM" if word[0].isdigit()
            else "PUNCT" if not word.isalnum()
            else "PROPN" if word[0].isupper() and i else "X"
        )  # fmt: skip
        tokens.append(
            Token(
                i=i,
                start=match.start(),
                end=match.end(),
                text=word,
                lemma=low.removesuffix("s"),
                upos=upos,
                xpos="NNS" if upos == "NOUN" and low.endswith("s") else "NN",
                feats="",
                head=0,
                dep="root" if i == 0 else "dep",
                sentence=0,
            )
        )
    return Grammar(
        text, tuple(tokens), (Sentence(first=0, last=len(tokens), segment=0),) if tokens else (), ()
    )


def figures(text: str) -> list[Quantity]:
    tree = grammar(text)
    nodes = find_quantities(tree)
    for node in nodes:
        quantity = node.quantity
        assert quantity.start is not None
        assert text[quantity.start : quantity.end] == quantity.text
        assert node.first <= node.head < node.last
    return [node.quantity for node in nodes]


def bounds(quantity: Quantity) -> tuple[float | None, float | None, float | None]:
    return quantity.low, quantity.best, quantity.high


@pytest.mark.parametrize(
    ("words", "low", "best", "high"),
    [
        ("400,000 civilians", None, 400000, None),
        ("up to 400,000 civilians", None, None, 400000),
        ("at least 23 people", 23, None, None),
        ("more than 100 fighters", 100, None, None),
        ("fewer than 100 fighters", None, None, 100),
        ("no fewer than 12 fighters", 12, None, None),
        ("as many as 300 fighters", None, None, 300),
        ("about 50 people", None, 50, None),
        ("an estimated 3,000 fighters", None, 3000, None),
        ("between 30 and 40 people", 30, None, 40),
        ("30 to 40 people", 30, None, 40),
        ("30-40 people", 30, None, 40),
        ("two or three people", 2, None, 3),
        ("1.5 to 2 million people", 1500000, None, 2000000),
        ("100 or more people", 100, None, None),
        ("dozens of people", 24, None, None),
        ("tens of people", 20, None, None),
        ("scores of prisoners", 40, None, None),
        ("hundreds of people", 200, None, None),
        ("thousands of prisoners", 2000, None, None),
        ("tens of thousands of refugees", 20000, None, None),
        ("hundreds of thousands of refugees", 200000, None, None),
        ("several fighters", 3, None, None),
        ("a few fighters", 3, None, None),
        ("a dozen fighters", None, 12, None),
        ("half a million people", None, 500000, None),
        ("twenty-three soldiers", None, 23, None),
        ("two hundred and fifty thousand people", None, 250000, None),
        ("1.2 million people", None, 1200000, None),
        ("1.2m people", None, 1200000, None),
        ("no civilians", None, 0, None),
        ("15 armed guards", None, 15, None),
    ],
)
def test_people(words: str, low: float, best: float, high: float) -> None:
    (quantity,) = figures(words)
    assert bounds(quantity) == (low, best, high)
    assert quantity.unit == "people"
    assert quantity.text == words
    assert quantity.what == words.split()[-1]


@pytest.mark.parametrize(
    ("words", "what", "unit", "best"),
    [
        ("five besieged towns", "towns", "towns", 5),
        ("15 aid workers", "aid workers", "people", 15),
        ("over two barrel bombs", "barrel bombs", "bombs", None),
        ("20 km", "km", "km", 20),
        ("15km", "km", "km", 15),
        ("30 square kilometres", "kilometres", "km2", 30),
        ("30 tonnes of flour", "flour", "tonnes", 30),
        ("three days", "days", "days", 3),
        ("$5bn", None, "USD", 5000000000),
        ("$1.5 million", None, "USD", 1500000),
        ("40% of civilians", "civilians", "percent", 40),
        ("30 percent of the land", "land", "percent", 30),
        ("30 per cent of the land", "land", "percent", 30),
        ("two-thirds of the town", "town", "share", 0.6667),
        ("half of the country", "country", "share", 0.5),
        ("most of the strikes", "strikes", "share", None),
        ("almost entirely", None, "share", None),
    ],
)
def test_units(words: str, what: str | None, unit: str, best: float) -> None:
    (quantity,) = figures(words)
    assert (quantity.what, quantity.unit, quantity.best) == (what, unit, best)
    assert quantity.text == words


def test_counted_noun_left_out() -> None:
    one, two = figures("They killed 23 and wounded 40.")
    assert (one.what, one.best, two.what, two.best) == (None, 23, None, 40)
    dead, hurt = figures("It left 23 dead and 15 wounded.")
    assert (dead.text, dead.what, dead.unit) == ("23 dead", "dead", "people")
    assert (hurt.what, hurt.best) == ("wounded", 15)


@pytest.mark.parametrize(
    ("noun", "found"),
    [("toll", [("toll", "people", 73)]), ("temperature", []), ("number", [])],
)
def test_the_sum_of_a_toll(noun: str, found: list[tuple[str, str, int]]) -> None:
    nodes = find_quantities(
        tree(f"""
            The the DET DT 2 det
            {noun} {noun} NOUN NN 3 nsubj
            rose rise VERB VBD 0 root
            to to ADP IN 5 case
            73 73 NUM CD 3 obl
        """)
    )
    assert [(n.quantity.what, n.quantity.unit, n.quantity.best) for n in nodes] == found


@pytest.mark.parametrize(
    "text",
    [
        "Resolution 2254 of 3 February 2016",
        "Channel 4 and flight 370",
        "T-72 and G7 and M16",
        "a 27-year-old",
        "aged 23",
        "the 15-member council",
        "the second town",
        "in 2016",
        "for three years",
        "three days ago",
        "no reason",
        "24/7",
        "mainly because of this",
        "page 5",
        "the one soldier",
        "most",
    ],
)
def test_not_counted(text: str) -> None:
    assert figures(text) == []


def test_every_human_noun_is_a_word() -> None:
    assert all(word == word.lower() for word in load_numbers().people)


@given(st.integers(1, 10**9))
def test_figures_with_commas(number: int) -> None:
    (quantity,) = figures(f"{number:,} people")
    assert quantity.best == number


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_ranges_are_never_inverted(one: int, two: int) -> None:
    found = figures(f"between {one:,} and {two:,} people")
    ranges = [q for q in found if q.low is not None and q.high is not None]
    assert len(ranges) == (one < two)
    assert all(q.low < q.high for q in ranges if q.low is not None and q.high is not None)


VOCABULARY = """
up to at least between and 30 40 1,200 1.5 million dozens of thousands people civilians
half a third the - , % $ km 20km no none several most almost entirely or more dozen two
twenty three hundred killed m bn square per cent resolution 2254 for days T-72 years
"""
WORDS = st.lists(st.sampled_from(VOCABULARY.split()), max_size=14)


@settings(max_examples=300, deadline=None)
@given(WORDS)
def test_any_words(words: list[str]) -> None:
    """Spans are exact (checked in figures), bounds in order."""
    for quantity in figures(" ".join(words)):
        low, best, high = bounds(quantity)
        assert low is None or high is None or low <= high
        assert best is None or ((low is None or low <= best) and (high is None or best <= high))
