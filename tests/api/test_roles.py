"""Who may ask what: this machine, tokens, sessions, the public; and how changes are let in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.records import clock
from tests.serving import API, bearer, csrf, give_token, make_record, serving
from typer.testing import CliRunner

from sayso.cli import app
from sayso.record import Archive

ELSEWHERE = {"host": "0.0.0.0", "address": "http://10.0.0.7:8000"}


@pytest.fixture
def record(tmp_path: Path) -> str:
    return make_record(tmp_path / "record.db")


def one_claim(client: TestClient, headers: dict[str, str] | None = None) -> str:
    report = client.get(f"{API}/reports", headers=headers).json()["data"][0]["id"]
    opened = client.get(f"{API}/reports/{report}", headers=headers).json()["data"]
    id: str = opened["claims"][0]["id"]
    return id


def test_on_this_machine_everybody_may_do_everything(record: str) -> None:
    with serving(record) as client:
        found = client.get(f"{API}/about").json()["data"]
        assert (found["role"], found["public"]) == ("admin", False)
        assert found["can"] == {"review": True, "admin": True, "access": True}
        assert found["reports"] == 3


def test_with_tokens_this_machine_needs_one_too(record: str) -> None:
    token = give_token(record, "read")
    with serving(record) as client:
        answer = client.get(f"{API}/about")
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert client.get(f"{API}/about", headers=bearer(token)).status_code == 200
        assert client.get("/openapi.json").status_code == 200


def test_elsewhere_a_token_is_needed(record: str) -> None:
    with serving(record, **ELSEWHERE) as client:
        for path in ("/about", "/reports", "/audit", "/situation", "/access", "/changes.atom"):
            assert client.get(API + path).status_code == 401
            for token in ("", "x", "sayso_é"):
                headers = {b"Authorization": f"Bearer {token}".encode()}
                assert client.get(API + path, headers=headers).status_code == 401


def test_what_each_role_may_do(record: str) -> None:
    tokens = {role: give_token(record, role) for role in ("read", "review", "admin")}
    with serving(record, **ELSEWHERE) as client:
        allowed: dict[str, list[int]] = {}
        for role, token in tokens.items():
            headers = bearer(token)
            asked: list[tuple[str, str, Any]] = [
                ("GET", "/about", None),
                ("GET", "/audit", None),
                ("GET", "/access", None),
                ("POST", "/review", {"kind": "accept", "claims": ["nosuch"]}),
                ("POST", "/levels", {"report": "nosuch", "level": "public", "why": "released"}),
                ("POST", "/removals", {"report": "nosuch", "why": "asked for"}),
            ]
            allowed[role] = [
                client.request(method, API + path, json=body, headers=headers).status_code
                for method, path, body in asked
            ]
        assert allowed == {
            "read": [200, 403, 403, 403, 403, 403],
            "review": [200, 200, 200, 404, 403, 403],
            "admin": [200, 200, 200, 404, 404, 404],
        }


def test_a_role_sees_and_counts_only_what_it_may(record: str) -> None:
    tokens = {role: give_token(record, role) for role in ("read", "review", "admin")}
    with serving(record, **ELSEWHERE) as client:
        admin = bearer(tokens["admin"])
        ids = [r["id"] for r in client.get(f"{API}/reports", headers=admin).json()["data"]]
        for id, level in zip(ids[:2], ("public", "confidential"), strict=True):
            body = {"report": id, "level": level, "why": "a test", "by": "Tester"}
            found = client.post(f"{API}/levels", json=body, headers=admin)
            assert found.json()["data"] == {"id": id, "level": level, "changed": True}
        seen = {}
        for role, token in tokens.items():
            headers = bearer(token)
            listed = client.get(f"{API}/reports", headers=headers).json()
            about = client.get(f"{API}/about", headers=headers).json()["data"]
            assert listed["meta"]["total"] == len(listed["data"]) == about["reports"]
            seen[role] = {report["id"] for report in listed["data"]}
            opened = [client.get(f"{API}/reports/{id}", headers=headers).status_code for id in ids]
            assert opened == [200 if id in seen[role] else 404 for id in ids]
        assert seen == {"read": {ids[0]}, "review": {ids[0], ids[2]}, "admin": set(ids)}
        audited = client.get(f"{API}/audit?limit=500", headers=bearer(tokens["review"])).text
        assert ids[2] in audited
        assert ids[1] not in audited


def test_a_session_instead_of_a_token(record: str) -> None:
    token = give_token(record, "review", "Ana")
    with serving(record, **ELSEWHERE) as client:
        assert client.post(f"{API}/session", json={"token": "no"}).status_code == 401
        begun = client.post(f"{API}/session", json={"token": token})
        assert begun.json()["data"]["role"] == "review"
        cookie = begun.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert token.lower() not in cookie
        about = client.get(f"{API}/about").json()["data"]
        assert (about["role"], about["name"]) == ("review", "Ana")
        assert about["csrf"] == begun.json()["data"]["csrf"]
        assert client.delete(f"{API}/session").json()["data"] == {"ended": True}
        assert client.get(f"{API}/about").status_code == 401


def test_a_revoked_token_opens_nothing(record: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.api.desk.FRESH", 0.0)
    token = give_token(record, "admin", "Ana")
    give_token(record, "read", "Ben")
    with serving(record, **ELSEWHERE) as client:
        client.post(f"{API}/session", json={"token": token})
        assert client.get(f"{API}/about").status_code == 200
        done = CliRunner().invoke(
            app, ["token", "revoke", "Ana", "--by", "Tester", "--record", record]
        )
        assert done.exit_code == 0, done.output
        assert client.get(f"{API}/about").status_code == 401
        assert client.get(f"{API}/about", headers=bearer(token)).status_code == 401


def test_tokens_are_kept_as_hashes(record: str) -> None:
    run = CliRunner()
    made = run.invoke(
        app,
        ["token", "add", "--role", "read", "--name", "Ana", "--by", "T", "--record", record],
    )
    token = made.stdout.strip()
    assert token.startswith("sayso_")
    assert len(token) > 43
    raw = b"".join(path.read_bytes() for path in Path(record).parent.glob("record.db*"))
    assert token.encode() not in raw
    listed = run.invoke(app, ["token", "list", "--record", record]).stdout
    assert "Ana" in listed
    assert token not in listed
    again = run.invoke(
        app,
        ["token", "add", "--role", "read", "--name", "Ana", "--by", "T", "--record", record],
    )
    assert again.exit_code == 2
    with Archive.open(record, clock()) as book:
        assert [entry.what for entry in book.store.audit()][-1] == "add token"
        assert book.store.verify_audit() == []


def test_the_public_sees_only_what_is_released(record: str) -> None:
    with serving(record, public=True) as client:
        about = client.get(f"{API}/about").json()["data"]
        assert (about["role"], about["public"], about["csrf"]) == ("read", True, "")
        assert (about["reports"], about["claims"], about["incidents"]) == (0, 0, 0)
        assert not any(about["can"].values())
        assert client.get(f"{API}/reports").json()["data"] == []
        assert client.get(f"{API}/audit").status_code == 403
        body = {"kind": "accept", "claims": ["x"], "by": "me"}
        assert client.post(f"{API}/review", json=body).status_code == 403


def test_a_change_needs_what_only_the_page_knows(record: str) -> None:
    with serving(record) as client:
        body = {"kind": "accept", "claims": [one_claim(client)], "by": "Tester"}
        url = f"{API}/review"
        assert client.post(url, json=body).json()["type"] == "urn:sayso:problem:bad-csrf"
        for wrong in (b"x", "é".encode()):
            refused = client.post(url, json=body, headers={b"X-CSRF-Token": wrong})
            assert refused.status_code == 403
        right = csrf(client)
        for site in ("cross-site", "same-site"):
            foreign = right | {"Sec-Fetch-Site": site}
            assert client.post(url, json=body, headers=foreign).status_code == 403
        text = right | {"Content-Type": "text/plain"}
        assert client.post(url, content='{"kind":"accept"}', headers=text).status_code == 415
        assert client.post(url, json=body, headers=right).status_code == 200


def test_a_judgement_is_found_in_the_audit_and_undone(record: str) -> None:
    with serving(record) as client:
        claim = one_claim(client)
        before = client.get(f"{API}/about").json()["meta"]["revision"]
        send = csrf(client)
        body = {"kind": "reject", "claims": [claim], "why": "another town", "by": "Tester"}
        made = client.post(f"{API}/review", json=body, headers=send).json()["data"]
        assert made["why"] == "another town"
        about = client.get(f"{API}/about").json()
        assert about["meta"]["revision"] != before
        listed = client.get(f"{API}/audit?limit=1").json()["data"]
        assert (listed[0]["what"], listed[0]["about"]) == ("judge: reject", made["id"])
        assert client.get(f"{API}/audit?about={claim}").json()["meta"]["total"] == 1
        undo = {"kind": "undo", "change": {"judgement": made["id"]}, "by": "Tester"}
        assert client.post(f"{API}/review", json=undo, headers=send).status_code == 200
    with Archive.open(record, clock()) as book:
        assert book.store.verify_audit() == []
        assert not book.claims([claim])[claim].rejected


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "grade", "change": {"grade": "Z9"}},
        {"kind": "grade"},
        {"kind": "comment", "why": ""},
        {"kind": "comment", "why": "\x07"},
        {"kind": "correct", "change": {"fields": ["nosuch=1"]}},
        {"kind": "merge"},
        {"kind": "accept", "claims": []},
        {"kind": "split", "claims": []},
        {"kind": "nosuch"},
        {"kind": "accept", "by": " "},
        {"kind": "accept", "by": "x" * 300},
        {"kind": "accept", "more": 1},
        [],
    ],
)
def test_what_cannot_be_judged_is_refused(record: str, change: Any) -> None:
    with serving(record) as client:
        send = csrf(client)
        body = change
        if isinstance(change, dict):
            body = {"claims": [one_claim(client)], "by": "Tester", "why": "so", **change}
        answer = client.post(f"{API}/review", json=body, headers=send)
        assert answer.status_code == 422, answer.text
        assert answer.headers["content-type"] == "application/problem+json"


def test_too_much_is_refused(record: str) -> None:
    with serving(record) as client:
        send = csrf(client) | {"Content-Type": "application/json"}
        answer = client.post(f"{API}/review", content=b" " * 1_000_001, headers=send)
        assert answer.status_code == 413
        pieces = iter([b" " * 600_000] * 3)
        answer = client.post(f"{API}/review", content=pieces, headers=send)
        assert answer.status_code == 413


def test_serving_elsewhere_without_tokens_is_refused(record: str) -> None:
    done = CliRunner().invoke(
        app, ["serve", "--record", record, "--host", "0.0.0.0", "--port", "0"]
    )
    assert done.exit_code == 2
    assert "sayso token add" in done.stderr


def test_a_removed_report_is_gone(record: str) -> None:
    with serving(record) as client:
        id = client.get(f"{API}/reports").json()["data"][0]["id"]
        text = client.get(f"{API}/reports/{id}").json()["data"]["text"]
        body = {"report": id, "why": "asked for by its author", "by": "Tester"}
        done = client.post(f"{API}/removals", json=body, headers=csrf(client))
        assert done.json()["data"]["report"] == id, done.text
        assert client.get(f"{API}/reports/{id}").status_code == 404
        assert client.get(f"{API}/reports").json()["meta"]["total"] == 2
    words = text.split("\n")[0].encode()
    raw = b"".join(path.read_bytes() for path in Path(record).parent.glob("record.db*"))
    assert words not in raw
