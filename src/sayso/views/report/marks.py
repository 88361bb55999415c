"""What is new or has changed since the beginning of the period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sayso.core.edtf import bounds
from sayso.core.report import Evidence, Mark
from sayso.core.situation import Line

# What makes a change: that more is said of a thing, or that it is surer, does not.
_TURNS = (
    "status", "holder", "extent", "contested_by", "besieger", "resumes", "declared", "in_effect",
    "ended", "date", "certainty", "how", "by", "best", "over",
)  # fmt: skip


class Marks:
    """The changes between two situations, by the ids of lines."""

    TURN = 3.0

    def __init__(self, evidence: Evidence) -> None:
        self._since = date.fromisoformat(evidence.earlier.day)
        self._day = date.fromisoformat(evidence.later.day)
        self._marks: dict[str, Mark] = {}
        self._lines: dict[str, list[Any]] = {}
        self.before: dict[str, Line] = {}
        self.gone: dict[str, tuple[Line, ...]] = {c.key: c.gone for c in evidence.changes}
        for change in evidence.changes:
            kept = self._lines.setdefault(change.key, [])
            for line in change.new:
                self._marks[line.id] = "new"
                kept.append(line)
            for old, new in zip(change.changed_from, change.changed, strict=True):
                if _turned(old, new):
                    self._marks[new.id] = "changed"
                    self.before[new.id] = old
                    kept.append(new)

    def real(self, key: str) -> list[Any]:
        """The lines of a key that are new or have turned."""
        return self._lines.get(key, [])

    def of(self, lines: Sequence[Line]) -> Mark | None:
        """The mark of lines that are told together."""
        found = [self._marks.get(line.id) for line in lines]
        return "changed" if "changed" in found else "new" if "new" in found else None

    def weight(self, mark: Mark | None) -> float:
        """What a mark is worth."""
        return 0.0 if mark is None else self.TURN

    def within(self, edtf: str) -> bool:
        """Whether a day lies in the period for sure."""
        try:
            first, last = bounds(edtf)
        except ValueError:
            return False
        if first is None or last is None:
            return False
        return self._since < first and last <= self._day


def _turned(old: Line, new: Line) -> bool:
    if (getattr(old, "state", None) == "does not hold") != (
        getattr(new, "state", None) == "does not hold"
    ):
        return True
    return any(getattr(old, name, None) != getattr(new, name, None) for name in _TURNS)
