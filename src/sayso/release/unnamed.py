"""Private persons left out of what is taken along: for exports by who may see them all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from sayso.core.record import Entry
from sayso.core.release import Persons
from sayso.core.types import Claim
from sayso.release.masks import Mask, Masker
from sayso.release.names import masked, mentions_of, merged, pattern

ClaimsOf = Callable[[str], Sequence[Claim]]


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
            if found.names:
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
        return self._walk(msgspec.to_builtins(value))

    def _walk(self, value: Any) -> Any:
        if isinstance(value, str):
            spans = mentions_of(value, self._names)
            return masked(value, merged(spans)) if spans else value
        if isinstance(value, list | tuple):
            return [self._walk(item) for item in value]
        if isinstance(value, dict):
            return {self._walk(key): self._walk(item) for key, item in value.items()}
        return value
