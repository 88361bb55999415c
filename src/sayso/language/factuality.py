"""Whether what a word tells of is said to have happened: ``Token._.factuality``.

The network's scores are kept beside the ``Doc``; they become a record only when asked for.
Classes: MEANTIME's (Minard et al. 2016). Scale: UDS's (White et al. 2016).
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from sayso.core.types import Record

CERTAINTY = ("CERTAIN", "PROBABLE", "POSSIBLE", "UNDERSPECIFIED")
POLARITY = ("POS", "NEG")
TIME = ("NON_FUTURE", "FUTURE")
CLASSES = (CERTAINTY, POLARITY, TIME)
_PARTS = list(pairwise(accumulate(map(len, CLASSES), initial=1)))
WIDTH = _PARTS[-1][1]  # columns: the scale, then a score for each class of each facet
KEY = "sayso_factuality"  # in Doc.user_data


class Factuality(Record, frozen=True):
    """``scale``: about -2 (did not happen) to +2 (happened). It means something on the head words
    of events only."""

    scale: float
    certainty: str
    polarity: str
    time: str


def keep(doc: Doc, scores: NDArray[Any]) -> None:
    """Lay [tokens, WIDTH] scores beside a ``Doc``."""
    doc.user_data[KEY] = np.ascontiguousarray(scores, np.float32)


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
    return Factuality(scale=float(row[0]), certainty=certainty, polarity=polarity, time=time)


if not Token.has_extension("factuality"):
    Token.set_extension("factuality", getter=factuality)
