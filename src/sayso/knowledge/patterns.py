"""The lexicon's pattern language: one line of words → a Pattern the claims stage can match.

A pattern is words by lemma, separated by spaces.

- ``a|b``       either word; a line with alternatives stands for several patterns.
- ``<a|b>``     a filler that must belong to one of the semantic classes of classes.yaml.
- verb          first word is the verb; then particles, prepositions, fixed nouns, fillers:
                "cut off", "take control of", "pull out of <talks>", "hold <people> hostage".
                A filler before the verb limits the subject: "<place> fall to".
- noun          the last word before any preposition is the head, words before it are modifiers:
                "air strike", "suspension of <talks>". A filler before the head limits a compound,
                possessive or adjective modifier: "<place> takeover".
                A preposition before it must mark it: "on move" is "(were) on the move".
- adjective     one word, or a suffix ("-held"); a filler after it limits the noun it modifies. A
                filler before it limits the subject it is said of: "<road> open" is "the road is
                open", and not "the open road".

All that is written is required. A preposition without a noun takes any complement. The first
open complement is the slot ``object``; each later one has its preposition for a name. For an
adjective ``object`` is the noun it modifies, and ``subject`` what stands before the suffix. For a
noun that somebody is called by ("Chad, an ally of the army"), ``bearer`` is who; a pattern with a
role for it needs one.
"""

from __future__ import annotations

from itertools import product
from typing import Literal

from sayso.core.types import Phase, Record

Form = Literal["verb", "noun", "adjective"]

PARTICLES = frozenset("off out up down back away apart aside forward ahead together home".split())
PREPOSITIONS = frozenset(
    "from to against with on of by between over for at into under in after near around across "
    "inside outside through toward towards onto upon among amid behind beside alongside before "
    "about as without within along despite during past "
    "until via beyond like".split()
)
SLOTS = frozenset({"subject", "object", "indirect", "bearer"}) | PREPOSITIONS


class RoleSlots(Record):
    """The slots that may fill a role, in order of preference."""

    role: str
    slots: tuple[str, ...]


class Complement(Record):
    """What must stand beside the head.

    ``preposition`` is "" for a direct object (of a verb), else the case word. Either ``word`` (a
    lemma, with ``modifiers`` before it) is given, or the complement is open: ``slot`` names it,
    and ``classes`` (any of them; none: anything) limit it. After a verb, a ``word`` with no
    preposition may be an object or another bare dependent ("hold … hostage").
    """

    preposition: str = ""
    word: str | None = None
    modifiers: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    slot: str | None = None


class Pattern(Record):
    """One way to say a predicate.

    ``head`` is a lemma, or the ending ("held") of a compound where ``suffix``. ``particles`` go
    with a verb (as ``compound:prt``, ``advmod`` or part of the case: "out of"); ``modifiers`` with
    a noun, and ``case`` is the preposition that marks it. ``subject``: classes that limit the
    subject of a verb or adjective, or a modifier of a noun. ``roles`` is the entry's map, with the
    pattern's own laid over it. ``phase``: "begin" where the words say that a state begins.
    """

    predicate: str
    form: Form
    text: str
    head: str
    suffix: bool = False
    particles: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    complements: tuple[Complement, ...] = ()
    roles: tuple[RoleSlots, ...] = ()
    case: str = ""
    phase: Phase | None = None

    @property
    def classes(self) -> frozenset[str]:
        """Every semantic class that the pattern names."""
        return frozenset(self.subject).union(*(c.classes for c in self.complements))

    @property
    def weight(self) -> int:
        """How much the pattern asks for: of two that match one head, the heavier is meant."""
        asked = sum(
            (c.word is not None) + len(c.modifiers) + bool(c.classes) + bool(c.preposition)
            for c in self.complements
        )
        own = len(self.particles) + len(self.modifiers) + bool(self.subject) + bool(self.case)
        return asked + own


def read_patterns(
    text: str, form: Form, predicate: str = "", roles: tuple[RoleSlots, ...] = ()
) -> tuple[Pattern, ...]:
    """One line of the pattern language → its patterns. Raises ValueError, saying what is wrong."""
    choices = [[w] if w.startswith("<") else w.split("|") for w in text.split()]
    if not choices or not all(all(c) for c in choices):
        raise ValueError(f"empty word in pattern {text!r}")
    return tuple(_read(list(words), text, form, predicate, roles) for words in product(*choices))


def _read(
    words: list[str], text: str, form: Form, predicate: str, roles: tuple[RoleSlots, ...]
) -> Pattern:
    subject: tuple[str, ...] = ()
    if words[0].startswith("<"):
        subject = _classes(words.pop(0), text)
    if not words or words[0].startswith("<"):
        raise ValueError(f"pattern {text!r} has no head")
    particles: list[str] = []
    modifiers: list[str] = []
    suffix = False
    case = ""
    if form == "noun" and len(words) > 1 and words[0] in PREPOSITIONS:
        case = words.pop(0)
    if form == "noun":
        while len(words) > 1 and words[1] not in PREPOSITIONS and not words[1].startswith("<"):
            modifiers.append(words.pop(0))
    head = words.pop(0)
    if form == "adjective":
        suffix = head.startswith("-")
        head = head.removeprefix("-")
    if form == "verb":
        while words and words[0] in PARTICLES:
            particles.append(words.pop(0))
    return Pattern(
        predicate=predicate,
        form=form,
        text=text,
        head=head,
        suffix=suffix,
        particles=tuple(particles),
        modifiers=tuple(modifiers),
        subject=subject,
        complements=_complements(words, text, form),
        roles=roles,
        case=case,
    )


def _complements(words: list[str], text: str, form: Form) -> tuple[Complement, ...]:
    found: list[Complement] = []
    preposition = ""
    within = ""
    waiting = False
    taken = False

    def open_slot(classes: tuple[str, ...]) -> Complement:
        nonlocal taken
        slot = preposition or within if taken else "object"
        taken = True
        return Complement(preposition=preposition, classes=classes, slot=slot)

    while words:
        word = words.pop(0)
        if word in PREPOSITIONS:
            if waiting:
                found.append(open_slot(()))
            preposition, waiting = word, True
        elif word.startswith("<"):
            found.append(open_slot(_classes(word, text)))
            preposition, waiting = "", False
        else:
            fixed = [word]
            while words and words[0] not in PREPOSITIONS and not words[0].startswith("<"):
                fixed.append(words.pop(0))
            found.append(
                Complement(preposition=preposition, word=fixed[-1], modifiers=tuple(fixed[:-1]))
            )
            # "keep <people> from leave <place>": what is left is the slot "from".
            within, preposition, waiting = preposition, "", False
    if waiting:
        found.append(open_slot(()))
    if form == "adjective" and any(c.preposition or c.word for c in found):
        raise ValueError(f"adjective pattern {text!r} may hold one word and one <class>")
    if any(c.slot == "" for c in found):
        raise ValueError(f"pattern {text!r} has two direct objects")
    return tuple(found)


def _classes(word: str, text: str) -> tuple[str, ...]:
    if not word.endswith(">") or len(word) < 3:
        raise ValueError(f"pattern {text!r}: {word!r} is not <class>")
    return tuple(word[1:-1].split("|"))
