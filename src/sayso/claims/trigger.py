"""A word of a report that names a predicate, with what fills the slots of its pattern."""

from __future__ import annotations

from sayso.core.types import Record
from sayso.knowledge.patterns import Pattern


class Trigger(Record, frozen=True):
    """A head word that names a predicate. ``anchor`` is where complements hang ("control" in "take
    control of"); ``fixed``: the tokens that the pattern spelt out; ``fillers``: slot → tokens;
    ``relative``: its object was found as the gap of a relative clause, by word order; ``told``: the
    head word that named the deed, where this one only stands for it ("did so")."""

    predicate: str
    pattern: Pattern
    head: int
    fixed: tuple[int, ...]
    fillers: dict[str, tuple[int, ...]]
    relative: bool = False
    told: int | None = None
