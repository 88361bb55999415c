"""What stands for a deed told just before: "does so", with its own tense, negation, subject and
source; "denied it", with its own source; "the number has risen to 73", with its own figure.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from sayso.claims.arguments import surface_subject
from sayso.claims.context import Context
from sayso.claims.continued import ANSWERS, PRONOUNS
from sayso.claims.filled import Filled
from sayso.claims.trigger import Trigger
from sayso.core.annotation import QuantityNode
from sayso.core.grammar import Token
from sayso.core.types import Mention
from sayso.knowledge.expressions import load_numbers

# How many sentences back the deed may have been told.
NEAR = 2


def pro_verbs(context: Context, triggers: Sequence[Trigger]) -> tuple[Trigger, ...]:
    """A trigger for every "do so" whose deed is known: the last verb before it with the same
    subject. Whether it was done is read from the pro-verb."""
    found = []
    for token in context.grammar.tokens:
        so = _so(context, token)
        if so is None:
            continue
        subjects = surface_subject(context.grammar, token.i)
        deed = _deed(context, token, subjects, triggers)
        if deed is None:
            continue
        fillers = {**deed.fillers, "subject": subjects}
        fixed = (token.i, so)
        found.append(replace(deed, head=token.i, fixed=fixed, fillers=fillers, told=deed.head))
    return tuple(found)


def answers(context: Context, triggers: Sequence[Trigger]) -> tuple[Trigger, ...]:
    """A trigger for every "denied it" and "confirmed this": what is told before in the
    sentence, or first of all in the one before."""
    grammar = context.grammar
    found = []
    for attribution in context.annotation.attributions:
        if attribution.act not in ANSWERS or len(attribution.content) != 1:
            continue
        ((start, end),) = attribution.content
        token = grammar.at(start)
        if token is None or token.end != end or token.low not in PRONOUNS:
            continue
        before = [
            t
            for t in triggers
            if grammar.tokens[t.head].sentence == token.sentence and t.head < token.i
        ] or [t for t in triggers if grammar.tokens[t.head].sentence == token.sentence - 1]
        deeds = [t for t in before if t.pattern.form == "verb" and t.told is None]
        if not deeds or not _one_segment(context, token):
            continue
        deed = min(deeds, key=lambda t: (len(list(grammar.ancestors(t.head))), t.head))
        found.append(replace(deed, head=token.i, fixed=(token.i,), told=deed.head))
    return tuple(found)


def _one_segment(context: Context, token: Token) -> bool:
    sentences = context.grammar.sentences
    return sentences[token.sentence].segment == sentences[token.sentence - 1].segment


def tallies(context: Context, triggers: Sequence[Trigger]) -> tuple[Trigger, ...]:
    """A trigger for every "the number rose to 73" that counts on what was counted just before: the
    same deed, and the same kind of people who suffered it, with the later figure."""
    grammar, sums = context.grammar, load_numbers().tallies
    found = []
    for node in context.annotation.quantities:
        verb = grammar.tokens[grammar.tokens[node.head].head]
        counted = any(
            sums.get(t.lemma) == "" and grammar.dependent(t.i, "nmod") is None
            for t in grammar.dependents(verb.i, "nsubj")
        )
        deed = _counted(context, verb, node, triggers) if counted else None
        if deed is not None and all(t.head != verb.i for t in triggers):
            found.append(replace(deed, head=verb.i, fixed=(verb.i,), told=deed.head))
    return tuple(found)


def _counted(
    context: Context, verb: Token, node: QuantityNode, triggers: Sequence[Trigger]
) -> Trigger | None:
    """The last deed before the verb with a figure of the same unit."""
    before = [q for q in context.annotation.quantities if q.last <= node.first]
    if not before or before[-1].quantity.unit != node.quantity.unit:
        return None
    sentence = context.grammar.tokens[before[-1].head].sentence
    if verb.sentence - sentence >= NEAR:
        return None
    return next((t for t in triggers for f in t.fillers.values() if before[-1].head in f), None)


def _so(context: Context, token: Token) -> int | None:
    tokens = context.grammar.tokens
    if token.lemma != "do" or token.rel == "aux" or token.i + 1 >= len(tokens):
        return None
    after = tokens[token.i + 1]
    return after.i if after.low == "so" and after.sentence == token.sentence else None


def _deed(
    context: Context, token: Token, subjects: tuple[int, ...], triggers: Sequence[Trigger]
) -> Trigger | None:
    grammar = context.grammar
    for trigger in sorted(triggers, key=lambda t: -t.head):
        told = grammar.tokens[trigger.head]
        if trigger.head >= token.i or trigger.pattern.form != "verb":
            continue
        if token.sentence - told.sentence > NEAR:
            return None
        doers = trigger.fillers.get("subject", ())
        if any(_same(context, a, b) for a in subjects for b in doers):
            return trigger
    return None


def _same(context: Context, one: int, two: int) -> bool:
    """Whether two nouns are one party."""
    if one == two:
        return True
    first = {n.entity for n in context.mention_over(one)}
    return not first.isdisjoint(n.entity for n in context.mention_over(two))


def from_before(context: Context, trigger: Trigger, filled: Filled) -> None:
    """Who took part in a deed that the clause only stands for is inferred, unless the sentence has
    the words; a figure that came with them is not this one's."""
    grammar = context.grammar
    sentence = grammar.sentences[grammar.tokens[trigger.head].sentence]
    first = grammar.tokens[sentence.first].start
    counted = {q.head for q in context.beside(context.quantities_of, trigger.told or trigger.head)}
    figures = {grammar.tokens[i].end for i in counted & set(filled.tokens)}
    for role, group in filled.roles.items():
        filled.roles[role] = [
            m
            if m.start is not None and m.start >= first and m.end not in figures
            else replace(m, text=None, start=None, end=None, name=_plain(m), inferred=True)
            for m in group
        ]
    filled.places[:] = [
        p if p.start is not None and p.start >= first else replace(p, inferred=True)
        for p in filled.places
    ]
    filled.own &= set(grammar.subtree(trigger.head))


def _plain(mention: Mention) -> str | None:
    """The name of a mention, without a figure before it."""
    words = (mention.name or mention.text or "").split()
    while len(words) > 1 and words[0][0].isdigit():
        words.pop(0)
    return " ".join(words) or None
