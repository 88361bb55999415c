"""``sayso add``, killed, leaves nothing half, loses nothing, and writes nothing double.

Ten kills, five on each database; benchmarks/kill.py makes a hundred on each, with real claims."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Generator, Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import msgspec
import pytest
from benchmarks.kill import Work, fresh_places, kill
from tests.conftest import POSTGRES

from sayso.acquire import capture_paths
from sayso.core.errors import UsageError
from sayso.core.ids import claim_id
from sayso.core.types import Claim, Mention, Place, Problem, Report, ReportRef, Roles, When
from sayso.store.store import Store

KILLS = 5
OUTLETS = 4  # tell each of the examples
DAYS = 3  # from its first telling to its last
FIRST = date(2016, 2, 1)
PARTIES = (
    Mention(id="SYR-MIL", name="Syrian Arab Army", kind="military", country="SYR"),
    Mention(id="SYR-REB", name="Syrian opposition fighters", kind="rebel", country="SYR"),
    Mention(id="RUS-MIL", name="Russian Armed Forces", kind="military", country="RUS"),
)
PLACES = (
    Place(name="Nubl", lat=36.377, lon=36.995, country="SYR"),
    Place(name="Anadan", lat=36.294, lon=37.044, country="SYR"),
    Place(name="Geneva", lat=46.202, lon=6.146, country="CHE"),
)
PREDICATES = ("air_strike", "advance", "deliver_aid", "meet")


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for compiled modules, of all writers."""
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Iterator[str]]:
    """Places for records, on each database in turn."""
    where = str(tmp_path)
    if request.param == "postgresql" and not (where := os.environ.get(POSTGRES, "")):
        pytest.skip(f"{POSTGRES} names no PostgreSQL server")
    found = fresh_places(where)
    yield found
    found.close()


def test_kills(places: Iterator[str], root: Path, tmp_path: Path, compiled: Path) -> None:
    work = made(root / "examples" / "aleppo-2016", tmp_path)
    outcome = kill(places, work, KILLS, compiled, pieces=1)
    assert outcome.problems == ()
    assert len(outcome.kills) == KILLS
    assert outcome.finished >= 1
    assert (outcome.reports, outcome.claims > 150) == (68, True)
    assert outcome.joined > 5  # claims do meet, else gathering had nothing to lose
    fell = outcome.phases()
    assert fell.get("writing", 0) + fell.get("gathering", 0) >= 3


def made(examples: Path, folder: Path) -> Work:
    """The examples as several outlets tell them on the days that follow, with a made-up claim of
    every third line."""
    corpus, claims = folder / "corpus.jsonl", folder / "claims.jsonl"
    texts = [path.read_text("utf-8") for path in sorted(examples.glob("*.txt"))]
    with corpus.open("w", encoding="utf-8") as lines:
        for outlet in range(OUTLETS):
            for number, text in enumerate(texts):
                day = FIRST + timedelta(days=number + outlet % DAYS)
                told = {"text": text, "outlet": f"Outlet {outlet}", "published": day.isoformat()}
                lines.write(json.dumps(told) + "\n")
    with claims.open("wb") as lines_of_claims:
        for item in capture_paths([str(corpus)]):
            assert not isinstance(item, Problem), item
            for claim in made_claims(item.report):
                lines_of_claims.write(msgspec.json.encode(claim) + b"\n")
    return Work(corpus=corpus, claims=claims)


def made_claims(report: Report) -> Iterator[Claim]:
    """A claim of every third line with words: who, where and when go by the line's number."""
    start, numbers = 0, count()
    for line in report.text.splitlines(keepends=True):
        words, end = line.strip(), start + len(line.rstrip())
        if len(words) > 40 and (number := next(numbers)) % 3 == 0:
            predicate = PREDICATES[len(words) % len(PREDICATES)]
            day = (FIRST + timedelta(days=len(words) % 10)).isoformat()
            yield Claim(
                id=claim_id(report.id, end - len(words), end, predicate, ()),
                report=ReportRef(id=report.id, outlet=report.outlet, published=report.published),
                text=words,
                start=end - len(words),
                end=end,
                sources=(),
                modality="asserted",
                status="happened",
                polarity="positive",
                certainty="certain",
                predicate=predicate,
                roles=Roles(actor=(PARTIES[number % len(PARTIES)],)),
                places=(PLACES[number % len(PLACES)],),
                when=When(edtf=day, earliest=day, latest=day),
            )
        start += len(line)


def test_what_an_add_leaves_that_is_killed_while_it_makes_its_record(tmp_path: Path) -> None:
    nothing, empty, bare, whole, other = (
        tmp_path / f"{name}.db" for name in ("nothing", "empty", "bare", "whole", "other")
    )
    empty.touch()
    for path, statement in (
        (bare, "PRAGMA journal_mode = WAL"),
        (other, "CREATE TABLE notes (words TEXT)"),
    ):
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute(statement)
    Store.create(str(whole)).close()
    assert bare.stat().st_size > 0
    assert all(Store.is_unmade(str(path)) for path in (nothing, empty, bare))
    assert not any(Store.is_unmade(str(path)) for path in (whole, other, tmp_path))
    assert not nothing.exists()
    assert not Store.is_unmade("postgresql://nobody@localhost/none")
    (tmp_path / "text.db").write_text("no database " * 20)
    with pytest.raises(UsageError, match="no record"):
        Store.is_unmade(str(tmp_path / "text.db"))
