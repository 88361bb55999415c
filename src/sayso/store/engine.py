"""Where a record is, and its transactions: one writer at a time, readers never held up.

SQLite runs in WAL, and a commit returns once it is on disc (``synchronous=FULL``): neither a killed
process nor a power cut loses what was said to be recorded. PostgreSQL does so by default.
"""

from __future__ import annotations

import importlib.util
import math
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from sayso.core.errors import SaysoError, UsageError

BUSY_SECONDS: Final = 30
MAPPED_BYTES: Final = 2**31 - 2**16  # of a file read without copying: SQLite's most
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('sayso ' || current_schema(), 0))"


def address_of(where: str) -> URL:
    """A file path or a URL → SQLAlchemy's URL. Raises UsageError for a database of another kind."""
    if "://" not in where:
        return URL.create("sqlite", database=str(Path(where).expanduser()))
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as error:
        raise UsageError("the record's URL cannot be read: write postgresql://…") from error
    kind = url.drivername.partition("+")[0]
    if kind in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if kind == "sqlite" and url.database:
        return url.set(drivername="sqlite")
    raise UsageError(f"{shown(url)}: a record is a file or a postgresql:// URL")


def shown(url: URL) -> str:
    """The address for people: a file's path, or the URL without its password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)


def engine_for(url: URL) -> Engine:
    """An engine with the record's settings; nothing is opened yet."""
    if url.get_backend_name() != "sqlite":
        if importlib.util.find_spec("psycopg") is None:
            raise UsageError("PostgreSQL needs its driver: pip install 'psycopg[binary]>=3.2'")
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")
    try:
        connection.execute("SELECT sin(1.0)")
    except sqlite3.OperationalError:  # not in every build
        connection.create_function("sin", 1, math.sin, deterministic=True)
        connection.create_function("cos", 1, math.cos, deterministic=True)


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("sayso_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


class _Held(threading.local):
    """The transactions that a thread goes on reading in, by engine."""

    def __init__(self) -> None:
        self.by_engine: dict[Engine, Snapshot] = {}


class Snapshot:
    """A transaction that a thread goes on reading in, and what it keeps of what it read there."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.kept: dict[str, Any] = {}


_held = _Held()


@contextmanager
def at_once(engine: Engine) -> Iterator[None]:
    """All that this thread reads meanwhile, it reads in one transaction: of one state of the
    record, and without beginning anew for each question."""
    if engine in _held.by_engine:
        yield
        return
    with reading(engine) as connection:
        _held.by_engine[engine] = Snapshot(connection)
        try:
            yield
        finally:
            del _held.by_engine[engine]


def snapshot(engine: Engine) -> Snapshot | None:
    """The transaction that this thread goes on reading in, if it does."""
    return _held.by_engine.get(engine)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees the record as it stands at its first question, whatever is written
    meanwhile; within ``at_once``, that one."""
    held = snapshot(engine)
    if held is not None:
        with _said(engine):
            yield held.connection
        return
    options: dict[str, Any] = {}
    if engine.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"
    with _said(engine), engine.connect() as connection:
        yield connection.execution_options(**options)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """The write transaction: all of it or nothing, and no other meanwhile (the others wait, on
    SQLite for 30 seconds). Raises SaysoError where the wait was in vain."""
    with _said(engine), engine.connect() as connection:
        connection = connection.execution_options(sayso_write=True)
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql(_LOCK)
            yield connection


@contextmanager
def _said(engine: Engine) -> Iterator[None]:
    """What a database can refuse through no fault of ours, in one line."""
    try:
        yield
    except OperationalError as error:
        raise SaysoError(f"{shown(engine.url)}: {line(error)}") from error


def line(error: DBAPIError) -> str:
    """A database's complaint in one line, with what to do where we know it."""
    said = " ".join(str(error.orig).split())
    if "locked" in said:
        return f"another program has been writing for {BUSY_SECONDS} seconds: try again"
    if "disk is full" in said or "No space left" in said:
        return "the disc is full: nothing of this was recorded"
    if "readonly" in said:
        return "the record may not be written to: change its permissions"
    return said
