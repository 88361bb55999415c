"""What is said to be added to: "threw its weight behind the army, adding to support from Iran".

What was there before the deed that adds to it has the deed's recipient, and not its time.
"""

from __future__ import annotations

from sayso.claims.arguments import is_verb, matrix
from sayso.claims.context import Context
from sayso.claims.filled import Filled
from sayso.claims.nearby import best_time
from sayso.claims.standing import stand
from sayso.claims.trigger import Trigger
from sayso.core.types import When


def added_to_by(context: Context, trigger: Trigger, triggers: dict[int, Trigger]) -> Trigger | None:
    """The deed of the same family that adds to what an event noun names: under a verb of adding
    ("adding to aid from Kenya") or behind such a preposition ("on top of aid from Kenya")."""
    grammar, words = context.grammar, context.governors.adding
    token = grammar.tokens[trigger.head]
    if trigger.pattern.form != "noun" or token.rel not in ("obl", "obj", "nmod"):
        return None
    above = grammar.tokens[token.head]
    if is_verb(above) and above.lemma in words:
        other = triggers.get(above.head) or triggers.get(matrix(grammar, above.i))
    elif grammar.case(token.i) in words:
        other = triggers.get(above.i)
    else:
        return None
    family = context.lexicon.predicates[trigger.predicate].family
    if other is None or context.lexicon.predicates[other.predicate].family != family:
        return None
    return other


def recipient_of(context: Context, trigger: Trigger) -> tuple[int, ...]:
    """The heads of what a deed is done to or for."""
    return tuple(
        named
        for entry in trigger.pattern.roles
        if entry.role == "recipient"
        for slot in entry.slots
        for filler in trigger.fillers.get(slot, ())
        for named in context.listed(filler)
    )


def before_added(context: Context, deed: Trigger) -> When | None:
    """The time of what was there when a dated deed added to it: by then."""
    standing = stand(context, deed.head)
    if standing.status not in ("happened", None) or standing.polarity == "negative":
        return None
    fillers = {i: slot for slot, tokens in deed.fillers.items() for i in tokens}
    time = best_time(context, deed, standing, Filled(tokens=fillers))
    last = time.when.latest if time is not None and time.anchored else None
    if last is None:
        return None
    return When(
        edtf=f"../{last}", latest=last, precision="open", from_="context: before what adds to it"
    )
