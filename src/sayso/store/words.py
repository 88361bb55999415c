"""Words as search sees them: one case, no marks above or below letters, one space between.

Text and questions are both brought to this form before a database sees them, so that SQLite and
PostgreSQL find the same, and nothing a user types is syntax.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_WORD = re.compile(r"[^\W_]+")
_END = re.compile(r"[.!?…][\"'”’)\]]*\s+|\n")
_PART = re.compile(r'"([^"]*)"|(\S+)')
_REACH: Final = 600  # characters that a sentence may go on before and after a claim


def fold(text: str) -> str:
    """Text → its words in the form that is searched."""
    if text.isascii():
        return " ".join(_WORD.findall(text.lower()))
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(_WORD.findall(bare.casefold()))


def phrases(query: str) -> tuple[str, ...]:
    """What a user typed → phrases that must all be there: each word, and what stands in quotes."""
    found = (fold(quoted or word) for quoted, word in _PART.findall(query))
    return tuple(phrase for phrase in found if phrase)


def sentence_around(text: str, start: int, end: int) -> str:
    """The words from ``start`` to ``end`` with the rest of their sentence, cut at marks and line
    ends: good enough for search."""
    before = text[max(0, start - _REACH) : start]
    begins = [match.end() for match in _END.finditer(before)]
    after = text[end : end + _REACH]
    ends = _END.search(after)
    return before[begins[-1] if begins else 0 :] + text[start:end] + after[: ends and ends.start()]
