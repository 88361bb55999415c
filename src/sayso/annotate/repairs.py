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
BARE_VERBS = frozenset({"resume", "reconvene", "convene", "reopen", "restart", "commence", "meet"})
FINITE = frozenset({"VBZ", "VBP", "VBD"})
SUBJECTS = ("nsubj", "nsubj:pass")
BE = frozenset({"is", "are", "was", "were"})
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
    if _is_due(token):
        return "VERB", "VB", "xcomp"
    if _verb_taken_over(token) is not None:
        return "NOUN", "NNS", "obj"
    if token.lower_ == "to" and _due_behind(token) is not None:
        return "PART", "TO", "mark"
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
    if xpos == "VBD" and _main_verb(token) is not None:
        return upos, "VBN", dep
    if xpos == "VBD" and dep == "acl" and not _has(
        token, "nsubj", "nsubj:pass", "obj", "aux", "mark", "xcomp", "ccomp"
    ):  # fmt: skip
        return upos, "VBN", dep  # "lost forty men killed"
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
    top = next(iter(finite or verbs or tops), tokens[0])
    main = _main_verb(top) or _verb_taken_over(top)
    return next((t for t in tokens if main is not None and t.i == main.i), top)


def _is_active(verb: SpacyToken) -> bool:
    return verb.pos_ == "VERB" and _has(verb, "obj") and not _has(verb, "aux:pass", "aux")


def _has(token: SpacyToken, *relations: str) -> bool:
    return any(child.dep_ in relations for child in token.children)


def _is_counted_beside(token: SpacyToken, dep: str) -> bool:
    """ "Ten people were killed and 20 wounded": the number is of those wounded."""
    if token.tag_ != "CD" or dep != "conj" or token.i + 1 >= len(token.doc):
        return False
    verb = token.nbor()
    alone = not _has(verb, "nsubj", "nsubj:pass", "obj")
    return verb.tag_ == "VBN" and verb.dep_ == "conj" and verb.head == token.head and alone


def rehung(token: SpacyToken, dep: str) -> tuple[SpacyToken, str]:
    """Head and relation, where a conjunction hangs on what is called an attribute.

    In "entered the city or killed civilians" a conjunction before the participle says that it is
    a verb of its own: it is coordinated, and the noun is its object.
    """
    if _is_clause_verb(token):
        return token.head.head, dep
    if _is_counted_beside(token, dep):
        return token.nbor(), "nsubj:pass"
    if token.lower_ == "to" and (verb := _due_behind(token)) is not None:
        return verb, "mark"
    if (moved := _perfect(token, dep)) is not None:
        return moved
    if (moved := _after_participle(token, dep) or _after_as(token)) is not None:
        return moved
    if (verb := _saying_after(token) or _own_verb(token)) is not None:
        return verb, "nsubj"
    if (verb := _verb_taken_over(token)) is not None:
        return verb, "obj"
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
    if _is_gerund(token):
        return token.head.head, "advcl"
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
    if dep.startswith("obl") and _follows_aside(token):
        return token.head.head, dep
    if dep == "obj" and (verb := _is_to(token)) is not None:
        return verb, "nsubj"
    if dep == "obj" and not token.tag_.startswith("W") and _stands_before_to(token):
        return token.head.head, dep  # "asked the rebels to release them"
    if dep == "nsubj" and _is_dateline(token):
        return token.head, "parataxis"
    if token.head.tag_ == "MD" and dep == "nsubj" and _is_might(token.head):
        return token.head, "compound"
    verb = next((c for c in token.children if _is_coordinated(c) or _is_gerund(c)), None)
    return (verb, "obj") if verb is not None else (token.head, dep)


def _saying_after(token: SpacyToken) -> SpacyToken | None:
    """ "It shelled the camp, residents and medics said": the speakers between a comma and a verb
    that has a clause before it, and no subject, are its subject."""
    if token.pos_ not in NOUNS or token.right_edge.i + 1 >= len(token.doc):
        return None
    verb, first = token.right_edge.nbor(), token.left_edge
    if (
        verb.pos_ != "VERB"
        or verb.tag_ not in FINITE
        or _has(verb, *SUBJECTS)
        or token.head == verb
    ):
        return None
    behind = any(c.dep_ == "ccomp" and c.i < token.i for c in verb.children)
    comma = first.i and "," in (first.text, first.nbor(-1).text)
    return verb if behind and comma and token.head != verb else None


def _own_verb(token: SpacyToken) -> SpacyToken | None:
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
        and not _has(verb, *SUBJECTS)
        and sum(c.dep_ in SUBJECTS for c in clause.children) > 1
    )
    return verb if between else None


def _verb_taken_over(token: SpacyToken) -> SpacyToken | None:
    """ "He denied | reports that …": a plural right behind a verb with a subject, taken for a verb
    of which that clause is the subject, is its object."""
    if token.tag_ != "VBZ" or token.dep_ != "ROOT" or not token.i:
        return None
    before = token.nbor(-1)
    taken = before.head == token and before.dep_ == "csubj" and before.pos_ == "VERB"
    return before if taken and _has(before, "nsubj") and not _has(token, *SUBJECTS) else None


def _due_behind(to: SpacyToken) -> SpacyToken | None:
    """The verb that a "to" stands before, where ``_is_due`` has it for one."""
    behind = to.nbor(1) if to.i + 1 < len(to.doc) else None
    return behind if behind is not None and _is_due(behind) else None


def _is_due(token: SpacyToken) -> bool:
    """ "Due to resume", where the parse takes "due to" for a preposition: words that are hardly
    ever nouns without an article."""
    return (
        token.lower_ in BARE_VERBS
        and token.pos_ == "NOUN"
        and token.i > 1
        and token.nbor(-1).lower_ == "to"
        and token.nbor(-2).lower_ in ("due", "set", "about")
    )


def _perfect(token: SpacyToken, dep: str) -> tuple[SpacyToken, str] | None:
    """ "Are said to have shelled the town", with "have" taken for the verb and "shelled" for its
    complement: "have" is the auxiliary, and all that hangs on it is the verb's."""
    if (verb := _participle_of(token)) is not None:
        return verb, "aux"
    verb = _participle_of(token.head)
    if verb is None or token.head == token:
        return None
    return (token.head.head, token.head.dep_) if token == verb else (verb, dep)


def _participle_of(have: SpacyToken) -> SpacyToken | None:
    """The participle that an infinitive "have" or a "having" has right behind it, as its
    complement."""
    marked = any(c.dep_ == "mark" and c.lower_ == "to" for c in have.children)
    infinitive = have.lower_ == "have" and have.tag_ == "VB" and marked
    if have.dep_ == "ROOT" or not (infinitive or (have.lower_, have.tag_) == ("having", "VBG")):
        return None
    return next(
        (
            c
            for c in have.children
            if c.dep_ == "xcomp" and c.tag_ == "VBN" and 0 < c.i - have.i <= 2
        ),
        None,
    )


def _main_verb(token: SpacyToken) -> SpacyToken | None:
    """ "Troops helped by raids, cut the road": what is done by somebody, without an auxiliary and
    with a finite verb after a comma and no "and", describes the subject of that verb."""
    done = (
        token.tag_ in ("VBD", "VBN")
        and token.lower_.endswith("ed")
        and _has(token, "nsubj", "nsubj:pass")
        and not _has(token, "obj", "aux", "aux:pass", "ccomp", "iobj")
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
            and not _has(other, "cc", "nsubj", "nsubj:pass", "aux", "mark")
        ):
            return other
    return None


def _marked_by(noun: SpacyToken) -> bool:
    return any(c.dep_ == "case" and c.lower_ == "by" for c in noun.children)


def _after_participle(token: SpacyToken, dep: str) -> tuple[SpacyToken, str] | None:
    """The words of a clause whose verb is the one after its participle."""
    if (verb := _main_verb(token)) is not None:
        return next(c for c in token.children if c.dep_.startswith("nsubj")), "acl"
    if _main_verb(token.head) is None or token.head == token:
        return None
    verb = _main_verb(token.head)
    if token == verb:
        return token.head.head, token.head.dep_
    if dep in ("nsubj", "nsubj:pass", "mark", "cc") and verb is not None:
        return verb, "nsubj" if dep.startswith("nsubj") else dep
    return None


def _after_as(token: SpacyToken) -> tuple[SpacyToken, str] | None:
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
            and not _has(verb, "nsubj", "nsubj:pass", "mark", "aux")
        ):
            return verb
    return None


def _follows_aside(token: SpacyToken) -> bool:
    """ "Left the town, adding to the losses, on Friday": what comes after a participle clause
    between two commas goes with the clause around it."""
    aside, edge = token.head, token.left_edge
    return (
        aside.dep_ == "advcl"
        and aside.tag_ == "VBG"
        and aside.head.i < aside.i < token.i
        and aside.nbor(-1).text == ","
        and "," in (edge.text, edge.nbor(-1).text)
        and not _has(aside, "nsubj", "mark", "aux")
    )


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


def _is_gerund(token: SpacyToken) -> bool:
    """ "Accuse them | of shelling villages": what a word like "of" opens as a clause does not
    describe the noun behind it."""
    noun = token.head
    return (
        token.dep_ == "amod"
        and token.tag_ == "VBG"
        and token.i < noun.i
        and noun.head.pos_ == "VERB"
        and noun.head.i < token.i
        and not _has(noun, "case", "det")
        and any(c.dep_ == "mark" and c.i == token.i - 1 for c in token.children)
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


def _is_to(noun: SpacyToken) -> SpacyToken | None:
    """ "The envoy is (due) to visit Goma": what stands before "is", taken for the infinitive's
    object, is the subject of the verb or adjective that has none."""
    verb, to = noun.head, [child.i for child in noun.head.children if child.tag_ == "TO"]
    if noun.pos_ not in NOUNS or verb.pos_ != "VERB" or not to or noun.i > to[0]:
        return None
    if _has(verb, *SUBJECTS) or any(c.tag_.startswith("W") for c in noun.subtree):
        return None
    for top in (verb, verb.head):
        be = [c.i for c in top.children if c.dep_ in ("cop", "aux") and c.lower_ in BE]
        if any(noun.i < i < to[0] for i in be) and not _has(top, *SUBJECTS):
            return top
    return None


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
