"""People who are a party's: an armed group's men, and the prisoners of whoever holds them."""

from __future__ import annotations

from sayso.annotate.composition import unknown_party
from sayso.annotate.draft import Draft
from sayso.core.grammar import Grammar, Token
from sayso.knowledge.actors import Actors

_POSSESSIVES = frozenset({"its", "their", "his", "her"})


def possessor_of(draft: Draft, before: list[Draft], grammar: Grammar) -> Draft | None:
    """The pronoun that stands as possessor before a role noun: "its forces"."""
    for candidate in reversed(before):
        if candidate.sentence != draft.sentence:
            break
        if candidate.last == draft.first and candidate.role is None:
            low = grammar.tokens[candidate.first].low
            if low in _POSSESSIVES and not candidate.vague:
                return candidate
    return None


def their_people(
    draft: Draft, before: list[Draft], drafts: list[Draft], grammar: Grammar, actors: Actors
) -> bool:
    """Settle a draft for people that are a party's own or in its hands; false where it is
    neither. ``before``: the drafts resolved so far; ``drafts``: all that are no pronouns."""
    role = draft.role
    if role is None or role.type != "people" or draft.owned:
        return False
    start, end = grammar.chars(draft.hit.first, draft.hit.last)
    if grammar.text[start:end].casefold() in actors.words.ranks:
        possessor = possessor_of(draft, before, grammar)
        if possessor is None or possessor.person or possessor.kind == "state":
            return False
        draft.first = possessor.first
        draft.follow(possessor)
        return True
    if role.suffix == "PRISONERS" and _held_by_others(draft, drafts, grammar, actors):
        unknown_party(draft, role, grammar.text[start:end], None)
        return True
    return False


def _held_by_others(draft: Draft, drafts: list[Draft], grammar: Grammar, actors: Actors) -> bool:
    """Whether the sentence has an armed group or rebels hold or release them."""
    tokens, head = grammar.tokens, draft.head
    if tokens[head].rel == "nmod":
        head = tokens[head].head  # "dozens of prisoners"
    verbs = [tokens[head].head, *(t.i for t in grammar.dependents(draft.head, "acl"))]
    for verb in verbs:
        if tokens[verb].lemma not in actors.words.holding:
            continue
        holders = {t.i for t in _doers(verb, grammar)}
        held = [d for d in drafts if d.head in holders and d is not draft]
        if any(d.kind in ("armed group", "rebel") for d in held):
            return True
    return False


def _doers(verb: int, grammar: Grammar) -> list[Token]:
    """Who does it: the agent, the subject, or the subject of the verb before "and"."""
    found = [
        t for t in grammar.dependents(verb, "obl")
        if (case := grammar.dependent(t.i, "case")) is not None and case.low == "by"
    ]  # fmt: skip
    while not found:
        found = [t for t in grammar.dependents(verb, "nsubj") if t.dep != "nsubj:pass"]
        token = grammar.tokens[verb]
        if token.rel != "conj" or token.head == verb:
            break
        verb = token.head
    return found
