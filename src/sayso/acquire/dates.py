"""Publication dates as pages print them → EDTF (ISO 8601-2 level 1)."""

from __future__ import annotations

import datetime
import re

from sayso.core import edtf
from sayso.core.types import Record

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MONTH = r"(?P<{}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?" \
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"  # fmt: skip
_DAY = r"(?P<{}>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?P<{}>(?:19|20)\d\d)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_ISO = r"(?P<y0>(?:19|20)\d\d)[-/.](?P<m0>0?[1-9]|1[0-2])[-/.](?P<d0>0?[1-9]|[12]\d|3[01])"
_NUMERIC = r"(?P<a>\d{1,2})[./-](?P<b>\d{1,2})[./-](?P<y3>(?:19|20)\d\d)"
_DATE = re.compile(
    rf"(?<![\w/.-])(?:{_ISO}"
    rf"|{_WEEKDAY}{_DAY.format('d1')}[ -](?:of )?{_MONTH.format('m1')},?[ -]{_YEAR.format('y1')}"
    rf"|{_WEEKDAY}{_MONTH.format('m2')}[ -]{_DAY.format('d2')}(?:,| ,)?[ -]{_YEAR.format('y2')}"
    rf"|{_NUMERIC})(?![\d/])",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"[T ]?(?<![\d:])(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)"
    r"(?::(?P<second>[0-5]\d)(?:\.\d+)?)?"
    r" ?(?P<half>[ap]\.?m\b\.?)?"
    r" ?(?:\(?(?P<zone>Z|UTC|GMT)\b ?(?P<shift>[+-]\d{1,2}(?::?\d\d)?)?\)?"
    r"|(?P<offset>[+-]\d\d(?::?\d\d)?))?",
    re.IGNORECASE,
)


class FoundDate(Record):
    """A date in a line: EDTF (null where day and month cannot be told apart) and the characters
    it takes up, with its time of day where there is one."""

    value: str | None
    start: int
    end: int


def find_date(line: str) -> FoundDate | None:
    """The first full date (day, month, year) in a line, or none.

    A time of day is kept where its zone is known (UTC, GMT or an offset); "04/02/2016" is found
    but has no value, since half the world reads it as April.
    """
    match = _DATE.search(line)
    if match is None:
        return None
    day = _day(match)
    after = _TIME.match(line, match.end()) or _TIME.match(line, _skip(line, match.end()))
    before = None if after else _time_before(line, match.start())
    time = after or before
    start = before.start() if before else match.start()
    end = after.end() if after else match.end()
    clock = _clock(time) if time and day else None
    value = f"{day}{clock}" if day and clock else day
    return FoundDate(value=value, start=start, end=end)


def read_published(value: str) -> str | None:
    """A date as a person or a corpus gives it → EDTF, or none where it is not one.

    Takes EDTF (2016, 2016-02, 2016-02-04, with ?, ~ or %), ISO 8601 with a time, and dates in
    English words ("4 February 2016").
    """
    value = " ".join(value.split())
    try:
        edtf.read(value)
    except ValueError:
        pass
    else:
        return value
    found = find_date(value)
    if found is None or found.start > 0:
        return None
    rest = value[found.end :].strip(" .,()")
    return found.value if not rest or re.fullmatch(r"[A-Za-z]{1,5}", rest) else None


def date_in_url(url: str) -> str | None:
    """The day that many outlets put into an address: ``/2016/02/04/`` or ``/2016-02-04``."""
    match = re.search(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?!\d)", url)
    day = "-".join(match.groups()) if match else ""
    return day if day and read_published(day) else None


def _day(match: re.Match[str]) -> str | None:
    part = match.groupdict()
    if part["y0"]:
        numbers = (int(part["y0"]), int(part["m0"]), int(part["d0"]))
    elif part["m1"]:
        numbers = (int(part["y1"]), _month(part["m1"]), int(part["d1"]))
    elif part["m2"]:
        numbers = (int(part["y2"]), _month(part["m2"]), int(part["d2"]))
    else:
        a, b = int(part["a"]), int(part["b"])
        if a <= 12 and b <= 12 and a != b:
            return None
        numbers = (int(part["y3"]), min(a, b) if a != b else a, max(a, b))
    try:
        return datetime.date(*numbers).isoformat()
    except ValueError:
        return None


def _month(name: str) -> int:
    return next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(name.lower()[:3]))


def _clock(match: re.Match[str]) -> str | None:
    part = match.groupdict()
    zone = part["shift"] or part["offset"] or part["zone"]
    if not zone:
        return None
    hour = int(part["hour"])
    if part["half"]:
        hour = hour % 12 + (12 if part["half"][0] in "pP" else 0)
    digits = re.sub(r"\D", "", zone)
    if not digits:
        suffix = "Z"
    else:
        digits = digits.zfill(2) if len(digits) < 3 else digits.zfill(4)
        suffix = f"{zone[0]}{digits[:2]}:{digits[2:] or '00'}"
    return f"T{hour:02}:{part['minute']}:{part['second'] or '00'}{suffix}"


def _skip(line: str, index: int) -> int:
    match = re.compile(r"[ ,|–—-]*(?:at )?").match(line, index)
    return match.end() if match else index


def _time_before(line: str, index: int) -> re.Match[str] | None:
    for match in _TIME.finditer(line, 0, index):
        rest = line[match.end() : index].strip(" ,|–—-").lower()
        if rest in ("", "on") or re.fullmatch(r"[a-z]{2,4}[ ,]*(on)?", rest):
            return match
    return None
