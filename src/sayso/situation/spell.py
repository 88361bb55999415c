"""One value of one state over one interval, with uncertain ends, and how it stands on a day."""

from __future__ import annotations

from sayso.core.situation import State
from sayso.core.types import Record
from sayso.situation.marks import Mark, days


class Bound:
    """One end of a spell: days that it may be on (ordinals), and EDTF for people."""

    __slots__ = ("first", "label", "last")

    def __init__(self, first: int | None, last: int | None, label: str | None) -> None:
        self.first, self.last, self.label = first, last, label

    def narrow(self, mark: Mark) -> None:
        """Take over what another account of the same end tells more exactly."""
        span = mark.span
        if span.first is None or span.last is None or span.label is None:
            return
        if self.first is None or self.last is None or self.label is None:
            self.first, self.last, self.label = span.first, span.last, span.label
            return
        first, last = max(self.first, span.first), min(self.last, span.last)
        if first <= last and (first, last) != (self.first, self.last):
            exact = (first, last) == (span.first, span.last)
            self.first, self.last = first, last
            self.label = span.label if exact else days(first, last)


class Kept(Record, frozen=True, array_like=True):
    """A spell as it is kept in the ledger; bounds as (first, last, label)."""

    about: Mark
    number: int
    doubted: bool
    begin: tuple[int | None, int | None, str | None]
    end: tuple[int | None, int | None, str | None] | None
    marks: tuple[Mark, ...]
    ending: tuple[Mark, ...]
    against: tuple[Mark, ...]
    against_end: tuple[Mark, ...]


class Spell:
    """One value of one state over one interval. ``number``: which of the spells of this value, in
    the order of time."""

    def __init__(self, mark: Mark, begin: Bound) -> None:
        self.about = mark
        self.fluent, self.key, self.extent = mark.fluent, mark.key, mark.extent
        self.value, self.conflict = mark.value, mark.conflict
        self.number = 1
        self.begin = begin
        self.end: Bound | None = None
        self.marks: list[Mark] = []
        self.ending: list[Mark] = []
        self.against: list[Mark] = []
        self.against_end: list[Mark] = []
        self.rivals: list[Spell] = []
        self._doubted: bool | None = None

    @classmethod
    def of(cls, kept: Kept) -> Spell:
        """A spell as it was kept; of its rivals only the doubt is left."""
        spell = cls(kept.about, Bound(*kept.begin))
        spell.number, spell._doubted = kept.number, kept.doubted
        spell.end = Bound(*kept.end) if kept.end else None
        spell.marks, spell.ending = list(kept.marks), list(kept.ending)
        spell.against, spell.against_end = list(kept.against), list(kept.against_end)
        return spell

    def keep(self) -> Kept:
        """What the ledger keeps of it."""
        begin, end = self.begin, self.end
        return Kept(
            about=self.about, number=self.number, doubted=self.doubted,
            begin=(begin.first, begin.last, begin.label),
            end=(end.first, end.last, end.label) if end else None,
            marks=tuple(self.marks), ending=tuple(self.ending), against=tuple(self.against),
            against_end=tuple(self.against_end),
        )  # fmt: skip

    def shown(self, lasts: int) -> tuple[int | None, int | None]:
        """The first and last day on which ``state`` may say anything, none where it is open; wide
        enough, not exact."""
        days = [d for m in self.marks for d in (m.span.first, m.span.last) if d is not None]
        begun, end = self.begin, self.end
        days += [d for b in (begun, end) if b for d in (b.first, b.last) if d is not None]
        if not self.marks and not self.ending:
            days += [d for m in self.against for d in (m.span.first, m.span.last) if d is not None]
        early = end is not None and end.first is None and begun.last is None
        first = min(days) - lasts if days and not early else None
        over = end.last if end else None
        if not self.marks and not self.ending:
            over = max(days, default=None)
        return first, over + lasts if over is not None else None

    def fades(self, remembered: int) -> int | None:
        """The last day on which it is shown as last reported, if after so many days it no longer
        is; none if it has an end, or nothing tells."""
        last = self.last
        return last + remembered if self.end is None and last is not None else None

    def is_forgotten(self, day: int, remembered: int) -> bool:
        """Whether it was last reported more than so many days before."""
        fades = self.fades(remembered)
        return fades is not None and fades < day

    @property
    def last(self) -> int | None:
        """The day of the last word that it holds."""
        return max((m.span.last for m in self.marks if m.span.last is not None), default=None)

    def state(self, day: int, lasts: int) -> tuple[State, int | None] | None:
        """How it stands on a day, with the days since it was last reported; none where nobody has
        told of it for that day, or it is long over."""
        if not self.marks and not self.ending:
            first, last = self.shown(lasts)
            out = (first is not None and day < first) or (last is not None and day > last)
            return None if out else ("does not hold", None)
        begun, end = self.begin, self.end
        if begun.last is not None and day < begun.last:
            earliest = begun.last - lasts if begun.first is None else begun.first
            return None if day < earliest else ("may hold", None)
        if end is not None and end.last is not None and day >= end.last:
            if self.against_end and day - end.last <= lasts:
                return "may hold", None
            return ("does not hold", None) if day - end.last <= lasts else None
        if end is not None and (end.first is None or day >= end.first):
            return "may hold", None
        return self._now(day, lasts)

    def _now(self, day: int, lasts: int) -> tuple[State, int | None] | None:
        seen = [m.span for m in self.marks]
        inside = any(
            s.first is not None and s.last is not None and s.first <= day <= s.last for s in seen
        )
        words = [s.last for s in seen if s.last is not None and s.last <= day]
        age = 0 if inside else day - max(words) if words else None
        later = self.end is not None or any(s.first is not None and s.first > day for s in seen)
        if age is None:
            # Only its ending is told: it held just before.
            last = self.end.last if self.end else None
            return ("may hold", None) if last is not None and last - day <= lasts else None
        if age > lasts:
            return ("may hold", None) if later else ("last reported", age)
        return ("may hold" if self.doubted else "holds", None)

    @property
    def doubted(self) -> bool:
        """Whether accounts speak against it, give another value for the same days that nobody
        denies, or only put it as possible."""
        if self._doubted is not None:
            return self._doubted
        rival = any(not r.against for r in self.rivals)
        return bool(self.against) or rival or not any(m.sure for m in self.marks)
