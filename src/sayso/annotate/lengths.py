"""Readings of lengths of time, of sets of times, and of "now" and "recently"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sayso.annotate.calendar import (
    CODES,
    PRECISION,
    Found,
    Reading,
    Scene,
    base_of,
    stepped,
    unknown,
    week_of,
    week_value,
)  # fmt: skip
from sayso.core.edtf import bounds, interval, marked
from sayso.core.types import TimePrecision


class Duration(Reading, frozen=True):
    """A length of time; ``count`` None for "weeks", ``vague`` for "several weeks"."""

    count: float | None
    unit: str
    vague: bool = False
    about: bool = False

    @property
    def value(self) -> str:
        """Its TIMEX3 value: P3Y, PT2H, PXW."""
        letter, multiple = CODES[self.unit]
        count = "X" if self.count is None or self.vague else f"{self.count * multiple:g}"
        return f"PT{count}{letter[1]}" if letter[0] == "T" else f"P{count}{letter}"

    def resolve(self, scene: Scene) -> Found:
        return Found(type="DURATION", value=self.value, precision=PRECISION[self.unit])


class Offset(Reading, frozen=True):
    """A length of time before (``by`` -1) or after (1) publication, the date last named
    (``there``) or a date given (``origin``)."""

    length: Duration
    by: int
    there: bool = False
    origin: Reading | None = None

    def resolve(self, scene: Scene) -> Found:
        base = base_of(scene, self.there)
        if self.origin is not None:
            edtf = self.origin.resolve(scene).edtf
            base = bounds(edtf)[0] if edtf else None
        length = self.length
        kind = "TIME" if length.unit in ("hour", "minute", "second") else "DATE"
        if base is None or length.count is None or length.vague:
            return self._vaguely(base, kind)
        if length.unit in ("hour", "minute", "second"):
            days = round(length.count / {"hour": 24, "minute": 1440, "second": 86400}[length.unit])
            day = base + timedelta(days=self.by * days)
            return Found(type=kind, value=f"{day}", edtf=f"{day}", approximate=True)
        edtf, precision = stepped(base, length.count * self.by, length.unit)
        approximate = precision != "day" or length.about
        if precision == "week":
            return Found(type=kind, value=week_value(edtf), edtf=week_of(edtf), precision="week",
                         approximate=True)  # fmt: skip
        return Found(type=kind, value=edtf, edtf=edtf, precision=precision, approximate=approximate)

    def _vaguely(self, base: date | None, kind: str) -> Found:
        value = "PAST_REF" if self.by < 0 else "FUTURE_REF"
        if self.there or self.origin:
            value = unknown(self.length.unit)
        if base is None:
            return Found(type=kind, value=value, precision=PRECISION[self.length.unit])
        edtf = interval("..", f"{base}") if self.by < 0 else interval(f"{base}", "..")
        return Found(type=kind, value=value, edtf=edtf, precision="open")


class Window(Reading, frozen=True):
    """The time up to (``by`` -1) or from (1) publication: "the past 24 hours", "recent weeks"."""

    length: Duration
    by: int
    vague_days: int

    def resolve(self, scene: Scene) -> Found:
        found = Found(
            type="DURATION", value=self.length.value, precision=PRECISION[self.length.unit]
        )
        if scene.published is None:
            return found
        return Found(
            type="DURATION",
            value=self.length.value,
            edtf=reach(self.length, scene.published, self.by, self.vague_days),
            precision=found.precision,
        )


class Every(Reading, frozen=True):
    """A set of times: "every day", "on Fridays"."""

    value: str

    def resolve(self, scene: Scene) -> Found:
        return Found(type="SET", value=self.value)


class Reference(Reading, frozen=True):
    """Now, recently, soon: PRESENT_REF, PAST_REF, FUTURE_REF."""

    value: str

    def resolve(self, scene: Scene) -> Found:
        day = scene.published
        if day is None:
            return Found(type="DATE", value=self.value, precision="open")
        edtf = {"PRESENT_REF": f"{day}", "PAST_REF": f"../{day}", "FUTURE_REF": f"{day}/.."}
        precision: TimePrecision = "day" if self.value == "PRESENT_REF" else "open"
        return Found(type="DATE", value=self.value, edtf=edtf[self.value], precision=precision)


def reach(length: Duration, day: date, by: int, vague_days: int) -> str:
    """The EDTF interval of a length of time that ends on (``by`` -1) or starts on (1) a day. The
    far end is approximate where the length is coarser than days."""
    if length.count is None or length.vague:
        far = marked(f"{day + timedelta(days=by * vague_days)}", "~")
    else:
        far, precision = stepped(day, by * length.count, length.unit)
        if precision != "day" or length.about:
            far = marked(far, "~")
    return interval(far, f"{day}") if by < 0 else interval(f"{day}", far)


def read_duration(value: str) -> Duration | None:
    """A TIMEX3 duration of one unit (P3Y, PT2H, PXW) → Duration; None for any other value."""
    match = re.fullmatch(r"P(T?)(\d+(?:\.\d+)?|X)([YMWDHS])", value)
    if match is None:
        return None
    letter = ("T" if match[1] else "") + match[3]
    names = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute",
             "TS": "second"}  # fmt: skip
    if letter not in names:
        return None
    count = None if match[2] == "X" else float(match[2])
    return Duration(count=count, unit=names[letter])
