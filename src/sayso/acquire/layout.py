"""What each stretch of a report's text is for: headline, dateline, caption, furniture, body."""

from __future__ import annotations

import re

from sayso.acquire.lines import bullet, paragraphs
from sayso.acquire.marks import ending, mark
from sayso.acquire.parts import Page, Part
from sayso.acquire.repeats import pull_quotes
from sayso.acquire.top import find_headline, find_marks, find_masthead, find_standfirst
from sayso.core.types import Record, Segment, SegmentKind
from sayso.knowledge.outlets import load_furniture, load_outlets

_LONGEST_HEADING = 8
_LONGEST_LINK = 25

Piece = tuple[SegmentKind, int, int]


class Layout(Record):
    """The segments of a text, in order and without overlap, covering all that is not blank; and
    what the page says of itself. ``published`` is EDTF; ``credits`` are names as outlets.yaml
    gives them, or the page's own words."""

    segments: tuple[Segment, ...]
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    credits: tuple[str, ...] = ()


def lay_out(text: str, title: str | None = None) -> Layout:
    """Lay out a text.

    In:  the text, and its title where that is known from elsewhere (a corpus, a page's metadata).
    Out: the layout. A text of one line, or of sentences one a line, is all body.
    """
    furniture, outlets = load_furniture(), load_outlets()
    page = Page(text=text, title=title or None, outlets=outlets, furniture=furniture)
    lines = paragraphs(text, lambda line: mark(line, furniture, outlets).alone)
    page.parts = [Part(paragraph) for paragraph in lines]
    find_marks(page)
    find_headline(page)
    find_masthead(page)
    find_standfirst(page)
    _find_datelines(page)
    _drop_links_and_headings(page)
    _drop_repeats(page)
    segments = tuple(
        segment for index in range(len(page.parts)) for segment in _segments(page, index)
    )
    return Layout(
        segments=segments,
        title=page.title or _words_of_headline(text, segments),
        published=_published(page),
        outlet=_outlet(page),
        credits=_credits(page),
    )


def _words_of_headline(text: str, segments: tuple[Segment, ...]) -> str | None:
    headline = next((s for s in segments if s.kind == "headline"), None)
    return " ".join(text[headline.start : headline.end].split()) if headline else None


def _find_datelines(page: Page) -> None:
    free = page.free()
    for i in free:
        found = page.dateline(i, strict=i != free[0] or len(page.parts) == 1)
        if found:
            page.datelines[i] = found


def _drop_links_and_headings(page: Page) -> None:
    """Short lines among sentences: links to other reports, headings, who said a pull quote."""
    prose = [part for part in page.parts if part.prose]
    long = [part for part in page.parts if part.kind is None and len(part.words) >= 8]
    punctuated = len(prose) >= 3 and len(prose) >= 0.6 * len(long)
    links = False
    for i, part in enumerate(page.parts):
        if part.kind is not None:
            links = links or bool(part.mark and part.mark.links)
        elif part.paragraph.ends_sentence or i in page.datelines or i == page.headline:
            links = False
        elif links and len(part.words) <= _LONGEST_LINK:
            part.kind = "furniture"
        else:
            links = False
            if (punctuated and _is_heading(part)) or _names_speaker(page, i):
                part.kind = "furniture"


def _is_heading(part: Part) -> bool:
    text = part.text
    return (
        len(part.words) <= _LONGEST_HEADING
        and text[-1] not in ':,;-–—"”’'
        and (text[0].isupper() or text[0].isdigit())
        and not bullet(text)
    )


def _names_speaker(page: Page, index: int) -> bool:
    """ "- Jane Doe, teacher" under words in quotation marks."""
    part = page.parts[index]
    before = page.parts[index - 1].text if index else ""
    return (
        re.match(r"[-–—] ?[A-ZÀ-Þ]", part.text) is not None
        and len(part.words) <= _LONGEST_HEADING + 2
        and before.endswith(('"', "”", "’", "'"))
    )


def _drop_repeats(page: Page) -> None:
    body = page.free()
    if len(body) < 3:
        return
    for found in pull_quotes([page.parts[i].text for i in body]):
        page.parts[body[found]].kind = "pull quote"


def _segments(page: Page, index: int) -> list[Segment]:
    part = page.parts[index]
    start, end = part.paragraph.start, part.paragraph.end
    if part.kind == "headline":
        pieces = _headline_pieces(page, start, end)
    elif part.kind is not None:
        pieces = [(part.kind, start, end)]
    else:
        pieces = _body_pieces(page, index, start, end)
    return [s for kind, a, b in pieces for s in _trimmed(page.text, kind, a, b)]


def _headline_pieces(page: Page, start: int, end: int) -> list[Piece]:
    raw = page.text[start:end]
    label = page.furniture.labels.match(raw)
    cut = start + label.end() if label and raw[label.end() :].strip() else start
    name = start + len(page.without_outlet(raw))
    return [("furniture", start, cut), ("headline", cut, name), ("outlet", name, end)]


def _body_pieces(page: Page, index: int, start: int, end: int) -> list[Piece]:
    pieces: list[Piece] = []
    title_end = page.title_end(index) if index == page.headline else None
    if title_end is not None:
        pieces.append(("headline", start, title_end))
        start = title_end
    marker = bullet(page.text[start:end])
    if marker:
        pieces.append(("furniture", start, start + marker))
        start += marker
    if index in page.datelines:
        cut = _raw_offset(page.text, start, end, page.datelines[index].length)
        pieces.append(("dateline", start, cut))
        start = cut
    tail = _credit_at_end(page, index, start, end)
    pieces.append(("body", start, end if tail is None else tail))
    if tail is not None:
        pieces.append(("credit", tail, end))
    return pieces


def _credit_at_end(page: Page, index: int, start: int, end: int) -> int | None:
    if index < len(page.parts) - 1 and page.free(index + 1):
        return None
    found = ending(page.text[start:end], page.furniture)
    if found is None or not page.text[start : start + found.start].strip():
        return None
    if found.who:
        outlet = page.outlets.named(found.who)
        page.credits.append(outlet.name if outlet else found.who)
    return start + found.start


def _trimmed(text: str, kind: SegmentKind, start: int, end: int) -> list[Segment]:
    raw = text[start:end]
    inside = raw.strip()
    if not inside:
        return []
    start += len(raw) - len(raw.lstrip())
    return [Segment(kind=kind, start=start, end=start + len(inside))]


def _raw_offset(text: str, start: int, end: int, length: int) -> int:
    """Where ``length`` characters of the paragraph with white space collapsed end in the text."""
    position, seen, blank = start, 0, False
    while position < end and seen < length:
        space = text[position].isspace()
        if not (space and blank):
            seen += 1
        blank = space
        position += 1
    return position


def _published(page: Page) -> str | None:
    dated = [part.mark for part in page.parts if part.mark and part.mark.published]
    first = [m.published for m in dated if m.published and not m.updated]
    # In a chronology days follow one another, and none of them is the day it came out.
    if len(first) > 2 and first[0] != max(first):
        return None
    if dated:
        return first[0] if first else dated[0].published
    return next((d.published for d in page.datelines.values() if d.published), None)


def _outlet(page: Page) -> str | None:
    for part in page.parts:
        if part.mark and part.mark.outlet:
            return part.mark.outlet
    if page.outlet:
        return page.outlet
    if page.headline is not None:
        raw = page.parts[page.headline].text
        named = page.outlets.named(raw[len(page.without_outlet(raw)) :].strip(" |–—:·-") or "?")
        if named:
            return named.name
    told = page.outlets.told(page.text)
    first = next(iter(page.datelines.values()), None)
    return told.name if told else first.agency if first else None


def _credits(page: Page) -> tuple[str, ...]:
    names = [d.agency for d in list(page.datelines.values())[:1] if d.agency]
    for part in page.parts:
        if part.mark and part.kind in ("credit", "byline"):
            names.extend(part.mark.credits)
    return tuple(dict.fromkeys([*names, *page.credits]))
