"""Subjects and objects that the model gives to the wrong verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.annotate.repairs.clauses import NOUNS
from sayso.annotate.repairs.verbs import FINITE, SUBJECTS, has

if TYPE_CHECKING:
    from spacy.tokens import Token as SpacyToken

BE = frozenset({"is", "are", "was", "were"})


def saying_after(token: SpacyToken) -> SpacyToken | None:
    """ "It shelled the camp, residents and medics said": the speakers between a comma and a verb
    that has a clause before it, and no subject, are its subject."""
    if token.pos_ not in NOUNS or token.right_edge.i + 1 >= len(token.doc):
        return None
    verb, first = token.right_edge.nbor(), token.left_edge
    if verb.text == "," and has(token, "appos") and verb.i + 1 < len(token.doc):
        verb = verb.nbor()  # "residents said" and "the envoy, Jan Egeland, said"
    if verb.pos_ != "VERB" or verb.tag_ not in FINITE or has(verb, *SUBJECTS) or token.head == verb:
        return None
    behind = any(c.dep_ == "ccomp" and c.i < token.i for c in verb.children)
    comma = first.i and "," in (first.text, first.nbor(-1).text)
    return verb if behind and comma and token.head != verb else None


def when_said(token: SpacyToken) -> SpacyToken | None:
    """ "It shelled the camp on Monday, residents said on Friday": what stands right behind a verb
    of saying that has its clause before it is not that clause's."""
    saying = token.left_edge.nbor(-1) if token.left_edge.i else token
    clause = token.head
    behind = (
        token.dep_.startswith("obl")
        and saying.pos_ == "VERB"
        and saying.tag_ in FINITE
        and clause.i < saying.i
        and clause.dep_ == "ccomp"
        and clause.head == saying
    )
    return saying if behind else None


def own_verb(token: SpacyToken) -> SpacyToken | None:
    """ "The group - and its allies - says they left": a subject before a finite verb without one is
    that verb's, and not of the clause behind it."""
    clause = token.head
    verb = clause.head
    between = (
        token.dep_ == "nsubj"
        and clause.dep_ == "ccomp"
        and verb.pos_ == "VERB"
        and verb.tag_ in FINITE
        and token.i < verb.i < clause.i
        and not has(verb, *SUBJECTS)
        and sum(c.dep_ in SUBJECTS for c in clause.children) > 1
    )
    return verb if between else None


def is_to(noun: SpacyToken) -> SpacyToken | None:
    """ "The envoy is (due) to visit Goma": what stands before "is", taken for the infinitive's
    object, is the subject of the verb or adjective that has none."""
    verb, to = noun.head, [child.i for child in noun.head.children if child.tag_ == "TO"]
    if noun.pos_ not in NOUNS or verb.pos_ != "VERB" or not to or noun.i > to[0]:
        return None
    if has(verb, *SUBJECTS) or any(c.tag_.startswith("W") for c in noun.subtree):
        return None
    for top in (verb, verb.head):
        be = [c.i for c in top.children if c.dep_ in ("cop", "aux") and c.lower_ in BE]
        if any(noun.i < i < to[0] for i in be) and not has(top, *SUBJECTS):
            return top
    return None


def stands_before_mark(noun: SpacyToken) -> bool:
    """An object before the "to" of its infinitive, or the "of" of its gerund ("accused them of
    having …"), is the object of the verb before it."""
    verb = noun.head
    marks = [
        child.i
        for child in verb.children
        if child.tag_ == "TO" or (child.dep_ == "mark" and child.lower_ in ("of", "from"))
    ]
    return (
        verb.dep_ in ("xcomp", "advcl", "ccomp")
        and bool(marks)
        and verb.head.pos_ == "VERB"
        and verb.head.i < noun.i < marks[0]
    )


def is_counted_beside(token: SpacyToken, dep: str) -> bool:
    """ "Ten people were killed and 20 wounded": the number is of those wounded."""
    if token.tag_ != "CD" or dep != "conj" or token.i + 1 >= len(token.doc):
        return False
    verb = token.nbor()
    alone = not has(verb, "nsubj", "nsubj:pass", "obj")
    return verb.tag_ == "VBN" and verb.dep_ == "conj" and verb.head == token.head and alone


def is_dateline(token: SpacyToken) -> bool:
    """ "ALEPPO – Units of the army broke …": where a report was filed does nothing in it."""
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    return (
        token.i == 0
        and token.pos_ == "PROPN"
        and token.is_upper
        and len(token) > 2
        and after is not None
        and after.text in ("-", "–", "—")
        and bool(token.whitespace_)
    )
