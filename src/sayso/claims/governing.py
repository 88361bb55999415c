"""One step of a climb: through a clause, a nominal phrase or a coordination to what governs it."""

from __future__ import annotations

from sayso.claims.arguments import NOMINAL, is_definite, is_verb
from sayso.claims.clauses import asks, closes, inverted, is_content, is_infinitive
from sayso.claims.climb import REAL, UNREAL, Climb
from sayso.claims.governed import governed
from sayso.claims.tense import governor_tense, read_modifiers, tense
from sayso.claims.unreal import (
    is_term,
    of_the_unreal,
    seen_to_happen,
    supposed,
    temporal,
    timed,
    unrealised,
)
from sayso.core.grammar import Token
from sayso.knowledge.governors import Effect

TIMED = frozenset({"after", "following", "once", "upon"})


def step(climb: Climb, node: Token, up: Token) -> bool:
    """Take one step from ``node`` to its head ``up``; false where the climb ends."""
    rel = node.rel
    if rel == "conj":
        return _through_coordination(climb, node, up)
    if node.dep == "acl:relcl" and not is_content(climb, node, up):
        if supposed(climb, node, up):
            climb.suppose()
            return False
        climb.detached = True
        if climb.context.grammar.case(up.i) in climb.context.governors.prepositions["condition"]:
            climb.status, climb.finite = "hypothetical", True
        return False
    if rel in ("acl", "xcomp", "ccomp", "csubj", "advcl"):
        return _through_clause(climb, node, up)
    if rel in ("obj", "iobj", "nsubj", "obl", "nmod", "appos", "compound", "dep"):
        return _through_nominal(climb, node, up)
    if rel == "amod":
        climb.detached = True
    return False


def _through_coordination(climb: Climb, node: Token, up: Token) -> bool:
    grammar = climb.context.grammar
    if node.upos in NOMINAL and grammar.dependent(up.i, "cop"):
        tense(climb, up)
        return True
    if node.upos in NOMINAL and climb.context.family(node.i) != climb.context.family(up.i):
        # "A halt to the bombing and the release of prisoners": the halt is not to the release.
        climb.unlike = True
    if node.xpos == "VBD" and node.low != node.lemma and up.xpos == "VB":
        return False  # "vowed to retake it and did so": the past is no infinitive's
    own = climb.finite and any(
        True for _ in grammar.dependents(node.i, "aux", "nsubj", "nsubj:pass", "cop")
    )
    alike = node.xpos == up.xpos or (node.xpos == "VBD" and up.xpos == "VBN")
    bare = climb.status is None or (node.xpos != "VBZ" and alike)
    if is_verb(up) and not own and bare and climb.status in REAL:
        climb.status = None
        negative = climb.negative
        tense(climb, up)
        # "neither … nor", "did not shell or bomb": shared; "did not shell but bombed": not.
        if negative and climb.negative != negative and climb.phase is None:
            climb.negative = True
    return True


def _through_clause(climb: Climb, node: Token, up: Token) -> bool:
    grammar, table = climb.context.grammar, climb.context.governors
    words = [
        t.low
        for mark in grammar.dependents(node.i, "mark", "advmod", "case")
        for t in (mark, *grammar.dependents(mark.i, "fixed"))
    ]
    infinitive = "to" in words and node.xpos != "VBG"  # "close to capturing it"
    conditions = [w for w in words if w in table.marks["condition"]]
    conditions += [
        phrase
        for mark in grammar.dependents(node.i, "mark")
        for phrase in table.marks["condition"]
        if " " in phrase and closes(grammar, mark.i, phrase)
    ]
    mark = next(iter(conditions), "") or next(
        (w for w in words if w not in ("to", "that", "not")), ""
    )
    gerund = node.xpos == "VBG" and grammar.dependent(node.i, "aux") is None
    frame = "infinitive" if infinitive else "gerund" if gerund else "clause"
    near = node.rel in ("xcomp", "ccomp", "csubj") or up.i < node.i
    if node.rel == "csubj":
        frame = "subject"
    if asks(grammar, node):
        # "It is not clear who killed them": that it happened is taken for granted.
        climb.detached = True
        if climb.status == "ongoing" and node.xpos in ("VBZ", "VBP"):
            climb.suppose()  # "it depends on who takes the town"
        return False
    if mark in table.marks["condition"] and node.rel in ("advcl", "ccomp", "acl", "csubj"):
        climb.status, climb.finite, climb.conditional = "hypothetical", True, True
        climb.weaken("underspecified")
        return False
    if inverted(climb, node):
        climb.status, climb.finite, climb.conditional = "hypothetical", True, True
        return False
    if mark in table.marks["limit"] and node.rel in ("advcl", "acl"):
        if node.xpos != "VBD":
            climb.status, climb.finite = "hypothetical", True
        climb.detached = True
        return False
    if mark in table.marks["time"] and node.rel in ("advcl", "acl"):
        return temporal(climb, node, up, mark)
    if mark == "than" and node.xpos == "VB":  # "would rather die than surrender it"
        climb.suppose()
        return False
    if any(m in " ".join(words) for m in table.marks["negative"]):
        climb.negate()
        climb.status = climb.status if climb.status in UNREAL else None
        governor_tense(climb, up)
        return True
    if near and governed(climb, node, up, (frame, mark)):
        return True
    if node.rel == "acl" and gerund and grammar.case(up.i) in table.marks["negative"]:
        climb.negate()  # "without the parties signing"
        return False
    if node.rel == "acl" and gerund and mark:
        # "For the sake of talking": what a noun makes of a gerund is unknown, so it is no fact.
        climb.suppose()
        return False
    if node.rel == "acl" and infinitive:
        # "Rejected an invitation to attend": go on, to see what becomes of the invitation.
        climb.apply(Effect(status="intended", certainty="underspecified"), up.i)
        return True
    if node.rel == "acl" and _is_light(climb, node):
        return True  # "prevented the protest staged by students"
    if node.rel == "acl":
        climb.detached = True
        seen_to_happen(climb, up)
        if gerund and climb.status is None:
            climb.status, climb.finite = "ongoing", True
        return False
    if infinitive and node.rel in ("advcl", "xcomp", "ccomp"):
        if climb.status != "happened":
            climb.apply(Effect(status="intended", certainty="underspecified"), up.i)
        return node.rel != "advcl"
    if node.rel == "advcl" and not gerund and node.xpos != "VBN":
        return False
    if node.rel == "advcl":
        if climb.status is None and is_verb(up):
            tense(climb, up)
            return True
        return False
    unrealised(climb, up)
    governor_tense(climb, up)
    return True


def _is_light(climb: Climb, verb: Token) -> bool:
    """Whether a verb only says that its object takes place ("staged", "carried out")."""
    event = climb.context.family(verb.head) is not None
    return event and any(
        "object" in g.frames and g.effect == Effect(actor="subject")
        for g in climb.context.governors.lookup(verb.lemma)
    )


def _through_nominal(climb: Climb, node: Token, up: Token) -> bool:
    grammar, table = climb.context.grammar, climb.context.governors
    case = grammar.case(node.i)
    if node.dep == "nsubj:pass" or node.rel == "obj":
        frame = "object"
    elif node.rel == "nsubj":
        frame = "subject"
    else:
        frame = case
    if frame == "object" and is_term(climb, node, up):
        climb.status, climb.finite = "wanted", True
        climb.weaken("underspecified")
        return False
    if node.dep == "nsubj:pass" and governed(climb, node, up, ("object", "subject")):
        climb.occurs = True
        return True
    if governed(climb, node, up, (frame,)):
        climb.occurs = True
        return True
    if set(case.split()) & TIMED and climb.status is None and node.rel in ("obl", "nmod"):
        return timed(climb, node, up)
    if node.rel in ("appos", "compound", "dep"):
        return node.rel == "appos"
    if node.rel == "nmod" and case == "of" and up.lemma in table.transparent:
        read_modifiers(climb, up)
        return True
    verbal = climb.context.family(node.i) in ("talks", "ceasefire", "diplomacy")
    if case == "for" and verbal and climb.status is None:
        # "He is in Cairo for talks": what somebody has come for is yet to be.
        sought = climb.context.family(node.i) == "ceasefire"  # "marched for a ceasefire"
        effect = Effect(status="wanted" if sought else "intended", certainty="probable")
        climb.apply(effect, up.i)
        return False
    definite = is_definite(grammar, node.i)
    if up.upos in NOMINAL and node.rel == "nmod":
        climb.detached = definite
        return not definite and up.upos == "NOUN" and case in ("of", "about", "on", "over")
    if of_the_unreal(climb, node, up):
        climb.suppose()
        return False
    subject_of = node.rel == "nsubj" and is_verb(up)
    if (not definite or subject_of) and is_verb(up) and climb.status is None:
        before, negative, phase = climb.status, climb.negative, climb.phase
        tense(climb, up)
        if subject_of:  # "the attack killed nobody" took place
            climb.negative, climb.phase = negative, phase
        if climb.status in ("happened", "ongoing"):
            climb.status = before
        elif climb.status in ("scheduled", "intended"):
            climb.status = "predicted"
        # "Came to rally support": an infinitive's object is no more real than the infinitive.
        return climb.status is not before or (
            node.rel == "obj" and not climb.detached and is_infinitive(grammar, up)
        )
    climb.detached = climb.detached or definite
    return False
