"""Who fights beside whom: "the army and Kurdish militias captured the town".

Enemies do not take a place together, so two that do fight on one side. Told only where one of them
is the army or government of the country it happens in, and so the one that is helped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from sayso.claims.context import Context
from sayso.claims.filled import Made
from sayso.claims.trigger import Trigger
from sayso.core.ids import chain_names, claim_id
from sayso.core.types import Claim, Mention, Roles

BESIDE = "fight_beside"
HOME = frozenset({"state", "military"})
FORCES = frozenset({"state", "military", "armed group", "rebel"})
APART = frozenset({"each", "both", "respectively", "separately", "either"})


def fighting_beside(context: Context, made: Sequence[Made]) -> list[Made]:
    """The claims of a report, with one more for each that has two forces do a thing together."""
    found = list(made)
    for trigger, standing, claim in made:
        if trigger.pattern.form == "verb" and _is_fact(claim) and not _apart(context, trigger):
            for helper, helped in _pairs(context, claim):
                found.append((trigger, standing, _beside(context, claim, helper, helped)))
    return found


def _is_fact(claim: Claim) -> bool:
    return (
        claim.modality == "asserted"
        and claim.status in ("happened", "ongoing")
        and claim.polarity == "positive"
        and claim.condition is None
    )


def _apart(context: Context, trigger: Trigger) -> bool:
    """ "The army and the rebels each captured a village"."""
    grammar = context.grammar
    sentence = grammar.sentences[grammar.tokens[trigger.head].sentence]
    return any(t.low in APART for t in grammar.tokens[sentence.first : sentence.last])


def _pairs(context: Context, claim: Claim) -> Iterator[tuple[Mention, Mention]]:
    """Who helps and who is helped."""
    if claim.predicate not in context.governors.jointly:
        return
    countries = {p.country for p in claim.places if p.country}
    forces = [m for m in claim.roles.actor if m.id and m.kind in FORCES and not m.inferred]
    home = [m for m in forces if m.kind in HOME and m.country in countries]
    if len(home) != 1:
        return
    for other in forces:
        if other is not home[0] and other.country != home[0].country:
            yield other, home[0]


def _beside(context: Context, claim: Claim, helper: Mention, helped: Mention) -> Claim:
    roles = Roles(actor=(helper,), recipient=(helped,))
    names = (*chain_names(claim.sources), helper.id or "")
    act = claim.sources[-1].act if claim.sources else None
    return replace(
        claim,
        id=claim_id(claim.report.id, claim.start, claim.end, BESIDE, names),
        predicate=BESIDE,
        roles=roles,
        phase=None,
        quantities=(),
        within=claim.id if claim.sources else None,
        codes=context.lexicon.claim_codes(act, BESIDE, roles, None, "positive", claim.status),
    )
