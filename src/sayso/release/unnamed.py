"""Private persons left out of what is taken along: for exports by who may see them all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from sayso.core.record import Entry, SentencePair
from sayso.core.release import Persons
from sayso.core.types import Claim, Record, Report
from sayso.release.masks import Mask, Masker
from sayso.release.names import masked, mentions_of, merged, pattern

ClaimsOf = Callable[[str], Sequence[Claim]]
Made = TypeVar("Made")


class Unnamed:
    """Masks the names of private persons, letter for letter, in claims and in anything made of
    them. Places stay as they are. ``persons``: what looking a report through has found; a report
    that was not looked through is masked by what its claims name."""

    def __init__(
        self, entries: Iterable[Entry], claims_of: ClaimsOf, persons: Mapping[str, Persons]
    ) -> None:
        self._masker = Masker.load()
        self._masks: dict[str, Mask] = {}
        names: set[str] = set()
        for entry in entries:
            id = entry.report.id
            found = self._masker.mask(entry.report, claims_of(id), persons.get(id, Persons()))
            if found.names or found.credits:
                spans = mentions_of(entry.report.text, pattern(found.names))
                self._masks[id] = Mask(
                    spans=merged(spans),
                    names=found.names,
                    credits=found.credits,
                    by_district=False,
                )
                names.update(found.names)
        self._names: re.Pattern[str] | None = pattern(names)

    def claim(self, claim: Claim) -> Claim:
        """A claim as it goes out."""
        mask = self._masks.get(claim.report.id)
        return claim if mask is None else self._masker.claim(claim, mask)

    def anything(self, value: Any) -> Any:
        """What is made of several claims, as plain JSON values."""
        return msgspec.to_builtins(self.same(value))

    def same(self, value: Made) -> Made:
        """What is made of several claims, reports and claims themselves among it, as a value of
        the same type. Originals of translations are left out: nobody has looked for names in
        another language."""
        found: Any = self._walk(value)
        return found  # type: ignore[no-any-return]

    def _walk(self, value: Any) -> Any:
        if isinstance(value, str):
            spans = mentions_of(value, self._names)
            return masked(value, merged(spans)) if spans else value
        if isinstance(value, Claim):
            return self.claim(value)
        if isinstance(value, Entry):
            return self._entry(value)
        if isinstance(value, Report):
            return self._report(value)
        if isinstance(value, Record):
            held = {name: getattr(value, name) for name in value.__struct_fields__}
            shown = {name: self._walk(one) for name, one in held.items()}
            changed = {name: one for name, one in shown.items() if one is not held[name]}
            return replace(value, **changed) if changed else value
        if isinstance(value, list | tuple):
            kept = (one for one in value if not isinstance(one, SentencePair))
            return type(value)(self._walk(one) for one in kept)
        if isinstance(value, dict):
            return {self._walk(key): self._walk(item) for key, item in value.items()}
        return value

    def _entry(self, entry: Entry) -> Entry:
        mask = self._masks.get(entry.report.id)
        return entry if mask is None else self._masker.entry(entry, mask)

    def _report(self, report: Report) -> Report:
        mask = self._masks.get(report.id)
        return report if mask is None else self._masker.report(report, mask)
