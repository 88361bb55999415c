"""Whether words for how long a state went on tell it as over ("the siege had lasted a year")."""

from __future__ import annotations

import re

from sayso.core.types import Record


class Over(Record, frozen=True):
    """``verbs`` in the past; none that stand behind a word of ``so_far`` tell of an end, and of
    what somebody is said to have said none behind ``shifted``: "said that it had lasted" may go
    on. ``after``: words before a length of it ("fell after three years of siege")."""

    verbs: tuple[str, ...]
    so_far: tuple[str, ...]
    shifted: tuple[str, ...]
    after: tuple[str, ...]

    def is_over(self, text: str, reported: bool) -> bool:
        """Whether a text tells so; ``reported``: as somebody's words."""
        told = re.search(rf"\b(?:{_any_of(self.verbs)})\b", text, re.IGNORECASE)
        if told is None:
            return False
        going_on = (*self.so_far, *self.shifted) if reported else self.so_far
        before = text[: told.start()]
        return re.search(rf"(?:{_any_of(going_on)})(?: \w+)?\W*$", before, re.IGNORECASE) is None

    def comes_after(self, text: str, length: str) -> bool:
        """Whether a text tells of something that came after a length of the state."""
        words = rf"\b(?:{_any_of(self.after)}) (?:\w+ ){{0,2}}{re.escape(length)}"
        return re.search(words, text, re.IGNORECASE) is not None


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(rf"(?<!\w){re.escape(w)}" for w in words)
