"""One ``Doc`` while it is read: from its words to windows, from the network's answers to layers.

Vectors are kept until the sentence that they belong to is complete, so that memory does not
grow with the text.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from sayso.language import factuality
from sayso.language.bounds import sentence_starts
from sayso.language.inputs import Inputs
from sayso.language.model import JOINED, Model
from sayso.language.network import EDITS, Found
from sayso.language.windows import Window, windows
from sayso.language.writing import Layers, Writer

Numbers = NDArray[np.int64]
PENDING = 1024  # words whose vectors are kept, at the least, before a part of the text is settled


class Reading:
    """Give it the answer to each of its ``windows`` in order, then ``finish``."""

    def __init__(self, doc: Doc, model: Model, writer: Writer) -> None:
        self.doc = doc
        self._model, self._writer = model, writer
        columns = doc.to_array(["ORTH", "SPACY", "SENT_START", "IS_SPACE"]).reshape(-1, 4)
        space = columns[:, 3] != 0
        self._words = np.flatnonzero(~space)  # the tokens that are words
        count = len(self._words)
        keys = columns[self._words, 0]
        self._given, blocks = _given(
            doc, columns[:, 2].astype(np.int8), self._words, np.flatnonzero(space)
        )
        spaced = np.ones(len(doc) + 1, bool)
        spaced[1:] = space | (columns[:, 1] != 0)
        # Where a sentence is known to start there is white space, as training has it.
        self._coded = model.coder.code(
            keys.tolist(), doc.vocab.strings, spaced[self._words] | (self._given == 1)
        )
        self.windows = tuple(windows(self._coded.lengths, blocks, model.config.window))
        self._keys = keys
        self._tags = np.empty((count, 3), np.int64)
        self._edits = np.empty((count, min(EDITS, len(model.labels.edit))), np.int64)
        self._starts = np.empty(count, np.float32)
        self._names = np.empty((count, len(model.labels.name)), np.float32)
        self._facts = np.empty((count, factuality.WIDTH), np.float32)
        self._heads = np.empty(count, np.int64)
        self._relations = np.empty(count, np.int64)
        self._firsts: list[int] = []  # of the sentences that are settled
        self._pending: list[tuple[Any, ...]] = []  # tree vectors of words [settled, taken)
        self._settled = self._taken = 0

    def inputs(self, window: Window) -> Inputs:
        """What the network is given for a window."""
        return self._model.coder.inputs(self._coded, window)

    def take(self, window: Window, found: Found) -> None:
        """Take in the answer to the next window."""
        kept = slice(window.keep_from, window.keep_to)
        rows = slice(window.keep_from - window.first, window.keep_to - window.first)
        self._tags[kept], self._edits[kept] = found.tags[rows], found.edits[rows]
        self._starts[kept], self._names[kept] = found.starts[rows], found.names[rows]
        self._facts[kept] = found.facts[rows]
        self._pending.append(tuple(vectors[rows] for vectors in found.tree))
        self._taken = window.keep_to
        if self._taken - self._settled > PENDING:
            self._settle(complete=False)

    def finish(self) -> Doc:
        """Write every layer to the ``Doc``, and return it."""
        if self._settled < len(self._words):
            self._settle(complete=True)
        sentences = list(pairwise([*self._firsts, len(self._words)]))
        starts = np.zeros(len(self._words), bool)
        starts[self._firsts] = True
        layers = Layers(
            words=self._words,
            keys=self._keys,
            tags=self._tags,
            edits=self._edits,
            heads=self._heads,
            relations=self._relations,
            starts=starts,
            names=self._model.names(self._names, sentences) if sentences else self._heads,
            facts=self._facts,
        )
        return self._writer.write(self.doc, layers)

    def _settle(self, complete: bool) -> None:
        """Make the trees of the sentences whose end is known; all of them if ``complete``."""
        base, end = self._settled, self._taken
        marks = base + sentence_starts(
            self._starts[base:end], self._given[base:end], self._model.config.start_threshold
        )
        if complete:
            marks = np.append(marks, end)
        count = int(marks[-1]) - base
        if not count:
            return
        vectors = [np.concatenate(parts) for parts in zip(*self._pending, strict=True)]
        self._pending = [tuple(rest[count:].copy() for rest in vectors)]
        self._settled = base + count
        self._trees(marks - base, base, *(part[:count] for part in vectors))

    def _trees(
        self, marks: Numbers, base: int, arc_dep: Any, arc_head: Any, rel_dep: Any, rel_head: Any
    ) -> None:
        """Trees of the sentences between ``marks``; ``base``: the number of the first word."""
        above = np.empty(len(arc_dep), np.int64)  # rows here; -1 for a root
        for first, last in pairwise(marks.tolist()):
            found = self._model.tree.heads(arc_dep[first:last], arc_head[first:last])
            above[first:last] = np.where(found == 0, -1, found - 1 + first)
        labels = self._model.tree.relations(rel_dep, rel_head, above)
        here = slice(base, base + len(above))
        self._relations[here] = labels
        self._heads[here] = np.where(above < 0, np.arange(here.start, here.stop), above + base)
        for first, last in pairwise((marks + base).tolist()):
            if self._firsts and self._given[first] == -1:
                self._join(first, last)
            else:
                self._firsts.append(first)

    def _join(self, first: int, last: int) -> None:
        """Hang words [first, last), a tree of their own, on the sentence that they belong to."""
        top, own = self._root(self._firsts[-1], first), self._root(first, last)
        self._heads[own] = top
        self._relations[own] = self._model.labels.dep.index(JOINED)

    def _root(self, first: int, last: int) -> int:
        """The first word of [first, last) that is its own head."""
        return first + int((self._heads[first:last] == np.arange(first, last)).argmax())


def _given(
    doc: Doc, marks: NDArray[np.int8], words: Numbers, gaps: Numbers
) -> tuple[NDArray[np.int8], list[int]]:
    """What is known beforehand of where sentences start, and the first word of each block.

    ``marks``: the tokens' own ``SENT_START``; ``gaps``: the tokens that are white space.
    """
    given = marks[words]
    lines: Counter[int] = Counter()  # line ends before a word
    for gap, word in zip(gaps.tolist(), np.searchsorted(words, gaps).tolist(), strict=True):
        if word < len(words):
            lines[word] += _line_ends(doc[gap].text)
            if marks[gap] == 1:
                given[word] = 1
    blocks = sorted(word for word, count in lines.items() if count > 1 and word)
    for word in blocks:
        given[word] = given[word] or 1
    return given, [0, *blocks]


def _line_ends(text: str) -> int:
    text = text.replace("\r\n", "\n")
    return text.count("\n") + text.count("\r") + 2 * text.count("\u2029")
