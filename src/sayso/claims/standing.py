"""How an event word was put: happened, meant, wanted, feared, begun, stopped, negated.

The climb starts at the event word and goes up through what governs it (see governors.yaml), until
a clause that stands on its own, the cue of a source, or a relation that only presupposes it. What
cannot be recognised on the way is never read as a fact: an infinitive under an unknown word is at
most intended, a complement of an unrealised verb at most hypothetical.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.claims.arguments import NOMINAL, is_adjunct_participle, is_verb, matrix
from sayso.claims.context import Context
from sayso.core.annotation import Attribution
from sayso.core.grammar import Token
from sayso.core.types import Certainty, Phase, Polarity, Record, Span, Status
from sayso.knowledge.governors import Effect

UNREAL = frozenset({"intended", "considered", "wanted", "predicted", "conditional", "hypothetical"})
REAL = frozenset({None, "happened", "ongoing"})
RANK: dict[Certainty, int] = {"certain": 0, "probable": 1, "possible": 2, "underspecified": 3}
BE = "be"


class Standing(Record, frozen=True):
    """The result of a climb.

    ``status`` is none where neither tense nor governor says (an infinitive, a bare event noun):
    the source's act or a default decides. ``detached``: a relative clause or other presupposed
    part, which a denial or demand above it does not touch. ``top``: the highest word reached;
    ``actor_of``/``recipient_of``: governors whose subject or object is the event's own.
    """

    status: Status | None
    polarity: Polarity
    certainty: Certainty
    phase: Phase | None
    condition: Span | None
    detached: bool
    top: int
    path: tuple[int, ...]
    cue: int | None
    actor_of: tuple[tuple[int, str], ...] = ()
    recipient_of: tuple[tuple[int, str], ...] = ()
    occurs: bool = False
    nonfinite: bool = False


@dataclass
class _Climb:
    context: Context
    status: Status | None = None
    negative: bool = False
    certainty: Certainty = "certain"
    phase: Phase | None = None
    detached: bool = False
    conditional: bool = False
    finite: bool = False
    occurs: bool = False
    unlike: bool = False
    cue: int | None = None
    path: list[int] = field(default_factory=list)
    actor_of: list[tuple[int, str]] = field(default_factory=list)
    recipient_of: list[tuple[int, str]] = field(default_factory=list)

    def negate(self) -> None:
        """Negation of "stop" is "go on"; of "go on", "stop"; of anything else, its opposite."""
        if self.phase == "end":
            self.phase = "continue"
        elif self.phase == "continue":
            self.phase = "end"
        else:
            self.negative = not self.negative

    def weaken(self, certainty: Certainty | None) -> None:
        if certainty and RANK[certainty] > RANK[self.certainty]:
            self.certainty = certainty

    def apply(self, effect: Effect, governor: int) -> None:
        if effect.phase and not self.unlike:
            self.phase = effect.phase
        if effect.polarity == "negative":
            self.negate()
        if effect.status:
            self.status = effect.status
            self.finite = True
        self.weaken(effect.certainty)
        if effect.actor:
            self.actor_of.append((governor, effect.actor))
        if effect.recipient:
            self.recipient_of.append((governor, effect.recipient))


def stand(
    context: Context, head: int, attribution: Attribution | None = None, relative: bool = False
) -> Standing:
    """Climb from an event word.

    In: the head token; the innermost attribution around it: the climb stops where it would leave
    its content, and takes what its cue does to the content; and whether the word order shows a
    relative clause, which stands on its own.
    """
    climb = _Climb(context)
    grammar = context.grammar
    node = grammar.tokens[head]
    climb.path.append(head)
    _own(climb, node)
    start = node.start
    bound = next((s for s in attribution.content if s[0] <= start < s[1]), None) if (
        attribution
    ) else None  # fmt: skip
    climb.detached = relative
    while node.head != node.i and not relative:
        up = grammar.tokens[node.head]
        if is_adjunct_participle(grammar, node.i):
            up = grammar.tokens[matrix(grammar, node.i)]
        before = _adjacent_governor(climb, node, up, bound)
        if before is not None:
            node = before
            climb.path.append(node.i)
            continue
        if bound and not bound[0] <= up.start < bound[1]:
            if up.i in context.cue_tokens:
                climb.cue = up.i
            break
        if up.i in climb.path or not _step(climb, node, up):
            break
        node = up
        climb.path.append(node.i)
    if attribution and not climb.detached:
        if attribution.lemma in context.governors.mandative and _subjunctive(climb, head):
            climb.apply(Effect(status="wanted", certainty="underspecified"), head)
        if attribution.polarity == "negative":
            climb.negate()
        climb.weaken(attribution.certainty)
    if climb.status is None and attribution is None and _bare_infinitive(climb, head):
        climb.apply(Effect(status="intended", certainty="underspecified"), head)
    _question(climb, grammar.tokens[head])
    condition = _condition(climb)
    return Standing(
        status=climb.status,
        polarity="negative" if climb.negative else "positive",
        certainty=climb.certainty,
        phase=climb.phase,
        condition=condition,
        detached=climb.detached,
        top=climb.path[-1],
        path=tuple(climb.path),
        cue=climb.cue,
        actor_of=tuple(climb.actor_of),
        recipient_of=tuple(climb.recipient_of),
        occurs=climb.occurs,
        nonfinite=not climb.finite,
    )


def _subjunctive(climb: _Climb, head: int) -> bool:
    """A base form with a subject and no auxiliary: "suggested that they meet"."""
    grammar = climb.context.grammar
    return grammar.tokens[head].xpos in ("VB", "VBP") and (
        grammar.dependent(head, "nsubj") is not None
        and grammar.dependent(head, "aux", "cop") is None
    )


def _bare_infinitive(climb: _Climb, head: int) -> bool:
    """An infinitive that nothing on the way up made sense of is never read as a fact."""
    grammar = climb.context.grammar
    return grammar.tokens[head].upos == "VERB" and any(
        t.low == "to" for t in grammar.dependents(head, "mark")
    )


def _own(climb: _Climb, token: Token) -> None:
    """Tense, modality, negation and modifiers of the event word itself."""
    if is_verb(token) and token.rel != "amod":
        tense(climb, token)
    elif token.rel == "amod":
        climb.finite = True
        climb.status = "ongoing"
    else:
        predicative = climb.context.grammar.dependent(token.i, "cop") is not None
        _modifiers(climb, token, adverbs=not predicative)
        if token.rel == "root" or predicative:
            tense(climb, token)


def _modifiers(climb: _Climb, token: Token, adverbs: bool = True) -> None:
    grammar, table = climb.context.grammar, climb.context.governors
    for child in grammar.dependents(token.i, "amod", "compound", "det", "advmod", "case"):
        if (
            child.low in ("no", "neither", "zero")
            or child.low in table.marks["negative"]
            or (adverbs and child.low in table.negators and child.rel == "advmod")
        ):
            climb.negate()
        effect = table.modifier_index.get(child.low) or table.modifier_index.get(child.lemma)
        if effect:
            climb.apply(effect, token.i)
    case = grammar.case(token.i)
    if case in table.prepositions["negative"] and case not in table.marks["negative"]:
        climb.negate()
    if case in table.prepositions["condition"]:
        climb.status, climb.finite = "hypothetical", True


def tense(climb: _Climb, token: Token) -> None:
    """Read a verb's (or predicate noun's) auxiliaries, form and adverbs into the climb."""
    grammar, table = climb.context.grammar, climb.context.governors
    auxiliaries = list(grammar.dependents(token.i, "aux", "cop"))
    negated = _negations(climb, token)
    if climb.status is None:
        _tense(climb, token, auxiliaries)
    else:
        for aux in auxiliaries:
            effect = table.modals.get(aux.low)
            if effect and climb.status in ("happened", "ongoing"):
                climb.status = "predicted"
                climb.weaken(effect.certainty)
    if negated % 2:
        climb.negate()


def _negations(climb: _Climb, token: Token) -> int:
    grammar, table = climb.context.grammar, climb.context.governors
    count = 0
    for child in grammar.dependents(token.i, "advmod", "det", "cc", "neg", "discourse"):
        if child.low in table.negators and child.low not in ("no", "nor", "neither"):
            # "not only" does not negate.
            following = grammar.tokens[child.i + 1] if child.i + 1 < len(grammar.tokens) else None
            count += not (following and following.low == "only")
        elif child.low in ("nor", "neither"):
            count += 1
        _hedge(climb, child)
    for child in grammar.dependents(token.i, "nsubj", "obj"):
        if child.low in ("nobody", "none", "nothing", "neither") or any(
            t.low in ("no", "neither") for t in grammar.dependents(child.i, "det", "cc", "advmod")
        ):
            count += 1
        elif any(t.low in table.marks["negative"] for t in grammar.dependents(child.i, "case")):
            count += 1  # "without the parties signing"
    # A negation that the parse has hung elsewhere, right before the verb or its auxiliaries.
    if not count:
        first = min([t.i for t in grammar.dependents(token.i, "aux", "mark")] + [token.i])
        for other in grammar.tokens[max(0, first - 1) : token.i]:
            if (
                other.low in table.negators
                and other.low not in ("no", "nor", "neither")
                and other.sentence == token.sentence
                and grammar.tokens[other.i + 1].low != "only"
            ):
                count = 1
    return count


def _hedge(climb: _Climb, adverb: Token) -> None:
    table = climb.context.governors
    for certainty, words in table.hedges.items():
        if adverb.low in words:
            climb.weaken(certainty)
    if adverb.low in table.almost and climb.context.grammar.tokens[adverb.head].upos == "VERB":
        following = climb.context.grammar.tokens[adverb.i + 1]
        if following.i == adverb.head:
            climb.negate()


def _tense(climb: _Climb, token: Token, auxiliaries: list[Token]) -> None:
    table, grammar = climb.context.governors, climb.context.grammar
    for aux in auxiliaries:
        effect = table.modals.get(aux.low)
        if effect and (aux.xpos == "MD" or aux.upos == "AUX"):
            if aux.low == "would" and _past_habit(climb, token):
                continue
            climb.apply(effect, token.i)
            return
    if _opens_condition(climb, token, auxiliaries):
        climb.apply(Effect(status="hypothetical", certainty="underspecified"), token.i)
        return
    lemmas = {a.lemma for a in auxiliaries} | {a.low for a in auxiliaries}
    forms = {a.low for a in auxiliaries}
    mark = next((t for t in grammar.dependents(token.i, "mark") if t.low == "to"), None)
    previous = grammar.tokens[mark.i - 1] if mark and mark.i else None
    if previous and previous.lemma == BE and previous.sentence == token.sentence:
        climb.apply(Effect(status="scheduled", certainty="probable"), token.i)
        return
    if mark and forms & {"have", "has", "had"}:
        climb.status, climb.finite = "happened", False
        return
    if mark:
        return
    if "going" in forms:
        climb.apply(Effect(status="predicted", certainty="probable"), token.i)
        return
    if forms & {"had", "was", "were", "did", "been"} or "have" in lemmas:
        climb.status, climb.finite = "happened", True
        if token.xpos == "VBG" and forms & {"has", "have", "'ve"}:
            climb.status = "ongoing"
        return
    if forms & {"is", "are", "am", "'s", "'re", "being", "does", "do"}:
        climb.status, climb.finite = "ongoing", True
        if token.xpos == "VBG" and token.lemma in ("go",):
            climb.status = "predicted"
        return
    if token.xpos == "VBD":
        climb.status, climb.finite = "happened", True
    elif token.xpos in ("VBZ", "VBP"):
        climb.status, climb.finite = "ongoing", True
    elif token.xpos == "VBN" and token.rel in ("root", "ccomp", "acl", "parataxis"):
        climb.status, climb.finite = "happened", True
    elif token.xpos == "VB" and not auxiliaries and _imperative(climb, token):
        climb.status, climb.finite = "wanted", True
        climb.weaken("underspecified")


def _imperative(climb: _Climb, token: Token) -> bool:
    """A base form that opens its clause, without subject or conjunction."""
    grammar = climb.context.grammar
    return (
        token.rel in ("root", "ccomp", "parataxis")
        and grammar.dependent(token.i, "nsubj", "mark") is None
    )


def _opens_condition(climb: _Climb, token: Token, auxiliaries: list[Token]) -> bool:
    """ "Had the rebels attacked, …": an auxiliary first in its sentence, before its subject."""
    grammar = climb.context.grammar
    subject = grammar.dependent(token.i, "nsubj")
    first = grammar.sentences[token.sentence].first
    return subject is not None and any(
        a.i == first and a.i < subject.i and a.low in ("had", "were", "should") for a in auxiliaries
    )


def _past_habit(climb: _Climb, token: Token) -> bool:
    return any(
        t.low in ("often", "regularly", "always")
        for t in climb.context.grammar.dependents(token.i, "advmod")
    )


def _step(climb: _Climb, node: Token, up: Token) -> bool:
    """Take one step from ``node`` to its head ``up``; false where the climb ends."""
    rel = node.rel
    if rel == "conj":
        return _through_coordination(climb, node, up)
    if node.dep == "acl:relcl":
        climb.detached = True
        return False
    if rel in ("acl", "xcomp", "ccomp", "csubj", "advcl"):
        return _through_clause(climb, node, up)
    if rel in ("obj", "iobj", "nsubj", "obl", "nmod", "appos", "compound", "dep"):
        return _through_nominal(climb, node, up)
    if rel == "amod":
        climb.detached = True
    return False


def _through_coordination(climb: _Climb, node: Token, up: Token) -> bool:
    grammar = climb.context.grammar
    if node.upos in NOMINAL and grammar.dependent(up.i, "cop"):
        tense(climb, up)
        return True
    if node.upos in NOMINAL and climb.context.family(node.i) != climb.context.family(up.i):
        # "A halt to the bombing and the release of prisoners": the halt is not to the release.
        climb.unlike = True
    own = climb.finite and any(
        True for _ in grammar.dependents(node.i, "aux", "nsubj", "nsubj:pass", "cop")
    )
    bare = climb.status is None or (node.xpos in ("VB", "VBN", "VBG") and node.xpos == up.xpos)
    if is_verb(up) and not own and bare:
        climb.status = None
        negative = climb.negative
        tense(climb, up)
        # "neither … nor", "did not shell or bomb": shared; "did not shell but bombed": not.
        if negative and climb.negative != negative and climb.phase is None:
            climb.negative = True
    return True


def _through_clause(climb: _Climb, node: Token, up: Token) -> bool:
    grammar, table = climb.context.grammar, climb.context.governors
    words = [t.low for t in grammar.dependents(node.i, "mark", "advmod", "case")]
    infinitive = "to" in words
    conditions = [w for w in words if w in table.marks["condition"]]
    mark = next(iter(conditions), "") or next(
        (w for w in words if w not in ("to", "that", "not")), ""
    )
    gerund = node.xpos == "VBG" and grammar.dependent(node.i, "aux") is None
    frame = "infinitive" if infinitive else "gerund" if gerund else "clause"
    near = node.rel in ("xcomp", "ccomp", "csubj") or up.i < node.i
    if node.rel == "csubj":
        frame = "subject"
    if mark in table.marks["condition"] and node.rel in ("advcl", "ccomp", "acl"):
        climb.status, climb.finite, climb.conditional = "hypothetical", True, True
        climb.weaken("underspecified")
        return False
    if _inverted(climb, node):
        climb.status, climb.finite, climb.conditional = "hypothetical", True, True
        return False
    if mark in table.marks["limit"] and node.rel in ("advcl", "acl"):
        if climb.status in ("ongoing", "predicted", None):
            climb.status, climb.finite = "hypothetical", True
        return False
    if mark in table.marks["time"] and not gerund and node.rel in ("advcl", "acl"):
        return _temporal(climb, node, up, mark)
    if any(m in " ".join(words) for m in table.marks["negative"]):
        climb.negate()
        climb.status = climb.status if climb.status in UNREAL else None
        _governor_tense(climb, up)
        return True
    if near and _governed(climb, node, up, (frame, mark)):
        return True
    if node.rel == "acl" and gerund and grammar.case(up.i) in table.marks["negative"]:
        climb.negate()  # "without the parties signing"
        return False
    if node.rel == "acl" and gerund and mark:
        # "For the sake of talking": what a noun makes of a gerund is unknown, so it is no fact.
        climb.status, climb.finite = "hypothetical", True
        climb.weaken("underspecified")
        return False
    if node.rel == "acl":
        climb.detached = True
        if infinitive:
            climb.apply(Effect(status="intended", certainty="underspecified"), up.i)
        elif gerund and climb.status is None:
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
    _governor_tense(climb, up)
    return True


def _temporal(climb: _Climb, node: Token, up: Token, mark: str) -> bool:
    grammar = climb.context.grammar
    if mark == "before":
        adverbs = {t.low for t in grammar.dependents(node.i, "advmod", "aux")}
        if adverbs & {"even", "ever", "could"}:
            climb.status, climb.finite, climb.certainty = "happened", True, "certain"
            climb.negate()
            return False
    if climb.status in ("ongoing", None) and any(
        a.xpos == "MD" for a in grammar.dependents(up.i, "aux")
    ):
        climb.status, climb.finite = "hypothetical", True
    climb.detached = True
    return False


def _inverted(climb: _Climb, node: Token) -> bool:
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


def _through_nominal(climb: _Climb, node: Token, up: Token) -> bool:
    grammar, table = climb.context.grammar, climb.context.governors
    case = grammar.case(node.i)
    if node.dep == "nsubj:pass" or node.rel == "obj":
        frame = "object"
    elif node.rel == "nsubj":
        frame = "subject"
    else:
        frame = case
    if node.dep == "nsubj:pass" and _governed(climb, node, up, ("object", "subject")):
        climb.occurs = True
        return True
    if _governed(climb, node, up, (frame,)):
        climb.occurs = True
        return True
    if node.rel in ("appos", "compound", "dep"):
        return node.rel == "appos"
    if node.rel == "nmod" and case == "of" and up.lemma in table.transparent:
        _modifiers(climb, up)
        return True
    definite = any(
        t.low in ("the", "this", "that", "these", "those", "its", "their", "his", "her")
        for t in grammar.dependents(node.i, "det", "nmod")
    )
    if up.upos in NOMINAL and node.rel == "nmod":
        climb.detached = definite
        return not definite and up.upos == "NOUN" and case in ("of", "about", "on", "over")
    if not definite and is_verb(up) and climb.status is None:
        before = climb.status
        tense(climb, up)
        if climb.status in ("happened", "ongoing"):
            climb.status = before
        elif climb.status in ("scheduled", "intended"):
            climb.status = "predicted"
        return climb.status is not before
    climb.detached = climb.detached or definite
    return False


def _adjacent_governor(
    climb: _Climb, node: Token, up: Token, bound: tuple[int, int] | None
) -> Token | None:
    """The noun right before a phrase's preposition ("a halt | to the bombardment"), where it is a
    governor and the parse has hung the phrase elsewhere: word order. Its effect is applied."""
    tokens = climb.context.grammar.tokens
    first = min((t.i for t in climb.context.grammar.dependents(node.i, "case")), default=0)
    if node.rel not in ("obl", "nmod") or first < 1 or tokens[first - 1].sentence != node.sentence:
        return None
    before = tokens[first - 1]
    if before.upos != "NOUN" or before.i in (up.i, *climb.path):
        return None
    if bound and not bound[0] <= before.start < bound[1]:
        return None
    case = climb.context.grammar.case(node.i)
    return before if _governed(climb, node, before, (case,)) else None


def _governed(climb: _Climb, node: Token, up: Token, frames: tuple[str, ...]) -> bool:
    """Apply the governor that ``up`` is for one of these frames; false where it is none."""
    grammar = climb.context.grammar
    particles = [t.low for t in grammar.dependents(up.i, "compound:prt", "advmod", "obj", "case")]
    keys = [f"{up.lemma} {p}" for p in particles]
    keys += [up.lemma] if up.lemma == up.low else [up.lemma, up.low]
    if is_verb(up):
        following = grammar.tokens[up.i + 1 : up.i + 2]
        keys = [f"{up.lemma} {t.low}" for t in following] + keys
    for key in keys:
        for governor in climb.context.governors.lookup(key):
            if governor.frames and not any(_fits(f, governor.frames) for f in frames):
                continue
            climb.apply(governor.effect, up.i)
            _governor_tense(climb, up)
            return True
    return False


def _fits(frame: str, frames: tuple[str, ...]) -> bool:
    return frame in frames or any(word in frames for word in frame.split())


def _governor_tense(climb: _Climb, up: Token) -> None:
    """The governor's own tense, modality and negation."""
    grammar = climb.context.grammar
    if up.i in climb.context.cue_tokens:
        return
    if is_verb(up) or up.upos == "AUX" or grammar.dependent(up.i, "cop", "aux"):
        tense(climb, up)
    else:
        _modifiers(climb, up)


def _unrealised(climb: _Climb, up: Token) -> None:
    """What hangs as a clause on a verb that is itself not put as real is not real either."""
    if climb.status in REAL and is_verb(up):
        probe = _Climb(climb.context)
        tense(probe, up)
        if probe.status in UNREAL or (probe.status == "scheduled"):
            climb.status, climb.finite = "hypothetical", True
            climb.weaken("underspecified")


def _question(climb: _Climb, token: Token) -> None:
    """Questions, and conditions that open with an auxiliary ("Had they attacked, … would")."""
    grammar = climb.context.grammar
    sentence = grammar.sentences[token.sentence]
    words = grammar.tokens[sentence.first : sentence.last]
    comma = next((t.i for t in words if t.text == ","), sentence.last)
    if (
        words[0].low in ("had", "were", "should")
        and token.i < comma
        and any(t.low in ("would", "could", "might") for t in words)
    ):
        climb.status, climb.finite = "hypothetical", True
        climb.weaken("underspecified")
    if climb.detached:
        return
    last = token.i
    while last + 1 < len(grammar.tokens) and grammar.tokens[last + 1].sentence == token.sentence:
        last += 1
        if grammar.tokens[last].text == "?":
            climb.status, climb.finite = "hypothetical", True
            climb.weaken("underspecified")


def _condition(climb: _Climb) -> Span | None:
    """A conditional or limiting clause beside the event word or one of its governors."""
    context = climb.context
    grammar, table = context.grammar, context.governors
    if climb.detached or climb.conditional:
        return None
    for index in climb.path:
        for child in grammar.dependents(index, "advcl", "obl", "nmod", "advmod"):
            mark = next(
                (
                    t.low
                    for t in grammar.dependents(child.i, "mark", "case", "advmod")
                    if t.low in table.marks["condition"] or t.low in table.marks["limit"]
                ),
                "",
            )
            if not mark and child.rel == "advcl" and _inverted(climb, child):
                mark = "if"
            if not mark or child.i in climb.path:
                continue
            if mark in table.marks["limit"]:
                unreal = (
                    climb.status in UNREAL
                    or climb.status is None
                    or climb.phase == "continue"
                    or climb.negative
                )
                if child.rel != "advcl" or not unreal:
                    continue
            elif climb.status in ("happened", "ongoing", "scheduled", "predicted"):
                climb.status = "conditional"
            inside = grammar.subtree(child.i)
            while len(inside) > 1 and grammar.tokens[inside[-1]].rel == "punct":
                inside.pop()
            start, end = grammar.tokens[inside[0]].start, grammar.tokens[inside[-1]].end
            return Span(text=context.report.text[start:end], start=start, end=end)
    return None
