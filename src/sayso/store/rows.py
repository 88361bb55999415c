"""What the tables' modules share: structs to JSON and back, numbers, long lists of ids."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, Table, bindparam, func, insert, select

from sayso.core.types import Claim, Report

CHUNK: Final = 1000  # how many ids one question names: both databases allow far more
T = TypeVar("T")
_encoder = msgspec.json.Encoder()
_claims = msgspec.json.Decoder(Claim)
_reports = msgspec.json.Decoder(Report)


def written(value: object) -> str:
    """A struct, or tuple of them, as JSON."""
    return _encoder.encode(value).decode()


def claim_of(json: str) -> Claim:
    """A claim's JSON → the claim."""
    return _claims.decode(json)


def report_of(json: str) -> Report:
    """A report's JSON → the report."""
    return _reports.decode(json)


def sha256(data: str | bytes) -> str:
    """64 hexadecimal digits."""
    if isinstance(data, str):
        data = data.encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()


def chunks(items: Iterable[T]) -> Iterator[list[T]]:
    """Items in the order given, at most CHUNK at a time."""
    rest = iter(items)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def next_number(connection: Connection, table: Table) -> int:
    """The number after the last; only for the one writer."""
    last = connection.scalar(select(func.max(table.c.number)))
    return (last or 0) + 1


def add_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows, if any."""
    if rows:
        connection.execute(insert(table), rows)


def rows_in(
    connection: Connection,
    query: Select[Any],
    column: ColumnElement[Any],
    values: Iterable[str] | Iterable[int],
) -> Iterator[Any]:
    """The rows of a query whose column is one of the values, asked in chunks."""
    for chunk in chunks(values):
        yield from connection.execute(query.where(column.in_(chunk))).all()


def by_ids(query: Select[Any], column: ColumnElement[Any]) -> Select[Any]:
    """The query for ``rows_by``, made once: that takes as long as to fetch some dozens of rows."""
    return query.where(column.in_(bindparam("ids", expanding=True)))


def rows_by(
    connection: Connection, query: Select[Any], values: Iterable[str] | Iterable[int]
) -> Iterator[Any]:
    """As ``rows_in``, of a query made by ``by_ids``."""
    for chunk in chunks(values):
        yield from connection.execute(query, {"ids": chunk}).all()


def walk(
    connection: Connection, query: Select[Any], number: ColumnElement[int], batch: int = CHUNK
) -> Iterator[Sequence[Any]]:
    """All rows of a query in order of ``number``, which is its first column, in batches."""
    last = 0
    while rows := connection.execute(
        query.where(number > last).order_by(number).limit(batch)
    ).all():
        yield rows
        last = rows[-1][0]
