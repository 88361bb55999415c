"""Report, Grammar → the places it speaks of, each with what the words say of it."""

from __future__ import annotations

from msgspec.structs import replace

from sayso.annotate.place_descriptions import Descriptions
from sayso.annotate.place_names import Named, NameFinder
from sayso.annotate.place_phrases import Phrases
from sayso.annotate.place_relations import Relations
from sayso.annotate.place_resolution import Resolver, Sense
from sayso.core.annotation import PlaceNode
from sayso.core.grammar import Grammar
from sayso.core.types import Alternative, Place, Precision, Relation, Report
from sayso.knowledge.places import Entry, Gazetteer, load_place_words

# Places that are shown by name only: they have no one point (design: seed/reading.md).
POINTLESS: tuple[Precision, ...] = (
    "border", "route", "country", "first-order division", "second-order division"
)  # fmt: skip


def find_places(report: Report, grammar: Grammar, gazetteer: Gazetteer) -> tuple[PlaceNode, ...]:
    """Find the places in a report and resolve them in its context.

    In:  a report, its grammar and the gazetteer.
    Out: a node for each place named or described, in text order. A name that cannot be placed has
         a node too, without name and point; a description has ``inferred`` set, and one node for
         each place it stands for.
    """
    words = load_place_words()
    names = NameFinder(grammar, gazetteer, words).find()
    resolver = Resolver(grammar, gazetteer, words)
    senses = resolver.resolve(names)
    relations = Relations(grammar, words)
    named: list[PlaceNode] = []
    people: dict[int, int] = {}
    believed_names = resolver.all_believed(names, senses)
    for name, sense, believed in zip(names, senses, believed_names, strict=True):
        if believed:
            named.append(_node(report, grammar, name, sense, relations))
            if sense.entry:
                people[named[-1].place.start or 0] = sense.entry.population
    phrases = Phrases(grammar, gazetteer, words, resolver.main_country())
    borders = phrases.borders(named, relations)
    inside = {i for node in borders for i in range(node.first, node.head)}
    named = [node for node in named if node.head not in inside]
    fixed = sorted([*named, *borders], key=_position)
    others = [
        *phrases.routes(fixed, relations),
        *phrases.areas(fixed, relations),
        *phrases.world(),
        *Descriptions(grammar, words, named, people).find(relations),
    ]
    fixed = [_turned(node, phrases.turned.get((node.first, node.last))) for node in fixed]
    return tuple(sorted([*fixed, *others], key=_position))


def _turned(node: PlaceNode, relation: Relation | None) -> PlaceNode:
    if relation is None:
        return node
    return replace(node, place=replace(node.place, relation=relation))


def _position(node: PlaceNode) -> tuple[int, int]:
    return node.first, node.last


def _node(
    report: Report, grammar: Grammar, name: Named, sense: Sense, relations: Relations
) -> PlaceNode:
    entry = sense.entry
    precision: Precision = entry.precision if entry else name.kind or "settlement"
    relation, extent = relations.read(name.phrase_first, name.phrase_last, precision)
    start, end = grammar.chars(name.phrase_first, name.phrase_last)
    point = entry is not None and entry.precision not in POINTLESS
    place = Place(
        text=report.text[start:end],
        start=start,
        end=end,
        name=entry.name if entry else None,
        lat=entry.lat if entry and point else None,
        lon=entry.lon if entry and point else None,
        geonames=entry.geonames if entry else None,
        country=entry.country if entry else None,
        admin1=entry.admin1 if entry else None,
        precision=precision,
        relation=relation,
        extent=extent,
        alternatives=tuple(
            _alternative(other, share)
            for other, share in sense.shares
            if other is not entry and share >= 0.01
        ),
    )
    return PlaceNode(head=name.head, first=name.phrase_first, last=name.phrase_last, place=place)


def _alternative(entry: Entry, share: float) -> Alternative:
    return Alternative(
        name=entry.name, geonames=entry.geonames, country=entry.country, score=round(share, 3)
    )
