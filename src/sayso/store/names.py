"""What an id, or its beginning, names; and how much there is of everything."""

from __future__ import annotations

from typing import Final, Literal

import msgspec
from sqlalchemy import Connection, Table, func, select

from sayso.core.record import Check
from sayso.core.types import Record
from sayso.store.schema import audit, claims, incidents, judgements, reports

Kind = Literal["report", "claim", "judgement"]
_KINDS: Final[tuple[tuple[Kind, str], ...]] = (
    ("report", "reports"), ("claim", "claims"), ("judgement", "judgements"),
)  # fmt: skip
_IDS: Final = {"reports": reports.c.id, "claims": claims.c.id, "judgements": judgements.c.id}


class _Timed(Record, frozen=True):
    at: str


_times: Final = msgspec.json.Decoder(_Timed)


class Named(Record, frozen=True):
    """A thing of the record: its kind and whole id."""

    kind: Kind
    id: str


def named(connection: Connection, beginning: str, limit: int = 5) -> tuple[Named, ...]:
    """What has an id that begins so, at most ``limit`` of each kind; one whole id wins."""
    found: list[Named] = []
    for kind, table in _KINDS:
        column = _IDS[table]
        query = select(column).where(column.startswith(beginning, autoescape=True)).limit(limit)
        found += [Named(kind=kind, id=id) for id in connection.scalars(query)]
    whole = [thing for thing in found if thing.id == beginning]
    return tuple(whole or found)


class State(Record, frozen=True):
    """Which state the record is in: the hash and time (UTC; none where it is empty) of its last
    change, and how many claims still wait to be gathered."""

    head: str
    at: str | None
    pending: int


_LAST = select(audit.c.hash, audit.c.json).order_by(audit.c.number.desc()).limit(1)
_WAITING = select(func.count()).select_from(claims).where(claims.c.pending)


def state(connection: Connection) -> State:
    """See ``State``; quick on a record of any size that is gathered."""
    row = connection.execute(_LAST).first()
    return State(
        head=row.hash if row else "",
        at=_times.decode(row.json).at if row else None,
        pending=connection.scalar(_WAITING) or 0,
    )


def counts(connection: Connection) -> Check:
    """Reports, claims, incidents, and claims that wait to be gathered."""

    def count(table: Table) -> int:
        return connection.scalar(select(func.count()).select_from(table)) or 0

    return Check(
        reports=count(reports),
        claims=count(claims),
        incidents=count(incidents),
        pending=connection.scalar(_WAITING) or 0,
        problems=(),
    )
