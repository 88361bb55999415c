"""Making a record and opening one: what is there is looked at first, and what is not ours is left
alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Column, Connection, Engine, MetaData, Table, Text, inspect, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError

from sayso.core.errors import SaysoError, UsageError
from sayso.store.engine import address_of, engine_for, reading, shown, writing
from sayso.store.schema import HEAD, VERSION_TABLE, metadata

_version_table = Table(VERSION_TABLE, MetaData(), Column("version_num", Text))


def create(where: str) -> Engine:
    """See Store.create."""
    url = address_of(where)
    if url.get_backend_name() == "sqlite":
        _refuse_folder(url)
    with _opened(url) as engine:
        _prepare(engine)
        from sayso.store.migrations.run import upgrade  # slow to import, and seldom needed

        with writing(engine) as connection:
            if _version(connection) != HEAD:
                upgrade(connection)
    return engine


def is_unmade(where: str) -> bool:
    """Whether a file is still to be made a record: it is not there, or empty, as a program leaves
    it that is killed while it makes one. Never so of a URL of a server."""
    url = address_of(where)
    if url.get_backend_name() != "sqlite":
        return False
    if not Path(shown(url)).exists():
        return True
    if not Path(shown(url)).is_file():
        return False
    with _opened(url) as engine:
        with reading(engine) as connection:
            empty = not inspect(connection).get_table_names()
        engine.dispose()
    return empty


def open_record(where: str) -> Engine:
    """See Store.open."""
    url = address_of(where)
    name = shown(url)
    if url.get_backend_name() == "sqlite" and not Path(name).is_file():
        raise UsageError(f"no record at {name}: make one with 'sayso init'")
    with _opened(url) as engine:
        with reading(engine) as connection:
            version = _version(connection)
        if version is None:
            raise UsageError(f"{name} is no record of Sayso: make one with 'sayso init'")
        if version < HEAD:
            raise UsageError(
                f"{name} was made by an older Sayso: 'sayso init' brings it up to date"
            )
    return engine


@contextmanager
def _opened(url: URL) -> Iterator[Engine]:
    """An engine, let go of again where what follows fails; what a database says to a wrong address
    comes out as UsageError."""
    engine = engine_for(url)
    try:
        yield engine
    except DatabaseError as error:
        engine.dispose()
        raise UsageError(f"{shown(url)} is no record of Sayso: name another file") from error
    except SaysoError as error:
        engine.dispose()
        raise UsageError(str(error)) from error
    except BaseException:
        engine.dispose()
        raise


def _refuse_folder(url: URL) -> None:
    file = Path(shown(url))
    if file.is_dir():
        raise UsageError(f"{file} is a folder: name a file in it, as {file / 'sayso.db'}")
    if not file.parent.is_dir():
        raise UsageError(f"{file.parent} is no folder: make it first")


def _prepare(engine: Engine) -> None:
    """Refuse what is not ours; put SQLite in WAL, which it then stays in."""
    with reading(engine) as connection:
        if _version(connection) is None:
            there = set(inspect(connection).get_table_names())
            strange = there if engine.dialect.name == "sqlite" else there & set(metadata.tables)
            if strange:
                raise UsageError(
                    f"{shown(engine.url)} holds tables of another program: name another"
                )
    if engine.dialect.name == "sqlite":
        bare = engine.raw_connection()  # a journal cannot be changed within a transaction
        try:
            bare.cursor().execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            raise UsageError(f"{shown(engine.url)} cannot be made a record: {error}") from error
        finally:
            bare.close()


def _version(connection: Connection) -> str | None:
    """The migration the database is at; None where it has had none. Raises UsageError for one that
    is newer than this program."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    version = connection.scalar(select(_version_table.c.version_num))
    if version is not None and version > HEAD:
        raise UsageError(
            f"{shown(connection.engine.url)} was made by a newer Sayso: install that version"
        )
    return version
