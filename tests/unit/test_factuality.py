"""Event words and how they were put: by the rules alone, and with the language model."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
import spacy
from spacy.tokens import Doc
from tests.helpers import at, report_of, tree

from sayso.annotate.grammar import parse, parse_asking
from sayso.claims.factuality import find_events
from sayso.core.annotation import Annotation, Event, Impression
from sayso.knowledge.governors import load_governors
from sayso.knowledge.predicates import load_predicates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language

    from sayso.pipeline import Reader

SLEPT = """
She she PRON PRP 2 nsubj
slept sleep VERB VBD 0 root
"""
WILL_SLEEP = """
She she PRON PRP 3 nsubj
will will AUX MD 3 aux
sleep sleep VERB VB 0 root
"""
DID_NOT_SLEEP = """
She she PRON PRP 4 nsubj
did do AUX VBD 4 aux
not not PART RB 4 advmod
sleep sleep VERB VB 0 root
"""
MAY_SLEEP = WILL_SLEEP.replace("will will", "may may")
HOPES_TO_SLEEP = """
She she PRON PRP 2 nsubj
hopes hope VERB VBZ 0 root
to to PART TO 4 mark
sleep sleep VERB VB 2 xcomp
"""
IS_SAFE = """
The the DET DT 3 det
old old ADJ JJ 3 amod
road road NOUN NN 5 nsubj
is be AUX VBZ 5 cop
safe safe ADJ JJ 0 root
"""
PLANS = """
The the DET DT 3 det
plan plan NOUN NN 3 compound
office office NOUN NN 4 nsubj
sold sell VERB VBD 0 root
stolen steal VERB VBN 7 amod
leading lead VERB VBG 7 amod
plans plan NOUN NNS 4 obj
"""


def found(rows: str, told: Impression | None = None) -> dict[str, Event]:
    """The events of a tree by their words; the model says the same of all."""
    grammar = tree(rows)
    annotation = Annotation(report=report_of(grammar.text), grammar=grammar)
    events = find_events(annotation, load_predicates(), load_governors(), lambda i: told)
    return {event.text: event for event in events}


def put(event: Event) -> tuple[str, str, str, float]:
    return event.polarity, event.certainty, event.time, event.score


def told(
    scale: float = 1.2, certainty: str = "certain", polarity: str = "positive", future: bool = False
) -> Impression:
    values = {"scale": scale, "certainty": certainty, "polarity": polarity, "future": future}
    return Impression(**values)  # type: ignore[arg-type]


def test_events_are_verbs_copulas_their_adjectives_and_nouns_that_govern() -> None:
    assert list(found(IS_SAFE)) == ["is", "safe"]
    assert list(found(PLANS)) == ["sold", "stolen", "plans"]


def test_a_copula_is_put_as_its_clause() -> None:
    negated = IS_SAFE.replace("old old ADJ JJ 3 amod", "never never ADV RB 5 advmod")
    assert {e.polarity for e in found(negated).values()} == {"negative"}


@pytest.mark.parametrize(
    ("rows", "word", "expected"),
    [
        (SLEPT, "slept", ("positive", "certain", "past", 3.0)),
        (WILL_SLEEP, "sleep", ("positive", "probable", "future", 1.0)),
        (DID_NOT_SLEEP, "sleep", ("negative", "certain", "past", -3.0)),
    ],
)
def test_without_a_model_the_rules_decide(
    rows: str, word: str, expected: tuple[str, str, str, float]
) -> None:
    assert put(found(rows)[word]) == expected


@pytest.mark.parametrize(
    ("rows", "word", "model", "expected"),
    [
        # What both say; the score is the model's.
        (SLEPT, "slept", told(), ("positive", "certain", "past", 1.8)),
        (SLEPT, "slept", told(2.5), ("positive", "certain", "past", 3.0)),
        # Negative if either says so.
        (SLEPT, "slept", told(polarity="negative"), ("negative", "certain", "past", 0.0)),
        (DID_NOT_SLEEP, "sleep", told(), ("negative", "certain", "past", 0.0)),
        (DID_NOT_SLEEP, "sleep", told(-1.0), ("negative", "certain", "past", -1.5)),
        # Unsure if the model says so, how much so by the rules where they agree.
        (SLEPT, "slept", told(certainty="probable"), ("positive", "probable", "past", 1.8)),
        (SLEPT, "slept", told(certainty="possible"), ("positive", "possible", "past", 1.0)),
        (
            MAY_SLEEP, "sleep", told(certainty="probable", future=True),
            ("positive", "possible", "future", 1.0),
        ),
        # "Will" is future, and no less certain for that.
        (WILL_SLEEP, "sleep", told(0.5, future=True), ("positive", "certain", "future", 0.75)),
        # Whether it is to come, the model says; what nobody vouches for is no more certain for it.
        (SLEPT, "slept", told(0.1, future=True), ("positive", "certain", "future", 0.15)),
        (HOPES_TO_SLEEP, "sleep", told(), ("positive", "probable", "present", 1.8)),
        (
            HOPES_TO_SLEEP.replace("hopes hope VERB VBZ", "hoped hope VERB VBD"), "sleep", told(),
            ("positive", "probable", "past", 1.8),
        ),
    ],
)  # fmt: skip
def test_a_model_and_the_rules_are_both_heard(
    rows: str, word: str, model: Impression, expected: tuple[str, str, str, float]
) -> None:
    assert put(found(rows, model)[word]) == expected


class Foreign:
    """A pipeline of somebody else's: it reads one sentence, and knows no factuality."""

    def pipe(self, texts: Iterable[str], batch_size: int) -> Iterator[Doc]:
        assert batch_size
        for _ in texts:
            yield Doc(
                spacy.blank("en").vocab, words=["She", "slept"], spaces=[True, False],
                pos=["PRON", "VERB"], tags=["PRP", "VBD"], heads=[1, 1], deps=["nsubj", "ROOT"],
            )  # fmt: skip


def test_another_pipeline_leaves_it_to_the_rules() -> None:
    report = report_of("She slept")
    grammar, ask = parse_asking(report, cast("Language", Foreign()))
    assert [token.text for token in grammar.tokens] == ["She", "slept"]
    assert [ask(token.i) for token in grammar.tokens] == [None, None]
    annotation = Annotation(report=report, grammar=grammar)
    (event,) = find_events(annotation, load_predicates(), load_governors(), ask)
    assert put(event) == ("positive", "certain", "past", 3.0)


def test_the_model_is_asked_about_the_words_it_read(reader: Reader) -> None:
    text = "  Troops left.\nThey did not attack the town.\n\nRebels will leave it on Monday."
    report = report_of(text, "body", "caption", "body", "body")
    grammar, ask = parse_asking(report, reader.model)
    assert grammar.tokens == parse(report, reader.model).tokens
    assert at(grammar, "Troops") == 0
    told_of = {t.text: ask(t.i) for t in grammar.tokens}
    left, leave = told_of["left"], told_of["leave"]
    assert left is not None
    assert leave is not None
    assert (left.future, leave.future) == (False, True)
    assert left.scale > leave.scale


def test_annotate_tells_what_the_model_and_the_rules_say(reader: Reader) -> None:
    text = "Troops left the town. They did not attack it. Jets almost hit a school."
    events = {e.text: e for e in reader.annotate(report_of(text)).events}
    assert [events[w].polarity for w in ("left", "attack", "hit")] == [
        "positive", "negative", "negative",
    ]  # fmt: skip
    assert events["left"].score > 1 > 0 >= events["attack"].score
    assert events["hit"].score <= 0
