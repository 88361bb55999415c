"""What is known, loaded before anybody asks."""

from __future__ import annotations

from sayso.catalogue.kinds import load_kinds
from sayso.incidents.accounts import load_knowledge
from sayso.knowledge.access import load_access
from sayso.knowledge.actors import load_actors
from sayso.knowledge.bargaining import load_bargaining
from sayso.knowledge.ceasefires import load_ceasefires
from sayso.knowledge.effects import load_effects
from sayso.knowledge.fingerprint import folding
from sayso.knowledge.gathering import load_gathering
from sayso.knowledge.outlets import load_outlets
from sayso.knowledge.places import load_gazetteer, load_place_words
from sayso.knowledge.predicates import load_predicates
from sayso.knowledge.safety import load_safety
from sayso.knowledge.sides import load_sides
from sayso.knowledge.topics import load_topics

_LOADS = (
    load_predicates, load_kinds, load_actors, load_sides, load_outlets, load_effects, load_topics,
    load_bargaining, load_access, load_ceasefires, load_gathering, load_safety, load_place_words,
    load_knowledge, folding,
)  # fmt: skip


def load_all(gazetteer: bool = True) -> None:
    """Load all that answers need, in one thread: where two threads read the first of a kind at
    once, msgspec can take down the program (it shows a type before it knows its fields). The
    ``gazetteer``, which is large, can be left out where there is only one thread."""
    for load in _LOADS:
        load()
    if gazetteer:
        load_gazetteer()
