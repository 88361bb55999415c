"""Review: what waits for somebody's judgement, and judgements as they come."""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np
from fastapi import APIRouter, Depends, Response
from msgspec.structs import replace

from sayso.api.asked import Ask, Asking, Cursor, Filtering, Limit
from sayso.api.bodies import body_of, clean
from sayso.api.described import described
from sayso.api.problems import missing, refuse
from sayso.api.shelf import answer, catalogue_of
from sayso.catalogue.details import accounts_of
from sayso.catalogue.shown import Account
from sayso.core.record import Judgement
from sayso.core.types import Claim, Record
from sayso.record import Archive
from sayso.review import make
from sayso.review.judge import in_effect
from sayso.telling import Telling

router = APIRouter(tags=["review"])
_NAME, _WHY, _CLAIMS = 200, 5000, 200
_SURE = 0.5


class Change(Record, frozen=True, forbid_unknown_fields=True):
    """What a judgement changes: ``fields`` as "field=value" of a correction (see ``sayso review
    correct``); the Admiralty ``grade``; the id of the ``judgement`` that is undone."""

    fields: tuple[str, ...] = ()
    grade: str | None = None
    judgement: str | None = None


class Given(Record, frozen=True, forbid_unknown_fields=True):
    """A judgement as it is sent: on which claims (of a split: the first leaves its incident; of a
    merge: their incidents become one), why, and by whom; without a name, the token's counts."""

    kind: Literal["accept", "reject", "correct", "grade", "comment", "merge", "split", "undo"]
    claims: tuple[str, ...] = ()
    why: str = ""
    by: str | None = None
    change: Change = Change()


class Queued(Record, frozen=True):
    """A claim that nobody has judged yet. ``why_queued``: because accounts of it clash, because it
    is put as less than a plain fact, or because the reader was not sure of it."""

    claim: Claim
    account: Account
    incident: str | None
    why_queued: tuple[Literal["disputed", "unsure", "low confidence"], ...]


@router.get(
    "/review", **described("Claims that wait for a judgement", list[Queued], problems=(400,))
)
def queue(ask: Asking, wanted: Filtering, limit: Limit = 30, cursor: Cursor = None) -> Response:
    """Claims that fit and nobody has judged: disputed ones first, then unsure ones."""
    ask.need("review")
    catalogue = catalogue_of(ask)
    with ask.telling() as telling:
        selection = catalogue.select(wanted, telling)
        columns = catalogue.columns
        done = _judged(telling)
        fits = np.flatnonzero(selection.fits.claims)
        disputed = selection.disputed[columns.incident[fits]]
        unsure = columns.reason[fits] > 0
        order = np.lexsort((fits, -columns.rank[fits].astype(np.int64), ~unsure, ~disputed))
        left = [n for n in fits[order].tolist() if columns.claim_ids[n] not in done]
        page, following = ask.page(left, limit)
        ids = [columns.claim_ids[n] for n in page]
        standing = telling.claims(ids)
        accounts = accounts_of(selection, ids, telling)
    found = []
    for n, id in zip(page, ids, strict=True):
        if id not in standing or id not in accounts:
            continue
        row = int(columns.incident[n])
        claim = standing[id].claim
        reasons: list[Literal["disputed", "unsure", "low confidence"]] = []
        if selection.disputed[row]:
            reasons.append("disputed")
        if columns.reason[n]:
            reasons.append("unsure")
        if claim.confidence is not None and claim.confidence < _SURE:
            reasons.append("low confidence")
        found.append(Queued(
            claim=claim, account=accounts[id], incident=columns.ids[row],
            why_queued=tuple(reasons),
        ))  # fmt: skip
    return answer(ask, catalogue, found, total=len(left), next=following, hidden=selection.hidden())


def _judged(telling: Telling) -> set[str]:
    """The claims of which somebody has said whether they are what their words say."""
    judgements = telling.store.judgements()
    active = in_effect(judgements)
    return {
        anchor.claim
        for judgement in judgements
        if judgement.id in active and judgement.kind in ("accept", "reject", "correct", "add")
        for anchor in judgement.anchors
    }


@router.post(
    "/review",
    **described("Judge claims", Judgement, body=Given, problems=(404, 409)),
)
def judge(ask: Asking, given: Annotated[Given, Depends(body_of(Given))]) -> Response:
    """Record a judgement: nothing that was read is overwritten, and an undo takes it back."""
    ask.need("review")
    by = clean(given.by or ask.who.name or "", "by", _NAME, least=1)
    why = clean(given.why, "why", _WHY)
    if len(given.claims) > _CLAIMS:
        refuse(422, "invalid", f"claims: at most {_CLAIMS}")
    with ask.telling() as telling:
        _check_seen(telling, ask, given)
        given = _whole(telling, given)
    with ask.archive() as book:
        made = _made(book, given, by, book.clock(), why)
        if not book.judge(made):
            refuse(409, "known", "this judgement is in the record already")
    return ask.answer(made, keep=False)


def _check_seen(telling: Telling, ask: Ask, given: Given) -> None:
    """Nobody judges what they may not see."""
    known = telling.claims(given.claims)
    for id in given.claims:
        if id not in known:
            missing("claim", id)
    if given.kind == "undo":
        id = given.change.judgement or ""
        if not any(j.id == id for j in telling.store.judgements()):
            missing("judgement", id)


def _whole(telling: Telling, given: Given) -> Given:
    """A split from nothing that is named is from all of the incident that the asker sees; a merge
    is of all that they see of the incidents."""
    if given.kind == "merge" and len(given.claims) > 1:
        incidents = {telling.store.incident_of(id) for id in given.claims}
        found = telling.store.incident_claims(sorted(i for i in incidents if i))
        ids = dict.fromkeys((*given.claims, *(id for some in found.values() for id in some)))
        if len(ids) > _CLAIMS:
            refuse(422, "invalid", f"claims: {len(ids)} in these incidents, at most {_CLAIMS}")
        return replace(given, claims=tuple(ids))
    if given.kind != "split" or len(given.claims) != 1:
        return given
    incident = telling.store.incident_of(given.claims[0])
    members = telling.store.incident_claims([incident])[incident] if incident else ()
    others = (id for id in members if id != given.claims[0])
    return replace(given, claims=(given.claims[0], *others))


def _made(book: Archive, given: Given, by: str, at: str, why: str) -> Judgement:
    if given.kind == "undo":
        (found,) = (j for j in book.store.judgements() if j.id == given.change.judgement)
        return make.undo(found, by, at, why)
    known = book.claims(given.claims)
    for id in given.claims:
        if id not in known:  # removed since it was looked up
            missing("claim", id)
    claims = [known[id].claim for id in given.claims]
    if given.kind == "merge":
        return make.merge(claims, by, at, why)
    if given.kind == "split" and claims:
        return make.split(claims[0], _others(book, claims), by, at, why)
    if len(claims) != 1:
        refuse(422, "invalid", f"{given.kind} is of one claim")
    claim = claims[0]
    if given.kind == "accept":
        return make.accept(claim, by, at, why)
    if given.kind == "reject":
        return make.reject(claim, by, at, why)
    if given.kind == "grade":
        return make.grade(claim, given.change.grade or "", by, at, why)
    if given.kind == "comment":
        return make.comment(claim, by, at, why)
    entry = book.store.entry(claim.report.id)
    if entry is None:
        missing("report", claim.report.id)
    return make.correct(claim, given.change.fields, entry.report, by, at, why)


def _others(book: Archive, claims: list[Claim]) -> list[Claim]:
    """Those that the first claim is split from: the others that are named, or else all of its
    incident."""
    if len(claims) > 1:
        return claims[1:]
    incident = book.store.incident_of(claims[0].id)
    members = book.store.incident_claims([incident])[incident] if incident else ()
    return [c.claim for c in book.claims(members).values() if c.claim.id != claims[0].id]
