"""The API's frame: answers, errors, cursors, entity tags, headers, names, the page's files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.serving import API, HOSTILE, make_record, serving
from tests.tiles import LICENCE, write_tiles

from sayso.api.cursors import cursor, position
from sayso.api.guard import HEADERS
from sayso.api.problems import RefusedError
from sayso.api.tiles import open_tiles
from sayso.core.errors import UsageError


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    return make_record(tmp_path_factory.mktemp("frame") / "record.db")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    (folder / "index.html").write_text("<!doctype html><title>Sayso</title>", encoding="utf-8")
    (folder / "assets").mkdir()
    (folder / "assets" / "main-4f3a2b1c.js").write_text("0;" * 2000, encoding="utf-8")
    (folder.parent / "secret.txt").write_text("swordfish", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def client(record: str, page: Path) -> Iterator[TestClient]:
    with serving(record, page=page) as found:
        yield found


def test_answers_have_one_shape(client: TestClient) -> None:
    for path in ("/about", "/reports", "/situation?at=2024-05-09", "/audit", "/calendar"):
        answer = client.get(API + path)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/json"
        found = answer.json()
        assert set(found) == {"data", "meta"}
        assert {"revision", "updated"} <= set(found["meta"])


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nosuch", 404),
        ("GET", "/reports/nosuch", 404),
        ("POST", "/about", 405),
        ("GET", "/situation?at=yesterday", 422),
        ("GET", "/situation?at=2024-02-31", 422),
        ("GET", "/situation?rule=nosuch", 422),
        ("GET", "/situation?place=Nowhere", 422),
        ("GET", "/reports?limit=0", 422),
        ("GET", "/reports?cursor=xyz", 400),
        ("GET", "/reports?q=%00", 422),
        ("GET", "/exports/claims.csv?standing=", 422),
        ("GET", "/why/nosuch?at=2024-05-09", 422),
        ("GET", "/around?id=nosuch", 422),
        ("GET", "/places/Nowhere", 422),
        ("GET", "/actors/nobody", 404),
        ("GET", "/diff?to=2024-05-09", 422),
        ("GET", "/changes?since=2024-05-09&until=2024-05-08", 422),
        ("GET", "/changes?since=0001-01-01&until=2024-05-08", 422),
    ],
)
def test_errors_have_one_shape(client: TestClient, method: str, path: str, status: int) -> None:
    answer = client.request(method, API + path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    found = answer.json()
    assert set(found) == {"type", "title", "status", "detail", "instance"}
    assert found["status"] == status
    assert found["type"].startswith("urn:sayso:problem:")
    assert found["instance"] == (API + path).partition("?")[0]


def test_what_an_address_takes(client: TestClient) -> None:
    for method, path, allowed in (
        ("GET", "/removals", "POST"), ("GET", "/session", "DELETE, POST"),
        ("OPTIONS", "/session", "DELETE, POST"), ("DELETE", "/review", "GET, POST"),
        ("POST", "/reports/x", "GET"),
    ):  # fmt: skip
        answer = client.request(method, API + path)
        assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
        assert answer.json()["type"] == "urn:sayso:problem:method-not-allowed"


def test_a_fault_shows_no_trace(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the password is swordfish")

    monkeypatch.setattr("sayso.api.routes.reports.held", broken)
    answer = client.get(f"{API}/reports?q=fault")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "swordfish" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]


def test_a_list_goes_on_where_it_stopped(client: TestClient) -> None:
    whole = client.get(f"{API}/reports").json()
    assert whole["meta"]["total"] == 3
    assert whole["meta"]["next"] is None
    seen, following = [], ""
    for _ in range(3):
        found = client.get(f"{API}/reports?limit=1{following}").json()
        seen += found["data"]
        following = f"&cursor={found['meta']['next']}"
    assert found["meta"]["next"] is None
    assert seen == whole["data"]


def test_a_cursor_is_of_its_list() -> None:
    text = cursor("/reports []", [1, "a"])
    assert position("/reports []", text) == [1, "a"]
    for question, altered in (
        ("/claims []", text), ("/reports []", text[:-2]), ("/reports []", "é"),
        ("/reports []", ""), ("/reports []", "A" * 10),
    ):  # fmt: skip
        with pytest.raises(RefusedError):
            position(question, altered)


def test_what_is_known_is_not_sent_again(client: TestClient) -> None:
    for path in ("/about", "/reports", "/situation?at=2024-05-09", "/changes.atom"):
        first = client.get(API + path)
        tag = first.headers["etag"]
        assert tag.startswith('W/"')
        again = client.get(API + path, headers={"If-None-Match": f'"other", {tag}'})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert client.get(API + path, headers={"If-None-Match": '"other"'}).content == first.content
    assert client.get(f"{API}/reports?limit=2").headers["etag"] != tag


def test_packed_or_not_it_says_the_same(client: TestClient) -> None:
    path = f"{API}/situation?at=2024-05-10"
    packed = client.get(path, headers={"Accept-Encoding": "gzip"})
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()


def test_every_answer_is_guarded(client: TestClient) -> None:
    for path in ("/", "/api/v1/about", "/api/v1/nosuch", "/nosuch.js", "/openapi.json"):
        answer = client.get(path)
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, (path, name)
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "http" not in policy


def test_nothing_is_shared_with_other_sites(client: TestClient) -> None:
    answer = client.get(f"{API}/about", headers={"Origin": "https://evil.example"})
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("localhost:8000", True), ("127.0.0.1", True), ("[::1]:8000", True), ("LOCALHOST", True),
        ("evil.example", False), ("localhost.evil.example", False), ("192.168.1.2", False),
        ("", False),
    ],
)  # fmt: skip
def test_only_its_own_names(client: TestClient, host: str, known: bool) -> None:
    answer = client.get(f"{API}/about", headers={"Host": host})
    assert answer.status_code == (200 if known else 421)


def test_names_that_are_allowed(record: str) -> None:
    with serving(record, host="0.0.0.0", hosts=("sayso.example",), public=True) as client:
        for host, status in (
            ("sayso.example", 200), ("10.0.0.7:8000", 200), ("localhost", 200),
            ("evil.example", 421),
        ):  # fmt: skip
            assert client.get(f"{API}/about", headers={"Host": host}).status_code == status


def test_the_page_and_its_files(client: TestClient) -> None:
    page = client.get("/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["cache-control"] == "no-cache"
    assert client.get("/incident/4f3a/side-by-side?day=2024-05-08").text == page.text
    script = client.get("/assets/main-4f3a2b1c.js")
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in script.headers["cache-control"]
    assert script.headers["content-encoding"] == "gzip"
    tag = {"If-None-Match": script.headers["etag"]}
    assert client.get("/assets/main-4f3a2b1c.js", headers=tag).status_code == 304
    part = client.get("/assets/main-4f3a2b1c.js", headers={"Range": "bytes=2-5"})
    assert (part.status_code, part.text) == (206, "0;0;")
    assert part.headers["content-range"] == "bytes 2-5/4000"
    assert client.get("/assets/nosuch.js").status_code == 404
    for path in ("/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt"):
        assert "swordfish" not in client.get(path).text


def test_the_archive_of_tiles(record: str, client: TestClient, tmp_path: Path) -> None:
    assert client.get(f"{API}/about").json()["data"]["tiles"] is None
    assert client.get(f"{API}/tiles").status_code == 404
    path = write_tiles(tmp_path / "about-nubl.pmtiles")
    whole = path.read_bytes()
    with serving(record, tiles=open_tiles(path)) as found:
        tiles = found.get(f"{API}/about").json()["data"]["tiles"]
        assert (tiles["kind"], tiles["licence"]) == ("vector", LICENCE)
        assert tiles["bounds"] == [30, 30, 45, 42]

        def ask(**headers: str) -> Any:
            given = {name.replace("_", "-"): value for name, value in headers.items()}
            return found.get(f"{API}/tiles", headers=given)

        answer = ask()
        assert (answer.status_code, answer.content) == (200, whole)
        tag = answer.headers["etag"]
        for span, part in (("0-126", whole[:127]), ("127-", whole[127:]), ("-5", whole[-5:])):
            answer = ask(Range=f"bytes={span}")
            assert (answer.status_code, answer.content) == (206, part)
            assert answer.headers["etag"] == tag
        assert ask(Range="bytes=0-9", If_Range=tag).content == whole[:10]
        assert ask(Range="bytes=0-9", If_Range='"another"').content == whole
        assert ask(If_None_Match=tag).status_code == 304
        for span in (f"{len(whole)}-", "9-3", "-0", "0-1,3-4", "a-b"):
            answer = ask(Range=f"bytes={span}")
            assert answer.status_code == 416
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.headers["content-range"] == f"bytes */{len(whole)}"
        assert found.get(f"{API}/tiles/../../etc/passwd").status_code == 404
        path.unlink()
        assert found.get(f"{API}/tiles").status_code == 404


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "no PMTiles archive"),
        (b"<html>" * 40, "no PMTiles archive"),
        (b"PMTiles\x02" + b"\0" * 119, "version 2"),
        (None, "cut off"),
    ],
)
def test_what_is_no_archive_of_tiles_is_refused(
    tmp_path: Path, body: bytes | None, words: str
) -> None:
    path = write_tiles(tmp_path / "some.pmtiles")
    path.write_bytes(path.read_bytes()[:-9] if body is None else body)
    with pytest.raises(UsageError, match=words):
        open_tiles(path)


def test_without_a_page_it_says_so(record: str, tmp_path: Path) -> None:
    with serving(record, page=tmp_path / "none") as client:
        answer = client.get("/")
        assert answer.status_code == 404
        assert "not built" in answer.json()["detail"]
        assert client.get(f"{API}/about").status_code == 200


def test_the_description_names_every_answer(client: TestClient) -> None:
    found = client.get("/openapi.json").json()
    assert found["openapi"].startswith("3.1")
    text = json.dumps(found)
    assert "x-sayso" not in text
    refs = set(re.findall(r'"#/components/schemas/([^"]+)"', text))
    assert refs <= set(found["components"]["schemas"])
    for path, methods in found["paths"].items():
        for method, route in methods.items():
            assert route["responses"]["422"]["content"].keys() == {"application/problem+json"}
            kinds = [set(r.get("content", ())) for c, r in route["responses"].items() if c < "300"]
            assert all(kinds), (path, method)


def test_hostile_texts_are_only_texts(client: TestClient) -> None:
    listed = client.get(f"{API}/reports?outlet=Daily+Post").json()["data"]
    answer = client.get(f"{API}/reports/{listed[0]['id']}")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    found = answer.json()["data"]
    assert HOSTILE in found["text"]
    for claim in found["claims"]:
        assert found["text"][claim["start"] : claim["end"]]
