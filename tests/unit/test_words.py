"""Which words a claim quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.helpers import claims_of, one_of

if TYPE_CHECKING:
    from sayso.pipeline import Reader


@pytest.mark.parametrize(
    ("predicate", "sentence", "quoted"),
    [
        (
            "capture",
            "On Monday the rebels captured the airport of Homs.",
            "On Monday the rebels captured the airport of Homs",
        ),
        (
            "withdraw",
            "Turkey said the rebels had left Aleppo.",
            "the rebels had left Aleppo",
        ),
        (
            "burn",
            "The rebels seized the town and burned the bridge.",
            "burned the bridge",
        ),
        (
            "shell",
            "The airport, which the rebels captured on Monday, was shelled by the army.",
            "The airport, which the rebels captured on Monday, was shelled by the army",
        ),
        (
            "attack",
            '"We will attack the town," the general said.',
            "We will attack the town",
        ),
    ],
)
def test_from_the_first_to_the_last_word_that_says_it(
    predicate: str, sentence: str, quoted: str, reader: Reader
) -> None:
    assert one_of(reader, predicate, sentence).text == quoted


@pytest.mark.parametrize(
    ("predicate", "sentence", "quoted"),
    [
        (
            "besiege",
            "The rebels vowed not to stop the siege of Homs.",
            "vowed not to stop the siege of Homs",
        ),
        (
            "release_prisoners",
            "The army refused to release the prisoners.",
            "refused to release the prisoners",
        ),
        (
            "attack",
            "The army denied attacking the village.",
            "denied attacking the village",
        ),
    ],
)
def test_a_cue_that_says_how_it_was_put_is_quoted_too(
    predicate: str, sentence: str, quoted: str, reader: Reader
) -> None:
    assert one_of(reader, predicate, sentence).text == quoted


@pytest.mark.parametrize("negation", ["did not shell", "never shelled", "did not stop shelling"])
def test_a_negation_is_quoted(negation: str, reader: Reader) -> None:
    text = f"The army {negation} Homs."
    assert negation in one_of(reader, "shell", text).text


def test_a_condition_is_quoted(reader: Reader) -> None:
    text = "The army will shell Homs unless the rebels withdraw."
    assert one_of(reader, "shell", text).text == text[:-1]


def test_words_lie_within_their_sentence_and_have_no_space_around(reader: Reader) -> None:
    text = "Rebels attacked the airport.  The army fled\n to Homs .\nThe talks resumed."
    found = claims_of(reader, text)
    assert found
    for claim in found:
        assert claim.text == text[claim.start : claim.end] == claim.text.strip()
        assert ".  " not in claim.text
