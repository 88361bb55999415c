"""What the network is told of a word: its word pieces, and its case and shape.

The encoder's vocabulary is in lower case, so case comes beside the pieces. Training and
reading use these same functions.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

CASES = ("lower", "title", "upper", "initial", "mixed", "number", "numbered", "mark")
SHAPES = len(CASES) * 4
LONGEST_SPELT = 400
LONGEST_WORD = 32  # pieces: of a longer "word" (a link, a run of digits) the two ends are kept
# Quotation marks are one thing to the network, whatever the house style.
MARKS = {"``": '"', "''": '"', "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})


def case(word: str) -> int:
    """The index in CASES of a word's case or shape."""
    letters = [c for c in word if c.isalpha()]
    digits = any(c.isdigit() for c in word)
    if not letters:
        return 5 if digits else 7
    if digits:
        return 6
    if not any(c.isupper() for c in letters):
        return 0
    if all(c.isupper() for c in letters):
        return 2 if len(letters) > 1 else 3
    return 1 if letters[0].isupper() and not any(c.isupper() for c in letters[1:]) else 4


def shapes(word_case: int, spaced: bool, pieces: int) -> list[int]:
    """One index below SHAPES for each of a word's pieces; ``spaced``: white space before it."""
    first = word_case * 4 + (2 if spaced else 0)
    return [first] + [first + 1] * (pieces - 1)


class Pieces:
    """Words → numbers of word pieces, by BERT's rules (Devlin et al. 2019) and the encoder's
    vocabulary: in lower case, without accents, split at punctuation, then the longest piece first.

    Written here because the library for it brings a network client along.
    """

    def __init__(self, vocabulary: Path) -> None:
        words = vocabulary.read_text(encoding="utf-8").splitlines()
        self._numbers = {word: number for number, word in enumerate(words)}
        self.unknown, self.first, self.last = (
            self._numbers[word] for word in ("[UNK]", "[CLS]", "[SEP]")
        )
        self._known: dict[str, tuple[int, ...]] = {}

    @property
    def words(self) -> Container[str]:
        """The words, and pieces that start a word, of the vocabulary."""
        return self._numbers

    def __call__(self, words: Iterable[str]) -> list[tuple[int, ...]]:
        """The pieces of each word, one at least."""
        if len(self._known) > 200_000:  # a long-lived process must not grow for ever
            self._known.clear()
        return [self._known.get(word) or self._learn(word) for word in words]

    def _learn(self, word: str) -> tuple[int, ...]:
        # A "word" may be ten megabytes of base64: its ends say what it is.
        spelt = (
            word if len(word) <= 2 * LONGEST_SPELT else word[:LONGEST_SPELT] + word[-LONGEST_SPELT:]
        )
        spelt = MARKS.get(spelt, spelt.translate(APOSTROPHES))
        ids = [number for part in _parts(spelt) for number in self._split(part)]
        if len(ids) > LONGEST_WORD:
            ids = ids[: LONGEST_WORD // 2] + ids[-LONGEST_WORD // 2 :]
        self._known[word] = tuple(ids) or (self.unknown,)
        return self._known[word]

    def _split(self, part: str) -> list[int]:
        if len(part) > 100:
            return [self.unknown]
        ids: list[int] = []
        start = 0
        while start < len(part):
            mark = "##" if start else ""
            for end in range(len(part), start, -1):
                number = self._numbers.get(mark + part[start:end])
                if number is not None:
                    ids.append(number)
                    start = end
                    break
            else:
                return [self.unknown]
        return ids


def _parts(word: str) -> Iterator[str]:
    """A word in lower case without accents, cut at white space, punctuation and CJK characters."""
    run = ""
    for char in unicodedata.normalize("NFD", word):
        kind = unicodedata.category(char)
        if kind == "Mn" or char in "\0\ufffd" or (kind[0] == "C" and not char.isspace()):
            continue
        alone = _is_mark(char, kind) or _is_cjk(char)
        if alone or char.isspace():
            if run:
                yield run
            if alone:
                yield char.lower()
            run = ""
        else:
            run += char.lower()
    if run:
        yield run


def _is_mark(char: str, kind: str) -> bool:
    ascii_mark = (
        "!" <= char <= "/" or ":" <= char <= "@" or "[" <= char <= "`" or "{" <= char <= "~"
    )
    return ascii_mark or kind[0] == "P"


def _is_cjk(char: str) -> bool:
    code = ord(char)
    return (
        0x3400 <= code <= 0x4DBF
        or 0x4E00 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x2FA1F
    )
