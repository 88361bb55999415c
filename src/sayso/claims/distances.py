"""Places that are named only to say where another is: "Tafas, 12 kilometres from the border"."""

from __future__ import annotations

from sayso.claims.context import Context
from sayso.core.annotation import PlaceNode
from sayso.core.types import Place
from sayso.knowledge.places import load_place_words

FAR = 10  # tokens from a measure to the place it counts from
_LINKS = frozenset({"from", "of", "off", "outside", "beyond", "away", "with", "to", "and", "or"})
_SKIPPED = frozenset({"DET", "ADJ", "ADV", "PROPN", "NOUN"})


def measure_before(context: Context, first: int) -> int | None:
    """The first token of the measure that counts from the place beginning at ``first``: that of
    "12" in "12 kilometres south of the border with Jordan"; none where there is none. By word
    order, since the parse hangs measures anywhere."""
    tokens, units = context.grammar.tokens, load_place_words().distances
    linked = False
    for i in range(first - 1, max(first - 1 - FAR, 0), -1):
        token = tokens[i]
        if token.sentence != tokens[first].sentence:
            return None
        if token.low in units and linked:
            start = i
            while start > 0 and tokens[start - 1].upos in ("NUM", "ADV", "DET", "PART", "ADJ"):
                start -= 1
            counted = any(t.upos == "NUM" or t.low in ("a", "an", "few") for t in tokens[start:i])
            return start if counted else None
        linked = linked or token.low in ("from", "of", "off", "outside", "beyond")
        if token.low not in _LINKS and token.upos not in _SKIPPED:
            return None
    return None


def only_beside(context: Context, node: PlaceNode) -> bool:
    """Whether a place only tells where another one is: a distance counts from it, or it is a border
    that something is near."""
    near = node.place.precision == "border" and node.place.relation == "near"
    return near or measure_before(context, node.first) is not None


def in_border(context: Context, node: PlaceNode) -> bool:
    """Whether a country is named only as one side of a border: "the border with Jordan"."""
    return any(
        other.place.precision == "border" and other.first <= node.first < other.last
        for other in context.beside(context.places_of, node.head)
        if other is not node
    )


def without_surroundings(context: Context, head: int, places: list[Place]) -> list[Place]:
    """The places of an event at ``head`` but for those that only tell where the others are."""
    nodes = {n.place.start: n for n in context.beside(context.places_of, head)}
    kept = [p for p in places if p.start not in nodes or not in_border(context, nodes[p.start])]
    own = [p for p in kept if p.start not in nodes or not only_beside(context, nodes[p.start])]
    named = any(not p.inferred for p in own)
    return own if named else kept
