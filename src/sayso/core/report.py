"""The types of the printed report: sentences with their notes, ready to be laid out.

See record.py and situation.py for what they are made from. Days are ISO, other dates EDTF.
"""

from __future__ import annotations

from typing import Literal

from sayso.core.record import Corroboration, Entry, Hidden
from sayso.core.situation import Changes, Situation
from sayso.core.types import Claim, Modality, Record

PieceKind = Literal["text", "name", "quote"]
# "new", "changed": since the day before the period; null: it stood so then.
Mark = Literal["new", "changed"]
# How a sentence is put: told as a fact by several independent roots, as the account of whoever
# tells it, or as something that accounts differ on.
Standing = Literal["told as fact", "by account", "disputed"]


class Evidence(Record, frozen=True, kw_only=True):
    """All that a report is written from. ``changes``: from ``earlier`` to ``later``. ``claims`` and
    ``entries``: of every line of both, by claim id and report id. ``roots``: how independently
    the claims of a line are told, by the line's id; those against it under ``ID/against``, those of
    its end under ``ID/end``, the sides of a dispute under ``ID/0``, ``ID/1`` …;
    ``rule``: the reading rule as it was asked for."""

    earlier: Situation
    later: Situation
    changes: tuple[Changes, ...]
    claims: dict[str, Claim]
    roots: dict[str, Corroboration]
    entries: dict[str, Entry]
    rule: str = "all"


class Piece(Record, frozen=True, kw_only=True):
    """A stretch of a sentence: our own words, a name, or words quoted from a report."""

    text: str
    kind: PieceKind = "text"


class Link(Record, frozen=True, kw_only=True):
    """One source of a note's chain: its name, how it put the thing, and what else is known of it
    ("unnamed", whom it speaks for)."""

    name: str
    act: str | None
    about: str | None = None


class Note(Record, frozen=True, kw_only=True):
    """The words behind a sentence: ``words`` are ``start`` to ``end`` of the report's text, and
    ``chain`` everybody they come through, the outlet first. ``put``: how the claim is put
    (asserted, denied …); ``denies``: it says that the thing is not so."""

    number: int
    claim: str
    report: str
    title: str | None
    outlet: str | None
    published: str | None
    words: str
    start: int
    end: int
    chain: tuple[Link, ...]
    put: Modality
    denies: bool


class Sentence(Record, frozen=True, kw_only=True):
    """A sentence (one part) or a row of a table (a part a column). ``notes``: the numbers of its
    notes; ``more``: claims that say the same and are not quoted; ``lines``: the ids of the lines of
    the situation that it tells of, for ``sayso why``."""

    parts: tuple[tuple[Piece, ...], ...]
    notes: tuple[int, ...]
    more: int
    lines: tuple[str, ...]
    standing: Standing
    mark: Mark | None = None


class Clash(Record, frozen=True, kw_only=True):
    """Accounts that cannot all be right, side by side. No verdict."""

    about: tuple[Piece, ...]
    sides: tuple[Sentence, ...]
    line: str
    mark: Mark | None = None


class Section(Record, frozen=True, kw_only=True):
    """A heading with what stands under it; ``columns`` of its table, if it has one. ``left_out``:
    how many sentences there was no room for."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Sentence, ...]
    sentences: tuple[Sentence, ...]
    clashes: tuple[Clash, ...]
    left_out: int


class SituationReport(Record, frozen=True, kw_only=True):
    """A situation report of one or two pages. ``since``: the day that changes are counted from;
    ``heard``: the first and last day on which the reports quoted or counted came out; ``where``:
    the command that shows what is left out; ``safety``: what must be minded before handing it on.
    """

    title: str
    day: str
    since: str
    place: str | None
    known_by: str | None
    recorded_by: str | None
    rule: str
    hidden: tuple[Hidden, ...]
    reports: int
    outlets: int
    heard: tuple[str, str] | None
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    where: str
    method: tuple[str, ...]
    safety: tuple[str, ...]
