"""The fingerprint of a reading: one hash over everything that decides what a report says to us."""

from __future__ import annotations

import functools
import hashlib
from importlib.metadata import version
from pathlib import Path

PACKAGE = Path(__file__).parent.parent
STAGES = ("acquire", "annotate", "claims", "core", "knowledge", "language")
# What weighs claims, tells of the model or shapes what is shown, and decides no reading.
_NO_PART = frozenset(
    f"{folder}/{name}"
    for folder, names in {
        "acquire": ("osm.py", "road_files.py", "road_tags.py"),
        "core": (
            "access.py", "around.py", "ceasefires.py", "changes.py", "evaluation.py", "lines.py",
            "model_card.py", "positions.py", "record.py", "release.py", "relief.py", "report.py",
            "roads.py", "sieges.py", "situation.py", "tokens.py",
        ),
        "knowledge": (
            "access.py", "bargaining.py", "ceasefires.py", "effects.py", "fingerprint.py",
            "gathering.py", "gathering.yaml", "gathering_words.txt", "lasting.py", "model_card.py",
            "safety.py", "safety.yaml", "side_files.py", "sides.py", "sides.yaml", "topics.py",
        ),
        "knowledge/lexicon": (
            "access.yaml", "ceasefires.yaml", "effects.yaml", "moves.yaml", "topics.yaml",
        ),
        "knowledge/models": ("LICENSE.md", "MODEL_CARD.md", "card.json", "scores.json"),
    }.items()
    for name in names
)  # fmt: skip
_FOLDING = (
    "core/types.py", "core/edtf.py", "ledger.py", "knowledge/*.py", "knowledge/sides.yaml",
    "knowledge/lexicon/effects.yaml", "knowledge/lexicon/predicates/*", "knowledge/actors/*",
    "situation/gate.py", "situation/marks.py", "situation/material.py", "situation/outlets.py",
    "situation/parties.py", "situation/sites.py", "situation/spell.py", "situation/spells.py",
)  # fmt: skip
_LIBRARIES = ("spacy", "numpy", "onnxruntime", "trafilatura")


@functools.cache
def reader_name() -> str:
    """This program as a reader of reports: its name and version."""
    return f"sayso {version('sayso')}"


@functools.cache
def fingerprint() -> str:
    """16 hexadecimal digits over the code and data of the reading stages and the versions of the
    libraries they stand on; the same on every machine with the same installation."""
    whole = hashlib.sha256()
    for name in _LIBRARIES:
        whole.update(f"{name} {version(name)}\n".encode())
    for stage in STAGES:
        for path in sorted((PACKAGE / stage).rglob("*")):
            name = path.relative_to(PACKAGE).as_posix()
            if path.is_file() and name not in _NO_PART and "__pycache__" not in path.parts:
                digest = hashlib.sha256(path.read_bytes()).hexdigest()
                whole.update(f"{name} {digest}\n".encode())
    return whole.hexdigest()[:16]


@functools.cache
def folding() -> str:
    """The same over what decides which states follow from claims: the ledger is folded anew where
    it differs."""
    whole = hashlib.sha256()
    for path in sorted(p for name in _FOLDING for p in PACKAGE.glob(name) if p.is_file()):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{path.relative_to(PACKAGE).as_posix()} {digest}\n".encode())
    return whole.hexdigest()[:16]
