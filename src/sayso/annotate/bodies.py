"""Bodies that a report calls by a noun alone ("the council", "the Office"): whose noun that is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.annotate.draft import Draft
    from sayso.core.grammar import Grammar
    from sayso.knowledge.actors import Actors

BODY = "noun:"
OUTLET = "outlet"
_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset({"the", "its", "our"})


def settle_body(
    draft: Draft, before: list[Draft], grammar: Grammar, actors: Actors, outlet: str | None
) -> None:
    """Give a body that no name before it explains an identity of its own in the report, so that
    "it" may follow it: that of the body called so before; that of the outlet, whose name has all
    its words and ends as it does ("the committee" in what a Media Committee publishes); else one
    without a name."""
    words = [w for w in _words(draft, grammar) if w not in _ARTICLES]
    if not words or draft.plural or words[-1] not in actors.words.bodies:
        return
    own = _WORD.findall((outlet or "").casefold())
    alike = [d for d in before if not d.plural and _words(d, grammar)[-1:] == words[-1:]]
    if alike:
        if draft.vague and not alike[-1].vague:
            draft.follow(alike[-1])
    elif own and words[-1] == own[-1] and set(words) <= set(own):
        draft.name, draft.entity = outlet, OUTLET
    if not draft.vague:
        return
    start, end = grammar.chars(draft.first, draft.last)
    written = [w for w in grammar.text[start:end].split() if w.casefold() not in _ARTICLES]
    if len(written) > 1 and all(w[:1].isupper() for w in written):
        name = " ".join(written)  # "the State News Agency"
        draft.name, draft.entity = name, f"body:{name.casefold()}"
    else:
        draft.name, draft.entity, draft.anonymous = " ".join(words), f"{BODY}{words[-1]}", True


def is_body(draft: Draft, groups: frozenset[str]) -> bool:
    """Whether a mention is of a body that "it" can mean."""
    return draft.kind in groups or draft.entity == OUTLET or draft.entity.startswith(BODY)


def of_what(draft: Draft, grammar: Grammar, parties: set[int]) -> str | None:
    """ "The director of the main hospital": of what thing or place, where that is no party
    (``parties``: the tokens of all mentions)."""
    for noun in grammar.dependents(draft.head, "nmod"):
        if noun.i >= draft.last and grammar.case(noun.i) == "of":
            return None if noun.i in parties else noun.low
    return None


def words_of(draft: Draft, grammar: Grammar) -> set[str]:
    """The words of a mention and of what hangs on it, in lower case."""
    beside = grammar.dependents(draft.head, "nmod")
    return {t.low for t in (*grammar.tokens[draft.first : draft.last], *beside)}


def _words(draft: Draft, grammar: Grammar) -> list[str]:
    start, end = grammar.chars(draft.first, draft.last)
    return _WORD.findall(grammar.text[start:end].casefold())
