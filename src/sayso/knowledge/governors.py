"""Words that decide how an event was put: governors, modifiers, modals, marks, modality."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import msgspec
import yaml

from sayso.core.errors import KnowledgeError
from sayso.core.types import Act, Certainty, Modality, Phase, Polarity, Record, Status

FILE = Path(__file__).parent / "lexicon" / "governors.yaml"


class Effect(Record, frozen=True):
    """What a governing word does to the event word under it; None leaves things as they are."""

    status: Status | None = None
    polarity: Polarity | None = None
    certainty: Certainty | None = None
    phase: Phase | None = None
    actor: str | None = None
    recipient: str | None = None
    presupposes: bool = False


class Governor(Record, frozen=True):
    """Lemmas with one effect, and the frames in which they have it (empty: any)."""

    words: tuple[str, ...]
    frames: tuple[str, ...] = ()
    effect: Effect = Effect()


class Helpers(Record, frozen=True):
    """Participles and phrases that bring in who helped."""

    participles: tuple[str, ...]
    phrases: tuple[str, ...]


class Lasting(Record, frozen=True):
    """Verbs of lasting, and the prepositions of a length of time."""

    verbs: tuple[str, ...]
    prepositions: tuple[str, ...]


class Hearsay(Record, frozen=True):
    """Nouns of what is told, verbs of finding it so, words that leave it open."""

    nouns: frozenset[str]
    verbs: frozenset[str]
    open: frozenset[str]


class ModalityTable(Record, frozen=True):
    """The modality word by the innermost source's act, else by status."""

    by_act: dict[Act, Modality]
    by_status: dict[Status, Modality]


class Governors(Record, frozen=True):
    """The file as a whole."""

    governors: tuple[Governor, ...]
    modifiers: tuple[Governor, ...]
    modals: dict[str, Effect]
    negators: tuple[str, ...]
    no_longer: tuple[str, ...]
    not_only: tuple[str, ...]
    by_way: frozenset[str]
    set_before: frozenset[str]
    still_set: frozenset[str]
    hedges: dict[Certainty, tuple[str, ...]]
    almost: tuple[str, ...]
    marks: dict[str, tuple[str, ...]]
    prepositions: dict[str, tuple[str, ...]]
    transparent: tuple[str, ...]
    performatives: tuple[str, ...]
    decisions: tuple[str, ...]
    reckoning: tuple[str, ...]
    shaken: tuple[str, ...]
    helpers: Helpers
    acts: dict[Act, Status]
    modality: ModalityTable
    until: dict[str, str]
    mandative: dict[str, Act]
    factive: tuple[str, ...]
    control: frozenset[str]
    perfect: dict[str, Effect]
    fearing: frozenset[str]
    given: frozenset[str]
    suffered: frozenset[str]
    crowds: frozenset[str]
    custody: tuple[str, ...]
    participation: tuple[str, ...]
    lasting: Lasting
    ends: dict[str, str]
    ellipsis: frozenset[str]
    terms: frozenset[str]
    fighting: frozenset[str]
    adding: frozenset[str]
    declining: frozenset[str]
    professing: frozenset[str]
    hearsay: Hearsay
    announcing: frozenset[str]
    entailing: frozenset[str]
    gains: frozenset[str]
    jointly: frozenset[str]
    index: Mapping[str, tuple[Governor, ...]] = MappingProxyType({})
    modifier_index: Mapping[str, Effect] = MappingProxyType({})

    def lookup(self, lemma: str) -> tuple[Governor, ...]:
        """The governors of a lemma (or of "lemma particle")."""
        return self.index.get(lemma, ())

    def modality_of(self, act: Act | None, status: Status, own: bool) -> Modality:
        """The modality word of a claim. ``act`` is the innermost source's, none for the outlet
        itself; ``own``: that source takes part as actor, so that a warning is a threat."""
        if act == "warned":
            return "threatened" if own else "projected"
        if act is not None and act in self.modality.by_act:
            return self.modality.by_act[act]
        return self.modality.by_status[status]


@functools.cache
def load_governors(file: Path = FILE) -> Governors:
    """Read the file; raises KnowledgeError naming it where it does not hold together."""
    try:
        table = msgspec.convert(
            yaml.load(file.read_text(encoding="utf-8"), yaml.CBaseLoader), Governors, strict=False
        )
    except (msgspec.ValidationError, yaml.YAMLError) as error:
        raise KnowledgeError(f"{file}: {error}") from error
    index: dict[str, list[Governor]] = {}
    for governor in table.governors:
        for word in governor.words:
            index.setdefault(word, []).append(governor)
    modifiers = {w: m.effect for m in table.modifiers for w in m.words}
    return msgspec.structs.replace(
        table,
        index={word: tuple(found) for word, found in index.items()},
        modifier_index=modifiers,
    )
