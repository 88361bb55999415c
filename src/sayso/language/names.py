"""Scores of name tags → the best legal tags.

Method: Viterbi (1967) over BIO tags, and only where what each word likes best is not legal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


class NameDecoder:
    """``tags``: ``O``, ``B-PER``, ``I-PER`` …, in the order of the network's output."""

    def __init__(self, tags: Sequence[str]) -> None:
        self.tags = tuple(tags)
        begins = [tag.startswith("B-") for tag in tags]
        inside = [tag.startswith("I-") for tag in tags]
        kinds = [tag.partition("-")[2] for tag in tags]
        self.begins, self.inside = np.array(begins), np.array(inside)
        self.labels = sorted({kind for kind in kinds if kind})
        same = np.array([[a == b for b in kinds] for a in kinds])
        # I- goes on with a name of its own kind; anything else may follow anything.
        self._legal = same & (self.begins | self.inside)[:, None] | ~self.inside[None, :]
        self._price = np.where(self._legal, 0.0, -np.inf)

    def __call__(self, scores: NDArray[Any], sentences: Sequence[tuple[int, int]]) -> Numbers:
        """The tags that score best together; a name goes on within its sentence only.

        In:  [n, tags] scores; word ranges of the sentences, one after another.
        Out: [n] indices in ``tags``.
        """
        found: Numbers = scores.argmax(1)
        legal = np.ones(len(found), bool)
        legal[1:] = self._legal[found[:-1], found[1:]]
        firsts = np.array([first for first, _ in sentences], np.int64)
        legal[firsts] = ~self.inside[found[firsts]]
        if not legal.all():
            wrong = set((np.searchsorted(firsts, np.flatnonzero(~legal), "right") - 1).tolist())
            for number in wrong:
                first, last = sentences[number]
                found[first:last] = self._best(scores[first:last].astype(np.float64))
        return found

    def _best(self, scores: NDArray[np.float64]) -> Numbers:
        """The legal path through one sentence."""
        best = np.where(self.inside, -np.inf, scores[0])
        came = np.zeros(scores.shape, np.int64)
        for i in range(1, len(scores)):
            ways = best[:, None] + self._price
            came[i] = ways.argmax(0)
            best = ways.max(0) + scores[i]
        path = np.empty(len(scores), np.int64)
        path[-1] = best.argmax()
        for i in range(len(scores) - 1, 0, -1):
            path[i - 1] = came[i, path[i]]
        return path
