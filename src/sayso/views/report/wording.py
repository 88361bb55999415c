"""Words of the report: names, dates, deeds and sentences, from words.yaml and deeds.yaml."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sayso.core.edtf import bounds
from sayso.core.report import Piece
from sayso.core.types import Record
from sayso.knowledge.yaml_files import read_yaml
from sayso.views.naming import is_many
from sayso.views.words import visible

FOLDER = Path(__file__).parent
Pieces = tuple[Piece, ...]
NBSP = "\u00a0"
_PART = re.compile(r"\{(\w+)(?:\?([^|{}]*)\|([^{}]*))?\}|([^{}\[\]]+)|([\[\]])")
_SLOT = re.compile(r"<([^<>|]*)([*@&])([^<>|]*)(?:\|([^<>]*))?>|<([*@&])\|([^<>]*)>")


class Said(Record, frozen=True):
    """Words to put into a sentence; ``many``: they are of several."""

    pieces: Pieces
    many: bool = False


Value = Said | str | int | None


@functools.cache
def words() -> dict[str, Any]:
    """The sentences and word lists."""
    found: dict[str, Any] = read_yaml(FOLDER / "words.yaml")
    return found


@functools.cache
def deeds() -> dict[str, tuple[str, str]]:
    """Predicate → the deed and the thing it is."""
    found = read_yaml(FOLDER / "deeds.yaml")
    return {name: _two(text) for name, text in found.items()}


def _two(text: str) -> tuple[str, str]:
    deed, _, thing = text.partition(" / ")
    return deed, thing


def entry(path: str) -> Any:
    """What stands in words.yaml under "control.cell.whole"."""
    found: Any = words()
    for name in path.split("."):
        found = found[name]
    return found


def say(path: str, **values: Value) -> Said:
    """The sentence at a path, filled in."""
    return fill(str(entry(path)), **values)


def fill(template: str, **values: Value) -> Said:
    """A template with its values; a part in brackets is left out where one of its values is."""
    # Each open bracket has its pieces so far, and whether it is still to be shown.
    stack: list[tuple[list[Piece], bool]] = [([], True)]
    for name, one, many, text, bracket in _PART.findall(template):
        if bracket == "[":
            stack.append(([], True))
        elif bracket == "]":
            inner, shown = stack.pop()
            if shown:
                stack[-1][0].extend(inner)
        elif text:
            stack[-1][0].append(Piece(text=text))
        else:
            value = values.get(name)
            if value is None or value == "":
                stack[-1] = (stack[-1][0], False)
                continue
            said = value if isinstance(value, Said) else Said(pieces=(Piece(text=str(value)),))
            if one or many:
                stack[-1][0].append(Piece(text=many if said.many else one))
            else:
                stack[-1][0].extend(said.pieces)
    return Said(pieces=joined(stack[0][0]))


def joined(pieces: Iterable[Piece]) -> Pieces:
    """The same with neighbouring stretches of our own words made one."""
    found: list[Piece] = []
    for piece in pieces:
        if found and piece.kind == found[-1].kind == "text":
            found[-1] = Piece(text=found[-1].text + piece.text)
        elif piece.text:
            found.append(piece)
    return tuple(found)


def text(value: str) -> Said:
    """Our own words."""
    return Said(pieces=(Piece(text=value),) if value else ())


def quote(value: str) -> Said:
    """Words of a report."""
    return Said(pieces=(Piece(text=value, kind="quote"),))


def together(*parts: Said | str) -> Said:
    """Words one after another."""
    whole = [p for part in parts for p in (text(part) if isinstance(part, str) else part).pieces]
    return Said(pieces=joined(whole))


def listed(values: Sequence[Said], last: str = " and ") -> Said | None:
    """ "A, B and C"; nothing of nothing."""
    if not values:
        return None
    pieces: list[Piece] = []
    for number, value in enumerate(values):
        if number:
            pieces.append(Piece(text=last if number == len(values) - 1 else ", "))
        pieces.extend(value.pieces)
    return Said(pieces=joined(pieces), many=len(values) > 1 or values[0].many)


def sentence(said: Said, end: str = ".") -> Pieces:
    """Begun with a capital letter and ended."""
    pieces = list(said.pieces)
    if pieces and pieces[0].kind != "quote":
        first = pieces[0]
        pieces[0] = Piece(text=first.text[:1].upper() + first.text[1:], kind=first.kind)
    if end and pieces and plain(pieces)[-1:] not in (".", "!", "?"):
        pieces.append(Piece(text=end))
    return joined(pieces)


def plain(pieces: Iterable[Piece]) -> str:
    """As text, what is quoted in quotation marks."""
    return "".join(f"“{p.text}”" if p.kind == "quote" else p.text for p in pieces)


def named(name: str, many: bool = False) -> Said:
    """A name as it is."""
    return Said(pieces=(Piece(text=visible(name), kind="name"),), many=many)


def with_article(name: str) -> Said:
    """A party's or road's name, with "the" where English has it: "the Syrian Arab Army"."""
    name = visible(name)
    first, _, rest = name.partition(" ")
    if first.casefold() in ("the", "a", "an") and rest:
        said = with_article(rest)
        article = first.casefold()
        return said if said.pieces[0].text == f"{article} " else _after(f"{article} ", rest, name)
    many = is_many(name)
    head = re.split(r"\s+(?:of|for|in|from|on|to|at|with)\s|[,(]", name)[0].split()[-1:]
    word = head[0] if head else ""
    heads = words()["the"].split()
    small = name[:1].islower()
    fits = word.casefold() in heads and (
        not many or word[:1].isupper() or word.casefold() in words()["the_many"]
    )
    if any(name.startswith(x) for x in words()["the_always"]) or fits or (small and not many):
        return _after("the ", name, name)
    return Said(pieces=(Piece(text=name, kind="name"),), many=many)


def _after(article: str, name: str, whole: str) -> Said:
    return Said(pieces=(Piece(text=article), Piece(text=name, kind="name")), many=is_many(whole))


def possessive(said: Said) -> Said | None:
    """ "World Wire’s"; none where the name is too long for it."""
    name = plain(said.pieces)
    if len(name) > 30 or re.search(r"’|'|\b(?:of|for|in|from)\b", name):
        return None
    many = said.many or any(name.endswith(x) for x in words()["the_always"])
    return together(said, "’" if many and name.endswith("s") else "’s")


# Deeds


def deed(predicate: str, phase: str | None, negative: bool, what: Said | None,
         where: Said | None) -> Said:  # fmt: skip
    """What is to be done, as after "to": "stop bombarding civilians", "not withdraw"."""
    body, place_used = _slots(_forms(predicate)[0], what, where)
    if phase in words()["phases"]:
        body = fill(words()["phases"][phase], doing=_doing(body))
    if where is not None and not place_used:
        body = together(body, " in ", where)
    return fill(words()["not"], deed=body) if negative else body


def thing(predicate: str, phase: str | None, negative: bool, what: Said | None,
          where: Said | None) -> Said:  # fmt: skip
    """The same as a thing: "an end to the bombardment of civilians"."""
    body, place_used = _slots(_forms(predicate)[1], what, where)
    if phase in words()["things"]:
        body = fill(words()["things"][phase], thing=body)
    if where is not None and not place_used:
        body = together(body, " in ", where)
    return fill(words()["not_thing"], deed=body) if negative else body


def _forms(predicate: str) -> tuple[str, str]:
    plain_ = predicate.replace("_", " ")
    return deeds().get(predicate, (f"{plain_}< *>", f"{plain_}< *>"))


def _slots(form: str, what: Said | None, where: Said | None) -> tuple[Said, bool]:
    """A form with whom it is done to and where; whether it had room for the place."""
    parts: list[Said | str] = []
    at, place_used = 0, False
    for match in _SLOT.finditer(form):
        parts.append(form[at : match.start()])
        at = match.end()
        before, mark, after, default = match[1] or "", match[2], match[3] or "", match[4]
        if mark is None:
            mark, default = match[5], match[6]
        in_place = mark == "@" or (mark == "&" and what is None)
        value = where if in_place else what
        place_used = place_used or in_place
        if value is not None:
            parts += [before, value, after]
        elif default:
            parts.append(before + default.strip())
    parts.append(form[at:])
    return together(*parts), place_used


def _doing(body: Said) -> Said:
    """The first word with -ing: "lifting the siege"."""
    first = body.pieces[0]
    verb, blank, rest = first.text.partition(" ")
    if verb == "be":
        verb = "being"
    elif verb.endswith("ie"):
        verb = verb[:-2] + "ying"
    elif verb.endswith("e") and not verb.endswith(("ee", "oe")):
        verb = verb[:-1] + "ing"
    elif verb in words()["doubled"]:
        verb += verb[-1] + "ing"
    else:
        verb += "ing"
    return Said(pieces=(Piece(text=verb + blank + rest), *body.pieces[1:]))


# Dates


def day(edtf: str, year: str) -> str:
    """A date or interval in words: "3 February", with the year where it is not ``year``."""
    start, slash, end = edtf.partition("/")
    if not slash:
        return _point(start, year)
    if start in ("", ".."):
        return _say_date("by" if start else "until", day=_point(end, year))
    if end in ("", ".."):
        return _say_date("from", day=_point(start, year))
    first, last = _point(start, year), _point(end, year)
    if start[:7] == end[:7] and len(start) == len(end) == 10:
        first = first.split(NBSP)[0]
    return _say_date("span", first=first, last=last)


def moment(edtf: str, year: str) -> str:
    """One day, as after "since": "between 7 and 8 February" where it is known no better."""
    start, slash, end = edtf.partition("/")
    if not slash or start in ("", "..") or end in ("", ".."):
        return day(edtf, year)
    first, last = _point(start, year), _point(end, year)
    if start[:7] == end[:7] and len(start) == len(end) == 10:
        first = first.split(NBSP)[0]
    return _say_date("between", first=first, last=last)


def on(edtf: str | None, year: str) -> str | None:
    """When something was: "on 3 February", "in July 2015", "by 4 February"."""
    if not edtf:
        return None
    found = moment(edtf, year)
    start, slash, _ = edtf.partition("/")
    if slash or start[-1:] in ("?", "~", "%"):
        return found
    return _say_date("on" if len(start) == 10 else "in", day=found)


def since(edtf: str | None, year: str) -> str | None:
    """As after "since"."""
    if not edtf or edtf == "..":
        return None
    start, slash, end = edtf.partition("/")
    if slash and start == "..":
        return _say_date("before", day=_point(end, year))
    found = moment(edtf, year)
    return _some(found, edtf, year) if slash and start and end not in ("", "..") else found


def _some(found: str, edtf: str, year: str) -> str:
    """ "7 or 8 February", "some day between 3 and 8 February"."""
    first, last = bounds(edtf)
    if first is not None and last is not None and (last - first).days == 1:
        start, _, end = edtf.partition("/")
        same = start[:7] == end[:7]
        day_ = _point(start, year)
        return _say_date("or", first=day_.split(NBSP)[0] if same else day_, last=_point(end, year))
    return _say_date("some", day=found)


def _say_date(key: str, **values: str) -> str:
    return plain(fill(words()["dates"][key], **values).pieces)


def _point(edtf: str, year: str) -> str:
    mark: str = words()["marks"].get(edtf[-1:], "")
    return mark + _date(edtf.rstrip("?~%")[:10], year)


def _date(edtf: str, home: str) -> str:
    year, *rest = edtf.split("-", 2)
    if rest in ([], ["XX"], ["XX", "XX"]) and year.endswith("X"):
        return _say_date("decade", year=f"{year[:3]}0")
    if rest in (["XX"], ["XX", "XX"]):
        return _say_date("some_day", year=year)
    if not rest:
        return year
    if rest[0] in words()["seasons"]:
        return f"{words()['seasons'][rest[0]]} {year}"
    month: str = words()["months"][int(rest[0]) - 1]
    if not rest[1:]:
        return f"{month} {year}"
    if rest[1] == "XX":
        return _say_date("some_day", year=f"{month} {year}")
    whole = f"{int(rest[1])}{NBSP}{month}"  # a day and its month stay on one line
    return whole if year == home else f"{whole} {year}"


def short_day(edtf: str) -> str:
    """ "3 Feb 2016", for a note."""
    parts = re.split(r"\s", day(edtf[:10], ""))
    return " ".join(p[:3] if p in words()["months"] else p for p in parts)


def number(value: float | int | None) -> str:
    """With commas; a dash where there is none."""
    if value is None:
        return "–"
    return f"{value:,}" if isinstance(value, int) else f"{value:,g}"


def in_words(value: int) -> str:
    """Up to ten in words."""
    found: Mapping[str, str] = words()["numbers"]
    return found.get(str(value), f"{value:,}")
