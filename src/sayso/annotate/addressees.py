"""Grammar and cue → who is spoken to."""

from __future__ import annotations

from sayso.annotate.cue_words import Found
from sayso.annotate.reach import first_noun
from sayso.annotate.subjects import NOMINAL
from sayso.core.grammar import Grammar, Token
from sayso.knowledge.cues import Cues

TOLD = frozenset({
    "tell", "inform", "notify", "remind", "assure", "reassure", "warn", "advise", "brief", "ask",
    "promise", "answer", "caution", "alert", "quote",
})  # fmt: skip


def addressee(
    grammar: Grammar, cues: Cues, found: Found, start: int, end: int | None = None
) -> int | None:
    """Who is spoken to: an object between cue and content, or a phrase with "to" outside of it."""
    told = bool({"object to", "object that"} & found.cue.frames) or found.cue.words[0] in TOLD
    for token in grammar.dependents(found.head, "iobj", *(("obj",) if told else ())):
        if found.last <= token.i < start and is_person(cues, token):
            return token.i
    if found.cue.frames & {"quote", "that"}:
        for token in grammar.dependents(found.head, "obl"):
            inside = end is not None and start <= token.i < end
            if (
                token.i > found.head
                and not inside
                and grammar.case(token.i) == "to"
                and (is_person(cues, token))
            ):
                return token.i
    if told and not found.passive and found.last < start:
        noun = first_noun(grammar, found.last, start)
        if noun is not None and is_person(cues, grammar.tokens[noun]):
            return noun
    return None


def is_person(cues: Cues, token: Token) -> bool:
    """Whether a token can be somebody spoken to: no figure, no day of the week."""
    return (
        token.upos in NOMINAL
        and token.upos != "NUM"
        and token.low not in ("that", "which", "what", "it")
        and not cues.has("mute", token.low, token.lemma)
    )
