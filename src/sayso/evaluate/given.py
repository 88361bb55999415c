"""What the evaluations of the language model share: the model as they see it, and words in text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from sayso.core.errors import UsageError
from sayso.core.grammar import ModelRun, Words


class Model(Protocol):
    """A language model, as far as scoring needs it."""

    @property
    def name_labels(self) -> frozenset[str]:
        """The labels of names that it can give."""

    def parse_words(self, paragraphs: Sequence[Words]) -> ModelRun:
        """Given words → one grammar a paragraph with exactly these words."""

    def parse_texts(self, texts: Sequence[str]) -> ModelRun:
        """Texts → one grammar a text."""


def read_gold_text(path: Path) -> str:
    """The text of a gold file. Raises UsageError."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read ({error})") from error


def locate(text: str, forms: Iterable[str]) -> list[tuple[int, int]] | None:
    """The offsets of words that follow one another in a text, whatever white space parts them;
    none where the words do not spell the text."""
    spans: list[tuple[int, int]] = []
    at = 0
    for form in forms:
        first = -1
        for letter in form:
            if letter.isspace():
                continue
            while at < len(text) and text[at].isspace():
                at += 1
            if at == len(text) or text[at] != letter:
                return None
            first = at if first < 0 else first
            at += 1
        if first < 0:
            return None
        spans.append((first, at))
    return None if text[at:].strip() else spans


def percent(part: float, whole: float) -> float | None:
    """A share in percent with two decimals; none of nothing."""
    return round(100 * part / whole, 2) if whole else None
