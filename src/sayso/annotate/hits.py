"""A hit: words that name a party, before it is known whose phrase they stand in."""

from __future__ import annotations

from sayso.core.grammar import Token
from sayso.core.types import Record
from sayso.knowledge.actors import Actor, Form, Role

LOCATIVES = frozenset({
    "in", "at", "near", "from", "inside", "outside", "across", "around", "within", "into",
    "through", "throughout", "over", "towards", "toward", "to",
})  # fmt: skip
HYPHENS = frozenset("-–‑‐")
WHERE = LOCATIVES - {"from", "to", "at", "over", "through", "within"}
NAME_PARTICLES = frozenset({
    "al", "el", "bin", "ibn", "abu", "van", "von", "de", "der", "da", "di", "la", "le", "du", "ben",
})  # fmt: skip
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_NAME_FORMS = ("name", "weak", "later", "seat", "capital")

DOUBTFUL = ("weak", "later")


class Hit(Record, frozen=True):
    """A stretch of tokens [first, last) that names something: an actor by a form of name, a
    person or body the files do not know (``label`` PER or ORG), a people, or a role noun."""

    first: int
    last: int
    actor: Actor | None = None
    form: Form | None = None
    role: Role | None = None
    number: str = "singular"
    label: str | None = None
    people: str | None = None

    @property
    def named(self) -> bool:
        """Whether this is a proper name of one thing (not an adjective or a role)."""
        return self.label is not None or (self.actor is not None and self.form in _NAME_FORMS)


def is_possessive(token: Token) -> bool:
    """The possessive mark that follows a possessor."""
    return token.text in _POSSESSIVES and token.upos in ("PART", "PUNCT", "AUX", "X")


def is_name_word(token: Token) -> bool:
    """A word written as part of a name."""
    return token.text[:1].isupper() and token.upos in ("PROPN", "NOUN", "ADJ", "X")
