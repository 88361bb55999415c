"""What stands for a deed told before: do so, deny it, the number rose to."""

from __future__ import annotations

import pytest
from tests.helpers import all_of, claims_of, words

from sayso.pipeline import Reader


def test_a_denial_that_it_does_so(reader: Reader) -> None:
    text = "The envoy asked Russia to stop bombing moderate rebels. Russia denies that it does so."
    claim = all_of(reader, "air_strike", text)[-1]
    assert (claim.modality, claim.polarity, claim.text) == (
        "denied",
        "negative",
        "denies that it does so",
    )
    assert [m.id for m in claim.roles.actor] == ["RUS"]
    (rebels,) = claim.roles.recipient
    assert rebels.inferred
    assert rebels.text is None


@pytest.mark.parametrize(
    ("text", "modality", "polarity"),
    [
        ("The army vowed to retake the airport and did so on Monday.", "asserted", "positive"),
        ("The army wanted to retake the airport. It refused to do so in winter.", "refused",
         "negative"),
    ],
)  # fmt: skip
def test_it_has_its_own_standing(text: str, modality: str, polarity: str, reader: Reader) -> None:
    claim = all_of(reader, "retake", text)[-1]
    assert (claim.modality, claim.polarity) == (modality, polarity)
    assert words(claim.places) == ["the airport"]


def test_another_subject_did_something_else(reader: Reader) -> None:
    text = "The army shelled Homs. The rebels did so to win time."
    assert len(all_of(reader, "shell", text)) == 1


@pytest.mark.parametrize(("cue", "modality"), [("denied", "denied"), ("confirmed", "asserted")])
def test_an_answer_to_the_sentence_before(cue: str, modality: str, reader: Reader) -> None:
    text = f"Residents said the army had shelled Homs. The governor {cue} it."
    first, second = all_of(reader, "shell", text)
    assert first.modality == "asserted"
    assert (second.modality, second.text) == (modality, f"{cue} it")
    assert [m.inferred for m in second.roles.actor] == [True]
    assert [p.name for p in second.places] == ["Homs"]


@pytest.mark.parametrize(
    ("told", "cue", "modality", "polarity", "status"),
    [
        ("Soldiers would burn the market, residents said.", "confirmed", "projected", "positive",
         "predicted"),
        ("Residents said soldiers had not burned the market.", "denied", "denied", "positive",
         "happened"),
        ("Residents demanded that the army shell the market.", "confirmed", "wanted", "positive",
         "wanted"),
    ],
)  # fmt: skip
def test_it_answers_what_was_told_and_no_more(
    told: str, cue: str, modality: str, polarity: str, status: str, reader: Reader
) -> None:
    claim = claims_of(reader, f"{told} The governor {cue} it.")[-1]
    assert (claim.modality, claim.polarity, claim.status) == (modality, polarity, status)


def test_an_answer_to_what_nobody_knows_is_nothing(reader: Reader) -> None:
    assert claims_of(reader, "The singer had a new song. The governor denied it.") == ()


def test_a_number_goes_on_with_what_was_counted(reader: Reader) -> None:
    text = "Shelling killed 20 civilians on Friday; by Monday the number had risen to 31."
    first, second = all_of(reader, "kill", text)
    assert [q.best for q in first.quantities] == [20]
    assert [(q.best, q.unit, q.what) for q in second.quantities] == [(31, "people", "civilians")]
    assert second.text == "by Monday the number had risen to 31"


def test_a_number_of_something_else_does_not(reader: Reader) -> None:
    text = "Shelling killed 20 civilians; the number of schools had risen to 31."
    assert len(all_of(reader, "kill", text)) == 1
