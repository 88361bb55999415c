"""What the properties of a line or point on a map say: the road or place that it is.

The keys are OpenStreetMap's (https://wiki.openstreetmap.org/wiki/Map_features), which GeoJSON
files made from it share, and ours: ``kind`` (town, crossing, entry), ``countries``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from sayso.core.roads import PointKind, Road, RoadPoint

# Roads that lead from place to place; streets, tracks and paths are left out.
HIGHWAYS = frozenset(
    {"motorway", "trunk", "primary", "secondary", "tertiary", "unclassified", "road",
     "motorway_link", "trunk_link", "primary_link", "secondary_link", "tertiary_link"}
)  # fmt: skip
TOWNS = frozenset({"city", "town", "village"})
KEYS = ("highway", "place", "barrier", "kind")
# The name in English first, since reports are; then the others.
_NAMES = ("name:en", "int_name", "name", "official_name", "alt_name", "old_name", "loc_name")
_KINDS = frozenset(get_args(PointKind))

Pair = tuple[float, float]


def road_of(tags: Mapping[str, Any], points: Sequence[Pair]) -> Road | None:
    """The road that a line is; none for one of another kind, or with fewer than two points. A line
    without ``highway`` is a road."""
    kind = _text(tags.get("highway"))
    if (kind is not None and kind not in HIGHWAYS) or len(points) < 2:
        return None
    names, refs = _names(tags), _several(tags.get("ref"))
    return Road(
        points=tuple(points),
        name=names[0] if names else None,
        ref=refs[0] if refs else None,
        other=tuple(dict.fromkeys((*names[1:], *refs[1:]))),
        kind=kind,
    )


def point_of(tags: Mapping[str, Any], at: Pair) -> RoadPoint | None:
    """The place that a point is; none for one that is neither a city, town or village nor a border
    crossing, or a town without a name. A crossing without one is named by its point."""
    names, kind = _names(tags), _kind(tags)
    if kind == "crossing" and not names:
        names = (f"crossing at {at[0]:.3f}, {at[1]:.3f}",)
    if kind is None or not names:
        return None
    countries = tags.get("countries")
    return RoadPoint(
        name=names[0], lat=at[0], lon=at[1], kind=kind, other=names[1:],
        countries=tuple(str(c) for c in countries) if isinstance(countries, list)
        else _several(countries),
        population=_number(tags.get("population")),
    )  # fmt: skip


def _kind(tags: Mapping[str, Any]) -> PointKind | None:
    kind = tags.get("kind")
    if kind in _KINDS:
        return kind
    if tags.get("barrier") == "border_control":
        return "crossing"
    return "town" if tags.get("place") in TOWNS else None


def _names(tags: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for key in _NAMES for name in _several(tags.get(key))))


def _several(value: Any) -> tuple[str, ...]:
    """OpenStreetMap parts several values by semicolons; a list of ours is taken as it is."""
    if isinstance(value, list):
        return tuple(str(part).strip() for part in value if str(part).strip())
    text = _text(value)
    return tuple(part.strip() for part in text.split(";") if part.strip()) if text else ()


def _text(value: Any) -> str | None:
    return str(value).strip() or None if isinstance(value, str | int | float) else None


def _number(value: Any) -> int | None:
    text = (_text(value) or "").replace(",", "").replace(" ", "")
    return int(text) if text.isascii() and text.isdigit() else None
