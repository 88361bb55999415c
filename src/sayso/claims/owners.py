"""Whose deed a noun names: "his arrest" was done to him, "Israel's strike" by it, and "Egypt's
protests" were in Egypt."""

from __future__ import annotations

from msgspec.structs import replace

from sayso.claims.arguments import complement, is_passive, possessor
from sayso.claims.context import Context
from sayso.claims.trigger import Trigger
from sayso.core.grammar import Token

WHERE = ("in", "at", "near", "outside", "inside", "on")
# Bodies that do such things to others, whatever their grammar: "the regime's arrests".
DOERS = frozenset(
    {"state", "military", "armed group", "rebel", "intergovernmental", "group of states"}
)


def settle_owner(context: Context, trigger: Trigger) -> Trigger:
    """A noun's trigger with its possessor in the one role that it has.

    A possessor is who does it, but a person of whom something is suffered (see governors.yaml)
    suffers it, unless the phrase says who does; and no state is the crowd in its streets.
    """
    if trigger.pattern.form == "verb":
        return _deed_behind(context, trigger)
    if trigger.pattern.form != "noun" or "bearer" in trigger.fillers:
        return trigger  # "the rebels' backer" backs them
    doers = trigger.fillers.get("subject", ())
    done_to = trigger.fillers.get("object", ())
    owners = set(possessor(context.grammar, trigger.head))
    table, lexicon = context.governors, context.lexicon
    fillers = dict(trigger.fillers)
    if any(lexicon.is_a(trigger.predicate, name) for name in table.crowds):
        states = tuple(i for i in doers if _is_state(context, i))
        fillers["subject"] = tuple(i for i in doers if i not in states)
        if states and not complement(context.grammar, trigger.head, "in"):
            fillers.setdefault("in", states)
    elif not owners & set(doers):
        if _suffers(trigger):
            fillers["object"] = tuple(i for i in done_to if i not in doers)
    elif any(lexicon.is_a(trigger.predicate, name) for name in table.suffered):
        others = tuple(i for i in done_to if i not in owners)
        if others:
            fillers["object"] = others
        elif all(_does(context, i) for i in owners):
            fillers["object"] = ()
        else:
            fillers["subject"] = tuple(i for i in doers if i not in owners)
            fillers["object"] = done_to or tuple(sorted(owners))
    elif set(doers) & set(done_to) and _suffers(trigger):
        fillers["object"] = tuple(i for i in done_to if i not in doers)
    return replace(trigger, fillers=fillers)


def _deed_behind(context: Context, trigger: Trigger) -> Trigger:
    """ "The blast at a hotel in Algiers, Algeria, which killed nine": what "which" stands for is
    the deed that was there, not where it was."""
    grammar = context.grammar
    verb = grammar.tokens[trigger.head]
    while verb.rel == "conj" and grammar.dependent(verb.i, "nsubj") is None:
        verb = grammar.tokens[verb.head]
    own = grammar.dependent(verb.i, "nsubj")
    if own is None or own.low not in ("which", "that") or is_passive(grammar, trigger.head):
        return trigger
    if context.lexicon.predicates[trigger.predicate].family != "force":
        return trigger
    for i in trigger.fillers.get("subject", ()):
        deed_itself = grammar.tokens[i].lemma in context.lexicon.nouns
        if not deed_itself and grammar.case(i) in WHERE:
            deed = _deed_over(context, grammar.tokens[i])
            if deed is None and not context.belongs(i, ("place", "site")):
                return trigger
            fillers = {**trigger.fillers, "subject": () if deed is None else (deed,)}
            return replace(trigger, fillers=fillers)
    return trigger


def _deed_over(context: Context, token: Token) -> int | None:
    """The event noun that a place hangs on, or that is the subject of the verb it hangs on."""
    grammar, nouns = context.grammar, context.lexicon.nouns
    for _ in range(6):
        up = grammar.tokens[token.head]
        if up.i == token.i:
            return None
        if up.upos in ("NOUN", "PROPN") and up.lemma in nouns:
            return up.i
        if up.upos == "VERB":
            subject = grammar.dependent(up.i, "nsubj")
            known = subject is not None and subject.lemma in nouns
            return subject.i if subject is not None and known else None
        token = up
    return None


def _suffers(trigger: Trigger) -> bool:
    """Whether what the noun's object names suffers the deed, and does not do it."""
    slots = {entry.role: entry.slots for entry in trigger.pattern.roles}
    return "object" in slots.get("recipient", ()) and "object" not in slots.get("actor", ())


def _is_state(context: Context, head: int) -> bool:
    kinds = {n.mention.kind for n in context.mentions.get(head, ())}
    return kinds == {"state"} and head in context.places


def _does(context: Context, head: int) -> bool:
    """Whether a possessor is a body that does such deeds, in the plural or in so many words."""
    kinds = {n.mention.kind for n in context.mentions.get(head, ())}
    pronoun = context.grammar.tokens[head].upos == "PRON"
    return bool(kinds) and kinds <= DOERS and not pronoun
