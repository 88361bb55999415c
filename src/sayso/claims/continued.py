"""What a source goes on to say: "said that … and that …", where the parse ends the first clause."""

from __future__ import annotations

from msgspec.structs import replace

from sayso.core.annotation import Annotation, Attribution
from sayso.core.grammar import Grammar, Token

# What answers a thing said before it, and stands for it: "denied it".
ANSWERS = frozenset({"denied", "confirmed", "admitted"})
PRONOUNS = frozenset({"it", "this", "that"})


def continued(annotation: Annotation) -> tuple[Attribution, ...]:
    """The attributions, with coordinated that-clauses added to the content they continue."""
    grammar = annotation.grammar
    clauses = [
        token
        for token in grammar.tokens
        if token.rel == "conj" and any(t.low == "that" for t in grammar.dependents(token.i, "mark"))
    ]
    if not clauses:
        return annotation.attributions
    return tuple(_extended(grammar, a, clauses) for a in annotation.attributions)


def answering(annotation: Annotation) -> tuple[Attribution, ...]:
    """The attributions, with "denied it" about no more than its pronoun where it is joined to the
    clause that it answers ("rebels took the town, but the army denied it"): both are said."""
    return tuple(_answer(annotation.grammar, a) for a in annotation.attributions)


def _answer(grammar: Grammar, attribution: Attribution) -> Attribution:
    cue = attribution.cue
    if cue is None or attribution.act not in ANSWERS or not attribution.content:
        return attribution
    told = grammar.dependent(cue, "obj")
    before = max(end for _, end in attribution.content) <= grammar.tokens[cue].start
    if told is None or told.i != cue + 1 or told.low not in PRONOUNS or not before:
        return attribution
    return replace(attribution, content=((told.start, told.end),))


def _extended(grammar: Grammar, attribution: Attribution, clauses: list[Token]) -> Attribution:
    if attribution.cue is None or not attribution.content:
        return attribution
    content = list(attribution.content)
    for clause in clauses:
        if any(low <= clause.start < high for low, high in content):
            continue
        if not _continues(grammar, attribution, clause):
            continue
        inside = [
            i for i in grammar.subtree(clause.i) if grammar.tokens[i].rel not in ("mark", "cc")
        ]
        while len(inside) > 1 and grammar.tokens[inside[-1]].rel == "punct":
            inside.pop()
        content.append((grammar.tokens[inside[0]].start, grammar.tokens[inside[-1]].end))
    return replace(attribution, content=tuple(sorted(content)))


def _continues(grammar: Grammar, attribution: Attribution, clause: Token) -> bool:
    """Whether a clause is coordinated, step by step, with the cue or with its content."""
    token = clause
    while token.rel == "conj":
        token = grammar.tokens[token.head]
        if token.i == attribution.cue:
            return clause.i > token.i
        if any(low <= token.start < high for low, high in attribution.content):
            return True
    return False
