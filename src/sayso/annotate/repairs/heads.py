"""What a word hangs on, where the model's tree is one that English does not allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.annotate.repairs.clauses import (
    NOUNS,
    accused_of,
    after_as,
    after_participle,
    behind_having,
    describes,
    follows_aside,
    goes_with_infinitive,
    goes_with_matrix,
    is_coordinated,
    is_gerund,
    linking,
    nearer_antecedent,
    perfect,
    verb_after,
)
from sayso.annotate.repairs.nominals import (
    is_counted_beside,
    is_dateline,
    is_to,
    own_verb,
    saying_after,
    stands_before_mark,
    when_said,
)
from sayso.annotate.repairs.verbs import (
    due_behind,
    has,
    is_clause_verb,
    is_might,
    verb_taken_over,
)

if TYPE_CHECKING:
    from spacy.tokens import Token as SpacyToken

BEFORE_VERB = frozenset({"nsubj", "nsubj:pass", "mark"})


def rehung(token: SpacyToken, dep: str) -> tuple[SpacyToken, str]:
    """Head and relation, where a conjunction hangs on what is called an attribute.

    In "entered the city or killed civilians" a conjunction before the participle says that it is
    a verb of its own: it is coordinated, and the noun is its object.
    """
    if is_clause_verb(token):
        return token.head.head, dep
    if is_counted_beside(token, dep):
        return token.nbor(), "nsubj:pass"
    if token.lower_ == "to" and (verb := due_behind(token)) is not None:
        return verb, "mark"
    if dep == "obj" and not token.tag_.startswith("W") and stands_before_mark(token):
        return token.head.head, dep  # "asked the rebels to release them"
    if (moved := behind_having(token, dep)) is not None:
        return moved
    if (moved := perfect(token, dep)) is not None:
        return moved
    if (noun := nearer_antecedent(token)) is not None:
        return noun, dep
    if (verb := accused_of(token)) is not None:
        return verb, "advcl"
    if (moved := after_participle(token, dep) or after_as(token)) is not None:
        return moved
    if (verb := saying_after(token) or own_verb(token)) is not None:
        return verb, "nsubj"
    if (verb := when_said(token)) is not None:
        return verb, dep
    if (verb := verb_taken_over(token)) is not None:
        return verb, "obj"
    if dep in BEFORE_VERB and (verb := verb_after(token)) is not None:
        return verb, dep
    if (verb := linking(token)) is not None:
        return verb, "xcomp"
    if linking(token.head) == token:
        return token.head.head, token.head.dep_
    verb = next((child for child in token.children if is_clause_verb(child)), None)
    if verb is not None:
        return verb, "obj"
    if token.dep_ == "case" and token.pos_ == "SCONJ":
        verb = next((child for child in token.head.children if is_clause_verb(child)), None)
        return (verb, "mark") if verb is not None else (token.head, dep)
    if is_coordinated(token):
        return token.head.head, "conj"
    if is_gerund(token):
        return token.head.head, "advcl"
    if dep == "advcl" and describes(token):
        return token.nbor(-1), "acl"
    if goes_with_matrix(token) or (dep == "conj" and goes_with_infinitive(token)):
        return token.head.head, dep
    if dep == "conj" and token.tag_ == "VBG" and token.head.pos_ in NOUNS and not has(token, "cc"):
        return token.head, "acl"  # "…, children, languishing in jail"
    marks = [c for c in token.children if c.lower_ == "including" and c.i < token.i]
    if dep == "nmod" and marks:
        # What is included is part of what was named last.
        named = [t for t in token.sent if t.i < marks[0].i and t.pos_ in NOUNS]
        if named and not token.is_ancestor(named[-1]):
            return named[-1], dep
    if dep == "obl" and token.i < token.head.i and token.head.dep_ == "advcl":
        # "Behind the army, adding to …": what stands before the comma is of the clause before it.
        after = token.nbor() if token.i + 1 < len(token.doc) else None
        if after is not None and after.text == "," and token.head.tag_ == "VBG":
            return token.head.head, dep
    if dep.startswith("obl") and follows_aside(token):
        return token.head.head, dep
    if dep == "obj" and (verb := is_to(token)) is not None:
        return verb, "nsubj"
    if dep == "nsubj" and is_dateline(token):
        return token.head, "parataxis"
    if token.head.tag_ == "MD" and dep == "nsubj" and is_might(token.head):
        return token.head, "compound"
    verb = next((c for c in token.children if is_coordinated(c) or is_gerund(c)), None)
    return (verb, "obj") if verb is not None else (token.head, dep)
