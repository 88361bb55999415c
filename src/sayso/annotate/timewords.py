"""What each phrase of lexicon/times.yaml makes: slots → a reading, or None where it makes none.

A method ``make_x`` stands behind every ``make: x`` of the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sayso.annotate.atoms import Atom
from sayso.annotate.calendar import Reading
from sayso.annotate.dates import (
    SEASONS,
    Calendar,
    Clock,
    DayOf,
    DayWord,
    Either,
    Era,
    Shift,
    Weekday,
    Weekend,
    readable,
)  # fmt: skip
from sayso.annotate.lengths import Duration, Every, Offset, Reference, Window
from sayso.annotate.parts import Half, Part, PartOfDay, Sofar, WeekOf
from sayso.annotate.phrases import Slot, Slots
from sayso.knowledge.expressions import TimeWords

# Pivot of two-digit years: 69 is 1969, 68 is 2068 (POSIX).
_PIVOT = 69
_YEARS = range(1750, 2050)


class Makers:
    """The makers over one list of atoms. ``plural(i)``: whether atom ``i`` is a plural noun;
    ``verb(i)``: whether it is a verb or auxiliary."""

    def __init__(
        self,
        found: list[Atom],
        words: TimeWords,
        plural: Callable[[int], bool],
        verb: Callable[[int], bool],
    ) -> None:
        self.atoms = found
        self._words = words
        self._plural = plural
        self._verb = verb
        self.table: dict[str, Callable[..., Any]] = {
            name.removeprefix("make_"): getattr(self, name)
            for name in dir(self)
            if name.startswith("make_")
        }

    # Dates of the calendar.

    def make_pass(self, slots: Slots) -> Any:
        """The one slot's own reading."""
        return next(iter(slots.values())).value

    def make_word(self, slots: Slots) -> bool:
        """Words that change nothing."""
        return True

    def make_iso(self, slots: Slots) -> Reading | None:
        text = next(iter(slots.values())).value.upper()
        try:
            if "T" not in text:
                return _day(date.fromisoformat(text))
            when = datetime.fromisoformat(text)
        except ValueError:
            return None
        zone = text[16:].lstrip(":0123456789") if len(text) > 16 else ""
        return Clock(hour=when.hour, minute=when.minute, zone=zone, day=_day(when.date()))

    def make_slash(self, slots: Slots) -> Reading | None:
        """Day and month in figures: only where one order makes sense, else the year alone."""
        one, two, year = (int(n) for n in re.findall(r"\d+", slots["slash_date"].value))
        if year < 100:
            year = _century(year)
        if one > 12 or one == two:
            return readable(year=year, month=two, day=one) if two <= 12 else None
        if two > 12:
            return readable(year=year, month=one, day=two) if two <= 31 else None
        return Either(year=year) if one and two else None

    def make_calendar(self, slots: Slots, season: int | None = None) -> Reading | None:
        month, day = slots.get("month"), slots.get("day")
        if month and not self.is_month(month, alone=day is None and "year" not in slots):
            return None
        if month and day and month.first < day.first and "year" not in slots:
            start = min(slot.first for slot in slots.values())
            if self.low(start - 1) == "in":
                return None  # "In June 10 people died" has no day
        shift = slots["shift"].value if "shift" in slots else None
        if shift is not None and month is None and season is None and "season" not in slots:
            if not isinstance(shift, Shift) or shift.unit != "month" or day is None:
                return None
            return DayOf(whole=shift, day=day.value)
        if shift is not None and (not isinstance(shift, Shift) or shift.unit != "year"):
            return None
        return readable(
            year=value_of(slots, "year"),
            month=month.value if month else None,
            day=day.value if day else None,
            season=season or value_of(slots, "season"),
            year_shift=shift.by if isinstance(shift, Shift) else None,
            there=isinstance(shift, Shift) and shift.there,
            lean=value_of(slots, "pointer"),
        )

    def make_short_year(self, slots: Slots) -> Reading | None:
        """ "3 Feb 16"."""
        year = _century(slots["yy"].value)
        return readable(year=year, month=slots["month"].value, day=slots["day"].value)

    def make_weekend(self, slots: Slots) -> Reading:
        return Weekend()

    def make_feast(self, slots: Slots) -> Reading | None:
        month, day = str(slots["feast"].value).split("-")
        return readable(year=value_of(slots, "year"), month=int(month), day=int(day))

    def make_bare_month(self, slots: Slots) -> Reading | None:
        slot = slots["month"]
        return Calendar(month=slot.value) if self.is_month(slot, alone=True) else None

    def make_bare_season(self, slots: Slots) -> Reading | None:
        slot = slots["season"]
        before = self.low(slot.first - 1)
        if before not in self._words.before_season:
            return None
        return Calendar(season=slot.value)

    def make_year(self, slots: Slots) -> Reading | None:
        slot = slots["year"]
        i, year = slot.first, slot.value
        before = self.low(i - 1)
        if before in self._words.not_before_year or before in ("/", "."):
            return None
        if year % 100 == 0 and self._plural(i + 1):
            return None
        if before not in self._words.before_year:
            named = i > 0 and self.atoms[i - 1].text[0].isupper() and not self.atoms[i].breaks
            if year not in _YEARS or self._plural(i + 1) or (named and not self._datelike(i - 1)):
                return None
        return Calendar(year=year)

    def make_quarter(self, slots: Slots) -> Reading | None:
        number = value_of(slots, "nth") or value_of(slots, "int")
        if number not in (1, 2, 3, 4):
            return None
        return Calendar(year=value_of(slots, "year"), quarter=number)

    def make_halves(self, slots: Slots) -> Reading | None:
        number = slots["nth"].value
        return Half(number=number, whole=slots["date"].value) if number in (1, 2) else None

    def make_week_of(self, slots: Slots, last: bool = False) -> Reading | None:
        whole = slots["month_span"] if "month_span" in slots else slots["day"]
        number = -1 if last else value_of(slots, "nth")
        return WeekOf(whole=whole.value, number=number) if (number or 1) <= 5 else None

    def make_decade(self, slots: Slots) -> Reading | None:
        slot = slots["decade_digits"]
        digits = re.sub(r"\D", "", slot.value)
        if len(digits) == 4:
            return Era(digits=digits[:3]) if "1000" <= digits <= "2100" else None
        # "in his 30s" is an age: two digits want "the" or an apostrophe.
        if self.low(slot.first - 1) != "the" and not slot.value.startswith("'"):
            return None
        return Era(digits=("19" if int(digits) >= 20 else "20") + digits[0])

    def make_century(self, slots: Slots) -> Reading | None:
        number = slots["nth"].value
        return Era(digits=f"{number - 1:02}") if 1 < number <= 21 else None

    # Pointing words.

    def make_shift(self, slots: Slots, by: int | None = None, there: bool = False) -> Reading:
        unit = value_of(slots, "unit") or value_of(slots, "span_unit")
        step = by if by is not None else value_of(slots, "pointer") or 0
        return Shift(unit=unit, by=step, there=there)

    def make_dangling(self, slots: Slots, by: int) -> Reading | None:
        """ "The day before", "two weeks after", with nothing that follows to count from."""
        end = max(slot.last for slot in slots.values()) + 1
        if end < len(self.atoms) and self.atoms[end].shape != "mark":
            return None
        if "unit" in slots:
            return Shift(unit=slots["unit"].value, by=by, there=True)
        return Offset(length=slots["amount"].value, by=by, there=True)

    def make_day_word(
        self, slots: Slots, by: int | None = None, day_part: str | None = None
    ) -> Reading:
        day = DayWord(by=slots["day_word"].value if by is None else by)
        part = day_part or value_of(slots, "day_part")
        return PartOfDay(whole=day, part=part) if part else day

    def make_last_night(self, slots: Slots) -> Reading:
        return DayWord(by=-1, night=True)

    def make_weekday(self, slots: Slots) -> Reading | None:
        slot = slots["weekday"]
        atom = self.atoms[slot.first]
        if not atom.text[0].isupper():
            return None
        lean = value_of(slots, "pointer")
        shift = slots["shift"].value if "shift" in slots else None
        if shift is not None and (not isinstance(shift, Shift) or shift.unit != "week"):
            return None
        there = "pointer" in slots and self.low(slots["pointer"].first - 1) == "the"
        day = Weekday(
            day=slot.value, lean=lean, week=shift.by if isinstance(shift, Shift) else None,
            there=there,
        )  # fmt: skip
        part = value_of(slots, "day_part")
        return PartOfDay(whole=day, part=part) if part else day

    def make_offset(self, slots: Slots, by: int, there: bool = False) -> Reading:
        origin = slots["from"].value if "from" in slots else None
        return Offset(length=slots["amount"].value, by=by, there=there, origin=origin)

    def make_window(self, slots: Slots, by: int | None = None) -> Reading:
        step = by if by is not None else value_of(slots, "pointer")
        if "amount" in slots:
            length = slots["amount"].value
        elif "units" in slots:
            length = Duration(count=None, unit=slots["units"].value)
        else:
            length = Duration(count=1, unit=slots["unit"].value)
        return Window(length=length, by=step, vague_days=self._words.vague_days[length.unit])

    def make_part(self, slots: Slots) -> Reading:
        part = value_of(slots, "part") or value_of(slots, "edge")
        return Part(part=part, whole=slots["date"].value)

    def make_part_there(self, slots: Slots) -> Reading:
        """ "The end of the month": the present one."""
        return Part(part=slots["edge"].value, whole=Shift(unit=slots["span_unit"].value, by=0))

    def make_part_of_day(self, slots: Slots, day_part: str | None = None) -> Reading:
        part = value_of(slots, "day_part") or day_part or "MO"
        return PartOfDay(whole=slots["date"].value, part=part)

    def make_earlier(self, slots: Slots) -> Reading:
        return Sofar(whole=slots["date"].value, by=-1)

    def make_later(self, slots: Slots) -> Reading:
        return Sofar(whole=slots["date"].value, by=1)

    def make_reference(self, slots: Slots, value: str) -> Reading:
        return Reference(value=value)

    # Times of day.

    def make_clock(self, slots: Slots, at: int | None = None) -> Reading | None:
        zone = value_of(slots, "zone") or ""
        if at is not None:
            return Clock(hour=at, minute=0, zone=zone)
        minute: int | None = None
        if "clock" in slots:
            digits = re.findall(r"\d+", f"{slots['clock'].value}")
            if len(digits) == 1:
                digits = [digits[0][:-2], digits[0][-2:]]
            hour, minute = int(digits[0] or 0), int(digits[1])
        else:
            value = slots["hour"].value
            if value != int(value):
                return None
            hour = int(value)
        half = value_of(slots, "half_day")
        if half is not None:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + half
        if hour > 24 or (minute or 0) > 59:
            return None
        return Clock(hour=hour % 24, minute=minute, zone=zone)

    def make_at(self, slots: Slots) -> Reading:
        clock = slots["clock_time"].value
        return Clock(hour=clock.hour, minute=clock.minute, zone=clock.zone, day=slots["date"].value)

    # Lengths and sets.

    def make_duration(
        self, slots: Slots, count: float | None = None, more: float = 0, unit: str | None = None
    ) -> Reading | None:
        name = unit or value_of(slots, "unit") or value_of(slots, "units")
        if count == 1 and "unit" in slots:
            after = slots["unit"].last
            if self.low(after) == "-" and self.low(after + 1) != "long":
                return None
            if self.low(after) == "-" and self.low(slots["unit"].first - 1) in ("a", "one"):
                return None  # "a month-long siege": without the article
        if value_of(slots, "few") == 2:
            return Duration(count=2, unit=name, about=True)
        if "few" in slots:
            return Duration(count=None, unit=name, vague=True)
        number = value_of(slots, "number")
        if number is not None:
            return Duration(count=number + more, unit=name)
        return Duration(count=count, unit=name)

    def make_about(self, slots: Slots) -> Reading:
        inner = slots["inner"].value
        return Duration(count=inner.count, unit=inner.unit, vague=inner.vague, about=True)

    def make_every(self, slots: Slots, count: int = 1) -> Reading:
        if "frequency" in slots:
            return Every(value=slots["frequency"].value)
        if "weekday" in slots:
            return Every(value=f"XXXX-WXX-{slots['weekday'].value}")
        if "season" in slots:
            return Every(value=f"XXXX-{SEASONS[slots['season'].value]}")
        number = count if "units" not in slots else value_of(slots, "number") or 1
        name = value_of(slots, "unit") or value_of(slots, "units")
        return Every(value=Duration(count=number, unit=name).value)

    def low(self, i: int) -> str:
        return self.atoms[i].low if 0 <= i < len(self.atoms) else ""

    def is_month(self, slot: Slot, alone: bool) -> bool:
        """Whether a word is a month: "May" and "March" only with a capital, and alone only after
        a word like "in"."""
        atom = self.atoms[slot.first]
        ambiguous = atom.low in self._words.ambiguous
        if not alone:
            return atom.text[0].isupper() or not ambiguous
        if not atom.text[0].isupper() or self._verb(slot.first):
            return False
        return not ambiguous or self.low(slot.first - 1) in self._words.before_month

    def _datelike(self, i: int) -> bool:
        dates = {"month", "short_month", "weekday", "short_weekday", "season"}
        return not dates.isdisjoint(self.atoms[i].kinds)


def _century(year: int) -> int:
    return year + (1900 if year >= _PIVOT else 2000)


def _day(day: date) -> Calendar:
    return Calendar(year=day.year, month=day.month, day=day.day)


def value_of(slots: Slots, name: str) -> Any:
    return slots[name].value if name in slots else None
