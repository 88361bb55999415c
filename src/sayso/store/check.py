"""Whether the record is whole: nothing half, lost, double, altered or out of step.

All is seen in one read transaction, so that writers meanwhile do no harm. What SQLite can tell of
its own indexes needs a short write transaction, which changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Engine, exists, func, select
from sqlalchemy.exc import DatabaseError

from sayso.core.record import Check
from sayso.core.types import Report
from sayso.store import audit
from sayso.store.audited import Audited, replay
from sayso.store.claims import digest_of
from sayso.store.engine import reading, writing
from sayso.store.incidents import walk_summaries
from sayso.store.rows import report_of, sha256, walk
from sayso.store.schema import (
    captures,
    claim_bodies,
    claim_keys,
    claim_points,
    claim_terms,
    claims,
    incident_claims,
    incidents,
    judgement_anchors,
    judgements,
    links,
    originals,
    persons,
    readings,
    reports,
    road_networks,
    road_parts,
)

# (column, column): each value of the first must stand in the second.
_REFERENCES: Final = (
    (readings.c.report, reports.c.id),
    (captures.c.report, reports.c.id),
    (claims.c.report, reports.c.id),
    (claims.c.reading, readings.c.number),
    (claims.c.number, claim_bodies.c.number),
    (claim_bodies.c.number, claims.c.number),
    (claim_terms.c.claim, claims.c.number),
    (claim_keys.c.claim, claims.c.number),
    (claim_points.c.claim, claims.c.number),
    (links.c.a, claims.c.id),
    (links.c.b, claims.c.id),
    (incident_claims.c.claim, claims.c.id),
    (incident_claims.c.incident, incidents.c.id),
    (judgement_anchors.c.judgement, judgements.c.number),
    (reports.c.replaced_by, reports.c.id),
    (road_parts.c.network, road_networks.c.id),
    (persons.c.report, reports.c.id),
)
_SHOWN: Final = 20  # problems of one kind


def check(engine: Engine) -> Check:
    """See Store.check."""
    with reading(engine) as connection:
        counts = {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in (reports, claims, incidents)
        }
        pending = connection.scalar(select(func.count()).where(claims.c.pending)) or 0
        problems = list(audit.verify(connection))
        audited = replay(connection)
        for find in (
            _lost, _double, _unread, _reports, _readings, _judgements, _claims, _incidents,
            _ungathered, _originals,
        ):  # fmt: skip
            problems.extend(_cut(find(connection, audited)))
    if engine.dialect.name == "sqlite":
        problems.extend(_sqlite(engine))
    return Check(**counts, pending=pending, problems=tuple(problems))


def _cut(found: Iterator[str]) -> Iterator[str]:
    more = 0
    for i, problem in enumerate(found):
        if i < _SHOWN:
            yield problem
        else:
            more += 1
    if more:
        yield f"… and {more} more like the last"


def _lost(connection: Connection, _audited: Audited) -> Iterator[str]:
    for column, target in _REFERENCES:
        other = target.table.alias()
        there = exists().where(other.c[target.name] == column)
        query = select(column).where(column.is_not(None), ~there)
        for value in connection.scalars(query.distinct()):
            thing = f"{target.table.name} {value}"
            yield f"{column.table.name}.{column.name}: {thing} is not there"


def _double(connection: Connection, _audited: Audited) -> Iterator[str]:
    for table in (reports, claims, judgements):
        query = select(table.c.id).group_by(table.c.id).having(func.count() > 1)
        for id in connection.scalars(query):
            yield f"{table.name} {id}: there more than once"


def _unread(connection: Connection, _audited: Audited) -> Iterator[str]:
    query = select(reports.c.id).where(~exists().where(readings.c.report == reports.c.id))
    for id in connection.scalars(query):
        yield f"report {id}: half-written, without a reading"


def _reports(connection: Connection, audited: Audited) -> Iterator[str]:
    query = select(
        reports.c.number, reports.c.id, reports.c.text_sha256, reports.c.translation, reports.c.json
    )
    missing = set(audited.reports)
    for rows in walk(connection, query, reports.c.number, 200):
        for row in rows:
            missing.discard(row.id)
            report = report_of(row.json)
            if report.id != row.id or sha256(report.text) != row.text_sha256:
                yield f"report {row.id}: its text is not the one that was recorded"
            elif (row.id, sha256(row.json), sha256(row.translation)) not in audited.contents:
                yield f"report {row.id}: not as the audit has it"
        if rows and (back := audited.removed & {row.id for row in rows}):
            yield from (f"report {id}: removed, but there" for id in sorted(back))
    for id in sorted(missing):
        yield f"report {id}: in the audit, but gone"


def _readings(connection: Connection, audited: Audited) -> Iterator[str]:
    """Each reading's claims, counted and hashed again, against its row and the audit."""
    found: dict[int, tuple[int, str]] = {}
    query = (
        select(claims.c.number, claims.c.reading, claims.c.id, claim_bodies.c.json)
        .join(claim_bodies)
        .order_by(claims.c.reading)
        .execution_options(yield_per=1000)
    )
    for number, rows in groupby(connection.execute(query), key=lambda row: int(row.reading)):
        pairs = [(row.id, row.json) for row in rows]
        found[number] = (len(pairs), digest_of(pairs))
    missing = dict(audited.readings)
    for row in connection.execute(select(readings).order_by(readings.c.number)):
        count, digest = found.get(row.number, (0, digest_of(())))
        if count != row.claims:
            yield f"report {row.report}: {row.reader} found {row.claims} claims, {count} are there"
        elif digest != row.digest:
            yield f"report {row.report}: claims by {row.reader} are not as they were recorded"
        if missing.pop(row.number, None) != (row.report, row.digest):
            yield f"report {row.report}: the reading by {row.reader} is not as the audit has it"
    for report, _ in missing.values():
        yield f"report {report}: a reading is in the audit, but gone"


def _judgements(connection: Connection, audited: Audited) -> Iterator[str]:
    missing = dict(audited.judgements)
    for row in connection.execute(select(judgements.c.id, judgements.c.json)):
        if missing.pop(row.id, None) != sha256(row.json):
            yield f"judgement {row.id}: not as the audit has it"
    for id in sorted(missing):
        yield f"judgement {id}: in the audit, but gone"


def _claims(connection: Connection, _audited: Audited) -> Iterator[str]:
    """Every quoted span of every claim stands in its report."""
    report: Report | None = None
    query = select(claims.c.number, claims.c.id, claims.c.report, claim_bodies.c.json)
    query = query.join(claim_bodies)
    for rows in walk(connection, query, claims.c.number):
        for row in rows:
            if report is None or report.id != row.report:
                json = connection.scalar(select(reports.c.json).where(reports.c.id == row.report))
                report = report_of(json) if json else None
            if report is None:
                continue
            claim = msgspec.json.decode(row.json)
            if claim["id"] != row.id or claim["report"]["id"] != row.report:
                yield f"claim {row.id}: its row and its JSON differ"
            for words in _misplaced(claim, report.text):
                yield f"claim {row.id}: {words!r} does not stand at its place in the report"


def _misplaced(part: Any, text: str) -> Iterator[str]:
    if isinstance(part, list):
        for item in part:
            yield from _misplaced(item, text)
    elif isinstance(part, dict):
        words, start, end = part.get("text"), part.get("start"), part.get("end")
        if words is not None and "start" in part and text[start:end] != words:
            yield words
        for value in part.values():
            if isinstance(value, (dict, list)):
                yield from _misplaced(value, text)


def _incidents(connection: Connection, _audited: Audited) -> Iterator[str]:
    members: dict[str, list[str]] = {}
    for row in connection.execute(select(incident_claims)):
        members.setdefault(row.incident, []).append(row.claim)
    for summaries in walk_summaries(connection):
        for incident in summaries:
            held = sorted(members.get(incident.id, ()))
            if held != sorted(incident.claims):
                yield (
                    f"incident {incident.id}: names {len(incident.claims)} claims, "
                    f"{len(held)} are in it"
                )
            elif not held or held[0] != incident.id:
                yield f"incident {incident.id}: its id is not the smallest of its claims' ids"


def _ungathered(connection: Connection, _audited: Audited) -> Iterator[str]:
    # A rejection moves with its claim to another reading: the report is what stays.
    rejected = (
        select(judgement_anchors.c.claim)
        .join(judgements)
        .where(
            judgements.c.kind.in_(("reject", "undo")),
            judgement_anchors.c.report == claims.c.report,
        )
    )
    inside = exists().where(incident_claims.c.claim == claims.c.id)
    out = select(claims.c.id).where(~claims.c.pending, ~inside, ~rejected.exists())
    for id in connection.scalars(out):
        yield f"claim {id}: not pending, in no incident, and rejected by nobody"
    for id in connection.scalars(select(claims.c.id).where(claims.c.pending, inside)):
        yield f"claim {id}: pending, and yet in an incident"


def _originals(connection: Connection, _audited: Audited) -> Iterator[str]:
    for hash in list(connection.scalars(select(originals.c.sha256))):
        data = connection.scalar(select(originals.c.bytes).where(originals.c.sha256 == hash))
        if data is None or sha256(data) != hash:
            yield f"original {hash}: its bytes are not those that were captured"
    there = exists().where(originals.c.sha256 == captures.c.sha256)
    for row in connection.execute(select(captures).where(captures.c.kept, ~there)):
        yield f"report {row.report}: its original bytes ({row.sha256}) are gone"


def _sqlite(engine: Engine) -> Iterator[str]:
    with reading(engine) as connection:
        for said in connection.exec_driver_sql("PRAGMA quick_check").scalars():
            if said != "ok":
                yield f"database: {said}"
        said = connection.exec_driver_sql("SELECT rtreecheck('claim_boxes')").scalar()
        if said != "ok":
            yield f"places: the index is damaged: {said}"
        for one, other in (("claim_points", "claim_boxes"), ("claim_boxes", "claim_points")):
            query = f"SELECT count(*) FROM {one} WHERE number NOT IN (SELECT number FROM {other})"
            if lost := connection.exec_driver_sql(query).scalar():
                yield f"places: {lost} rows of {one} are not in {other}"
    try:
        with writing(engine) as connection:
            connection.exec_driver_sql(
                "INSERT INTO claims_fts (claims_fts, rank) VALUES ('integrity-check', 1)"
            )
    except DatabaseError:
        yield "words: the index is out of step with the claims"
