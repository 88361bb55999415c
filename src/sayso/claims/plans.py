"""What is said of days to come: one's own plan, a decision, a day set, and what follows it."""

from __future__ import annotations

from msgspec.structs import replace

from sayso.claims.chain import Link, attributions_of, same_side
from sayso.claims.context import Context
from sayso.claims.filled import Filled
from sayso.claims.nearby import limit_time
from sayso.claims.standing import Standing
from sayso.claims.trigger import Trigger
from sayso.core.ids import chain_names, claim_id
from sayso.core.types import Act, Claim, Mention, Roles, Status

VERBAL_FAMILIES = frozenset({"talks", "ceasefire", "diplomacy"})


def is_own_plan(roles: Roles, chain: tuple[Link, ...], act: Act | None, standing: Standing) -> bool:
    """ "Announced that it would withdraw": what one says one will do is one's plan."""
    speaker = chain[-1].mention if chain else None
    if speaker is None or act != "announced" or standing.polarity == "negative":
        return False
    return any(same_side(m, speaker) or _unresolved(m) for m in roles.actor)


def _unresolved(mention: Mention) -> bool:
    """Whether a mention is a pronoun of which nobody is known: of a saying, its speaker."""
    text = (mention.text or "").casefold()
    return mention.id is None and text in ("it", "they", "he", "she")


def is_decided(
    context: Context,
    trigger: Trigger,
    standing: Standing,
    filled: Filled,
    chain: tuple[Link, ...],
) -> bool:
    """Whether a speaker says to have decided a matter of words that is the speaker's to decide."""
    grammar = context.grammar
    speaker = chain[-1].mention
    words = [grammar.tokens[i] for i in standing.path[1:]]
    return (
        standing.status == "intended"
        and standing.polarity == "positive"
        and context.lexicon.predicates[trigger.predicate].family in VERBAL_FAMILIES
        and any(t.lemma in context.governors.decisions for t in words)
        and not any(a.xpos == "MD" for t in words for a in grammar.dependents(t.i, "aux"))
        and any(
            (m.id and m.id == speaker.id) or m.name == speaker.name
            for m in filled.roles.get("actor", ())
        )
    )


def is_set(context: Context, trigger: Trigger, dated: bool) -> bool:
    """Whether a day is set for a matter of words."""
    family = context.lexicon.predicates[trigger.predicate].family
    return dated and family in VERBAL_FAMILIES


def resumed_after(
    context: Context, trigger: Trigger, standing: Standing, filled: Filled, claim: Claim
) -> Claim | None:
    """What "until" schedules: talks suspended until a day are to resume that day."""
    predicate = context.governors.until.get(trigger.predicate)
    limit = limit_time(context, trigger, standing, filled)
    held = (
        claim.status in ("happened", "ongoing", "intended", "scheduled")
        and claim.polarity == "positive"
    )
    if predicate is None or limit is None or limit.when.start is None or not held:
        return None
    start, end = limit.when.start, limit.when.end or limit.when.start
    lexicon = context.lexicon
    status: Status = "scheduled"
    sources = claim.sources
    quoted = [s for a in attributions_of(context, trigger.head) for s in a.content]
    text = context.report.text
    bracketed = any(text.rfind("[", low, start) > text.rfind("]", low, start) for low, _ in quoted)
    if quoted and (bracketed or not any(low <= start < high for low, high in quoted)):
        sources = ()  # the outlet's own insertion, in brackets inside a quotation
    names = chain_names(sources)
    return replace(
        claim,
        sources=sources,
        id=claim_id(context.report.id, start, end, predicate, names),
        text=context.report.text[start:end],
        start=start,
        end=end,
        predicate=predicate,
        modality="planned",
        status=status,
        codes=lexicon.claim_codes(
            sources[-1].act if sources else None,
            predicate,
            claim.roles,
            None,
            "positive",
            status,
        ),
        when=limit.when,
        quantities=(),
    )
