"""Text → quotations: where words stand between quotation marks."""

from __future__ import annotations

import re

from sayso.core.types import Record

_DOUBLE = re.compile(r"[\"“”„«»]|``|''")
_OPENING = frozenset({"“", "„", "«", "``"})
_CLOSING = frozenset({"”", "»", "''"})
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_BEFORE_QUOTE = frozenset("([{—–-/‘'")
# An apostrophe that stands for left-out letters, or that a tokenised text has set apart.
_ELISION = re.compile(r"(?:s|t|d|m|re|ve|ll|em|til|tis|twas|cause|n|\d\d?0?s)\b", re.IGNORECASE)
_SINGLE_OPEN = re.compile(r"(?<![\w’'])[‘'](?=\w)")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…%])[’'](?!\w)")
_INSERTION = re.compile(r"\([^()]*\)")
_LONGEST_SINGLE = 600


class Quotation(Record, frozen=True):
    """Words between marks. ``start`` and ``end`` take in the marks; ``spans`` are the words
    alone, a span for each paragraph, without what stands in parentheses (the outlet's insertions).
    """

    start: int
    end: int
    spans: tuple[tuple[int, int], ...]

    def holds(self, offset: int) -> bool:
        """Whether a character offset lies in the quotation, marks included."""
        return self.start <= offset < self.end


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """The outermost quotations of a text, in order; they do not overlap.

    Straight and typographic marks are read, and single marks outside of double ones. A quotation
    goes on over a paragraph's end where the next paragraph opens with a mark again.
    """
    doubles = _doubles(text)
    singles = _singles(text, doubles)
    # Double marks within typographic single ones are the inner quotation.
    outer = [q for q in doubles if not any(s.start < q.start and q.end < s.end for s in singles)]
    return tuple(sorted((*outer, *singles), key=lambda q: q.start))


def _doubles(text: str) -> list[Quotation]:
    found: list[Quotation] = []
    pieces: list[tuple[int, int]] = []
    outer = -1  # where the open quotation began, -1 for none
    inner = -1  # where its words in this paragraph begin

    def close(end_of_words: int, end: int) -> None:
        nonlocal outer
        pieces.append((inner, end_of_words))
        quotation = _quotation(text, outer, end, pieces)
        if quotation is not None:
            found.append(quotation)
        pieces.clear()
        outer = -1

    for mark in _DOUBLE.finditer(text):
        start, end = mark.span()
        opening, closing = _shape(text, start, end)
        if outer >= 0:
            gap = _BLANK_LINE.search(text, inner, start)
            fresh = not text[:start].rpartition("\n")[2].strip()
            if fresh and opening and (gap is None or not text[gap.end() : start].strip()):
                paragraph_end = len(text[:start].rstrip())
                pieces.append((inner, paragraph_end))
                inner = end
                continue
            if gap is not None:
                close(gap.start(), gap.start())
            elif closing or not opening or (text[outer] == "„" and mark.group() == "“"):
                close(start, end)
                continue
            else:  # a second opening mark: the first was never closed, or this one is nested
                if mark.group() == '"':
                    close(len(text[:start].rstrip()), start)
                else:
                    continue
        if opening:
            outer, inner = start, end
    if outer >= 0:
        gap = _BLANK_LINE.search(text, inner)
        stop = gap.start() if gap else len(text)
        close(stop, stop)
    return found


def _shape(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a mark can open, and whether it can close, by itself or by what stands about it."""
    mark = text[start:end]
    if mark in _OPENING:
        return True, False
    if mark in _CLOSING:
        return False, True
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    free_before = before.isspace() or before in _BEFORE_QUOTE
    if free_before and after.isspace():
        return True, True
    return free_before, not free_before


def _singles(text: str, doubles: list[Quotation]) -> list[Quotation]:
    found: list[Quotation] = []
    after = 0
    for mark in _SINGLE_OPEN.finditer(text):
        start, end = mark.span()
        if start < after or any(q.holds(start) for q in doubles) or _ELISION.match(text, end):
            continue
        line_end = text.find("\n", end)
        limit = min(line_end if line_end >= 0 else len(text), end + _LONGEST_SINGLE)
        closes = [m.start() for m in _SINGLE_CLOSE.finditer(text, end, limit)]
        # "the rebels' demands": a plural's apostrophe, unless nothing better follows.
        sure = [
            c for c in closes if text[c - 1] != "s" or not text[c + 1 : c + 3].strip().islower()
        ]
        if not closes:
            continue
        stop = (sure or closes)[0]
        crossed = [q for q in doubles if q.start <= stop and start < q.end]
        if any(text[start] != "‘" or q.end > stop for q in crossed):
            continue
        quotation = _quotation(text, start, stop + 1, [(end, stop)])
        if quotation is not None:
            found.append(quotation)
            after = stop + 1
    return found


def _quotation(text: str, start: int, end: int, pieces: list[tuple[int, int]]) -> Quotation | None:
    spans: list[tuple[int, int]] = []
    for first, last in pieces:
        at = first
        for insertion in _INSERTION.finditer(text, first, last):
            spans.append((at, insertion.start()))
            at = insertion.end()
        spans.append((at, last))
    kept = tuple(s for s in (trim(text, *span) for span in spans) if s[0] < s[1])
    if not any(c.isalnum() for first, last in kept for c in text[first:last]):
        return None
    return Quotation(start=start, end=end, spans=kept)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without white space, dashes and commas at its ends; with a full stop after a
    parenthesis that was cut out, the stop goes too."""
    while start < end and (text[start].isspace() or text[start] in ",;:.–—"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",;:–—"):
        end -= 1
    return start, end
