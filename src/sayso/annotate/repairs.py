"""Where the model's layers contradict one another, or its tree what English allows: repairs.

Each rule is one of the language, not of a text: a verb with an object and no auxiliary is not
passive; an infinitive's object does not stand before its "to".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token as SpacyToken

NOUNS = frozenset({"NOUN", "PROPN"})
CLAUSES = frozenset({"advcl", "ccomp", "acl:relcl", "parataxis"})
IN_CLAUSES = ("nsubj", "nsubj:pass", "obj", "mark")
FINITE = frozenset({"VBZ", "VBP", "VBD"})
BEFORE_VERB = frozenset({"nsubj", "nsubj:pass", "mark"})
NOUN_DEPENDENTS = frozenset({"det", "amod", "compound", "nmod", "case", "nummod"})


def reconciled(token: SpacyToken) -> tuple[str, str, str]:
    """UPOS, XPOS and relation, where the model's separate layers contradict one another.

    A word called a verb in one and a noun in the other is a noun if it has a noun's dependents, and
    a noun is no bare clause of a verb but its object. A verb with an object and no auxiliary is not
    passive, whatever its subject is called ("which the rebels captured").
    """
    upos, xpos, dep = token.pos_, token.tag_, token.dep_
    if _is_clause_verb(token):
        return "VERB", "VBZ", "advcl"
    if dep == "compound" and _is_clause_verb(token.head):
        return upos, xpos, "nsubj"
    if dep == "nsubj:pass" and _is_active(token.head):
        return upos, xpos, "nsubj"
    if xpos == "MD" and _is_might(token):
        return "NOUN", "NN", "obj"
    if upos == "VERB" and xpos == "JJ" and _has(token, "nsubj:pass", "aux:pass"):
        return upos, "VBN", dep
    if upos == "NOUN" and xpos.startswith("VB") and dep in CLAUSES and _has(token, *IN_CLAUSES):
        return "VERB", xpos, dep
    if xpos in ("VBD", "VBN") and token.lower_.endswith("ing"):
        return upos, "VBG", dep  # no English verb has such a past
    if xpos == "VBN" and _is_active(token) and _has(token, "nsubj", "nsubj:pass"):
        return upos, "VBD", dep
    if upos != "VERB" or not xpos.startswith("NN"):
        return upos, xpos, dep
    nominal = any(c.dep_.partition(":")[0] in NOUN_DEPENDENTS for c in token.children)
    if not nominal:
        return upos, {"NNS": "VBZ", "NN": "VB"}.get(xpos, xpos), dep
    if dep in ("xcomp", "ccomp"):
        dep = "obj"
    return ("PROPN" if xpos.startswith("NNP") else "NOUN"), xpos, dep


def sentences_of(tokens: Sequence[SpacyToken]) -> list[list[SpacyToken]]:
    """The sentences in what the model takes for one: a full stop between two clauses, white space
    and a capital letter after it, ends a sentence whatever the model makes of it."""
    found: list[list[SpacyToken]] = [[]]
    for number, token in enumerate(tokens):
        found[-1].append(token)
        after = tokens[number + 1] if number + 1 < len(tokens) else None
        if after is None or token.text != "." or not token.whitespace_:
            continue
        if after.text[:1].isupper() and _has_verb(found[-1]) and _has_verb(tokens[number + 1 :]):
            found.append([])
    return found


def _has_verb(tokens: Sequence[SpacyToken]) -> bool:
    return any("VerbForm=Fin" in str(t.morph) for t in tokens)


def root_of(tokens: Sequence[SpacyToken]) -> SpacyToken:
    """The head of a sentence that was cut out of a longer one: the topmost verb, or first word."""
    inside = {t.i for t in tokens}
    tops = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    verbs = [t for t in tops if t.pos_ == "VERB" or _has(t, "cop")]
    finite = [t for t in verbs if "VerbForm=Fin" in str(t.morph)]
    return next(iter(finite or verbs or tops), tokens[0])


def _is_active(verb: SpacyToken) -> bool:
    return verb.pos_ == "VERB" and _has(verb, "obj") and not _has(verb, "aux:pass", "aux")


def _has(token: SpacyToken, *relations: str) -> bool:
    return any(child.dep_ in relations for child in token.children)


def rehung(token: SpacyToken, dep: str) -> tuple[SpacyToken, str]:
    """Head and relation, where a conjunction hangs on what is called an attribute.

    In "entered the city or killed civilians" a conjunction before the participle says that it is
    a verb of its own: it is coordinated, and the noun is its object.
    """
    if _is_clause_verb(token):
        return token.head.head, dep
    if dep in BEFORE_VERB and (verb := _verb_after(token)) is not None:
        return verb, dep
    if (verb := _linking(token)) is not None:
        return verb, "xcomp"
    if _linking(token.head) == token:
        return token.head.head, token.head.dep_
    verb = next((child for child in token.children if _is_clause_verb(child)), None)
    if verb is not None:
        return verb, "obj"
    if token.dep_ == "case" and token.pos_ == "SCONJ":
        verb = next((child for child in token.head.children if _is_clause_verb(child)), None)
        return (verb, "mark") if verb is not None else (token.head, dep)
    if _is_coordinated(token):
        return token.head.head, "conj"
    if dep == "advcl" and _describes(token):
        return token.nbor(-1), "acl"
    if _goes_with_matrix(token) or (dep == "conj" and _goes_with_infinitive(token)):
        return token.head.head, dep
    if dep == "conj" and token.tag_ == "VBG" and token.head.pos_ in NOUNS and not _has(token, "cc"):
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
    if dep == "obj" and not token.tag_.startswith("W") and _stands_before_to(token):
        return token.head.head, dep  # "asked the rebels to release them"
    if dep == "nsubj" and _is_dateline(token):
        return token.head, "parataxis"
    if token.head.tag_ == "MD" and dep == "nsubj" and _is_might(token.head):
        return token.head, "compound"
    verb = next((child for child in token.children if _is_coordinated(child)), None)
    return (verb, "obj") if verb is not None else (token.head, dep)


def _linking(token: SpacyToken) -> SpacyToken | None:
    """ "If the road remains open": the finite verb right before an adjective, hung on it as clause
    of its own, is the verb of the clause, and the adjective what it links to its subject."""
    before = token.nbor(-1) if token.i else token
    links = (
        token.pos_ == "ADJ"
        and token.dep_ in CLAUSES
        and before.head == token
        and before.dep_ in CLAUSES
        and before.tag_ in FINITE
        and not _has(before, "nsubj", "nsubj:pass", "obj")
    )
    return before if links else None


def _verb_after(token: SpacyToken) -> SpacyToken | None:
    """The verb that a subject or conjunction before it belongs to, where it hangs on what the verb
    links to the subject ("whether the road | remains open")."""
    clause = token.head
    verb = _linking(clause)
    if verb is None and token.dep_ == "mark" and token.tag_ == "IN" and clause.dep_ == "xcomp":
        verb = clause.head if clause.head.tag_ in FINITE and clause.head.i < clause.i else None
    return verb if verb is not None and token.i < verb.i else None


def _is_coordinated(token: SpacyToken) -> bool:
    noun = token.head
    return (
        token.dep_ == "amod"
        and token.pos_ == "VERB"
        and token.i < noun.i
        and noun.head.pos_ == "VERB"
        and noun.head.i < token.i
        and _has(token, "cc")
    )


def _is_dateline(token: SpacyToken) -> bool:
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


def _is_might(token: SpacyToken) -> bool:
    """A "modal" that is a clause of its own, as the noun in "threw its military might behind"."""
    own = {child.dep_ for child in token.children}
    return (
        token.dep_ == "ccomp" and token.head.i < token.i and token.tag_ == "MD" and own <= {"nsubj"}
    )


def _stands_before_to(noun: SpacyToken) -> bool:
    """An object before the "to" of its infinitive is the object of the verb before it."""
    verb = noun.head
    to = [child.i for child in verb.children if child.tag_ == "TO"]
    return (
        verb.dep_ in ("xcomp", "advcl", "ccomp")
        and bool(to)
        and verb.head.pos_ == "VERB"
        and verb.head.i < noun.i < to[0]
    )


def _describes(token: SpacyToken) -> bool:
    """ "Broke the siege | imposed by rebels": a bare participle right behind the object of its verb
    is the object's."""
    before = token.nbor(-1) if token.i else None
    return (
        before is not None
        and token.tag_ == "VBN"
        and before.pos_ in NOUNS
        and before.dep_ == "obj"
        and before.head == token.head
        and not _has(token, "mark", "aux", "aux:pass", "nsubj", "nsubj:pass", "obj", "advmod")
    )


def _goes_with_matrix(token: SpacyToken) -> bool:
    """ "Confirmed that it had been broken and blamed the raids": after a passive in the past
    perfect, a verb in the past with an object goes on with the verb of saying."""
    clause = token.head
    return (
        token.dep_ == "conj"
        and token.tag_ in ("VBD", "VBN")
        and _has(token, "obj")
        and _has(clause, "aux:pass")
        and clause.dep_ == "ccomp"
        and clause.head.tag_ == "VBD"
        and any(c.dep_ == "aux" and c.lower_ == "had" for c in clause.children)
        and not _has(token, "nsubj", "nsubj:pass", "aux", "aux:pass")
    )


def _goes_with_infinitive(token: SpacyToken) -> bool:
    """ "To stop fighting and (to) let convoys in": a base form goes not with a gerund but with the
    infinitive over it."""
    gerund = token.head
    return (
        token.tag_ == "VB"
        and gerund.tag_ == "VBG"
        and gerund.dep_ in ("xcomp", "ccomp", "obj", "advcl")
        and gerund.head.tag_ == "VB"
        and gerund.head.i < gerund.i < token.i
        and not _has(token, "nsubj", "nsubj:pass", "aux")
    )


def _is_clause_verb(token: SpacyToken) -> bool:
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
