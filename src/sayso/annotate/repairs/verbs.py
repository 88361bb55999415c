"""Verbs that the model takes for other words, and other words that it takes for verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token as SpacyToken

BARE_VERBS = frozenset({"resume", "reconvene", "convene", "reopen", "restart", "commence", "meet"})
FINITE = frozenset({"VBZ", "VBP", "VBD"})
SUBJECTS = ("nsubj", "nsubj:pass")


def has(token: SpacyToken, *relations: str) -> bool:
    """Whether a word hangs on this one by one of some relations."""
    return any(child.dep_ in relations for child in token.children)


def is_active(verb: SpacyToken) -> bool:
    """Whether a verb has an object and no auxiliary, and so cannot be passive."""
    return verb.pos_ == "VERB" and has(verb, "obj") and not has(verb, "aux:pass", "aux")


def is_clause_verb(token: SpacyToken) -> bool:
    """ "As army breaks siege": a plural between nouns, behind what joins clauses, is their verb."""
    noun = token.head
    return (
        token.dep_ == "compound"
        and token.tag_ == "NNS"
        and token.i < noun.i
        and any(c.dep_ == "compound" and c.i < token.i for c in token.children)
        and any(
            c.dep_ == "case" and c.pos_ == "SCONJ" and c.tag_ == "IN" and c.i < token.i
            for c in noun.children
        )
    )


def verb_taken_over(token: SpacyToken) -> SpacyToken | None:
    """ "He denied | reports that …": a plural right behind a verb with a subject, taken for a verb
    of which that clause is the subject, is its object."""
    if token.tag_ != "VBZ" or token.dep_ != "ROOT" or not token.i:
        return None
    before = token.nbor(-1)
    taken = before.head == token and before.dep_ == "csubj" and before.pos_ == "VERB"
    return before if taken and has(before, "nsubj") and not has(token, *SUBJECTS) else None


def is_due(token: SpacyToken) -> bool:
    """ "Due to resume", where the parse takes "due to" for a preposition: words that are hardly
    ever nouns without an article."""
    return (
        token.lower_ in BARE_VERBS
        and token.pos_ == "NOUN"
        and token.i > 1
        and token.nbor(-1).lower_ == "to"
        and token.nbor(-2).lower_ in ("due", "set", "about")
    )


def due_behind(to: SpacyToken) -> SpacyToken | None:
    """The verb that a "to" stands before, where ``is_due`` has it for one."""
    behind = to.nbor(1) if to.i + 1 < len(to.doc) else None
    return behind if behind is not None and is_due(behind) else None


def is_might(token: SpacyToken) -> bool:
    """A "modal" that is a clause of its own, as the noun in "threw its military might behind"."""
    own = {child.dep_ for child in token.children}
    return (
        token.dep_ == "ccomp" and token.head.i < token.i and token.tag_ == "MD" and own <= {"nsubj"}
    )


def main_verb(token: SpacyToken) -> SpacyToken | None:
    """ "Troops helped by raids, cut the road": what is done by somebody, without an auxiliary and
    with a finite verb after a comma and no "and", describes the subject of that verb."""
    done = (
        token.tag_ in ("VBD", "VBN")
        and token.lower_.endswith("ed")
        and has(token, "nsubj", "nsubj:pass")
        and not has(token, "obj", "aux", "aux:pass", "ccomp", "iobj")
    )
    by = [c for c in token.children if c.dep_ in ("obl", "obl:agent") and _marked_by(c)]
    if not done or not by:
        return None
    for other in token.children:
        if (
            other.dep_ in ("conj", "parataxis", "xcomp", "advcl")
            and other.pos_ == "VERB"
            and other.tag_ in FINITE
            and other.i > by[0].i
            and other.nbor(-1).text == ","
            and not has(other, "cc", "nsubj", "nsubj:pass", "aux", "mark")
        ):
            return other
    return None


def _marked_by(noun: SpacyToken) -> bool:
    return any(c.dep_ == "case" and c.lower_ == "by" for c in noun.children)
