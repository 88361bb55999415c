"""The dateline at the start of a report: place, day, agency, before a dash."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from sayso.acquire.dates import find_date
from sayso.core.types import Record

if TYPE_CHECKING:
    from sayso.knowledge.outlets import Furniture, Outlets

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = (
    rf"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? ?)?"
    rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}"
    rf"|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})(?:,? ?\d{{4}})?"
)
_CAPITAL = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’]*[A-ZÀ-Þ.]"
_TITLE = r"(?:[A-ZÀ-Þ][\w'’.]*|(?:al|el|an|ash|as|de|la|le|du|bin|of|the|sur|upon)(?=[ -]))"
_CAPS_PLACE = rf"{_CAPITAL}(?:[ /-]{_CAPITAL}){{0,5}}(?:, {_TITLE}(?: {_TITLE}){{0,3}})?"
_ANY_PLACE = rf"{_TITLE}(?:[ /-]{_TITLE}){{0,4}}(?:, {_TITLE}(?: {_TITLE}){{0,3}})?"
_DASH = r"(?: ?[-–—―]{1,2} |[–—―]{1,2} ?| ?-- ?)"
_LONGEST = 200
_OPENING = r"(?=[\"“‘'(\[]?[A-ZÀ-Þ0-9])"


class Dateline(Record):
    """How many characters the dateline takes up, and what it says. ``agency`` is an outlet's name
    as outlets.yaml gives it; ``published`` is EDTF, where the day has its year."""

    length: int
    agency: str | None = None
    published: str | None = None


def find_dateline(
    text: str, furniture: Furniture, outlets: Outlets, *, strict: bool
) -> Dateline | None:
    """The dateline of a paragraph (white space collapsed), or none.

    ``strict``: only with an agency or a day in it, for paragraphs that are not the first;
    "ALEPPO -" and "Beirut – " are datelines only where a report begins.
    """
    text = text[:_LONGEST]
    for pattern in _patterns(outlets.pattern):
        match = pattern.match(text)
        place = (match.groupdict().get("place") or "").lower() if match else ""
        found = _read(match, outlets) if match and place not in furniture.no_dateline else None
        if found:
            return found
    return None if strict else _bare(text, furniture)


@functools.cache
def _patterns(outlets: str) -> tuple[re.Pattern[str], ...]:
    # A bare agency's name is a word of its own: "SANAA" does not end in "AA".
    agency = rf"(?:\((?P<in>[^()]{{2,40}})\)|/(?P<slash>[^/]{{2,30}})/|(?<!\w)(?P<bare>{outlets}))"
    day = rf"(?:\(?(?P<day>{_DAY})\)?)"
    place = rf"(?:(?P<place>{_CAPS_PLACE}|{_ANY_PLACE})[,.]?)?"
    bodies = (
        rf"{place} ?{day}?[,.]? ?{agency}(?:,? ?{day.replace('?P<day>', '?P<day2>')})?",
        rf"{place} ?{day}",
        rf"(?P<day>{_DAY}),? (?:\()?(?P<place>{_ANY_PLACE})\)?(?: ?{agency})?",
    )
    # After "(Reuters)" or "/TASS/" a colon, a full stop or nothing may stand for the dash.
    ends = (_DASH, r"(?: ?: |(?<=[/)])[.,]? )[-–—―]? ?")
    return tuple(re.compile(rf"{body}{end}{_OPENING}") for body in bodies for end in ends)


def _read(match: re.Match[str], outlets: Outlets) -> Dateline | None:
    part = match.groupdict()
    name = part.get("in") or part.get("slash") or part.get("bare")
    outlet = None
    if name:
        for piece in re.split(r"[/,+&]| and ", name):
            outlet = outlet or outlets.named(piece.strip())
    day = part.get("day") or part.get("day2")
    if name and outlet is None:
        inside = find_date(name)
        if inside is None and not re.fullmatch(_DAY, name) and day is None:
            return None
        day = day or name
    if name is None and day is None:
        return None
    date = find_date(day) if day else None
    return Dateline(
        length=match.end(),
        agency=outlet.name if outlet else None,
        published=date.value if date else None,
    )


def _bare(text: str, furniture: Furniture) -> Dateline | None:
    """A place alone: in capitals before a dash or a colon, or as it is written before a dash."""
    match = re.match(rf"(?P<place>{_CAPS_PLACE})(?:{_DASH}|: ){_OPENING}", text)
    if match is None:
        match = re.match(rf"(?P<place>{_ANY_PLACE})(?: [-–—―]{{1,2}} |[–—―] ?){_OPENING}", text)
        # A second dash soon after makes a parenthesis of it: "Turkey - Russia's rival - said".
        if match and re.search(r" [-–—―]{1,2} |[—―]", text[match.end() : match.end() + 150]):
            return None
    if match is None or match["place"].rstrip(".").lower() in furniture.no_dateline:
        return None
    return Dateline(length=match.end())
