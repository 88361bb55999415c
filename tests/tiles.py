"""A tiny PMTiles archive (version 3) about Nubl, written by the specification: roads, water, towns
and a boundary in the layers of the Protomaps basemap, in one tile a zoom."""

from __future__ import annotations

import gzip
import json
import math
import struct
from collections.abc import Iterable, Sequence
from pathlib import Path

EXTENT = 4096
FAR = 8000  # no point of a tile may lie further off
LICENCE = "© Nobody in particular"
LON, LAT, DEEPEST = 36.99, 36.37, 9
POINT, LINE, AREA = 1, 2, 3
Spots = Sequence[tuple[float, float]]  # longitude, latitude
Feature = tuple[int, Spots, dict[str, str]]

BOX = [(30.0, 30.0), (45.0, 30.0), (45.0, 42.0), (30.0, 42.0)]
LAYERS: dict[str, list[Feature]] = {
    "earth": [(AREA, BOX, {"kind": "earth"})],
    "water": [(AREA, [(36.7, 36.1), (36.9, 36.1), (36.9, 36.3), (36.7, 36.3)], {"kind": "lake"})],
    "boundaries": [(LINE, [(36.6, 36.5), (37.8, 36.55)], {"kind": "country"})],
    "roads": [
        (LINE, [(36.5, 36.0), (37.0, 36.4), (37.4, 36.9)], {"kind": "highway"}),
        (LINE, [(36.7, 36.4), (37.3, 36.3)], {"kind": "minor_road"}),
    ],
    "places": [
        (POINT, [(37.25, 36.15)], {"kind": "locality", "name": "حلب"}),
        (POINT, [(36.8, 36.55)], {"kind": "locality", "name": "Tilestown"}),
    ],
}


def write_tiles(path: Path, layers: dict[str, list[Feature]] = LAYERS) -> Path:
    """The archive in a file."""
    tiles = sorted((_id(z, *_tile(z)), _mvt(layers, z)) for z in range(DEEPEST + 1))
    packed = [(id, gzip.compress(body, mtime=0)) for id, body in tiles]
    data = b"".join(body for _, body in packed)
    root = gzip.compress(_directory(packed), mtime=0)
    about = {
        "attribution": f'<a href="https://example.org/">{LICENCE}</a>',
        "vector_layers": [{"id": name, "fields": {}} for name in layers],
    }
    metadata = gzip.compress(json.dumps(about).encode(), mtime=0)
    at_metadata = 127 + len(root)
    at_data = at_metadata + len(metadata)
    head = struct.pack(
        "<7sB11Q6B4iB2i", b"PMTiles", 3, 127, len(root), at_metadata, len(metadata), at_data, 0,
        at_data, len(data), len(packed), len(packed), len(packed), 1, 2, 2, 1, 0, DEEPEST,
        *(int(side * 1e7) for side in (30, 30, 45, 42)), 8, int(LON * 1e7), int(LAT * 1e7),
    )  # fmt: skip
    path.write_bytes(head + root + metadata + data)
    return path


def _world(lon: float, lat: float, zoom: int) -> tuple[float, float]:
    """Where a point lies in Web Mercator, in tiles."""
    y = 0.5 - math.asinh(math.tan(math.radians(lat))) / math.tau
    return (lon / 360 + 0.5) * 2**zoom, y * 2**zoom


def _tile(zoom: int) -> tuple[int, int]:
    x, y = _world(LON, LAT, zoom)
    return int(x), int(y)


def _id(zoom: int, x: int, y: int) -> int:
    """The number of a tile: zoom by zoom, along the Hilbert curve."""
    found, side = ((1 << 2 * zoom) - 1) // 3, 1 << zoom >> 1
    while side > 0:
        right, up = int(x & side > 0), int(y & side > 0)
        found += side * side * ((3 * right) ^ up)
        if not up:
            if right:
                x, y = side - 1 - x, side - 1 - y
            x, y = y, x
        side //= 2
    return found


def _varint(number: int) -> bytes:
    found = bytearray()
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    return bytes([*found, number])


def _varints(numbers: Iterable[int]) -> bytes:
    return b"".join(map(_varint, numbers))


def _directory(tiles: Sequence[tuple[int, bytes]]) -> bytes:
    ids = [id for id, _ in tiles]
    steps = (b - a for a, b in zip([0, *ids], ids, strict=False))
    sizes = (len(body) for _, body in tiles)
    places = (1 if n == 0 else 0 for n in range(len(ids)))  # one after the other
    return _varints([len(ids), *steps, *(1 for _ in ids), *sizes, *places])


def _field(number: int, body: bytes | int) -> bytes:
    if isinstance(body, int):
        return _varint(number << 3) + _varint(body)
    return _varint(number << 3 | 2) + _varint(len(body)) + body


def _mvt(layers: dict[str, list[Feature]], zoom: int) -> bytes:
    return b"".join(_field(3, _layer(name, found, zoom)) for name, found in layers.items())


def _layer(name: str, features: Sequence[Feature], zoom: int) -> bytes:
    words = sorted({word for _, _, about in features for pair in about.items() for word in pair})
    made = [_field(15, 2), _field(1, name.encode())]
    for kind, spots, about in features:
        tags = _varints(words.index(word) for pair in about.items() for word in pair)
        shape = _shape(kind, spots, zoom)
        made.append(_field(2, _field(2, tags) + _field(3, kind) + _field(4, shape)))
    made += [_field(3, word.encode()) for word in words]
    made += [_field(4, _field(1, word.encode())) for word in words]
    return b"".join([*made, _field(5, EXTENT)])


def _near(step: float) -> int:
    return max(-FAR, min(FAR, round(step)))


def _shape(kind: int, spots: Spots, zoom: int) -> bytes:
    left, top = _tile(zoom)
    at = (_world(lon, lat, zoom) for lon, lat in spots)
    points = [(_near((x - left) * EXTENT), _near((y - top) * EXTENT)) for x, y in at]
    if kind == AREA:
        points.reverse()  # clockwise, as outer rings are
    steps = [
        (x - a) << 1 ^ (x - a) >> 63 if n == 0 else (y - b) << 1 ^ (y - b) >> 63
        for (a, b), (x, y) in zip([(0, 0), *points], points, strict=False)
        for n in (0, 1)
    ]
    first, rest = steps[:2], steps[2:]
    lines = [len(rest) // 2 << 3 | 2, *rest] if rest else []
    return _varints([1 << 3 | 1, *first, *lines, *([1 << 3 | 7] if kind == AREA else [])])
