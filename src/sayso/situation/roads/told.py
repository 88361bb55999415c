"""What reports say of roads, crossings and a place's being shut in, laid onto the ground.

A word of a way is matched to roads, in this order:

1. by a road's name or number in it ("M5"), between the places it names on that road, if two;
2. by the ends it names ("from A to B", "between A and the border of C"): the main way between them;
3. with one end only, it tells of no road: it is shown, and closes nothing. But who says that the
   last way to the place was cut says that none is left.

"Cut" is said of a way, not of each metre: somewhere on it, it is closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from sayso.core.access import Found, Said, SaidOf
from sayso.core.situation import Fluent, Situation
from sayso.core.types import Claim, Place, Record
from sayso.knowledge.effects import load_effects
from sayso.knowledge.places import fold_loosely, load_place_words
from sayso.situation.roads.ground import Ground
from sayso.situation.roads.passable import Candidates
from sayso.situation.scene import line_id
from sayso.situation.sites import ends, spots

NOW = frozenset({"holds", "may hold"})
FLUENTS = frozenset({"route", "border", "siege", "encirclement"})
_SHUT = {"siege": "besieged", "encirclement": "surrounded"}
_HERE = frozenset({"observe", "start"})
_FROM_TO = re.compile(
    r"\bfrom (?P<a>.+?) (?:in)?to(?:wards?)? (?P<b>.+)|\bbetween (?P<c>.+?) and (?P<d>.+)"
)
_VIA = re.compile(r",| (?:through|via|along|by way of) ")
_ROAD_M = 60_000.0  # a road of the name is meant if it is no farther from a place told with it


class Word(Record, frozen=True):
    """Something said, and what of the ground it is about: ``closes`` what it has closed, ``opens``
    the edges that can be used by it, ``touches`` all of its edges. Words that are not of the day
    (last reported, denied only) close and open nothing. ``here``: it names the place asked about.
    """

    said: Said
    closes: Candidates = ()
    opens: frozenset[int] = frozenset()
    touches: frozenset[int] = frozenset()
    here: bool = False


class _Spot(Record, frozen=True):
    """Where on the ground a word of a way is."""

    found: Found
    edges: frozenset[int] = frozenset()
    together: bool = False
    of: Literal["road", "last way"] = "road"
    here: bool = False


def words(situation: Situation, claims: Mapping[str, Claim], ground: Ground) -> list[Word]:
    """All that reports say of the roads, crossings and of the place itself, on the situation's
    day, in a fixed order."""
    found: dict[str, Word] = {}
    for fluent in situation.fluents:
        if fluent.name not in FLUENTS or not _shown(fluent):
            continue
        told = [c for c in _told(fluent, claims) if c.id in fluent.claims or not fluent.claims]
        if not told:
            continue
        for word in _words(fluent, told, claims, ground):
            found.setdefault(word.said.id, word)
    return sorted(found.values(), key=lambda w: (w.said.of, w.said.about, w.said.says, w.said.id))


def account(claim: Claim) -> str:
    """By whose account: the innermost source's id, or its name with the outlet that it speaks
    through; or the outlet that says it itself."""
    outlet = claim.report.outlet or f"report {claim.report.id}"
    if not claim.sources:
        return outlet
    link = claim.sources[-1]
    return link.id or f"{link.name}, in {outlet}"


def accounts(claims: Iterable[Claim]) -> tuple[str, ...]:
    """By whose account claims are, each once."""
    return tuple(sorted({account(claim) for claim in claims}))


def _shown(fluent: Fluent) -> bool:
    """What is told for the day; what is over has no bearing on it, what is only denied has."""
    return fluent.state != "does not hold" or (not fluent.claims and bool(fluent.against))


def _told(fluent: Fluent, claims: Mapping[str, Claim], *kinds: str) -> list[Claim]:
    wanted = frozenset(kinds) or (_HERE if fluent.claims else frozenset({"against"}))
    ids = sorted({c for step in fluent.steps if step.change in wanted for c in step.claims})
    return [claims[id] for id in ids if id in claims]


def _words(
    fluent: Fluent, told: Sequence[Claim], claims: Mapping[str, Claim], ground: Ground
) -> list[Word]:
    if fluent.name == "route":
        return _of_way(fluent, told, claims, ground)
    one = _of_crossing if fluent.name == "border" else _of_place
    word = one(fluent, told, claims, ground)
    return [word] if word is not None else []


def _of_way(
    fluent: Fluent, told: Sequence[Claim], claims: Mapping[str, Claim], ground: Ground
) -> list[Word]:
    """The words of a way. Who calls it the last one says more than who tells of the same cut."""
    cut = fluent.value == "cut"
    spots = [(claim, _way(claim, cut, ground)) for claim in told]
    found = []
    for last in (True, False):
        some = [(c, s) for c, s in spots if (s is not None and s.of == "last way") is last]
        placed = [s for _, s in some if s is not None]
        if placed:
            spot = min(placed, key=_rank)
            found.append(_laid(fluent, [c for c, _ in some], claims, ground, spot))
    return found


def _laid(
    fluent: Fluent, told: Sequence[Claim], claims: Mapping[str, Claim], ground: Ground, spot: _Spot
) -> Word:
    cut, edges = fluent.value == "cut", spot.edges
    closes: Candidates = (edges,) if spot.together else tuple(frozenset({e}) for e in sorted(edges))
    said = _said(
        fluent, told, claims, of=spot.of, says=fluent.value, about=_about(told),
        found=spot.found, exact=not cut or len(closes) == 1,
        roads=ground.names_along(sorted(edges)),
    )  # fmt: skip
    return _weighed(said, cut, closes, edges, spot.here)


def _rank(spot: _Spot) -> tuple[int, int]:
    order = ("last of its ends", "road name", "ends", "not found")
    return order.index(spot.found), len(spot.edges)


def _way(claim: Claim, cut: bool, ground: Ground) -> _Spot | None:
    places = ends(claim)
    numbers = [n for p in places if (n := ground.found(p)) is not None]
    gates = [n for p in places for n in ground.crossings(p)]
    for place in claim.places:
        for end in _ends_told(place):
            number = ground.named_in(end)
            numbers += [number] if number is not None else []
            gates += ground.crossings_named_in(end) if number is None else ()
    numbers, gates = list(dict.fromkeys(numbers)), list(dict.fromkeys(gates))
    here = ground.place in numbers
    if cut and here and _sole(claim):
        far = [n for n in numbers if n != ground.place and n in ground.doors] or gates
        alone = all(p.precision in ("settlement", "point") for p in places)
        doors = far or (list(ground.doors) if len(numbers) == 1 and alone else [])
        if doors:
            edges = frozenset(ground.doors[n] for n in doors)
            return _Spot(
                found="last of its ends", edges=edges, together=True, of="last way", here=True
            )
    named = _named(claim, places, numbers, ground)
    if named:
        return _Spot(found="road name", edges=named, here=here)
    between = _between(numbers, gates, ground)
    if between:
        return _Spot(found="ends", edges=between, here=here)
    return _Spot(found="not found", here=True) if here else None


def _ends_told(place: Place) -> tuple[str, ...]:
    """The two ends in a way's name or words ("the road from A to B"); none of another place."""
    if place.precision != "route" and place.name is not None:
        return ()
    for text in (place.name, place.text):
        match = _FROM_TO.search(text or "")
        if match:
            a, b = (match["a"], match["b"]) if match["a"] else (match["c"], match["d"])
            return a, _VIA.split(b)[0]
    return ()


def _named(
    claim: Claim, places: Sequence[Place], numbers: Sequence[int], ground: Ground
) -> frozenset[int]:
    """The edges of the roads that a claim names: between the places it names on them, or all."""
    names = [p.name for p in places if p.precision == "route" and p.name]
    edges = frozenset(e for n in (*names, *ground.roads_in(claim.text)) for e in
                      ground.roads_named(n))  # fmt: skip
    if not edges:
        return edges
    graph = ground.graph
    spots = [(ground.points[n].lat, ground.points[n].lon) for n in numbers]
    if spots:
        near = {
            e for e in edges
            if any(ground.is_near(e, spot, _ROAD_M) for spot in spots)
        }  # fmt: skip
        edges = frozenset(near)
    on = [node for n in numbers if (node := ground.node(n)) is not None]
    on = [n for n in on if any(n in (graph.edges[e].a, graph.edges[e].b) for e in edges)]
    if len(on) > 1:
        rest = frozenset(range(len(graph.edges))) - edges
        path = graph.path(on[0], set(on[1:]), rest)
        return frozenset(path) if path else edges
    return edges


def _between(numbers: Sequence[int], gates: Sequence[int], ground: Ground) -> frozenset[int]:
    """The main way between the first end and each of the others, or each crossing of a border."""
    nodes = [node for n in numbers if (node := ground.node(n)) is not None]
    goals = nodes[1:] or [node for n in gates if (node := ground.node(n)) is not None]
    if not nodes or not goals:
        return frozenset()
    doors = frozenset(ground.doors.values())
    paths = ground.graph.paths(nodes[0], set(goals) - {nodes[0]}, doors)
    return frozenset(edge for path in paths.values() for edge in path)


def _of_crossing(
    fluent: Fluent, told: Sequence[Claim], claims: Mapping[str, Claim], ground: Ground
) -> Word | None:
    numbers: set[int] = set()
    lines = False
    for claim in told:
        for place in ends(claim):
            gates = ground.crossings(place) if place.precision == "border" else ()
            number = ground.found(place)
            lines = lines or bool(gates)
            numbers.update(gates or ((number,) if number in ground.doors else ()))
    if not numbers:
        return None
    edges = frozenset(ground.doors[n] for n in numbers)
    said = _said(
        fluent, told, claims, of="border" if lines else "crossing", says=fluent.value,
        about=", ".join(sorted(ground.points[n].name for n in numbers)) if not lines
        else _about(told), found="border" if lines else "crossing", exact=True, roads=(),
    )  # fmt: skip
    return _weighed(said, fluent.value == "closed", (edges,), edges, False)


def _of_place(
    fluent: Fluent, told: Sequence[Claim], claims: Mapping[str, Claim], ground: Ground
) -> Word | None:
    here = [p for c in told for p in spots(c) if ground.found(p) == ground.place]
    here = [p for p in here if ground.is_same(p)]  # a siege of its neighbour is not its own
    if not here:
        return None
    part = fluent.extent != "whole"
    edges = ground.roads_here()
    said = _said(
        fluent, told, claims, of="siege",
        says=("in part " if part else "") + _SHUT[fluent.name],
        about=_told_here(ground, here), found="place", exact=not part, roads=(),
    )  # fmt: skip
    # Of a place that is shut in in part, some roads are open and nobody tells which.
    return _weighed(said, not part, (edges,) if edges else (), edges, True)


def _told_here(ground: Ground, told: Sequence[Place]) -> str:
    """The place of the network, or where accounts tell only of places that lie there, their
    names: nobody said it of that place."""
    town = ground.points[ground.place]
    own = {fold_loosely(name) for name in (town.name, *town.other)}
    names = sorted({p.name for p in told if p.name})
    return town.name if not names or own & set(map(fold_loosely, names)) else ", ".join(names)


def _said(
    fluent: Fluent, told: Sequence[Claim], claims: Mapping[str, Claim], *, of: SaidOf, says: str,
    about: str, found: Found, exact: bool, roads: tuple[str, ...],
) -> Said:  # fmt: skip
    ids = tuple(c.id for c in told) if fluent.claims else ()
    # Parties that one set of claims has around a place are one word.
    return Said(
        id=line_id("access", of, says, about, fluent.from_ or "", *ids, *fluent.against),
        claims=ids, against=fluent.against, incidents=fluent.incidents, fluents=(fluent.id,),
        of=of, says=says, about=about,
        by_account_of=accounts(told) if fluent.claims else (),
        denied_by=accounts(claims[c] for c in fluent.against if c in claims),
        from_=fluent.from_, state=fluent.state, days=fluent.days, found=found, exact=exact,
        roads=roads,
    )  # fmt: skip


def _weighed(
    said: Said, closing: bool, closes: Candidates, edges: frozenset[int], here: bool
) -> Word:
    counts = said.state in NOW and bool(said.claims)
    return Word(
        said=said, closes=closes if closing and counts else (),
        opens=edges if not closing and counts and said.says == "open" else frozenset(),
        touches=edges, here=here,
    )  # fmt: skip


def _about(told: Sequence[Claim]) -> str:
    """The way in the reports' own words: of the claim that names most of its places."""
    best = max(told, key=lambda c: (len(ends(c)), c.id))
    named = [p.text or p.name or "" for p in ends(best)]
    return " – ".join(dict.fromkeys(name for name in named if name)) or best.text


def _sole(claim: Claim) -> bool:
    """Whether a way is called the last or only one."""
    found = re.findall(r"[a-z]+", claim.text.casefold())
    ways, sole = load_place_words().routes, load_effects().sole
    return any(
        word in sole and not ways.isdisjoint(found[i + 1 : i + 4]) for i, word in enumerate(found)
    )
