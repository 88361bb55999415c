"""Where the shared material lies, and the rule that CI skips nothing."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sayso.pipeline import Reader

ROOT = Path(__file__).parent.parent
REQUIRE_ALL = "SAYSO_REQUIRE_ALL"


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
