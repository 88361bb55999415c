"""What kind of clause stands below another: a question, a condition, what a noun says."""

from __future__ import annotations

from sayso.claims.arguments import is_verb
from sayso.claims.climb import Climb
from sayso.core.grammar import Grammar, Token

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def asks(grammar: Grammar, verb: Token) -> bool:
    """Whether a finite clause below another is a question with "who", "what", "how" and the like,
    which takes for granted that there is an answer; not one with "whether"."""
    if verb.rel not in ("csubj", "ccomp", "advcl", "obj", "nsubj") or not is_verb(verb):
        return False
    helped = [t for t in grammar.dependents(verb.i, "aux") if t.xpos in FINITE]
    if not helped and (verb.xpos not in FINITE or verb.xpos == "MD"):
        return False
    if any(t.xpos == "MD" for t in helped):
        return False
    opening = grammar.tokens[grammar.subtree(verb.i)[0]]
    if opening.upos in ("ADP", "SCONJ") and opening.low != "that":  # "in which village", "by whom"
        opening = grammar.tokens[opening.i + 1]
    joined = opening.low in ("when", "where") and verb.rel == "advcl"
    sentence = grammar.sentences[verb.sentence]
    if any(t.text == "?" for t in grammar.tokens[verb.i : sentence.last]):
        return False
    asked = opening.xpos in ("WP", "WP$", "WDT", "WRB") and opening.low != "that"
    return asked and not joined


def inverted(climb: Climb, node: Token) -> bool:
    """ "Had they attacked, …": an auxiliary before its subject opens a condition."""
    grammar = climb.context.grammar
    if node.rel not in ("advcl", "parataxis"):
        return False
    subject = grammar.dependent(node.i, "nsubj")
    aux = grammar.dependent(node.i, "aux")
    return bool(
        subject
        and aux
        and aux.i < subject.i
        and aux.low in ("had", "were", "should")
        and grammar.dependent(node.i, "mark") is None
    )


def is_content(climb: Climb, node: Token, up: Token) -> bool:
    """Whether a clause called relative is what its noun says: "allegations that hospitals had been
    bombed". It is, on a noun of content, if its "that" fills no place in it."""
    grammar = climb.context.grammar
    subject = grammar.dependent(node.i, "nsubj", "csubj")
    return (
        subject is not None
        and subject.low not in ("that", "which", "who")
        and any(t.low == "that" for t in grammar.dependents(node.i, "mark", "obj"))
        and any("clause" in g.frames for g in climb.context.governors.lookup(up.lemma))
    )


def closes(grammar: Grammar, last: int, phrase: str) -> bool:
    """Whether a conjunction of several words ends with this one ("as long | as")."""
    words = phrase.split()
    return [t.low for t in grammar.tokens[max(0, last - len(words) + 1) : last + 1]] == words


def is_infinitive(grammar: Grammar, verb: Token) -> bool:
    return verb.xpos == "VB" and any(t.low == "to" for t in grammar.dependents(verb.i, "mark"))
