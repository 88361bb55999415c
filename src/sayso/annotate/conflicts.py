"""Inferred identities that the sentence itself speaks against.

"The ministry accused Turkey": whoever the ministry is, it is not Turkey's, although the report
may be about Turkey.
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.annotate.draft import Draft
from sayso.annotate.hits import LOCATIVES
from sayso.core.grammar import Grammar, Token

_PLACED = LOCATIVES - {"over", "to", "toward", "towards"}
_REACH = 4


def against_themselves(drafts: list[Draft], grammar: Grammar) -> Iterator[Draft]:
    """The roles resolved by the report's country alone that are one party to a verb whose other
    party is that country."""
    for draft in drafts:
        role = draft.role
        if role is None or not draft.inferred or draft.country is None:
            continue
        if role.type not in ("organ", "fighters"):
            continue
        for other in drafts:
            if other.sentence != draft.sentence or other is draft or not other.full:
                continue
            if other.kind != "state" or other.country != draft.country or other.inferred:
                continue
            if _same_verb(draft, other, grammar) or _verb_between(draft, other, grammar):
                yield draft
                break


def _verb(token: Token, grammar: Grammar) -> int | None:
    """The verb that a head is an argument of; none where it only says where."""
    while token.rel == "conj" and token.head != token.i:
        token = grammar.tokens[token.head]
    if token.rel in ("nsubj", "obj", "iobj"):
        return token.head
    if token.rel == "obl":
        case = grammar.dependent(token.i, "case")
        if case is not None and case.low not in _PLACED:
            return token.head
    return None


def _same_verb(one: Draft, other: Draft, grammar: Grammar) -> bool:
    first = _verb(grammar.tokens[one.head], grammar)
    second = _verb(grammar.tokens[other.head], grammar)
    joined = one.head in grammar.conjuncts(other.head) or other.head in grammar.conjuncts(one.head)
    return first is not None and first == second and not joined


def _verb_between(one: Draft, other: Draft, grammar: Grammar) -> bool:
    """Subject, verb, object side by side, for sentences whose tree is wrong."""
    left, right = (one, other) if one.last <= other.first else (other, one)
    gap = grammar.tokens[left.last : right.first]
    verbs = [t for t in gap if t.upos == "VERB"]
    return (
        0 < len(gap) <= _REACH
        and len(verbs) == 1
        and gap[-1].i == verbs[0].i
        and all(t.upos in ("VERB", "AUX", "ADV", "PART") for t in gap)
    )
