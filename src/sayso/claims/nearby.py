"""What stands beside an event word without filling a role: time expressions and figures."""

from __future__ import annotations

from msgspec.structs import replace

from sayso.claims.context import Context
from sayso.claims.filled import Filled
from sayso.claims.standing import Standing
from sayso.claims.trigger import Trigger
from sayso.core.annotation import Attribution, PlaceNode, QuantityNode, TimeNode
from sayso.core.edtf import bounds
from sayso.core.types import Quantity, When

LOOSE = frozenset(
    {"nmod", "obl", "conj", "appos", "compound", "flat", "advmod", "amod", "nummod", "dep",
     "fixed", "det", "obj", "case"}
)  # fmt: skip
TIME_UNITS = frozenset({"years", "months", "weeks", "days", "hours", "minutes"})
LIMITS = ("until ", "till ")
GAP = len(" that ")  # between the time of a saying and what is said, in characters


def own_path(context: Context, standing: Standing) -> tuple[int, ...]:
    """The governors that share the event's clause: up to the first clause boundary."""
    found: list[int] = []
    for below, above in zip(standing.path, standing.path[1:], strict=False):
        if context.grammar.tokens[below].rel in ("advcl", "acl", "ccomp", "conj", "parataxis"):
            break
        found.append(above)
    return tuple(found)


def is_limit(node: TimeNode) -> bool:
    """Whether a time says how long something lasts from now: "until 25 February"."""
    return (node.when.text or "").lower().startswith(LIMITS)


def limit_time(
    context: Context, trigger: Trigger, standing: Standing, filled: Filled
) -> TimeNode | None:
    """The "until" time on an event or its fillers, or none. One in brackets inside a quotation may
    hang anywhere in the sentence, so word order counts too: the nearest in the same sentence."""
    grammar = context.grammar
    goals = {trigger.head, *trigger.fixed, *standing.path, *filled.tokens}
    limits = [
        n for n in context.beside(context.times_of, trigger.head) if is_limit(n) and n.anchored
    ]
    for node in limits:
        if climb(context, node.head, goals)[0] is not None:
            return node
    sentence = grammar.tokens[trigger.head].sentence
    after = [
        n
        for n in limits
        if grammar.tokens[n.head].sentence == sentence and 0 < n.first - trigger.head <= 8
    ]
    return after[0] if after else None


def climb(
    context: Context, token: int, goals: set[int], loose: frozenset[str] = LOOSE
) -> tuple[int | None, int]:
    """Walk up through loose attachments to the first of the goals; none if a clause is in the way.
    Also the number of steps."""
    grammar = context.grammar
    steps = 0
    while token not in goals:
        current = grammar.tokens[token]
        if current.upos == "VERB" and current.rel != "amod":
            return None, steps
        if current.head == token or current.rel not in loose or steps > 8:
            return None, steps
        token = current.head
        steps += 1
    return token, steps


def best_time(
    context: Context, trigger: Trigger, standing: Standing, filled: Filled
) -> TimeNode | None:
    """The time expression of the event's own clause, else of the clause that it is part of."""
    grammar = context.grammar
    near = {trigger.head, *trigger.fixed}
    ranks: dict[int, int] = dict.fromkeys(near, 0)
    if trigger.pattern.form == "adjective" and grammar.tokens[trigger.head].rel == "amod":
        return None
    if _days_apart(context, trigger):
        return None
    pinned = _pinned(context, trigger)
    if pinned is not None:
        return pinned
    for token in filled.tokens:
        ranks.setdefault(token, 2)
    for token in own_path(context, standing):
        ranks.setdefault(token, 1)
    # The clause around: a participle or a "when" clause shares the time of its matrix, and
    # coordinated verbs share a time that stands before the first.
    clause, depth = grammar.tokens[trigger.head], 0
    while clause.head != clause.i and depth < 4:
        if clause.rel in ("advcl", "conj", "xcomp") or (clause.rel == "ccomp" and depth == 0):
            if clause.head in context.cue_tokens:
                break
            ranks.setdefault(clause.head, 3 + depth)
        elif clause.i not in ranks and clause.rel not in LOOSE:
            break
        clause = grammar.tokens[clause.head]
        depth += 1
    found: list[tuple[int, int, TimeNode]] = []
    for node in context.beside(context.times_of, trigger.head):
        if is_limit(node) or _measures_gap(context, node) or _of_other(context, trigger, node):
            continue
        if any(
            of_saying(context, a, node) and a.cue not in near
            for a in context.attributions_near(trigger.head)
        ):
            continue
        reached, steps = climb(context, node.head, set(ranks))
        if stands_after(context, trigger, node, reached, filled):
            reached = trigger.head
        if reached is None or _of_content(context, trigger, node, reached, filled):
            continue
        if ranks[reached] >= 3 and not node.anchored:
            continue
        found.append((ranks[reached] + (0 if node.anchored else 1), steps, node))
    if not found:
        return None
    return min(found, key=lambda entry: (entry[0], entry[1], entry[2].first))[2]


def of_saying(context: Context, attribution: Attribution, node: TimeNode) -> bool:
    """ "Said on Monday (that) talks had failed": a time between the cue and what is said is of the
    saying, whatever the parse has hung it on."""
    cue, tokens = attribution.cue, context.grammar.tokens
    if cue is None or attribution.manner == "quote" or not attribution.content:
        return False
    end, first = tokens[node.last - 1].end, attribution.content[0][0]
    return cue < node.first <= cue + 3 and end < first <= end + GAP


def _pinned(context: Context, trigger: Trigger) -> TimeNode | None:
    """ "Cut since 3 February, when the army broke the siege": what "when" brings in right behind a
    time happened at that time itself, whatever its preposition makes of it for the clause before.
    """
    grammar = context.grammar
    when = next((t for t in grammar.dependents(trigger.head, "advmod", "mark") if t.low == "when"),
                None)  # fmt: skip
    if when is None or when.i > trigger.head or when.i == 0:
        return None
    before = when.i - 1 if grammar.tokens[when.i - 1].text == "," else when.i
    for node in context.beside(context.times_of, trigger.head):
        if node.last == before and node.anchored and node.type in ("DATE", "TIME"):
            return _bare(context, node)
    return None


def _bare(context: Context, node: TimeNode) -> TimeNode:
    """The time without what its preposition makes of it."""
    try:
        earliest, latest = bounds(node.value)
    except ValueError:
        return node
    if earliest is None or latest is None:
        return node
    tokens = context.grammar.tokens
    start, end = tokens[node.first].start, tokens[node.last - 1].end
    when = When(
        text=context.report.text[start:end],
        start=start,
        end=end,
        edtf=node.value,
        earliest=earliest.isoformat(),
        latest=latest.isoformat(),
        precision=node.when.precision,
    )
    return replace(node, when=when)


def _of_other(context: Context, trigger: Trigger, node: TimeNode) -> bool:
    """ "An end to the four-year blockade": how long another state has lasted, and not the end."""
    if node.anchored:
        return False
    noun = context.grammar.tokens[node.head].head
    other = context.predicates.get(noun)
    return noun != trigger.head and bool(other and context.lexicon.predicates[other].state)


def _of_content(
    context: Context, trigger: Trigger, node: TimeNode, reached: int, filled: Filled
) -> bool:
    """ "Would respect the ceasefire of 2002 and attack nobody": which one, and not when."""
    if context.grammar.case(node.head) != "of":
        return False
    noun = context.grammar.tokens[node.head].head
    own = noun in (trigger.head, *trigger.fixed, *filled.tokens)
    other = context.grammar.tokens[noun].upos == "NOUN" and not own
    return other or filled.tokens.get(reached) == "content"


def _days_apart(context: Context, trigger: Trigger) -> bool:
    """ "Freed on Friday, four days after gunmen abducted him": the abduction was not on Friday."""
    return any(
        _measures_gap(context, node)
        and not node.value.startswith("PT")
        and context.grammar.tokens[node.last].head == trigger.head
        for node in context.beside(context.times_of, trigger.head)
    )


def _measures_gap(context: Context, node: TimeNode) -> bool:
    """ "Hours after the army broke the siege": how long after, not when or how long."""
    tokens = context.grammar.tokens
    return (
        not node.anchored
        and node.last < len(tokens)
        and tokens[node.last].low in ("after", "before")
        and tokens[node.last].rel == "mark"
    )


def quantities(context: Context, trigger: Trigger, filled: Filled) -> tuple[Quantity, ...]:
    """Figures on the event or its fillers."""
    found: list[QuantityNode] = []
    goals = {trigger.head, *trigger.fixed, *(filled.tokens if trigger.told is None else ())}
    for node in context.beside(context.quantities_of, trigger.head):
        reached, _ = climb(context, node.head, goals, LOOSE - {"conj"})
        if reached is not None and not _measures_distance(context, node):
            found.append(node)
    filled.own.update(n.head for n in found)
    return tuple(n.quantity for n in found)


def _measures_distance(context: Context, node: QuantityNode) -> bool:
    """ "After three years of war, …": how long after, and no figure of the event."""
    grammar = context.grammar
    head = grammar.tokens[node.head]
    if grammar.case(head.i) == "of":
        head = grammar.tokens[head.head]  # "after three years | of war"
    unit = node.quantity.unit or ""
    return unit in TIME_UNITS and grammar.case(head.i) in ("after", "before", "within")


def stands_after(
    context: Context,
    trigger: Trigger,
    node: PlaceNode | TimeNode,
    reached: int | None,
    filled: Filled,
) -> bool:
    """Whether a phrase follows the verb with no other verb between, though the parse has hung it on
    a party before the verb, or nowhere: "for the group to convene, possibly on Friday in Rome"."""
    grammar = context.grammar
    head, phrase = grammar.tokens[trigger.head], grammar.tokens[node.head]
    if trigger.pattern.form != "verb" or phrase.sentence != head.sentence or phrase.i < head.i:
        return False
    if reached is not None and not (filled.tokens.get(reached) == "actor" and reached < head.i):
        return False
    if grammar.case(phrase.i) not in ("in", "at", "near", "outside", "inside", "around", "on"):
        return False
    between = grammar.tokens[head.i + 1 : phrase.i]
    return not any(t.upos in ("VERB", "AUX") or t.low in (";", ":", "--") for t in between)
