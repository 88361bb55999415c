"""Readings of parts of a time: "late January", "earlier this month", "Wednesday night"."""

from __future__ import annotations

from datetime import timedelta

from sayso.annotate.calendar import Found, Reading, Scene, changed, week_of, week_value
from sayso.core.edtf import bounds, interval, month_days


class Part(Reading, frozen=True):
    """The early, middle or late part of a date."""

    part: str
    whole: Reading

    def resolve(self, scene: Scene) -> Found:
        found = self.whole.resolve(scene)
        if found.edtf is None:
            return found
        start, end = bounds(found.edtf)
        if start is None or end is None or start == end:
            return found
        index = ("early", "mid", "late").index(self.part)
        if found.precision == "month":
            first, last = ((1, 10), (11, 20), (21, month_days(start.year, start.month)))[index]
            edtf = f"{start.replace(day=first)}/{start.replace(day=last)}"
            return changed(found, edtf, "day")
        if found.precision == "year" and start.year == end.year:
            first, last = ((1, 4), (5, 8), (9, 12))[index]
            return changed(found, f"{start.year:04}-{first:02}/{start.year:04}-{last:02}", "month")
        third = ((end - start).days + 1) // 3
        first_day = start + timedelta(days=third * index)
        last_day = end if index == 2 else first_day + timedelta(days=max(third - 1, 0))
        if found.precision == "year":
            return changed(found, f"{first_day.year:04}/{last_day.year:04}", "year")
        return changed(found, interval(f"{first_day}", f"{last_day}"), "day")


class Sofar(Reading, frozen=True):
    """The part of a present period before (``by`` -1) or after (1) publication: "earlier this
    month"."""

    whole: Reading
    by: int

    def resolve(self, scene: Scene) -> Found:
        found = self.whole.resolve(scene)
        if found.edtf is None or scene.published is None:
            return found
        start, end = bounds(found.edtf)
        if start is None or end is None or not start < scene.published < end:
            return found
        if self.by < 0:
            return changed(found, interval(f"{start}", f"{scene.published}"), found.precision)
        return changed(found, interval(f"{scene.published}", f"{end}"), found.precision)


class Half(Reading, frozen=True):
    """The first or second half of a year, a month or a decade."""

    number: int
    whole: Reading

    def resolve(self, scene: Scene) -> Found:
        found = self.whole.resolve(scene)
        if found.edtf is None:
            return found
        start, end = bounds(found.edtf)
        if start is None or end is None:
            return found
        if found.precision == "year" and start.year == end.year:
            months = ("01", "06") if self.number == 1 else ("07", "12")
            edtf = f"{start.year:04}-{months[0]}/{start.year:04}-{months[1]}"
            return Found(
                type="DATE", value=f"{found.value}-H{self.number}", edtf=edtf, precision="month"
            )
        middle = start + (end - start) / 2
        if self.number == 1:
            return changed(found, interval(f"{start}", f"{middle}"), found.precision)
        return changed(found, interval(f"{middle + timedelta(days=1)}", f"{end}"), found.precision)


class WeekOf(Reading, frozen=True):
    """A week by a day in it, or the n-th week of a month (days 1-7, 8-14 and so on; -1 the last
    seven days)."""

    whole: Reading
    number: int | None = None

    def resolve(self, scene: Scene) -> Found:
        found = self.whole.resolve(scene)
        start, end = bounds(found.edtf) if found.edtf else (None, None)
        if start is None or end is None:
            return Found(type="DATE", value="XXXX-WXX", precision="week")
        if self.number is None:
            return Found(type="DATE", value=week_value(f"{start}"), edtf=week_of(f"{start}"),
                         precision="week")  # fmt: skip
        first = start + timedelta(days=7 * (self.number - 1))
        if self.number == -1:
            first = end - timedelta(days=6)
        if first > end:
            return found
        last = min(first + timedelta(days=6), end)
        return Found(
            type="DATE",
            value=week_value(f"{first}"),
            edtf=interval(f"{first}", f"{last}"),
            precision="week",
        )


class PartOfDay(Reading, frozen=True):
    """Wednesday night, the morning of 3 February."""

    whole: Reading
    part: str

    def resolve(self, scene: Scene) -> Found:
        found = self.whole.resolve(scene)
        return Found(
            type="TIME",
            value=found.value if "T" in found.value else f"{found.value}T{self.part}",
            edtf=found.edtf,
            precision=found.precision,
            approximate=found.approximate,
        )
