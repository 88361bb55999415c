"""What is said to follow from a deed: "this victory means that the city would be under siege".

Whoever won is who would besiege, and where the victory was the siege would be, if the clause names
no other: the reader takes both from the deed that "this" points back to.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from sayso.claims.arguments import is_adjunct_participle, is_definite, matrix
from sayso.claims.chain import same_side
from sayso.claims.context import Context
from sayso.claims.filled import Made
from sayso.claims.trigger import Trigger
from sayso.core.types import Claim, Mention, Place

FOLLOWING = frozenset({"force", "access", "control"})
NEAR = 2  # sentences back to which "this victory" may point


def fill_what_follows(context: Context, made: Sequence[Made]) -> list[Made]:
    """The claims of a report; what is projected to follow from a deed with its doer and place."""
    found = list(made)
    for number, (trigger, standing, claim) in enumerate(found):
        family = context.lexicon.predicates[claim.predicate].family
        if claim.status != "predicted" or claim.roles.actor or family not in FOLLOWING:
            continue
        deed = _deed(context, trigger, found)
        if deed is None:
            continue
        actors = tuple(_inferred(m) for m in deed.roles.actor if m.id)
        places = claim.places or tuple(_at(p) for p in _places(context, deed, found))
        roles = replace(claim.roles, actor=actors)
        found[number] = (trigger, standing, replace(claim, roles=roles, places=places))
    return found


def _deed(context: Context, trigger: Trigger, made: Sequence[Made]) -> Claim | None:
    """The deed from which a clause says that this follows: what "this victory" points back to, or
    the main clause of ", meaning that …"."""
    grammar, words = context.grammar, context.governors.entailing
    for above in grammar.ancestors(trigger.head):
        if above.lemma not in words:
            continue
        if is_adjunct_participle(grammar, above.i):
            main = matrix(grammar, above.i)
            return next((c for t, _, c in made if t.head == main and _gains(context, c)), None)
        subject = grammar.dependent(above.i, "nsubj")
        named = context.predicates.get(subject.i) if subject is not None else None
        if subject is None or named is None or not is_definite(grammar, subject.i):
            return None
        before = [
            c
            for t, _, c in made
            if t.head < subject.i
            and subject.sentence - grammar.tokens[t.head].sentence <= NEAR
            and context.lexicon.related(c.predicate, named)
        ]
        return before[-1] if before and _gains(context, before[-1]) else None
    return None


def _gains(context: Context, claim: Claim) -> bool:
    """Whether a deed is told, not denied or only meant, as one by which a known party gains."""
    return (
        claim.predicate in context.governors.gains
        and claim.status in ("happened", "ongoing")
        and claim.polarity == "positive"
        and any(m.id for m in claim.roles.actor)
    )


def _places(context: Context, deed: Claim, made: Sequence[Made]) -> tuple[Place, ...]:
    """Where a deed was: by its clause, by what it describes ("called the encirclement a victory"),
    or by what tells of the same before."""
    if deed.places:
        return deed.places
    described = {m.start: m.end for m in deed.roles.content if m.start is not None and m.end}
    tokens = context.grammar.tokens
    for trigger, _, claim in made:
        start = tokens[trigger.head].start
        if not any(low <= start < high for low, high in described.items() if high):
            continue
        if claim.places:
            return claim.places
        for earlier, _, other in reversed(made):
            if (
                earlier.head < trigger.head
                and other.predicate == claim.predicate
                and other.places
                and _one_side(other, deed)
            ):
                return other.places
    return ()


def _one_side(a: Claim, b: Claim) -> bool:
    return any(same_side(x, y) for x in a.roles.actor for y in b.roles.actor)


def _inferred(mention: Mention) -> Mention:
    return replace(mention, text=None, start=None, end=None, inferred=True)


def _at(place: Place) -> Place:
    return replace(place, text=None, start=None, end=None, inferred=True)
