"""Lists over the whole record: for map, timeline and facets; incidents, claims, disputes; the day
that the page opens on."""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np
from fastapi import APIRouter, Query, Response
from fastapi.responses import RedirectResponse
from msgspec.structs import replace

from sayso.api.asked import Ask, Asking, Cursor, Day, Filtering, Limit, RuleName, Words, day_of
from sayso.api.described import described
from sayso.api.problems import missing, refuse
from sayso.api.shelf import answer, catalogue_of
from sayso.catalogue import days, details, finding
from sayso.catalogue.cards import cards
from sayso.catalogue.catalogue import Selection
from sayso.catalogue.facets import actors, facets, places
from sayso.catalogue.items import items
from sayso.catalogue.shown import (
    ActorCounts,
    Card,
    ClaimFound,
    ClaimTold,
    DisputeFound,
    Facets,
    Happening,
    IncidentTold,
    Items,
    PlaceCounts,
    SearchHit,
    Timeline,
)
from sayso.catalogue.spans import iso, number
from sayso.catalogue.timeline import timeline
from sayso.catalogue.wanted import Wanted
from sayso.core.record import DisputeKind
from sayso.incidents.rules import parse
from sayso.store.words import fold, phrases

router = APIRouter(tags=["lists"])
_BASE = "/api/v1"
_IDS = 100  # incidents that can be named at once
_NAMED = 500  # names of a list of places or parties


@router.get("/facets", **described("What there is to filter by, each by count", Facets))
def facets_(ask: Asking, wanted: Filtering) -> Response:
    """Predicates, parties, sides, places, outlets, roots, standings and countries of the incidents
    that fit, at most 200 of each, and the reading rules."""
    selection = _selected(ask, wanted)
    return answer(ask, selection.catalogue, facets(selection), hidden=selection.hidden())


@router.get("/items", **described("All incidents that fit, as columns", Items))
def items_(ask: Asking, wanted: Filtering) -> Response:
    """For map and timeline: one entry an incident, in the order of days, undated ones last."""
    selection = _selected(ask, wanted)
    return answer(
        ask, selection.catalogue, items(selection), total=selection.total,
        hidden=selection.hidden(),
    )  # fmt: skip


@router.get("/timeline", **described("Incidents by days", Timeline))
def timeline_(
    ask: Asking,
    wanted: Filtering,
    bins: Annotated[int, Query(ge=1, le=2000, description="The most bins to make.")] = 200,
) -> Response:
    """A histogram of what fits: each incident counts once, where it begins."""
    selection = _selected(ask, wanted)
    return answer(
        ask, selection.catalogue, timeline(selection, bins), total=selection.total,
        hidden=selection.hidden(),
    )  # fmt: skip


@router.get("/incidents", **described("Incidents as cards", list[Card], problems=(400,)))
def incidents(
    ask: Asking,
    wanted: Filtering,
    sort: Literal["day", "-day", "roots"] = "day",
    ids: Annotated[
        str | None,
        Query(max_length=4000, description="Only these, comma-separated, in this order, whatever "
              "the filters; rule and known_by still hold."),
    ] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:  # fmt: skip
    """Incidents that fit: by their days, the last first (``-day``), or by how many independent
    roots tell of them (``roots``)."""
    if ids is not None:
        return _named(ask, [id for id in ids.split(",") if id], wanted)
    selection = _selected(ask, wanted)
    rows = selection.rows
    if sort == "-day":
        rows = rows[::-1]
    elif sort == "roots":
        low, high = selection.roots()
        rows = rows[np.lexsort((rows, -high[rows], -low[rows]))]
    page, after = ask.page(rows.tolist(), limit)
    with ask.at_once() as telling:
        found = cards(selection, page, telling)
    return answer(
        ask, selection.catalogue, found, total=selection.total, next=after,
        hidden=selection.hidden(),
    )  # fmt: skip


def _named(ask: Ask, ids: list[str], wanted: Wanted) -> Response:
    if len(ids) > _IDS:
        refuse(422, "invalid", f"ids: at most {_IDS}")
    selection = _selected(ask, Wanted(rule=wanted.rule, known_by=wanted.known_by))
    known = selection.catalogue.rows
    rows = [row for id in dict.fromkeys(ids) if (row := known.get(id)) is not None]
    rows = [row for row in rows if selection.fits.incidents[row]]
    with ask.at_once() as telling:
        found = cards(selection, rows, telling)
    return answer(ask, selection.catalogue, found, total=len(found), next=None)


@router.get(
    "/incidents/{id}",
    **described("An incident with every account of it", IncidentTold, problems=(404,), moved=True),
)
def incident(id: str, ask: Asking, rule: RuleName = "all") -> Response:
    """All of an incident. An id that it had before a merge, or that of a claim in it, leads to
    it."""
    reading = parse(rule)
    selection = _selected(ask, Wanted(rule=reading))
    row = selection.catalogue.rows.get(id)
    with ask.at_once() as telling:
        if row is None:
            now = telling.store.incident_of(id)
            if now is None or now == id:
                missing("incident", id)
            query = f"?{ask.request.url.query}" if ask.request.url.query else ""
            # Not for good: a merge can be taken back.
            kept = {"Cache-Control": "no-store"}
            return RedirectResponse(f"{_BASE}/incidents/{now}{query}", 308, kept)
        found = details.incident_told(selection, row, telling, reading)
    if found is None:
        missing("incident", id)
    told, hidden = found
    return answer(ask, selection.catalogue, told, hidden=hidden)


@router.get("/day", **described("One day, every account of it", list[Happening], problems=(400,)))
def day(
    ask: Asking, wanted: Filtering, at: Day = None,
    limit: Annotated[int, Query(ge=1, le=50, description="The most to send.")] = 12,
    cursor: Cursor = None,
) -> Response:  # fmt: skip
    """What was told of for a day or said on it (the last on which anything was said, if none is
    given), the most telling first: disputed, then by how many sides and roots tell of it."""
    selection = _selected(ask, wanted)
    asked = number(day_of(at, "at"))
    on = days.newest(selection) if asked is None else asked
    if on is None:
        return answer(ask, selection.catalogue, [], total=0, next=None, at=None, days_near=[])
    rows = days.of_day(selection, on)
    page, after = ask.page(rows, limit)
    with ask.at_once() as telling:
        found = days.happenings(selection, page, telling)
    return answer(
        ask, selection.catalogue, found, total=len(rows), next=after, hidden=selection.hidden(),
        at=iso(on), days_near=days.days_near(selection, on),
    )  # fmt: skip


@router.get(
    "/claims", **described("Claims, the last said first", list[ClaimFound], problems=(400,))
)
def claims(ask: Asking, wanted: Filtering, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """The claims that fit."""
    selection = _selected(ask, wanted)
    ids = finding.claims_in_order(selection)
    page, after = ask.page(ids, limit)
    with ask.at_once() as telling:
        told = details.accounts_of(selection, page, telling)
        standing = telling.claims(page)
    columns = selection.catalogue.columns
    found = [
        ClaimFound(
            claim=standing[id].claim, account=told[id], rejected=standing[id].rejected,
            incident=None if row is None else columns.ids[row],
        )
        for id in page
        if id in told and id in standing
        for row in (selection.catalogue.row_of_claim(id),)
    ]  # fmt: skip
    return answer(
        ask, selection.catalogue, found, total=len(ids), next=after, hidden=selection.hidden()
    )


@router.get("/claims/{id}", **described("A claim as it stands", ClaimTold, problems=(404,)))
def claim(id: str, ask: Asking) -> Response:
    """A claim with its chain, its incident, who read it, and what people decided of it."""
    catalogue = catalogue_of(ask)
    with ask.at_once() as telling:
        found = details.claim_told(catalogue, id, telling)
    if found is None:
        missing("claim", id)
    return answer(ask, catalogue, found)


@router.get(
    "/disputes",
    **described("Accounts that cannot all be right", list[DisputeFound], problems=(400,)),
)
def disputes(
    ask: Asking, wanted: Filtering, kind: DisputeKind | None = None, limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:  # fmt: skip
    """Disputes that a fitting incident is part of, the most telling first, with every account that
    they rest on. No verdict."""
    selection = _selected(ask, wanted)
    catalogue = selection.catalogue
    rows = selection.fits.incidents
    found = [
        n
        for n in _disputes_under(selection)
        if (kind is None or catalogue.disputes[n].kind == kind)
        and rows[catalogue.in_dispute(n)].any()
    ]
    page, after = ask.page(found, limit)
    with ask.at_once() as telling:
        left = [details.left_of(catalogue.disputes[n], selection, telling) for n in page]
        told = details.disputes_found(selection, [d for d in left if d is not None], telling)
    return answer(ask, catalogue, told, total=len(found), next=after, hidden=selection.hidden())


def _disputes_under(selection: Selection) -> list[int]:
    by = selection.by
    if by is None or by.is_all:
        return list(range(len(selection.catalogue.disputes)))
    return selection.catalogue.ruled_disputes(by)


@router.get("/disputes/{id}", **described("One dispute", DisputeFound, problems=(404,)))
def dispute(id: str, ask: Asking) -> Response:
    """A dispute with every account that it rests on."""
    catalogue = catalogue_of(ask)
    found = [d for d in catalogue.disputes if d.id == id]
    if not found:
        missing("dispute", id)
    with ask.at_once() as telling:
        told = details.disputes_found(catalogue.select(Wanted(), telling), found, telling)
    return answer(ask, catalogue, told[0])


@router.get("/search", **described("Claims, places and parties", list[SearchHit], problems=(400,)))
def search(
    ask: Asking, q: Annotated[str, Query(min_length=1, max_length=300)], limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:  # fmt: skip
    """What has these words, or phrases in quotes: parties and places first, by how much is told of
    them, then claims, the last said first."""
    selection = _selected(ask, Wanted(q=q))
    names = finding.names_found(_selected(ask, Wanted()), q)
    ids = finding.claims_in_order(selection)
    page, after = ask.page(range(len(names) + len(ids)), limit)
    with ask.at_once() as telling:
        shown = [names[n] for n in page if n < len(names)]
        wanted = [ids[n - len(names)] for n in page if n >= len(names)]
        shown += finding.hits(selection, wanted, q, telling)
    return answer(ask, selection.catalogue, shown, total=len(names) + len(ids), next=after)


@router.get("/places", **described("Places that are told of, by count", list[PlaceCounts]))
def places_(ask: Asking, wanted: Filtering, q: Words = None) -> Response:
    """Places of the incidents that fit; ``q``: words of their names."""
    selection = _selected(ask, replace(wanted, q=None))
    found = [place for place in places(selection, _NAMED * 20) if _called(place.label, q)]
    return answer(ask, selection.catalogue, found[:_NAMED], total=len(found), next=None)


@router.get("/actors", **described("Parties that take part, by count", list[ActorCounts]))
def actors_(ask: Asking, wanted: Filtering, q: Words = None) -> Response:
    """Parties of the incidents that fit; ``q``: words of their names."""
    selection = _selected(ask, replace(wanted, q=None))
    found = [actor for actor in actors(selection, _NAMED * 20) if _called(actor.label, q)]
    return answer(ask, selection.catalogue, found[:_NAMED], total=len(found), next=None)


def _called(name: str, q: str | None) -> bool:
    words = f" {fold(name)} "
    return q is None or all(f" {phrase}" in words for phrase in phrases(q))


def _selected(ask: Ask, wanted: Wanted) -> Selection:
    catalogue = catalogue_of(ask)
    with ask.at_once() as telling:
        return catalogue.select(wanted, telling)
