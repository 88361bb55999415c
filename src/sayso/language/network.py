"""The network as onnxruntime runs it, and what is kept of its answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sayso.core.errors import KnowledgeError
from sayso.core.types import Record
from sayso.language.inputs import Inputs

TAGS = ("upos", "xpos", "feats")
TREE = ("arc_dep", "arc_head", "rel_dep", "rel_head")
OUTPUTS = (*TAGS, "edit", "start", "name", "scale", "facets", *TREE)
EDITS = 4  # the best edits that are kept: an edit may not fit the word


class Session(Protocol):
    """What is used of ``onnxruntime.InferenceSession``."""

    def run(self, names: Sequence[str], feed: Mapping[str, Any], /) -> Sequence[Any]: ...


class Found(Record, frozen=True):
    """What the network says of the words of one window; arrays with a row for each word."""

    tags: Any  # int64 [words, 3]: the best UPOS, XPOS, feats
    edits: Any  # int64 [words, EDITS]: the best edits, best first
    starts: Any  # float32 [words]
    names: Any  # float32 [words, tags]
    facts: Any  # float32 [words, 1 + classes]: the scale, then the facets
    tree: Any  # four of float32 [words, width], as TREE names them


def open_session(file: Path) -> Session:
    """A session that computes on the thread that calls it. Raises KnowledgeError."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_mem_pattern = False  # every window has its own shape
    options.log_severity_level = 3
    if not file.is_file():
        raise KnowledgeError(f"{file}: no such file")
    try:
        session: Session = onnxruntime.InferenceSession(
            str(file), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # its errors have no base of their own
        raise KnowledgeError(f"{file}: not a network that can be run ({error})") from error
    return session


class Network:
    """A session with its inputs and outputs. Any number of threads may call it at once."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def read(self, batch: Sequence[Inputs]) -> list[Found]:
        """Windows → what is found of each.

        Windows read in one call have the same number of pieces: nothing is padded but the word
        places, which no other word sees, so that an answer does not depend on the company.
        """
        words = max(len(inputs.first) for inputs in batch)
        pieces = np.stack([inputs.pieces for inputs in batch])
        feed = {
            "pieces": pieces,
            "shapes": np.stack([inputs.shapes for inputs in batch]),
            "mask": np.ones(pieces.shape, np.float32),
            "first": np.stack([_padded(inputs.first, words) for inputs in batch]),
            "last": np.stack([_padded(inputs.last, words) for inputs in batch]),
        }
        out = dict(zip(OUTPUTS, self._session.run(OUTPUTS, feed), strict=True))
        return [
            _found({name: values[i, : len(inputs.first)] for name, values in out.items()})
            for i, inputs in enumerate(batch)
        ]


def _padded(places: NDArray[np.int64], words: int) -> NDArray[np.int64]:
    return np.pad(places, (0, words - len(places)))


def _found(out: Mapping[str, NDArray[np.float32]]) -> Found:
    """Choose what can be chosen word by word: the rest would take too much memory."""
    edits = out["edit"]
    few = min(EDITS, edits.shape[1])
    best = np.argpartition(-edits, few - 1, axis=1)[:, :few]
    order = np.argsort(-np.take_along_axis(edits, best, 1), axis=1, kind="stable")
    return Found(
        tags=np.stack([out[name].argmax(1) for name in TAGS], axis=1),
        edits=np.take_along_axis(best, order, 1),
        starts=out["start"],
        names=out["name"],
        facts=np.concatenate([out["scale"][:, None], out["facets"]], axis=1),
        tree=tuple(out[name] for name in TREE),
    )
