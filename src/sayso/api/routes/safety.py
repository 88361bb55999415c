"""Who may see what, and removals: for the role admin."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from sayso.api.asked import Ask, Asking
from sayso.api.bodies import body_of, clean
from sayso.api.described import described
from sayso.api.problems import missing, refuse
from sayso.core.release import Level, Removal
from sayso.core.types import Record
from sayso.releasing import release, remove

router = APIRouter(tags=["safety"])


class Levelled(Record, frozen=True, forbid_unknown_fields=True):
    """A report or a claim, and who may see it from now on."""

    level: Level
    why: str
    by: str | None = None
    report: str | None = None
    claim: str | None = None


class NowAt(Record, frozen=True):
    """What has which level now; ``changed``: it had another before."""

    id: str
    level: Level
    changed: bool


class Removing(Record, frozen=True, forbid_unknown_fields=True):
    """A report that is to be removed for good."""

    report: str
    why: str
    by: str | None = None


@router.post(
    "/levels",
    **described("Say who may see a report or claim", NowAt, body=Levelled, problems=(404,)),
)
def level(ask: Asking, given: Annotated[Levelled, Depends(body_of(Levelled))]) -> Response:
    """Say who may see a report or a claim: public, restricted or confidential."""
    by, why = _said(ask, given.by, given.why)
    if (given.report is None) == (given.claim is None):
        refuse(422, "invalid", "name a report or a claim")
    reports = [given.report] if given.report is not None else []
    claims = [given.claim] if given.claim is not None else []
    annotate = ask.desk.annotate if given.level == "public" else None
    with ask.archive() as book:
        if reports and not book.store.has_report(reports[0]):
            missing("report", reports[0])
        if claims and not book.store.claims(claims):
            missing("claim", claims[0])
        done = release(
            book, given.level, by=by, why=why, reports=reports, claims=claims, annotate=annotate
        )
    changed = bool(done.reports or done.claims)
    found = NowAt(id=(reports or claims)[0], level=given.level, changed=changed)
    return ask.answer(found, keep=False)


@router.post(
    "/removals",
    **described("Remove a report for good", Removal, body=Removing, problems=(404,)),
)
def removal(ask: Asking, given: Annotated[Removing, Depends(body_of(Removing))]) -> Response:
    """Erase a report's text, bytes and claims; that it was removed, and why, stays."""
    by, why = _said(ask, given.by, given.why)
    with ask.archive() as book:
        if not book.store.has_report(given.report):
            missing("report", given.report)
        found = remove(book, given.report, by=by, why=why)
    return ask.answer(found, keep=False)


def _said(ask: Ask, by: str | None, why: str) -> tuple[str, str]:
    ask.need("admin")
    return clean(by or ask.who.name or "", "by", 200, least=1), clean(why, "why", 5000, least=1)
