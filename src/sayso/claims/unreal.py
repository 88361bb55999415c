"""What a clause or noun owes to the one it hangs on: put as real, as yet to be, or supposed."""

from __future__ import annotations

from sayso.claims.arguments import NOMINAL, is_verb
from sayso.claims.climb import REAL, UNREAL, Climb
from sayso.claims.tense import tense
from sayso.core.grammar import Token


def supposed(climb: Climb, node: Token, noun: Token) -> bool:
    """ "Soldiers who entered the country would be sent home", "whoever enters will be": of anybody
    who may do it, where a noun without an article is the subject of what would follow."""
    grammar, table = climb.context.grammar, climb.context.governors
    verb = grammar.tokens[noun.head]
    known = any(
        t.upos in ("DET", "PRON", "NUM") and t.low not in ("any", "anyone", "all", "every")
        for t in grammar.dependents(noun.i, "det", "nmod", "nummod")
        if t.i < noun.i
    )
    then = next((t.low for t in grammar.dependents(verb.i, "aux") if t.low in table.modals), "")
    shifted = then in ("would", "could", "might", "should", "'d")
    fits = node.xpos in (("VBD", "VBP") if shifted else ("VBZ", "VBP"))
    helped = grammar.dependent(node.i, "aux") is not None
    own = noun.rel == "nsubj" and noun.upos != "PROPN" and not known
    return own and bool(then) and fits and not helped


def temporal(climb: Climb, node: Token, up: Token, mark: str) -> bool:
    """ "After", "before", "since" a clause: what it tells is taken for a fact, unless it or the one
    above is put as unreal. The climb ends here."""
    grammar = climb.context.grammar
    if mark == "before":
        adverbs = {t.low for t in grammar.dependents(node.i, "advmod", "aux")}
        if adverbs & {"even", "ever", "could"}:
            climb.status, climb.finite, climb.certainty = "happened", True, "certain"
            climb.negate()
            return False
    doubtful = climb.status in ("ongoing", None) or mark == "before"
    # "Before the bombardment ends": what is told of the past has "ended".
    to_come = mark == "before" and node.xpos in ("VBZ", "VBP")
    if to_come or (doubtful and not _is_real(climb, up)):
        climb.suppose()
    elif climb.status is None:
        climb.status, climb.finite = "happened", True
    climb.detached = True
    return False


def _is_real(climb: Climb, verb: Token) -> bool:
    """Whether a clause is put as something that happened or goes on: a finite verb, positive, and
    no modal, infinitive or gerund under a preposition."""
    grammar = climb.context.grammar
    if any(True for _ in grammar.dependents(verb.i, "mark")) and verb.xpos in ("VB", "VBG"):
        return False
    if any(t.low == "no" for t in grammar.dependents(verb.i, "det")):
        return False
    probe = Climb(climb.context)
    tense(probe, verb)
    return probe.status in ("happened", "ongoing", None) and not probe.negative


def timed(climb: Climb, noun: Token, up: Token) -> bool:
    """ "After the fall of the town they will advance": what comes after a thing to come is to come
    itself, unless its own day says otherwise; after what happened, it happened."""
    grammar = climb.context.grammar
    climb.detached = True
    verb = up
    while verb.upos in NOMINAL and not grammar.dependent(verb.i, "cop") and verb.head != verb.i:
        verb = grammar.tokens[verb.head]
    if verb.rel in ("acl", "xcomp", "advcl") and verb.xpos == "VB" and verb.head != verb.i:
        above = grammar.tokens[verb.head]
        while above.upos in NOMINAL and above.head != above.i:
            above = grammar.tokens[above.head]
        verb = above
    probe = Climb(climb.context)
    tense(probe, verb)
    dated = any(i in climb.context.times for i in grammar.subtree(noun.i))
    if probe.status in UNREAL and probe.finite and not dated and verb.i not in (
        climb.context.cue_tokens
    ):  # fmt: skip
        climb.suppose()
    return False


def seen_to_happen(climb: Climb, noun: Token) -> None:
    """ "The plan would see troops withdrawn": a participle on the object of an unreal verb."""
    grammar = climb.context.grammar
    verb = grammar.tokens[noun.head]
    if noun.rel == "obj" and is_verb(verb) and climb.status in ("happened", "ongoing", None):
        probe = Climb(climb.context)
        tense(probe, verb)
        if probe.status in UNREAL:
            climb.status, climb.finite = "predicted", True
            climb.weaken("probable")


def is_term(climb: Climb, node: Token, verb: Token) -> bool:
    """Whether a verb makes its object a condition: "made the release a condition for talks", "set
    the withdrawal as a precondition"."""
    grammar, terms = climb.context.grammar, climb.context.governors.terms
    return any(
        t.lemma in terms and t.i > node.i and (t.rel != "obl" or grammar.case(t.i) == "as")
        for t in grammar.dependents(verb.i, "xcomp", "obj", "obl", "iobj", "ccomp")
        if t.i != node.i and t.upos in NOMINAL
    )


def of_the_unreal(climb: Climb, noun: Token, up: Token) -> bool:
    """ "The capture of the port would be a blow", "will bring the release of the men": a deed of
    which something unreal is told is no fact, unless the verb or its own day takes it for one."""
    grammar = climb.context.grammar
    said_of = noun.rel == "nsubj" and grammar.dependent(up.i, "cop") is not None
    done_to = noun.rel == "obj" and is_verb(up) and up.lemma not in climb.context.governors.given
    if climb.status is not None or not (said_of or done_to) or up.i in climb.context.cue_tokens:
        return False
    if not any(a.xpos == "MD" for a in grammar.dependents(up.i, "aux")):
        return False
    probe = Climb(climb.context)
    tense(probe, up)
    dated = any(i in climb.context.times for i in grammar.subtree(noun.i))
    told = grammar.dependent(noun.i, "acl:relcl") is not None
    return probe.status in UNREAL and not dated and not told


def unrealised(climb: Climb, up: Token) -> None:
    """What hangs as a clause on a verb that is itself not put as real is not real either."""
    if climb.status in REAL and is_verb(up):
        probe = Climb(climb.context)
        tense(probe, up)
        if probe.status in UNREAL or (probe.status == "scheduled"):
            climb.suppose()
