"""What a time is read against, what it comes to, and steps through the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from sayso.core.edtf import bounds, interval
from sayso.core.types import Record, TimePrecision

PRECISION: Mapping[str, TimePrecision] = {
    "second": "minute", "minute": "minute", "hour": "hour", "day": "day", "night": "day",
    "weekend": "day", "week": "week", "fortnight": "week", "month": "month", "quarter": "season",
    "season": "season", "year": "year", "decade": "year", "century": "year",
}  # fmt: skip
# Letter and multiple of each unit in a TIMEX3 duration.
CODES = {
    "second": ("TS", 1), "minute": ("TM", 1), "hour": ("TH", 1), "day": ("D", 1),
    "night": ("D", 1), "weekend": ("D", 2), "week": ("W", 1), "fortnight": ("W", 2),
    "month": ("M", 1), "quarter": ("M", 3), "year": ("Y", 1), "decade": ("Y", 10),
    "century": ("Y", 100),
}  # fmt: skip


class Scene(Record, frozen=True):
    """What a time is read against. ``published``: the day, where known; ``year``: the year of
    publication where no more is known. ``tense`` of the governing verb: past, perfect, present,
    future or "". ``there``: the EDTF date last named, for "the next day"; ``told``: the date last
    named with its year close by, for a date without one; ``begun``: the date last named in the same
    sentence, from which an "until" counts; ``was_to``: the verb looks ahead from a time told of as
    past ("was to meet"), so that a day may be still to come or just gone."""

    published: date | None = None
    year: int | None = None
    tense: str = ""
    there: str | None = None
    told: str | None = None
    begun: str | None = None
    was_to: bool = False


class Found(Record, frozen=True):
    """A resolved time: TIMEX3 type and value, the EDTF interval (None if unresolved)."""

    type: str
    value: str
    edtf: str | None = None
    precision: TimePrecision = "day"
    approximate: bool = False


class Reading(Record, frozen=True):
    """Base of the readings."""

    def resolve(self, scene: Scene) -> Found:
        """The days meant, against a scene."""
        raise NotImplementedError


def stepped(base: date, count: float, unit: str) -> tuple[str, TimePrecision]:
    """``base`` moved by ``count`` units, at the grain of the unit. Raises ValueError or
    OverflowError outside years 1 to 9999."""
    letter, multiple = CODES[unit]
    amount = count * multiple
    if letter == "Y" and amount == int(amount):
        date(base.year + int(amount), 1, 1)
        return f"{base.year + int(amount):04}", "year"
    if letter in ("Y", "M"):
        months = amount * (12 if letter == "Y" else 1)
        year, month = divmod(base.year * 12 + base.month - 1 + round(months), 12)
        date(year, month + 1, 1)
        return f"{year:04}-{month + 1:02}", "month"
    if letter == "W":
        return f"{base + timedelta(days=round(7 * amount))}", "week"
    if letter == "D":
        return f"{base + timedelta(days=round(amount))}", "day"
    hours = amount / {"H": 1, "M": 60, "S": 3600}[letter[1]]
    return f"{base + timedelta(days=round(hours / 24))}", "day"


def base_of(scene: Scene, there: bool) -> date | None:
    if there:
        # A day, not a whole month or year, is what "the next day" follows; "the next year" may
        # follow any.
        return bounds(scene.there)[0] if scene.there else None
    return scene.published


def on_day(day: date) -> Found:
    return Found(type="DATE", value=f"{day}", edtf=f"{day}")


def changed(found: Found, edtf: str, precision: TimePrecision) -> Found:
    return Found(
        type=found.type, value=found.value, edtf=edtf, precision=precision,
        approximate=found.approximate,
    )  # fmt: skip


def week_of(day: str) -> str:
    monday = date.fromisoformat(day)
    monday -= timedelta(days=monday.weekday())
    return interval(f"{monday}", f"{monday + timedelta(days=6)}")


def week_value(day: str) -> str:
    year, week, _ = date.fromisoformat(day).isocalendar()
    return f"{year:04}-W{week:02}"


def unknown(unit: str) -> str:
    return {"year": "XXXX", "decade": "XXX", "century": "XX", "month": "XXXX-XX",
            "quarter": "XXXX-QX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE"}.get(
        unit, "XXXX-XX-XX"
    )  # fmt: skip
