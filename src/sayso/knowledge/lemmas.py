"""Word form → lemma: the treebanks' table first, then English spelling, then the model's guess."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.core.types import Record

if TYPE_CHECKING:
    from spacy.tokens import Doc

IRREGULAR = Path(__file__).parent / "lexicon" / "irregular_verbs.txt"
VOWELS = "aeiou"
# Verbs made with these inflect as the verb inside: "retook", "overran", "withdrew".
PREFIXES = ("re", "over", "under", "out", "with", "mis", "un", "dis", "fore", "counter")
SAME_IN_PLURAL = frozenset({"series", "species", "means", "headquarters", "news", "gas", "bus"})


class LemmaTable(Record, frozen=True):
    """``pairs``: (form in lower case, UPOS) → lemma; ``verbs``: every verb lemma in it."""

    pairs: Mapping[tuple[str, str], str]
    verbs: frozenset[str]

    @classmethod
    def read(cls, file: Path, verbs: frozenset[str] = frozenset()) -> LemmaTable:
        """The table that training/lemmas.py wrote, with the irregular verbs and further known
        ``verbs`` (the predicate lexicon's)."""
        rows = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
        pairs = {(form, upos): lemma for form, upos, lemma in rows}
        for line in IRREGULAR.read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                continue
            base, past, participle = line.split()
            for form in (*past.split("/"), *participle.split("/")):
                pairs[form, "VERB"] = base
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
        stems = _stems(low)
        for stem in stems:
            if stem in self.verbs:
                return stem
        for prefix in PREFIXES:
            found = self.pairs.get((low.removeprefix(prefix), "VERB"))
            if low.startswith(prefix) and found:
                return prefix + found
        return stems[0] if stems else guess


def _stems(form: str) -> list[str]:
    """What a regular verb form may come from, the likeliest first."""
    for ending in ("ing", "ied", "ed", "ies", "es", "s"):
        if form.endswith(ending) and len(form) > len(ending) + 2:
            stem = form[: -len(ending)]
            if ending in ("ied", "ies"):
                return [stem + "y"]
            if ending == "s":
                return [stem]
            if ending == "es":
                return [stem + "e", stem]
            if len(stem) > 2 and stem[-1] == stem[-2]:
                return [stem, stem[:-1]] if stem[-1] in "slfz" else [stem[:-1], stem]
            silent = stem[-1] in "vcuz" or stem.endswith(("dg", "rg", "ng", "ag", "eg", "at"))
            silent = silent or (stem[-1] == "s" and stem[-2] in VOWELS)
            return [stem + "e", stem] if silent else [stem, stem + "e"]
    return []


def _singulars(form: str) -> list[str]:
    """What a plural noun may come from, the likeliest first; the form itself if it is none."""
    if form.endswith("ies") and len(form) > 4:
        return [form[:-3] + "y"]
    if form.endswith(("ches", "shes", "sses", "xes", "zes")):
        return [form[:-2]]
    if form.endswith("s") and not form.endswith(("ss", "us", "is")):
        return [form[:-1]]
    return [form]
