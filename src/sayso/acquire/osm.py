"""OpenStreetMap extracts: XML by the standard library, PBF by pyosmium where it is installed.

An extract is gone through twice: first its ways, then only those nodes that the roads among them
need, so that memory is bounded by the roads. Entities and document types are refused.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from sayso.acquire.road_tags import HIGHWAYS, KEYS, Pair, point_of, road_of
from sayso.core.errors import InputError
from sayso.core.roads import Road, RoadPoint

SOURCE = "OpenStreetMap contributors"
LICENCE = "ODbL 1.0"  # https://www.openstreetmap.org/copyright
Found = tuple[list[Road], list[RoadPoint], dict[str, str]]
_ABOUT = {"source": SOURCE, "licence": LICENCE}
Tags = dict[str, str]


def read_xml(path: str) -> Found:
    """Roads and places of an .osm file. Raises InputError."""
    ways: list[tuple[Tags, list[int]]] = []

    def way(tags: Tags, _: dict[str, str], refs: list[int]) -> None:
        if tags.get("highway") in HIGHWAYS:
            ways.append((tags, refs))

    _walk(path, "way", way)
    wanted = {ref for _, refs in ways for ref in refs}
    spots: dict[int, Pair] = {}
    points: list[RoadPoint] = []

    def node(tags: Tags, own: dict[str, str], _: list[int]) -> None:
        at = (float(own["lat"]), float(own["lon"]))
        if not (-90 <= at[0] <= 90 and -180 <= at[1] <= 180):
            raise ValueError(f"{at[0]}, {at[1]} is no latitude and longitude")
        if int(own["id"]) in wanted:
            spots[int(own["id"])] = at
        point = point_of(tags, at) if tags else None
        if point is not None:
            points.append(point)

    _walk(path, "node", node)
    # A way that leaves the extract has nodes that are not in it.
    roads = [road_of(tags, [spots[ref] for ref in refs if ref in spots]) for tags, refs in ways]
    return [road for road in roads if road is not None], points, dict(_ABOUT)


class _Walker:
    """Hands each element of one name over with its tags, attributes and node references."""

    def __init__(self, name: str, take: Callable[[Tags, dict[str, str], list[int]], None]) -> None:
        self._name, self._take = name, take
        self._own: dict[str, str] | None = None
        self._tags: Tags = {}
        self._refs: list[int] = []
        self.seen_root = False

    def start(self, name: str, own: dict[str, str]) -> None:
        if not self.seen_root:
            if name != "osm":
                raise ValueError(f"its root is <{name}>")
            self.seen_root = True
        elif name == self._name:
            self._own, self._tags, self._refs = own, {}, []
        elif self._own is not None and name == "tag":
            self._tags[own["k"]] = own["v"]
        elif self._own is not None and name == "nd":
            self._refs.append(int(own["ref"]))

    def end(self, name: str) -> None:
        if name == self._name and self._own is not None:
            if self._own.get("visible") != "false" and self._own.get("action") != "delete":
                self._take(self._tags, self._own, self._refs)
            self._own = None


def _walk(path: str, name: str, take: Callable[[Tags, dict[str, str], list[int]], None]) -> None:
    walker = _Walker(name, take)
    parser = expat.ParserCreate()
    parser.StartElementHandler = walker.start
    parser.EndElementHandler = walker.end
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    with open(path, "rb") as stream:
        try:
            parser.ParseFile(stream)
        except expat.ExpatError as error:
            raise InputError("xml", f"not XML: {error}") from None
        except KeyError as error:
            line = parser.CurrentLineNumber
            raise InputError("osm", f"no OpenStreetMap XML: no {error}", line) from None
        except ValueError as error:
            line = parser.CurrentLineNumber
            raise InputError("osm", f"no OpenStreetMap XML: {error}", line) from None


def _refuse(*_: Any) -> None:
    raise InputError("entities", "declares a document type or entities, which are refused")


def read_pbf(path: str) -> Found:
    """Roads and places of an .osm.pbf file. Raises InputError, also where pyosmium is missing."""
    if importlib.util.find_spec("osmium") is None:
        raise InputError("osmium", "PBF needs pyosmium: pip install 'osmium>=4'")
    import osmium

    roads: list[Road] = []
    points: list[RoadPoint] = []
    with open(path, "rb"):  # says what is wrong with the path in our own words
        pass
    try:
        found = osmium.FileProcessor(path).with_locations()
        item: Any  # the kinds of objects differ in what they have; is_way() and is_node() tell
        for item in found.with_filter(osmium.filter.KeyFilter(*KEYS)):
            tags = dict(item.tags)
            if item.is_way() and tags.get("highway") in HIGHWAYS:
                spots = [(n.lat, n.lon) for n in item.nodes if n.location.valid()]
                road = road_of(tags, spots)
                roads += [road] if road else []
            elif item.is_node() and item.location.valid():
                point = point_of(tags, (item.lat, item.lon))
                points += [point] if point else []
    except (RuntimeError, ValueError) as error:
        raise InputError("pbf", f"no OpenStreetMap PBF: {error}") from None
    return roads, points, dict(_ABOUT)
