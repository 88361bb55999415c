"""Clauses that the model hangs on the wrong word, or takes for no clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.annotate.repairs.verbs import FINITE, has, main_verb

if TYPE_CHECKING:
    from spacy.tokens import Token as SpacyToken

NOUNS = frozenset({"NOUN", "PROPN"})
CLAUSES = frozenset({"advcl", "ccomp", "acl:relcl", "parataxis"})


def perfect(token: SpacyToken, dep: str) -> tuple[SpacyToken, str] | None:
    """ "Are said to have shelled the town", with "have" taken for the verb and "shelled" for its
    complement, or for an attribute of its object: "have" is the auxiliary, and all that hangs on it
    is the verb's."""
    if (verb := _participle_of(token)) is not None:
        return verb, "aux"
    for have in (token.head, token.head.head):
        verb = _participle_of(have)
        if verb is not None and token == verb:
            return have.head, have.dep_
    verb = _participle_of(token.head)
    return None if verb is None or token.head == token else (verb, dep)


def _participle_of(have: SpacyToken) -> SpacyToken | None:
    """The participle that an infinitive "have" or a "having" has right behind it."""
    marked = any(c.dep_ == "mark" and c.lower_ == "to" for c in have.children)
    infinitive = have.lower_ == "have" and have.tag_ == "VB" and marked
    if have.dep_ == "ROOT" or not (infinitive or (have.lower_, have.tag_) == ("having", "VBG")):
        return None
    for child in have.children:
        if child.dep_ == "xcomp" and child.tag_ == "VBN" and 0 < child.i - have.i <= 2:
            return child
        first = child.left_edge  # "having killed civilians"
        if child.dep_ == "obj" and first.tag_ == "VBN" and first.head == child:
            return first if 0 < first.i - have.i <= 2 else None
    return None


def nearer_antecedent(clause: SpacyToken) -> SpacyToken | None:
    """ "The envoy met Oman, which …, on Friday": a relative clause behind a comma that the model
    hangs on the subject, over the verb, is of the noun right before the comma."""
    noun = clause.head
    opener = next((t for t in clause.subtree if t.lower_ in ("which", "who")), None)
    if clause.dep_ != "acl:relcl" or opener is None or opener.i < 2 or noun.pos_ not in NOUNS:
        return None
    comma, before = opener.nbor(-1), opener.nbor(-2)
    verb = noun.head
    over = noun.i < verb.i < before.i and noun.dep_ in ("nsubj", "nsubj:pass")
    if comma.text != "," or before.pos_ not in NOUNS or not over or not verb.is_ancestor(before):
        return None
    name = before.head if before.dep_ == "flat" else before
    while opener.lower_ == "who" and name.head.pos_ in NOUNS and name.head.i > verb.i:
        name = name.head
    return name


def accused_of(gerund: SpacyToken) -> SpacyToken | None:
    """ "Accused Oman, which backs the rebels, of shelling it": what "of" or "for" opens behind the
    comma that ends a relative clause goes with the verb whose object that clause describes."""
    clause, edge = gerund.head, gerund.left_edge
    past = edge.i < gerund.i and gerund.nbor(-1).lower_ == "having"
    opened = any(c.dep_ == "mark" and c.lower_ in ("of", "for") for c in gerund.children)
    if clause.dep_ != "acl:relcl" or not edge.i or not (past or (gerund.tag_ == "VBG" and opened)):
        return None
    if "," not in (edge.text, edge.nbor(-1).text, edge.nbor(-2).text if edge.i > 1 else ""):
        return None
    return _describes_object_of(clause)


def _describes_object_of(clause: SpacyToken) -> SpacyToken | None:
    noun = nearer_antecedent(clause) or clause.head
    return noun.head if noun.dep_ == "obj" and noun.head.pos_ == "VERB" else None


def behind_having(token: SpacyToken, dep: str) -> tuple[SpacyToken, str] | None:
    """ "Of | having looted aid": the participle behind "having" is the verb of its clause, whatever
    the model hangs "of", "having" and the object on."""
    if token.dep_ == "obj" and (verb := _after_having(token.left_edge)) is not None:
        return (verb, "obj") if verb.head == token else None
    have = token.nbor() if dep == "mark" and token.i + 1 < len(token.doc) else token
    behind = have.nbor() if have.i + 1 < len(have.doc) else have
    if (verb := _after_having(behind)) is not None and have.i + 1 == verb.i:
        return (verb, "mark" if dep == "mark" else "aux") if token.i < verb.i else None
    if token.dep_ == "amod" and _after_having(token) is not None:
        over = token.nbor(-1).head
        return (_describes_object_of(over) if over.dep_ == "acl:relcl" else None) or over, "advcl"
    return None


def _after_having(verb: SpacyToken) -> SpacyToken | None:
    """The participle itself, where "having" stands before it as its auxiliary, or as another's."""
    before = verb.nbor(-1) if verb.i else verb
    helped = (before.lower_, before.dep_) == ("having", "aux")
    return verb if helped and verb.tag_ == "VBN" else None


def after_participle(token: SpacyToken, dep: str) -> tuple[SpacyToken, str] | None:
    """The words of a clause whose verb is the one after its participle."""
    if (verb := main_verb(token)) is not None:
        return next(c for c in token.children if c.dep_.startswith("nsubj")), "acl"
    if main_verb(token.head) is None or token.head == token:
        return None
    verb = main_verb(token.head)
    if token == verb:
        return token.head.head, token.head.dep_
    if dep in ("nsubj", "nsubj:pass", "mark", "cc") and verb is not None:
        return verb, "nsubj" if dep.startswith("nsubj") else dep
    return None


def after_as(token: SpacyToken) -> tuple[SpacyToken, str] | None:
    """ "It came as soldiers, backed by jets, entered the town": "as" joins a clause, if a verb
    without a subject of its own follows its noun."""
    if token.dep_ == "case" and token.lower_ == "as":
        verb = _verb_behind(token.head)
        return (verb, "mark") if verb is not None else None
    if any(c.dep_ == "case" and c.lower_ == "as" for c in token.children):
        verb = _verb_behind(token)
        return (verb, "nsubj") if verb is not None else None
    if token.dep_ == "ccomp" and any(
        _verb_behind(noun) == token
        for noun in token.head.children
        if any(c.dep_ == "case" and c.lower_ == "as" for c in noun.children)
    ):
        return token.head, "advcl"
    return None


def _verb_behind(noun: SpacyToken) -> SpacyToken | None:
    if noun.dep_ != "obl" or noun.pos_ not in NOUNS:
        return None
    for verb in noun.head.children:
        if (
            verb.dep_ in ("advcl", "ccomp")
            and verb.tag_ in FINITE
            and verb.i > noun.i
            and not has(verb, "nsubj", "nsubj:pass", "mark", "aux")
        ):
            return verb
    return None


def linking(token: SpacyToken) -> SpacyToken | None:
    """ "If the road remains open": the finite verb right before an adjective, hung on it as clause
    of its own, is the verb of the clause, and the adjective what it links to its subject."""
    before = token.nbor(-1) if token.i else token
    links = (
        token.pos_ == "ADJ"
        and token.dep_ in CLAUSES
        and before.head == token
        and before.dep_ in CLAUSES
        and before.tag_ in FINITE
        and not has(before, "nsubj", "nsubj:pass", "obj")
    )
    return before if links else None


def verb_after(token: SpacyToken) -> SpacyToken | None:
    """The verb that a subject or conjunction before it belongs to, where it hangs on what the verb
    links to the subject ("whether the road | remains open")."""
    clause = token.head
    verb = linking(clause)
    if verb is None and token.dep_ == "mark" and token.tag_ == "IN" and clause.dep_ == "xcomp":
        verb = clause.head if clause.head.tag_ in FINITE and clause.head.i < clause.i else None
    return verb if verb is not None and token.i < verb.i else None


def is_coordinated(token: SpacyToken) -> bool:
    """ "Entered the city or killed civilians": a conjunction before a participle says that it is no
    attribute of the noun but a verb of its own."""
    noun = token.head
    return (
        token.dep_ == "amod"
        and token.pos_ == "VERB"
        and token.i < noun.i
        and noun.head.pos_ == "VERB"
        and noun.head.i < token.i
        and has(token, "cc")
    )


def is_gerund(token: SpacyToken) -> bool:
    """ "Accuse them | of shelling villages": what a word like "of" opens as a clause does not
    describe the noun behind it."""
    noun = token.head
    return (
        token.dep_ == "amod"
        and token.tag_ == "VBG"
        and token.i < noun.i
        and noun.head.pos_ == "VERB"
        and noun.head.i < token.i
        and not has(noun, "case", "det")
        and any(c.dep_ == "mark" and c.i == token.i - 1 for c in token.children)
    )


def describes(token: SpacyToken) -> bool:
    """ "Broke the siege | imposed by rebels": a bare participle right behind the object of its verb
    is the object's."""
    before = token.nbor(-1) if token.i else None
    return (
        before is not None
        and token.tag_ == "VBN"
        and before.pos_ in NOUNS
        and before.dep_ == "obj"
        and before.head == token.head
        and not has(token, "mark", "aux", "aux:pass", "nsubj", "nsubj:pass", "obj", "advmod")
    )


def follows_aside(token: SpacyToken) -> bool:
    """ "Left the town, adding to the losses, on Friday": what comes after a participle clause
    between two commas goes with the clause around it."""
    aside, edge = token.head, token.left_edge
    return (
        aside.dep_ == "advcl"
        and aside.tag_ == "VBG"
        and aside.head.i < aside.i < token.i
        and aside.nbor(-1).text == ","
        and "," in (edge.text, edge.nbor(-1).text)
        and not has(aside, "nsubj", "mark", "aux")
    )


def goes_with_matrix(token: SpacyToken) -> bool:
    """ "Confirmed that it had been broken and blamed the raids": after a passive in the past
    perfect, a verb in the past with an object goes on with the verb of saying."""
    clause = token.head
    return (
        token.dep_ == "conj"
        and token.tag_ in ("VBD", "VBN")
        and has(token, "obj")
        and has(clause, "aux:pass")
        and clause.dep_ == "ccomp"
        and clause.head.tag_ == "VBD"
        and any(c.dep_ == "aux" and c.lower_ == "had" for c in clause.children)
        and not has(token, "nsubj", "nsubj:pass", "aux", "aux:pass")
    )


def goes_with_infinitive(token: SpacyToken) -> bool:
    """ "To stop fighting and (to) let convoys in": a base form goes not with a gerund but with the
    infinitive over it."""
    gerund = token.head
    return (
        token.tag_ == "VB"
        and gerund.tag_ == "VBG"
        and gerund.dep_ in ("xcomp", "ccomp", "obj", "advcl")
        and gerund.head.tag_ == "VB"
        and gerund.head.i < gerund.i < token.i
        and not has(token, "nsubj", "nsubj:pass", "aux")
    )
