"""Lists over HTTP: they agree with each other, page, move, and follow the record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.records import clock
from tests.serving import (
    API,
    ARMY,
    HOSTILE,
    REBELS,
    bearer,
    csrf,
    give_token,
    make_record,
    news,
    serving,
)
from tests.told import party, place

from sayso.api.problems import RefusedError
from sayso.api.routes.review import Given, _made
from sayso.catalogue.catalogue import FILTERED
from sayso.catalogue.ruled import LATE
from sayso.record import Archive


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with serving(make_record(tmp_path_factory.mktemp("lists") / "record.db")) as found:
        yield found


def get(client: TestClient, path: str, **headers: str) -> dict[str, Any]:
    answer = client.get(API + path, headers=headers)
    assert answer.status_code == 200, (path, answer.text)
    found: dict[str, Any] = answer.json()
    return found


LISTS = (
    "/facets", "/items", "/timeline", "/incidents", "/day", "/claims", "/disputes", "/places",
    "/actors", "/search?q=Arden",
)  # fmt: skip


@pytest.mark.parametrize("path", LISTS)
def test_lists_have_the_shape_of_every_answer(client: TestClient, path: str) -> None:
    answer = client.get(API + path)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert set(found) == {"data", "meta"}
    again = client.get(API + path, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "asked",
    ["", "q=Arden", "place=Belmont", "predicate=besiege", "outlet=Daily", "standing=asserted",
     "actor=SYR-MIL", "country=SYR", "bbox=19,9,20.2,10.2", "from=2024-05-10&to=2024-05-10",
     "disputed=1", "undated=1", "unplaced=1", "rule=roots:2", "side=media", "root=Daily+Post",
     "place=Arden&place=Belmont&predicate=lift_siege"],
)  # fmt: skip
def test_items_incidents_timeline_and_cards_agree(client: TestClient, asked: str) -> None:
    items = get(client, f"/items?{asked}")
    cards = get(client, f"/incidents?limit=100&{asked}")
    bins = get(client, f"/timeline?{asked}")
    facets = get(client, f"/facets?{asked}")
    total = items["meta"]["total"]
    assert len(items["data"]["id"]) == total == len(cards["data"]) == cards["meta"]["total"]
    assert [card["id"] for card in cards["data"]] == items["data"]["id"]
    assert sum(b["count"] for b in bins["data"]["bins"]) + bins["data"]["undated"] == total
    assert sum(c["claims"] for c in cards["data"]) == sum(items["data"]["claims"])
    hidden = sum(h["incidents"] for h in items["meta"].get("hidden", ()))
    assert total + hidden == get(client, "/about")["data"]["incidents"]
    assert all(
        c["count"] <= total for kind in facets["data"].values() for c in kind if "count" in c
    )
    words = items["data"]["standings"]
    for card, standing in zip(cards["data"], items["data"]["standing"], strict=True):
        assert card["standing"] == words[standing]["value"]


def test_a_list_goes_on_where_the_cursor_says(client: TestClient) -> None:
    whole = [card["id"] for card in get(client, "/incidents?sort=-day")["data"]]
    found: list[str] = []
    path = "/incidents?sort=-day&limit=1"
    while True:
        page = get(client, path)
        found += [card["id"] for card in page["data"]]
        if page["meta"]["next"] is None:
            break
        path = f"/incidents?sort=-day&limit=1&cursor={page['meta']['next']}"
    assert found == whole
    assert client.get(f"{API}/incidents?cursor=nonsense").status_code == 400
    assert client.get(f"{API}/claims?cursor={page['meta']['next'] or 'AAAA'}").status_code == 400


@pytest.mark.parametrize(
    "path",
    ["/items?standing=sworn", "/items?predicate=nosuch", "/items?from=2024-02-31",
     "/items?rule=account:Ruritania", "/items?bbox=1,2,3", "/incidents?sort=size",
     "/timeline?bins=0", "/day?at=today", "/day?limit=1000", "/disputes?kind=colour", "/search",
     "/incidents?ids=" + ",".join(str(n) for n in range(101))],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(client: TestClient, path: str) -> None:
    answer = client.get(API + path)
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/incidents/nosuch", "/claims/nosuch", "/disputes/nosuch"])
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(API + path).status_code == 404


def test_cards_of_named_incidents_come_in_their_order(client: TestClient) -> None:
    ids = [card["id"] for card in get(client, "/incidents")["data"]][::-1]
    found = get(client, f"/incidents?ids=nosuch,{','.join(ids)}&q=nothing")
    assert [card["id"] for card in found["data"]] == ids


def test_the_id_of_a_claim_leads_to_its_incident(client: TestClient) -> None:
    ids = [card["id"] for card in get(client, "/incidents")["data"]]
    claims = [found["claim"]["id"] for found in get(client, "/claims")["data"]]
    inner = next(id for id in claims if id not in ids)
    answer = client.get(f"{API}/incidents/{inner}?rule=all", follow_redirects=False)
    assert answer.status_code == 308
    assert answer.headers["location"].endswith("?rule=all")
    opened = client.get(f"{API}/incidents/{inner}", follow_redirects=True).json()["data"]
    assert inner in {account["claim"] for account in opened["accounts"]}
    told = get(client, f"/claims/{inner}")["data"]
    assert told["incident"] == opened["incident"]["id"]


def test_the_day_that_the_page_opens_on(client: TestClient) -> None:
    newest = get(client, "/day")
    assert newest["meta"]["at"] == "2024-05-10"
    near = {d["day"]: d["count"] for d in newest["meta"]["days_near"]}
    assert near["2024-05-10"] == newest["meta"]["total"] == len(newest["data"])
    words = {a["words"] for h in newest["data"] for a in h["accounts"]}
    assert any(HOSTILE in w for w in words)
    assert get(client, "/day?at=1999-01-01")["data"] == []


def test_a_judgement_is_taken_up(tmp_path: Any) -> None:
    with serving(make_record(tmp_path / "record.db")) as client:
        before = get(client, "/items")
        claim = get(client, "/claims?q=besieged")["data"][0]["claim"]["id"]
        given = {"kind": "reject", "claims": [claim], "why": "another town", "by": "A. Analyst"}
        assert client.post(f"{API}/review", json=given, headers=csrf(client)).status_code == 200
        after = get(client, "/items")
        assert after["meta"]["revision"] != before["meta"]["revision"]
        assert sum(after["data"]["claims"]) == sum(before["data"]["claims"]) - 1
        assert get(client, f"/claims/{claim}")["data"]["rejected"]


def test_only_what_was_told_by_a_day(client: TestClient) -> None:
    def found(path: str, asked: str) -> Any:
        return client.get(f"{API}/{path}{asked}").json()

    everything = found("incidents", "?limit=500")
    by = "?known_by=2024-05-09"
    then = found("incidents", f"{by}&limit=500")
    (hidden,) = then["meta"]["hidden"]
    assert hidden["reason"].startswith("published later")
    assert 0 < then["meta"]["total"] == everything["meta"]["total"] - hidden["incidents"]
    assert found("items", by)["meta"]["total"] == then["meta"]["total"]
    outlets = {one["value"] for one in found("facets", by)["data"]["outlets"]}
    assert outlets == {"World Wire", "State Agency"}
    days = {a["report"]["published"] for h in found("day", by)["data"] for a in h["accounts"]}
    assert max(days) == "2024-05-09"
    exported = client.get(f"{API}/exports/incidents.jsonl{by}").text.splitlines()
    assert {json.loads(line)["id"] for line in exported} == {card["id"] for card in then["data"]}
    claims = {c["claim"]["id"] for c in found("claims", f"{by}&limit=500")["data"]}
    assert {id for line in exported for id in json.loads(line)["claims"]} == claims


def test_happenings_are_joined_and_parted(tmp_path: Any) -> None:
    with serving(make_record(tmp_path / "record.db")) as client:
        send = csrf(client)

        def told(claim: str) -> Any:
            return client.get(f"{API}/incidents/{claim}").json()["data"]

        def judge(kind: str, *claims: str, **change: str) -> Any:
            body = {"kind": kind, "claims": claims, "by": "T", "why": "so", "change": change}
            return client.post(f"{API}/review", json=body, headers=send).json()["data"]

        cards = client.get(f"{API}/incidents").json()["data"]
        big, other = sorted(cards, key=lambda card: -card["claims"])[:2]
        assert big["claims"] > 1
        both = {
            *told(big["claim"])["incident"]["claims"],
            *told(other["claim"])["incident"]["claims"],
        }
        merged = judge("merge", big["claim"], other["claim"])  # with all that is in either
        found = told(other["claim"])
        assert set(found["incident"]["claims"]) == both
        assert [j["id"] for j in found["judgements"]] == [merged["id"]]
        gone = client.get(f"{API}/incidents/{max(big['id'], other['id'])}", follow_redirects=False)
        assert (gone.status_code, gone.headers["cache-control"]) == (308, "no-store")
        judge("undo", judgement=merged["id"])
        assert told(big["claim"])["incident"]["id"] == big["id"]
        parted = judge("split", big["claim"])
        assert len(told(big["claim"])["accounts"]) == 1
        judge("undo", judgement=parted["id"])
        assert told(big["claim"])["judgements"] == []
        assert len(told(big["claim"])["accounts"]) == big["claims"]


def test_nothing_outside_a_sight_is_counted_or_found(tmp_path: Any) -> None:
    secret = news(
        "Secret Paper", "2024-05-11",
        ("Rebels shelled Cressy.", "shell", {"actor": [party("SYR-REB")], "at": [place("Cressy")],
                                             "on": "2024-05-11"}),
    )  # fmt: skip
    record = make_record(tmp_path / "record.db", [secret])
    reader, admin = give_token(record, "read"), give_token(record, "admin")
    with Archive.open(record, clock()) as book:
        from sayso.releasing import release

        open_ = [e.report.id for e in book.store.entries() if e.report.outlet != "Secret Paper"]
        release(book, "public", by="tests", why="test", reports=open_)
        claim = next(c.id for cs in book.store.all_claims() for c in cs if c.predicate == "shell")
    with serving(record) as client:
        for path in LISTS:
            seen = client.get(API + path, headers=bearer(reader)).text
            assert "Cressy" not in seen, path
            assert "Secret" not in seen, path
        found = get(client, "/items", **bearer(reader))["meta"]
        about = get(client, "/about", **bearer(reader))["data"]
        whole = get(client, "/about", **bearer(admin))["data"]
        assert found["total"] == about["incidents"] == whole["incidents"] - 1
        for path in ("/items?q=shelled", "/items?place=Cressy", "/items?outlet=Secret",
                     "/search?q=Cressy", "/items?predicate=shell"):  # fmt: skip
            assert get(client, path, **bearer(reader))["meta"]["total"] == 0, path
            assert get(client, path, **bearer(admin))["meta"]["total"] > 0, path
        for path in (f"/claims/{claim}", f"/incidents/{claim}"):
            assert client.get(API + path, headers=bearer(reader)).status_code == 404
            assert client.get(API + path, headers=bearer(admin)).status_code == 200


def test_what_is_withdrawn_is_gone_at_once(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue that still has it is not shown while the next is being made."""
    from sayso.catalogue import shelves
    from sayso.releasing import release

    record = make_record(tmp_path / "record.db")
    reader = give_token(record, "read")
    with Archive.open(record, clock()) as book:
        ids = [e.report.id for e in book.store.entries()]
        release(book, "public", by="tests", why="test", reports=ids)
    with serving(record) as client:
        assert get(client, "/items", **bearer(reader))["meta"]["total"] == 4
        monkeypatch.setattr(shelves, "FRESH_WAIT", 0.0)
        with Archive.open(record, clock()) as book:
            release(book, "restricted", by="tests", why="test", reports=ids[:1])
        client.app.state.desk.look_again()  # type: ignore[attr-defined]
        answer = client.get(f"{API}/items", headers=bearer(reader))
        assert answer.status_code == 503 or "World Wire" not in answer.text
        assert answer.status_code == 503 or answer.json()["meta"]["total"] < 4


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Where a denial came out a fortnight after what it denies."""
    took = {"actor": [ARMY], "recipient": [REBELS], "at": [place("Arden")], "on": "2024-05-08"}
    words = "The army did not capture Arden, nor did a zebra."
    more = [news("Late Post", "2024-05-25", (words, "capture", {**took, "polarity": "negative"}))]
    with serving(make_record(tmp_path_factory.mktemp("later") / "r.db", more)) as found:
        yield found


def test_accounts_are_of_what_was_known(later: TestClient) -> None:
    denied = later.get(f"{API}/claims").json()["data"]
    assert {c["account"]["position"] for c in denied} > {None}
    by = "?known_by=2024-05-09"
    assert later.get(f"{API}/disputes{by}").json()["meta"]["total"] == 0
    for path in ("claims", "review"):
        found = later.get(f"{API}/{path}{by}").json()["data"]
        assert found
        assert {c["account"]["position"] for c in found} == {None}, path


def test_what_is_hidden_as_late_is_not_told_to_stand_on_few_roots(later: TestClient) -> None:
    found = later.get(f"{API}/incidents?q=zebra&known_by=2024-05-09&rule=roots:1").json()
    assert found["meta"]["total"] == 0
    reasons = {h["reason"] for h in found["meta"]["hidden"] if h["incidents"]}
    assert reasons == {LATE, FILTERED}


def test_a_judgement_of_what_was_removed_meanwhile_is_refused(tmp_path: Path) -> None:
    with Archive.open(make_record(tmp_path / "r.db"), clock()) as book:
        given = Given(kind="merge", claims=("no such claim",))
        with pytest.raises(RefusedError) as refused:
            _made(book, given, "T", "2026-11-22T08:00:00Z", "so")
        assert refused.value.status == 404
