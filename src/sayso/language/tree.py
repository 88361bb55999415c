"""Arc and relation vectors → the best legal tree of each sentence.

Method: biaffine attention (Dozat & Manning 2017); maximum spanning tree by Chu & Liu (1965) and
Edmonds (1967), with exactly one root.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]
ROOT = 0
CHUNK = 128  # words: what relation scores take at once stays within a few megabytes


def best_heads(scores: NDArray[Any]) -> Numbers:
    """The heads that score best together as a tree with one root.

    In:  [n, n + 1] scores of every head (column) for every word (row); column 0 is the root,
         column i word i - 1; a word's own column is not looked at.
    Out: [n] the column of each word's head.
    """
    count = len(scores)
    if count == 1:
        return np.zeros(1, np.int64)
    scores = scores.astype(np.float64)
    scores[np.arange(count), np.arange(1, count + 1)] = -np.inf
    # What each word likes best is the best tree, if it is one.
    heads: Numbers = scores.argmax(1)
    if np.count_nonzero(heads == ROOT) == 1 and _reaches_root(heads):
        return heads
    told = scores[np.isfinite(scores)]
    scores[:, ROOT] -= (told.max() - told.min()) * count + 1  # a second root never pays
    return _spanning_tree(np.vstack([np.full(count + 1, -np.inf), scores]))[1:]  # row 0: the root


def _reaches_root(heads: Numbers) -> bool:
    """Whether there is no circle. ``heads``: as best_heads gives them."""
    up = np.concatenate([[ROOT], heads])
    for _ in range(len(up).bit_length()):
        up = up[up]
    return not up.any()


def _spanning_tree(scores: NDArray[np.float64]) -> Numbers:
    """Chu-Liu/Edmonds: while the best heads make a circle, fold it into one node; then unfold.

    In: [n, n] scores, node 0 the root; they are written over. Out: [n] heads; the root is its own.
    """
    heads: Numbers = scores.argmax(1)
    heads[ROOT] = ROOT
    folded = []
    start = 1
    while (found := _circle(heads, start)) is not None:
        circle, start = found
        node, others = circle[0], circle[1:]  # this one stands for the circle
        around = heads[circle]
        into = scores[circle] - scores[circle, around][:, None]  # what breaking it up here wins
        out = scores[:, circle]
        entered, left = circle[into.argmax(0)], circle[out.argmax(1)]
        scores[node], scores[:, node] = into.max(0), out.max(1)
        scores[node, circle] = scores[:, others] = -np.inf
        inside = np.zeros(len(heads), bool)
        inside[circle] = True
        heads[inside[heads]] = node
        heads[others] = ROOT  # out of the way
        heads[node] = scores[node].argmax()
        folded.append((node, circle, around, entered, left))
    for node, circle, around, entered, left in reversed(folded):
        above = heads[node]
        heads = np.where(heads == node, left, heads)
        heads[circle] = around
        heads[entered[above]] = above
    return heads


def _circle(heads: Numbers, start: int) -> tuple[Numbers, int] | None:
    """The nodes of a circle, if there is one, and the node that led into it.

    ``start``: every node before it leads to the root.
    """
    above = heads.tolist()
    seen = [0] * len(above)
    for first in range(start, len(above)):
        node = first
        while node >= start and not seen[node]:
            seen[node] = first
            node = above[node]
        if node >= start and seen[node] == first:
            circle = [node]
            while (node := above[node]) != circle[0]:
                circle.append(node)
            return np.array(circle), first
    return None


class TreeDecoder:
    """The parts of the tree head that are applied outside the graph."""

    def __init__(
        self, root_arc_head: Floats, root_rel_head: Floats, relation: Floats, root_label: int
    ) -> None:
        """``relation``: [labels, d + 1, d + 1]; ``root_label``: the label of the root alone."""
        labels, width, _ = relation.shape
        self._root_arc, self._root_relation = root_arc_head, root_rel_head
        self._relation = np.ascontiguousarray(relation.transpose(1, 0, 2)).reshape(
            width, labels * width
        )
        self._labels, self._root_label = labels, root_label

    def heads(self, arc_dep: Floats, arc_head: Floats) -> Numbers:
        """The tree of one sentence: [n] column of each word's head, as best_heads gives it.

        The network's scores are these divided by 16, which changes no tree.
        """
        scores = np.empty((len(arc_dep), len(arc_dep) + 1), np.float32)
        scores[:, ROOT] = arc_dep @ self._root_arc
        scores[:, 1:] = arc_dep @ arc_head.T
        return best_heads(scores)

    def relations(self, rel_dep: Floats, rel_head: Floats, heads: Numbers) -> Numbers:
        """[n] the label of each word. ``heads``: [n] row of its head, -1 for a root."""
        above = _one_more(np.vstack([rel_head, self._root_relation])[heads])
        below = _one_more(rel_dep)
        found = np.empty(len(heads), np.int64)
        for start in range(0, len(heads), CHUNK):
            part = slice(start, start + CHUNK)
            halves = (below[part] @ self._relation).reshape(-1, self._labels, below.shape[1])
            scores = np.matmul(halves, above[part][:, :, None])[:, :, 0]
            scores[:, self._root_label] = -np.inf
            found[part] = scores.argmax(1)
        found[heads == -1] = self._root_label
        return found


def _one_more(vectors: Floats) -> Floats:
    """With a one at the end, so that a product has a bias."""
    return np.concatenate([vectors, np.ones((len(vectors), 1), np.float32)], axis=1)
