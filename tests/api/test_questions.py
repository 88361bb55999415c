"""What the API tells of a small record: reports, the situation, changes, places, access."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient
from msgspec.structs import replace
from tests.serving import API, ARMY, bearer, csrf, give_token, make_record, news, serving
from tests.told import people, place, source, told

from sayso.core.types import Mention, Span
from sayso.views.atom import atom
from sayso.views.csv import claim_rows


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    trapped = {"at": [place("Belmont")], "quantities": [people(4000)], "on": "2024-05-09"}
    more = [
        news("World Wire", "2024-05-09", ("4000 people starve in Belmont.", "starve", trapped)),
        news(
            "Island Herald", "2024-05-09",
            ("Our army captured Arden.", "capture",
             {"actor": [ARMY], "at": [place("Arden")], "on": "2024-05-08"}),
        ),
    ]  # fmt: skip
    record = make_record(tmp_path_factory.mktemp("questions") / "record.db", more)
    with serving(record) as found:
        yield found


def data(client: TestClient, path: str) -> object:
    answer = client.get(API + path)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def test_reports_are_found_by_outlet_day_and_words(client: TestClient) -> None:
    for query, outlets in (
        ("outlet=state+agency", {"State Agency"}),
        ("from=2024-05-10", {"Daily Post"}),
        ("to=2024-05-08", {"World Wire"}),
        ("q=besieged", {"World Wire"}),
        ("q=news+herald", {"Island Herald"}),
        ("q=nothing+of+it", set()),
    ):
        found = client.get(f"{API}/reports?{query}").json()
        assert {report["outlet"] for report in found["data"]} == outlets, query
        assert found["meta"]["total"] == len(found["data"])


def test_a_report_has_its_claims_in_order(client: TestClient) -> None:
    listed = client.get(f"{API}/reports?outlet=World+Wire&to=2024-05-08").json()["data"]
    found = client.get(f"{API}/reports/{listed[0]['id']}").json()["data"]
    assert found["entry"]["report"]["text"] == found["text"]
    assert [claim["predicate"] for claim in found["claims"]] == ["capture", "besiege"]
    assert [claim["label"] for claim in found["claims"]] == ["capture", "besiege"]
    assert all(claim["incident"] for claim in found["claims"])
    spans = [[claim["start"], claim["end"]] for claim in found["claims"]]
    assert found["sentences"] == spans
    assert listed[0]["level"] == found["level"] == "restricted"


def test_copies_name_one_another(client: TestClient) -> None:
    listed = client.get(f"{API}/reports?from=2024-05-09&to=2024-05-09").json()["data"]
    by_outlet = {report["outlet"]: report["id"] for report in listed}
    copy = client.get(f"{API}/reports/{by_outlet['Island Herald']}").json()["data"]
    assert [other["id"] for other in copy["copies"]] in ([], [by_outlet["State Agency"]])


def test_a_line_leads_to_its_words(client: TestClient) -> None:
    found = client.get(f"{API}/situation?at=2024-05-10").json()["data"]
    assert found["day"] == "2024-05-10"
    line = found["control"][0]
    why = client.get(f"{API}/why/{line['id']}?at=2024-05-10").json()["data"]
    assert why["line"]["id"] == line["id"]
    assert {claim["id"] for claim in why["claims"]} >= set(line["claims"])


def test_changes_say_what_became_of_it(client: TestClient) -> None:
    found = client.get(f"{API}/changes?since=2024-05-07&until=2024-05-10").json()
    words = [change["words"] for change in found["data"]]
    assert any(said.startswith("Belmont: siege lifted") for said in words), words
    assert any(said.startswith("Arden: held by") for said in words), words
    assert found["meta"]["since"] == "2024-05-07"
    days = [change["day"] for change in found["data"]]
    assert days == sorted(days, reverse=True)
    assert len({change["id"] for change in found["data"]}) == len(days)
    for change in found["data"]:
        assert change["since"] < change["day"]
        assert change["claims"]
    only = client.get(f"{API}/changes?since=2024-05-07&until=2024-05-10&place=Belmont").json()
    assert {p for change in only["data"] for p in change["places"]} == {"Belmont"}


def test_the_feed_is_atom(client: TestClient) -> None:
    answer = client.get(f"{API}/changes.atom?since=2024-05-07&until=2024-05-10")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    space = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.fromstring(answer.content)
    assert feed.tag == f"{space}feed"
    entries = feed.findall(f"{space}entry")
    assert entries
    ids = [entry.findtext(f"{space}id") for entry in entries]
    assert len(set(ids)) == len(ids)


def test_a_feed_holds_what_xml_cannot() -> None:
    body = atom([], title="a\x00b\ud800<c>", address="http://x/", updated="2024", last="2024")
    assert ElementTree.fromstring(body)[1].text == "a\ufffdb?<c>"


def test_days_between_are_told_apart() -> None:
    from sayso.api.routes.changes import _length, _middle

    assert _length(("2024-05-08", "2024-05-10")) == 2
    assert _middle("2024-05-08", "2024-05-10") == "2024-05-09"
    assert _middle("2024-05-08", "2024-05-11") == "2024-05-09"


def test_a_place_and_a_party(client: TestClient) -> None:
    found = client.get(f"{API}/places/Arden").json()["data"]
    assert (found["name"], found["lat"], found["country"]) == ("Arden", 10.0, "SYR")
    assert found["history"]["states"]
    party = client.get(f"{API}/actors/SYR-MIL").json()["data"]
    assert party["counts"]["claims"] == 4
    assert (party["first_day"], party["last_day"]) == ("2024-05-08", "2024-05-10")
    assert party["side"] == "government"


def test_around_a_thing(client: TestClient) -> None:
    listed = client.get(f"{API}/situation?at=2024-05-10").json()["data"]["sieges"][0]
    found = client.get(f"{API}/around?id={listed['id']}&at=2024-05-10").json()["data"]
    assert found["days"] == 10
    assert found["happenings"]
    assert client.get(f"{API}/around?id={listed['incidents'][0]}").status_code == 200


def test_access_without_roads(client: TestClient) -> None:
    found = client.get(f"{API}/access?at=2024-05-09").json()["data"]
    assert (found["towns"], found["networks"], found["place"]) == ([], [], None)
    assert [siege["place"] for siege in found["sieges"]] == ["Belmont"]
    assert client.get(f"{API}/access?at=2024-05-09&place=Arden").status_code == 422


def test_the_calendar_as_a_file(client: TestClient) -> None:
    answer = client.get(f"{API}/calendar.ics?at=2024-05-10&days=30")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.text.startswith("BEGIN:VCALENDAR")
    assert "attachment" in answer.headers["content-disposition"]


def test_a_change_of_the_record_is_seen_at_once(tmp_path: Path) -> None:
    with serving(make_record(tmp_path / "record.db")) as client:
        path = f"{API}/situation?at=2024-05-10"
        first = client.get(path)
        claim = first.json()["data"]["sieges"][0]["claims"][0]
        body = {"kind": "reject", "claims": [claim], "by": "Tester"}
        assert client.post(f"{API}/review", json=body, headers=csrf(client)).status_code == 200
        again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert again.status_code == 200
        assert claim not in again.text


def test_what_waits_for_review(tmp_path: Path) -> None:
    with serving(make_record(tmp_path / "record.db")) as client:
        whole = client.get(f"{API}/review").json()
        assert whole["meta"]["total"] == 5
        order = [bool(claim["why_queued"]) for claim in whole["data"]]
        assert order == sorted(order, reverse=True)
        first = whole["data"][0]["claim"]["id"]
        body = {"kind": "accept", "claims": [first], "by": "Tester"}
        client.post(f"{API}/review", json=body, headers=csrf(client))
        left = client.get(f"{API}/review").json()
        assert left["meta"]["total"] == 4
        assert first not in [claim["claim"]["id"] for claim in left["data"]]
        only = client.get(f"{API}/review?outlet=Daily+Post").json()
        assert {c["claim"]["report"]["outlet"] for c in only["data"]} <= {"Daily Post"}


def test_exports_hold_what_is_shown(client: TestClient) -> None:
    for query in ("", "?outlet=World+Wire", "?place=Belmont", "?q=captured", "?rule=conservative"):
        shown = client.get(f"{API}/claims{query}").json()
        lines = client.get(f"{API}/exports/claims.jsonl{query}").text.splitlines()
        assert {json.loads(line)["id"] for line in lines} == {
            found["claim"]["id"] for found in shown["data"]
        }
        rows = list(
            csv.DictReader(io.StringIO(client.get(f"{API}/exports/claims.csv{query}").text))
        )
        assert len(rows) == shown["meta"]["total"]
        cards = client.get(f"{API}/incidents{query}").json()
        lines = client.get(f"{API}/exports/incidents.jsonl{query}").text.splitlines()
        assert {json.loads(line)["id"] for line in lines} == {c["id"] for c in cards["data"]}
        features = client.get(f"{API}/exports/incidents.geojson{query}").json()["features"]
        assert {feature["id"] for feature in features} == {c["id"] for c in cards["data"]}
    answer = client.get(f"{API}/exports/situation.json?at=2024-05-10")
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.json() == client.get(f"{API}/situation?at=2024-05-10").json()["data"]


def test_exports_leave_private_persons_out(tmp_path: Path) -> None:
    words = "Amina Haddad, a shopkeeper of Arden, said rebels captured Belmont."
    said = replace(source("Amina Haddad"), id=None, kind="person", end=12)
    more = [
        news(
            "Daily Post", "2024-05-12",
            (words, "capture", {"by": [said], "at": [place("Belmont")], "on": "2024-05-11"}),
        )
    ]  # fmt: skip
    record = make_record(tmp_path / "record.db", more)
    tokens = {"read": give_token(record, "read"), "review": give_token(record, "review")}
    with serving(record) as client:
        review = bearer(tokens["review"])
        for name in ("claims.jsonl", "claims.csv", "incidents.jsonl", "incidents.geojson",
                     "situation.json"):  # fmt: skip
            path = f"{API}/exports/{name}?at=2024-05-12"
            if name == "situation.json":
                path += "&known_by=2024-05-12"
            bare = client.get(f"{path}&persons=true", headers=review)
            assert bare.status_code == 200
            assert "Haddad" not in client.get(path, headers=review).text, name
            refused = client.get(f"{path}&persons=true", headers=bearer(tokens["read"]))
            assert refused.status_code == 403
        lines = client.get(f"{API}/exports/claims.jsonl?persons=1", headers=review).text
        assert "Haddad" in lines


def test_calendar_and_feed_leave_private_persons_out(tmp_path: Path) -> None:
    words = "Amina Haddad, a shopkeeper of Arden, said talks would resume on 20 May."
    said = replace(source("Amina Haddad", "announced"), id=None, kind="person", end=12)
    talks = Mention(text="talks", start=42, end=47, id="TALKS-X", name="X talks", kind="talks")
    set_ = {"by": [said], "content": [talks], "status": "scheduled", "modality": "planned",
            "on": "2024-05-20"}  # fmt: skip
    more = [news("Daily Post", "2024-05-12", (words, "resume_talks", set_))]
    with serving(make_record(tmp_path / "record.db", more)) as client:
        calendar = client.get(f"{API}/calendar.ics?at=2024-05-12").text.replace("\r\n ", "")
        assert "shopkeeper" in calendar
        assert "Haddad" not in calendar
        feed = client.get(f"{API}/changes.atom?since=2024-05-01&until=2024-05-12").text
        assert "<entry>" in feed
        assert "Haddad" not in feed


def test_a_table_runs_nothing() -> None:
    claim = told("capture", "=HYPERLINK(1)", outlet="+Post", report="-1.5")
    condition = Span(text="if it rains", start=0, end=11)
    claim = replace(claim, phase="end", condition=condition)
    rows = b"".join(claim_rows([claim])).decode()
    (row,) = csv.DictReader(io.StringIO(rows))
    assert (row["phase"], row["condition"]) == ("end", "if it rains")
    assert (row["words"], row["outlet"], row["report"]) == ("'=HYPERLINK(1)", "'+Post", "-1.5")
