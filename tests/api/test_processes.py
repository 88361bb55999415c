"""What is worked out in processes beside the server is what the server itself would tell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.serving import API, bearer, give_token, make_public_record, reports, serving

from sayso.api.desk import Desk

SECRET = "Daily Post"
SITUATION = "/situation?at=2024-05-11&place=Belmont"
ASKED = (SITUATION, "/situation", "/positions?track=*", "/calendar", "/incidents", "/items", "/day",
         "/diff?from=2024-05-01&to=2024-05-12", "/situation?place=Nowhere")  # fmt: skip


@pytest.fixture
def record(tmp_path: Path) -> str:
    return make_public_record(tmp_path / "record.db")


def test_a_process_tells_what_the_server_would_and_nothing_that_is_gone(record: str) -> None:
    tokens = {role: bearer(give_token(record, role)) for role in ("read", "admin")}
    item, claims = next(pair for pair in reports() if pair[0].report.outlet == SECRET)
    ids = [item.report.id, *(claim.id for claim in claims)]

    def answers(client: TestClient, role: str) -> list[Any]:
        """All that is asked, without what tells one server from another."""
        found = [client.get(API + path, headers=tokens[role]) for path in ASKED]
        return [(a.status_code, a.json().get("data"), "etag" in a.headers) for a in found]

    def told(client: TestClient, role: str) -> list[str]:
        """The ids of what is gone that come out none the less."""
        text = json.dumps(answers(client, role))
        return [id for id in (SECRET, *ids) if id in text]

    with serving(record, workers=0) as client:
        plain = {role: answers(client, role) for role in tokens}
    with serving(record, workers=1) as client:
        desk: Desk = client.app.state.desk  # type: ignore[attr-defined]
        for _ in ("made", "kept"):
            assert {role: answers(client, role) for role in tokens} == plain
        unpacked = {"Accept-Encoding": "identity", **tokens["read"]}
        whole = client.get(API + SITUATION, headers=unpacked)
        assert whole.json()["data"] == plain["read"][0][1]
        assert len(told(client, "read")) == 1 + len(ids)
        given = {"report": ids[0], "level": "confidential", "why": "names a ward", "by": "me"}
        client.post(f"{API}/levels", json=given, headers=tokens["admin"]).raise_for_status()
        assert told(client, "read") == []
        assert len(told(client, "admin")) == 1 + len(ids)
        for process in (*desk.processes._begun, *desk.listing._begun):
            process.end()  # without them it goes on
        gone = {"report": ids[0], "why": "asked by a source", "by": "me"}
        client.post(f"{API}/removals", json=gone, headers=tokens["admin"]).raise_for_status()
        assert told(client, "admin") == []
