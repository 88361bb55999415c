"""What is wrong with a record is seen: each row here breaks a whole one in one way."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from msgspec.structs import replace
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from tests.store_samples import AT, READING, add, gather_all, sample

from sayso.core.record import Anchor, Capture, Judgement
from sayso.store.engine import address_of, engine_for
from sayso.store.store import Store

ORIGINAL = b"bytes"
HASH = hashlib.sha256(ORIGINAL).hexdigest()
ONE, TWO = sample(1), sample(2)
CLAIM = ONE.claims[0].id
ALTER = "UPDATE claim_bodies SET json = replace(json, "
LAST = "(SELECT max(number) FROM audit)"


@pytest.fixture
def bare(where: str, store: Store) -> Iterator[Connection]:
    """A connection to a record of two reports, without the rules that guard it."""
    capture = Capture(sha256=HASH, at=AT, way="file")
    add(store, ONE, "/a", capture, ORIGINAL)
    add(store, TWO, "/a")
    gather_all(store)
    anchor = Anchor(claim=CLAIM, report=ONE.report.id, start=0, end=1, predicate="say")
    store.judge(
        Judgement(id="j", kind="comment", by="A. Analyst", at=AT, why="so", anchors=(anchor,))
    )
    assert store.check().problems == ()
    engine = engine_for(address_of(where))
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            for table in ("audit", "judgements", "originals"):
                for verb in ("UPDATE", "DELETE"):
                    connection.exec_driver_sql(f"DROP TRIGGER {table}_no_{verb}")
            connection.commit()
            connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
        else:
            connection.exec_driver_sql("SET session_replication_role = replica")
            connection.commit()
        yield connection
    engine.dispose()


BROKEN = {
    "half-written, without a reading": f"DELETE FROM readings WHERE report = '{ONE.report.id}'",
    "found 3 claims, 2 are there": f"DELETE FROM claims WHERE id = '{CLAIM}'",
    "claim_keys.claim: claims": f"DELETE FROM claims WHERE id = '{CLAIM}' ",
    "claims.report: reports": f"DELETE FROM reports WHERE id = '{ONE.report.id}'",
    "in the audit, but gone": f"DELETE FROM reports WHERE id = '{TWO.report.id}'",
    "reports.replaced_by": f"DELETE FROM reports WHERE id = '{TWO.report.id}' ",
    "its text is not the one": "UPDATE reports SET json = replace(json, 'Sentence', 'Santence')",
    "not as the audit has it": "UPDATE reports SET json = replace(json, 'An Outlet', 'Outlet')",
    "does not stand at its place": f"{ALTER}'Sentence', 'Santence')",
    "are not as they were recorded": f"{ALTER}'certain', 'sure')",
    "claims.number: claim_bodies": "DELETE FROM claim_bodies WHERE number = 2",
    "its row and its JSON differ": f"UPDATE claims SET id = 'other' WHERE id = '{CLAIM}'",
    "the reading by sayso 0.1.0 is not as": "UPDATE readings SET digest = 'other'",
    "rejected by nobody": f"DELETE FROM incident_claims WHERE claim = '{CLAIM}'",
    "names 1 claims, 0 are in it": f"DELETE FROM incident_claims WHERE claim = '{CLAIM}' ",
    "pending, and yet in an incident": f"UPDATE claims SET pending = (1=1) WHERE id = '{CLAIM}'",
    "incident_claims.incident: incidents": f"DELETE FROM incidents WHERE id = '{CLAIM}'",
    "its bytes are not those": "UPDATE originals SET bytes = 'other'",
    "its original bytes": "DELETE FROM originals",
    "judgement j: not as": "UPDATE judgements SET json = replace(json, 'so', 'not')",
    "judgement j: in the audit": "DELETE FROM judgements",
    "entry 2 was altered": "UPDATE audit SET json = replace(json, 'sayso', 'other') WHERE number=2",
    "entry 2 and its columns differ": "UPDATE audit SET hash = 'other' WHERE number = 2",
    "entries 2 to 2 are missing": "DELETE FROM audit WHERE number = 2",
    "entry 3 does not follow": "DELETE FROM audit WHERE number = 2 ",
    "entry 2 cannot be read": "UPDATE audit SET json = '{' WHERE number = 2",
    "judgement j: not as the audit": f"DELETE FROM audit WHERE number = {LAST}",
}
BROKEN_IN_SQLITE = {
    "1 rows of claim_boxes": "INSERT INTO claim_boxes VALUES (99, 1, 1, 1, 1)",
    "the index is out of step": "UPDATE claims_fts_data SET block = x'00' WHERE id = 10",
    "the index is out of step ": "INSERT INTO claims_fts (rowid, words) VALUES (99, 'none')",
}


@pytest.mark.parametrize("problem", BROKEN)
def test_what_is_broken_is_seen(store: Store, bare: Connection, problem: str) -> None:
    assert bare.execute(text(BROKEN[problem])).rowcount > 0
    bare.commit()
    assert any(problem in said for said in store.check().problems), store.check().problems


@pytest.mark.parametrize("problem", BROKEN_IN_SQLITE)
@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_indexes_out_of_step_are_seen(store: Store, bare: Connection, problem: str) -> None:
    bare.execute(text(BROKEN_IN_SQLITE[problem]))
    bare.commit()
    assert any(problem.strip() in said for said in store.check().problems)


def test_a_long_list_is_cut(store: Store, bare: Connection) -> None:
    for number in range(3, 23):
        add(store, sample(number))
    bare.execute(text("UPDATE reports SET json = replace(json, 'An Outlet', 'Outlet')"))
    bare.commit()
    assert store.check().problems[-1] == "… and 2 more like the last"


@pytest.mark.parametrize("table", ["audit", "judgements", "originals"])
def test_the_database_itself_refuses_to_rewrite(where: str, store: Store, table: str) -> None:
    add(store, ONE, "/a", Capture(sha256=HASH, at=AT, way="file"), ORIGINAL)
    store.judge(Judgement(id="j", kind="comment", by="A", at=AT, why="so", anchors=()))
    engine = engine_for(address_of(where))
    for change in (f"DELETE FROM {table}", f"UPDATE {table} SET {_any_column(table)} = NULL"):
        with engine.connect() as connection, pytest.raises(DBAPIError, match="nothing is changed"):
            connection.execute(text(change))
    engine.dispose()


def _any_column(table: str) -> str:
    return "bytes" if table == "originals" else "json"


def test_a_head_kept_elsewhere_shows_what_the_chain_cannot(store: Store, bare: Connection) -> None:
    store.replace_reading(ONE.report.id, READING, ONE.claims, ONE.keys)
    head = store.audit_head()[1]
    assert store.verify_audit(head) == []
    store.add_copy_links([(ONE.report.id, TWO.report.id, 0.5)])
    assert store.audit_head()[1] == head
    add(store, sample(3))
    assert store.verify_audit(head) == []
    bare.execute(text("DELETE FROM audit WHERE number >= 4"))
    bare.commit()
    assert store.verify_audit() == []
    assert store.verify_audit(head) == [
        f"audit: no entry has the hash {head}: entries were cut off or rewritten"
    ]


def test_every_change_is_in_the_audit(store: Store) -> None:
    add(store, ONE, "/a")
    add(store, TWO, "/a")
    add(store, TWO, "/b")
    store.add_claims(ONE.report.id, replace(READING, reader="A. Analyst"), [], {})
    store.replace_reading(ONE.report.id, READING, ONE.claims, ONE.keys)
    store.judge(Judgement(id="j", kind="comment", by="A. Analyst", at=AT, why="so", anchors=()))
    gather_all(store)
    entries = list(store.audit())
    assert [(entry.number, entry.what, entry.about, entry.by) for entry in entries] == [
        (1, "add report", ONE.report.id, "sayso 0.1.0"),
        (2, "new version", TWO.report.id, "sayso 0.1.0"),
        (3, "note address", TWO.report.id, "sayso 0.1.0"),
        (4, "add claims", ONE.report.id, "A. Analyst"),
        (5, "reread", ONE.report.id, "sayso 0.1.0"),
        (6, "judge: comment", "j", "A. Analyst"),
    ]
    assert [entry.number for entry in store.audit(since=4)] == [5, 6]
    assert store.audit_head() == (6, entries[-1].hash)


def test_two_writers_do_no_harm(where: str, store: Store) -> None:
    def write(writer: int) -> None:
        with Store.open(where) as own:
            for number in range(1, 13):
                add(own, sample(number if number % 2 else number + 100 * writer), f"/{number}")
                if number % 4 == 0:
                    gather_all(own)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(write, range(3)))
    check = store.check()
    assert (check.reports, check.claims, check.problems) == (24, 72, ())
