"""Schemathesis asks all that the API's description allows: never a 5xx, never an answer that breaks
the description. Which values mean something (a place that reports name) the description cannot say:
that they are refused is right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import CHECKS
from tests.serving import API, make_record, serving

CASES = 8  # of each operation: there are about forty

HOST = {"Host": "127.0.0.1:8000"}

checks = [c for c in CHECKS.get_all() if c.__name__ != "positive_data_acceptance"]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    record = make_record(tmp_path_factory.mktemp("schema") / "record.db")
    with serving(record) as found:
        yield found


@pytest.fixture(scope="module")
def token(client: TestClient) -> str:
    return str(client.get(f"{API}/about").json()["data"]["csrf"])


@pytest.fixture(scope="module")
def described(client: TestClient) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_asgi("/openapi.json", client.app, headers=HOST)


def test_nothing_breaks(described: schemathesis.BaseSchema, token: str) -> None:
    asked = 0
    for found in described.get_all_operations():
        operation = found.ok()  # type: ignore[union-attr]

        @settings(max_examples=CASES, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def ask(case: schemathesis.Case[Any]) -> None:
            answer = case.call(headers={**HOST, "X-CSRF-Token": token})
            case.validate_response(answer, checks=checks)  # type: ignore[arg-type]

        ask()
        asked += 1
    assert asked > 30
