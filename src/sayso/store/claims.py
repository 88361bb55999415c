"""Claims and what they are found by: days, names, points, words, and the keys of gathering."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, delete, or_, select, tuple_, update

from sayso.core import edtf
from sayso.core.types import Claim, Mention, Place, Record, Report, Source
from sayso.store.ledger import incidents_due
from sayso.store.rows import (
    add_rows,
    by_ids,
    chunks,
    claim_of,
    next_number,
    rows_by,
    rows_in,
    sha256,
    walk,
    written,
)
from sayso.store.schema import (
    claim_bodies,
    claim_keys,
    claim_points,
    claim_terms,
    claims,
    incident_claims,
    incidents,
    links,
    readings,
    terms,
)
from sayso.store.words import fold, sentence_around

OPEN_START: Final = "0000-00-00"
OPEN_END: Final = "9999-12-31"
NO_DAY: Final = ("9999-99-99", "")  # sorts last, and lies in no interval
_BY_ID: Final = by_ids(select(claims.c.id, claim_bodies.c.json).join(claim_bodies), claims.c.id)
_OF_REPORTS: Final = by_ids(
    select(claims.c.report, claim_bodies.c.json).join(claim_bodies), claims.c.report
)
_PARTIES = ("actor", "recipient", "helper", "beneficiary", "mediator")


def insert_claims(
    connection: Connection,
    report: Report,
    reading: int,
    found: Sequence[Claim],
    keys: Mapping[str, Collection[str]],
) -> None:
    """Write claims of one report and reading, pending, with all they are found by. Their ids must
    be new."""
    first = next_number(connection, claims)
    numbered = list(enumerate(found, first))
    add_rows(connection, claims, [_row(n, claim, report, reading) for n, claim in numbered])
    add_rows(connection, claim_bodies, [_body(n, claim, report) for n, claim in numbered])
    _insert_terms(connection, [(n, _terms_of(claim, report)) for n, claim in numbered])
    rows = [{"key": k, "claim": n} for n, claim in numbered for k in sorted(set(keys[claim.id]))]
    add_rows(connection, claim_keys, rows)
    points = [(n, at) for n, claim in numbered for at in _points_of(claim)]
    first = next_number(connection, claim_points) if points else 0
    add_rows(
        connection,
        claim_points,
        [
            {"number": i, "claim": n, "lat": lat, "lon": lon}
            for i, (n, (lat, lon)) in enumerate(points, first)
        ],
    )


def digest(found: Iterable[Claim]) -> str:
    """A hash over claims, whatever their order."""
    return digest_of((claim.id, written(claim)) for claim in found)


def digest_of(rows: Iterable[tuple[str, str]]) -> str:
    """The same from ids with JSON."""
    return sha256("\n".join(sorted(f"{id} {sha256(json)}" for id, json in rows)))


def remove_readings(connection: Connection, numbers: Collection[int]) -> None:
    """Take out readings with their claims and all that hangs on these. Incidents they were in are
    dissolved, and what is left of them is pending again."""
    rows = [
        tuple(row)
        for row in rows_in(
            connection, select(claims.c.number, claims.c.id), claims.c.reading, numbers
        )
    ]
    dissolve(connection, [id for _, id in rows])
    for chunk in chunks(rows):
        gone, ids = [number for number, _ in chunk], [id for _, id in chunk]
        connection.execute(delete(links).where(or_(links.c.a.in_(ids), links.c.b.in_(ids))))
        for table in (claim_terms, claim_keys, claim_points):
            connection.execute(delete(table).where(table.c.claim.in_(gone)))
        connection.execute(delete(claim_bodies).where(claim_bodies.c.number.in_(gone)))
        connection.execute(delete(claims).where(claims.c.number.in_(gone)))
    connection.execute(delete(readings).where(readings.c.number.in_(numbers)))


def dissolve(connection: Connection, ids: Iterable[str]) -> None:
    """Make claims pending, and all others of the incidents they are in; these incidents go."""
    ids = list(ids)
    query = select(incident_claims.c.incident)
    old = {row[0] for row in rows_in(connection, query, incident_claims.c.claim, ids)}
    query = select(incident_claims.c.claim)
    touched = {row[0] for row in rows_in(connection, query, incident_claims.c.incident, old)}
    set_pending(connection, touched.union(ids), True)
    incidents_due(connection, old)
    for chunk in chunks(sorted(old)):
        connection.execute(delete(incident_claims).where(incident_claims.c.incident.in_(chunk)))
        connection.execute(delete(incidents).where(incidents.c.id.in_(chunk)))


def set_pending(connection: Connection, ids: Iterable[str], pending: bool) -> None:
    """Mark claims as waiting to be gathered, or not."""
    for chunk in chunks(sorted(set(ids))):
        connection.execute(update(claims).where(claims.c.id.in_(chunk)).values(pending=pending))


def set_keys(connection: Connection, keys: Mapping[str, Collection[str]]) -> None:
    """Give claims other keys: those of the claim as people have corrected it."""
    query = select(claims.c.id, claims.c.number)
    numbers = dict(map(tuple, rows_in(connection, query, claims.c.id, keys)))
    for chunk in chunks(numbers.values()):
        connection.execute(delete(claim_keys).where(claim_keys.c.claim.in_(chunk)))
    rows = [{"key": k, "claim": n} for id, n in numbers.items() for k in sorted(set(keys[id]))]
    add_rows(connection, claim_keys, rows)


def claims_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Claim]:
    """Claims by id, in the order asked; those that are not there are left out."""
    wanted = list(dict.fromkeys(ids))
    found = dict(map(tuple, rows_by(connection, _BY_ID, wanted)))
    return {id: claim_of(found[id]) for id in wanted if id in found}


def claims_of_report(connection: Connection, report: str) -> tuple[Claim, ...]:
    """All claims of a report, by every reader, in the order of recording."""
    query = select(claim_bodies.c.json).join(claims).where(claims.c.report == report)
    query = query.order_by(claims.c.number)
    return tuple(claim_of(json) for json in connection.scalars(query))


def claims_of_reports(
    connection: Connection, wanted: Iterable[str]
) -> dict[str, tuple[Claim, ...]]:
    """Report → its claims, by every reader; reports without any are left out."""
    found: dict[str, list[Claim]] = {}
    for report, json in rows_by(connection, _OF_REPORTS, sorted(set(wanted))):
        found.setdefault(report, []).append(claim_of(json))
    return {report: tuple(some) for report, some in found.items()}


def readers_of(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Claim id → who read it."""
    query = select(claims.c.id, readings.c.reader).join(readings)
    return dict(map(tuple, rows_in(connection, query, claims.c.id, ids)))


def walk_claims(connection: Connection, batch: int) -> Iterator[tuple[Claim, ...]]:
    """All claims in the order of recording, in batches."""
    query = select(claim_bodies.c.number, claim_bodies.c.json)
    for rows in walk(connection, query, claim_bodies.c.number, batch):
        yield tuple(claim_of(json) for _, json in rows)


def pending_claims(connection: Connection, limit: int | None) -> tuple[str, ...]:
    """Ids of claims not gathered yet, in the order of recording."""
    query = select(claims.c.id).where(claims.c.pending).order_by(claims.c.number).limit(limit)
    return tuple(connection.scalars(query))


def claims_with_keys(connection: Connection, keys: Iterable[str]) -> set[str]:
    """Ids of claims that have one of the keys."""
    query = select(claims.c.id).join(claim_keys, claim_keys.c.claim == claims.c.number)
    return {row[0] for row in rows_in(connection, query, claim_keys.c.key, sorted(set(keys)))}


class FoundBy(Record, frozen=True):
    """What search finds a claim by: its first and last day (see ``NO_DAY``), the folded words of
    its sentence, folded names by kind with a space before and after, and points."""

    days: tuple[str, str]
    words: str
    terms: frozenset[tuple[str, str]]
    points: tuple[tuple[float, float], ...]


def found_by(claim: Claim, report: Report) -> FoundBy:
    """What search would find a claim by in a record that holds it so."""
    return FoundBy(
        days=_days(claim, report.published),
        words=fold(sentence_around(report.text, claim.start, claim.end)),
        terms=frozenset(_terms_of(claim, report)),
        points=tuple(_points_of(claim)),
    )


def days_of(claim: Claim, published: str | None) -> tuple[str, str]:
    """First and last day by which claims are listed."""
    return _days(claim, published)


def _row(number: int, claim: Claim, report: Report, reading: int) -> dict[str, Any]:
    first, last = _days(claim, report.published)
    return {
        "number": number,
        "id": claim.id,
        "report": report.id,
        "reading": reading,
        "predicate": claim.predicate,
        "first_day": first,
        "last_day": last,
        "pending": True,
    }


def _body(number: int, claim: Claim, report: Report) -> dict[str, Any]:
    words = fold(sentence_around(report.text, claim.start, claim.end))
    return {"number": number, "words": words, "json": written(claim)}


def _days(claim: Claim, published: str | None) -> tuple[str, str]:
    """First and last day a claim is about. Without a time of its own, the day of publication; an
    open end reaches that day too, since the report knows no later one."""
    try:
        bounds = edtf.bounds(published) if published else (None, None)
    except ValueError:
        bounds = (None, None)
    told, until = (day and day.isoformat() for day in bounds)
    first, last = (claim.when.earliest, claim.when.latest) if claim.when else (None, None)
    if first is None and last is None:
        return (told, until or told) if told else NO_DAY
    if last is None:
        last = until if until and first and until >= first else OPEN_END
    return first or OPEN_START, last


def _terms_of(claim: Claim, report: Report) -> set[tuple[str, str]]:
    found: set[tuple[str, str | None]] = {("outlet", report.outlet)}
    for role in _PARTIES:
        for mention in getattr(claim.roles, role):
            found.update(("actor", name) for name in _names(mention))
    for source in claim.sources:
        found.update(("source", name) for name in _names(source))
        if source.of:
            found.update((("source", source.of.id), ("source", source.of.name)))
    for place in claim.places:
        found.update(("place", name) for name in _names(place))
    return {(kind, f" {folded} ") for kind, name in found if name and (folded := fold(name))}


def _names(thing: Mention | Source | Place) -> tuple[str | None, ...]:
    if isinstance(thing, Place):
        return thing.text, thing.name, thing.country, thing.admin1
    return thing.text, thing.name, thing.id


def _points_of(claim: Claim) -> list[tuple[float, float]]:
    places = (p for p in claim.places if p.lat is not None and p.lon is not None)
    return sorted({(p.lat, p.lon) for p in places if p.lat is not None and p.lon is not None})


def _insert_terms(
    connection: Connection, numbered: Sequence[tuple[int, set[tuple[str, str]]]]
) -> None:
    wanted = sorted(set().union(*(found for _, found in numbered)))
    known: dict[tuple[str, str], int] = {}
    query = select(terms.c.kind, terms.c.term, terms.c.number)
    for chunk in chunks(wanted):
        for row in connection.execute(query.where(tuple_(terms.c.kind, terms.c.term).in_(chunk))):
            known[row.kind, row.term] = row.number
    new = [pair for pair in wanted if pair not in known]
    known.update((pair, n) for n, pair in enumerate(new, next_number(connection, terms)))
    rows = [{"number": known[pair], "kind": pair[0], "term": pair[1]} for pair in new]
    add_rows(connection, terms, rows)
    rows = [{"term": known[pair], "claim": n} for n, found in numbered for pair in sorted(found)]
    add_rows(connection, claim_terms, rows)
