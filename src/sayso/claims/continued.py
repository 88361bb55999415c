"""What a source goes on to say: "said that … and that …", where the parse ends the first clause."""

from __future__ import annotations

from msgspec.structs import replace

from sayso.core.annotation import Annotation, Attribution
from sayso.core.grammar import Grammar, Token


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
