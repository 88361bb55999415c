"""A report that is removed for good leaves no word behind, and the audit still holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import text
from tests.records import Told, clock, fill

from sayso.core.errors import InputError, UsageError
from sayso.core.ids import report_id
from sayso.core.record import Acquired, SentencePair
from sayso.record import Archive
from sayso.releasing import release, remove
from sayso.review import make
from sayso.store.engine import address_of, engine_for
from sayso.store.rows import sha256
from sayso.store.schema import metadata

SECRET = ("Zolvan Ombreth", "Ombreth", "ombreth", "Quenbyville")


@pytest.fixture
def book(where: str, told: Told) -> Iterator[Archive]:
    """The examples in a record, the second of them with a secret in it."""
    with Archive.create(where, clock()) as made:
        fill(made, [told[0], _secret(told), told[2]])
        yield made


def _secret(told: Told) -> tuple[Acquired, tuple]:  # type: ignore[type-arg]
    item, claims = told[1]
    more = "\nZolvan Ombreth of Quenbyville saw it."
    whole = item.report.text + more
    report = replace(item.report, id=report_id(whole), text=whole, sha256=sha256(whole))
    there = []
    for claim in claims:
        sources = tuple(replace(s, name="Zolvan Ombreth") for s in claim.sources[:1])
        ref = replace(claim.report, id=report.id)
        there.append(
            replace(claim, id=f"f{claim.id[1:]}", report=ref, sources=sources, within=None,
                    cause=None, repeats=None)
        )  # fmt: skip
    pair = SentencePair(start=0, end=3, text="Ombreth ha detto", language="it")
    found = Acquired(
        report=report, original=whole.encode(), way="file", address="/tmp/Ombreth.txt",
        translation=(pair,),
    )  # fmt: skip
    return found, tuple(there)


def everything(where: str) -> str:
    """All that stands in the tables of a record, and, on SQLite, in its files."""
    engine = engine_for(address_of(where))
    said: list[str] = []
    with engine.connect() as connection:
        for name in metadata.tables:
            rows = connection.execute(text(f'SELECT * FROM "{name}"')).all()
            said += [str(bytes(v) if isinstance(v, memoryview) else v) for row in rows for v in row]
        if engine.dialect.name == "sqlite":
            connection.execute(
                text("CREATE VIRTUAL TABLE temp.vocab USING fts5vocab(main, claims_fts, 'row')")
            )
            said += [row[0] for row in connection.execute(text("SELECT term FROM vocab"))]
    engine.dispose()
    if "://" not in where:
        for file in Path(where).parent.glob(Path(where).name + "*"):
            said.append(file.read_bytes().decode("latin-1"))
    return "\n".join(said)


def test_no_word_is_left(book: Archive, where: str, told: Told) -> None:
    item, claims = _secret(told)
    other = told[0][1][0]
    at = book.clock()
    book.judge(make.comment(claims[0], "A. Analyst", at, "Ombreth lives there"))
    book.judge(make.merge([claims[1], other], "A. Analyst", book.clock(), "as Ombreth says"))
    book.judge(make.correct(other, ["place=Nubl"], told[0][0].report, "A. Analyst", at, "why not"))
    release(book, "public", by="me", why="a test", reports=[item.report.id])
    assert all(word in everything(where) for word in SECRET)
    done = remove(book, item.report.id, by="An Editor", why="asked by the family")
    assert (done.by, done.why) == ("An Editor", "asked by the family")
    left = everything(where)
    assert not [word for word in SECRET if word in left]
    assert item.report.text[:40] not in left
    found = book.store.check()
    assert found.problems == ()
    assert book.store.verify_audit() == []
    assert (found.reports, found.pending) == (2, 0)
    assert book.store.safety.removals() == (done,)
    assert [e.about for e in book.store.audit() if e.what == "remove report"] == [item.report.id]
    kinds = [judgement.kind for judgement in book.store.judgements()]
    assert kinds == ["correct"]
    assert book.store.safety.levels("report") == {}


def test_what_is_left_is_a_record_that_never_held_it(
    book: Archive, told: Told, tmp_path: Path
) -> None:
    remove(book, _secret(told)[0].report.id, by="me", why="a test")
    with Archive.create(str(tmp_path / "other.db"), clock()) as other:
        fill(other, [told[0], told[2]])
        ids = other.store.incidents().ids
        assert book.store.incidents().ids == ids
        assert book.incidents(ids) == other.incidents(ids)
        for day in ("2016-02-04", "2016-02-12"):
            for place in (None, "Syria"):
                assert book.situation(day, place=place) == other.situation(day, place=place)


def test_a_judgement_on_others_too_keeps_these(book: Archive, told: Told) -> None:
    _, claims = _secret(told)
    others = [told[0][1][0], told[2][1][0]]
    at = book.clock()
    book.judge(make.merge([*others, claims[0]], "A. Analyst", at, "as Ombreth says"))
    remove(book, claims[0].report.id, by="me", why="a test")
    (left,) = book.store.judgements()
    assert {anchor.claim for anchor in left.anchors} == {claim.id for claim in others}
    assert left.why == ""
    assert len({book.store.incident_of(claim.id) for claim in others}) == 1
    assert book.store.check().problems == ()


def test_it_is_refused_when_it_comes_again(book: Archive, told: Told) -> None:
    item, claims = _secret(told)
    remove(book, item.report.id, by="me", why="a test")
    with pytest.raises(InputError, match="removed from this record on 2026-11-22 by me: a test"):
        book.refuse_removed(item)
    with pytest.raises(UsageError, match="was removed for good"):
        book.add(item, claims)
    another_day = replace(item.report, id="0123456789abcdef", published="2016-02-09")
    with pytest.raises(InputError):
        book.refuse_removed(replace(item, report=another_day))
    same_bytes = replace(item.report, id="0123456789abcdef", text="Otherwise cut out.")
    with pytest.raises(InputError):
        book.refuse_removed(replace(item, report=same_bytes))
    book.refuse_removed(told[5][0])
    book.refuse_removed(item, by="An Editor")
    assert book.add(item, claims) == "added"
    book.gather()
    assert book.store.check().problems == ()
    whats = [entry.what for entry in book.store.audit() if entry.about == item.report.id]
    assert whats == ["add report", "remove report", "allow again", "add report"]


def test_versions_close_ranks(where: str, told: Told) -> None:
    with Archive.create(where, clock()) as book:
        ids = []
        for number in range(3):
            item = told[1][0]
            whole = f"{item.report.text}\nCorrected {number} times."
            report = replace(item.report, id=report_id(whole), text=whole)
            book.add(replace(item, report=report, address="https://a.example/1"), ())
            ids.append(report.id)
        remove(book, ids[1], by="me", why="a test")
        first, last = book.store.entries(ids)
        assert (first.replaced_by, last.replaced_by) == (ids[2], None)
        remove(book, ids[2], by="me", why="a test")
        (first,) = book.store.entries(ids)
        assert first.replaced_by is None
        assert book.store.check().problems == ()


def test_who_and_why_must_be_said(book: Archive, told: Told) -> None:
    with pytest.raises(UsageError, match="--by"):
        remove(book, told[0][0].report.id, by=" ", why="a test")
    with pytest.raises(UsageError, match="--why"):
        release(book, "public", by="me", why="", reports=[told[0][0].report.id])
    with pytest.raises(UsageError, match="no report"):
        remove(book, "0123456789abcdef", by="me", why="a test")
    with pytest.raises(UsageError, match="nothing in the record"):
        release(book, "public", by="me", why="a test", reports=["0123456789abcdef"])


def test_nothing_else_may_be_taken_out(book: Archive, where: str) -> None:
    from sqlalchemy.exc import DBAPIError

    remove(book, next(iter(book.store.entries())).report.id, by="me", why="a test")
    engine = engine_for(address_of(where))
    for table in ("audit", "originals"):
        refused = pytest.raises(DBAPIError, match="nothing is changed or taken out")
        with refused, engine.connect() as connection, connection.begin():
            connection.execute(text(f"DELETE FROM {table}"))
    engine.dispose()
