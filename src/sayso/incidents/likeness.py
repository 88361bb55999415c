"""Whether two parties, places or times named by two accounts can be the same.

Each comparison has three outcomes: yes, no, and not to be told from these words ("unknown").
Disputes need a plain no, agreement needs no more than the lack of one.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable
from typing import Literal

from sayso.core.edtf import bounds
from sayso.core.types import Mention, Place, Record, When
from sayso.knowledge.actors import Actors
from sayso.knowledge.places import fold_loosely
from sayso.knowledge.sides import NEUTRAL, Sides, load_sides

Likeness = Literal["same", "part", "unknown", "other", "opposed"]

STATE = frozenset({"state", "official", "military"})
REBELS = frozenset({"rebel", "political opposition", "armed group"})
NEAR_KM = 3.0
NEAR_DEGREES = 0.03  # of latitude: a little more than that
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


@functools.lru_cache(maxsize=100_000)
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
    """Compares parties with what the actor files know of parents and organs, and sides.yaml of
    who is at war with whom. ``day`` (EDTF) is the day that sides are asked for; without one, two
    parties count as opposed that ever were."""

    def __init__(self, actors: Actors, sides: Sides | None = None) -> None:
        self._actors = actors
        self._sides = sides or load_sides()
        self._related: dict[tuple[object, ...], str] = {}

    def like(self, a: Mention, b: Mention, day: str | None = None) -> Likeness:
        """Same entity; one part of the other (branch, organ of one state, member of a side);
        opposed (at war with each other, or government and rebels of one country); other; or
        unknown, where one has no id and no side."""
        if a.id is None or b.id is None:
            if a.name and b.name and a.name.casefold() == b.name.casefold():
                return "same"
            found = self._relation(a, b, day)
            return "opposed" if found == "opposed" else "part" if found == "named" else "unknown"
        if a.id == b.id:
            return "same"
        if not self._line(a.id).isdisjoint(self._line(b.id)):
            return "part"
        if self._relation(a, b, day) == "opposed":
            return "opposed"
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

    def shared(
        self, ours: Iterable[Mention], theirs: Iterable[Mention], day: str | None = None
    ) -> Likeness:
        """The nearest likeness of any two of two groups; unknown where a group is empty."""
        order: tuple[Likeness, ...] = ("same", "part", "unknown", "opposed", "other")
        theirs = tuple(theirs)
        found = [self.like(a, b, day) for a in ours for b in theirs]
        return min(found, key=order.index) if found else "unknown"

    def exclude(
        self, ours: Iterable[Mention], theirs: Iterable[Mention], day: str | None = None
    ) -> bool:
        """Whether two groups cannot hold or do together what only one side can: none of one is, or
        stands with, any of the other."""
        ours, theirs = tuple(ours), tuple(theirs)
        found = self.shared(ours, theirs, day)
        if found != "other":
            return found == "opposed"
        return not any(self._relation(a, b, day) == "allied" for a in ours for b in theirs)

    def _relation(self, a: Mention, b: Mention, day: str | None) -> str:
        """How two stand in the conflicts of sides.yaml: "opposed" where a party of the war is
        against the other, "named" where one has no id but the name of the other's side, "allied"
        on one side or behind it, else nothing."""
        key = (a.id or (a.name, a.kind, a.country), b.id or (b.name, b.kind, b.country), day)
        known = self._related.get(key)
        if known is None:
            known = self._related[key] = self._relate(a, b, day)
        return known

    def _relate(self, a: Mention, b: Mention, day: str | None) -> str:
        found = ""
        for code in self._sides.file.conflicts:
            ours, theirs = (self._sides.of(m, code, day).side for m in (a, b))
            if {ours, theirs} & NEUTRAL:
                continue
            fighting = self._sides.fighting(code)
            if not fighting.isdisjoint((ours, theirs)) and self._sides.opposed(ours, theirs, code):
                return "opposed"
            names = {m.name.casefold() for m in (a, b) if m.id is None and m.name}
            if ours == theirs and ours in fighting:
                found = "named" if ours.casefold() in names else found or "allied"
            elif self._sides.allied(ours, theirs, code):
                found = found or "allied"
        return found

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


def described(place: Place) -> str | None:
    """The words of a place without a name of its own that still tell it from any other: such as
    have a name in them ("the presidential palace in Khartoum")."""
    if place.name is not None or not place.text or place.relation not in ("at", "in", "in part"):
        return None
    words = place.text.split()
    words = words[1:] if words[0].casefold() in ("the", "a", "an") else words
    several = len(words) > 1 and any(w[:1].isupper() for w in words)
    return " ".join(words) if several else None


def shared_place(ours: Iterable[Place], theirs: Iterable[Place]) -> Likeness:
    """The nearest likeness of any two of two groups; unknown where a group is empty."""
    order: tuple[Likeness, ...] = ("same", "part", "unknown", "opposed", "other")
    theirs = tuple(theirs)
    found = [same_place(a, b) for a in ours for b in theirs]
    return min(found, key=order.index) if found else "unknown"


def _near(a: Place, b: Place) -> bool:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    if abs(a.lat - b.lat) > NEAR_DEGREES:
        return False
    return distance(a.lat, a.lon, b.lat, b.lon) <= NEAR_KM


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points in degrees (equirectangular: right within 1 % at these
    distances)."""
    x = math.radians(other_lon - lon) * math.cos(math.radians((lat + other_lat) / 2))
    return 6371.0 * math.hypot(x, math.radians(other_lat - lat))
