"""Which of several values of a field says the most."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from math import inf

from sayso.core.record import Field, Value
from sayso.core.types import Claim, Mention, Place, Precision
from sayso.incidents.voices import day_of
from sayso.knowledge.sides import Sides

_EXACT: tuple[Precision, ...] = (
    "point", "settlement", "route", "border", "area", "second-order division",
    "first-order division", "country",
)  # fmt: skip
_ROLES = frozenset(
    {"actor", "recipient", "helper", "beneficiary", "mediator", "content", "instrument"}
)


def most_specific(
    field: Field,
    claims: Mapping[str, Claim],
    roots: Callable[[Value], int],
    sides: Sides,
) -> Value:
    """The value of a field that says the most: the figure of the narrowest range or the date of the
    shortest span, the most exact place, the party furthest down from the state or group that it is
    of. Of equals that with the most independent roots (``roots``), then the latest published, then
    the first by its words, so that the choice never hangs on the order."""

    def rank(value: Value) -> tuple[float, int, list[int], str]:
        behind = [claims[c] for c in value.claims if c in claims]
        latest = max((day_of(c.report) or "" for c in behind), default="")
        width = _width(value) if _bounded(value) else _depth(field.name, value, behind, sides)
        return width, -roots(value), [-ord(c) for c in latest], value.value

    return min(field.values, key=rank)


def _bounded(value: Value) -> bool:
    return value.low is not None or value.high is not None


def _width(value: Value) -> float:
    low, high = value.low, value.high
    if isinstance(low, str) and isinstance(high, str):
        return float((date.fromisoformat(high[:10]) - date.fromisoformat(low[:10])).days)
    if isinstance(low, int | float) and isinstance(high, int | float):
        return float(high - low)
    return inf


def _depth(name: str, value: Value, claims: list[Claim], sides: Sides) -> float:
    """How far from exact a place or party is: less is more specific."""
    if name == "place":
        found = [_exactness(p) for c in claims for p in c.places if _names(p, value)]
        return float(min(found, default=len(_EXACT)))
    if name in _ROLES:
        mentions: list[Mention] = [m for c in claims for m in getattr(c.roles, name)]
        depths = [len(sides.line(m.id, None)) for m in mentions if m.id and m.name == value.value]
        return -float(max(depths, default=0))
    return 0.0


def _exactness(place: Place) -> int:
    return _EXACT.index(place.precision) if place.precision in _EXACT else len(_EXACT)


def _names(place: Place, value: Value) -> bool:
    name = place.name or place.text
    return bool(name) and " ".join((name or "").split()) in value.value
