"""What is shown, to take along."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any, Literal

import msgspec
import numpy as np
from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from sayso.api.asked import Ask, Asking, Day, Filtering, day_of
from sayso.api.described import described
from sayso.api.routes.situations import Hearing, situation_at
from sayso.api.shelf import catalogue_of
from sayso.catalogue.catalogue import Selection
from sayso.catalogue.details import left_of
from sayso.core.record import Incident
from sayso.core.types import Claim
from sayso.release.unnamed import Unnamed
from sayso.telling import Telling
from sayso.views.csv import claim_rows

router = APIRouter(tags=["exports"])
Name = Literal[
    "claims.jsonl", "claims.csv", "incidents.jsonl", "incidents.geojson", "disputes.jsonl",
    "situation.json",
]  # fmt: skip
_MEDIA = {
    "jsonl": "application/jsonl", "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json", "json": "application/json",
}  # fmt: skip
_AT_ONCE = 400  # claims or incidents looked up at a time
Masked = Callable[[Any], Any]


@router.get(
    "/exports/{name}",
    **described("What the filters show, as a file",
                "JSON Lines, CSV, GeoJSON or JSON, by the name", media=tuple(_MEDIA.values()),
                problems=(404,)),
)  # fmt: skip
def export(
    name: Name,
    ask: Asking,
    wanted: Filtering,
    at: Day = None,
    known_by: Day = None,
    persons: Annotated[
        bool, Query(description="With the names of private persons (for the role review).")
    ] = False,
) -> Response:
    """Exactly what is shown under these filters. Private persons are left out unless ``persons`` is
    asked for. Of the situation, ``at``, ``known_by``, ``place`` and ``rule`` count."""
    if persons:
        ask.need("review")
    bare = persons or ask.who.public  # what the public sees is masked already
    kind = name.rpartition(".")[2]
    if name == "situation.json":
        rule = ask.request.query_params.get("rule", "all")
        place = wanted.place[0] if wanted.place else None
        found = situation_at(ask, Hearing(
            at=day_of(at, "at"), known_by=day_of(known_by, "known_by"), recorded_by=None,
            place=place, rule=rule,
        ))  # fmt: skip
        with ask.telling() as telling:
            shown = found if bare else _unnamed(ask, telling).anything(found)
        body = msgspec.json.format(msgspec.json.encode(shown), indent=2)
        return ask.bytes(body, _MEDIA[kind], name=name)
    with ask.telling() as telling:  # refuses here, before anything is sent
        selection = catalogue_of(ask).select(wanted, telling)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Type": _MEDIA[kind],
        "Cache-Control": "private, no-store",
    }
    return StreamingResponse(_pieces(ask, name, selection, bare), headers=headers)


def _pieces(ask: Ask, name: Name, selection: Selection, bare: bool) -> Iterator[bytes]:
    with ask.telling() as telling:
        without = None if bare else _unnamed(ask, telling)
        if name == "claims.csv":
            yield from claim_rows(_claims(selection, telling, without))
        elif name == "claims.jsonl":
            for claim in _claims(selection, telling, without):
                yield msgspec.json.encode(claim) + b"\n"
        elif name == "disputes.jsonl":
            yield from _disputes(selection, telling, without)
        elif name == "incidents.jsonl":
            for incident, _ in _incidents(selection, telling):
                yield msgspec.json.encode(_plain(incident, without)) + b"\n"
        else:
            yield from _geojson(selection, telling, without)


def _unnamed(ask: Ask, telling: Telling) -> Unnamed:
    def made() -> Unnamed:
        store, safety = telling.store, ask.desk.store.safety
        known = safety.persons(safety.looked_through())
        return Unnamed(store.entries(), store.claims_of, known)

    return ask.remember(("unnamed",), made)


def _plain(value: Any, without: Unnamed | None) -> Any:
    return value if without is None else without.anything(value)


def _claims(selection: Selection, telling: Telling, without: Unnamed | None) -> Iterator[Claim]:
    ids = selection.catalogue.columns.claim_ids
    wanted = [ids[n] for n in np.flatnonzero(selection.fits.claims).tolist()]
    for some in _parts(wanted):
        standing = telling.claims(some)
        for id in some:
            if id in standing and not standing[id].rejected:
                claim = standing[id].claim
                yield claim if without is None else without.claim(claim)


def _incidents(selection: Selection, telling: Telling) -> Iterator[tuple[Incident, list[Claim]]]:
    columns = selection.catalogue.columns
    for rows in _parts(selection.rows.tolist()):
        ids = [columns.ids[row] for row in rows]
        built = telling.ruled(ids, selection.wanted.rule).incidents
        claims = telling.claims(c for incident in built for c in incident.claims)
        for incident in built:
            yield incident, [claims[c].claim for c in incident.claims if c in claims]


def _disputes(selection: Selection, telling: Telling, without: Unnamed | None) -> Iterator[bytes]:
    catalogue = selection.catalogue
    rows = selection.fits.incidents
    for n, dispute in enumerate(catalogue.disputes):
        if not rows[catalogue.in_dispute(n)].any():
            continue
        left = left_of(dispute, selection, telling)
        if left is not None:
            yield msgspec.json.encode(_plain(left, without)) + b"\n"


def _geojson(selection: Selection, telling: Telling, without: Unnamed | None) -> Iterator[bytes]:
    yield b'{"type":"FeatureCollection","features":['
    first = True
    for incident, claims in _incidents(selection, telling):
        feature = _plain(_feature(incident, claims), without)
        yield (b"\n" if first else b",\n") + msgspec.json.encode(feature)
        first = False
    yield b"\n]}\n"


def _feature(incident: Incident, claims: Iterable[Claim]) -> dict[str, Any]:
    """An incident at every point that its claims name; none where they name none."""
    spots = {
        (p.lon, p.lat): p.precision
        for claim in claims
        for p in claim.places
        if p.lat is not None and p.lon is not None
    }
    told = incident.corroboration
    points = [list(spot) for spot in spots]
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": {"type": "MultiPoint", "coordinates": points} if points else None,
        "properties": {
            "title": incident.title, "predicate": incident.predicate,
            "first": incident.earliest, "last": incident.latest, "places": incident.places,
            "precisions": list(spots.values()), "claims": len(incident.claims), "low": told.low,
            "high": told.high, "outlets": told.outlets,
            "sides": [{"side": s.side, "low": s.low, "high": s.high} for s in told.sides],
        },
    }  # fmt: skip


def _parts(items: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]
