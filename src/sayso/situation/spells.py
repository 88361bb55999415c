"""Marks → spells: the intervals over which states held, with uncertain ends.

Marks of one state are taken in the order of time. A start opens a spell and, of states with one
value, ends those whose party cannot hold beside it; an observation opens one with no known
beginning, or prolongs it; an end closes it, or tells that there was one. Two values for the same
days are rivals: neither ends the other.
"""

from __future__ import annotations

from collections.abc import Iterable

from sayso.core.situation import State
from sayso.knowledge.effects import Fluent
from sayso.situation.marks import Mark, days
from sayso.situation.parties import ANY, Parties

_ORDER = {"observe": 0, "start": 1, "clear": 2, "end": 3}


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


class Spell:
    """One value of one state over one interval."""

    def __init__(self, mark: Mark, begin: Bound) -> None:
        self.fluent, self.key, self.extent = mark.fluent, mark.key, mark.extent
        self.value, self.conflict = mark.value, mark.conflict
        self.begin = begin
        self.end: Bound | None = None
        self.marks: list[Mark] = []
        self.ending: list[Mark] = []
        self.against: list[Mark] = []
        self.against_end: list[Mark] = []
        self.rivals: list[Spell] = []

    @property
    def last(self) -> int | None:
        """The day of the last word that it holds."""
        return max((m.span.last for m in self.marks if m.span.last is not None), default=None)

    def state(self, day: int, lasts: int) -> tuple[State, int | None] | None:
        """How it stands on a day, with the days since it was last reported; none where nobody has
        told of it for that day, or it is long over."""
        if not self.marks and not self.ending:
            return ("does not hold", None)
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
        rival = any(not r.against for r in self.rivals)
        return bool(self.against) or rival or not any(m.sure for m in self.marks)


def spells(found: Iterable[Mark], fluents: dict[str, Fluent], parties: Parties) -> list[Spell]:
    """All spells of these marks, in the order of states and time; the order of marks does not
    matter."""
    groups: dict[tuple[str, tuple[str, ...]], list[Mark]] = {}
    for mark in found:
        groups.setdefault((mark.fluent, mark.key), []).append(mark)
    made = []
    for (name, _), group in sorted(groups.items(), key=lambda item: item[0]):
        made += _Line(fluents[name], parties).fold(group)
    return made


class _Line:
    """The marks of one state, folded in time."""

    def __init__(self, fluent: Fluent, parties: Parties) -> None:
        self._alone, self._lasts, self._parties = not fluent.shared, fluent.lasts, parties
        # That a siege was broken tells that there was one, but not of whose lines around it.
        self._implied = fluent.lasts_as is None
        # Of a siege any description may be meant; who lost a place must be told.
        self._fits = parties.may_be if fluent.shared else parties.same
        self._made: list[Spell] = []

    def fold(self, group: Iterable[Mark]) -> list[Spell]:
        ordered = sorted(
            group, key=lambda m: (_when(m), _ORDER[m.change], m.value, m.extent, m.claims)
        )
        for mark in (m for m in ordered if m.says):
            if mark.change in ("end", "clear"):
                self._end(mark)
            elif mark.value != ANY:
                self._hold(mark)
        for mark in (m for m in ordered if not m.says):
            self._deny(mark)
        return self._made

    def _open(self) -> list[Spell]:
        return [s for s in self._made if s.end is None]

    def _hold(self, mark: Mark) -> None:
        own = next((s for s in self._open() if _one(s, mark)), None)
        # A start whose day may be that of one told before is the same one told again.
        again = own is not None and (mark.span.first or 0) <= (own.begin.last or 0)
        over = self._over(mark) if own is None else None
        if over is not None:
            own = over
        elif own is None:
            own = Spell(mark, self._begin(mark))
            self._made.append(own)
        elif mark.change == "start":
            if own.begin.label is not None and own.begin.first is not None:
                own.begin.narrow(mark)
            elif (mark.span.first or 0) <= (own.begin.last or 0):
                own.begin = self._begin(mark)
        elif mark.span.begun and own.begin.label is None:
            own.begin = self._begin(mark)
        own.marks.append(mark)
        retold = mark.change == "start" and again
        if self._alone and own.end is None and mark.extent == "whole" and not retold:
            for other in self._open():
                if other is not own and not self._beside(other, own):
                    self._meet(other, own, mark)

    def _over(self, mark: Mark) -> Spell | None:
        """The spell of what is told of as over: one that has ended since, or a new one, by another
        name, with the same end."""
        first, last = mark.span.first, mark.span.last
        if not mark.past or first is None or last is None:
            return None
        ended = [
            s
            for s in self._made
            if s.end is not None
            and s.end.last is not None
            and first <= s.end.last <= last
            and s.extent == mark.extent
            and self._fits(s.value, mark.value, mark.conflict)
        ]
        same = next((s for s in ended if s.value == mark.value), None)
        if same is not None or not ended:
            return same
        like = ended[-1]
        spell = Spell(mark, self._begin(mark))
        if like.end is not None:
            spell.end = Bound(like.end.first, like.end.last, like.end.label)
        spell.ending += like.ending
        self._made.append(spell)
        return spell

    @staticmethod
    def _begin(mark: Mark) -> Bound:
        span = mark.span
        if mark.change == "start":
            return Bound(span.first, span.last, span.label)
        if span.begun and span.since is not None:
            return Bound(span.first, span.first, span.since)
        return Bound(None, span.first, None)

    def _beside(self, a: Spell, b: Spell) -> bool:
        together = self._parties.together
        return a.fluent == "control" and together(a.value, b.value, a.conflict or b.conflict)

    def _meet(self, other: Spell, own: Spell, mark: Mark) -> None:
        """Another value was open when a mark came: it is over, or came after, or the two are
        rivals."""
        if other in own.rivals:
            return
        span, before, last = mark.span, other.begin.last, other.last
        start = mark.change == "start"
        if start and _follows(mark, other):
            other.end = Bound(span.first, span.last, span.label)
            other.ending.append(mark)
            return
        if other.extent == "part":
            # Who takes the whole has the part too; who is seen there need not.
            return
        if not start and span.first is not None:
            if not span.begun and before is not None and span.first <= before:
                # What was seen may have been before the other began.
                own.end = Bound(other.begin.first, before, other.begin.label)
                own.ending += other.marks[:1]
                return
            if last is not None and span.first - last > self._lasts:
                # Long unheard of, and another stands there: it ended in between.
                other.end = Bound(last + 1, span.first, days(last + 1, span.first))
                other.ending.append(mark)
                return
        own.rivals.append(other)
        other.rivals.append(own)

    def _end(self, mark: Mark) -> None:
        fits = [s for s in self._made if self._fits(s.value, mark.value, mark.conflict)]
        fits = [
            s
            for s in fits
            if mark.extent in ("whole", s.extent)
            and mark.claims[0] not in {c for m in s.marks for c in m.claims}
        ]
        closed = False
        for spell in fits:
            if spell.end is None and _may_precede(mark, spell):
                spell.against.append(mark)
                closed = True
                continue
            if spell.end is None:
                spell.end = Bound(mark.span.first, mark.span.last, mark.span.label)
            elif not _near(spell.end, mark):
                continue
            else:
                spell.end.narrow(mark)
            spell.ending.append(mark)
            closed = True
        if not closed and mark.change == "end" and self._implied:
            spell = Spell(mark, Bound(None, None, None))
            spell.end = Bound(mark.span.first, mark.span.last, mark.span.label)
            spell.ending.append(mark)
            self._made.append(spell)

    def _deny(self, mark: Mark) -> None:
        first, last = mark.span.first, mark.span.last
        fits = [s for s in self._made if self._parties.same(s.value, mark.value, mark.conflict)]
        fits = [s for s in fits if mark.extent in ("whole", s.extent)]
        if mark.change == "end":
            for spell in fits:
                if spell.end is not None and _near(spell.end, mark):
                    spell.against_end.append(mark)
            return
        met = False
        for spell in fits:
            begun = spell.begin.first if spell.begin.first is not None else spell.begin.last
            over = spell.end.last if spell.end else None
            after = last is None or begun is None or last >= begun
            if after and (over is None or first is None or first <= over):
                spell.against.append(mark)
                met = True
        if not met and mark.value != ANY:
            spell = Spell(mark, Bound(None, None, None))
            spell.against.append(mark)
            self._made.append(spell)


def _one(spell: Spell, mark: Mark) -> bool:
    return spell.value == mark.value and spell.extent == mark.extent


def _follows(mark: Mark, other: Spell) -> bool:
    """Whether a start came after another value had begun, and so ended it. A start without a day
    that its report bounds only may have been before one that has its day."""
    span, begun = mark.span, other.begin
    if begun.last is None:
        return True
    if span.last is None or span.last <= begun.last:
        return False
    dated = begun.first is not None and begun.label is not None
    return span.label is not None or not dated or (span.first or 0) > begun.last


def _may_precede(mark: Mark, spell: Spell) -> bool:
    """Whether an end without a day may have been before a spell that has its day: it then speaks
    against the spell, and does not end it."""
    begun, span = spell.begin, mark.span
    dated = begun.label is not None and begun.last is not None
    return dated and span.label is None and (span.first or 0) <= (begun.last or 0)


def _when(mark: Mark) -> int:
    """By when a mark has come about. A state that is over ("had held it for three years") was there
    from its beginning, and may have ended on any day since."""
    span = mark.span
    day = span.first if mark.past and span.begun else span.last
    return day or 0


def _near(end: Bound, mark: Mark) -> bool:
    """Whether a mark may tell of the same end."""
    first, last = mark.span.first, mark.span.last
    return not (
        (first is not None and end.last is not None and first > end.last)
        or (last is not None and end.first is not None and last < end.first)
    )
