"""Claims of one report beside one another: which stands within which, and which repeats which."""

from __future__ import annotations

from msgspec.structs import replace

from sayso.claims.context import Context
from sayso.claims.filled import Made
from sayso.claims.standing import Standing
from sayso.claims.trigger import Trigger
from sayso.core.ids import chain_names
from sayso.core.types import Claim, Mention


def relate(context: Context, made: tuple[Made, ...]) -> tuple[Claim, ...]:
    """Set ``within`` and ``repeats``, and put the claims in text order."""
    claims = [
        replace(
            claim,
            within=_within(context, trigger, standing, claim, made),
            repeats=_repeats(context, trigger, claim, made),
        )
        for trigger, standing, claim in made
    ]
    return tuple(sorted(claims, key=lambda c: (c.start, c.end, c.predicate, c.id)))


def _within(
    context: Context, trigger: Trigger, standing: Standing, claim: Claim, made: tuple[Made, ...]
) -> str | None:
    """The claim that a relative or participial clause stands in, where both are one source's."""
    if not standing.detached or not claim.sources:
        return None
    chain = chain_names(claim.sources)
    for ancestor in context.grammar.ancestors(trigger.head):
        for other, _, outer in made:
            own = other.head == ancestor.i and outer.id != claim.id
            if own and chain_names(outer.sources) == chain:
                return outer.id
    return None


def _repeats(
    context: Context, trigger: Trigger, claim: Claim, made: tuple[Made, ...]
) -> str | None:
    """For a headline's or standfirst's claim, the body's claim that says the same."""
    if _segment(context, trigger) == "body":
        return None
    for other, _, body in made:
        if (
            _segment(context, other) == "body"
            and context.lexicon.related(claim.predicate, body.predicate)
            and claim.modality == body.modality
            and claim.polarity == body.polarity
            and _compatible(claim.roles.actor, body.roles.actor)
            and _compatible(claim.roles.recipient, body.roles.recipient)
        ):
            return body.id
    return None


def _segment(context: Context, trigger: Trigger) -> str:
    grammar, report = context.grammar, context.report
    sentence = grammar.sentences[grammar.tokens[trigger.head].sentence]
    return report.segments[sentence.segment].kind if report.segments else "body"


def _compatible(a: tuple[Mention, ...], b: tuple[Mention, ...]) -> bool:
    ids_a = {m.id for m in a if m.id}
    ids_b = {m.id for m in b if m.id}
    return not ids_a or not ids_b or not ids_a.isdisjoint(ids_b)
