"""A page on its way to a layout: its paragraphs, and what is known of each so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sayso.acquire.dateline import Dateline, find_dateline
from sayso.acquire.lines import Paragraph
from sayso.acquire.marks import Mark
from sayso.acquire.repeats import plain
from sayso.core.types import SegmentKind
from sayso.knowledge.outlets import Furniture, Outlets

# The top of a page: marks further down belong to the body.
TOP = 14


@dataclass
class Part:
    """A paragraph; ``kind`` is none while it may be body."""

    paragraph: Paragraph
    kind: SegmentKind | None = None
    mark: Mark | None = None

    @property
    def text(self) -> str:
        """The words, white space collapsed."""
        return self.paragraph.text

    @property
    def words(self) -> tuple[str, ...]:
        return self.paragraph.words

    @property
    def prose(self) -> bool:
        """It may be body, and reads like a sentence."""
        return self.kind is None and self.paragraph.ends_sentence and len(self.words) >= 8


@dataclass
class Page:
    """All parts of a text. ``headline`` is the index of the part that is, or begins with, it."""

    text: str
    title: str | None
    outlets: Outlets
    furniture: Furniture
    parts: list[Part] = field(default_factory=list)
    headline: int | None = None
    outlet: str | None = None
    datelines: dict[int, Dateline] = field(default_factory=dict)
    credits: list[str] = field(default_factory=list)

    def free(self, first: int = 0, last: int | None = None) -> list[int]:
        """Indices of the parts that may be body, in [first, last)."""
        stop = len(self.parts) if last is None else min(last, len(self.parts))
        return [i for i in range(first, stop) if self.parts[i].kind is None]

    def is_title(self, text: str) -> bool:
        """Whether a line says what the title says."""
        return self.title is not None and plain(text) == plain(self.title)

    def without_outlet(self, text: str) -> str:
        """A headline without the outlet's name after a bar or a dash."""
        match = re.search(r"\s+[|–—:·-]\s+([^|–—]{2,50})\Z", text)
        return text[: match.start()] if match and self.outlets.named(match[1]) else text

    def dateline(self, index: int, *, strict: bool) -> Dateline | None:
        """The dateline at the start of a part."""
        text = self.parts[index].text
        return find_dateline(text, self.furniture, self.outlets, strict=strict)

    def title_end(self, index: int) -> int | None:
        """Where in the text the title ends, if a part begins with it and goes on."""
        words = [re.escape(word) for word in (self.title or "").rstrip(".!? ").split()]
        if not words:
            return None
        paragraph = self.parts[index].paragraph
        raw = self.text[paragraph.start : paragraph.end]
        match = re.match(r"\s+".join(words) + r"[\"'”’]*[.!?…]*(?=\s|\Z)", raw, re.IGNORECASE)
        if match is None or not raw[match.end() :].strip():
            return None
        return paragraph.start + match.end()
