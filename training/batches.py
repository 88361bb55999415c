"""Passages → batches of tensors: cut into windows, in a shuffled order, like lengths together."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import torch
from torch import Tensor
from training.corpora import Passage, Sentence
from training.network import FACETS

from sayso.language.edits import edit_of
from sayso.language.features import SHAPES, Pieces, case, shapes

IGNORED = -100
# How often a window is read as a headline, in capitals, in small letters.
CASINGS = (("title", 0.05), ("upper", 0.02), ("lower", 0.03))
LONGEST_WINDOW = 220  # pieces
SINGLE = 0.35  # how often a window is one sentence


@dataclass(frozen=True)
class Coder:
    """What turns labels and words into numbers."""

    pieces: Pieces
    labels: dict[str, list[str]]

    def number(self, key: str, label: str) -> int:
        numbers = self._numbers.setdefault(key, {x: i for i, x in enumerate(self.labels[key])})
        return numbers.get(label, IGNORED)

    def __post_init__(self) -> None:
        self._numbers: dict[str, dict[str, int]]
        object.__setattr__(self, "_numbers", {})


def prepared(data: Path, encoder: Path) -> tuple[Coder, dict[str, list[Passage]]]:
    """What training/prepare.py left in ``data``, with the vocabulary in ``encoder``."""
    labels = json.loads((data / "labels.json").read_text(encoding="utf-8"))
    coder = Coder(Pieces(encoder / "vocab.txt"), labels)
    file = data / "passages.json"
    return coder, msgspec.json.decode(file.read_bytes(), type=dict[str, list[Passage]])


def windows(passage: Passage, coder: Coder, luck: random.Random) -> Iterator[Passage]:
    """A passage in runs of neighbouring sentences of a drawn length."""
    run: Passage = []
    used = 0
    limit = 0 if luck.random() < SINGLE else luck.randint(30, LONGEST_WINDOW)
    for sentence in passage:
        length = sum(map(len, coder.pieces(sentence.words)))
        if run and used + length > limit:
            yield run
            run, used = [], 0
            limit = 0 if luck.random() < SINGLE else luck.randint(30, LONGEST_WINDOW)
        run.append(sentence)
        used += length
    if run:
        yield run


def batches(
    found: list[Passage], coder: Coder, size: int, luck: random.Random
) -> list[list[Passage]]:
    """Windows in batches of about ``size`` pieces, padding counted."""
    drawn = [w for passage in found for w in windows(passage, coder, luck)]
    lengths = {id(w): sum(len(p) for s in w for p in coder.pieces(s.words)) + 2 for w in drawn}
    drawn.sort(key=lambda w: lengths[id(w)] + luck.random() * 6)
    made: list[list[Passage]] = []
    batch: list[Passage] = []
    longest = 0
    for window in drawn:
        longest = max(longest, lengths[id(window)])
        if batch and longest * (len(batch) + 1) > size:
            made.append(batch)
            batch, longest = [], lengths[id(window)]
        batch.append(window)
    if batch:
        made.append(batch)
    luck.shuffle(made)
    return made


def casing(luck: random.Random) -> str:
    draw = luck.random()
    for name, share in CASINGS:
        if draw < share:
            return name
        draw -= share
    return ""


def cased(word: str, how: str) -> str:
    if how == "upper":
        return word.upper()
    if how == "lower":
        return word.lower()
    if how == "title" and len(word) > 3:
        return word[:1].upper() + word[1:]
    return word


def tensors(batch: list[Passage], coder: Coder, luck: random.Random | None) -> dict[str, Tensor]:
    """The network's input and every label of a batch; a word without a label has IGNORED."""
    rows: list[dict[str, list[float]]] = []
    for window in batch:
        row: dict[str, list[float]] = {
            "pieces": [coder.pieces.first], "shapes": [SHAPES], "first": [], "last": [],
        }  # fmt: skip
        how = casing(luck) if luck else ""
        space = True
        for number, sentence in enumerate(window):
            base = len(row["first"])
            shown = [cased(w, how) for w in sentence.words]
            coded = coder.pieces(sentence.words)
            for word, ids, after in zip(shown, coded, sentence.spaces, strict=True):
                row["first"].append(len(row["pieces"]))
                row["pieces"].extend(ids)
                row["shapes"].extend(shapes(case(word), space, len(ids)))
                row["last"].append(len(row["pieces"]) - 1)
                space = after
            space = True
            label(row, sentence, number, base, coder)
        row["pieces"].append(coder.pieces.last)
        row["shapes"].append(SHAPES)
        row["mask"] = [1.0] * len(row["pieces"])
        rows.append(row)
    made: dict[str, Tensor] = {}
    for key in rows[0]:
        real = key in ("mask", "scale", "weight")
        fill = {
            "shapes": SHAPES,
            "pieces": 0,
            "mask": 0,
            "first": 0,
            "last": 0,
            "weight": 0,
            "scale": 0,
        }
        length = max(len(r[key]) for r in rows)
        padded = [r[key] + [fill.get(key, IGNORED)] * (length - len(r[key])) for r in rows]
        made[key] = torch.tensor(padded, dtype=torch.float32 if real else torch.long)
    return made


def label(
    row: dict[str, list[float]], sentence: Sentence, number: int, base: int, coder: Coder
) -> None:
    """Append the labels of one sentence to those of its window."""
    count = len(sentence.words)
    none = [IGNORED] * count

    def put(key: str, values: list[int]) -> None:
        row.setdefault(key, []).extend(values)

    put("sentence", [number] * count)
    known = sentence.heads is not None
    put("start", [IGNORED if base == 0 else 1, *[0] * (count - 1)] if known else none)
    put(
        "head",
        [0 if h == i else base + h + 1 for i, h in enumerate(sentence.heads or [])] or none,
    )
    for key, values in (
        ("dep", sentence.deps),
        ("upos", sentence.upos),
        ("xpos", sentence.xpos),
        ("feats", sentence.feats),
        ("name", sentence.names),
    ):
        put(key, [coder.number(key, v) for v in values] if values else none)
    edits = [edit_of(f, m) for f, m in zip(sentence.words, sentence.lemmas or [], strict=False)]
    put("edit", [coder.number("edit", e) for e in edits] or none)
    scales = [sentence.scale.get(i, (0.0, 0.0)) for i in range(count)]
    row.setdefault("scale", []).extend(s for s, _ in scales)
    row.setdefault("weight", []).extend(w for _, w in scales)
    for position, (facet, classes) in enumerate(FACETS.items()):
        put(
            facet,
            [
                classes.index(sentence.facets[i][position])
                if i in sentence.facets and sentence.facets[i][position] in classes
                else IGNORED
                for i in range(count)
            ],
        )
