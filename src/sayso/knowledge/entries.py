"""What the lexicon's files hold, once read: semantic classes, predicates, rows of acts."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping

from sayso.core.types import Codes, Mention, Record, Roles
from sayso.knowledge.patterns import Pattern, RoleSlots


class SemanticClass(Record):
    """A class of nouns. ``heads``: head lemma → the modifier words that must stand before it
    (one tuple a reading; the empty one asks for none). ``kinds`` of mentions it accepts; whether
    it accepts a named place, a named road, a bare figure ("killed 12") and a personal pronoun."""

    name: str
    heads: Mapping[str, tuple[tuple[str, ...], ...]]
    kinds: frozenset[str] = frozenset()
    places: bool = False
    ways: bool = False
    figures: bool = False
    pronouns: bool = False
    anything: bool = False

    def has_word(self, lemma: str, modifiers: Iterable[str] = ()) -> bool:
        """Whether a common noun belongs here; ``modifiers`` are the lemmas of its modifiers."""
        before = frozenset(modifiers)
        return self.anything or any(before.issuperset(m) for m in self.heads.get(lemma, ()))


class Example(Record):
    """A sentence that must give the predicate; ``roles`` holds substrings of expected fillers."""

    text: str
    roles: tuple[tuple[str, str], ...] = ()


class CodeCase(Record):
    """Codes that hold when each role named in ``when`` has a filler of one of the kinds or sectors
    listed for it. No ``when``: always."""

    codes: Codes
    when: tuple[tuple[str, frozenset[str]], ...] = ()

    def holds(self, roles: Roles) -> bool:
        """Whether the case is met by these fillers."""
        return all(any(_is(m, wanted) for m in _fillers(roles, r)) for r, wanted in self.when)


class Predicate(Record, dict=True, gc=True):
    """One entry. ``ancestors``: parent first. ``state``: a state of affairs, not a happening.
    ``reciprocal``: the members of a plural subject are all actors. ``inner``: the predicates that
    its verb must govern, as a clause or a noun ("forced him to suspend the talks"). ``says`` and
    ``bars`` read its patterns, which only reading reports needs: they raise KnowledgeError."""

    id: str
    gloss: str
    family: str
    ancestors: tuple[str, ...]
    state: bool
    reciprocal: bool
    codes: tuple[CodeCase, ...]
    says: Callable[[], tuple[Pattern, ...]]
    bars: Callable[[], tuple[Pattern, ...]]
    roles: tuple[RoleSlots, ...]
    inner: tuple[str, ...]
    examples: tuple[Example, ...]
    counter_examples: tuple[str, ...]

    @functools.cached_property
    def patterns(self) -> tuple[Pattern, ...]:
        """The ways to say it."""
        return self.says()

    @functools.cached_property
    def unless(self) -> tuple[Pattern, ...]:
        """What rules it out where it matches at the head of one of its patterns."""
        return self.bars()


class ActRow(Record):
    """A line of acts.yaml. An empty field matches anything."""

    acts: frozenset[str]
    statuses: frozenset[str]
    codes: Codes
    families: frozenset[str] = frozenset()
    predicates: frozenset[str] = frozenset()
    phases: frozenset[str] = frozenset()
    polarity: str | None = None


def _fillers(roles: Roles, role: str) -> tuple[Mention, ...]:
    found: tuple[Mention, ...] = getattr(roles, role)
    return found


def _is(mention: Mention, wanted: frozenset[str]) -> bool:
    return mention.kind in wanted or not wanted.isdisjoint(mention.sectors)
