"""Judgements, made: what a person decides of claims → the record of it.

Each builder takes who (``by``), when (``at``: UTC, ISO 8601 with seconds and ``Z``) and ``why``;
the id is a hash of all that is said. A claim is given as it stands (``JudgedClaim.claim``). All
raise UsageError, in one line, for what cannot be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from sayso.core.errors import UsageError
from sayso.core.record import Anchor, Judgement, JudgementKind
from sayso.core.types import Claim, Report, ReportRef
from sayso.review import words
from sayso.review.anchors import anchor
from sayso.review.changes import apply, as_change, derived
from sayso.review.ids import judgement_id, readers_id
from sayso.review.values import read_changes, read_predicate

_GRADE = re.compile(r"[A-F][1-6]")
_AT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z")


def accept(claim: Claim, by: str, at: str, why: str = "") -> Judgement:
    """The claim is what its words say; takes an earlier rejection back."""
    return _judgement("accept", by, at, why, (anchor(claim),))


def reject(claim: Claim, by: str, at: str, why: str = "") -> Judgement:
    """The claim is not what its words say; takes an earlier acceptance back."""
    return _judgement("reject", by, at, why, (anchor(claim),))


def correct(
    claim: Claim, changes: Sequence[str], report: Report, by: str, at: str, why: str = ""
) -> Judgement:
    """Fields of the claim are others than was read.

    In:  "field=value" each, an empty value for none (``values.read_changes``): predicate; status,
         polarity, certainty, phase; when (EDTF); actor, recipient, helper, instrument,
         beneficiary, mediator ("SYR-MIL, HEZBOLLAH"); place ("Nubl; Menagh@36.52,37.03",
         "geonames:166331"); source ("SANA > Sergei Lavrov:denied"); figure ("people=40000",
         "people=5000..10000", "people=" to drop it; others stay). Words of the report may follow
         in brackets: "actor=SYR-MIL [its forces]".
    Modality and codes follow by themselves. A source that denies makes the polarity negative
    unless it is given. Raises UsageError where nothing would change.
    """
    _check_report(claim, report)
    fields = as_change(read_changes(changes, claim, report))
    if apply(claim, fields) == claim:
        raise UsageError("nothing to correct: the claim says so already")
    change = {"fields": fields, "given": list(changes)}
    return _judgement("correct", by, at, why, (anchor(claim),), change)


def merge(claims: Sequence[Claim], by: str, at: str, why: str = "") -> Judgement:
    """The claims, and with them the incidents they are in, are of one incident."""
    anchors = tuple({claim.id: anchor(claim) for claim in claims}.values())
    if len(anchors) < 2:
        raise UsageError("a merge needs two claims at least")
    return _judgement("merge", by, at, why, anchors)


def split(claim: Claim, others: Sequence[Claim], by: str, at: str, why: str = "") -> Judgement:
    """The claim is of another incident than each of the others."""
    apart = {other.id: anchor(other) for other in others if other.id != claim.id}
    if not apart:
        raise UsageError("a split needs other claims to split from")
    return _judgement("split", by, at, why, (anchor(claim), *apart.values()))


def grade(claim: Claim, value: str, by: str, at: str, why: str = "") -> Judgement:
    """Admiralty: the source by a letter, the information by a figure, as "B2"."""
    given = value.strip().upper()
    if not _GRADE.fullmatch(given):
        raise UsageError(
            f"{value!r} is no Admiralty grade; want a letter A–F (source: A completely reliable … "
            "F cannot be judged) and a figure 1–6 (information: 1 confirmed … 6 cannot be judged)"
        )
    return _judgement("grade", by, at, why, (anchor(claim),), {"grade": given})


def comment(claim: Claim, by: str, at: str, why: str) -> Judgement:
    """A remark on the claim, which changes nothing."""
    if not why.strip():
        raise UsageError("a comment needs words")
    return _judgement("comment", by, at, why, (anchor(claim),))


def add(
    report: Report,
    where: str | tuple[int, int],
    predicate: str,
    fields: Sequence[str],
    by: str,
    at: str,
    why: str = "",
) -> Judgement:
    """A claim that was missed.

    In:  its words, as a quotation that stands once in the report or as half-open offsets in
         characters; its predicate; other fields as ``correct`` takes them. Without them it
         has happened, positively, certainly, on the outlet's own word.
    Out: a judgement that holds the claim (``judge.added``), whose reader is ``by``.
    """
    span = words.only(report, where) if isinstance(where, str) else words.span(report, *where)
    bare = Claim(
        id="",
        report=ReportRef(
            id=report.id,
            title=report.title,
            outlet=report.outlet,
            published=report.published,
            url=report.url,
        ),
        text=span.text,
        start=span.start,
        end=span.end,
        sources=(),
        modality="asserted",
        status="happened",
        polarity="positive",
        certainty="certain",
        predicate=read_predicate(predicate),
    )
    claim = derived(apply(bare, as_change(read_changes(fields, bare, report))))
    claim = replace(claim, id=readers_id(claim, by))
    change = as_change({"claim": claim, "given": list(fields)})
    return _judgement("add", by, at, why, (anchor(claim),), change)


def undo(judgement: Judgement, by: str, at: str, why: str = "") -> Judgement:
    """The judgement has no effect any more. Undoing an undo restores; the anchors are those of the
    judgement, so that both are found with its claims."""
    change = {"judgement": judgement.id}
    return _judgement("undo", by, at, why, judgement.anchors, change)


def _judgement(
    kind: JudgementKind,
    by: str,
    at: str,
    why: str,
    anchors: tuple[Anchor, ...],
    change: Mapping[str, Any] | None = None,
) -> Judgement:
    if not by.strip():
        raise UsageError("a judgement needs a name: who decides this?")
    if not _AT.fullmatch(at):
        raise UsageError(f"{at!r} is no time of the record; want UTC as 2016-02-04T09:30:00Z")
    said = dict(change or {})
    return Judgement(
        id=judgement_id(kind, by, at, why, anchors, said),
        kind=kind,
        by=by,
        at=at,
        why=why,
        anchors=anchors,
        change=said,
    )


def _check_report(claim: Claim, report: Report) -> None:
    if claim.report.id != report.id:
        raise UsageError(f"claim {claim.id} is of report {claim.report.id}, not of {report.id}")
