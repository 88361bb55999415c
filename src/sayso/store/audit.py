"""The audit: one entry a change, each holding the hash of the one before.

An entry that is altered, taken out or put in breaks the chain. What the chain alone cannot show is
that its last entries were cut off, or that all of it was written anew: keep ``head()`` elsewhere
and give it to ``verify``. What was recorded without an entry, or altered after it, ``check`` sees.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, select

from sayso.core.record import AuditEntry
from sayso.store.rows import add_rows, sha256, walk, written
from sayso.store.schema import audit

START: Final = "0" * 64
_entries = msgspec.json.Decoder(AuditEntry)


def append(
    connection: Connection, *, at: str, by: str, what: str, about: str, detail: dict[str, Any]
) -> None:
    """Add an entry to the chain, within the transaction of the change."""
    append_all(connection, at=at, by=by, what=what, details={about: detail})


def append_all(
    connection: Connection, *, at: str, by: str, what: str, details: Mapping[str, dict[str, Any]]
) -> None:
    """Add an entry to the chain for each of many things, in their order."""
    number, previous = head(connection)
    rows: list[dict[str, Any]] = []
    for about, detail in details.items():
        number += 1
        entry = AuditEntry(
            number=number,
            at=at,
            by=by,
            what=what,
            about=about,
            detail=msgspec.json.encode(detail, order="sorted").decode(),
            previous=previous,
            hash="",
        )
        entry = msgspec.structs.replace(entry, hash=hash_of(entry))
        previous = entry.hash
        rows.append({"number": number, "about": about, "hash": previous, "json": written(entry)})
    add_rows(connection, audit, rows)


def head(connection: Connection) -> tuple[int, str]:
    """Number and hash of the last entry; 0 and zeros where there is none."""
    query = select(audit.c.number, audit.c.hash).order_by(audit.c.number.desc()).limit(1)
    row = connection.execute(query).first()
    return (row.number, row.hash) if row else (0, START)


def hash_of(entry: AuditEntry) -> str:
    """SHA-256 over the previous hash and the canonical JSON (sorted keys, UTF-8, no spaces) of the
    entry without its two hashes."""
    fields = msgspec.to_builtins(entry)
    previous = fields.pop("previous")
    del fields["hash"]
    return sha256(previous.encode() + msgspec.json.encode(fields, order="sorted"))


def entries(connection: Connection, since: int = 0) -> Iterator[AuditEntry]:
    """Entries after number ``since``, in order."""
    query = select(audit.c.number, audit.c.json).where(audit.c.number > since)
    for rows in walk(connection, query, audit.c.number):
        for _, json in rows:
            yield _entries.decode(json)


def verify(connection: Connection, kept: str | None = None) -> list[str]:
    """What is wrong with the chain, a line each; ``kept`` is a head hash noted earlier."""
    problems = []
    number, previous, seen = 0, START, kept is None
    query = select(audit.c.number, audit.c.about, audit.c.hash, audit.c.json)
    for rows in walk(connection, query, audit.c.number):
        for row in rows:
            if row.number != number + 1:
                problems.append(f"audit: entries {number + 1} to {row.number - 1} are missing")
            problems.extend(_faults(row, previous))
            number, previous = row.number, row.hash
            seen = seen or row.hash == kept
    if not seen:
        problems.append(f"audit: no entry has the hash {kept}: entries were cut off or rewritten")
    return problems


def _faults(row: Any, previous: str) -> Iterator[str]:
    try:
        entry = _entries.decode(row.json)
    except msgspec.MsgspecError:
        yield f"audit: entry {row.number} cannot be read"
        return
    if (entry.number, entry.about, entry.hash) != (row.number, row.about, row.hash):
        yield f"audit: entry {row.number} and its columns differ"
    if entry.previous != previous:
        yield f"audit: entry {row.number} does not follow the one before it"
    if hash_of(entry) != entry.hash:
        yield f"audit: entry {row.number} was altered"
