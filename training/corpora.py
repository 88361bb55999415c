"""Read the annotated corpora into one shape: passages of words with whatever is known of each.

A passage is a run of neighbouring sentences of one paragraph (a post, a story). Sources,
licences and fields: ../shared/data, the README of each set.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

GMB_BLOCK = 500
GMB_HELD_OUT_BLOCKS = 4
NAME_LABELS = {
    "geo": "LOC", "gpe": "NORP", "org": "ORG", "per": "PER", "eve": "EVENT",
    "LOC": "LOC", "GPE": "NORP", "ORG": "ORG", "PER": "PER",
}  # fmt: skip


@dataclass
class Sentence:
    """Parallel lists over the words; what a corpus does not annotate is None."""

    words: list[str]
    spaces: list[bool]  # white space after the word
    heads: list[int] | None = None  # index in the sentence, the word's own for the root
    deps: list[str] | None = None
    upos: list[str] | None = None
    xpos: list[str] | None = None
    feats: list[str] | None = None
    lemmas: list[str] | None = None
    names: list[str] | None = None  # IOB2
    scale: dict[int, tuple[float, float]] = field(default_factory=dict)  # word → factuality, weight
    # word → (certainty, polarity, time) of MEANTIME
    facets: dict[int, tuple[str, str, str]] = field(default_factory=dict)


Passage = list[Sentence]


def read_conllu(path: Path) -> Iterator[tuple[str, Passage]]:
    """Yield (document id, paragraph), without the sentences whose words do not spell the text."""
    document = ""
    passage: Passage = []
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        lines = block.splitlines()
        if any(line.startswith(("# newpar", "# newdoc")) for line in lines) and passage:
            yield document, passage
            passage = []
        for line in lines:
            if line.startswith("# newdoc id = "):
                document = line.removeprefix("# newdoc id = ").strip()
        sentence = _sentence(lines)
        if sentence:
            passage.append(sentence)
    if passage:
        yield document, passage


def _sentence(lines: Iterable[str]) -> Sentence | None:
    rows: list[list[str]] = []
    spaces: list[bool] = []
    inside_until, space_after_range, surface, spelt = 0, True, "", ""
    for line in lines:
        if line.startswith("#") or not line.strip():
            continue
        cells = line.split("\t")
        spaced = "SpaceAfter=No" not in cells[9]
        if "." in cells[0]:
            continue
        if "-" in cells[0]:
            inside_until = int(cells[0].split("-")[1])
            space_after_range, surface, spelt = spaced, cells[1], ""
            continue
        number = int(cells[0])
        if number <= inside_until:
            spelt += cells[1]
            spaced = space_after_range if number == inside_until else False
            if number == inside_until and spelt != surface:
                return None
        if not cells[6].isdigit():
            return None
        rows.append(cells)
        spaces.append(spaced)
    if not rows:
        return None
    return Sentence(
        words=[r[1] for r in rows],
        spaces=spaces,
        heads=[int(r[6]) - 1 if r[6] != "0" else i for i, r in enumerate(rows)],
        deps=[r[7] for r in rows],
        upos=[r[3] for r in rows],
        xpos=[r[4] for r in rows],
        feats=["" if r[5] == "_" else r[5] for r in rows],
        lemmas=[r[2] for r in rows],
    )


def read_names(path: Path, column: int) -> list[Sentence]:
    """The sentences of a CoNLL file, IOB2 tags in ``column``; the spacing is guessed."""
    sentences: list[Sentence] = []
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# "):
            continue
        if line.strip():
            cells = line.split("\t")
            prefix, _, label = cells[column].partition("-")
            words.append(cells[0])
            tags.append(f"{prefix}-{NAME_LABELS[label]}" if label in NAME_LABELS else "O")
        elif words:
            sentences.append(Sentence(words=words, spaces=guess_spaces(words), names=tags))
            words, tags = [], []
    return sentences


def guess_spaces(words: list[str]) -> list[bool]:
    """Whether white space follows each word of a text whose spacing was not kept."""
    closing = {".", ",", ";", ":", "!", "?", ")", "]", "'s", "'", "n't", "%", "''", "'re", "'ve"}
    opening = {"(", "[", "$", "``"}
    following = [*words[1:], ""]
    return [w not in opening and n not in closing for w, n in zip(words, following, strict=True)]


def gmb_blocks(sentences: list[Sentence]) -> tuple[list[list[Sentence]], list[list[Sentence]]]:
    """Blocks of 500 neighbouring sentences: (to train on, held out)."""
    blocks = [sentences[i : i + GMB_BLOCK] for i in range(0, len(sentences), GMB_BLOCK)]
    order = list(range(len(blocks)))
    random.Random(0).shuffle(order)
    held = set(order[:GMB_HELD_OUT_BLOCKS])
    return (
        [b for i, b in enumerate(blocks) if i not in held],
        [blocks[i] for i in sorted(held)],
    )


def uds_fold(document_id: str) -> int:
    """The fifth that a UDS document falls into: its SHA-1, as one number, modulo 5."""
    return int(hashlib.sha1(document_id.encode()).hexdigest(), 16) % 5


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """One document a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
