"""A PMTiles archive beside the record: what its head says, checked before it is served.

Read after the specification, version 3: 127 bytes of head, of which the sections' places, the kind
of tiles, how they are packed, zooms and bounds count here, and the metadata (JSON).
"""

from __future__ import annotations

import gzip
import html.parser
import struct
import zlib
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal

import msgspec

from sayso.core.errors import UsageError
from sayso.core.types import Record

_HEAD: Final = struct.Struct("<7sB11Q6B4iB2i")
_VECTOR: Final = 1
_RASTER: Final = (2, 3, 4, 5)  # PNG, JPEG, WebP, AVIF
_PLAIN, _GZIP = 1, 2
_LARGEST: Final = 4 << 20  # bytes of metadata
_LONG: Final = 300  # characters of a licence line
_DEGREE: Final = 1e7


class Layer(Record, frozen=True):
    """What a page needs to draw the archive's tiles: their kind, the zooms that there are, and
    west, south, east, north in degrees. ``licence``: what the archive says must stand on a map."""

    kind: Literal["vector", "raster"]
    first_zoom: int
    last_zoom: int
    bounds: tuple[float, float, float, float]
    licence: str


class Tiles(Record, frozen=True):
    """An archive: its file, and what is drawn of it."""

    path: Path
    layer: Layer


def open_tiles(path: Path) -> Tiles:
    """The archive in a file. Raises UsageError where it is none, or is packed in a way that
    browsers do not unpack."""
    try:
        with path.open("rb") as file:
            return Tiles(path=path.resolve(), layer=_layer(file, path.stat().st_size))
    except OSError as error:
        raise UsageError(f"--tiles {path}: {error.strerror or error}") from error
    except _NoTilesError as error:
        raise UsageError(f"--tiles {path}: {error}") from error


class _NoTilesError(Exception):
    pass


def _layer(file: BinaryIO, size: int) -> Layer:
    head = file.read(_HEAD.size)
    if len(head) < _HEAD.size or not head.startswith(b"PMTiles"):
        raise _NoTilesError("no PMTiles archive")
    fields = _HEAD.unpack(head)
    version, about, about_size = fields[1], fields[4], fields[5]
    inner, outer, kind, first, last = fields[14:19]
    west, south, east, north = fields[19:23]
    if version != 3:
        raise _NoTilesError(f"a PMTiles archive of version {version}; want version 3")
    starts, lengths = fields[2:10:2], fields[3:10:2]
    if not lengths[0] or any(map(size.__lt__, map(int.__add__, starts, lengths))):
        raise _NoTilesError("a PMTiles archive that is cut off")
    if kind != _VECTOR and kind not in _RASTER:
        raise _NoTilesError("a PMTiles archive of neither vector tiles (MVT) nor pictures")
    if inner not in (_PLAIN, _GZIP) or (kind == _VECTOR and outer not in (_PLAIN, _GZIP)):
        raise _NoTilesError("a PMTiles archive that is not packed by gzip, as browsers need it")
    if first > last or not (west <= east and south <= north):
        raise _NoTilesError("a PMTiles archive of no zoom, or of no area")
    file.seek(about)
    found = _metadata(file.read(min(about_size, _LARGEST)), inner) if about_size else {}
    w, s, e, n = (side / _DEGREE for side in (west, south, east, north))
    return Layer(
        kind="vector" if kind == _VECTOR else "raster", first_zoom=first, last_zoom=last,
        bounds=(w, s, e, n), licence=_words(found.get("attribution")),
    )  # fmt: skip


def _metadata(packed: bytes, inner: int) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(gzip.decompress(packed) if inner == _GZIP else packed)
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise _NoTilesError("a PMTiles archive with metadata that cannot be read") from error
    return found if isinstance(found, dict) else {}


class _Text(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def _words(markup: object) -> str:
    """A licence line, which may have markup, in plain words."""
    if not isinstance(markup, str):
        return ""
    text = _Text()
    text.feed(markup)
    text.close()
    words = " ".join("".join(text.parts).split())
    return words if len(words) <= _LONG else words[: _LONG - 1] + "…"
