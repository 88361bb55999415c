"""Where sentences end, and what heads one that was cut out of a longer one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.annotate.repairs.verbs import has, main_verb, verb_taken_over

if TYPE_CHECKING:
    from spacy.tokens import Token as SpacyToken


def sentences_of(tokens: Sequence[SpacyToken]) -> list[list[SpacyToken]]:
    """The sentences in what the model takes for one: a full stop between two clauses, white space
    and a capital letter after it, ends a sentence whatever the model makes of it."""
    found: list[list[SpacyToken]] = [[]]
    for number, token in enumerate(tokens):
        found[-1].append(token)
        after = tokens[number + 1] if number + 1 < len(tokens) else None
        if after is None or token.text != "." or not token.whitespace_:
            continue
        if after.text[:1].isupper() and _has_verb(found[-1]) and _has_verb(tokens[number + 1 :]):
            found.append([])
    return found


def _has_verb(tokens: Sequence[SpacyToken]) -> bool:
    return any("VerbForm=Fin" in str(t.morph) for t in tokens)


def root_of(tokens: Sequence[SpacyToken]) -> SpacyToken:
    """The head of a sentence that was cut out of a longer one: the topmost verb, or first word."""
    inside = {t.i for t in tokens}
    tops = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    verbs = [t for t in tops if t.pos_ == "VERB" or has(t, "cop")]
    finite = [t for t in verbs if "VerbForm=Fin" in str(t.morph)]
    top = next(iter(finite or verbs or tops), tokens[0])
    main = main_verb(top) or verb_taken_over(top)
    return next((t for t in tokens if main is not None and t.i == main.i), top)
