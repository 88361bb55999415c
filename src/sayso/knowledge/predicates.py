"""The predicate lexicon: which words name which predicate, and the codes it has.

Data: lexicon/predicates/*.yaml, classes.yaml, acts.yaml, codes.yaml. See patterns.py for the
pattern language, entries.py for the records, entry_files.py for reading and checking.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from sayso.core.types import Act, Codes, Phase, Polarity, Roles, Status
from sayso.knowledge.entries import ActRow, Predicate, SemanticClass
from sayso.knowledge.entry_files import read_lexicon
from sayso.knowledge.patterns import Pattern

FOLDER = Path(__file__).parent / "lexicon"
NO_CODES = Codes()
Patterns = Mapping[str, tuple[Pattern, ...]]
HELD = frozenset({"happened", "ongoing"})
# Acts that leave a claim what it is: its codes are those of what it asserts.
ASSERTING = frozenset(
    {None, "stated", "announced", "confirmed", "admitted", "claimed responsibility"}
)


class Lexicon:
    """All predicates, with their patterns indexed by head lemma (suffixes by ending) once they are
    asked for."""

    def __init__(
        self,
        predicates: Mapping[str, Predicate],
        classes: Mapping[str, SemanticClass],
        act_rows: tuple[ActRow, ...],
    ) -> None:
        self.predicates = MappingProxyType(dict(predicates))
        self.classes = MappingProxyType(dict(classes))
        self._rows = act_rows

    @functools.cached_property
    def verbs(self) -> Patterns:
        """By head lemma, those that ask for most first."""
        return _index(p for p in self._patterns if p.form == "verb")

    @functools.cached_property
    def nouns(self) -> Patterns:
        """By head lemma, those that ask for most first."""
        return _index(p for p in self._patterns if p.form == "noun")

    @functools.cached_property
    def adjectives(self) -> Patterns:
        """By head lemma, those that ask for most first."""
        return _index(p for p in self._patterns if p.form == "adjective" and not p.suffix)

    @functools.cached_property
    def suffixes(self) -> Patterns:
        """By ending, those that ask for most first."""
        return _index(p for p in self._patterns if p.suffix)

    @functools.cached_property
    def unless(self) -> Mapping[tuple[str, str], tuple[Pattern, ...]]:
        """Form and head lemma → patterns that rule their predicate out where they match there."""
        barred: dict[tuple[str, str], list[Pattern]] = {}
        for pattern in (p for e in self.predicates.values() for p in e.unless):
            barred.setdefault((pattern.form, pattern.head), []).append(pattern)
        return MappingProxyType({k: tuple(v) for k, v in barred.items()})

    @functools.cached_property
    def _patterns(self) -> list[Pattern]:
        return [p for e in self.predicates.values() for p in e.patterns]

    def check_patterns(self) -> None:
        """Read all patterns. Raises KnowledgeError."""
        for entry in self.predicates.values():
            entry.patterns, entry.unless  # noqa: B018

    def related(self, a: str, b: str) -> bool:
        """Whether two predicates are the same, or one is the parent of the other."""
        return a == b or b in self._parents(a) or a in self._parents(b)

    def is_a(self, a: str, b: str) -> bool:
        """Whether ``a`` is ``b`` or stands anywhere below it."""
        return a == b or b in self.predicates[a].ancestors

    def codes(self, predicate: str, roles: Roles) -> Codes:
        """Codes of the act itself, when it has happened or goes on."""
        for case in self.predicates[predicate].codes:
            if case.holds(roles):
                return case.codes
        return NO_CODES

    def verbal_codes(
        self,
        act: Act | None,
        predicate: str,
        phase: Phase | None = None,
        polarity: Polarity = "positive",
        status: Status = "happened",
    ) -> Codes:
        """Codes of a verbal act about the predicate: a demand, refusal, threat, promise …

        ``act`` is the innermost source's, none for the outlet itself. No codes where there is no
        verbal act, or where what it is about has been denied, predicted, considered …
        """
        entry = self.predicates[predicate]
        line = {predicate, *entry.ancestors}
        for row in self._rows:
            if (
                (act or "none") in row.acts
                and status in row.statuses
                and (not row.phases or (phase or "none") in row.phases)
                and (row.polarity is None or row.polarity == polarity)
                and (not row.predicates or not row.predicates.isdisjoint(line))
                and (not row.families or entry.family in row.families)
            ):
                return row.codes
        return NO_CODES

    def claim_codes(
        self,
        act: Act | None,
        predicate: str,
        roles: Roles,
        phase: Phase | None = None,
        polarity: Polarity = "positive",
        status: Status = "happened",
    ) -> Codes:
        """Codes of a claim: of its verbal act where it has one, else of what it asserts."""
        codes = self.verbal_codes(act, predicate, phase, polarity, status)
        if codes != NO_CODES:
            return codes
        if act in ASSERTING and polarity == "positive" and status in HELD and phase != "end":
            return self.codes(predicate, roles)
        return NO_CODES

    def _parents(self, predicate: str) -> tuple[str, ...]:
        entry = self.predicates.get(predicate)
        return entry.ancestors[:1] if entry else ()


def _index(patterns: Iterable[Pattern]) -> Patterns:
    heads: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        heads.setdefault(pattern.head, []).append(pattern)
    return MappingProxyType(
        {head: tuple(sorted(found, key=lambda p: -p.weight)) for head, found in heads.items()}
    )


@functools.cache
def load_predicates(folder: Path = FOLDER) -> Lexicon:
    """Read and check the whole lexicon. Raises KnowledgeError naming the file and the entry.
    The patterns of our own files, which its tests have checked, are read once they are needed:
    a question to a record needs none."""
    lexicon = Lexicon(*read_lexicon(folder))
    if folder != FOLDER:
        lexicon.check_patterns()
    return lexicon
