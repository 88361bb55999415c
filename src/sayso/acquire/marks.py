"""What one line of a page is by its own words: a date, a byline, a credit, a caption, furniture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso.acquire.dates import find_date
from sayso.core.types import Record, SegmentKind

if TYPE_CHECKING:
    from sayso.knowledge.outlets import Furniture, Outlets

_LONGEST = 500


class Mark(Record):
    """``kind`` is null for a line that may be part of the report. ``links``: links to other
    reports follow; ``caption``: a caption follows. ``updated``: the date is not the first one.
    ``sure``: wherever on the page it stands."""

    kind: SegmentKind | None = None
    published: str | None = None
    updated: bool = False
    outlet: str | None = None
    credits: tuple[str, ...] = ()
    links: bool = False
    caption: bool = False
    sure: bool = True

    @property
    def alone(self) -> bool:
        """It is a line of its own, never part of a paragraph set in a column."""
        return self.kind not in (None, "caption")


class Ending(Record):
    """A credit at the end of a paragraph: where it starts, and whom it names."""

    start: int
    who: str | None = None


_NOTHING = Mark()


def mark(text: str, furniture: Furniture, outlets: Outlets) -> Mark:
    """The mark of a line, white space collapsed."""
    if len(text) > _LONGEST:
        return _NOTHING
    pieces = re.split(r" *[|•·] *| +[-–—] +", text)
    if len(pieces) > 1 and len(pieces) <= 5:
        marks = [_mark(piece, furniture, outlets) for piece in pieces if piece]
        if marks and all(m.kind for m in marks):
            return _merge(marks)
    return _mark(text, furniture, outlets)


def ending(text: str, furniture: Furniture) -> Ending | None:
    """The credit with which a paragraph ends ("(Reporting by …)", " – AFP"), or none."""
    for pattern in furniture.endings:
        for match in pattern.finditer(text):
            who = match.groupdict().get("who")
            return Ending(start=match.start(), who=who)
    return None


def _mark(text: str, furniture: Furniture, outlets: Outlets) -> Mark:
    outlet = outlets.named(text.strip(" ()[]-–—./"))
    if outlet:
        bare = text.strip() == text.strip(" ()[]-–—./")
        kind: SegmentKind = "outlet" if bare else "credit"
        name = outlet.name if bare else None
        return Mark(kind=kind, outlet=name, credits=(outlet.name,), sure=False)
    dated = _date(text, furniture, outlets)
    if dated:
        return dated
    if furniture.links.match(text):
        return Mark(kind="furniture", links=True)
    if furniture.caption_before.match(text):
        return Mark(kind="furniture", caption=True)
    for pattern in furniture.credits:
        match = pattern.match(text)
        if match:
            return Mark(kind="credit", credits=_names(match["who"], outlets))
    if furniture.furniture.match(text):
        return Mark(kind="furniture")
    if furniture.bylines.match(text) and not text.endswith((".", "!", "?")):
        return _byline(text, furniture, outlets)
    if furniture.captions.match(text) or _credited_picture(text, furniture, outlets):
        return Mark(kind="caption")
    return _NOTHING


def _byline(text: str, furniture: Furniture, outlets: Outlets) -> Mark:
    match = furniture.bylines.match(text)
    name = match.groupdict().get("outlet") if match else None
    by = outlets.named(re.sub(r"^.*?\bby:? ", "", text, flags=re.IGNORECASE))
    named = outlets.named(name) if name else by
    agencies = ("agencies",) if re.search(r"\bagencies\Z", text, re.IGNORECASE) else ()
    if named is None:
        return Mark(kind="byline", credits=agencies)
    if named.agency:
        return Mark(kind="byline", credits=(named.name, *agencies))
    return Mark(kind="byline", outlet=named.name, credits=agencies)


def _date(text: str, furniture: Furniture, outlets: Outlets) -> Mark | None:
    label = furniture.date_labels.match(text)
    rest = text[label.end() :].strip() if label else text
    found = find_date(rest)
    if found is None:
        return None
    before, after = rest[: found.start].strip(" ,"), rest[found.end :].strip(" ,")
    company = furniture.date_company
    if not company.match(after) and not _more_dates(after, furniture):
        return None
    updated = bool(label and re.match(r"last|updat|modif|edit", label[0], re.IGNORECASE))
    if company.match(before):
        return Mark(kind="date", published=found.value, updated=updated)
    if label is None and furniture.date_labels.search(before):
        return None
    outlet = outlets.named(before)
    if outlet:
        return Mark(kind="date", published=found.value, outlet=outlet.name)
    if furniture.bylines.match(before):
        return Mark(kind="byline", published=found.value)
    # "Geneva, 4 February 2016": a few capitalised words.
    if re.fullmatch(r"(?:[A-ZÀ-Þ][\w.'’-]*[ ,/]*){1,5}", before):
        return Mark(kind="date", published=found.value)
    return None


def _more_dates(text: str, furniture: Furniture) -> bool:
    """The rest of a line is an update's date, or a time to read it in."""
    text = text.strip(" ,|•·–—-()")
    label = furniture.date_labels.match(text)
    found = find_date(text[label.end() :]) if label else None
    if label and (found or furniture.date_company.match(text[label.end() :])):
        return True
    return furniture.furniture.match(text) is not None


def _credited_picture(text: str, furniture: Furniture, outlets: Outlets) -> bool:
    """A caption ends in brackets with whose picture it is: "[AFP]", "(Jane Doe/Reuters)"."""
    if not text.endswith((")", "]")):
        return False
    match = re.search(r"[(\[](?P<who>[^()\[\]]{2,60})[)\]]\Z", text)
    before = text[: match.start()].rstrip().lower() if match else ""
    if match is None or not before:
        return False
    # "the Syrian Arab News Agency (SANA)" gives a name its short form.
    if re.search(r"\b(?:agency|news|network|channel|tv|television)\Z", before):
        return False
    pieces = re.split(r"\s*[/,|]\s*|\s+(?:via|and|for)\s+", match["who"])
    return any(outlets.named(p) or p.lower() in furniture.photo_credits for p in pieces)


def _names(who: str, outlets: Outlets) -> tuple[str, ...]:
    found: list[str] = []
    whole = outlets.named(who.strip())
    pieces = [who] if whole else re.split(r"\s*[,;/&+]\s*(?:and )?|\s+and\s+", who)
    for piece in pieces:
        name = re.sub(
            r"^(?:additional |further )?(?:reporting|writing|editing)(?: by|:)? ", "",
            piece.strip(" .()[]"), flags=re.IGNORECASE,
        )  # fmt: skip
        outlet = outlets.named(name)
        if name:
            found.append(outlet.name if outlet else name)
    return tuple(found)


def _merge(marks: list[Mark]) -> Mark:
    dated = next((m for m in marks if m.published and not m.updated), None)
    dated = dated or next((m for m in marks if m.published), None)
    first = dated or marks[0]
    return Mark(
        kind=first.kind,
        published=first.published,
        updated=first.updated,
        outlet=next((m.outlet for m in marks if m.outlet), None),
        credits=tuple(name for m in marks if m.kind == "credit" for name in m.credits),
    )
