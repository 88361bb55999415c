"""Whether what a word tells of is said to have happened: ``Token._.factuality``.

The network's scores are kept beside the ``Doc``; they become a record only when asked for. A model
folder with a head (``factuality.npz``, made by training/factuality.py) then decides the classes
from the scale and the signals of the word's sentence (language/signals.py, language/climbing.py): a
linear model, asked for one sentence at a time, so that reading a text is no slower for it.
Classes: MEANTIME's (Minard et al. 2016). Scale: UDS's (White et al. 2016).
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from sayso.core.errors import KnowledgeError
from sayso.core.types import Record
from sayso.language.climbing import climb
from sayso.language.signals import Sentence, sentence_of, signals

CERTAINTY = ("CERTAIN", "PROBABLE", "POSSIBLE", "UNDERSPECIFIED")
POLARITY = ("POS", "NEG")
TIME = ("NON_FUTURE", "FUTURE")
CLASSES = (CERTAINTY, POLARITY, TIME)
_PARTS = list(pairwise(accumulate(map(len, CLASSES), initial=1)))
WIDTH = _PARTS[-1][1]  # columns: the scale, then a score for each class of each facet
KEY = "sayso_factuality"  # in Doc.user_data
HEAD_KEY, TOLD_KEY = "sayso_factuality_head", "sayso_factuality_told"
HEAD = "factuality.npz"  # in a model folder
TARGETS = ("scale", "uncertain", "negative", "future")  # what a head tells, in order
EVENTFUL = frozenset({"VERB", "NOUN", "ADJ"})  # worked out together, others one by one
UNSURE = ("PROBABLE", "POSSIBLE")


class Factuality(Record, frozen=True):
    """``scale``: about -2 (did not happen) to +2 (happened). It means something on the head words
    of events only."""

    scale: float
    certainty: str
    polarity: str
    time: str


class Head(Record, frozen=True):
    """A linear model of signals and of the network's scale. The first target is a scale that only
    helps the others; those are logarithms of odds: a class holds above 0."""

    places: dict[str, int]  # signal → row of weights
    weights: Any  # float32 [signals, TARGETS]
    bias: Any  # float32 [TARGETS]
    by_scale: Any  # float32 [TARGETS]: weights of the first
    share: float  # of the network's own scale in the first

    def __call__(self, found: Iterable[str], scale: float) -> NDArray[np.float32]:
        """Signals of a word and the network's scale of it → TARGETS."""
        places = self.places
        rows = sorted(places[signal] for signal in found if signal in places)
        told: NDArray[np.float32] = self.weights[rows].sum(0) + self.bias
        told[0] = self.share * scale + (1 - self.share) * told[0]
        told[1:] += self.by_scale[1:] * told[0]
        return told


def read_head(file: Path) -> Head:
    """The head of a model folder. Raises KnowledgeError."""
    return _read_head(str(file))


@functools.cache
def _read_head(name: str) -> Head:
    try:
        with np.load(name) as arrays:
            names = arrays["names"].tobytes().decode("utf-8").split("\n")
            weights, bias, by_scale = (
                np.ascontiguousarray(arrays[key], np.float32)
                for key in ("weights", "bias", "by_scale")
            )
            share = float(arrays["share"])
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise KnowledgeError(f"{name}: no head of factuality ({error})") from error
    width = len(TARGETS)
    if weights.shape != (len(names), width) or {bias.shape, by_scale.shape} != {(width,)}:
        raise KnowledgeError(f"{name}: {weights.shape} weights for {len(names)} signals")
    places = {signal: i for i, signal in enumerate(names)}
    return Head(places=places, weights=weights, bias=bias, by_scale=by_scale, share=share)


def write_head(file: Path, head: Head) -> None:
    """Write a head as ``read_head`` reads it; the same head gives the same bytes."""
    names = "\n".join(sorted(head.places, key=head.places.__getitem__))
    with file.open("wb") as stream:
        np.savez_compressed(
            stream,
            names=np.frombuffer(names.encode("utf-8"), np.uint8),
            weights=head.weights.astype(np.float16),
            bias=head.bias,
            by_scale=head.by_scale,
            share=np.float64(head.share),
        )


def keep(doc: Doc, scores: NDArray[Any], head: str = "") -> None:
    """Lay [tokens, WIDTH] scores of the network beside a ``Doc``; ``head``: the file of the head
    that is to weigh them, none for the scores alone."""
    doc.user_data[KEY] = np.ascontiguousarray(scores, np.float32)
    doc.user_data[HEAD_KEY] = head
    doc.user_data.pop(TOLD_KEY, None)


def all_signals(sentence: Sentence, i: int) -> set[str]:
    """Everything that a head may weigh of a word."""
    return signals(sentence, i) | climb(sentence, i)


def factuality(token: Token) -> Factuality | None:
    """The factuality of a word; None for white space, and where no model of ours has read it."""
    scores = token.doc.user_data.get(KEY)
    if scores is None or token.is_space:
        return None
    row = scores[token.i]
    certainty, polarity, time = (
        classes[int(row[first:last].argmax())]
        for classes, (first, last) in zip(CLASSES, _PARTS, strict=True)
    )
    told = _told(token)
    if told is not None:
        # Which of the two it is that is unsure, or sure, the network says.
        of = [i for i, name in enumerate(CERTAINTY) if (name in UNSURE) == (told[1] > 0)]
        certainty = CERTAINTY[max(of, key=lambda i: row[1 + i])]
        polarity, time = POLARITY[int(told[2] > 0)], TIME[int(told[3] > 0)]
    return Factuality(scale=float(row[0]), certainty=certainty, polarity=polarity, time=time)


def _told(token: Token) -> NDArray[np.float32] | None:
    """What the head says, worked out for the whole sentence when first asked; None without one,
    or where its file is gone (a ``Doc`` that was read elsewhere)."""
    doc = token.doc
    name = doc.user_data.get(HEAD_KEY)
    if not name:
        return None
    told = doc.user_data.get(TOLD_KEY)
    if told is None:
        told = np.full((len(doc), len(TARGETS)), np.nan, np.float32)
        doc.user_data[TOLD_KEY] = told
    if np.isnan(told[token.i, 0]):
        if not told.flags.writeable:  # it comes from bytes
            told = doc.user_data[TOLD_KEY] = told.copy()
        try:
            head = read_head(Path(name))
        except KnowledgeError:
            return None
        scores = doc.user_data[KEY]
        span = token.sent
        sentence = sentence_of(span)
        for i, upos in enumerate(sentence.upos):
            at = span.start + i
            if upos in EVENTFUL or at == token.i:
                told[at] = head(all_signals(sentence, i), float(scores[at, 0]))
    row: NDArray[np.float32] = told[token.i]
    return row


if not Token.has_extension("factuality"):
    Token.set_extension("factuality", getter=factuality)
