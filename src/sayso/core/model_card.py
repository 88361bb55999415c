"""What is told of a language model: its card, and what lies on the disk."""

from __future__ import annotations

from typing import Any

from sayso.core.types import Record


class CardPart(Record, frozen=True):
    """Something the model was made from. ``files``: SHA-256 by the file's path in the shared data,
    or in the package named by ``source``; ``sentences`` and ``words``: what trained, null where
    nobody counts them."""

    name: str
    use: str
    licence: str
    source: str
    credit: str
    files: dict[str, str]
    sentences: int | None = None
    words: int | None = None


class Highlight(Record, frozen=True):
    """One of the figures to judge a model by, as people read it ("91.2 %")."""

    what: str
    figure: str


class ModelCard(Record, frozen=True):
    """The card of a model (``card.json``). ``network``: the SHA-256 of the network it is of;
    ``scores``: figures by set as training/score.py measured them, and so ``beside``, of the same
    network in full precision and of an older model; ``not_for``: what it must not be used for;
    ``limits``: what it is known to get wrong."""

    name: str
    version: str
    language: str
    licence: str
    licence_address: str
    method: str
    measured: str
    network: str
    highlights: tuple[Highlight, ...]
    not_for: tuple[str, ...]
    limits: tuple[str, ...]
    labels: dict[str, tuple[str, ...]]
    made_from: tuple[CardPart, ...]
    scores: dict[str, Any]
    beside: dict[str, Any]
    lowered: tuple[dict[str, Any], ...] = ()


class ModelFile(Record, frozen=True):
    """A file of a model folder. ``size``: bytes."""

    name: str
    size: int


class ModelInfo(Record, frozen=True):
    """The bundled model: its card, its files, and the SHA-256 that its network has now.
    ``as_on_card``: whether that is the one on the card."""

    card: ModelCard
    folder: str
    files: tuple[ModelFile, ...]
    network: str
    as_on_card: bool
