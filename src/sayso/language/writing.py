"""Layers as numbers → the attributes of a ``Doc``, set all at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from spacy.vocab import Vocab

from sayso.core.types import Record
from sayso.language import factuality
from sayso.language.edits import edited
from sayso.language.inputs import KNOWN
from sayso.language.model import Model

COLUMNS = ["POS", "TAG", "DEP", "HEAD", "LEMMA", "MORPH", "ENT_IOB", "ENT_TYPE"]
INSIDE, OUTSIDE, BEGINS = 1, 2, 3  # spaCy's ENT_IOB
# White space is no word; spaCy's own names for it.
SPACE_POS, SPACE_TAG, SPACE_DEP, ROOT_DEP = "SPACE", "_SP", "dep", "ROOT"


class Layers(Record, frozen=True):
    """What is known of a Doc's words; arrays with a row for each word."""

    words: Any  # the tokens that are words
    keys: Any  # ORTH
    tags: Any  # [words, 3]: UPOS, XPOS, feats
    edits: Any  # [words, few]
    heads: Any  # words; a root is its own
    relations: Any
    starts: Any  # bool
    names: Any  # tags of names
    facts: Any  # float32 [words, factuality.WIDTH]


class Writer:
    """Writes to the Docs of one vocabulary."""

    def __init__(self, vocab: Vocab, model: Model) -> None:
        labels = model.labels
        self._strings, self._lemmas, self._head = vocab.strings, model.lemmas, model.head
        self._upos_names, self._edit_names = labels.upos, labels.edit
        self._upos = _numbers(map(vocab.strings.add, labels.upos))
        self._xpos = _numbers(map(vocab.strings.add, labels.xpos))
        self._feats = _numbers(map(vocab.morphology.add, labels.feats))
        self._dep = _numbers(
            vocab.strings.add(ROOT_DEP if label == "root" else label) for label in labels.dep
        )
        self._iob = _numbers(
            {"B": BEGINS, "I": INSIDE}.get(tag.partition("-")[0], OUTSIDE) for tag in labels.name
        )
        self._type = _numbers(vocab.strings.add(tag.partition("-")[2]) for tag in labels.name)
        self._space_pos, self._space_tag, self._space_dep, self._root = (
            vocab.strings.add(name) for name in (SPACE_POS, SPACE_TAG, SPACE_DEP, ROOT_DEP)
        )
        self._known: dict[tuple[int, int, int], int] = {}

    def write(self, doc: Doc, layers: Layers) -> Doc:
        """Set tags, lemmas, tree, sentence bounds, names and factuality; white space hangs on the
        word before it."""
        if not len(doc):
            return doc
        words, count = layers.words, len(layers.words)
        columns = np.zeros((len(doc), len(COLUMNS)), np.uint64)
        if count < len(doc):
            self._space(doc, words, columns)
        own = np.stack(
            [
                self._upos[layers.tags[:, 0]],
                self._xpos[layers.tags[:, 1]],
                self._dep[layers.relations],
                (words[layers.heads] - words).astype(np.uint64),
                self._lemma_numbers(layers),
                self._feats[layers.tags[:, 2]],
                self._iob[layers.names],
                self._type[layers.names],
            ],
            axis=1,
        )
        columns[words] = own
        if count < len(doc):
            _inside_names(columns, columns[:, 0] == self._space_pos)
        doc.from_array(COLUMNS, columns)  # type: ignore[arg-type]
        # Heads move bounds where a tree's branches cross; the bounds come last.
        starts = np.full(len(doc), -1, np.int64)
        starts[words[layers.starts]] = 1
        starts[0] = 1
        if count:
            starts[1 : words[0] + 1] = -1  # white space before the first word is of its sentence
        doc.from_array(["SENT_START"], starts.astype(np.uint64)[:, None])  # type: ignore[arg-type]
        facts = np.zeros((len(doc), factuality.WIDTH), np.float32)
        facts[words] = layers.facts
        factuality.keep(doc, facts, self._head)
        return doc

    def _space(self, doc: Doc, words: NDArray[np.int64], columns: NDArray[np.uint64]) -> None:
        """Fill the columns of white-space tokens (and of words, which are set afterwards)."""
        places = np.arange(len(doc))
        if len(words):
            above = words[np.maximum(np.searchsorted(words, places, "right") - 1, 0)]
        else:
            above = np.zeros(len(doc), np.int64)
        columns[:, 0] = self._space_pos
        columns[:, 1] = self._space_tag
        columns[:, 2] = np.where(above == places, self._root, self._space_dep)
        columns[:, 3] = (above - places).astype(np.uint64)
        columns[:, 4] = doc.to_array(["ORTH"]).reshape(-1)
        columns[:, 5] = doc.vocab.morphology.add("")
        columns[:, 6] = OUTSIDE

    def _lemma_numbers(self, layers: Layers) -> NDArray[np.uint64]:
        """The number of each word's lemma in the string store. What is found is remembered."""
        known = self._known
        if len(known) > KNOWN:
            known.clear()
        found: list[int] = []
        rows = zip(
            layers.keys.tolist(), layers.tags[:, 0].tolist(), layers.edits.tolist(), strict=True
        )
        for key, upos, edits in rows:
            at = key, upos, edits[0]
            number = known.get(at)
            if number is None:
                number = self._lemma_number(at, edits)
            found.append(number)
        return np.array(found, np.uint64)

    def _lemma_number(self, at: tuple[int, int, int], edits: Sequence[int]) -> int:
        key, upos, _ = at
        form = self._strings[key]
        names = [self._edit_names[i] for i in edits]
        lemma = self._lemmas(form, self._upos_names[upos], names)
        # It outlives a memory zone (the stub does not know of zones).
        number: int = self._strings.add(lemma, allow_transient=False)  # type: ignore[call-arg]
        if edited(form, names[0]) is not None:  # else it hangs on more than ``at`` says
            self._known[at] = number
        return number


def _numbers(values: Any) -> NDArray[np.uint64]:
    return np.array(list(values), np.uint64)


def _inside_names(columns: NDArray[np.uint64], space: NDArray[np.bool_]) -> None:
    """White space between two words of a name is of the name."""
    iob, kind = columns[:, 6], columns[:, 7]
    for i in np.flatnonzero(space[:-1] & (iob[1:] == INSIDE))[::-1].tolist():
        while space[i]:
            iob[i], kind[i] = INSIDE, kind[i + 1]
            i -= 1
