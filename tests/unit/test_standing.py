"""How an event was put: phase, negation, modals, conditions, questions, through the whole flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.helpers import all_of, claims_of, one_of, report_of, tree

from sayso.claims.climb import Climb
from sayso.claims.context import Context
from sayso.core.annotation import Annotation
from sayso.core.types import Phase, Status
from sayso.evaluate.claims import has_happened
from sayso.knowledge.governors import Effect, load_governors
from sayso.knowledge.predicates import load_predicates

if TYPE_CHECKING:
    from sayso.pipeline import Reader


def climbing() -> Climb:
    grammar = tree("shelled shell VERB VBD 0 root")
    annotation = Annotation(report=report_of(grammar.text), grammar=grammar)
    return Climb(Context(annotation, load_predicates(), load_governors()))


def test_to_negate_the_end_is_to_go_on() -> None:
    climb = climbing()
    climb.phase = "end"
    climb.negate()
    assert (climb.phase, climb.negative) == ("continue", False)
    climb.negate()
    assert (climb.phase, climb.negative) == ("end", False)


def test_to_negate_anything_else_turns_it_round() -> None:
    climb = climbing()
    climb.negate()
    assert climb.negative
    climb.phase = "begin"
    climb.negate()
    assert (climb.phase, climb.negative) == ("begin", False)


def test_certainty_only_gets_weaker() -> None:
    climb = climbing()
    climb.weaken("possible")
    climb.weaken("probable")
    assert climb.certainty == "possible"


def test_an_effect_leaves_alone_what_it_does_not_name() -> None:
    climb = climbing()
    climb.apply(Effect(status="wanted", actor="object"), 0)
    climb.apply(Effect(), 0)
    assert (climb.status, climb.phase, climb.actor_of) == ("wanted", None, [(0, "object")])


@pytest.mark.parametrize(
    ("sentence", "phase"),
    [
        ("The army shelled the town.", None),
        ("The army stopped shelling Homs.", "end"),
        ("The army did not stop shelling Homs.", "continue"),
        ("The army failed to stop shelling Homs.", "continue"),
        ("The army did not continue shelling Homs.", "end"),
        ("The army continued to shell Homs.", "continue"),
        ("The army began shelling Homs.", "begin"),
    ],
)
def test_phases(sentence: str, phase: Phase | None, reader: Reader) -> None:
    claim = one_of(reader, "shell", sentence)
    assert (claim.phase, claim.polarity, claim.status) == (phase, "positive", "happened")


@pytest.mark.parametrize(
    ("sentence", "phase"),
    [
        ("The bombing of Homs stopped on Monday.", "end"),
        ("The bombing of Homs continued on Monday.", "continue"),
        ("The bombing of Homs resumed on Monday.", "begin"),
        ("The army will not stop the bombardment of Homs.", "continue"),
    ],
)
def test_phases_of_nouns(sentence: str, phase: Phase, reader: Reader) -> None:
    claim = one_of(reader, "bombard", sentence)
    assert (claim.phase, claim.polarity) == (phase, "positive")


@pytest.mark.parametrize(
    "sentence",
    [
        "The army did not shell Homs.",
        "The army never shelled Homs.",
        "The army has not shelled Homs.",
    ],
)
def test_negation(sentence: str, reader: Reader) -> None:
    claim = one_of(reader, "shell", sentence)
    assert (claim.status, claim.polarity, claim.certainty) == ("happened", "negative", "certain")


def test_neither_nor(reader: Reader) -> None:
    claim = one_of(reader, "attack", "Neither the army nor the rebels attacked Homs.")
    assert claim.polarity == "negative"


@pytest.mark.parametrize(
    ("sentence", "polarity"),
    [
        ("The army managed to capture Homs.", "positive"),
        ("The army failed to capture Homs.", "negative"),
        ("The army prevented the rebels from capturing Homs.", "negative"),
    ],
)
def test_implicative_verbs(sentence: str, polarity: str, reader: Reader) -> None:
    claim = one_of(reader, "capture", sentence)
    assert (claim.status, claim.polarity) == ("happened", polarity)


def test_without(reader: Reader) -> None:
    claim = one_of(reader, "attack", "The army left Homs without attacking the rebels.")
    assert (claim.status, claim.polarity) == ("happened", "negative")


def test_a_negation_before_but_ends_there(reader: Reader) -> None:
    text = "The army shelled Homs but did not capture the airport."
    assert one_of(reader, "shell", text).polarity == "positive"
    assert one_of(reader, "capture", text).polarity == "negative"


@pytest.mark.parametrize(
    ("sentence", "status", "certainty"),
    [
        ("The army will shell Homs.", "predicted", "probable"),
        ("The army may shell Homs.", "predicted", "possible"),
        ("The army could shell Homs.", "predicted", "possible"),
        ("The army must shell the town.", "wanted", "underspecified"),
        ("The army may have shelled Homs.", "happened", "possible"),
        ("The army is shelling the town.", "ongoing", "certain"),
        ("Rebels have been shelling the town for three days.", "ongoing", "certain"),
    ],
)
def test_tense_and_modals(sentence: str, status: Status, certainty: str, reader: Reader) -> None:
    claim = one_of(reader, "shell", sentence)
    assert (claim.status, claim.certainty, claim.polarity) == (status, certainty, "positive")


def test_may_have_been(reader: Reader) -> None:
    claim = one_of(reader, "kill", "Ten civilians may have been killed.")
    assert (claim.status, claim.certainty) == ("happened", "possible")


def test_would_have_did_not_happen(reader: Reader) -> None:
    claim = one_of(reader, "capture", "The army would have captured Homs.")
    assert claim.status == "hypothetical"


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("The army tried to capture Homs.", "intended"),
        ("Israel is considering the capture of Gaza.", "considered"),
        ("Rebels are to capture the town on Friday.", "scheduled"),
        ("The army is likely to capture Homs.", "predicted"),
    ],
)
def test_governors(sentence: str, status: Status, reader: Reader) -> None:
    assert one_of(reader, "capture", sentence).status == status


def test_before_says_that_both_happened(reader: Reader) -> None:
    found = claims_of(reader, "The army shelled Homs before the rebels fled.")
    assert [c.predicate for c in found if has_happened(c)] == ["shell", "retreat"]


def test_before_it_could_says_that_it_did_not(reader: Reader) -> None:
    claim = one_of(reader, "shell", "The rebels fled before the army could shell Homs.")
    assert (claim.status, claim.polarity) == ("happened", "negative")


@pytest.mark.parametrize("predicted", ["will flee", "may flee", "could flee"])
def test_before_something_unreal_nothing_happened(predicted: str, reader: Reader) -> None:
    text = f"The rebels {predicted} before the army shells Homs."
    assert not any(map(has_happened, all_of(reader, "shell", text)))


def test_until_limits_what_is_to_come(reader: Reader) -> None:
    text = "The army will shell Homs until the rebels withdraw."
    claim = one_of(reader, "shell", text)
    assert claim.condition is not None
    assert claim.condition.text == "until the rebels withdraw"
    assert text[claim.condition.start : claim.condition.end] == claim.condition.text
    assert one_of(reader, "withdraw", text).status == "hypothetical"


@pytest.mark.parametrize(
    ("sentence", "condition"),
    [
        ("If the rebels attack, the army will shell Homs.", "If the rebels attack"),
        ("The army will shell Homs if the rebels attack.", "if the rebels attack"),
        ("The army will shell Homs unless the rebels withdraw.", "unless the rebels withdraw"),
    ],
)
def test_conditions(sentence: str, condition: str, reader: Reader) -> None:
    claim = one_of(reader, "shell", sentence)
    assert claim.status == "conditional"
    assert claim.condition is not None
    assert claim.condition.text == condition
    others = [c for c in claims_of(reader, sentence) if c.predicate != "shell"]
    assert [c.status for c in others] == ["hypothetical"]


def test_a_condition_may_open_with_its_auxiliary(reader: Reader) -> None:
    text = "Should the rebels attack Homs, the army will withdraw."
    assert one_of(reader, "attack", text).status == "hypothetical"
    assert one_of(reader, "withdraw", text).status == "conditional"
    unreal = "Had the rebels attacked Homs, the army would have withdrawn."
    assert {c.status for c in claims_of(reader, unreal)} == {"hypothetical"}


def test_the_subjunctive_is_what_ought_to_be(reader: Reader) -> None:
    claim = one_of(reader, "release_prisoners", "The UN demanded that the prisoners be freed.")
    assert (claim.status, claim.modality, claim.polarity) == ("wanted", "demanded", "positive")


@pytest.mark.parametrize(
    "question",
    [
        "Did the army shell Homs?",
        "Have the rebels captured the town?",
        "Who attacked the airport?",
    ],
)
def test_a_question_asserts_nothing(question: str, reader: Reader) -> None:
    assert not any(map(has_happened, claims_of(reader, question)))


def test_an_imperative_is_wanted(reader: Reader) -> None:
    claim = one_of(reader, "bombard", "Stop the bombing of Homs.")
    assert (claim.status, claim.phase) == ("wanted", "end")


def test_a_halt_to_one_thing_is_no_halt_to_the_next(reader: Reader) -> None:
    text = "The opposition demanded a halt to the bombing and the release of prisoners."
    phases = {c.predicate: (c.phase, c.modality) for c in claims_of(reader, text)}
    assert phases["bomb_attack"] == ("end", "demanded")
    assert phases["release_prisoners"] == (None, "demanded")


@pytest.mark.parametrize(
    "sentence",
    [
        "The possibility of an attack on the town remains.",
        "The threat of an attack on Homs remains.",
        "A planned attack on Homs was cancelled.",
        "The army plans an attack on Homs.",
        "The rebels feared an attack on Homs.",
        "The army wants to attack Homs.",
    ],
)
def test_what_is_not_put_as_a_fact_is_not_asserted(sentence: str, reader: Reader) -> None:
    assert not any(map(has_happened, all_of(reader, "attack", sentence)))


@pytest.mark.parametrize(
    "sentence",
    [
        "The siege of Aleppo would be lifted only if the rebels withdrew.",
        "The siege of Aleppo will be lifted on Monday.",
        "The UN called for the siege of Aleppo to be lifted.",
    ],
)
def test_a_siege_that_is_yet_to_be_lifted_goes_on(sentence: str, reader: Reader) -> None:
    siege = one_of(reader, "besiege", sentence)
    assert (siege.modality, siege.status, siege.sources) == ("asserted", "ongoing", ())
    assert not has_happened(one_of(reader, "lift_siege", sentence))


def test_a_siege_that_there_may_be_is_none(reader: Reader) -> None:
    assert not has_happened(one_of(reader, "besiege", "The army may lift any siege of Aleppo."))


@pytest.mark.parametrize(
    ("predicate", "sentence"),
    [
        ("allow_access", "The envoy urged both sides to stop fighting and to let convoys in."),
        ("allow_access", "The UN urged the rebels to stop shelling Homs and let convoys in."),
        ("withdraw", "The rebels promised to stop shelling Homs, to rest and to leave Aleppo."),
    ],
)
def test_an_infinitive_after_a_gerund_is_not_stopped(
    predicate: str, sentence: str, reader: Reader
) -> None:
    assert one_of(reader, predicate, sentence).phase is None


def test_no_later_than_denies_nothing(reader: Reader) -> None:
    meeting = one_of(reader, "meet", "The two sides will meet no later than Friday.")
    assert meeting.polarity == "positive"
