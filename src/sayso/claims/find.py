"""The event words of a report: which heads name a predicate, and by which of its patterns."""

from __future__ import annotations

from msgspec.structs import replace

from sayso.claims.arguments import is_passive, is_verb
from sayso.claims.context import Context
from sayso.claims.event_nouns import NOUNS
from sayso.claims.lasting import lasted
from sayso.claims.match import HYPHENS, match
from sayso.claims.owners import settle_owner
from sayso.claims.proforms import answers, pro_verbs, tallies
from sayso.claims.trigger import Trigger
from sayso.core.grammar import Token
from sayso.knowledge.patterns import Pattern

VERBAL = frozenset({"talks", "ceasefire", "diplomacy"})


def find_triggers(context: Context) -> tuple[Trigger, ...]:
    """All triggers of a report in text order, one a head, none inside another's fixed words."""
    found = [t for token in context.grammar.tokens if (t := _best(context, token))]
    taken = {i for trigger in found for i in trigger.fixed if i != trigger.head}
    kept = [k for t in found if (k := t if t.head not in taken else _with_length(context, t))]
    governing = tuple(t for t in kept if _governs(context, t, kept))
    stand_ins = (*pro_verbs(context, governing), *answers(context, governing))
    return (*governing, *stand_ins, *tallies(context, governing))


def _with_length(context: Context, trigger: Trigger) -> Trigger | None:
    """ "Ended a blockade that had lasted three years" says how long it was, beside that it ended:
    it is told of the state itself, whatever becomes of the end."""
    if trigger.pattern.form == "noun" and lasted(context, trigger.head, trigger.predicate):
        return replace(trigger, relative=True)
    return None


def _governs(context: Context, trigger: Trigger, triggers: list[Trigger]) -> bool:
    """Whether a predicate that needs one under it ("forced him to suspend the talks") has it."""
    wanted = context.lexicon.predicates[trigger.predicate].inner
    if not wanted:
        return True
    below = set(context.grammar.subtree(trigger.head))
    return any(
        t.head in below and t is not trigger and context.lexicon.is_a(t.predicate, name)
        for t in triggers
        for name in wanted
    )


def _best(context: Context, token: Token) -> Trigger | None:
    lexicon, tokens = context.lexicon, context.grammar.tokens
    candidates: list[Pattern] = []
    gerund = token.xpos == "VBG" and _nominal_use(context, token)
    hyphenated = token.xpos == "VBN" and token.i > 0 and tokens[token.i - 1].text in HYPHENS
    if is_verb(token) and not gerund and not hyphenated and not _beside_adjective(context, token):
        candidates += lexicon.verbs.get(token.lemma, ())
        if token.rel == "amod" and token.i < token.head:
            # "A negotiated peace", "the agreed truce": of what kind, not that it was.
            verbal = {n for n, p in lexicon.predicates.items() if p.family in VERBAL}
            candidates = [p for p in candidates if p.predicate not in verbal]
    if token.upos in NOUNS or token.xpos in ("NN", "NNS") or gerund:
        candidates += lexicon.nouns.get(token.lemma, ())
        if token.low != token.lemma:
            candidates += lexicon.nouns.get(token.low, ())
    if _describes(context, token):
        candidates += lexicon.adjectives.get(token.low, ())
        if token.lemma != token.low:
            candidates += lexicon.adjectives.get(token.lemma, ())
        candidates += lexicon.suffixes.get(token.low, ())
    for pattern in sorted(candidates, key=lambda p: -p.weight):
        trigger = match(context, pattern, token.i)
        if trigger and not _barred(context, trigger):
            return settle_owner(context, trigger)
    return None


def _beside_adjective(context: Context, token: Token) -> bool:
    """The second of two adjectives before a noun: "sick and wounded people" tells of no wounding by
    whoever moved them. By word order, since the parse often makes them verbs beside the first."""
    if token.rel != "conj" or token.xpos != "VBN" or token.i < 2:
        return False
    tokens = context.grammar.tokens
    before, between = tokens[token.i - 2], tokens[token.i - 1]
    after = tokens[token.i + 1] if token.i + 1 < len(tokens) else token
    return before.xpos == "JJ" and between.low in ("and", "or") and after.xpos.startswith("NN")


def _describes(context: Context, token: Token) -> bool:
    """An adjective, or a participle used as one: before its noun, after it, or as a passive."""
    if token.upos == "ADJ":
        return token.rel in ("amod", "acl", "root", "conj", "xcomp", "ccomp", "advcl")
    if token.upos != "VERB" or token.dep == "acl:relcl":
        return False
    if token.rel == "amod":
        return token.i < token.head  # an English participle stands before its noun
    return token.xpos == "VBN" and is_passive(context.grammar, token.i)


def _nominal_use(context: Context, token: Token) -> bool:
    """A gerund used as a noun: "the shelling of Homs"."""
    return any(True for _ in context.grammar.dependents(token.i, "det", "nmod:poss", "amod"))


def _barred(context: Context, trigger: Trigger) -> bool:
    key = (trigger.pattern.form, trigger.pattern.head)
    return any(
        other.predicate == trigger.predicate and match(context, other, trigger.head)
        for other in context.lexicon.unless.get(key, ())
    )
