"""Readings of dates: what a date of the calendar, a weekday, "last week", "late January" mean.

A reading knows nothing of the report; ``resolve(scene)`` gives its days and its TIMEX3 value
(TimeML 1.2.1: https://timeml.github.io/site/publications/timeMLdocs/timeml_1.2.1.html).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sayso.annotate.calendar import (
    PRECISION,
    Found,
    Reading,
    Scene,
    base_of,
    on_day,
    stepped,
    unknown,
    week_value,
)  # fmt: skip
from sayso.core.edtf import bounds, interval, month_days
from sayso.core.types import TimePrecision

SEASONS = {21: "SP", 22: "SU", 23: "FA", 24: "WI"}
# How much worse a date is that goes against the tense of its verb.
AGAINST_TENSE = 4.0
# Days after which what "was to be on Friday" is that of the next week rather than of this.
JUST_GONE = 2
# Without a tense, and in a story told in order, the likelier side is favoured by so much.
LEAN = 1.5


class Calendar(Reading, frozen=True):
    """A date of the calendar, whole or in part. ``year_shift``: years from that of publication
    ("September last year"); ``lean``: -1 for "last March", 1 for "next March"."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    quarter: int | None = None
    year_shift: int | None = None
    there: bool = False
    lean: int | None = None

    def resolve(self, scene: Scene) -> Found:
        year = self.year
        if year is None and self.year_shift is not None:
            day = base_of(scene, self.there)
            base = day.year if day else None if self.there else scene.year
            year = None if base is None else base + self.year_shift
            if year is None:
                return Found(type="DATE", value=self._value("XXXX"), precision=self._precision())
        if year is None:
            year = self._choose(scene)
        if year is None:
            return Found(type="DATE", value=self._value("XXXX"), precision=self._precision())
        edtf = self._edtf(year)
        return Found(
            type="DATE", value=self._value(f"{year:04}"), edtf=edtf, precision=self._precision()
        )

    def _choose(self, scene: Scene) -> int | None:
        """The year: nearest to the date told before, else to publication, by the tense."""
        if scene.told is not None and self.lean is None:
            start, end = bounds(scene.told)
            if start and end:
                return self._nearest(start, end, forward=1.0, back=LEAN)
        if scene.published is None:
            return scene.year
        if self.lean:
            forward, back = (1e6, 1.0) if self.lean < 0 else (1.0, 1e6)
        elif scene.tense in ("past", "perfect"):
            forward, back = AGAINST_TENSE, 1.0
        elif scene.tense == "future":
            forward, back = 1.0, AGAINST_TENSE
        else:
            forward, back = LEAN, 1.0
        outside = self.lean is not None and self.lean != 0
        return self._nearest(scene.published, scene.published, forward, back, outside)

    def _nearest(
        self, start: date, end: date, forward: float, back: float, outside: bool = False
    ) -> int | None:
        """``outside``: "last March" in March means that of the year before."""
        best: tuple[float, int] | None = None
        for year in range(start.year - 4, end.year + 5):
            try:
                first, last = bounds(self._edtf(year))
            except ValueError:
                continue
            if first is None or last is None:
                continue
            if last < start:
                cost = (start - last).days * back
            elif first > end:
                cost = (first - end).days * forward
            else:
                cost = 1e9 if outside else 0.0
            if best is None or cost < best[0]:
                best = cost, year
        return best[1] if best else None

    def _edtf(self, year: int) -> str:
        if self.season:
            return f"{year:04}-{self.season}"
        if self.quarter:
            return f"{year:04}-{self.quarter * 3 - 2:02}/{year:04}-{self.quarter * 3:02}"
        if self.month is None:
            return f"{year:04}"
        day = f"-{self.day:02}" if self.day else ""
        return f"{year:04}-{self.month:02}{day}"

    def _value(self, year: str) -> str:
        if self.season:
            return f"{year}-{SEASONS[self.season]}"
        if self.quarter:
            return f"{year}-Q{self.quarter}"
        month = f"-{self.month:02}" if self.month else ""
        return year + month + (f"-{self.day:02}" if self.day else "")

    def _precision(self) -> TimePrecision:
        if self.season or self.quarter:
            return "season"
        return "day" if self.day else "month" if self.month else "year"


class Era(Reading, frozen=True):
    """A decade or a century, by its leading digits: "199", "19"; two digits of a decade ("the
    90s") stand for the last such decade before publication."""

    digits: str

    def resolve(self, scene: Scene) -> Found:
        edtf = self.digits + "X" * (4 - len(self.digits))
        return Found(type="DATE", value=self.digits, edtf=edtf, precision="year")


class Either(Reading, frozen=True):
    """A day of which only the year is sure: 03/02/2016."""

    year: int

    def resolve(self, scene: Scene) -> Found:
        return Found(
            type="DATE",
            value=f"{self.year:04}-XX-XX",
            edtf=f"{self.year:04}-XX-XX",
            precision="year",
        )


class Weekday(Reading, frozen=True):
    """A day of the week; ``lean`` as for Calendar, 0 for "this"; ``week``: weeks from that of
    publication ("Monday last week"); ``there``: from the date last named ("the next Monday")."""

    day: int
    lean: int | None = None
    week: int | None = None
    there: bool = False

    def resolve(self, scene: Scene) -> Found:
        base = base_of(scene, self.there)
        if base is None:
            return Found(type="DATE", value=f"XXXX-WXX-{self.day}")
        return on_day(self._pick(base, scene))

    def _pick(self, base: date, scene: Scene) -> date:
        if self.week is not None:
            monday = base - timedelta(days=base.weekday())
            return monday + timedelta(days=self.day - 1 + 7 * self.week)
        back = (base.isoweekday() - self.day) % 7
        forward = (self.day - base.isoweekday()) % 7
        if self.lean == -1:
            return base - timedelta(days=back or 7)
        if self.lean == 1:
            return base + timedelta(days=forward or 7)
        if scene.was_to and scene.tense == "future" and back <= JUST_GONE:
            return base - timedelta(days=back)
        if scene.tense == "future" or (self.lean == 0 and scene.tense not in ("past", "perfect")):
            return base + timedelta(days=forward)
        return base - timedelta(days=back)


class Shift(Reading, frozen=True):
    """A whole unit of the calendar so many from the present one: "last week", "the next day"."""

    unit: str
    by: int
    there: bool = False

    def resolve(self, scene: Scene) -> Found:
        base = base_of(scene, self.there)
        if base is None:
            return Found(type="DATE", value=unknown(self.unit), precision=PRECISION[self.unit])
        return unit_at(self.unit, base, self.by)


class Weekend(Reading, frozen=True):
    """ "The weekend": the one that has begun last, or is next where the verb looks ahead."""

    def resolve(self, scene: Scene) -> Found:
        base = scene.published
        if base is None:
            return Found(type="DATE", value=unknown("weekend"))
        ahead = scene.tense in ("future", "present") or base.weekday() >= 5
        return unit_at("weekend", base, 0 if ahead else -1)


class DayOf(Reading, frozen=True):
    """ "The 25th of this month"."""

    whole: Shift
    day: int

    def resolve(self, scene: Scene) -> Found:
        found = self.whole.resolve(scene)
        if found.edtf is None:
            return Found(type="DATE", value=f"XXXX-XX-{self.day:02}")
        year, month = (int(n) for n in found.edtf.split("-"))
        reading = readable(year=year, month=month, day=self.day)
        return reading.resolve(scene) if reading else found


class DayWord(Reading, frozen=True):
    """Today, yesterday, tomorrow; "overnight" is the night before publication (``night``)."""

    by: int
    night: bool = False

    def resolve(self, scene: Scene) -> Found:
        if scene.published is None:
            value = "XXXX-XX-XX" if self.by or self.night else "PRESENT_REF"
            return Found(type="TIME" if self.night else "DATE", value=value)
        day = scene.published + timedelta(days=self.by)
        if not self.night:
            return on_day(day)
        return Found(
            type="TIME", value=f"{day}TNI", edtf=interval(f"{day}", f"{day + timedelta(days=1)}")
        )


class Clock(Reading, frozen=True):
    """A time of day, on a day given or else the day last named, or that of publication."""

    hour: int
    minute: int | None = None
    zone: str = ""
    day: Reading | None = None

    def resolve(self, scene: Scene) -> Found:
        edtf = self.day.resolve(scene).edtf if self.day else scene.there
        start, end = bounds(edtf) if edtf else (None, None)
        if self.day is None and (start is None or start != end):
            start = end = scene.published
        if start is not None and start != end:
            start = None
        clock = f"T{self.hour:02}:{self.minute or 0:02}"
        precision: TimePrecision = "hour" if self.minute is None else "minute"
        if start is None:
            return Found(type="TIME", value=f"XXXX-XX-XX{clock}{self.zone}", precision=precision)
        return Found(
            type="TIME",
            value=f"{start}{clock}{self.zone}",
            edtf=f"{start}{clock}:00{self.zone}",
            precision=precision,
        )


def unit_at(unit: str, base: date, by: int) -> Found:
    """The whole calendar unit that lies ``by`` units from the one that holds ``base``."""
    if unit in ("day", "night"):
        found = on_day(base + timedelta(days=by))
        if unit == "day":
            return found
        return Found(type="TIME", value=f"{found.value}TNI", edtf=found.edtf)
    if unit in ("week", "fortnight", "weekend"):
        step = 14 if unit == "fortnight" else 7
        monday = base - timedelta(days=base.weekday()) + timedelta(days=step * by)
        if unit == "weekend":
            saturday = monday + timedelta(days=5)
            edtf = interval(f"{saturday}", f"{saturday + timedelta(days=1)}")
            return Found(type="DATE", value=week_value(f"{monday}") + "-WE", edtf=edtf)
        edtf = interval(f"{monday}", f"{monday + timedelta(days=step - 1)}")
        return Found(type="DATE", value=week_value(f"{monday}"), edtf=edtf, precision="week")
    if unit in ("hour", "minute", "second"):
        return Found(type="TIME", value=f"{base}", edtf=f"{base}", approximate=True)
    if unit == "month":
        edtf, _ = stepped(base, by, "month")
        return Found(type="DATE", value=edtf, edtf=edtf, precision="month")
    if unit == "quarter":
        year, quarter = divmod(base.year * 4 + (base.month - 1) // 3 + by, 4)
        return Calendar(year=year, quarter=quarter + 1).resolve(Scene())
    if unit == "decade":
        return Era(digits=f"{base.year // 10 + by:03}").resolve(Scene())
    if unit == "century":
        return Era(digits=f"{base.year // 100 + by:02}").resolve(Scene())
    return Calendar(year=base.year + by).resolve(Scene())


def readable(**fields: Any) -> Calendar | None:
    """A calendar date, or None where there is no such day."""
    reading = Calendar(**fields)
    if reading.month and reading.day and reading.day > month_days(
        reading.year or 2000, reading.month
    ):  # fmt: skip
        return None
    return reading
