"""A small model folder with a made-up network, for what reads with one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language

from sayso.language.component import FACTORY, Reader
from sayso.language.features import SHAPES
from sayso.language.model import read_model
from sayso.language.network import OUTPUTS

LABELS = {
    "upos": ["NOUN", "PROPN", "PUNCT", "VERB"],
    "xpos": [".", "NN", "NNP", "VBD"],
    "feats": ["", "Number=Sing", "Mood=Ind|Tense=Past"],
    "dep": ["nsubj", "obj", "parataxis", "punct", "root"],
    "edit": ["l0", "k0", "l9", "l1"],
    "name": ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"],
}
WIDTHS = {
    **{key: len(LABELS[key]) for key in ("upos", "xpos", "feats", "edit", "name")},
    "start": 0, "scale": 0, "facets": 8, "arc_dep": 6, "arc_head": 6, "rel_dep": 5, "rel_head": 5,
}  # fmt: skip
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", ".", ",", *"abcdefghijklmnopqrstuvwxyz"]
PIECES = [*WORDS, *(f"##{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")]


class FakeSession:
    """Numbers drawn for every piece and shape; a word's are those of its ends, and a little of
    the whole window's, as in a network that sees it all."""

    def __init__(self, start: float = -2.0) -> None:
        """``start``: how willing it is to start sentences."""
        luck = np.random.default_rng(7)
        self.start = start
        self.tables = {
            name: luck.normal(size=(len(PIECES) * (SHAPES + 1), width or 1)).astype(np.float32)
            for name, width in WIDTHS.items()
        }
        self.calls: list[tuple[int, ...]] = []

    def run(self, names: Sequence[str], feed: Mapping[str, Any], /) -> list[NDArray[np.float32]]:
        self.calls.append(feed["pieces"].shape)
        assert (feed["mask"] == 1).all()
        both = feed["pieces"] * (SHAPES + 1) + feed["shapes"]
        made = []
        for name in names:
            every = self.tables[name][both]
            ends = [np.take_along_axis(every, feed[e][..., None], 1) for e in ("first", "last")]
            values = ends[0] + ends[1] * 0.5 + every.mean(1, keepdims=True)
            if name == "start":
                values = values + self.start
            made.append(values if WIDTHS[name] else values[..., 0])
        return made


def fake_folder(folder: Path, **config: object) -> Path:
    """Write a model folder, with an empty network."""
    luck = np.random.default_rng(11)
    (folder / "network.onnx").touch()
    (folder / "vocab.txt").write_text("\n".join(PIECES), encoding="utf-8")
    (folder / "labels.json").write_text(json.dumps(LABELS), encoding="utf-8")
    (folder / "lemmas.tsv").write_text("took\tVERB\ttake\n", encoding="utf-8")
    (folder / "config.json").write_text(
        json.dumps({"name": "fake", "version": "1", "window": 40, **config}), encoding="utf-8"
    )
    np.savez(
        folder / "decoder.npz",
        root_arc_head=luck.normal(size=6).astype(np.float32),
        root_rel_head=luck.normal(size=5).astype(np.float32),
        relation=luck.normal(size=(len(LABELS["dep"]), 6, 6)).astype(np.float32),
    )
    return folder


def fake_reader(folder: Path, threads: int = 1, start: float = -2.0) -> tuple[Language, Reader]:
    """A pipeline with the fake model, and the component in it."""
    nlp = spacy.blank("en")
    nlp.max_length = 10**8
    reader = Reader(nlp, read_model(folder, FakeSession(start)), threads)
    name = f"{FACTORY}_fake"
    Language.component(name, func=reader)
    nlp.add_pipe(name)
    return nlp, reader


assert set(WIDTHS) == set(OUTPUTS)
