"""Marks → spells: the intervals over which states held, with uncertain ends.

Marks of one state are taken in the order of time. A start opens a spell and, of states with one
value, ends those whose party cannot hold beside it; an observation opens one with no known
beginning, or prolongs it; an end closes it, or tells that there was one. Two values for the same
days are rivals: neither ends the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from sayso.knowledge.effects import Fluent
from sayso.situation.marks import Mark, days
from sayso.situation.parties import ANY, Parties
from sayso.situation.spell import Bound as Bound
from sayso.situation.spell import Kept as Kept
from sayso.situation.spell import Spell as Spell

DENIED_DAYS = 31  # a denial that names nobody is of what is told to have begun as lately
_ORDER = {"observe": 0, "start": 1, "clear": 2, "end": 3}


def spells(found: Iterable[Mark], fluents: dict[str, Fluent], parties: Parties) -> list[Spell]:
    """All spells of these marks, in the order of states and time; the order of marks does not
    matter."""
    groups: dict[tuple[str, tuple[str, ...]], list[Mark]] = {}
    for mark in found:
        groups.setdefault((mark.fluent, mark.key), []).append(mark)
    made: list[Spell] = []
    for (name, _), group in sorted(groups.items(), key=lambda item: item[0]):
        counts: dict[tuple[str, str], int] = {}
        for spell in _Line(fluents[name], parties).fold(group):
            what = (spell.extent, spell.value)
            spell.number = counts[what] = counts.get(what, 0) + 1
            made.append(spell)
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
        self._made += [s for spell in self._made if (s := self._before(spell)) is not None]
        for mark in (m for m in ordered if not m.says):
            self._deny(mark)
        return self._made

    def _before(self, spell: Spell) -> Spell | None:
        """The spell of what a start presupposes, over when it began, since the last other word of
        the state; none where it is told of anyhow."""
        mark = next((m for m in spell.marks if m.before is not None), None)
        begun = spell.begin
        if mark is None or mark.before is None or begun.last is None:
            return None
        if any(s.value == mark.before and _reaches(s, begun) for s in self._made):
            return None
        words = [m.span.last for s in self._made for m in s.marks if m.span.last is not None]
        since = max((w for w in words if w < (begun.first or begun.last)), default=None)
        start = None if since is None else since + 1
        before = Spell(replace(mark, value=mark.before), Bound(start, start, None))
        before.end = Bound(begun.first, begun.last, begun.label)
        before.ending.append(mark)
        return before

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
        if mark.over and own.end is None:
            own.end = Bound(mark.span.first, mark.span.last, None)
            own.ending.append(mark)
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
            # Of two that were only seen on one day neither is the earlier.
            started = any(m.change == "start" for m in other.marks)
            earlier = before is not None and (
                span.first <= before if started else span.first < before
            )
            if not span.begun and earlier:
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
        if mark.change in ("end", "clear"):
            for spell in fits:
                if spell.end is not None and _near(spell.end, mark):
                    spell.against_end.append(mark)
            return
        if mark.value == ANY and mark.change == "start":
            fits = [s for s in fits if _newly_begun(s, mark)]
        elif mark.change == "start" and not mark.own:
            fits += self._begun_with(fits)
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

    def _begun_with(self, fits: Sequence[Spell]) -> list[Spell]:
        """The spells that the same happenings began as some: whoever denies that a place was taken
        denies it of all who are said to have taken it together."""
        begun = {(m.incident, c) for s in fits for m in s.marks if m.change == "start"
                 for c in m.claims}  # fmt: skip
        return [
            s
            for s in self._made
            if s not in fits
            and any((m.incident, c) in begun for m in s.marks if m.change == "start"
                    for c in m.claims)
        ]  # fmt: skip


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
    day = span.first if mark.past and span.begun and not mark.over else span.last
    return day or 0


def _newly_begun(spell: Spell, mark: Mark) -> bool:
    """Whether a spell is told to have begun not long before a denial that anybody's did."""
    begun, last = spell.begin.last, mark.span.last
    started = any(m.change == "start" for m in spell.marks)
    return started and (begun is None or last is None or last - begun <= DENIED_DAYS)


def _reaches(spell: Spell, end: Bound) -> bool:
    """Whether a spell lasts until days on which another began, as far as is told."""
    over, begun = spell.end, spell.begin
    began_before = begun.last is None or end.last is None or begun.last <= end.last
    lasts = over is None or over.last is None or end.first is None or over.last >= end.first
    return began_before and lasts


def _near(end: Bound, mark: Mark) -> bool:
    """Whether a mark may tell of the same end."""
    first, last = mark.span.first, mark.span.last
    return not (
        (first is not None and end.last is not None and first > end.last)
        or (last is not None and end.first is not None and last < end.first)
    )
