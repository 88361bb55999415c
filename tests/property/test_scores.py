"""Whatever the treebank: gold scored against itself is 100 everywhere, from words and from text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.core.grammar import ModelRun, Words
from sayso.evaluate.grammar import score_grammar
from sayso.evaluate.treebank import Passage, read_treebank

FORMS = st.text("abAB.,'’é0", min_size=1, max_size=4)
TAGS = st.sampled_from(["NOUN", "VERB", "PUNCT", "X"])
RELATIONS = st.sampled_from(["nsubj", "nsubj:pass", "obj", "punct"])
FEATS = st.sampled_from(["_", "Number=Sing", "Mood=Ind|Tense=Past", "PronType=Int,Rel"])


class Echo:
    """A model that answers with the gold."""

    name_labels: frozenset[str] = frozenset()

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages

    def parse_words(self, paragraphs: Sequence[Words]) -> ModelRun:
        return ModelRun(grammars=tuple(p.grammar for p in self.passages), seconds=1)

    def parse_texts(self, texts: Sequence[str]) -> ModelRun:
        return self.parse_words(())


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """A sentence in CoNLL-U with any tree; two words may be one token, spelt or not."""
    count = draw(st.integers(1, 8))
    order = draw(st.permutations(range(1, count + 1)))
    heads = {order[0]: 0}
    for at, number in enumerate(order[1:], start=1):
        heads[number] = draw(st.sampled_from(order[:at]))
    together = draw(st.integers(0, count - 1))
    lines = draw(st.sampled_from([[], ["# newpar"], ["# newdoc id = d"]]))[:]
    forms = [draw(FORMS) for _ in range(count)]
    for number in range(1, count + 1):
        spaced = draw(st.sampled_from(["_", "SpaceAfter=No"]))
        if number == together:
            token = draw(st.sampled_from(["".join(forms[number - 1 : number + 1]), "gonna"]))
            lines.append(f"{number}-{number + 1}\t{token}" + "\t_" * 7 + f"\t{spaced}")
        relation = "root" if heads[number] == 0 else draw(RELATIONS)
        cells = (
            number, forms[number - 1], draw(FORMS), draw(TAGS), draw(TAGS), draw(FEATS),
            heads[number], relation, "_", spaced,
        )  # fmt: skip
        lines.append("\t".join(map(str, cells)))
    return "\n".join(lines) + "\n\n"


@pytest.mark.parametrize("raw", [False, True])
@given(st.lists(sentences(), min_size=1, max_size=5))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_gold_against_itself(tmp_path: Path, raw: bool, treebank: list[str]) -> None:
    path = tmp_path / "made.conllu"
    path.write_text("".join(treebank), encoding="utf-8")
    passages = read_treebank(path)
    scores = score_grammar(passages, Echo(passages), raw)
    figures = {
        scores.uas, scores.las, scores.las_subtypes, scores.upos, scores.xpos, scores.feats,
        scores.lemma,
    }  # fmt: skip
    assert figures == {100}
    assert (scores.words_f1, scores.sentence_f1) == ((100, 100) if raw else (None, None))
    for passage in passages:
        grammar = passage.grammar
        assert [t.i for t in grammar.tokens] == list(range(len(grammar.tokens)))
