"""Places beside an event that fill no slot of its pattern: "in Aleppo", "north of the city"."""

from __future__ import annotations

from sayso.claims.context import Context
from sayso.claims.distances import without_surroundings
from sayso.claims.filled import Filled
from sayso.claims.nearby import climb, own_path, stands_after
from sayso.claims.standing import Standing
from sayso.claims.trigger import Trigger

LOCATIVE = ("in", "at", "near", "outside", "inside")


def add_locations(context: Context, trigger: Trigger, standing: Standing, filled: Filled) -> None:
    """Places beside the event that fill no slot: "in Aleppo", "north of the city"."""
    if "bearer" in trigger.fillers:
        return  # "the rebels' backer, Rwanda"
    bases = {trigger.head, *trigger.fixed, *own_path(context, standing)}
    named = {p.start for p in filled.places}
    has_place_slot = bool(filled.places)
    for node in context.beside(context.places_of, trigger.head):
        if node.place.start in named or node.head in filled.tokens:
            continue
        if node.head in context.speakers:
            continue  # "according to Poland"
        reached, _ = climb(context, node.head, bases | set(filled.tokens))
        if stands_after(context, trigger, node, reached, filled):
            reached = trigger.head
        if reached is None:
            continue
        role = filled.tokens.get(reached)
        aside = role in ("actor", "helper", "mediator") or (
            role == "content" and context.grammar.case(node.head) not in LOCATIVE
        )
        if aside and reached != trigger.head:
            continue
        if role is not None and has_place_slot:
            continue
        if reached not in bases and role is None:
            continue
        token = context.grammar.tokens[node.head]
        if token.rel in ("nsubj", "obj", "compound", "amod"):
            continue
        if token.dep == "nmod:poss" and node.place.precision == "country":
            continue  # "Russia's forces" are not in Russia for that
        filled.places.append(node.place)
        filled.own.add(node.head)
    filled.places[:] = without_surroundings(context, trigger.head, filled.places)
    # "Captured Kilinochchi, the town …" has the one place, as it is named.
    told = {(p.name, p.lat) for p in filled.places if p.name and not p.inferred}
    filled.places[:] = [
        p for p in dict.fromkeys(filled.places) if not p.inferred or (p.name, p.lat) not in told
    ]
