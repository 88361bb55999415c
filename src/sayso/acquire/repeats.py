"""Lines that repeat the body: a headline printed twice, a sentence pulled out as a quotation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher

_SHORTEST, _LONGEST = 5, 60
_SHARE = 0.9


def plain(text: str) -> str:
    """A text for comparison: words alone, in one case."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def pull_quotes(texts: Sequence[str]) -> tuple[int, ...]:
    """The indices of paragraphs nine tenths of whose words run through another paragraph.

    Of two such paragraphs the one that ends like a sentence, is longer, or comes first is kept.
    """
    words = [plain(text).split() for text in texts]
    at: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, own in enumerate(words):
        for gram in {tuple(own[k : k + 4]) for k in range(len(own) - 3)}:
            at[gram].append(i)
    found: list[int] = []
    for i, own in enumerate(words):
        if not _SHORTEST <= len(own) <= _LONGEST:
            continue
        shared: dict[int, int] = defaultdict(int)
        for k in range(len(own) - 3):
            hosts = at[tuple(own[k : k + 4])]
            for j in hosts if len(hosts) < 50 else ():
                shared[j] += 1
        for j, count in shared.items():
            if j == i or j in found or 2 * count < len(own) - 3:
                continue
            if _weight(texts[i], own, i) < _weight(texts[j], words[j], j) and _runs(own, words[j]):
                found.append(i)
                break
    return tuple(found)


def _weight(text: str, words: Sequence[str], index: int) -> tuple[bool, int, int]:
    whole = re.search(r"[.!?…][\"'”’)\]]*\Z", text) is not None and not text[:1].islower()
    return whole, len(words), -index


def _runs(part: Sequence[str], whole: Sequence[str]) -> bool:
    blocks = SequenceMatcher(None, part, whole, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= _SHARE * len(part)
