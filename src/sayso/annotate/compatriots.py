"""One person called by a nationality, "an American", "the Frenchman": nobody's government."""

from __future__ import annotations

from sayso.annotate.hits import HYPHENS, Hit
from sayso.core.grammar import Grammar, Token

_ONE = frozenset({"a", "an", "one", "another", "each", "every", "any"})
_THE = frozenset({"the", "this", "that"})
# "The British", "the Dutch" and "the Japanese" are many; "the German" and "the Iraqi" are one.
_SINGULAR = ("an", "i", "man", "woman", "er", "ard", "lander", "turk", "greek", "pole", "arab")


def is_compatriot(grammar: Grammar, core: Hit, opening: Token) -> bool:
    """Whether a nationality stands for one person: in the singular, with nothing after it that it
    describes, and an article before it, or as one of two ("the British-Libyan who …").

    ``core``: the nationality; ``opening``: the first word of its phrase.
    """
    tokens = grammar.tokens
    token = tokens[core.last - 1]
    if token.low.endswith("s") or token.text.isupper():
        return False
    after = tokens[core.last] if core.last < len(tokens) else None
    acts = after is None or after.upos in ("VERB", "AUX", "ADP", "PUNCT") or after.low == "who"
    if token.upos not in ("NOUN", "PROPN") and not acts:
        return False
    if after is not None and (
        after.text in HYPHENS
        or (after.upos in ("NOUN", "PROPN", "ADJ", "NUM") and after.sentence == token.sentence)
    ):
        return False
    if token.low.endswith(("man", "woman")) and core.form == "people":
        return True
    if opening.i == token.i and core.first >= 1:
        opening = _over_hyphen(grammar, core.first, opening)
    if opening.low in _ONE:
        return True
    return opening.low in _THE and token.low.endswith(_SINGULAR)


def _over_hyphen(grammar: Grammar, first: int, opening: Token) -> Token:
    """The first word of the phrase that goes on before a hyphen: "the Belgian-| Moroccan"."""
    tokens = grammar.tokens
    if tokens[first - 1].text not in HYPHENS or first < 3:
        return opening
    return tokens[first - 3]
