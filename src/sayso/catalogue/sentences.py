"""The sentence that a claim stands in, and where words asked for stand in a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sayso.store.words import fold

_END = re.compile(r"[.!?…][\"'”’)\]]*(?=\s)|\n")
_BEGIN = re.compile(r"[.!?…][\"'”’)\]]*\s+|\n\s*")
_WORD = re.compile(r"[^\W_]+")
_REACH: Final = 600  # characters that a sentence may go on before and after a claim


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands in a sentence before and after some words of it, as the text has it."""
    before = text[max(0, start - _REACH) : start]
    begins = [match.end() for match in _BEGIN.finditer(before)]
    if begins:
        before = before[begins[-1] :]
    if text[end - 1 : end] in (".", "!", "?", "…"):
        return before, ""
    after = text[end : end + _REACH]
    ends = _END.search(after)
    return before, after[: ends.end()].rstrip() if ends else after


def marks(text: str, phrases: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where folded phrases (see store/words.py) stand in a text, in order."""
    words = [(fold(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]
    found = set()
    for phrase in phrases:
        wanted = phrase.split()
        for n in range(len(words) - len(wanted) + 1):
            if all(words[n + i][0] == word for i, word in enumerate(wanted)):
                found.add((words[n][1], words[n + len(wanted) - 1][2]))
    return tuple(sorted(found))
