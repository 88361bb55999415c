"""Lines of plain text → paragraphs, whether a paragraph is one line or many."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from sayso.core.types import Record

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_BULLET = re.compile(r"(?:[-*•·‣▪■●○◦►▶➤–—]|\(?\d{1,2}[.)]|\(?[a-z][.)])[ \t]+(?=\S)")
_END = re.compile(r"[.!?…:;][\"'”’»)\]]*\Z")
# No column of prose is set wider; a longer line is a paragraph of its own.
_WIDEST = 120


class Paragraph(Record):
    """A paragraph's characters, and whether a blank line stands before it."""

    text: str
    start: int
    end: int
    after_blank: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(self.text.split())

    @property
    def ends_sentence(self) -> bool:
        """It ends in a full stop, a question or an exclamation mark, quotation marks apart."""
        return re.search(r"[.!?…][\"'”’»)\]\s]*\Z", self.text) is not None


class _Line(Record):
    text: str
    start: int
    end: int
    after_blank: bool

    @property
    def first_word(self) -> int:
        return len(self.text.split(maxsplit=1)[0])


def bullet(text: str) -> int:
    """How many characters a list marker takes up at the start of a line; 0 for none."""
    match = _BULLET.match(text)
    return match.end() if match else 0


def paragraphs(text: str, alone: Callable[[str], bool]) -> tuple[Paragraph, ...]:
    """The paragraphs of a text, with white space collapsed in ``text`` but not in the offsets.

    A line is a paragraph, unless the text is set in a column: then a line goes on in the next one
    where the next word would not have fitted. A line that ``alone`` accepts is never joined.
    """
    lines = _lines(text)
    width = _column(lines)
    found: list[list[_Line]] = []
    for line in lines:
        previous = found[-1][-1] if found else None
        if previous and width and _goes_on(previous, line, width, alone):
            found[-1].append(line)
        else:
            found.append([line])
    return tuple(
        Paragraph(
            text=" ".join(" ".join(line.text for line in group).split()),
            start=group[0].start,
            end=group[-1].end,
            after_blank=group[0].after_blank,
        )
        for group in found
    )


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    end = 0
    for match in _LINE.finditer(text):
        line = match.group()
        inside = line.strip()
        if not inside:
            continue
        start = match.start() + len(line) - len(line.lstrip())
        breaks = re.findall(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]", text[end:start])
        found.append(
            _Line(text=inside, start=start, end=start + len(inside), after_blank=len(breaks) > 1)
        )
        end = start + len(inside)
    return found


def _column(lines: Sequence[_Line]) -> int:
    """The width of the column that the text is set in, or 0 where each line stands for itself."""
    inner = [a for a, b in pairwise(lines) if not b.after_blank]
    if not inner:
        return 0
    wide = sum(len(line.text) > _WIDEST for line in lines)
    lengths = sorted(len(line.text) for line in inner if len(line.text) <= _WIDEST)
    if not lengths or wide > max(1, len(lines) // 20):
        return 0
    width = lengths[min(len(lengths) - 1, int(len(lengths) * 0.98))]
    if width < 40:
        return 0
    full = open_ended = continued = 0
    for a, b in pairwise(lines):
        if not b.after_blank and len(a.text) + 1 + b.first_word > width:
            full += 1
            open_ended += not _END.search(a.text)
            continued += b.text[0].islower()
    # In a column most lines are full, few happen to end with a sentence, and most go on in the
    # middle of one.
    in_column = full >= 0.5 * len(inner) and open_ended >= 0.6 * full
    return width if in_column and continued >= max(1, 0.3 * full) else 0


def _goes_on(a: _Line, b: _Line, width: int, alone: Callable[[str], bool]) -> bool:
    if b.after_blank or bullet(b.text) or alone(a.text) or alone(b.text):
        return False
    return len(a.text) + 1 + b.first_word > width - 3
