"""The head of factuality: signals of a tree, the climb, the head's file, what a token tells."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc
from training.factuality import Event, folds, learn, logistic, ridge

from sayso.core.errors import KnowledgeError
from sayso.language.climbing import climb, frame
from sayso.language.factuality import (
    HEAD,
    TARGETS,
    TOLD_KEY,
    WIDTH,
    Factuality,
    Head,
    all_signals,
    keep,
    read_head,
    write_head,
)
from sayso.language.loader import FOLDER
from sayso.language.signals import Sentence, sentence_of, signals

NLP = spacy.blank("en")
VOCAB = NLP.vocab
CLASSES = ("negated", "hypothetical", "future", "asserted")


def doc_of(rows: str) -> Doc:
    """A Doc of one sentence from lines of word, lemma, UPOS, XPOS, head, relation, feats."""
    cells = [line.split() for line in rows.strip().splitlines()]
    words, lemmas, upos, xpos, heads, deps = ([c[i] for c in cells] for i in range(6))
    return Doc(
        VOCAB,
        words=words,
        lemmas=lemmas,
        pos=upos,
        tags=xpos,
        heads=[int(h) for h in heads],
        deps=deps,
        morphs=[c[6] if len(c) > 6 else "" for c in cells],
    )


LEAVE = """
He he PRON PRP 3 nsubj
did do AUX VBD 3 aux
not not PART RB 3 advmod Polarity=Neg
leave leave VERB VB 3 ROOT VerbForm=Inf
. . PUNCT . 3 punct
"""
REFUSE = """
They they PRON PRP 1 nsubj
refused refuse VERB VBD 1 ROOT Tense=Past
to to PART TO 3 mark
meet meet VERB VB 1 xcomp VerbForm=Inf
. . PUNCT . 1 punct
"""
SELL = """
They they PRON PRP 2 nsubj
will will AUX MD 2 aux
build build VERB VB 2 ROOT VerbForm=Inf
and and CCONJ CC 4 cc
sell sell VERB VB 2 conj VerbForm=Inf
ships ship NOUN NNS 4 obj
. . PUNCT . 2 punct
"""
RAIN = """
It it PRON PRP 2 nsubj
may may AUX MD 2 aux
rain rain VERB VB 2 ROOT VerbForm=Inf
. . PUNCT . 2 punct
"""
NO_LONGER = """
He he PRON PRP 3 nsubj
no no ADV RB 2 advmod Polarity=Neg
longer long ADV RBR 3 advmod
works work VERB VBZ 3 ROOT Tense=Pres
"""
ARRIVED = """
She she PRON PRP 1 nsubj
arrived arrive VERB VBD 1 ROOT Tense=Past|VerbForm=Fin
on on ADP IN 3 case
Monday Monday PROPN NNP 1 obl
. . PUNCT . 1 punct
"""


def sentence(rows: str) -> Sentence:
    return sentence_of(doc_of(rows)[:])


def test_negation_is_seen_on_the_word_its_governor_and_its_adverb() -> None:
    assert {"neg", "neg|do_VBD", "s:negated"} <= signals(sentence(LEAVE), 3)
    assert "c.pol1" in climb(sentence(LEAVE), 3)
    assert "c.pol1" in climb(sentence(NO_LONGER), 3)
    assert "c.pol0" in climb(sentence(ARRIVED), 1)
    found = climb(sentence(REFUSE), 3)
    assert {"c.pol1", "c.govneg", "c.fr0:infinitive:known"} <= found
    assert "c.pol0" in climb(sentence(REFUSE), 1)  # the refusal itself took place


def test_a_conjunct_has_the_auxiliaries_of_the_first() -> None:
    assert {"aux:will", "modal", "is conj"} <= signals(sentence(SELL), 4)
    assert {"c.st:predicted", "c.ce:probable", "c.by:modal0"} <= climb(sentence(SELL), 4)
    assert frame(sentence(SELL), 5) == "object"


def test_possible_is_told_from_able() -> None:
    assert "c.ep" in climb(sentence(RAIN), 2)
    able = sentence(RAIN.replace("may may", "can can"))
    assert {"c.ce:possible", "c.st:hypothetical"} <= climb(able, 2)
    assert "c.ep" not in climb(able, 2)


def test_a_span_within_a_doc_has_places_of_its_own() -> None:
    one, two = doc_of(ARRIVED), doc_of(REFUSE)
    both = Doc.from_docs([one, two])
    first, second = both.sents
    assert sentence_of(first) == sentence_of(one[:])
    assert sentence_of(second) == sentence_of(two[:])


def made_head(names: list[str], target: str) -> Head:
    """A head for which any of the signals is enough."""
    weights = np.zeros((len(names), len(TARGETS)), np.float32)
    weights[:, TARGETS.index(target)] = 2
    bias = np.array([0, -1, -1, -1], np.float32)
    places = {name: i for i, name in enumerate(names)}
    return Head(places=places, weights=weights, bias=bias, by_scale=np.zeros(4), share=0.5)


def scored(rows: str, head: str) -> Doc:
    """A Doc for which the network has the first class of each facet, PROBABLE before POSSIBLE."""
    doc = doc_of(rows)
    scores = np.tile(np.array([0.5, 3, 2, 1, 0, 1, 0, 1, 0], np.float32), (len(doc), 1))
    assert scores.shape[1] == WIDTH
    keep(doc, scores, head)
    return doc


def test_the_head_decides_the_classes_and_the_network_the_scale(tmp_path: Path) -> None:
    file = tmp_path / HEAD
    write_head(file, made_head(["c.pol1"], "negative"))
    doc = scored(REFUSE, str(file))
    plain = Factuality(scale=0.5, certainty="CERTAIN", polarity="POS", time="NON_FUTURE")
    assert doc[1]._.factuality == plain
    assert doc[3]._.factuality == Factuality(
        scale=0.5, certainty="CERTAIN", polarity="NEG", time="NON_FUTURE"
    )
    assert scored(REFUSE, "")[3]._.factuality == plain
    write_head(tmp_path / "unsure.npz", made_head(["c.ep"], "uncertain"))
    told = scored(RAIN, str(tmp_path / "unsure.npz"))[2]._.factuality
    assert told.certainty == "PROBABLE"


def test_a_doc_from_bytes_tells_the_same(tmp_path: Path) -> None:
    file = tmp_path / HEAD
    write_head(file, made_head(["c.pol1"], "negative"))
    doc = Doc.from_docs([doc_of(REFUSE), doc_of(LEAVE)])
    keep(doc, np.zeros((len(doc), WIDTH), np.float32), str(file))
    told = doc[3]._.factuality  # of the first sentence only
    known = ~np.isnan(doc.user_data[TOLD_KEY]).any(1)
    assert np.flatnonzero(known).tolist() == [1, 3]
    restored = Doc(VOCAB).from_bytes(doc.to_bytes())
    assert restored[3]._.factuality == told
    assert restored[8]._.factuality == doc[8]._.factuality
    assert restored[8]._.factuality.polarity == "NEG"


def test_without_its_file_the_network_alone_is_told(tmp_path: Path) -> None:
    told = scored(REFUSE, str(tmp_path / "gone.npz"))[3]._.factuality
    assert told.polarity == "POS"


def test_a_file_that_is_no_head_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="no head"):
        read_head(tmp_path / "none.npz")
    (tmp_path / "text.npz").write_text("no arrays")
    with pytest.raises(KnowledgeError, match="no head"):
        read_head(tmp_path / "text.npz")
    head = made_head(["a", "b"], "future")
    write_head(tmp_path / "short.npz", Head(**{**fields(head), "weights": head.weights[:1]}))
    with pytest.raises(KnowledgeError, match="2 signals"):
        read_head(tmp_path / "short.npz")


def fields(head: Head) -> dict[str, object]:
    return {name: getattr(head, name) for name in Head.__struct_fields__}


def test_a_head_is_written_and_read_alike(tmp_path: Path) -> None:
    head = made_head(["x", "y"], "future")
    for name in ("one.npz", "two.npz"):
        write_head(tmp_path / name, head)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    again = read_head(tmp_path / "one.npz")
    assert again.places == head.places
    assert again(["x", "unheard of"], 1.0).tolist() == head(["x"], 1.0).tolist()


def test_the_bundled_head_knows_plain_cases() -> None:
    head = str(FOLDER / HEAD)
    assert scored(LEAVE, head)[3]._.factuality.polarity == "NEG"
    assert scored(ARRIVED, head)[1]._.factuality.polarity == "POS"
    assert scored(ARRIVED, head)[1]._.factuality.time == "NON_FUTURE"
    assert scored(SELL, head)[2]._.factuality.time == "FUTURE"
    assert scored(SELL, head)[4]._.factuality.time == "FUTURE"


def test_regressions_are_exact() -> None:
    luck = np.random.default_rng(0)
    inputs = luck.normal(size=(4000, 3))
    gold = inputs @ np.array([1.0, -2.0, 0.0]) + 0.5
    found, constant = ridge(inputs, gold, np.ones(4000))
    assert np.allclose([*found, constant], [1, -2, 0, 0.5], atol=0.05)
    even = (inputs[:, 0] > luck.logistic(size=4000)).astype(float)
    found, constant = logistic(inputs, even, 10.0)
    assert np.allclose([*found, constant], [1, 0, 0, 0], atol=0.15)


def test_a_head_is_learned_from_both_corpora() -> None:
    uds = [Event(signals=frozenset({s}), scale=0.0, gold=(g, 1.0))
           for s, g in (("neg", -1.0), ("xp:VBD", 1.0)) for _ in range(40)]  # fmt: skip
    kinds = {
        "c.pn1": ("CERTAIN", "NEG", "NON_FUTURE"),
        "c.ep": ("POSSIBLE", "POS", "FUTURE"),
        "c.st:predicted": ("CERTAIN", "POS", "FUTURE"),
        "c.st:": ("CERTAIN", "POS", "NON_FUTURE"),
    }
    meantime = [
        Event(signals=frozenset({signal}), scale=0.0, facets=facets, document=i)
        for i in range(40)
        for signal, facets in kinds.items()
    ]
    head = learn(uds, meantime)
    assert head(["neg"], 0.0)[0] < head(["xp:VBD"], 0.0)[0]
    classes = dict(zip(kinds.values(), CLASSES, strict=True))
    assert all(classes[facets] == told for facets, told in folds(uds, meantime))
    assert all_signals(sentence(ARRIVED), 1) >= {"xp:VBD", "c.pn0"}
