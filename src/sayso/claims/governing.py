"""One step of a climb: through a clause, a nominal phrase or a coordination to what governs it."""

from __future__ import annotations

from sayso.claims.arguments import NOMINAL, WHOLE, for_to_subject, is_verb
from sayso.claims.climb import REAL, UNREAL, Climb
from sayso.claims.tense import governor_tense, read_modifiers, tense
from sayso.core.grammar import Grammar, Token
from sayso.knowledge.governors import Effect

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
BESIDE = ("compound:prt", "advmod", "obj", "nsubj:pass", "case")
TIMED = frozenset({"after", "following", "once", "upon"})


def step(climb: Climb, node: Token, up: Token) -> bool:
    """Take one step from ``node`` to its head ``up``; false where the climb ends."""
    rel = node.rel
    if rel == "conj":
        return _through_coordination(climb, node, up)
    if node.dep == "acl:relcl" and not _is_content(climb, node, up):
        if _supposed(climb, node, up):
            climb.status, climb.finite = "hypothetical", True
            climb.weaken("underspecified")
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


def _supposed(climb: Climb, node: Token, noun: Token) -> bool:
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


def _is_content(climb: Climb, node: Token, up: Token) -> bool:
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
        if " " in phrase and _closes(grammar, mark.i, phrase)
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
            climb.status, climb.finite = "hypothetical", True  # "it depends on who takes the town"
            climb.weaken("underspecified")
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
        return _temporal(climb, node, up, mark)
    if mark == "than" and node.xpos == "VB":  # "would rather die than surrender it"
        climb.status, climb.finite = "hypothetical", True
        climb.weaken("underspecified")
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
        climb.status, climb.finite = "hypothetical", True
        climb.weaken("underspecified")
        return False
    if node.rel == "acl" and infinitive:
        # "Rejected an invitation to attend": go on, to see what becomes of the invitation.
        climb.apply(Effect(status="intended", certainty="underspecified"), up.i)
        return True
    if node.rel == "acl" and _is_light(climb, node):
        return True  # "prevented the protest staged by students"
    if node.rel == "acl":
        climb.detached = True
        _seen_to_happen(climb, up)
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
    _unrealised(climb, up)
    governor_tense(climb, up)
    return True


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


def _closes(grammar: Grammar, last: int, phrase: str) -> bool:
    """Whether a conjunction of several words ends with this one ("as long | as")."""
    words = phrase.split()
    return [t.low for t in grammar.tokens[max(0, last - len(words) + 1) : last + 1]] == words


def _is_light(climb: Climb, verb: Token) -> bool:
    """Whether a verb only says that its object takes place ("staged", "carried out")."""
    event = climb.context.family(verb.head) is not None
    return event and any(
        "object" in g.frames and g.effect == Effect(actor="subject")
        for g in climb.context.governors.lookup(verb.lemma)
    )


def _temporal(climb: Climb, node: Token, up: Token, mark: str) -> bool:
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
    if to_come or (doubtful and not _real(climb, up)):
        climb.status, climb.finite = "hypothetical", True
        climb.weaken("underspecified")
    elif climb.status is None:
        climb.status, climb.finite = "happened", True
    climb.detached = True
    return False


def _real(climb: Climb, verb: Token) -> bool:
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


def _seen_to_happen(climb: Climb, noun: Token) -> None:
    """ "The plan would see troops withdrawn": a participle on the object of an unreal verb."""
    grammar = climb.context.grammar
    verb = grammar.tokens[noun.head]
    if noun.rel == "obj" and is_verb(verb) and climb.status in ("happened", "ongoing", None):
        probe = Climb(climb.context)
        tense(probe, verb)
        if probe.status in UNREAL:
            climb.status, climb.finite = "predicted", True
            climb.weaken("probable")


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


def is_definite(grammar: Grammar, noun: int) -> bool:
    """Whether a noun is one that is known of: "the", "this", "their"."""
    return any(
        t.low in ("the", "this", "that", "these", "those", "its", "their", "his", "her")
        for t in grammar.dependents(noun, "det", "nmod")
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
    if frame == "object" and _is_term(climb, node, up):
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
        return _timed(climb, node, up)
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
    if _of_the_unreal(climb, node, up):
        climb.status, climb.finite = "hypothetical", True
        climb.weaken("underspecified")
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
            node.rel == "obj" and not climb.detached and _is_infinitive(grammar, up)
        )
    climb.detached = climb.detached or definite
    return False


def _is_term(climb: Climb, node: Token, verb: Token) -> bool:
    """Whether a verb makes its object a condition: "made the release a condition for talks", "set
    the withdrawal as a precondition"."""
    grammar, terms = climb.context.grammar, climb.context.governors.terms
    return any(
        t.lemma in terms and t.i > node.i and (t.rel != "obl" or grammar.case(t.i) == "as")
        for t in grammar.dependents(verb.i, "xcomp", "obj", "obl", "iobj", "ccomp")
        if t.i != node.i and t.upos in NOMINAL
    )


def _of_the_unreal(climb: Climb, noun: Token, up: Token) -> bool:
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


def _timed(climb: Climb, noun: Token, up: Token) -> bool:
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
        climb.status, climb.finite = "hypothetical", True
        climb.weaken("underspecified")
    return False


def _is_infinitive(grammar: Grammar, verb: Token) -> bool:
    return verb.xpos == "VB" and any(t.low == "to" for t in grammar.dependents(verb.i, "mark"))


def adjacent_governor(
    climb: Climb, node: Token, up: Token, bound: tuple[int, int] | None
) -> Token | None:
    """A governor that word order shows where the parse has hung the event word elsewhere. Its
    effect is applied; none where there is none.

    "a halt | to the bombardment" (a noun before the phrase's preposition), "stop | shelling the
    areas" (a verb before a gerund), "feared | kidnapped" (a verb before a participle), "for the
    strikes to | stop" (the infinitive of which it is the subject).
    """
    for before, frames in _candidates(climb, node):
        if before.i in (up.i, *climb.path):
            continue
        if bound and not bound[0] <= before.start < bound[1]:
            continue
        if governed(climb, node, before, frames):
            return before
    return None


def _candidates(climb: Climb, node: Token) -> list[tuple[Token, tuple[str, ...]]]:
    grammar = climb.context.grammar
    tokens = grammar.tokens
    found: list[tuple[Token, tuple[str, ...]]] = []
    previous = tokens[node.i - 1] if node.i else node
    if previous.sentence == node.sentence and is_verb(previous) and previous.i != node.head:
        if node.xpos == "VBG" and node.rel in ("amod", "compound"):
            found.append((previous, ("gerund",)))
        if node.xpos == "VBN" and previous.xpos == "VBN":
            found.append((previous, ("clause", "infinitive")))
    cases = list(grammar.dependents(node.i, "case"))
    if any(t.low == "for" for t in cases):
        last = max(grammar.subtree(node.i))
        following = tokens[last + 1 : last + 3]
        if len(following) == 2 and following[0].low == "to" and following[1].xpos == "VB":
            found.append((following[1], ("subject",)))
    first = min((t.i for t in cases), default=0)
    if node.rel in ("obl", "nmod") and first > 0:
        before = tokens[first - 1]
        if before.upos == "NOUN" and before.sentence == node.sentence:
            found.append((before, (grammar.case(node.i),)))
    for subject in for_to_subject(grammar, node.i):
        first = min((t.i for t in grammar.dependents(subject, "case", "mark")), default=0)
        if first > 0 and tokens[first - 1].upos == "NOUN":
            found.append((tokens[first - 1], ("infinitive",)))
    return found


def governed(climb: Climb, node: Token, up: Token, frames: tuple[str, ...]) -> bool:
    """Apply the governor that ``up`` is for one of these frames; false where it is none."""
    grammar = climb.context.grammar
    particles = [t.low for t in grammar.dependents(up.i, *BESIDE)]
    keys = [f"{up.lemma} {p}" for p in particles]
    keys += [up.lemma] if up.lemma == up.low else [up.lemma, up.low]
    if is_verb(up):
        following = grammar.tokens[up.i + 1 : up.i + 2]
        keys = [f"{up.lemma} {t.low}" for t in following] + keys
    for key in keys:
        for governor in climb.context.governors.lookup(key):
            if governor.frames and not any(_fits(f, governor.frames) for f in frames):
                continue
            if governor.effect.phase and _is_purpose(grammar, node, up):
                continue
            climb.apply(governor.effect, up.i)
            governor_tense(climb, up)
            climb.declined = climb.declined or _has_none(climb, up)
            return not governor.effect.presupposes
    return False


def _has_none(climb: Climb, noun: Token) -> bool:
    """ "No reason to stop", "no intention of leaving"."""
    declining = climb.context.governors.declining
    negators = climb.context.grammar.dependents(noun.i, "det")
    return noun.lemma in declining and any(t.low == "no" for t in negators)


def _is_purpose(grammar: Grammar, node: Token, up: Token) -> bool:
    """ "Launched an operation to free them": an infinitive behind the verb's own object says what
    for; what began is the operation."""
    marked = any(t.low == "to" for t in grammar.dependents(node.i, "mark"))
    return (
        marked
        and node.rel == "advcl"
        and any(up.i < t.i < node.i for t in grammar.dependents(up.i, "obj"))
    )


def _fits(frame: str, frames: tuple[str, ...]) -> bool:
    words = frame.split()
    if words and words[0] in WHOLE:
        return frame in frames  # "because of" is no "of"
    return frame in frames or any(word in frames for word in words)


def _unrealised(climb: Climb, up: Token) -> None:
    """What hangs as a clause on a verb that is itself not put as real is not real either."""
    if climb.status in REAL and is_verb(up):
        probe = Climb(climb.context)
        tense(probe, up)
        if probe.status in UNREAL or (probe.status == "scheduled"):
            climb.status, climb.finite = "hypothetical", True
            climb.weaken("underspecified")
