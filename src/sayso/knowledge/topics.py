"""Which issue of talks a claim is about, and where it puts its party.

Data: lexicon/topics.yaml, whose head explains it; the issues are those of the PA-X codebook.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml

from sayso.core.errors import KnowledgeError
from sayso.core.types import Act, Claim, Kind, Modality, Phase
from sayso.knowledge.predicates import Lexicon, load_predicates
from sayso.knowledge.yaml_files import read_yaml

FILE = Path(__file__).parent / "lexicon" / "topics.yaml"
OTHER = "other"

Side = Literal["for", "against", "asks"]


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way to be about a topic: all that is given must hold."""

    predicates: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    phases: tuple[Phase | Literal["none"], ...] = ()
    negative: bool = False
    kinds: tuple[Kind, ...] = ()
    words: tuple[str, ...] = ()
    alone: bool = False


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An issue: PA-X's variables for it, and the cases in which a claim is about it."""

    pax: tuple[str, ...]
    about: tuple[Case, ...]


class StanceRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stance, and how a claim that takes it was put. ``cues``: beginnings of the cue's words."""

    stance: str
    modality: tuple[Modality, ...] = ()
    acts: tuple[Act, ...] = ()
    cues: tuple[str, ...] = ()
    own: bool | None = None
    predicates: tuple[str, ...] = ()


class _File(msgspec.Struct, forbid_unknown_fields=True):
    topics: dict[str, Topic]
    general: frozenset[str]
    stances: tuple[StanceRule, ...]
    sides: dict[Side, frozenset[str]]


class Topics:
    """The file, checked. ``topics``: name → topic, in the order of the matrix."""

    def __init__(self, raw: _File, lexicon: Lexicon, place: str) -> None:
        self.topics, self._general, self._lexicon = raw.topics, raw.general, lexicon
        self._stances, self._sides = raw.stances, raw.sides
        named = [*raw.general, *(p for s in raw.stances for p in s.predicates)]
        for name, topic in raw.topics.items():
            named += [p for case in topic.about for p in case.predicates]
            if name == OTHER:
                raise KnowledgeError(f"{place}: {OTHER!r} is the topic of what has none")
        unknown = sorted(set(named) - lexicon.predicates.keys())
        if unknown:
            raise KnowledgeError(f"{place}: unknown predicates {unknown}")
        self._words = {
            (name, number): re.compile(
                r"\b(?:" + "|".join(map(re.escape, case.words)) + r")\b", re.IGNORECASE
            )
            for name, topic in raw.topics.items()
            for number, case in enumerate(topic.about)
            if case.words
        }

    def of(self, claim: Claim) -> tuple[str, ...]:
        """The topics that a claim is about, in the file's order; "other" where it is none."""
        roles = claim.roles
        said = " | ".join(
            m.text or m.name or "" for m in (*roles.content, *roles.recipient, *roles.beneficiary)
        )
        if claim.predicate in self._general:
            said = f"{said} | {claim.text}"
        found, alone = [], []
        for name, topic in self.topics.items():
            cases = [
                case
                for number, case in enumerate(topic.about)
                if self._holds(case, claim) and self._says(name, number, said)
            ]
            if any(not case.alone for case in cases):
                found.append(name)
            elif cases:
                alone.append(name)
        return tuple(found or alone or (OTHER,))

    def stance(self, claim: Claim, own: bool, is_fact: bool) -> str | None:
        """Where a claim puts its party; none where it takes no stand. ``own``: whether the speaker
        is to do what is spoken of; ``is_fact``: whether the claim passes the gate."""
        source = claim.sources[-1] if claim.sources else None
        cue = source.cue.text.casefold() if source and source.cue else ""
        for rule in self._stances:
            if rule.modality and (source is None or claim.modality not in rule.modality):
                continue
            if rule.acts and (source is None or source.act not in rule.acts):
                continue
            if rule.cues and not cue.startswith(rule.cues):
                continue
            if rule.own is not None and rule.own != own:
                continue
            if rule.predicates and not (is_fact and self._is_a(claim.predicate, rule.predicates)):
                continue
            return rule.stance
        return None

    def side(self, stance: str) -> Side | None:
        """Whether a stance is for a thing, against it or asks for it; none for any other."""
        return next((side for side, stances in self._sides.items() if stance in stances), None)

    def _holds(self, case: Case, claim: Claim) -> bool:
        entry = self._lexicon.predicates[claim.predicate]
        if case.predicates and not self._is_a(claim.predicate, case.predicates):
            return False
        if case.families and entry.family not in case.families:
            return False
        if case.phases and (claim.phase or "none") not in case.phases:
            return False
        if case.negative and claim.polarity != "negative":
            return False
        return not case.kinds or any(m.kind in case.kinds for m in claim.roles.recipient)

    def _says(self, name: str, number: int, said: str) -> bool:
        words = self._words.get((name, number))
        return words is None or words.search(said) is not None

    def _is_a(self, predicate: str, names: Iterable[str]) -> bool:
        return any(self._lexicon.is_a(predicate, name) for name in names)


@functools.cache
def load_topics(file: Path = FILE) -> Topics:
    """Read and check the file against the predicates. Raises KnowledgeError naming the file."""
    try:
        raw: Any = read_yaml(file)
        table = msgspec.convert(raw, _File, strict=False)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise KnowledgeError(f"{file}: {error}") from error
    return Topics(table, load_predicates(), str(file))
