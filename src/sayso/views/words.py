"""Parts of a claim in words that a person reads at a glance."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.core.types import Claim, Mention, Place, Quantity, Source, When

# What turns the reading order of a line around, or hides in it. Joiners are left: Persian and
# Hindi are spelt with them.
_HIDDEN = frozenset("\u200b\u200e\u200f\u061c\u2060\ufeff\u2028\u2029") | frozenset(
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
)
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_MONTHS = {
    "01": "January", "02": "February", "03": "March", "04": "April", "05": "May", "06": "June",
    "07": "July", "08": "August", "09": "September", "10": "October", "11": "November",
    "12": "December",
}  # fmt: skip
_PHASES = {"begin": "begin ", "continue": "go on with ", "end": "stop "}
_RELATIONS = {"at": "", "in part": "part of ", "near": "near ", "toward": "toward "}
_MANNERS = {
    "quote": "in quotation", "paraphrase": "", "hearsay": "from hearsay",
    "document": "in a document", "own observation": "from own observation",
}  # fmt: skip


def visible(text: str) -> str:
    """A text on one line: white space collapsed, control and direction characters spelt out."""
    line = re.sub(r"[ \t\r\n\x0b\x0c\x85\xa0]+", " ", text).strip()
    return "".join(_escaped(c) if _is_hidden(c) else c for c in line)


def _is_hidden(character: str) -> bool:
    return character in _HIDDEN or unicodedata.category(character) in ("Cc", "Cs")


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def party(mention: Mention) -> str:
    """A party's name; in brackets where the clause does not name it."""
    name = mention.name or mention.text or "somebody"
    shown = visible(name)
    if mention.anonymous and mention.id is None and not mention.inferred:
        shown = f"{shown} (unnamed)" if mention.name else f"“{shown}”"
    return f"[{shown}]" if mention.inferred else shown


def parties(mentions: Sequence[Mention]) -> str:
    """Several parties, each once."""
    return "; ".join(dict.fromkeys(party(m) for m in mentions))


def act(claim: Claim) -> str:
    """The predicate, with the phase: "stop bombard"."""
    return _PHASES.get(claim.phase or "", "") + visible(claim.predicate.replace("_", " "))


def place(found: Place) -> str:
    """A place: relation, name, division and country; in brackets where inferred."""
    name = visible(found.name or found.text or "?")
    relation = _RELATIONS.get(found.relation, f"{found.relation} ")
    if found.extent == "part" and not relation:
        relation = "part of "
    if found.relation == "in" and found.precision != "country":
        relation = "in "
    around = [visible(p) for p in (found.admin1, found.country) if p and visible(p) != name]
    if found.precision == "country":
        around = []
    shown = relation + ", ".join([name, *around])
    return f"[{shown}]" if found.inferred else shown


def places(found: Sequence[Place]) -> str:
    """Several places, each once."""
    return "; ".join(dict.fromkeys(place(p) for p in found))


def when(found: When) -> str:
    """A time: EDTF and the report's words, or where it came from."""
    shown = day(found.edtf) if found.edtf else "no day"
    if found.text:
        return f"{shown} “{visible(found.text)}”"
    return f"[{shown}]" + (f" ({visible(found.from_)})" if found.from_ else "")


def day(edtf: str) -> str:
    """An EDTF date or interval in words: "by 2016-02-04", "about 2013 to 2016-02-03"."""
    start, slash, end = edtf.partition("/")
    if not slash:
        return _point(start)
    if start in ("", ".."):
        return f"by {_point(end)}" if start else f"until {_point(end)}"
    if end in ("", ".."):
        return f"from {_point(start)}" + (" on" if end else "")
    return f"{_point(start)} to {_point(end)}"


def moment(edtf: str) -> str:
    """One day that is only known to lie in an interval: "between 2016-02-07 and 2016-02-08"."""
    start, slash, end = edtf.partition("/")
    if not slash or start in ("", "..") or end in ("", ".."):
        return day(edtf)
    return f"between {_point(start)} and {_point(end)}"


def days(start: str | None, end: str | None) -> str:
    """From when to when a state lasts, in words; EDTF, none where nobody tells."""
    if end in (None, ".."):
        return f"since {moment(start)}" if start else "since a day not told"
    last = moment(end or "")
    return f"{moment(start)} – {last}" if start else f"until {last}"


def _point(edtf: str) -> str:
    marks = {"?": "perhaps ", "~": "about ", "%": "perhaps about "}
    return marks.get(edtf[-1:], "") + _date(edtf.rstrip("?~%"))


def _date(edtf: str) -> str:
    """Days stay ISO; what is coarser is told in words, so that no season looks like a month."""
    year, *rest = edtf.split("-", 2)
    if rest in ([], ["XX"], ["XX", "XX"]) and year[:3].isdigit() and year.endswith("X"):
        return f"the {year[:3]}0s"
    if rest in (["XX"], ["XX", "XX"]):
        return f"some day of {visible(year)}"
    if rest and rest[0] in _SEASONS:
        return f"{_SEASONS[rest[0]]} {visible(year)}"
    if rest and rest[0] in _MONTHS and rest[1:] in ([], ["XX"]):
        of = "some day of " if rest[1:] else ""
        return f"{of}{_MONTHS[rest[0]]} {visible(year)}"
    return visible(edtf)


def quantity(found: Quantity) -> str:
    """A figure: "at most 400,000 civilians", "50–60 killed"."""
    what = visible(found.what or found.unit or "")
    low, best, high = (_number(n) for n in (found.low, found.best, found.high))
    if low and high:
        amount = low if low == high else f"{low}–{high}"
        if best and low != high:
            amount += f" (best {best})"
    elif best:
        amount = best
        amount += f" (at least {low})" if low else f" (at most {high})" if high else ""
    elif low or high:
        amount = f"at least {low}" if low else f"at most {high}"
    else:
        return f"“{visible(found.text)}”" if found.text else what
    return f"{amount} {what}".strip()


def _number(value: float | int | None) -> str | None:
    if value is None:
        return None
    return f"{value:,}" if isinstance(value, int) else f"{value:,g}"


def source(link: Source, claim: Claim) -> str:
    """One link of a claim's chain: name, body, act, and what else is known of the saying."""
    name = visible(link.name)
    if link.anonymous:
        name += " (unnamed)"
    if link.of and link.of.name and link.of.name != link.name:
        name += f" for {visible(link.of.name)}"
    if link.affiliations:
        name += f" (tied to {', '.join(visible(a) for a in link.affiliations)})"
    details: list[str] = [link.act]
    if link.stance.polarity != claim.polarity and link.act not in ("denied", "refused"):
        details.append("says it is so" if claim.polarity == "negative" else "says it is NOT so")
    if link.stance.certainty not in ("certain", claim.certainty):
        details.append(link.stance.certainty)
    if _MANNERS[link.manner]:
        details.append(_MANNERS[link.manner])
    if link.said_at:
        where = place(link.said_at)
        details.append(where if where.startswith(("in ", "[")) else f"in {where}")
    if link.said:
        details.append(day(link.said.edtf) if link.said.edtf else visible(link.said.text or ""))
    if link.addressee:
        details.append(f"to {party(link.addressee)}")
    return f"{name}: {', '.join(details)}"


def chain(claim: Claim) -> str:
    """On whose say-so, outermost first; the outlet's own voice where the chain is empty."""
    if not claim.sources:
        return f"own voice of {visible(claim.report.outlet or 'the outlet')}"
    return "  ▸  ".join(source(link, claim) for link in claim.sources)


def ties(claim: Claim, numbers: Mapping[str, int]) -> str:
    """How the claim hangs together with others of its report, by their numbers."""
    found = []
    if claim.within:
        found.append(f"part of {_number_of(claim.within, numbers)}")
    if claim.repeats:
        found.append(f"repeats {_number_of(claim.repeats, numbers)}")
    if claim.cause:
        causes = (claim.cause,) if isinstance(claim.cause, str) else claim.cause
        found.append("follows from " + ", ".join(_number_of(c, numbers) for c in causes))
    return " · ".join(found)


def _number_of(claim: str, numbers: Mapping[str, int]) -> str:
    return f"#{numbers[claim]}" if claim in numbers else visible(claim)
