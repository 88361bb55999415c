"""The types of road networks: what is read from a file and kept, with where it came from.

Points are (latitude, longitude) in WGS84 degrees. Two roads meet where they have a point in common.
"""

from __future__ import annotations

from typing import Literal

from sayso.core.types import Record

# An entry is where a road leads on beyond the network, to country that the file does not show.
PointKind = Literal["town", "crossing", "entry"]
PEOPLED: PointKind = "town"


class RoadPoint(Record, frozen=True):
    """A place that people live in, a border crossing or an entry. ``other`` are further names,
    ``countries`` (ISO 3166 alpha-3) those that a crossing leads between, ``population`` people, by
    the file."""

    name: str
    lat: float
    lon: float
    kind: PointKind = "town"
    other: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    population: int | None = None


class Road(Record, frozen=True):
    """A stretch of road. ``kind`` is OpenStreetMap's class of highway, if it is told."""

    points: tuple[tuple[float, float], ...]
    name: str | None = None
    ref: str | None = None
    other: tuple[str, ...] = ()
    kind: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Its name, number and further names."""
        return tuple(n for n in (self.name, self.ref, *self.other) if n)


class RoadFile(Record, frozen=True):
    """What a file of roads holds. ``source`` and ``licence`` as the file itself gives them."""

    roads: tuple[Road, ...]
    points: tuple[RoadPoint, ...]
    sha256: str
    source: str | None = None
    licence: str | None = None


class RoadNetwork(Record, frozen=True):
    """A network that the record holds: ``id`` begins its hash; ``imported`` is a day (ISO)."""

    id: str
    file: str
    sha256: str
    source: str
    licence: str
    imported: str
    roads: int
    towns: int
    crossings: int
