"""How an event word was put: happened, meant, wanted, feared, begun, stopped, negated.

The climb starts at the event word and goes up through what governs it (see governors.yaml), until
a clause that stands on its own, the cue of a source, or a relation that only presupposes it. What
cannot be recognised on the way is never read as a fact: an infinitive under an unknown word is at
most intended, a complement of an unrealised verb at most hypothetical.
"""

from __future__ import annotations

from msgspec.structs import replace

from sayso.claims.arguments import is_adjunct_participle, is_definite, matrix
from sayso.claims.clauses import asks, inverted
from sayso.claims.climb import UNREAL, Climb
from sayso.claims.context import Context
from sayso.claims.governed import adjacent_governor
from sayso.claims.governing import step
from sayso.claims.tense import read_own
from sayso.core.annotation import Attribution
from sayso.core.grammar import Grammar, Token
from sayso.core.types import Certainty, Phase, Polarity, Record, Span, Status
from sayso.knowledge.governors import Effect

CONDITIONS = ("if", "unless")


class Standing(Record, frozen=True):
    """The result of a climb.

    ``status`` is none where neither tense nor governor says (an infinitive, a bare event noun):
    the source's act or a default decides. ``detached``: a relative clause or other presupposed
    part, which a denial or demand above it does not touch. ``top``: the highest word reached;
    ``actor_of``/``recipient_of``: governors whose subject or object is the event's own;
    ``said_not``: a word like "not" or "no" stands there, where "failed" and "nearly" do not deny.
    ``declined``: somebody has no reason or will to do it, or to stop it; ``set_before``: it had
    been set or intended, and whether it still is is left open ("had been due to meet").
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
    said_not: bool = False
    declined: bool = False
    set_before: bool = False


def stand(
    context: Context, head: int, attribution: Attribution | None = None, relative: bool = False
) -> Standing:
    """Climb from an event word.

    In: the head token; the innermost attribution around it: the climb stops where it would leave
    its content, and takes what its cue does to the content; and whether the word order shows a
    relative clause, which stands on its own.
    """
    climb = Climb(context)
    grammar, table = context.grammar, context.governors
    node = grammar.tokens[head]
    climb.path.append(head)
    read_own(climb, node)
    start = node.start
    bound = next((s for s in attribution.content if s[0] <= start < s[1]), None) if (
        attribution
    ) else None  # fmt: skip
    climb.detached = relative
    while node.head != node.i and not relative:
        up = grammar.tokens[node.head]
        if is_adjunct_participle(grammar, node.i):
            up = grammar.tokens[matrix(grammar, node.i)]
        before = adjacent_governor(climb, node, up, bound)
        if before is not None:
            node = before
            climb.path.append(node.i)
            continue
        if attribution and up.i == attribution.addressee:
            # "Accused them of shelling": the accused stands between; or, behind a comma, is only
            # described. Without one the description is the accuser's.
            climb.detached = climb.detached or _behind_comma(grammar, node)
            break
        if bound and not bound[0] <= up.start < bound[1]:
            if up.i in context.cue_tokens:
                climb.cue = up.i
            climb.detached = climb.detached or asks(grammar, node)
            break
        if up.i in climb.path or not step(climb, node, up):
            break
        node = up
        climb.path.append(node.i)
    if attribution and not climb.detached:
        if attribution.lemma in context.governors.mandative and _subjunctive(climb, head):
            climb.apply(Effect(status="wanted", certainty="underspecified"), head)
        if climb.status is None and attribution.lemma.split(" ")[0] in table.fearing:
            climb.apply(Effect(status="predicted", certainty="possible"), head)
        if attribution.polarity == "negative":
            climb.negate()
        climb.weaken(attribution.certainty)
    _due(climb, grammar.tokens[head])
    professed = attribution is not None and attribution.lemma in context.governors.professing
    if climb.status is None and professed and _bare_infinitive(climb):
        climb.status, climb.finite = "ongoing", True  # "claims to control the town"
    settled = attribution is not None and attribution.act in context.governors.acts
    if climb.status is None and not settled and _bare_infinitive(climb):
        climb.apply(Effect(status="intended", certainty="underspecified"), head)
    _question(climb, grammar.tokens[head])
    _awaited(climb, grammar.tokens[head])
    _unverified(climb, grammar.tokens[head])
    _not_yet(climb, grammar.tokens[head])
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
        said_not=climb.said_not,
        declined=climb.declined,
        set_before=climb.set_before,
    )


def till_ended(
    context: Context, head: int, standing: Standing, around: tuple[Attribution, ...]
) -> Standing:
    """How a state stands that something is yet to end: "the siege would be lifted" says that there
    is one, whoever wants its end and on whatever terms."""
    status = standing.status
    if status is None and around and not standing.detached:
        status = context.governors.acts.get(around[-1].act)
    if status not in UNREAL or not is_definite(context.grammar, head):
        return standing
    return replace(
        standing,
        status="ongoing",
        polarity="positive",
        certainty="certain",
        phase=None,
        condition=None,
        detached=True,
    )


def _behind_comma(grammar: Grammar, verb: Token) -> bool:
    """Whether a relative clause stands behind a comma: "Turkey, which backs the rebels"."""
    if verb.dep != "acl:relcl":
        return False
    first = next((i for i in grammar.subtree(verb.i) if grammar.tokens[i].text != ","), verb.i)
    return first > 0 and grammar.tokens[first - 1].text == ","


def _not_yet(climb: Climb, verb: Token) -> None:
    """ "Before the bombing ends, sieges are lifted": present beside what is still to come."""
    grammar, marks = climb.context.grammar, climb.context.governors.marks
    present = {"VBZ", "VBP"}
    own = [verb, *grammar.dependents(verb.i, "aux")]
    if climb.status not in (None, "happened", "ongoing") or not any(t.xpos in present for t in own):
        return
    for clause in grammar.dependents(verb.i, "advcl"):
        words = {t.low for t in grammar.dependents(clause.i, "mark")}
        if clause.xpos in present and words & {"before", *marks["limit"]}:
            climb.suppose()


def _due(climb: Climb, verb: Token) -> None:
    """ "Due to meet", where the parse has taken "due to" for a preposition, or hung both on what is
    around them: by word order."""
    grammar, table = climb.context.grammar, climb.context.governors
    if verb.upos != "VERB" or verb.xpos == "VBG" or verb.i < 2:
        return
    due, to = grammar.tokens[verb.i - 2 : verb.i]
    if to.low != "to" or due.upos == "VERB" or due.i in climb.path:
        return
    for governor in table.lookup(due.low) if due.low in table.set_before else ():
        if "infinitive" in governor.frames:
            climb.status, climb.certainty, climb.actor_of = None, "certain", []
            climb.apply(governor.effect, verb.i)
            helpers = grammar.tokens[max(0, due.i - 3) : due.i]
            climb.set_before = any(t.low == "had" for t in helpers)
            climb.weaken("underspecified" if climb.set_before else None)


def _subjunctive(climb: Climb, head: int) -> bool:
    """A base form with a subject and no auxiliary: "suggested that they meet"."""
    grammar = climb.context.grammar
    return grammar.tokens[head].xpos in ("VB", "VBP") and (
        grammar.dependent(head, "nsubj") is not None
        and grammar.dependent(head, "aux", "cop") is None
    )


def _bare_infinitive(climb: Climb) -> bool:
    """An infinitive that nothing on the way up made sense of is never read as a fact."""
    grammar = climb.context.grammar
    return any(
        grammar.tokens[i].upos == "VERB"
        and grammar.tokens[i].xpos != "VBG"  # "confessed to killing"
        and any(t.low == "to" for t in grammar.dependents(i, "mark"))
        for i in climb.path
    )


def _question(climb: Climb, token: Token) -> None:
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
        climb.suppose()
    if climb.detached:
        return
    last = token.i
    while last + 1 < len(grammar.tokens) and grammar.tokens[last + 1].sentence == token.sentence:
        last += 1
        if grammar.tokens[last].text == "?":
            climb.suppose()


def _unverified(climb: Climb, token: Token) -> None:
    """ "Reports that the town had fallen could not be verified": nobody says that it had. By word
    order, since the parse often takes the noun for a verb."""
    grammar, words = climb.context.grammar, climb.context.governors.hearsay
    sentence = grammar.sentences[token.sentence]
    before = grammar.tokens[sentence.first : token.i]
    opening = next((t.i for t in before[:3] if t.lemma in words.nouns), None)
    if opening is None or grammar.tokens[opening + 1].low not in ("that", "of"):
        return
    after = grammar.tokens[token.i + 1 : sentence.last]
    for verb in after:
        lows = {t.low for t in grammar.tokens[token.i + 1 : verb.i]}
        denied = verb.lemma in words.verbs and lows & set(climb.context.governors.negators)
        if denied or verb.low in words.open:
            climb.suppose()
            return


def _awaited(climb: Climb, token: Token) -> None:
    """ "No talks before the sieges are lifted and detainees are released": the present tense after
    "before" or "until", under what is not or not yet, is still to come. By word order, since the
    parse often loses the second and third of such clauses."""
    grammar, table = climb.context.grammar, climb.context.governors
    if climb.status != "ongoing":
        return
    sentence = grammar.sentences[token.sentence]
    words = grammar.tokens[sentence.first : token.i]
    marks = [t for t in words if t.low in ("before", "once", *table.marks["limit"], *CONDITIONS)]
    if not marks:
        return
    mark = marks[-1]
    after = grammar.tokens[mark.i + 1 : token.i]
    ahead = grammar.tokens[sentence.first : mark.i]
    broken = any(
        t.low in ("but", ";", ":", "which", "who", "that") or t.xpos == "VBD" for t in after
    )
    unreal = (
        any(t.xpos == "MD" or t.low == "no" or t.low in table.negators for t in ahead)
        or mark.low in CONDITIONS
    )
    if unreal and not broken:
        climb.suppose()


def _condition(climb: Climb) -> Span | None:
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
            if not mark and child.rel == "advcl" and inverted(climb, child):
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
