"""Scores of sentence starts → sentence bounds."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Marks = NDArray[np.int8]  # for each word: 1 a sentence starts here, -1 none does, 0 not known
Numbers = NDArray[np.int64]
# Words: a tree's scores take the square of it. No sentence of the treebanks comes near.
LONGEST = 400


def sentence_starts(scores: NDArray[Any], given: Marks, threshold: float) -> Numbers:
    """Where sentences start, for words of which the first starts one.

    In:  [n] scores, [n] what is known beforehand, and the score above which a sentence starts.
    Out: indices in order, 0 first. What would be longer than LONGEST is cut at its likeliest starts
         (the caller sees from ``given`` that such a start is none). What comes later in the text
         moves no start, so that a text may be read in parts.
    """
    starts = (given == 1) | ((scores > threshold) & (given == 0))
    starts[0] = True
    likely = np.where(given == -1, -np.inf, scores)
    found: list[int] = []
    marks = np.flatnonzero(starts).tolist()
    for first, last in zip(marks, [*marks[1:], len(scores)], strict=True):
        found.append(first)
        while last - found[-1] > LONGEST:
            later = found[-1] + LONGEST // 2 + 1
            found.append(later + _likeliest(likely[later : found[-1] + LONGEST + 1]))
    return np.array(found, np.int64)


def _likeliest(scores: NDArray[Any]) -> int:
    """The place of the best score; the last place where none is possible."""
    return int(scores.argmax()) if np.isfinite(scores).any() else len(scores) - 1
