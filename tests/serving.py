"""A small record, and a server over it, for tests of the API."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from msgspec.structs import replace
from tests.records import clock
from tests.told import party, place, told

from sayso.api.app import make_app
from sayso.api.roles import digest, new_token
from sayso.api.settings import Settings
from sayso.core.ids import report_id
from sayso.core.record import Acquired
from sayso.core.tokens import Role, Token
from sayso.core.types import Claim, Report
from sayso.record import Archive
from sayso.releasing import release

LOCAL = "http://127.0.0.1:8000"
API = "/api/v1"
HOSTILE = '<script>alert("x")</script> \u202eevil\u202c'
ARMY, REBELS = party("SYR-MIL"), party("SYR-REB")
Said = tuple[str, str, dict[str, Any]]  # words, predicate, the rest of the claim


def news(outlet: str, day: str, *said: Said) -> tuple[Acquired, tuple[Claim, ...]]:
    """A report of an outlet of a day, a sentence a claim."""
    text = "\n".join(words for words, _, _ in said)
    id = report_id(text, outlet, day)
    report = Report(
        id=id, text=text, title=f"News of {outlet}", outlet=outlet, published=day, language="en",
        sha256="0" * 64,
    )  # fmt: skip
    claims, start = [], 0
    for words, predicate, rest in said:
        claim = told(predicate, words, outlet=outlet, published=day, report=id, start=start, **rest)
        claims.append(replace(claim, report=replace(claim.report, title=report.title)))
        start += len(words) + 1
    item = Acquired(report=report, original=text.encode(), way="file", address=f"{outlet}/{day}")
    return item, tuple(claims)


def reports() -> list[tuple[Acquired, tuple[Claim, ...]]]:
    """Three outlets tell of two towns; one of them in words that a page must not run."""
    arden, belmont = [place("Arden")], [place("Belmont")]
    took = {"actor": [ARMY], "recipient": [REBELS], "at": arden}
    return [
        news(
            "World Wire", "2024-05-08",
            ("The army captured Arden on Wednesday.", "capture", {**took, "on": "2024-05-08"}),
            ("Rebels besieged Belmont.", "besiege", {"actor": [REBELS], "at": belmont}),
        ),
        news(
            "State Agency", "2024-05-09",
            ("Our army captured Arden.", "capture", {**took, "on": "2024-05-08"}),
        ),
        news(
            "Daily Post", "2024-05-10",
            (f"The army lifted the siege of Belmont. {HOSTILE}", "lift_siege",
             {"actor": [ARMY], "at": belmont, "on": "2024-05-10"}),
            ("Rebels held Arden.", "control", {"actor": [REBELS], "at": arden, "on": "2024-05-10"}),
        ),
    ]  # fmt: skip


def make_record(path: Path, more: Sequence[tuple[Acquired, tuple[Claim, ...]]] = ()) -> str:
    """The record at a path; its reports are restricted."""
    with Archive.create(str(path), clock()) as book:
        for item, claims in (*reports(), *more):
            book.add(item, claims)
        book.gather()
    return str(path)


def make_public_record(path: Path) -> str:
    """The same with all reports public."""
    made = make_record(path)
    with Archive.open(made, clock()) as book:
        release(book, "public", by="me", why="a test", reports=book.store.safety.report_ids())
    return made


def give_token(record: str, role: Role, name: str = "") -> str:
    """A new token of a record."""
    secret = new_token()
    made = Token(
        hash=digest(secret), role=role, name=name or f"a {role}er",
        made="2026-11-22T08:00:00Z", by="tests",
    )  # fmt: skip
    with Archive.open(record, clock()) as book:
        book.store.add_token(made)
    return secret


@contextmanager
def serving(record: str, address: str = LOCAL, **settings: Any) -> Iterator[TestClient]:
    """A server over a record, and a client that asks it."""
    app = make_app(Settings(record=record, **settings), clock())
    with TestClient(app, base_url=address, raise_server_exceptions=False) as client:
        yield client


def bearer(token: str) -> dict[str, str]:
    """The header of a token."""
    return {"Authorization": f"Bearer {token}"}


def csrf(client: TestClient) -> dict[str, str]:
    """The header that a change needs."""
    return {"X-CSRF-Token": client.get(f"{API}/about").json()["data"]["csrf"]}
