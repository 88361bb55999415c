"""The printed report over the API: complete in itself, and by what the role may see."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from tests.serving import API, make_record, serving


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with serving(make_record(tmp_path_factory.mktemp("printed") / "record.db", [])) as found:
        yield found


def test_it_is_a_page_whose_policy_lets_in_its_own_style_alone(client: TestClient) -> None:
    answer = client.get(f"{API}/report.html?days=30")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    style = re.search(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert style
    own = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = answer.headers["content-security-policy"]
    assert f"style-src 'sha256-{own}'" in policy
    assert "default-src 'none'" in policy
    assert "held by" in answer.text
    assert "<script" not in answer.text


def test_it_has_a_tag_of_its_own(client: TestClient) -> None:
    first = client.get(f"{API}/report.html?at=2024-05-08")
    again = client.get(
        f"{API}/report.html?at=2024-05-08", headers={"If-None-Match": first.headers["etag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize("query", ["pages=3", "days=0", "at=2024-02-30", "rule=worst"])
def test_what_cannot_be_asked_is_said(client: TestClient, query: str) -> None:
    answer = client.get(f"{API}/report.html?{query}")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
