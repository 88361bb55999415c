"""English verb forms → what they come from: by a list, or by spelling."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

IRREGULAR = Path(__file__).parents[1] / "knowledge" / "lexicon" / "irregular_verbs.txt"
VOWELS = "aeiou"


@functools.cache
def irregular_verbs() -> Mapping[str, str]:
    """Past and participle → base, all in lower case. A base that is also another verb's past
    ("lay") is its own: news lays mines and sieges more often than it lies."""
    found: dict[str, str] = {}
    bases = set()
    for line in IRREGULAR.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            base, past, participle = line.split()
            bases.add(base)
            for form in (*past.split("/"), *participle.split("/")):
                found[form] = base
    return {form: form if form in bases else base for form, base in found.items()}


def regular_verb(form: str, known: frozenset[str]) -> str | None:
    """The verb of ``known`` that a form in lower case is of, by spelling; None if there is none."""
    return next((base for base in (form, *stems(form)) if base in known), None)


def stems(form: str) -> list[str]:
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
            silent = stem[-1] in "vcuze" or stem.endswith(("dg", "rg", "ng", "ag", "eg", "at"))
            silent = silent or (stem[-1] == "s" and stem[-2] in VOWELS)
            return [stem + "e", stem] if silent else [stem, stem + "e"]
    return []
