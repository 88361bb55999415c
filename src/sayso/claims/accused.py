"""Whose deed it is that somebody accuses, orders or denies."""

from __future__ import annotations

from sayso.claims.chain import Link
from sayso.claims.context import Context
from sayso.claims.filled import Filled
from sayso.claims.trigger import Trigger
from sayso.core.grammar import EACH_OTHER

BOTH = frozenset({"both", "each", "either"})


def add_accused(context: Context, trigger: Trigger, link: Link, filled: Filled) -> None:
    """ "Accused Israel of bombarding the town": whoever is accused is said to have done it; not
    what only describes the accused ("the exiled cleric")."""
    accused = link.attribution.addressee
    word = context.grammar.tokens[trigger.head]
    if accused is None or accused == word.i or (word.rel == "amod" and accused == word.head):
        return
    for named in context.listed(accused):
        for node in context.mention_over(named):
            filled.add("actor", node.mention)


def each_accused(context: Context, link: Link, filled: Filled) -> bool:
    """ "India and Pakistan accused each other of firing": whom one of them accuses is the other; of
    "both sides" it is the sides. False where nobody is accused by such words."""
    attribution, tokens = link.attribution, context.grammar.tokens
    at = attribution.addressee
    if at is None or at + 1 >= len(tokens) or link.speaker is None:
        return False
    pair = (tokens[at].low, tokens[at + 1].low)
    both = any(t.low in BOTH for t in context.grammar.dependents(link.speaker, "det", "nmod"))
    if pair not in EACH_OTHER or (pair[0] == "the" and not both and len(attribution.sources) == 1):
        return False
    for token in [i for i, role in filled.tokens.items() if role == "actor"]:
        del filled.tokens[token]
    filled.roles["actor"] = []
    for other in [i for i in attribution.sources if i != link.speaker] or [link.speaker]:
        for node in context.mention_over(other):
            filled.add("actor", node.mention)
    if not filled.roles["actor"]:
        filled.add("actor", link.mention)
    return True


def drop_accuser(context: Context, trigger: Trigger, link: Link, filled: Filled) -> None:
    """ "Jailed the general for shelling the town": a gerund's doer is whom the accuser accuses."""
    token = context.grammar.tokens[trigger.head]
    own = context.grammar.dependent(token.i, "nsubj") is not None
    helpers = {t.low for t in context.grammar.dependents(token.i, "aux")}
    gerund = token.xpos == "VBG" or "having" in helpers
    if link.speaker is None or not gerund or own:
        return
    if filled.tokens.get(link.speaker) == "actor":
        del filled.tokens[link.speaker]
        filled.roles["actor"] = [m for m in filled.roles["actor"] if m != link.mention]


def drop_orderer(context: Context, link: Link, filled: Filled) -> None:
    """ "The colonel gave orders to kill them": others are to do it, whoever they are."""
    cue = link.attribution.cue
    if cue is None or context.grammar.tokens[cue].upos != "NOUN" or link.speaker is None:
        return
    if filled.tokens.get(link.speaker) == "actor":
        del filled.tokens[link.speaker]
        filled.roles["actor"] = [m for m in filled.roles["actor"] if m != link.mention]


def took_part(context: Context, link: Link) -> bool:
    """ "Denied any involvement in the bombing": what is denied is that the speaker did it."""
    words = link.attribution.lemma.split()
    return any(word in context.governors.participation for word in words)
