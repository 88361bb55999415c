"""Which talks a claim is about, and where they are held."""

from __future__ import annotations

from msgspec.structs import replace

from sayso.claims.context import Context
from sayso.claims.filled import Filled
from sayso.claims.trigger import Trigger
from sayso.core.annotation import PlaceNode
from sayso.core.types import Mention

TALKS = "TALKS-"  # what the ids of talks begin with, before the town they are called by


def is_about_talks(context: Context, trigger: Trigger) -> bool:
    """Whether what the predicate is done to is talks (suspended, left), not people (met)."""
    return any(
        "talks" in part.classes and part.slot == "object"
        for pattern in context.lexicon.predicates[trigger.predicate].patterns
        for part in pattern.complements
    )


def add_talks(context: Context, filled: Filled) -> None:
    """The only talks that the report speaks of."""
    known: dict[str, Mention] = {}
    for node in context.annotation.mentions:
        if node.mention.kind == "talks" and node.mention.id:
            known.setdefault(node.mention.id, node.mention)
    if len(known) == 1:
        (mention,) = known.values()
        filled.add("content", replace(mention, text=None, start=None, end=None, inferred=True))


def add_venue(context: Context, filled: Filled) -> None:
    """ "Left the Geneva talks": talks that are called by a town are held there, unless the clause
    has them elsewhere."""
    for mention in filled.roles.get("content", ()):
        if mention.inferred or mention.kind != "talks" or not mention.id:
            continue
        town = mention.id.removeprefix(TALKS)
        for node in context.annotation.places:
            place = node.place
            known = place.precision == "settlement" and _letters(place.text or "") == town
            if known and _names_talks(context, node):
                filled.places.append(
                    replace(
                        place, text=None, start=None, end=None, relation="at", extent="whole",
                        inferred=True,
                    )
                )  # fmt: skip
                return


def _names_talks(context: Context, node: PlaceNode) -> bool:
    """Whether talks are called by a place: "the Geneva talks", "talks in Geneva"."""
    token = context.grammar.tokens[node.head]
    held = context.grammar.case(token.i) in ("in", "at") and token.rel in ("nmod", "obl")
    return any(
        n.first <= node.first < n.last or (held and token.head == n.head)
        for n in context.beside(context.mentions_of, node.head)
        if n.mention.kind == "talks"
    )


def _letters(text: str) -> str:
    return "".join(c for c in text.upper() if c.isalnum())
