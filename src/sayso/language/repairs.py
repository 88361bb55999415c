"""Repairs of the first model, a small CNN: its sentence bounds and its lemmas.

A spaCy pipeline whose folder has a ``lemmas.tsv`` gets them. To be deleted with that model.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.core.types import Record
from sayso.language.lemmas import read_pairs
from sayso.language.verbs import PREFIXES, irregular_verbs, stems

if TYPE_CHECKING:
    from spacy.tokens import Doc

SAME_IN_PLURAL = frozenset({"series", "species", "means", "headquarters", "news", "gas", "bus"})
CLOSING = frozenset(".!?…:;") | {"...", ".”", '."'}
AFTER_CLOSING = frozenset("\"'”’)]»")


def close_bounds(doc: Doc) -> Doc:
    """As a step before the parser: a sentence starts only after a closing mark."""
    previous, before = "", ""
    for token in doc:
        closed = previous[-1:] in CLOSING or (previous in AFTER_CLOSING and before[-1:] in CLOSING)
        if token.i and not closed:
            token.is_sent_start = False
        if not token.is_space:
            previous, before = token.text, previous
    return doc


class LemmaTable(Record, frozen=True):
    """``pairs``: (form in lower case, UPOS) → lemma; ``verbs``: every verb lemma in it."""

    pairs: Mapping[tuple[str, str], str]
    verbs: frozenset[str]

    @classmethod
    def read(cls, file: Path, verbs: frozenset[str] = frozenset()) -> LemmaTable:
        """The table that training/lemmas.py wrote, with the irregular verbs and further known
        ``verbs`` (the predicate lexicon's). Raises KnowledgeError."""
        pairs = read_pairs(file)
        pairs |= {(form, "VERB"): base for form, base in irregular_verbs().items()}
        known = frozenset(v for (_, upos), v in pairs.items() if upos == "VERB")
        return cls(pairs=pairs, verbs=known | verbs)

    def __call__(self, doc: Doc) -> Doc:
        """As the last step of a spaCy pipeline: set every token's lemma."""
        for token in doc:
            guess = (token.lemma_ or token.text).lower()
            token.lemma_ = self.lemma(token.text, token.pos_, guess, token.tag_)
        return doc

    def lemma(self, form: str, upos: str, guess: str, xpos: str = "") -> str:
        """The lemma of a word, in lower case. ``guess``: what the language model says."""
        low = form.lower()
        found = self.pairs.get((low, upos))
        if found:
            return found
        if upos == "PROPN":
            return low
        if upos == "VERB":
            return self._verb(low, guess)
        if upos == "NOUN" and (guess != low or xpos == "NNS") and low not in SAME_IN_PLURAL:
            return guess if guess in _singulars(low) else _singulars(low)[0]
        return guess

    def _verb(self, low: str, guess: str) -> str:
        if low in self.verbs:
            return low
        found_stems = stems(low)
        for stem in found_stems:
            if stem in self.verbs:
                return stem
        for prefix in PREFIXES:
            found = self.pairs.get((low.removeprefix(prefix), "VERB"))
            if low.startswith(prefix) and found:
                return prefix + found
        return found_stems[0] if found_stems else guess


def _singulars(form: str) -> list[str]:
    """What a plural noun may come from, the likeliest first; the form itself if it is none."""
    if form.endswith("ies") and len(form) > 4:
        return [form[:-3] + "y"]
    if form.endswith(("ches", "shes", "sses", "xes", "zes")):
        return [form[:-2]]
    if form.endswith("s") and not form.endswith(("ss", "us", "is")):
        return [form[:-1]]
    return [form]
