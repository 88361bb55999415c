"""Where the shared material lies, and the rule that CI skips nothing."""

from __future__ import annotations

import os
import uuid
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.records import Told

    from sayso.pipeline import Reader
    from sayso.store.store import Store

# No test is timed: what is slow the first time (a lexicon is loaded) is no fault.
settings.register_profile("sayso", deadline=None)
settings.load_profile("sayso")

ROOT = Path(__file__).parent.parent
REQUIRE_ALL = "SAYSO_REQUIRE_ALL"
POSTGRES = "SAYSO_TEST_POSTGRES"  # URL of a server where schemas may be made: tools/postgres.sh


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared material beside the repository (seed article, data sets); skips where absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not beside the repository")
    return folder


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The whole flow, loaded once for all tests."""
    from sayso.pipeline import Reader

    return Reader.load()


@pytest.fixture(scope="session")
def told(root: Path, reader: Reader) -> Told:
    """The examples with their claims, read once."""
    from sayso.acquire import capture_paths
    from sayso.core.record import Acquired

    items = capture_paths([str(root / "examples" / "aleppo-2016")])
    found = [item for item in items if isinstance(item, Acquired)]
    return [(item, reader.read(item.report)) for item in found]


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[str]:
    """Where a record can be made, on each database in turn: a file, or a schema of its own."""
    if request.param == "sqlite":
        yield str(tmp_path / "record.db")
        return
    if not (server := os.environ.get(POSTGRES)):
        pytest.skip(f"{POSTGRES} names no PostgreSQL server")
    import psycopg
    from sqlalchemy import make_url

    schema = f"sayso_{uuid.uuid4().hex}"
    url = make_url(server).set(drivername="postgresql")
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
        try:
            own = url.update_query_dict({"options": f"-csearch_path={schema}"})
            yield own.render_as_string(hide_password=False)
        finally:
            connection.execute(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture
def store(where: str) -> Generator[Store]:
    """An empty record, on each database in turn."""
    from sayso.store.store import Store

    with Store.create(where) as made:
        yield made


def _refuse(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Where nothing may be skipped, turn a skip into a failure that says why it skipped."""
    if os.environ.get(REQUIRE_ALL) != "1" or not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    report.outcome = "failed"
    report.longrepr = f"{reason}\n{REQUIRE_ALL}=1: a skip is a failure here"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse(report)
    return report
