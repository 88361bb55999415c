"""Making a record, opening one, and refusing what is none; the migrations make the schema."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from tests.store_samples import add, sample

from sayso.core.errors import SaysoError, UsageError
from sayso.store import engine as engines
from sayso.store.engine import address_of, engine_for, reading, shown, writing
from sayso.store.migrations.run import config
from sayso.store.schema import HEAD, VERSION_TABLE, metadata
from sayso.store.store import Store


def test_making_it_again_keeps_what_it_holds(where: str) -> None:
    with Store.create(where) as store:
        add(store, sample(1))
    with Store.create(where) as store:
        assert store.has_report(sample(1).report.id)
    with Store.open(where) as store:
        assert store.check().reports == 1


def test_several_may_make_it_at_once(where: str) -> None:
    def make(_: int) -> None:
        Store.create(where).close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(make, range(4)))
    with Store.open(where) as store:
        assert store.check().problems == ()


def test_the_migrations_make_the_schema(where: str) -> None:
    Store.create(where).close()
    engine = engine_for(address_of(where))

    def ours(name: str | None, kind: str, _parents: object) -> bool:
        """Not what the migrations make in each database's own way."""
        if kind == "table":
            return name is not None and not name.startswith(("claims_fts", "claim_boxes"))
        return name not in ("ix_claim_bodies_words", "ix_claim_points_lat_lon")

    with reading(engine) as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": ours, "version_table": VERSION_TABLE}
        )
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == HEAD
        assert ScriptDirectory.from_config(config(connection)).get_current_head() == HEAD
    engine.dispose()


def test_sqlite_keeps_what_it_committed(tmp_path: Path) -> None:
    Store.create(str(tmp_path / "a.db")).close()
    engine = engine_for(address_of(str(tmp_path / "a.db")))
    with reading(engine) as connection:
        settings = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    assert settings == ["wal", 2, 1, 30000]
    engine.dispose()


@pytest.mark.parametrize("suffix", [" with a space.db", "100%.db", "ünï.db", "q?mode=ro.db"])
def test_any_file_name_will_do(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"r{suffix}"
    Store.create(str(file)).close()
    assert file.is_file()
    Store.open(str(file)).close()


def test_no_record_there(where: str) -> None:
    with pytest.raises(UsageError, match="sayso init"):
        Store.open(where)


def test_a_newer_or_older_record_is_refused(where: str) -> None:
    Store.create(where).close()
    engine = engine_for(address_of(where))
    for version, says in (("9999", "newer Sayso"), ("0000", "'sayso init' brings it up to date")):
        with writing(engine) as connection:
            connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '{version}'"))
        with pytest.raises(UsageError, match=says):
            Store.open(where)
    engine.dispose()


def test_what_is_no_record_is_left_alone(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all, " * 100)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE theirs (a)")
    connection.close()
    before = other.read_bytes()
    for file in (letter, other):
        with pytest.raises(UsageError, match="name another"):
            Store.create(str(file))
        with pytest.raises(UsageError, match="no record of Sayso"):
            Store.open(str(file))
    assert letter.read_text() == "Dear all, " * 100
    assert other.read_bytes() == before


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("mysql://me:secret@host/db", "a postgresql:// URL"),
        ("postgresql://me:secret@localhost:1/db", "cannot|refused|failed"),
        ("postgresql:\\\\me:secret@://", "cannot be read"),
        ("/no/such/folder/record.db", "make it first"),
        ("/", "is a folder"),
    ],
)
def test_a_wrong_place_is_said_in_one_line(where: str, says: str) -> None:
    with pytest.raises(UsageError, match=says) as raised:
        Store.create(where)
    assert "secret" not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_addresses() -> None:
    assert shown(address_of("a b.db")) == "a b.db"
    assert shown(address_of("sqlite:////a/b.db")) == "/a/b.db"
    assert address_of("postgres://h/d").drivername == "postgresql+psycopg"
    assert shown(address_of("postgresql+psycopg://u:p@h/d")) == "postgresql://u:***@h/d"


def test_a_writer_that_waits_in_vain_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0)
    where = str(tmp_path / "a.db")
    with (
        Store.create(where) as one,
        Store.open(where) as two,
        one.gathering(),
        pytest.raises(SaysoError, match="try again"),
    ):
        add(two, sample(1))


def test_postgresql_without_its_driver_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(UsageError, match="pip install"):
        Store.open("postgresql://nobody@localhost/none")
