"""Time expressions with their prepositions: what "since", "until", "between" make of a time."""

from __future__ import annotations

from sayso.annotate.calendar import Reading
from sayso.annotate.dates import Calendar, readable
from sayso.annotate.lengths import Offset
from sayso.annotate.phrases import Slots
from sayso.annotate.timewords import Makers, value_of
from sayso.core.types import Record


class Piece(Record, frozen=True):
    """A bare time expression: atoms [first, last) and its reading."""

    first: int
    last: int
    reading: Reading


class Adverbial(Record, frozen=True):
    """Time expressions with what stands before them; ``kind``: plain, since, until and so on."""

    kind: str
    pieces: tuple[Piece, ...]
    about: bool = False
    both: bool = False


class AdverbialMakers(Makers):
    """The makers of the group ``adverbial`` of lexicon/times.yaml."""

    def make_plain(self, slots: Slots, about: bool = False) -> Adverbial:
        return Adverbial(kind="plain", pieces=_pieces(slots, "point"), about=about)

    def make_range(self, slots: Slots, both: bool = False) -> Adverbial:
        return Adverbial(kind="range", pieces=_pieces(slots, "point", "last"), both=both)

    def make_days_to(self, slots: Slots) -> Adverbial | None:
        """ "3-5 February": the first day has the month of the last."""
        last = slots["last"].value
        if not isinstance(last, Calendar) or not last.day:
            return None
        first = readable(year=last.year, month=last.month, day=slots["first_day"].value)
        if first is None or not first.day or first.day >= last.day:
            return None
        start, end = slots["first_day"], slots["last"]
        return Adverbial(
            kind="range",
            pieces=(
                Piece(first=start.first, last=start.last, reading=first),
                Piece(first=end.first, last=end.last, reading=last),
            ),
        )

    def make_day_range(self, slots: Slots) -> Adverbial | None:
        """ "February 3-5"."""
        month, year = slots["month"], value_of(slots, "year")
        if not self.is_month(month, alone=False):
            return None
        start, end = slots["first_day"], slots["last_day"]
        first = readable(year=year, month=month.value, day=start.value)
        last = readable(year=year, month=month.value, day=end.value)
        if first is None or last is None or start.value >= end.value:
            return None
        until = slots["year"].last if "year" in slots else end.last
        return Adverbial(
            kind="range",
            pieces=(
                Piece(first=month.first, last=start.last, reading=first),
                Piece(first=end.first, last=until, reading=last),
            ),
        )

    def make_year_range(self, slots: Slots) -> Adverbial | None:
        """ "1914-18", "2015/16"."""
        start, end = slots["first_year"], slots["last_year"]
        if not self.atoms[end.first].glued or start.value % 100 >= end.value:
            return None
        last = Calendar(year=start.value - start.value % 100 + end.value)
        return Adverbial(
            kind="range",
            pieces=(
                Piece(first=start.first, last=start.last, reading=Calendar(year=start.value)),
                Piece(first=end.first, last=end.last, reading=last),
            ),
        )

    def make_since(self, slots: Slots) -> Adverbial:
        return Adverbial(kind="since", pieces=_pieces(slots, "point"))

    def make_onward(self, slots: Slots) -> Adverbial:
        return Adverbial(kind="onward", pieces=_pieces(slots, "point"))

    def make_until(self, slots: Slots) -> Adverbial:
        return Adverbial(kind="until", pieces=_pieces(slots, "point"))

    def make_by(self, slots: Slots) -> Adverbial:
        return Adverbial(kind="by", pieces=_pieces(slots, "point"))

    def make_before(self, slots: Slots) -> Adverbial:
        return Adverbial(kind="before", pieces=_pieces(slots, "point"))

    def make_after(self, slots: Slots) -> Adverbial:
        return Adverbial(kind="after", pieces=_pieces(slots, "point"))

    def make_lasting(self, slots: Slots) -> Adverbial:
        return Adverbial(kind="lasting", pieces=_pieces(slots, "length"))

    def make_inside(self, slots: Slots) -> Adverbial:
        return Adverbial(kind="inside", pieces=_pieces(slots, "length"))

    def make_ahead(self, slots: Slots) -> Adverbial:
        slot = slots["length"]
        reading = Offset(length=slot.value, by=1)
        return Adverbial(
            kind="plain", pieces=(Piece(first=slot.first, last=slot.last, reading=reading),)
        )

    def make_measure(self, slots: Slots) -> Adverbial:
        return Adverbial(kind="measure", pieces=_pieces(slots, "length"))

    def make_recurring(self, slots: Slots) -> Adverbial:
        return Adverbial(kind="plain", pieces=_pieces(slots, "recurring"))


def _pieces(slots: Slots, *names: str) -> tuple[Piece, ...]:
    return tuple(
        Piece(first=slots[name].first, last=slots[name].last, reading=slots[name].value)
        for name in names
    )
