"""Words → the network's input, as training makes it (training/batches.py)."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.core.types import Record
from sayso.language.features import CASES, SHAPES, Pieces, case, shapes
from sayso.language.windows import Window

Numbers = NDArray[np.int64]
# The shape of a word's first piece and of its others, by case and white space before it.
_SHAPES = np.array([[shapes(c, spaced, 2) for spaced in (False, True)] for c in range(len(CASES))])
LONGEST = 1000  # characters: of a longer word the two ends are looked at
KNOWN = 200_000  # words kept: a long-lived process must not grow for ever


class Coded(Record, frozen=True):
    """A text's words as numbers, before it is cut into windows."""

    pieces: Any  # Numbers, of all words in a row
    ends: Any  # Numbers: [words + 1] pieces before each word
    cases: Any  # Numbers: [words]
    spaced: Any  # NDArray[bool]: [words] white space stands before the word

    @property
    def lengths(self) -> list[int]:
        """The number of pieces of each word."""
        found: list[int] = np.diff(self.ends).tolist()
        return found


class Inputs(Record, frozen=True):
    """One window's input, without a batch dimension."""

    pieces: Any  # Numbers
    shapes: Any  # Numbers
    first: Any  # Numbers: [words] place of each word's first piece
    last: Any


class Coder:
    """Words → numbers. What a word is made of is remembered."""

    def __init__(self, vocabulary: Path) -> None:
        self._pieces = Pieces(vocabulary)
        self._known: dict[int, tuple[tuple[int, ...], int]] = {}

    @property
    def words(self) -> Container[str]:
        """The words that the vocabulary has whole."""
        return self._pieces.words

    def code(self, keys: Sequence[int], text: Any, spaced: NDArray[np.bool_]) -> Coded:
        """``keys``: a number that stands for each word's form; ``text[key]``: the form itself."""
        known = self._known
        if len(known) > KNOWN:
            known.clear()
        new = [key for key in dict.fromkeys(keys) if key not in known]
        forms = [_ends(text[key]) for key in new]
        for key, form, ids in zip(new, forms, self._pieces(forms), strict=True):
            known[key] = ids, case(form)
        rows = [known[key] for key in keys]
        ends = np.zeros(len(rows) + 1, np.int64)
        np.cumsum([len(ids) for ids, _ in rows], out=ends[1:])
        return Coded(
            pieces=np.fromiter(chain.from_iterable(ids for ids, _ in rows), np.int64, ends[-1]),
            ends=ends,
            cases=np.array([number for _, number in rows], np.int64),
            spaced=spaced,
        )

    def inputs(self, coded: Coded, window: Window) -> Inputs:
        """One window's input: [CLS] words [SEP]."""
        words = slice(window.first, window.last)
        ends = coded.ends[window.first : window.last + 1] - coded.ends[window.first] + 1
        spaced = coded.spaced[words].astype(np.int64)
        spaced[0] = 1  # so it is in training, whatever stood before the window
        pieces = np.empty(ends[-1] + 1, np.int64)
        pieces[0], pieces[-1] = self._pieces.first, self._pieces.last
        pieces[1:-1] = coded.pieces[coded.ends[window.first] : coded.ends[window.last]]
        both = _SHAPES[coded.cases[words], spaced]
        made = np.full(len(pieces), SHAPES, np.int64)
        made[1:-1] = np.repeat(both[:, 1], np.diff(ends))
        made[ends[:-1]] = both[:, 0]
        return Inputs(pieces=pieces, shapes=made, first=ends[:-1], last=ends[1:] - 1)


def _ends(word: str) -> str:
    """No more of a word than the network can see anyway (features.LONGEST_WORD pieces)."""
    return word if len(word) <= LONGEST else word[: LONGEST // 2] + word[-LONGEST // 2 :]
