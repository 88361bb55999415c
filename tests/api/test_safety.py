"""Levels and removals as a server keeps them: at once, everywhere, and in no count."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.serving import API, bearer, give_token, make_public_record, reports, serving

SECRET = "Daily Post"
ASKED = (
    "/about", "/reports", "/incidents", "/items", "/claims", "/facets", "/disputes", "/audit",
    "/search?q=siege", "/situation?at=2024-05-11", "/day?at=2024-05-10", "/timeline",
    "/changes?since=2024-05-01&until=2024-05-12", "/exports/claims.jsonl", "/exports/claims.csv",
    "/places?q=Arden", "/actors?q=Syria",
)  # fmt: skip


@pytest.fixture
def record(tmp_path: Path) -> str:
    return make_public_record(tmp_path / "record.db")


def said(client: TestClient, token: str) -> str:
    """Everything that a token's role is told, and may."""
    answers = [client.get(API + path, headers=bearer(token)) for path in ASKED]
    assert all(answer.status_code in (200, 403) for answer in answers)
    return "\n".join(answer.text for answer in answers)


def secret_ids() -> list[str]:
    """Ids that nobody is to read who may not see the report."""
    item, claims = next(pair for pair in reports() if pair[0].report.outlet == SECRET)
    return [item.report.id, *(claim.id for claim in claims)]


def test_what_is_held_back_is_gone_at_once(record: str) -> None:
    tokens = {role: give_token(record, role) for role in ("read", "review", "admin")}
    report = secret_ids()[0]
    with serving(record) as client:
        for role in ("read", "review", "admin"):
            assert SECRET in said(client, tokens[role])
        given = {"report": report, "level": "confidential", "why": "names a ward", "by": "me"}
        done = client.post(f"{API}/levels", json=given, headers=bearer(tokens["admin"]))
        assert done.status_code == 200, done.text
        for role in ("read", "review"):
            told = said(client, tokens[role])
            assert SECRET not in told
            assert not [id for id in secret_ids() if id in told]
            for id in secret_ids():
                for kind in ("reports", "claims", "incidents"):
                    answer = client.get(f"{API}/{kind}/{id}", headers=bearer(tokens[role]))
                    assert answer.status_code == 404
            about = client.get(f"{API}/about", headers=bearer(tokens[role])).json()["data"]
            assert (about["reports"], about["claims"]) == (2, 3)
        assert SECRET in said(client, tokens["admin"])


def test_what_is_removed_is_gone_at_once(record: str) -> None:
    token = give_token(record, "admin")
    report, *claims = secret_ids()
    with serving(record) as client:
        assert SECRET in said(client, token)
        given = {"report": report, "why": "asked by a source", "by": "me"}
        done = client.post(f"{API}/removals", json=given, headers=bearer(token))
        assert done.status_code == 200, done.text
        told = said(client, token)
        assert SECRET not in told
        assert not [id for id in claims if id in told]
        audit = client.get(f"{API}/audit", headers=bearer(token)).json()["data"]
        assert any(entry["what"] == "remove report" for entry in audit)
        assert "asked by a source" in json.dumps(audit)
