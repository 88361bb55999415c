"""Whether two parties, places or times named by two accounts can be the same.

Each comparison has three outcomes: yes, no, and not to be told from these words ("unknown").
Disputes need a plain no, agreement needs no more than the lack of one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal

from sayso.core.edtf import bounds
from sayso.core.types import Mention, Place, Record, When
from sayso.knowledge.actors import Actors
from sayso.knowledge.places import fold_loosely

Likeness = Literal["same", "part", "unknown", "other", "opposed"]

STATE = frozenset({"state", "official", "military"})
REBELS = frozenset({"rebel", "political opposition", "armed group"})
NEAR_KM = 3.0
# A claim known only by its publication speaks of the days before it.
NEWS_DAYS = 7


class Window(Record, frozen=True):
    """Days as ordinals, none where open. ``stated`` where the claim's own words give the time."""

    first: int | None
    last: int | None
    stated: bool

    def meets(self, other: Window, slack: int = 0) -> bool:
        """Whether the two share a day, give or take ``slack`` days."""
        return _upto(self.first, other.last, slack) and _upto(other.first, self.last, slack)


def _upto(first: int | None, last: int | None, slack: int) -> bool:
    return first is None or last is None or first <= last + slack


def day(text: str | None) -> int | None:
    """The ordinal of the last day that an EDTF date allows; none where there is none."""
    try:
        last = bounds(text)[1] if text else None
    except ValueError:
        return None
    return last.toordinal() if last else None


def window(when: When | None, published: int | None, state: bool) -> Window:
    """The days a claim speaks of. Without words for it: the week before publication, for a state
    the day of publication; what is to come is open."""
    if when is not None and when.text is not None and (when.earliest or when.latest):
        return Window(first=day(when.earliest), last=day(when.latest), stated=True)
    if when is not None and when.earliest is not None and when.latest is None:
        return Window(first=day(when.earliest), last=None, stated=False)
    last = day(when.latest) if when is not None else None
    last = published if last is None else last
    if last is None:
        return Window(first=None, last=None, stated=False)
    return Window(first=last if state else last - NEWS_DAYS, last=last, stated=False)


class Parties:
    """Compares parties with what the actor files know of parents, organs and sides."""

    def __init__(self, actors: Actors) -> None:
        self._actors = actors

    def like(self, a: Mention, b: Mention) -> Likeness:
        """Same entity; one part of the other (branch, organ of one state, member of a side);
        opposed (government and rebels of one country); other; or unknown, where one has no id."""
        if a.id is None or b.id is None:
            if a.name and b.name and a.name.casefold() == b.name.casefold():
                return "same"
            return "unknown"
        if a.id == b.id:
            return "same"
        if not self._line(a.id).isdisjoint(self._line(b.id)):
            return "part"
        if a.kind == b.kind == "civilians":
            mine, other = self.country(a), self.country(b)
            return "part" if mine == other else "other"
        ours, theirs = self._camp(a), self._camp(b)
        if ours == theirs and ours[1] != "":
            # A side as a whole ("Syrian rebels") may be any of its members; two groups are two.
            whole = {f"{ours[0]}-REB", f"{ours[0]}-OPP", f"{ours[0]}-PRM"}
            return "part" if {a.id, b.id} & whole or ours[1] == "state" else "other"
        if "" in (ours[1], theirs[1]):
            return "unknown"
        if ours[0] == theirs[0] and {ours[1], theirs[1]} == {"state", "rebels"}:
            return "opposed"
        return "other"

    def shared(self, ours: Iterable[Mention], theirs: Iterable[Mention]) -> Likeness:
        """The nearest likeness of any two of two groups; unknown where a group is empty."""
        order: tuple[Likeness, ...] = ("same", "part", "unknown", "opposed", "other")
        theirs = tuple(theirs)
        found = [self.like(a, b) for a in ours for b in theirs]
        return min(found, key=order.index) if found else "unknown"

    def country(self, mention: Mention) -> str | None:
        """The country of a party, as far as its id or the text says."""
        known = self._actors.get(mention.id) if mention.id else None
        return mention.country or (known.country if known else None)

    def line(self, entity: str) -> frozenset[str]:
        """An entity with those it is a branch or organ of."""
        return self._line(entity)

    def _line(self, entity: str) -> frozenset[str]:
        found = {entity}
        known = self._actors.get(entity)
        while known is not None and known.parent is not None and known.parent not in found:
            found.add(known.parent)
            known = self._actors.get(known.parent)
        known = self._actors.get(entity)
        if known is not None and known.kind in STATE and known.country:
            found.add(known.country)
        return frozenset(found)

    def _camp(self, mention: Mention) -> tuple[str, str]:
        known = self._actors.get(mention.id) if mention.id else None
        country = self.country(mention) or ""
        kind = known.kind if known else mention.kind
        if kind in STATE:
            return country, "state"
        if kind in REBELS and country:
            if "PRM" in (known.sectors if known else mention.sectors):
                return country, ""
            return country, "rebels"
        return country, ""


def same_place(a: Place, b: Place) -> Likeness:
    """Same place (or within three kilometres); part and whole; other; unknown for what has no
    name, and for ways, which go by many names."""
    if a.name is None or b.name is None or "route" in (a.precision, b.precision):
        return "same" if a.name is not None and a.name == b.name else "unknown"
    if a.geonames is not None and a.geonames == b.geonames:
        return "same" if a.extent == b.extent else "part"
    if a.country and b.country and a.country != b.country:
        near = _near(a, b)
        return "same" if near and "settlement" not in (a.precision, b.precision) else "other"
    if fold_loosely(a.name) == fold_loosely(b.name):
        return "same" if a.extent == b.extent else "part"
    if "country" in (a.precision, b.precision) or "border" in (a.precision, b.precision):
        return "part"
    wide = {"first-order division", "second-order division"}
    if a.precision in wide or b.precision in wide:
        return "part" if a.admin1 == b.admin1 or None in (a.admin1, b.admin1) else "other"
    if "area" in (a.precision, b.precision):
        return "unknown"
    return "same" if _near(a, b) else "other"


def shared_place(ours: Iterable[Place], theirs: Iterable[Place]) -> Likeness:
    """The nearest likeness of any two of two groups; unknown where a group is empty."""
    order: tuple[Likeness, ...] = ("same", "part", "unknown", "opposed", "other")
    theirs = tuple(theirs)
    found = [same_place(a, b) for a in ours for b in theirs]
    return min(found, key=order.index) if found else "unknown"


def _near(a: Place, b: Place) -> bool:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    return distance(a.lat, a.lon, b.lat, b.lon) <= NEAR_KM


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points in degrees (equirectangular: right within 1 % at these
    distances)."""
    x = math.radians(other_lon - lon) * math.cos(math.radians((lat + other_lat) / 2))
    return 6371.0 * math.hypot(x, math.radians(other_lat - lat))
