"""Around a noun that names an event or a bond: whose it is, what it is of, who is called so."""

from __future__ import annotations

from sayso.claims.arguments import agent, complement, modifiers, possessor, surface_subject
from sayso.claims.context import Context

NOUNS = frozenset({"NOUN", "PROPN"})
PARTIES = frozenset({
    "state", "official", "military", "armed group", "rebel", "political opposition",
    "intergovernmental", "NGO", "media", "monitor", "group of states", "person",
})  # fmt: skip


def noun_subject(context: Context, head: int, rest: list[int]) -> tuple[int, ...]:
    """Who does what an event noun names: its agent, its owner, or a party among ``rest``, the words
    that describe it."""
    grammar = context.grammar
    agents = agent(grammar, head)
    if agents:
        return agents
    owners = tuple(
        i for i in possessor(grammar, head) if i not in context.places or is_party(context, i)
    )
    if owners:
        return owners
    return tuple(i for i in rest if is_party(context, i))


def noun_object(context: Context, head: int, case: str) -> tuple[int, ...]:
    """What an event noun is done to: "the siege of the town", "the town is under siege". ``case``:
    the preposition that the pattern asks for before the noun."""
    grammar = context.grammar
    if case and grammar.dependent(head, "cop"):
        return surface_subject(grammar, head)
    found = complement(grammar, head, "of")
    if found:
        return found
    if grammar.dependent(head, "cop") and grammar.case(head) == "under":
        return surface_subject(grammar, head)  # "the town is under siege"
    token = grammar.tokens[head]
    if token.rel == "nmod" and grammar.case(head) == "under" and context.belongs(
        token.head, ("place",)
    ):  # fmt: skip
        return (token.head,)  # "villages under rebel control"
    if complement(grammar, head, "by"):
        found = possessor(grammar, head)
    if not found:
        found = tuple(
            i
            for i in (*possessor(grammar, head), *(t.i for t in modifiers(grammar, head)))
            if i in context.places and not is_party(context, i)
        )
    return found


def bearer_of(context: Context, noun: int) -> tuple[int, ...]:
    """Who is called by a noun: "Chad, an ally of X", "X's backer, Chad", "Chad is X's ally"."""
    grammar = context.grammar
    token = grammar.tokens[noun]
    named: tuple[int, ...] = ()
    if token.rel == "appos":
        head = grammar.tokens[token.head]
        while head.rel == "conj" and grammar.tokens[head.head].upos in NOUNS:
            head = grammar.tokens[head.head]
        named = tuple(i for i in grammar.conjuncts(head.i) if i < noun)
    elif token.rel in ("compound", "nmod") and token.head > noun and not grammar.case(noun):
        named = grammar.conjuncts(token.head)
    elif grammar.dependent(noun, "cop") is not None:
        named = surface_subject(grammar, noun)
    elif (after := grammar.dependent(noun, "appos")) is not None:
        named = grammar.conjuncts(after.i)
    named = tuple(i for i in named if i != noun and is_party(context, i))
    known = any(n.mention.id and n.mention.kind in PARTIES for n in context.mentions.get(noun, ()))
    return named or ((noun,) if known else ())  # "the rebels' backer Rwanda": read as one name


def is_party(context: Context, head: int) -> bool:
    """Whether a word names a party."""
    return any(n.mention.kind in PARTIES for n in context.mentions.get(head, ()))
