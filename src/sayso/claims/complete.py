"""Fields that the clause leaves out and the report fills: what language lets a reader infer.

Mentions added here are marked ``inferred`` unless the words stand in the same sentence.
"""

from __future__ import annotations

from msgspec.structs import replace

from sayso.claims.accused import (
    add_accused,
    drop_accuser,
    drop_orderer,
    each_accused,
    took_part,
)
from sayso.claims.added import added_to_by, recipient_of
from sayso.claims.arguments import (
    is_adjunct_participle,
    is_definite,
    matrix,
    possessor,
    surface_subject,
)
from sayso.claims.chain import Link, same_side
from sayso.claims.context import Context
from sayso.claims.filled import Filled
from sayso.claims.lasting import lasted
from sayso.claims.nearby import climb
from sayso.claims.standing import Standing
from sayso.claims.talks import add_talks, add_venue, is_about_talks
from sayso.claims.trigger import Trigger
from sayso.claims.when import ended_by
from sayso.core.types import Mention, Place

HARMFUL_FAMILIES = frozenset({"force", "access", "control"})
GOING_ON = frozenset({"continue", "end"})


def complete(
    context: Context,
    trigger: Trigger,
    filled: Filled,
    chain: tuple[Link, ...],
    triggers: dict[int, Trigger],
    standing: Standing,
) -> None:
    """Add to ``filled`` what follows from the source, the condition and the report."""
    act = chain[-1].attribution.act if chain else None
    if act == "claimed responsibility" and not filled.roles.get("actor"):
        filled.add("actor", replace(chain[-1].mention, inferred=True))
    if act == "denied" and not filled.roles.get("actor") and took_part(context, chain[-1]):
        filled.add("actor", replace(chain[-1].mention, inferred=True))
    if act == "accused" and not standing.detached and not each_accused(context, chain[-1], filled):
        drop_accuser(context, trigger, chain[-1], filled)
        if not filled.roles.get("actor"):
            add_accused(context, trigger, chain[-1], filled)
    if act == "ordered":
        drop_orderer(context, chain[-1], filled)
    if chain and not filled.roles.get("actor") and standing.phase in GOING_ON:
        _own_deed(context, trigger, filled, chain[-1].mention, triggers)
    family = context.lexicon.predicates[trigger.predicate].family
    if family == "talks" and not filled.roles.get("content") and is_about_talks(context, trigger):
        add_talks(context, filled)
    if context.lexicon.predicates[trigger.predicate].inner and not filled.roles.get("content"):
        _inner_content(context, trigger, filled, triggers)
    if family == "talks" and not filled.places:
        add_venue(context, filled)
    if family in HARMFUL_FAMILIES and standing.condition and not filled.roles.get("recipient"):
        _presupposed(context, trigger, filled, triggers, standing)
    if family == "support" and not filled.roles.get("recipient"):
        _beneficiary(context, trigger, filled, triggers)
    if family == "control" and not filled.roles.get("recipient"):
        _holder(context, trigger, filled, triggers)
    if not filled.roles.get("actor") and family == "people":
        _jailer(context, trigger, filled)
    if not filled.places:
        _place_of_state(context, trigger, filled, triggers)
    if not filled.places:
        _shared_place(context, trigger, filled, triggers)
    if trigger.pattern.form == "noun" and lasted(context, trigger.head, trigger.predicate):
        _subject_of_state(context, trigger, filled)
    if trigger.pattern.form == "noun":
        _described(context, trigger, filled)


def _own_deed(
    context: Context,
    trigger: Trigger,
    filled: Filled,
    speaker: Mention,
    triggers: dict[int, Trigger],
) -> None:
    """ "Saw no reason for the strikes to stop": whether a deed told of before is to go on is said
    of one's own side's, if that is the only one told to do it."""
    if trigger.pattern.form != "noun" or not is_definite(context.grammar, trigger.head):
        return
    doers: dict[str, Mention] = {}
    for other in triggers.values():
        if other.head < trigger.head and context.lexicon.related(
            other.predicate, trigger.predicate
        ):
            for i in other.fillers.get("subject", ()):
                for node in context.mention_over(i):
                    doers.setdefault(node.mention.id or node.mention.name or "", node.mention)
    if len(doers) == 1:
        (doer,) = doers.values()
        if doer.id and same_side(doer, speaker):
            filled.add("actor", replace(doer, text=None, start=None, end=None, inferred=True))


def _inner_content(
    context: Context, trigger: Trigger, filled: Filled, triggers: dict[int, Trigger]
) -> None:
    """ "Forced him to suspend the talks": the talks are what it is about too."""
    for i in context.grammar.subtree(trigger.head):
        inner = triggers.get(i)
        if inner is None or inner is trigger:
            continue
        for filler in inner.fillers.get("object", ()):
            for node in context.mention_over(filler):
                if node.mention.kind == "talks":
                    filled.add("content", node.mention)


def _presupposed(
    context: Context,
    trigger: Trigger,
    filled: Filled,
    triggers: dict[int, Trigger],
    standing: Standing,
) -> None:
    """ "Until we defeat them": the force is aimed at those who are to be defeated."""
    condition = standing.condition
    if condition is None:
        return
    for head, other in triggers.items():
        token = context.grammar.tokens[head]
        if not condition.start <= token.start < condition.end:
            continue
        if context.lexicon.predicates[other.predicate].family not in ("force", "control", "states"):
            continue
        for filler in recipient_of(context, other):
            for node in context.mention_over(filler):
                filled.add("recipient", node.mention)


def _beneficiary(
    context: Context, trigger: Trigger, filled: Filled, triggers: dict[int, Trigger]
) -> None:
    """ "Threw its weight behind the army, adding to support from Iran": support for the army."""
    deed = added_to_by(context, trigger, triggers)
    for filler in recipient_of(context, deed) if deed is not None else ():
        for node in context.mention_over(filler):
            filled.add("recipient", replace(node.mention, inferred=True))


def _holder(
    context: Context, trigger: Trigger, filled: Filled, triggers: dict[int, Trigger]
) -> None:
    """ "Captured the towns that they had held": taken from whoever held them."""
    takes = {token for token, role in filled.tokens.items() if role == "place"}
    for other in triggers.values():
        if other.head <= trigger.head or not context.lexicon.is_a(other.predicate, "control"):
            continue
        held = {i for o in other.fillers.get("object", ()) for i in (o, *context.counted(o))}
        if takes & held and not context.lexicon.is_a(trigger.predicate, "control"):
            for owner in other.fillers.get("subject", ()):
                for node in context.mention_over(owner):
                    filled.add("recipient", node.mention)


def _jailer(context: Context, trigger: Trigger, filled: Filled) -> None:
    """ "The release of prisoners in the regime's jails": they are the regime's to release."""
    grammar = context.grammar
    if not any(m.kind == "prisoners" for m in filled.roles.get("recipient", ())):
        return
    for index in grammar.subtree(trigger.head):
        if grammar.tokens[index].lemma not in context.governors.custody:
            continue
        for owner in possessor(grammar, index):
            for node in context.mention_over(owner):
                if node.mention.id:
                    filled.add("actor", node.mention)


def _shared_place(
    context: Context, trigger: Trigger, filled: Filled, triggers: dict[int, Trigger]
) -> None:
    """ "They encircled the city and advanced from the north": coordinated verbs of one subject and
    one family happen at one place, unless the second names another; and "…, ending the siege" is
    told of the place before."""
    grammar = context.grammar
    end = ended_by(context, trigger, triggers)
    token = grammar.tokens[trigger.head if end is None else end.head]
    if is_adjunct_participle(grammar, token.i) and (
        end or trigger.predicate in context.governors.ends
    ):
        first = triggers.get(matrix(grammar, token.i))
    else:
        first = triggers.get(token.head) if token.rel == "conj" else None
    if first is None or first is trigger or grammar.dependent(token.i, "nsubj") is not None:
        return
    if context.lexicon.predicates[first.predicate].family not in ("force", "access", "control"):
        return
    if context.lexicon.predicates[trigger.predicate].family not in ("force", "access", "control"):
        return
    for place in _places(context, first) or _state_places(context, first, triggers):
        filled.places.append(replace(place, inferred=True))


def _place_of_state(
    context: Context, trigger: Trigger, filled: Filled, triggers: dict[int, Trigger]
) -> None:
    """ "Broke the siege imposed on the town": it was broken where it was."""
    filled.places.extend(_state_places(context, trigger, triggers))


def _state_places(
    context: Context, trigger: Trigger, triggers: dict[int, Trigger]
) -> tuple[Place, ...]:
    """The places of the state that a predicate puts an end to."""
    state = context.governors.ends.get(trigger.predicate)
    for noun in (*trigger.fillers.get("object", ()), *trigger.fixed) if state else ():
        inside = [noun, *(t.i for t in context.grammar.dependents(noun, "acl"))]
        for other in (triggers[i] for i in inside if i in triggers and i != trigger.head):
            if other.predicate == state and (found := _places(context, other)):
                return found
    return ()


def _places(context: Context, trigger: Trigger) -> tuple[Place, ...]:
    """The named places among what a trigger is done to."""
    wanted = {slot for r in trigger.pattern.roles if r.role == "place" for slot in r.slots}
    found = (
        node.place
        for slot, tokens in trigger.fillers.items()
        if slot in wanted or slot == "object"
        for filler in tokens
        for inner in context.counted(filler)
        for node in context.places.get(inner, ())
    )
    return tuple(dict.fromkeys(found))


def _subject_of_state(context: Context, trigger: Trigger, filled: Filled) -> None:
    """ "After two years of siege, the people of the town fled": whoever comes out of it, people or
    a place, was in it."""
    grammar = context.grammar
    if filled.places or filled.roles.get("recipient"):
        return
    measure = grammar.tokens[grammar.tokens[trigger.head].head]
    if grammar.case(trigger.head) != "of" or grammar.case(measure.i) not in ("after", "during"):
        return
    for subject in surface_subject(grammar, measure.head):
        if context.belongs(subject, ("fighters",)):
            continue
        if not context.belongs(subject, ("people", "settlement")):
            continue
        for node in context.mentions.get(subject, ()):
            filled.add("recipient", replace(node.mention, inferred=True))
        for place in context.beside(context.places_of, subject):
            if climb(context, place.head, {subject})[0] is not None:
                filled.places.append(replace(place.place, inferred=True))


def _described(context: Context, trigger: Trigger, filled: Filled) -> None:
    """ "Described the encirclement as a victory": what is described is the content."""
    grammar = context.grammar
    token = grammar.tokens[trigger.head]
    if grammar.case(token.i) != "as" or filled.roles.get("content"):
        return
    head = grammar.tokens[token.head]
    if not {head.i, head.head} & context.cue_tokens:
        return
    if head.rel == "obj":
        described = head.i
    else:
        found = grammar.dependent(head.i, "obj", "nsubj:pass")
        if found is None or found.i == token.i:
            return
        described = found.i
    start, end = grammar.extent(described, ("acl", "appos", "nmod"))
    if grammar.dependent(described, "nmod:poss"):
        possessor = grammar.dependent(described, "nmod:poss")
        start = grammar.tokens[grammar.subtree(possessor.i)[0]].start if possessor else start
    nodes = context.mentions.get(described, ())
    if nodes:
        filled.add("content", nodes[0].mention)
        return
    text = context.report.text[start:end]
    filled.add("content", Mention(text=text, start=start, end=end, name=text, kind="event"))
