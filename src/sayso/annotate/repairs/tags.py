"""What a word is, where the model's layers contradict one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.annotate.repairs.clauses import CLAUSES
from sayso.annotate.repairs.verbs import (
    due_behind,
    has,
    is_active,
    is_clause_verb,
    is_due,
    is_might,
    main_verb,
    verb_taken_over,
)

if TYPE_CHECKING:
    from spacy.tokens import Token as SpacyToken

IN_CLAUSES = ("nsubj", "nsubj:pass", "obj", "mark")
NOUN_DEPENDENTS = frozenset({"det", "amod", "compound", "nmod", "case", "nummod"})


def reconciled(token: SpacyToken) -> tuple[str, str, str]:
    """UPOS, XPOS and relation, where the model's separate layers contradict one another.

    A word called a verb in one and a noun in the other is a noun if it has a noun's dependents, and
    a noun is no bare clause of a verb but its object. A verb with an object and no auxiliary is not
    passive, whatever its subject is called ("which the rebels captured").
    """
    upos, xpos, dep = token.pos_, token.tag_, token.dep_
    if is_clause_verb(token):
        return "VERB", "VBZ", "advcl"
    if dep == "compound" and is_clause_verb(token.head):
        return upos, xpos, "nsubj"
    if is_due(token):
        return "VERB", "VB", "xcomp"
    if verb_taken_over(token) is not None:
        return "NOUN", "NNS", "obj"
    if token.lower_ == "to" and due_behind(token) is not None:
        return "PART", "TO", "mark"
    if dep == "nsubj:pass" and is_active(token.head):
        return upos, xpos, "nsubj"
    if xpos == "MD" and is_might(token):
        return "NOUN", "NN", "obj"
    if upos == "VERB" and xpos == "JJ" and has(token, "nsubj:pass", "aux:pass"):
        return upos, "VBN", dep
    if upos == "NOUN" and xpos.startswith("VB") and dep in CLAUSES and has(token, *IN_CLAUSES):
        return "VERB", xpos, dep
    if xpos in ("VBD", "VBN") and token.lower_.endswith("ing"):
        return upos, "VBG", dep  # no English verb has such a past
    if xpos == "VBN" and is_active(token) and has(token, "nsubj", "nsubj:pass"):
        return upos, "VBD", dep
    if xpos == "VBD" and main_verb(token) is not None:
        return upos, "VBN", dep
    if xpos == "VBD" and dep == "acl" and not has(
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
