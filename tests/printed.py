"""Printed reports for tests: of the examples, or of claims made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.records import Told, fill
from tests.told import entry

from sayso.core.record import Entry
from sayso.core.report import Evidence, Sentence, SituationReport
from sayso.core.types import Claim
from sayso.evidence import evidence, groups
from sayso.incidents.roots import corroborate
from sayso.record import Archive
from sayso.situation.compare import changes
from sayso.situation.fold import situation

_BLOCKS = frozenset({"h1", "h2", "h3", "p", "li", "tr", "div", "header", "section", "footer"})
_UNSEEN = frozenset({"style", "title"})


def evidence_of(told: Told, *days: tuple[str, int]) -> list[Evidence]:
    """The evidence of a record with these reports, for days and lengths of the period."""
    with (
        TemporaryDirectory() as folder,
        Archive.create(str(Path(folder) / "record.db"), lambda: "2026-01-01T00:00:00Z") as book,
    ):
        fill(book, told)
        return [evidence(book, day, length) for day, length in days]


def made(claims: Sequence[Claim], earlier: str, later: str, text: str = "") -> Evidence:
    """The same of claims made by hand, each an incident of its own; ``text`` that of reports."""
    told = {c.id: [c] for c in claims}
    before, after = situation(told, (), earlier), situation(told, (), later)
    by_id = {c.id: c for c in claims}
    entries: dict[str, Entry] = {c.report.id: entry(c, text) for c in claims}
    weighed = {
        name: corroborate([by_id[c] for c in ids if c in by_id], entries, {})
        for name, ids in groups(before, after).items()
    }
    return Evidence(
        earlier=before, later=after, changes=changes(before, after), claims=by_id, roots=weighed,
        entries=entries,
    )  # fmt: skip


def sentences(found: SituationReport) -> list[Sentence]:
    """All sentences, rows and sides of clashes."""
    return [
        s
        for section in found.sections
        for s in (
            *section.rows,
            *section.sentences,
            *(side for clash in section.clashes for side in clash.sides),
        )
    ]


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self.lines.append("")
        elif tag == "q":
            self.lines[-1] += "“"
        elif tag == "sup":
            self.lines[-1] += " ["
        elif tag in ("td", "th"):
            self.lines[-1] += " | "

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN
        if tag in _BLOCKS:
            self.lines.append("")
        elif tag == "q":
            self.lines[-1] += "”"
        elif tag == "sup":
            self.lines[-1] += "]"

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.lines[-1] += data


def text_of(html: str) -> str:
    """What a page shows, a line a block: quotes in quotation marks, cells after a bar, the numbers
    of notes in brackets."""
    parser = _Text()
    parser.feed(html)
    lines = (" ".join(line.split()) for line in parser.lines)
    return "".join(f"{line}\n" for line in lines if line)
