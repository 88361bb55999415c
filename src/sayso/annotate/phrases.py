"""Phrases over atoms: the small machine that reads the phrase book of times."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sayso.annotate.atoms import Atom
from sayso.annotate.numerals import number_at
from sayso.core.types import Record
from sayso.knowledge.expressions import NumberWords, Phrase, PhraseBook


class Slot(Record, frozen=True):
    """What filled a slot: atoms [first, last) and the value."""

    first: int
    last: int
    value: Any


Slots = Mapping[str, Slot]
Maker = Callable[..., Any]


class Matcher:
    """Finds phrases of a book over one list of atoms.

    ``makers`` maps the ``make`` of a phrase to a function of (slots, **args) that returns the
    reading, or None where the words do not make sense ("31 June").
    """

    def __init__(
        self, found: list[Atom], book: PhraseBook, words: NumberWords, makers: Mapping[str, Maker]
    ) -> None:
        self.atoms = found
        self._book = book
        self._words = words
        self._makers = makers
        self._known: dict[tuple[str, int], list[tuple[int, Any]]] = {}

    def longest(self, group: str, i: int) -> tuple[int, Any] | None:
        """The longest reading of a group that begins at atom ``i``: (atom after it, reading)."""
        found = self.all(group, i)
        return max(found, key=lambda one: one[0]) if found else None

    def all(self, group: str, i: int) -> list[tuple[int, Any]]:
        """Every reading of a group at atom ``i``, one for each end, earlier phrases first."""
        known = self._known.get((group, i))
        if known is not None:
            return known
        self._known[group, i] = []
        if self.atoms[i].shape == "mark":
            return []
        readings: dict[int, Any] = {}
        keys = self.atoms[i].keys
        if self._book.first[group].isdisjoint(keys):
            return []
        for phrase in self._book.phrases[group]:
            if phrase.first.isdisjoint(keys):
                continue
            for end, slots in self._walk(phrase, 0, i, {}):
                if end > i and end not in readings:
                    value = self._makers[phrase.make](slots, **dict(phrase.args))
                    if value is not None:
                        readings[end] = value
        result = list(readings.items())
        self._known[group, i] = result
        return result

    def _walk(
        self, phrase: Phrase, item: int, i: int, slots: dict[str, Slot]
    ) -> Iterator[tuple[int, dict[str, Slot]]]:
        if item == len(phrase.items):
            yield i, slots
            return
        step = phrase.items[item]
        if i < len(self.atoms) and not (self.atoms[i].breaks and item > 0):
            if step.words:
                if self.atoms[i].low in step.words:
                    yield from self._walk(phrase, item + 1, i + 1, slots)
            else:
                for end, value in self._fill(step.slot, i):
                    filled = {**slots, step.name: Slot(first=i, last=end, value=value)}
                    yield from self._walk(phrase, item + 1, end, filled)
        if step.optional:
            yield from self._walk(phrase, item + 1, i, slots)

    def _fill(self, slot: str, i: int) -> list[tuple[int, Any]]:
        if slot in self._book.phrases:
            return sorted(self.all(slot, i), key=lambda one: -one[0])
        kinds = self.atoms[i].kinds
        if slot not in kinds:
            return []
        if slot == "number":
            number = number_at(self.atoms, i, self._words)
            return [number] if number else []
        return [(i + 1, kinds[slot])]
