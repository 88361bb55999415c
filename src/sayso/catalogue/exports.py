"""What is shown, as files to take along: for the server's readers and for the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, Literal

import msgspec
import numpy as np
from msgspec.structs import replace

from sayso.catalogue.build import build
from sayso.catalogue.catalogue import Selection
from sayso.catalogue.details import background, left_of
from sayso.catalogue.spans import number
from sayso.catalogue.wanted import Wanted
from sayso.core.record import Incident
from sayso.core.types import Claim
from sayso.incidents.build import build_incident
from sayso.incidents.rules import Rule, apply
from sayso.questions import filters
from sayso.release.unnamed import Unnamed
from sayso.store.safety import Safety
from sayso.telling import Telling
from sayso.views.csv import claim_rows

Name = Literal[
    "claims.jsonl", "claims.csv", "incidents.jsonl", "incidents.geojson", "disputes.jsonl",
    "situation.json",
]  # fmt: skip
SITUATION: Final = "situation.json"
_AT_ONCE = 400  # claims or incidents looked up at a time


def pieces(
    name: str, selection: Selection, telling: Telling, without: Unnamed | None
) -> Iterator[bytes]:
    """A file of exactly what a selection shows, piece by piece; of which ``name`` says, but the
    situation. ``without``: what masks private persons, none where they are masked already or asked
    for."""
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


def chosen(
    telling: Telling, words: str | None, actor: Sequence[str], side: Sequence[str],
    place: Sequence[str], country: Sequence[str], predicate: Sequence[str],
    outlet: Sequence[str], since: str | None, until: str | None, disputed: bool, rule: Rule,
    known_by: str | None,
) -> Selection:  # fmt: skip
    """What of a record fits filters, for somebody who asks once: see ``Wanted``. Raises
    UsageError."""
    found = filters(predicates=predicate, since=since, until=until).predicate
    wanted = Wanted(
        q=words, actor=tuple(actor), side=tuple(side), place=tuple(place),
        country=tuple(code.upper() for code in country),
        predicates=frozenset((found,) if isinstance(found, str) else found or ()),
        outlet=tuple(outlet), from_=since, to=until, disputed=disputed, rule=rule,
        known_by=known_by,
    )  # fmt: skip
    return build(telling, "")[0].select(wanted, telling)


def whole(found: Any, without: Unnamed | None) -> bytes:
    """A situation, or anything else that is one thing, as a file."""
    return msgspec.json.format(msgspec.json.encode(_plain(found, without)), indent=2) + b"\n"


def unnamed(telling: Telling, safety: Safety) -> Unnamed:
    """What masks the private persons of all reports that may be seen."""
    known = safety.persons(safety.looked_through())
    return Unnamed(telling.store.entries(), telling.store.claims_of, known)


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
    columns, wanted = selection.catalogue.columns, selection.wanted
    for rows in _parts(selection.rows.tolist()):
        if wanted.known_by is None:
            ids = [columns.ids[row] for row in rows]
            built = telling.ruled(ids, wanted.rule).incidents
        else:
            built = _as_known(selection, rows, telling, number(wanted.known_by) or 0)
        claims = telling.claims(c for incident in built for c in incident.claims)
        for incident in built:
            yield incident, [claims[c].claim for c in incident.claims if c in claims]


def _as_known(
    selection: Selection, rows: list[int], telling: Telling, day: int
) -> tuple[Incident, ...]:
    """Incidents of what was published by a day, as the rule shows them."""
    columns = selection.catalogue.columns
    members = {
        columns.ids[row]: [columns.claim_ids[c] for c in columns.of(row) if early[c]]
        for early in (columns.published <= day,)
        for row in rows
    }
    standing = telling.claims(id for ids in members.values() for id in ids)
    claims = {id: claim.claim for id, claim in standing.items() if not claim.rejected}
    around = background(telling, standing.values())
    built = [
        replace(build_incident(told, (), around.count), id=id)
        for id, ids in members.items()
        if (told := [claims[c] for c in ids if c in claims])
    ]
    return apply(selection.wanted.rule, built, claims, around.entries, around.families).incidents


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
