"""A bare noun of a state, as in headlines: "Mali's truce in danger", "the truce hangs by a thread".

Such words take for granted that there is a truce, or leave it open; none of them declares one.
"""

from __future__ import annotations

from msgspec.structs import replace

from sayso.claims.context import Context
from sayso.claims.standing import Standing
from sayso.claims.trigger import Trigger

FAMILY = "ceasefire"
FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
PRESENT = frozenset({"VBZ", "VBP"})


def lasting_since(context: Context, trigger: Trigger, standing: Standing) -> Standing:
    """ "Has been in force since April": what has been so since then is so, of a state."""
    if standing.status != "happened" or standing.polarity == "negative":
        return standing
    grammar, predicate = context.grammar, context.lexicon.predicates[trigger.predicate]
    token = grammar.tokens[trigger.head]
    if token.upos == "NOUN" and grammar.dependent(token.i, "cop") is None and token.rel == "nsubj":
        token = grammar.tokens[token.head]
    perfect = any(t.low in ("has", "have", "'s", "'ve") for t in grammar.dependents(token.i, "aux"))
    since = any(
        any(c.low == "since" for c in grammar.dependents(t.i, "case", "mark"))
        for t in grammar.dependents(token.i, "obl", "nmod", "advcl")
    )
    is_state = grammar.dependent(token.i, "cop") is not None or predicate.state
    return replace(standing, status="ongoing") if perfect and since and is_state else standing


def bare_state(context: Context, trigger: Trigger, standing: Standing) -> Standing:
    """The standing of an event word; of a ceasefire that is only named, with no verb that says how
    it came about, that there is one, or nothing sure where it is called into doubt."""
    lexicon = context.lexicon
    plain = trigger.pattern.form == "noun" and standing.status is None and not standing.occurs
    if (
        not plain
        or standing.polarity == "negative"
        or lexicon.predicates[trigger.predicate].family != FAMILY
    ):
        return standing
    grammar = context.grammar
    sentence = grammar.sentences[grammar.tokens[trigger.head].sentence]
    words = grammar.tokens[sentence.first : sentence.last]
    verbs = [t for t in words if t.xpos in FINITE]
    if not verbs:
        doubted = any(
            t.lemma in context.governors.shaken
            and grammar.case(t.i) in ("in", "under", "at")
            and t.i > trigger.head
            for t in words
        )
        if doubted:
            return replace(standing, status="hypothetical", certainty="underspecified")
        return replace(standing, status="ongoing")
    token = grammar.tokens[trigger.head]
    if token.rel == "nsubj" and grammar.tokens[token.head].xpos in PRESENT:
        return replace(standing, status="ongoing")
    return standing
