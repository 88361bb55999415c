"""What a governor does to an event: "stop", "plan to", "a halt to", beside it or above it."""

from __future__ import annotations

from sayso.claims.arguments import WHOLE, for_to_subject, is_verb
from sayso.claims.climb import Climb
from sayso.claims.tense import governor_tense
from sayso.core.grammar import Grammar, Token

BESIDE = ("compound:prt", "advmod", "obj", "nsubj:pass", "case")


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
            if _set_before(climb, up):
                climb.set_before = True
                climb.weaken("underspecified")
            climb.declined = climb.declined or _has_none(climb, up)
            return not governor.effect.presupposes
    return False


def _set_before(climb: Climb, up: Token) -> bool:
    """ "Had been due to meet": set at an earlier time; whether it still is is left open. What a
    source says to have been set may be its "has been set", told as past."""
    grammar, table = climb.context.grammar, climb.context.governors
    if climb.status not in ("scheduled", "intended", "predicted"):
        return False
    if not {up.lemma, up.low} & table.set_before:
        return False
    helpers = {t.low for t in grammar.dependents(up.i, "aux", "cop")}
    told = bool({up.lemma, up.low} & table.still_set) and _is_told(climb, up)
    return "had" in helpers and not told


def _is_told(climb: Climb, up: Token) -> bool:
    return any(
        start <= up.start < end
        for attribution in climb.context.attributions_near(up.i)
        for start, end in attribution.content
    )


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
