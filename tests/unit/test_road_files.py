"""Files of roads: GeoJSON, OpenStreetMap XML and PBF; what is no such file is said in one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sayso.acquire.files import capture_paths
from sayso.acquire.road_files import read_roads
from sayso.core.errors import InputError
from sayso.core.record import Acquired
from sayso.core.roads import Road, RoadPoint

OSM = """<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6">
  <node id="1" lat="10.0" lon="20.0"><tag k="place" v="town"/><tag k="name" v="Ard"/>
    <tag k="name:en" v="Arden"/><tag k="population" v="12,000"/></node>
  <node id="2" lat="10.0" lon="20.1"/>
  <node id="3" lat="10.0" lon="20.2"><tag k="barrier" v="border_control"/>
    <tag k="name" v="Gate"/></node>
  <node id="4" lat="10.1" lon="20.2"><tag k="amenity" v="cafe"/><tag k="name" v="Cafe"/></node>
  <node id="5" lat="10.2" lon="20.2" visible="false"><tag k="place" v="village"/>
    <tag k="name" v="Gone"/></node>
  <way id="9"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="77"/>
    <tag k="highway" v="trunk"/><tag k="ref" v="M5;M4"/><tag k="name" v="North Road"/></way>
  <way id="10"><nd ref="1"/><nd ref="4"/><tag k="highway" v="footway"/></way>
  <way id="11"><nd ref="1"/><nd ref="4"/><tag k="building" v="yes"/></way>
</osm>
"""
ROADS = (
    Road(
        points=((10.0, 20.0), (10.0, 20.1), (10.0, 20.2)), name="North Road", ref="M5",
        other=("M4",), kind="trunk",
    ),
)  # fmt: skip
POINTS = (
    RoadPoint(name="Arden", lat=10.0, lon=20.0, other=("Ard",), population=12000),
    RoadPoint(name="Gate", lat=10.0, lon=20.2, kind="crossing"),
)


def wrote(folder: Path, name: str, text: str | dict[str, Any]) -> str:
    path = folder / name
    path.write_text(text if isinstance(text, str) else json.dumps(text), encoding="utf-8")
    return str(path)


def collection(*features: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features), **more}


def feature(shape: str, coordinates: Any, /, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature", "properties": properties,
        "geometry": {"type": shape, "coordinates": coordinates},
    }  # fmt: skip


LINE = feature("LineString", [[1, 2], [3, 4]])


def test_openstreetmap_xml_is_read(tmp_path: Path) -> None:
    found = read_roads(wrote(tmp_path, "a.osm", OSM))
    assert (found.roads, found.points) == (ROADS, POINTS)
    assert (found.source, found.licence) == ("OpenStreetMap contributors", "ODbL 1.0")
    assert len(found.sha256) == 64


def test_a_crossing_without_a_name_is_named_by_its_point(tmp_path: Path) -> None:
    held = collection(LINE, feature("Point", [20.25, 10.5], barrier="border_control"))
    (found,) = read_roads(wrote(tmp_path, "a.geojson", held)).points
    assert (found.name, found.kind) == ("crossing at 10.500, 20.250", "crossing")


def test_pbf_reads_as_xml_does(tmp_path: Path) -> None:
    osmium = pytest.importorskip("osmium")
    path = str(tmp_path / "a.osm.pbf")
    writer = osmium.SimpleWriter(path)
    for item in osmium.FileProcessor(wrote(tmp_path, "a.osm", OSM)):
        if item.visible:
            writer.add(item)
    writer.close()
    found = read_roads(path)
    assert (found.roads, found.points) == (ROADS, POINTS)


def test_pbf_without_its_library_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"pip install 'osmium>=4'"):
        read_roads(wrote(tmp_path, "a.osm.pbf", "x"))


def test_geojson_is_read(tmp_path: Path) -> None:
    held = collection(
        feature("LineString", [[20.0, 10.0, 55.5], [20.1, 10.0]], highway="primary", ref="M5"),
        feature("MultiLineString", [[[1, 2], [3, 4]], [[5, 6], [7, 8]]], name="Coast road"),
        feature("LineString", [[1, 2], [3, 4]], highway="footway"),
        feature("Point", [20.0, 10.0], kind="town", name="Arden", alt_name=["Ard", "Ardhen"]),
        feature("Point", [20.1, 10.0], kind="crossing", name="Gate", countries=["SYR", "TUR"]),
        feature("Point", [20.1, 10.0], kind="entry", name="West"),
        feature("Point", [20.1, 10.0], kind="bridge", name="Bridge"),
        feature("Point", [20.1, 10.0], place="village"),
        {"type": "Feature", "properties": None, "geometry": None},
        source="A mapper", licence="CC0",
    )  # fmt: skip
    found = read_roads(wrote(tmp_path, "a.geojson", held))
    assert [(r.ref or r.name, r.points[0]) for r in found.roads] == [
        ("M5", (10.0, 20.0)), ("Coast road", (2.0, 1.0)), ("Coast road", (6.0, 5.0)),
    ]  # fmt: skip
    assert [(p.name, p.kind, p.other, p.countries) for p in found.points] == [
        ("Arden", "town", ("Ard", "Ardhen"), ()),
        ("Gate", "crossing", (), ("SYR", "TUR")),
        ("West", "entry", (), ()),
    ]
    assert (found.source, found.licence) == ("A mapper", "CC0")


BAD: dict[str, tuple[str | dict[str, Any], str]] = {
    "a.geojson": ("[1", "json"),
    "b.geojson": ('{"type": "Topology"}', "geojson"),
    "c.geojson": (collection(feature("LineString", [[1, 100], [2, 3]])), "geojson"),
    "d.geojson": (collection(feature("LineString", [["x", 1], [2, 3]])), "geojson"),
    "e.geojson": (collection({"type": "Feature"}), "geojson"),
    "f.geojson": (collection({"geometry": None}), "geojson"),
    "g.geojson": (collection(feature("Point", [1, 2], kind="town", name="x")), "empty"),
    "h.geojson": (collection(LINE, {"type": "Feature", "geometry": 7}), "geojson"),
    "i.geojson": (collection(LINE, 7), "geojson"),  # type: ignore[arg-type]
    "j.geojson": (collection(feature("LineString", [[float("nan"), 1], [2, 3]])), "json"),
    "a.osm": ("<osm><node", "xml"),
    "b.osm": ("<html></html>", "osm"),
    "c.osm": ('<osm><node id="1" lat="x" lon="2"/></osm>', "osm"),
    "d.osm": ('<osm><node id="1" lat="1"/></osm>', "osm"),
    "e.osm": ('<osm><node id="1" lat="91" lon="2"/></osm>', "osm"),
    "f.osm": ('<!DOCTYPE osm [<!ENTITY a "b">]><osm>&a;</osm>', "entities"),
    "g.osm": ("<osm/>", "empty"),
    "a.txt": ("M5", "type"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_said_in_one_line(name: str, tmp_path: Path) -> None:
    text, code = BAD[name]
    with pytest.raises(InputError) as found:
        read_roads(wrote(tmp_path, name, text))
    assert found.value.code == code
    assert "\n" not in str(found.value)


def test_a_broken_pbf_is_said_in_one_line(tmp_path: Path) -> None:
    pytest.importorskip("osmium")
    with pytest.raises(InputError) as found:
        read_roads(wrote(tmp_path, "a.osm.pbf", "not a map"))
    assert found.value.code == "pbf"


def test_roads_in_a_folder_of_reports_are_no_report() -> None:
    found = list(capture_paths(["examples/aleppo-2016"]))
    assert all(isinstance(item, Acquired) for item in found)
    assert not any("roads" in (i.report.path or "") for i in found if isinstance(i, Acquired))
    assert len(read_roads("examples/aleppo-2016/roads.geojson").roads) > 20
