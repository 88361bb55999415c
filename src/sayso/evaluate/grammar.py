"""The language model's grammar against a treebank, as in the CoNLL 2018 shared task.

Method: Zeman et al. 2018, "CoNLL 2018 Shared Task: Multilingual Parsing from Raw Text to Universal
Dependencies". A figure is the F1 of right words over gold words and the model's words; where words
are given it is the share of words that are right. Punctuation counts like any word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from sayso.core.errors import UsageError
from sayso.core.evaluation import GrammarScores
from sayso.core.grammar import Grammar, Token
from sayso.evaluate.given import Model, percent
from sayso.evaluate.treebank import Passage


def score_grammar(passages: Sequence[Passage], model: Model, raw: bool = False) -> GrammarScores:
    """Let the model read the passages and compare.

    In:  the paragraphs of one or more treebanks. By default the model gets gold words and sentence
         bounds; with ``raw`` it gets the text of each paragraph.
    Out: percent with two decimals; words per second of the model alone, without loading.

    Raises UsageError where there is nothing to score.
    """
    if not passages:
        raise UsageError("no document to score: does --document fit a '# newdoc id' of the file?")
    if raw:
        run = model.parse_texts([passage.grammar.text for passage in passages])
    else:
        run = model.parse_words([passage.words for passage in passages])
    right: Counter[str] = Counter()
    gold_words = own_words = gold_sentences = own_sentences = 0
    for passage, own in zip(passages, run.grammars, strict=True):
        gold = passage.grammar
        if raw:
            pairs = align(gold.tokens, own.tokens)
            right["sentences"] += len(_sentence_spans(gold) & _sentence_spans(own))
        else:
            pairs = list(zip(range(len(gold.tokens)), range(len(own.tokens)), strict=True))
        right.update(_right(gold.tokens, own.tokens, pairs))
        gold_words += len(gold.tokens)
        own_words += len(own.tokens)
        gold_sentences += len(gold.sentences)
        own_sentences += len(own.sentences)
    figures = {
        name: percent(2 * right[name], gold_words + own_words) or 0.0
        for name in ("uas", "las", "las_subtypes", "upos", "xpos", "feats", "lemma", "words")
    }
    words_f1 = figures.pop("words")
    sentence_f1 = percent(2 * right["sentences"], gold_sentences + own_sentences)
    return GrammarScores(
        raw=raw,
        **figures,
        words_f1=words_f1 if raw else None,
        sentence_f1=sentence_f1 if raw else None,
        words_per_second=round(own_words / run.seconds, 2) if run.seconds else 0.0,
        words=gold_words,
        sentences=gold_sentences,
    )


def align(gold: Sequence[Token], own: Sequence[Token]) -> list[tuple[int, int]]:
    """Indices of gold words and the model's words that are the same word, in text order.

    Words with the same offsets are. Where gold words share a token's offsets, they are the words
    within these offsets that have their form, as far as the order of both allows.
    """
    spans = Counter((token.start, token.end) for token in gold)
    at = {(token.start, token.end): token.i for token in own}
    pairs = [
        (token.i, at[token.start, token.end])
        for token in gold
        if spans[token.start, token.end] == 1 and (token.start, token.end) in at
    ]
    for (start, end), count in spans.items():
        if count > 1:
            shared = [t for t in gold if (t.start, t.end) == (start, end)]
            inside = [t for t in own if start <= t.start and t.end <= end]
            pairs.extend(_same_forms(shared, inside))
    return sorted(pairs)


def _same_forms(gold: Sequence[Token], own: Sequence[Token]) -> Iterator[tuple[int, int]]:
    matcher = SequenceMatcher(None, [t.low for t in gold], [t.low for t in own], autojunk=False)
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            yield gold[block.a + step].i, own[block.b + step].i


def _right(
    gold: Sequence[Token], own: Sequence[Token], pairs: Sequence[tuple[int, int]]
) -> Counter[str]:
    """How many of the paired words are right in each layer."""
    partner = {j: i for i, j in pairs}
    right: Counter[str] = Counter()
    for i, j in pairs:
        a, b = gold[i], own[j]
        if b.head == b.i:
            attached = a.head == a.i
        else:
            attached = a.head != a.i and partner.get(b.head) == a.head
        right["words"] += 1
        right["uas"] += attached
        right["las"] += attached and a.rel == b.rel
        right["las_subtypes"] += attached and a.dep == b.dep
        right["upos"] += a.upos == b.upos
        right["xpos"] += a.xpos == b.xpos
        right["feats"] += _features(a.feats) == _features(b.feats)
        # "_" in the gold: the word has no lemma (a part of a word that was torn apart).
        right["lemma"] += a.lemma in ("_", b.lemma)
    return right


def _features(feats: str) -> frozenset[tuple[str, str]]:
    """Name and value of each feature, several values of one apart: order does not matter."""
    return frozenset(
        (name, value)
        for name, _, values in (feat.partition("=") for feat in feats.split("|") if feat)
        for value in values.split(",")
    )


def _sentence_spans(grammar: Grammar) -> set[tuple[int, int]]:
    return {
        (grammar.tokens[sentence.first].start, grammar.tokens[sentence.last - 1].end)
        for sentence in grammar.sentences
    }
