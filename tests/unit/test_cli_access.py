"""``sayso roads`` and ``sayso access``: what they keep, show and refuse to show."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.commands import run
from tests.told import told
from tests.unit.test_access import ROADS, WHERE, way

from sayso.core.ids import report_id
from sayso.core.record import Acquired
from sayso.core.types import Claim, Report
from sayso.record import Archive

TEXT = "The army cut the road from Arden to Belmont on Sunday."


def clock() -> str:
    return "2024-06-01T00:00:00.000Z"


def point(name: str, kind: str, **more: Any) -> dict[str, Any]:
    lat, lon = WHERE[name]
    return {"type": "Feature", "properties": {"kind": kind, "name": name, **more},
            "geometry": {"type": "Point", "coordinates": [lon, lat]}}  # fmt: skip


def lines() -> list[dict[str, Any]]:
    return [
        {"type": "Feature", "properties": {"name": r.name, "ref": r.ref},
         "geometry": {"type": "LineString", "coordinates": [[b, a] for a, b in r.points]}}
        for r in ROADS
    ]  # fmt: skip


@pytest.fixture
def map_(tmp_path: Path) -> Path:
    features = [
        *lines(), point("Arden", "town"), point("Belmont", "town", population=900),
        point("Gate", "crossing", countries="SYR;TUR"),
    ]  # fmt: skip
    path = tmp_path / "map.geojson"
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": features, "licence": "CC0"}), "utf-8"
    )
    return path


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with one report that says that a road is cut."""
    path = tmp_path_factory.mktemp("record") / "r.db"
    id = report_id(TEXT, "World Wire", "2024-05-08")
    report = Report(id=id, text=TEXT, outlet="World Wire", published="2024-05-08")
    words = "cut the road from Arden to Belmont"
    claim: Claim = told("cut_route", words, at=way("Arden", "Belmont"), on="2024-05-05", report=id,
                        start=TEXT.index(words))  # fmt: skip
    with Archive.create(str(path), clock) as book:
        item = Acquired(report=report, original=TEXT.encode(), way="file", address=None)
        book.add(item, [claim])
        book.gather()
    return path


@pytest.fixture
def record(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "r.db"
    shutil.copy(filled, path)
    monkeypatch.setenv("SAYSO_RECORD", str(path))
    return path


def imported(map_: Path) -> str:
    return run("roads", "import", map_, "--source", "A mapper")


def test_roads_are_kept_with_where_they_come_from_and_taken_out(record: Path, map_: Path) -> None:
    assert "3 roads, 2 towns, 1 crossing" in imported(map_)
    assert "is there already" in imported(map_)
    shown = run("roads", "list")
    assert "A mapper" in shown
    assert "CC0" in shown
    (network,) = json.loads(run("roads", "list", "--format", "json"))
    assert (network["source"], network["licence"], network["file"]) == (
        "A mapper", "CC0", "map.geojson",
    )  # fmt: skip
    assert len(network["sha256"]) == 64
    with Archive.open(str(record), clock) as book:
        roads, points = book.store.roads()
        assert (len(roads), [p.name for p in points]) == (3, ["Arden", "Belmont", "Gate"])
        assert points[2].countries == ("SYR", "TUR")
        assert not any("road" in problem for problem in book.store.check().problems)
    assert "removed" in run("roads", "remove", network["id"][:8])
    assert "no road networks" in run("roads", "list")
    with Archive.open(str(record), clock) as book:
        assert book.store.roads() == ([], [])
        whats = [entry.what for entry in book.store.audit()]
        assert whats[-2:] == ["roads", "roads removed"]
        assert book.store.verify_audit() == []


def test_a_network_without_source_or_licence_is_refused(record: Path, map_: Path) -> None:
    assert "--source" in run("roads", "import", map_, code=2)


def test_bad_files_are_said_and_the_rest_is_kept(record: Path, map_: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.geojson"
    bad.write_text("{", "utf-8")
    output = run("roads", "import", bad, tmp_path / "none.osm", map_, "--source", "x", code=1)
    assert "bad.geojson: not JSON" in output
    assert "none.osm: no such file" in output
    assert "3 roads" in output
    assert "Traceback" not in output


def test_access_is_shown_only_to_who_asks_for_it(record: Path, map_: Path) -> None:
    imported(map_)
    output = run("access", "Arden", code=2)
    assert "--access" in output
    assert len(output.strip().splitlines()) == 1
    assert "Belmont" not in output


def test_access_shows_ways_words_and_accounts(record: Path, map_: Path) -> None:
    imported(map_)
    output = run("access", "Arden", "--access", "--at", "2024-05-08")
    for words in ("Arden is left without a way", "M5 / North Road", "World Wire", "no way is left",
                  "A mapper", "All accounts"):  # fmt: skip
        assert words in output
    found = json.loads(run("access", "Arden", "--access", "--at", "2024-05-08", "--format", "json"))
    assert (found["reachable"], found["day"]) == ("by no account", "2024-05-08")
    assert [w["source"] for w in found["ways"]] == ["Gate"]
    assert found["said"][0]["claims"]


def test_access_knows_the_clocks(record: Path, map_: Path) -> None:
    imported(map_)
    ask: Callable[..., Any] = lambda *more: json.loads(  # noqa: E731
        run("access", "Arden", "--access", "--at", "2024-05-08", "--format", "json", *more)
    )
    assert ask("--known-by", "2024-05-07")["reachable"] == "not told"
    assert ask("--known-by", "2024-05-08")["reachable"] == "by no account"


@pytest.mark.parametrize(
    ("place", "words"),
    [("Gate", "Gate is a crossing"), ("Nowhere at all", "no place that people live in")],
)
def test_access_is_asked_of_places_that_people_live_in(
    place: str, words: str, record: Path, map_: Path
) -> None:
    imported(map_)
    assert words in run("access", place, "--access", code=2)


def test_access_without_a_network_says_how_to_add_one(record: Path) -> None:
    assert "sayso roads import" in run("access", "Arden", "--access", code=2)


def test_a_source_that_is_not_there_is_refused(record: Path, map_: Path) -> None:
    imported(map_)
    assert "no place" in run("access", "Arden", "--access", "--from", "Nowhere", code=2)
    found = run("access", "Arden", "--access", "--at", "2024-05-08", "--from", "Belmont")
    assert "from Belmont" in found
    assert "WGS84" not in found


def test_of_several_places_of_a_name_one_is_chosen(record: Path, tmp_path: Path) -> None:
    twin = {"type": "Feature", "properties": {"kind": "town", "name": "Arden"},
            "geometry": {"type": "Point", "coordinates": [21.0, 10.0]}}  # fmt: skip
    path = tmp_path / "map.geojson"
    held = {"type": "FeatureCollection", "source": "x", "licence": "y",
            "features": [*lines(), point("Arden", "town"), point("Gate", "crossing"), twin],
            }  # fmt: skip
    path.write_text(json.dumps(held), "utf-8")
    run("roads", "import", path)
    assert "choose with --near 10.000,20.000; 10.000,21.000" in run(
        "access", "Arden", "--access", code=2
    ).replace("\n", " ")
    found = json.loads(run("access", "Arden", "--access", "--near", "10,21", "--format", "json"))
    assert found["lon"] == 21.0
    assert "is no point" in run("access", "Arden", "--access", "--near", "here", code=2)


def test_crossings_are_taken_once_with_what_the_gazetteer_knows(
    record: Path, tmp_path: Path
) -> None:
    gates = [
        {"type": "Feature", "properties": {"barrier": "border_control"},
         "geometry": {"type": "Point", "coordinates": [37.084 + lane / 10_000, 36.646]}}
        for lane in range(3)
    ]  # fmt: skip
    path = tmp_path / "map.geojson"
    held = {"type": "FeatureCollection", "source": "x", "licence": "y",
            "features": [*lines(), *gates]}  # fmt: skip
    path.write_text(json.dumps(held), "utf-8")
    assert "1 crossing" in run("roads", "import", path)
    with Archive.open(str(record), clock) as book:
        (gate,) = book.store.roads()[1]
    assert set(gate.countries) == {"SYR", "TUR"}
    assert "Bab al-Salam crossing" in gate.other
