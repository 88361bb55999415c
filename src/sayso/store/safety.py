"""What keeps people safe in the record: levels, persons found in reports, removals.

Reached as ``Store.safety``. Every change has an entry in the audit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final, Literal

import msgspec
from sqlalchemy import Connection, Engine, delete, func, select

from sayso.core.record import Link
from sayso.core.release import Level, Persons, Removal
from sayso.core.types import Claim, Record
from sayso.store import audit
from sayso.store.engine import reading, writing
from sayso.store.names import Named, named
from sayso.store.removal import refused, remove_report, scrub, take_back
from sayso.store.rows import add_rows, chunks, claim_of, rows_in, walk, written
from sayso.store.schema import (
    captures,
    claim_bodies,
    claims,
    incident_claims,
    incidents,
    levels,
    links,
    persons,
    removals,
    reports,
)

Kind = Literal["report", "claim"]
_KNOWN: Final[dict[str, Any]] = {"report": reports, "claim": claims}
_MOST: Final = 1000  # things whose ids begin alike
_persons = msgspec.json.Decoder(Persons)


class _Published(Record, frozen=True):
    """As much of a report's JSON as is needed; the rest is passed over."""

    published: str | None = None


class _Scored(Record, frozen=True):
    """As much of a link's."""

    score: float


_published = msgspec.json.Decoder(_Published)
_scored = msgspec.json.Decoder(_Scored)


class Standing(Record, frozen=True):
    """A report without its text: when it was recorded and published, and what came after it."""

    id: str
    recorded: str
    published: str | None
    address: str | None
    replaced_by: str | None


class Safety:
    """Levels, persons and removals of a record."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    # Levels

    def levels(self, kind: Kind, ids: Iterable[str] | None = None) -> dict[str, Level]:
        """What was said of the levels of these, or all, reports or claims, by id. Those of which
        nothing was said are left out."""
        query = select(levels.c.id, levels.c.level).where(levels.c.kind == kind)
        with reading(self._engine) as connection:
            if ids is None:
                return dict(map(tuple, connection.execute(query).all()))
            return dict(map(tuple, rows_in(connection, query, levels.c.id, sorted(set(ids)))))

    def set_levels(
        self, kind: Kind, ids: Iterable[str], level: Level, *, by: str, at: str, why: str
    ) -> tuple[str, ...]:
        """Give reports or claims a level; out come those whose level changed. Ids that are not in
        the record are passed over."""
        with writing(self._engine) as connection:
            table = _KNOWN[kind]
            wanted = list(dict.fromkeys(ids))
            there = {row[0] for row in rows_in(connection, select(table.c.id), table.c.id, wanted)}
            query = select(levels.c.id, levels.c.level).where(levels.c.kind == kind)
            was = dict(map(tuple, rows_in(connection, query, levels.c.id, wanted)))
            changed = [id for id in wanted if id in there and was.get(id) != level]
            for some in chunks(changed):
                at_ = (levels.c.kind == kind) & levels.c.id.in_(some)
                connection.execute(delete(levels).where(at_))
                add_rows(
                    connection, levels, [{"kind": kind, "id": id, "level": level} for id in some]
                )
            details = {
                id: {"kind": kind, "level": level, "was": was.get(id), "why": why} for id in changed
            }
            audit.append_all(connection, at=at, by=by, what="level", details=details)
            return tuple(changed)

    def mark(self) -> tuple[tuple[str, int], ...]:
        """What differs where something was released, held back or removed: how many things have
        each level, and how many reports were removed and looked through."""
        by_level = select(levels.c.kind + " " + levels.c.level, func.count())
        by_level = by_level.group_by(levels.c.kind, levels.c.level)
        with reading(self._engine) as connection:
            found = [(str(row[0]), int(row[1])) for row in connection.execute(by_level)]
            for table in (removals, persons):
                count = connection.scalar(select(func.count()).select_from(table)) or 0
                found.append((table.name, count))
        return tuple(sorted(found))

    # Persons

    def persons(self, report_ids: Iterable[str]) -> dict[str, Persons]:
        """Where reports name persons, for those that were looked through."""
        with reading(self._engine) as connection:
            found = rows_in(connection, select(persons), persons.c.report, list(report_ids))
            return {row.report: _persons.decode(row.json) for row in found}

    def looked_through(self) -> frozenset[str]:
        """Ids of the reports that were looked through for persons."""
        with reading(self._engine) as connection:
            return frozenset(connection.scalars(select(persons.c.report)))

    def set_persons(self, found: Mapping[str, Persons], *, by: str, at: str) -> None:
        """Note where reports name persons, in place of what was noted before."""
        with writing(self._engine) as connection:
            for some in chunks(found):
                connection.execute(delete(persons).where(persons.c.report.in_(some)))
                rows = [{"report": id, "json": written(found[id])} for id in some]
                add_rows(connection, persons, rows)
            details = {
                id: {"private": len(names.private), "public": len(names.public)}
                for id, names in found.items()
            }
            audit.append_all(connection, at=at, by=by, what="look through", details=details)

    # What a sight is made from

    def standing(self) -> Iterator[Standing]:
        """All reports without their texts, in the order of recording."""
        query = select(
            reports.c.number, reports.c.id, reports.c.recorded, reports.c.address,
            reports.c.replaced_by, reports.c.json,
        )  # fmt: skip
        with reading(self._engine) as connection:
            for rows in walk(connection, query, reports.c.number):
                for row in rows:
                    published = _published.decode(row.json).published
                    yield Standing(
                        id=row.id, recorded=row.recorded, published=published,
                        address=row.address, replaced_by=row.replaced_by,
                    )  # fmt: skip

    def report_ids(self) -> frozenset[str]:
        """The ids of all reports."""
        with reading(self._engine) as connection:
            return frozenset(connection.scalars(select(reports.c.id)))

    def replaced(self) -> dict[str, str]:
        """Report → the next version, where there is one."""
        query = select(reports.c.id, reports.c.replaced_by)
        query = query.where(reports.c.replaced_by.is_not(None))
        with reading(self._engine) as connection:
            return dict(map(tuple, connection.execute(query).all()))

    def claims_of(self, report_ids: Iterable[str]) -> set[str]:
        """The ids of all claims of some reports."""
        with reading(self._engine) as connection:
            query = select(claims.c.id)
            return {r[0] for r in rows_in(connection, query, claims.c.report, list(report_ids))}

    def claims_in(self, report_ids: Iterable[str]) -> dict[str, list[Claim]]:
        """Report → its claims, in the order of recording."""
        query = select(claims.c.report, claims.c.number, claim_bodies.c.json).join(claim_bodies)
        with reading(self._engine) as connection:
            rows = list(rows_in(connection, query, claims.c.report, list(report_ids)))
        found: dict[str, list[Claim]] = {}
        for row in sorted(rows, key=lambda row: int(row.number)):
            found.setdefault(row.report, []).append(claim_of(row.json))
        return found

    def gathered(self) -> dict[str, list[str]]:
        """Incident → its claims, of all incidents."""
        found: dict[str, list[str]] = {}
        with reading(self._engine) as connection:
            query = select(incident_claims.c.incident, incident_claims.c.claim)
            for incident, claim in connection.execute(query):
                found.setdefault(incident, []).append(claim)
        return found

    def scores(self, claim_ids: Iterable[str]) -> list[Link]:
        """All links with an end in some claims, without their features."""
        ids = sorted(set(claim_ids))
        query = select(links.c.a, links.c.b, links.c.json)
        found: dict[tuple[str, str], Link] = {}
        with reading(self._engine) as connection:
            for column in (links.c.a, links.c.b):
                for row in rows_in(connection, query, column, ids):
                    if (row.a, row.b) not in found:
                        score = _scored.decode(row.json).score
                        found[row.a, row.b] = Link(a=row.a, b=row.b, score=score)
        return list(found.values())

    def first_days(self) -> dict[str, str]:
        """Incident → its first day, as a list of incidents is sorted; all of them."""
        with reading(self._engine) as connection:
            query = select(incidents.c.id, incidents.c.first_day)
            return dict(map(tuple, connection.execute(query).all()))

    def reports_with_bytes(self, sha256: str) -> tuple[str, ...]:
        """The reports that came in with these original bytes."""
        query = select(captures.c.report).where(captures.c.sha256 == sha256).distinct()
        with reading(self._engine) as connection:
            return tuple(connection.scalars(query.order_by(captures.c.report)))

    def named(self, beginning: str) -> tuple[Named, ...]:
        """As Store.named, with all that begin so."""
        with reading(self._engine) as connection:
            return named(connection, beginning, _MOST)

    # Removals

    def remove(self, report_id: str, *, by: str, at: str, why: str) -> Removal:
        """Erase a report and all that was taken from it; see removal.py. What is derived from it
        besides (incidents, the ledger) is due: gather, then ``scrub``. Raises UsageError where it
        is not there."""
        with writing(self._engine) as connection:
            return remove_report(connection, report_id, by=by, at=at, why=why)

    def scrub(self) -> None:
        """Leave no trace of what was erased in the database's files. Raises SaysoError where
        another program holds them."""
        scrub(self._engine)

    def removals(self) -> tuple[Removal, ...]:
        """What was removed, first to last."""
        with reading(self._engine) as connection:
            query = select(removals).order_by(removals.c.at, removals.c.report)
            return tuple(_removal(row) for row in connection.execute(query))

    def refused(self, report_id: str, hashes: Collection[str]) -> Removal | None:
        """The removal for which a report is refused: it has this id, or its text or bytes one of
        these hashes."""
        with reading(self._engine) as connection:
            found = refused(connection, report_id, hashes)
            return self._found(connection, found)

    def take_back(self, report_id: str, *, by: str, at: str) -> None:
        """Let a report that was removed be added again."""
        with writing(self._engine) as connection:
            take_back(connection, report_id, by=by, at=at)

    def _found(self, connection: Connection, id: str | None) -> Removal | None:
        if id is None:
            return None
        row = connection.execute(select(removals).where(removals.c.report == id)).one()
        return _removal(row)


def _removal(row: Any) -> Removal:
    return Removal(report=row.report, at=row.at, by=row.by, why=row.why)
