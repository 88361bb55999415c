"""Which words of the report say a claim: what it quotes."""

from __future__ import annotations

from sayso.claims.arguments import is_nobody, is_verb
from sayso.claims.chain import attributions_of
from sayso.claims.context import Context
from sayso.claims.filled import Filled
from sayso.claims.nearby import own_path
from sayso.claims.standing import Standing
from sayso.claims.trigger import Trigger
from sayso.core.annotation import Attribution


def quoted_span(
    context: Context, trigger: Trigger, standing: Standing, filled: Filled
) -> tuple[int, int]:
    """The words that say it: from the first to the last of the event word and what fills its
    fields in its own sentence, without what another source's cue or clause puts between."""
    grammar = context.grammar
    head = grammar.tokens[trigger.head]
    inside = set(trigger.fixed)
    for token in filled.own:
        same = grammar.tokens[token].sentence == head.sentence
        if same and not _borrowed(context, trigger, standing, filled, token):
            inside.update(_phrase_tokens(context, token))
    if trigger.pattern.form == "noun":
        inside.update(_phrase_tokens(context, trigger.head))
        inside.update(i for i in standing.path[1:] if standing.occurs or standing.actor_of)
    else:
        inside.update(
            t.i
            for t in grammar.dependents(trigger.head, "aux", "advmod", "mark", "obj", "obl")
            if t.low not in context.governors.marks["plain"]
        )
        for child in grammar.dependents(trigger.head, "obj", "obl"):
            inside.update(_phrase_tokens(context, child.i))
        for child in grammar.dependents(trigger.head, "nsubj"):
            if is_nobody(grammar, child.i):  # without "no one" it would read as its opposite
                inside.update(_phrase_tokens(context, child.i))
    if standing.declined:  # without "no reason" it would read as its opposite
        inside.update(_declined(context, standing))
    if standing.polarity == "negative":
        inside.update(_negation(context, standing, inside))
    for inner in _inner(context, trigger):
        inside.update(_phrase_tokens(context, inner))
    while len(inside) > 1 and _empty(context, trigger, min(inside)):
        inside.remove(min(inside))
    start = min(grammar.tokens[i].start for i in inside)
    end = max(grammar.tokens[i].end for i in inside)
    condition = standing.condition
    if condition is not None and grammar.at(condition.start) is not None:
        near = grammar.at(condition.start)
        if near is not None and near.sentence == head.sentence:
            start, end = min(start, condition.start), max(end, condition.end)
    return _clip(context, trigger, standing, start, end)


def _negation(context: Context, standing: Standing, inside: set[int]) -> list[int]:
    """What denies it from above, where nothing in its own words does: "came close to"."""
    grammar, table = context.grammar, context.governors
    words = grammar.tokens[min(inside) : max(inside) + 1]
    if any(t.low in table.negators or t.low in table.marks["negative"] for t in words):
        return []
    found: list[int] = []
    for up in standing.path[1:]:
        if up in context.cue_tokens:
            break
        beside = [
            t.i
            for t in grammar.dependents(up, "aux", "advmod", "det")
            if t.rel != "advmod" or t.low in table.negators or t.i == up + 1
        ]
        found += [up, *beside]
        governors = [g for i in (up, *beside) for g in table.lookup(grammar.tokens[i].lemma)]
        if any(grammar.tokens[i].low in table.negators for i in beside) or any(
            g.effect.polarity == "negative" for g in governors
        ):
            break
    return found


def _declined(context: Context, standing: Standing) -> list[int]:
    """The "no" and its noun in "saw no reason to stop"."""
    grammar = context.grammar
    return [
        i
        for noun in standing.path
        for negator in grammar.dependents(noun, "det")
        if negator.low == "no"
        for i in (negator.i, noun)
    ]


def _empty(context: Context, trigger: Trigger, token: int) -> bool:
    """A first word that says nothing: "of", "that", a comma."""
    first = context.grammar.tokens[token]
    plain = context.governors.marks["plain"]
    return token not in trigger.fixed and (
        first.upos == "PUNCT" or first.low == "of" or (first.low in plain and first.rel != "nsubj")
    )


def _inner(context: Context, trigger: Trigger) -> list[int]:
    """Heads of the predicates that this one is about ("forced him to suspend the talks")."""
    wanted = context.lexicon.predicates[trigger.predicate].inner
    return [
        i
        for i in context.grammar.subtree(trigger.head)
        if wanted
        and i in context.predicates
        and any(context.lexicon.is_a(context.predicates[i], name) for name in wanted)
    ]


def _borrowed(
    context: Context, trigger: Trigger, standing: Standing, filled: Filled, token: int
) -> bool:
    """Whether a filler belongs to another verb, with which this one only shares it."""
    grammar = context.grammar
    if filled.tokens.get(token) == "helper" or trigger.pattern.form != "verb":
        return False
    if token in grammar.subtree(trigger.head):
        return False
    low, high = sorted((token, trigger.head))
    shared = own_path(context, standing)
    return any(
        t.upos == "VERB" and t.rel != "amod" and t.i not in shared
        for t in grammar.tokens[low + 1 : high]
    )


def _phrase_tokens(context: Context, token: int) -> list[int]:
    grammar = context.grammar
    without = ("acl", "advcl", "parataxis", "appos", "conj", "cc", "punct", "dep")
    return [
        i
        for i in grammar.subtree(token, without)
        if not (is_verb(grammar.tokens[i]) and i != token and grammar.tokens[i].rel != "amod")
    ]


def _clip(
    context: Context, trigger: Trigger, standing: Standing, start: int, end: int
) -> tuple[int, int]:
    """Keep the span inside the innermost content that holds the event word, and its cue."""
    head = context.grammar.tokens[trigger.head]
    around = attributions_of(context, trigger.head)
    for low, high in around[-1].content if around else ():
        if low <= head.start < high:
            start, end = max(start, low), min(end, high)
            if not standing.detached:
                start = _with_cue(around[-1], low, start)
    text = context.report.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


# How far from its cue a content may begin and still be quoted with it, in characters.
CUE_REACH = 40


def _with_cue(attribution: Attribution, low: int, start: int) -> int:
    """Where the quoted words begin: a cue that says how it was put ("vowed not to stop its raids")
    belongs to them, or they would read as their opposite."""
    cue = attribution.cue_span
    if attribution.neutral or attribution.manner == "quote" or cue is None:
        return start
    near = cue[1] <= low <= cue[1] + CUE_REACH and start - low <= CUE_REACH
    return cue[0] if near else start
