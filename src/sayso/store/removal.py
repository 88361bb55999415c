"""Removing a report for good: its text, bytes, claims, search terms, translations, signatures, and
the words of judgements on it.

What stays: the audit as it was written (hashes, ids, times, names of those who worked), an entry
for the removal, and a row that says when, by whom and why. By the hashes kept there the report is
refused when it comes in again.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Engine, delete, exists, or_, select, update
from sqlalchemy.exc import DBAPIError

from sayso.core.errors import SaysoError, UsageError
from sayso.core.record import Judgement
from sayso.core.release import Removal
from sayso.store import audit
from sayso.store.claims import remove_readings
from sayso.store.engine import line, shown, writing
from sayso.store.ledger import claims_due
from sayso.store.rows import add_rows, chunks, rows_in, sha256, written
from sayso.store.schema import (
    addresses,
    captures,
    claim_terms,
    claims,
    copy_links,
    erasing,
    judgement_anchors,
    judgements,
    levels,
    metadata,
    originals,
    persons,
    readings,
    removals,
    removed_bytes,
    report_bands,
    reports,
    terms,
)

_decoder = msgspec.json.Decoder(Judgement)
_PAIRS: Final = frozenset({"merge", "split"})  # these need two claims


def remove_report(connection: Connection, report_id: str, *, by: str, at: str, why: str) -> Removal:
    """See Safety.remove."""
    query = select(reports.c.text_sha256, reports.c.replaced_by).where(reports.c.id == report_id)
    row = connection.execute(query).first()
    if row is None:
        raise UsageError(f"no report {report_id} in the record")
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
    add_rows(connection, erasing, [{"report": report_id}])
    erased = _erase_readings(connection, report_id)
    erased["judgements"] = _erase_judgements(connection, report_id)
    hashes = _erase_bytes(connection, report_id)
    _bridge(connection, report_id, row.replaced_by)
    for table, columns in (
        (addresses, ("report",)), (report_bands, ("report",)), (copy_links, ("a", "b")),
        (persons, ("report",)), (reports, ("id",)),
    ):  # fmt: skip
        here = or_(*(table.c[column] == report_id for column in columns))
        connection.execute(delete(table).where(here))
    ours = (levels.c.kind == "report") & (levels.c.id == report_id)
    connection.execute(delete(levels).where(ours))
    removal = Removal(report=report_id, at=at, by=by, why=why)
    add_rows(
        connection, removals,
        [{"report": report_id, "text_sha256": row.text_sha256, "at": at, "by": by, "why": why}],
    )  # fmt: skip
    add_rows(connection, removed_bytes, [{"sha256": h, "report": report_id} for h in hashes])
    connection.execute(delete(erasing))
    detail = {"erased": erased, "text": row.text_sha256, "bytes": hashes, "why": why}
    audit.append(
        connection, at=at, by=by, what="remove report", about=report_id, detail=detail
    )  # fmt: skip
    return removal


def refused(connection: Connection, report_id: str, hashes: Collection[str]) -> str | None:
    """The removed report with this id, or whose text or bytes have one of these hashes."""
    wanted = sorted(hashes)
    queries = (
        select(removals.c.report).where(removals.c.report == report_id),
        select(removals.c.report).where(removals.c.text_sha256.in_(wanted)),
        select(removed_bytes.c.report).where(removed_bytes.c.sha256.in_(wanted)),
    )
    found = (connection.scalar(query.limit(1)) for query in queries)
    return next((id for id in found if id is not None), None)


def take_back(connection: Connection, report_id: str, *, by: str, at: str) -> None:
    """See Safety.take_back."""
    connection.execute(delete(removed_bytes).where(removed_bytes.c.report == report_id))
    gone = connection.execute(delete(removals).where(removals.c.report == report_id))
    if gone.rowcount:
        audit.append(
            connection, at=at, by=by, what="allow again", about=report_id, detail={}
        )  # fmt: skip


def scrub(engine: Engine) -> None:
    """See Safety.scrub. SQLite: the index of words is made anew and the file written anew without
    free pages, then the journal is emptied. PostgreSQL: the tables are written anew."""
    try:
        if engine.dialect.name == "sqlite":
            with writing(engine) as connection:
                connection.exec_driver_sql("INSERT INTO claims_fts (claims_fts) VALUES ('rebuild')")
            _bare(engine, ["VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"])
        else:
            _bare(engine, [f'VACUUM (FULL) "{name}"' for name in metadata.tables])
    except DBAPIError as error:
        said = line(error)
        raise SaysoError(
            f"{shown(engine.url)}: erased, but traces may be left in its files ({said}): "
            "stop other programs that use it, and run 'sayso scrub'"
        ) from error


def _bare(engine: Engine, commands: Iterable[str]) -> None:
    """Commands outside of any transaction."""
    with contextlib.closing(engine.raw_connection()) as bare:
        if engine.dialect.name == "postgresql":
            driver: Any = bare.driver_connection
            driver.rollback()
            driver.autocommit = True
        try:
            cursor = bare.cursor()
            for command in commands:
                cursor.execute(command)
                if command.startswith("PRAGMA") and (busy := cursor.fetchone()) and busy[0]:
                    raise SaysoError(
                        f"{shown(engine.url)}: erased, but its journal is in use: stop other "
                        "programs that use it, and run 'sayso scrub'"
                    )
        finally:
            if engine.dialect.name == "postgresql":
                driver.autocommit = False


def _erase_readings(connection: Connection, report_id: str) -> dict[str, Any]:
    numbers = list(
        connection.scalars(select(readings.c.number).where(readings.c.report == report_id))
    )
    rows = connection.execute(
        select(claims.c.number, claims.c.id).where(claims.c.report == report_id)
    ).all()
    query = select(claim_terms.c.term)
    by_claim = rows_in(connection, query, claim_terms.c.claim, [row.number for row in rows])
    touched = {row[0] for row in by_claim}
    remove_readings(connection, numbers)
    used = exists().where(claim_terms.c.term == terms.c.number)
    for some in chunks(sorted(touched)):
        connection.execute(delete(terms).where(terms.c.number.in_(some), ~used))
    for ids in chunks(row.id for row in rows):
        at = (levels.c.kind == "claim") & levels.c.id.in_(ids)
        connection.execute(delete(levels).where(at))
    return {"readings": numbers, "claims": len(rows)}


def _erase_judgements(connection: Connection, report_id: str) -> dict[str, str | None]:
    """Judgements on the report's claims go; of those that rest on others too, only what they have
    of it. Out: id → the hash of what is left, none where nothing is."""
    query = select(judgement_anchors.c.judgement).where(judgement_anchors.c.report == report_id)
    numbers = sorted(set(connection.scalars(query)))
    left: dict[str, str | None] = {}
    rows = rows_in(
        connection, select(judgements.c.number, judgements.c.json), judgements.c.number, numbers
    )
    for row in list(rows):
        judgement = _decoder.decode(row.json)
        anchors = tuple(a for a in judgement.anchors if a.report != report_id)
        here = judgement_anchors.c.judgement == row.number
        if len(anchors) < 1 + (judgement.kind in _PAIRS):
            connection.execute(delete(judgement_anchors).where(here))
            connection.execute(delete(judgements).where(judgements.c.number == row.number))
            left[judgement.id] = None
            continue
        json = written(msgspec.structs.replace(judgement, anchors=anchors, why=""))
        connection.execute(
            delete(judgement_anchors).where(here, judgement_anchors.c.report == report_id)
        )
        this = judgements.c.number == row.number
        connection.execute(update(judgements).where(this).values(json=json))
        left[judgement.id] = sha256(json)
    return left


def _erase_bytes(connection: Connection, report_id: str) -> list[str]:
    """The original bytes go, unless another report came in with them; their hashes."""
    query = select(captures.c.sha256).where(captures.c.report == report_id)
    hashes = sorted(set(connection.scalars(query)) - {""})
    connection.execute(delete(captures).where(captures.c.report == report_id))
    used = exists().where(captures.c.sha256 == originals.c.sha256)
    for some in chunks(hashes):
        connection.execute(delete(originals).where(originals.c.sha256.in_(some), ~used))
    return hashes


def _bridge(connection: Connection, report_id: str, later: str | None) -> None:
    """The version before it is followed by the one after it."""
    before = list(
        connection.scalars(select(reports.c.id).where(reports.c.replaced_by == report_id))
    )
    if before:
        here = reports.c.id.in_(before)
        connection.execute(update(reports).where(here).values(replaced_by=later))
        claims_due(connection, before)
