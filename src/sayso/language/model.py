"""A model folder → everything that reading with it needs."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar
from zipfile import BadZipFile

import msgspec
import numpy as np

from sayso.core.errors import KnowledgeError
from sayso.core.types import Record
from sayso.language.factuality import HEAD, read_head
from sayso.language.features import LONGEST_WORD
from sayso.language.inputs import Coder
from sayso.language.lemmas import ORDER, Lemmas
from sayso.language.names import NameDecoder
from sayso.language.network import Network, Session, open_session
from sayso.language.tree import TreeDecoder

Kind = TypeVar("Kind")
NETWORK = "network.onnx"
JOINED = "parataxis"  # how the parts of a given sentence that is too long hang together
DECODER = ("root_arc_head", "root_rel_head", "relation")


class Labels(Record, frozen=True):
    """What each head chooses among, in the order of its output (``labels.json``)."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    dep: tuple[str, ...]
    edit: tuple[str, ...]
    name: tuple[str, ...]


class Config(Record, frozen=True):
    """``config.json``; further keys are let be. ``window``: the most pieces read at once;
    ``start_threshold``: a sentence starts at a word whose score is above it."""

    name: str
    version: str
    language: str = "en"
    window: int = 254
    start_threshold: float = 0.0
    lemmas: tuple[str, ...] = ORDER


class Model(Record, frozen=True):
    """A language model, loaded."""

    config: Config
    labels: Labels
    coder: Coder
    network: Network
    tree: TreeDecoder
    names: NameDecoder
    lemmas: Lemmas
    head: str = ""  # the file of the head of factuality, where there is one


def is_model(folder: Path) -> bool:
    """Whether a folder holds a model of this kind."""
    return (folder / NETWORK).is_file()


def read_config(folder: Path) -> Config:
    """The ``config.json`` of a model folder. Raises KnowledgeError."""
    config = _json(folder / "config.json", Config)
    if config.window < LONGEST_WORD:
        raise KnowledgeError(f"{folder / 'config.json'}: window: at least {LONGEST_WORD}")
    return config


def read_model(folder: Path, session: Session | None = None) -> Model:
    """Load a model folder; ``session`` runs the network instead of the folder's own.

    Raises KnowledgeError naming the file that is missing or not right.
    """
    config = read_config(folder)
    labels = _json(folder / "labels.json", Labels)
    if not {"root", JOINED} <= set(labels.dep) or "O" not in labels.name:
        lacks = f"no relation 'root' or {JOINED!r}, or no name tag 'O'"
        raise KnowledgeError(f"{folder / 'labels.json'}: {lacks}")
    coder = _coder(folder / "vocab.txt")
    head = (folder / HEAD).resolve()
    if known := head.is_file():
        read_head(head)  # what is wrong with it is said now
    return Model(
        config=config,
        labels=labels,
        coder=coder,
        network=Network(session or open_session(folder / NETWORK)),
        tree=_tree(folder / "decoder.npz", labels),
        names=NameDecoder(labels.name),
        lemmas=Lemmas.read(folder / "lemmas.tsv", config.lemmas, coder.words),
        head=str(head) if known else "",
    )


def _json(file: Path, kind: type[Kind]) -> Kind:
    try:
        return msgspec.json.decode(file.read_bytes(), type=kind)
    except (OSError, msgspec.MsgspecError) as error:
        raise KnowledgeError(f"{file}: {error}") from error


def _coder(file: Path) -> Coder:
    try:
        return Coder(file)
    except (OSError, ValueError, KeyError) as error:
        raise KnowledgeError(f"{file}: no vocabulary of word pieces ({error})") from error


def _tree(file: Path, labels: Labels) -> TreeDecoder:
    try:
        with file.open("rb") as stream, np.load(stream) as arrays:
            root_arc, root_relation, relation = (
                np.ascontiguousarray(arrays[name], np.float32) for name in DECODER
            )
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise KnowledgeError(f"{file}: not the arrays {', '.join(DECODER)} ({error})") from error
    width = len(root_relation) + 1
    if relation.shape != (len(labels.dep), width, width):
        raise KnowledgeError(f"{file}: relation {relation.shape} does not fit labels.json")
    return TreeDecoder(root_arc, root_relation, relation, labels.dep.index("root"))
