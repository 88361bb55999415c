"""The language model's names against a gold file: a name is right where span and label are.

A nationality ("Syrian") is a place here, where the gold counts it at all: geo, gpe, GPE and NORP
are LOC. In a gold file without such a label the model's NORP are left out. So are labels that only
the gold or only the model has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from sayso.core.errors import UsageError
from sayso.core.evaluation import LabelScore, LeftOut, NameScores
from sayso.core.grammar import Grammar, Words
from sayso.evaluate.given import Model, percent
from sayso.evaluate.name_files import GoldNames, NamedText

NATIONAL = frozenset({"gpe", "GPE", "NORP"})
# Other files' and pipelines' words for our labels.
OURS = {"geo": "LOC", "gpe": "LOC", "GPE": "LOC", "per": "PER", "PERSON": "PER", "org": "ORG",
        "tim": "TIME"}  # fmt: skip

Span = tuple[int, int, str]


def score_names(files: Sequence[GoldNames], model: Model, raw: bool = False) -> NameScores:
    """Let the model read the texts and compare its names, pooled over all files.

    In:  gold files. By default the model gets the words of a text that has them, as one sentence;
         with ``raw``, and where a text has none, it gets the text.
    Out: percent with two decimals, per label and over all labels that both sides have.

    Raises UsageError where there is nothing to score.
    """
    if not any(file.texts for file in files):
        raise UsageError("no text to score")
    texts = [text for file in files for text in file.texts]
    found = iter(_predictions(texts, model, raw))
    right: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    own: Counter[str] = Counter()
    left_gold: Counter[str] = Counter()
    left_own: Counter[str] = Counter()
    for file in files:
        scored = _scored(file.labels, model.name_labels)
        national = not NATIONAL.isdisjoint(file.labels)
        for text in file.texts:
            wanted = {(a, b, _label(label, True)) for a, b, label in text.names}
            got = {(a, b, _label(label, national)) for a, b, label in next(found)}
            left_gold.update(label for _, _, label in wanted if label not in scored)
            left_own.update(label for _, _, label in got if label not in scored)
            gold.update(label for _, _, label in wanted if label in scored)
            own.update(label for _, _, label in got if label in scored)
            right.update(label for _, _, label in wanted & got if label in scored)
    every = _score(right.total(), gold.total(), own.total())
    return NameScores(
        precision=every.precision,
        recall=every.recall,
        f1=every.f1,
        by_label={
            label: _score(right[label], gold[label], own[label]) for label in sorted(gold | own)
        },
        left_out=LeftOut(
            gold=dict(sorted(left_gold.items())), predicted=dict(sorted(left_own.items()))
        ),
        texts=len(texts),
    )


def _label(label: str, national: bool) -> str:
    """A label as ours; nationalities are places if they are ``national``."""
    if label == "NORP":
        return "LOC" if national else label
    return OURS.get(label, label)


def _scored(gold: frozenset[str], own: frozenset[str]) -> frozenset[str]:
    """The labels that both sides have."""
    return frozenset(_label(x, True) for x in gold) & frozenset(_label(x, False) for x in own)


def _score(right: int, gold: int, own: int) -> LabelScore:
    return LabelScore(
        precision=percent(right, own),
        recall=percent(right, gold),
        f1=percent(2 * right, gold + own),
        gold=gold,
        predicted=own,
    )


def _predictions(texts: Sequence[NamedText], model: Model, raw: bool) -> list[list[Span]]:
    """The model's names in each text, with offsets in it."""
    found: list[list[Span]] = [[] for _ in texts]
    cut = [i for i, text in enumerate(texts) if text.spans and not raw]
    whole = [i for i, text in enumerate(texts) if not text.spans or raw]
    if cut:
        for i, grammar in zip(
            cut, model.parse_words([_words(texts[i]) for i in cut]).grammars, strict=True
        ):
            found[i] = _spans(grammar, texts[i].spans)
    if whole:
        for i, grammar in zip(
            whole, model.parse_texts([texts[i].text for i in whole]).grammars, strict=True
        ):
            found[i] = _spans(grammar, [(token.start, token.end) for token in grammar.tokens])
    return found


def _words(text: NamedText) -> Words:
    """The words of a text as one sentence."""
    spans = text.spans
    return Words(
        forms=tuple(text.text[start:end] for start, end in spans),
        spaces=(*(a[1] < b[0] for a, b in pairwise(spans)), False),
        starts=(True, *([False] * (len(spans) - 1))),
    )


def _spans(grammar: Grammar, spans: Sequence[tuple[int, int]]) -> list[Span]:
    """Names as offsets; ``spans``: where each token of the grammar stands in the gold text."""
    return [(spans[n.first][0], spans[n.last - 1][1], n.label) for n in grammar.names]
