"""Names as data and text spell them: folding, case, plurals, and phrases by their words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any


class Trie:
    """Phrases of folded words, longest match first."""

    def __init__(self) -> None:
        self.root: dict[str, Any] = {}

    def add(self, words: Sequence[str], value: Any) -> None:
        node = self.root
        for word in words:
            node = node.setdefault(word, {})
        node.setdefault("", []).append(value)

    def longest(self, words: Sequence[str], start: int) -> tuple[int, list[Any]]:
        """(End of the longest phrase from ``start``, its values); (start, []) for none."""
        node, best, values = self.root, start, []
        for i in range(start, len(words)):
            following = node.get(words[i])
            if following is None:
                break
            node = following
            if "" in node:
                best, values = i + 1, node[""]
        return best, values


_ARTICLE = re.compile(r"\b(?:el|an|ash|as|ad|ar|at|az|ul)(?=[-‑]\w)", re.IGNORECASE)
_MARKS = str.maketrans({"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "ß": "ss"})
_APOSTROPHES = "'’‘`ʿʾʼ´"
_POSSESSIVE = re.compile(rf"(?<=\w)[{_APOSTROPHES}](s)\b", re.IGNORECASE)


def plain(text: str) -> str:
    """Text without accents, its case kept."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text.translate(_MARKS))
    return "".join(c for c in text if not unicodedata.combining(c))


def split_words(text: str) -> tuple[str, ...]:
    """The words of a name, their case kept: no accents, apostrophes, full stops or hyphens; the
    Arabic article in all its spellings is "al"; a possessive "s" is a word of its own."""
    if text.isalpha() and text.isascii():
        return (text,)
    text = _ARTICLE.sub("al", plain(text))
    text = _POSSESSIVE.sub(r" \1", text)
    text = re.sub(rf"[{_APOSTROPHES}.]", "", text)
    return tuple(re.findall(r"\w+", text))


def fold(text: str) -> tuple[str, ...]:
    """``split_words`` in lower case."""
    return tuple(word.casefold() for word in split_words(text))


def case_fits(alias: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the words are written as a name is: a capital where the alias has one, capitals
    throughout where the alias is an acronym."""
    for own, seen in zip(alias, words, strict=True):
        if len(own) > 1 and own.isupper():
            if not seen.isupper():
                return False
        elif own[0].isupper() and not (seen[0].isupper() or seen[0].isdigit()):
            return False
    return True


def plural(noun: str) -> str:
    """The regular plural of an English noun (its last word)."""
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun == "child" or noun.endswith(" child"):
        return noun + "ren"
    if re.search(r"(s|x|z|ch|sh)$", noun):
        return noun + "es"
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + "s"
