"""Reports: versions at an address, original bytes, translations, readings, near-copies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, select, update

from sayso.core.errors import UsageError
from sayso.core.record import Capture, Entry, Reading, SentencePair
from sayso.core.types import Claim, Report
from sayso.store import audit
from sayso.store.claims import digest, insert_claims, remove_readings
from sayso.store.ledger import claims_due
from sayso.store.removal import refused
from sayso.store.rows import (
    add_rows,
    by_ids,
    next_number,
    report_of,
    rows_by,
    rows_in,
    sha256,
    walk,
    written,
)
from sayso.store.schema import (
    addresses,
    captures,
    claims,
    copy_links,
    originals,
    readings,
    report_bands,
    reports,
)

Added = Literal["added", "known", "version"]
_translations = msgspec.json.Decoder(tuple[SentencePair, ...])
_captures = msgspec.json.Decoder(Capture)
_ENTRY = (
    reports.c.number,
    reports.c.json,
    reports.c.recorded,
    reports.c.address,
    reports.c.version,
    reports.c.replaced_by,
)
_BY_ID = by_ids(select(*_ENTRY), reports.c.id)
_COPIES = tuple(by_ids(select(copy_links), end) for end in (copy_links.c.a, copy_links.c.b))


def add_report(
    connection: Connection,
    report: Report,
    address: str | None,
    reading: Reading,
    found: Sequence[Claim],
    keys: Mapping[str, Collection[str]],
    bands: Collection[str],
    signature: bytes,
    capture: Capture | None,
    original: bytes | None,
    translation: Sequence[SentencePair],
) -> Added:
    """See Store.add_report."""
    if has_report(connection, report.id):
        _note_address(connection, report, address, reading, capture, original)
        return "known"
    hashes = {sha256(report.text), *([capture.sha256] if capture and capture.sha256 else ())}
    if refused(connection, report.id, hashes) is not None:
        raise UsageError(f"report {report.id} was removed for good: allow it again first")
    before = _standing_at(connection, address)
    json = written(report)
    row = {
        "number": next_number(connection, reports),
        "id": report.id,
        "recorded": reading.at,
        "address": address,
        "version": before.version + 1 if before else 1,
        "text_sha256": sha256(report.text),
        "signature": signature,
        "translation": written(tuple(translation)),
        "json": json,
    }
    add_rows(connection, reports, [row])
    if before and before.address == address:
        # Where it had only been noted, it still stands at its own address.
        connection.execute(
            update(reports).where(reports.c.id == before.id).values(replaced_by=report.id)
        )
        claims_due(connection, [before.id])
    _add_address(connection, report.id, address, reading.at)
    _keep(connection, report.id, capture, original)
    rows = [{"band": band, "report": report.id} for band in sorted(set(bands))]
    add_rows(connection, report_bands, rows)
    detail = _add_reading(connection, report, reading, _new(connection, found), keys)
    detail |= {
        "report": sha256(json),
        "text": row["text_sha256"],
        "translation": sha256(written(tuple(translation))),
        "capture": capture and capture.sha256,
        "replaces": before and before.id,
    }
    audit.append(
        connection,
        at=reading.at,
        by=reading.reader,
        what="new version" if before else "add report",
        about=report.id,
        detail=detail,
    )
    return "version" if before else "added"


def replace_reading(
    connection: Connection,
    report_id: str,
    reading: Reading,
    found: Sequence[Claim],
    keys: Mapping[str, Collection[str]],
    replaces: str | None,
) -> None:
    """See Store.replace_reading."""
    report = _report(connection, report_id)
    rows = connection.execute(
        select(readings.c.number, readings.c.reader).where(readings.c.report == report_id)
    ).all()
    gone = [
        row.number
        for row in rows
        if (row.reader == reading.reader if replaces is None else row.reader.startswith(replaces))
    ]
    remove_readings(connection, gone)
    found = _new(connection, found)
    detail = _add_reading(connection, report, reading, found, keys) | {"removed": gone}
    audit.append(
        connection, at=reading.at, by=reading.reader, what="reread", about=report_id, detail=detail
    )


def add_claims(
    connection: Connection,
    report_id: str,
    reading: Reading,
    found: Sequence[Claim],
    keys: Mapping[str, Collection[str]],
) -> int:
    """See Store.add_claims."""
    report = _report(connection, report_id)
    new = _new(connection, found)
    readers = {r.reader for r in readings_of(connection, report_id)}
    if new or reading.reader not in readers:
        detail = _add_reading(connection, report, reading, new, keys)
        audit.append(
            connection,
            at=reading.at,
            by=reading.reader,
            what="add claims",
            about=report_id,
            detail=detail,
        )
    return len(new)


def has_report(connection: Connection, id: str) -> bool:
    """Whether a report is in the record."""
    return connection.scalar(select(reports.c.number).where(reports.c.id == id)) is not None


def entries_by_id(connection: Connection, ids: Iterable[str]) -> list[Entry]:
    """Reports by id, in the order of recording."""
    rows = rows_by(connection, _BY_ID, list(dict.fromkeys(ids)))
    return [_entry(row) for row in sorted(rows, key=lambda row: int(row.number))]


def walk_entries(connection: Connection, batch: int = 200) -> Iterator[Entry]:
    """All reports in the order of recording."""
    for rows in walk(connection, select(*_ENTRY), reports.c.number, batch):
        yield from map(_entry, rows)


def translation_of(connection: Connection, report_id: str) -> tuple[SentencePair, ...]:
    """The original sentences beside a translated report's own."""
    json = connection.scalar(select(reports.c.translation).where(reports.c.id == report_id))
    return _translations.decode(json) if json else ()


def addresses_of(connection: Connection, report_id: str) -> tuple[str, ...]:
    """Every address at which a report was found, first to last."""
    query = select(addresses.c.address).where(addresses.c.report == report_id)
    return tuple(connection.scalars(query.order_by(addresses.c.number)))


def captures_of(connection: Connection, report_id: str) -> tuple[Capture, ...]:
    """When and how a report's bytes came in, first to last."""
    query = select(captures.c.json).where(captures.c.report == report_id)
    rows = connection.scalars(query.order_by(captures.c.number))
    return tuple(_captures.decode(json) for json in rows)


def original_bytes(connection: Connection, sha256: str) -> bytes | None:
    """The bytes with this hash, if they are kept."""
    return connection.scalar(select(originals.c.bytes).where(originals.c.sha256 == sha256))


def readings_of(connection: Connection, report_id: str) -> tuple[Reading, ...]:
    """Who read a report, first to last."""
    query = select(readings).where(readings.c.report == report_id).order_by(readings.c.number)
    return tuple(
        Reading(reader=row.reader, fingerprint=row.fingerprint, at=row.at)
        for row in connection.execute(query)
    )


def stale_reports(connection: Connection, fingerprint: str, prefix: str) -> tuple[str, ...]:
    """Reports with a reading by a reader whose name begins so, and another fingerprint."""
    query = (
        select(reports.c.id)
        .join(readings)
        .where(
            readings.c.fingerprint.is_distinct_from(fingerprint),
            readings.c.reader.startswith(prefix, autoescape=True),
        )
        .distinct()
        .add_columns(reports.c.number)
        .order_by(reports.c.number)
    )
    return tuple(row.id for row in connection.execute(query))


def near_copies(connection: Connection, report_id: str) -> dict[str, bytes]:
    """Other reports that share a band with this one → their signatures, by id."""
    own = select(report_bands.c.band).where(report_bands.c.report == report_id)
    others = select(report_bands.c.report).where(report_bands.c.band.in_(own))
    query = select(reports.c.id, reports.c.signature).where(
        reports.c.id.in_(others), reports.c.id != report_id
    )
    return {row.id: row.signature for row in connection.execute(query.order_by(reports.c.id))}


def signatures_of(connection: Connection, ids: Iterable[str]) -> dict[str, bytes]:
    """Signatures by report id."""
    query = select(reports.c.id, reports.c.signature)
    return {row.id: row.signature for row in rows_in(connection, query, reports.c.id, ids)}


def add_copy_links(connection: Connection, pairs: Iterable[tuple[str, str, float]]) -> None:
    """Note that two reports are near-copies, with their similarity; known pairs stay."""
    wanted = {(min(a, b), max(a, b)): score for a, b, score in pairs}
    known = {(a, b) for a, b, _ in copy_links_of(connection, {a for a, _ in wanted})}
    rows = [
        {"a": a, "b": b, "score": score}
        for (a, b), score in sorted(wanted.items())
        if (a, b) not in known
    ]
    add_rows(connection, copy_links, rows)


def copy_links_of(connection: Connection, ids: Iterable[str]) -> tuple[tuple[str, str, float], ...]:
    """The near-copies of reports: ``(a, b, similarity)`` with a < b, in order."""
    ids = list(ids)
    found: set[tuple[str, str, float]] = set()
    for query in _COPIES:
        found.update((row.a, row.b, row.score) for row in rows_by(connection, query, ids))
    return tuple(sorted(found))


def _entry(row: Any) -> Entry:
    return Entry(
        report=report_of(row.json),
        recorded=row.recorded,
        address=row.address,
        version=row.version,
        replaced_by=row.replaced_by,
    )


def _report(connection: Connection, id: str) -> Report:
    json = connection.scalar(select(reports.c.json).where(reports.c.id == id))
    if json is None:
        raise UsageError(f"no report {id} in the record: add the report first")
    return report_of(json)


def _standing_at(connection: Connection, address: str | None) -> Any:
    """The report last found at an address."""
    if address is None:
        return None
    query = (
        select(reports.c.id, reports.c.version, reports.c.address)
        .join(addresses)
        .where(addresses.c.address == address)
        .order_by(addresses.c.number.desc())
        .limit(1)
    )
    return connection.execute(query).first()


def _note_address(
    connection: Connection,
    report: Report,
    address: str | None,
    reading: Reading,
    capture: Capture | None,
    original: bytes | None,
) -> None:
    if address is None or address in addresses_of(connection, report.id):
        return
    _add_address(connection, report.id, address, reading.at)
    _keep(connection, report.id, capture, original)
    audit.append(
        connection,
        at=reading.at,
        by=reading.reader,
        what="note address",
        about=report.id,
        detail={"address": address, "capture": capture and capture.sha256},
    )


def _add_address(connection: Connection, report: str, address: str | None, at: str) -> None:
    if address is not None:
        number = next_number(connection, addresses)
        row = {"number": number, "address": address, "report": report, "at": at}
        add_rows(connection, addresses, [row])


def _keep(
    connection: Connection, report: str, capture: Capture | None, original: bytes | None
) -> None:
    if capture is None:
        return
    if original is not None and original_bytes(connection, capture.sha256) is None:
        add_rows(connection, originals, [{"sha256": capture.sha256, "bytes": original}])
    row = {
        "number": next_number(connection, captures),
        "report": report,
        "sha256": capture.sha256,
        "kept": original is not None,
        "json": written(capture),
    }
    add_rows(connection, captures, [row])


def _new(connection: Connection, found: Sequence[Claim]) -> list[Claim]:
    """Claims whose ids are not in the record, each once."""
    by_id = {claim.id: claim for claim in reversed(found)}
    query = select(claims.c.id)
    known = {row[0] for row in rows_in(connection, query, claims.c.id, list(by_id))}
    return [c for c in found if by_id.get(c.id) is c and c.id not in known]


def _add_reading(
    connection: Connection,
    report: Report,
    reading: Reading,
    found: Sequence[Claim],
    keys: Mapping[str, Collection[str]],
) -> dict[str, Any]:
    """Write a reading with its claims; out comes what the audit says of it."""
    if wrong := next((c.id for c in found if c.report.id != report.id), None):
        raise UsageError(f"claim {wrong} is not of report {report.id}")
    number = next_number(connection, readings)
    row = {
        "number": number,
        "report": report.id,
        "reader": reading.reader,
        "fingerprint": reading.fingerprint,
        "at": reading.at,
        "claims": len(found),
        "digest": digest(found),
    }
    add_rows(connection, readings, [row])
    insert_claims(connection, report, number, found, keys)
    return {
        "reading": number,
        "fingerprint": reading.fingerprint,
        "claims": row["claims"],
        "digest": row["digest"],
    }
