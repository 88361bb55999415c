"""Files of roads → roads and places: GeoJSON (RFC 7946) and OpenStreetMap extracts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from sayso.acquire.osm import read_pbf, read_xml
from sayso.acquire.road_tags import Pair, point_of, road_of
from sayso.core.errors import InputError
from sayso.core.roads import Road, RoadFile, RoadPoint

LARGEST_JSON = 1_000_000_000  # bytes: it is held in memory as a whole
_WANT = "want .geojson, .osm or .osm.pbf"


def read_roads(path: str) -> RoadFile:
    """A file's roads that lead from place to place, its cities, towns and villages and its border
    crossings.

    Raises InputError, whose message names no path, for a file that is not of these kinds or holds
    no road; OSError where it cannot be read.
    """
    name = Path(path).name.lower()
    if name.endswith((".geojson", ".json")):
        roads, points, about = _geojson(path)
    elif name.endswith(".pbf"):
        roads, points, about = read_pbf(path)
    elif name.endswith((".osm", ".osm.xml")):
        roads, points, about = read_xml(path)
    else:
        raise InputError("type", f"not a file of roads; {_WANT}")
    if not roads:
        raise InputError("empty", "no roads in this file")
    return RoadFile(
        roads=tuple(roads), points=tuple(points), sha256=_hash(path),
        source=about.get("source"), licence=about.get("licence"),
    )  # fmt: skip


def _hash(path: str) -> str:
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _geojson(path: str) -> tuple[list[Road], list[RoadPoint], dict[str, str]]:
    size = Path(path).stat().st_size
    if size > LARGEST_JSON:
        raise InputError("too-large", "larger than 1 GB; use an OpenStreetMap extract")
    try:
        held = msgspec.json.decode(Path(path).read_bytes())
    except (msgspec.DecodeError, RecursionError) as error:
        raise InputError("json", f"not JSON: {error}") from error
    roads: list[Road] = []
    points: list[RoadPoint] = []
    for number, feature in enumerate(_features(held), 1):
        try:
            _feature(feature, roads, points)
        except (KeyError, TypeError, ValueError) as error:
            raise InputError("geojson", f"feature {number} is no GeoJSON: {_said(error)}") from None
    about = {
        key: text
        for key, names in (("source", ("source", "attribution")),
                           ("licence", ("licence", "license")))
        for name in names[::-1]
        if isinstance(text := held.get(name), str) and text.strip()
    }  # fmt: skip
    return roads, points, about


def _said(error: Exception) -> str:
    return f"no {error}" if isinstance(error, KeyError) else str(error)


def _features(held: Any) -> Iterator[Any]:
    kind = held.get("type") if isinstance(held, dict) else None
    if kind == "FeatureCollection" and isinstance(held.get("features"), list):
        yield from held["features"]
    elif kind == "Feature":
        yield held
    else:
        raise InputError("geojson", "no GeoJSON: want a FeatureCollection of lines and points")


def _feature(feature: Any, roads: list[Road], points: list[RoadPoint]) -> None:
    if feature["type"] != "Feature":
        raise ValueError(f"its type is {feature['type']!r}")
    shape, tags = feature["geometry"], feature.get("properties") or {}
    if not isinstance(tags, dict):
        raise ValueError("its properties are no object")
    kind = shape["type"] if shape else None
    if kind == "Point":
        point = point_of(tags, _pair(shape["coordinates"]))
        points += [point] if point else []
    elif kind in ("LineString", "MultiLineString"):
        lines = [shape["coordinates"]] if kind == "LineString" else shape["coordinates"]
        for line in lines:
            road = road_of(tags, [_pair(pair) for pair in line])
            roads += [road] if road else []


def _pair(given: Any) -> Pair:
    """GeoJSON has longitude first."""
    lon, lat = float(given[0]), float(given[1])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"{lat}, {lon} is no latitude and longitude")
    return lat, lon
