"""Of which kind an incident is, as a map tells kinds apart: data in kinds.yaml."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import msgspec

from sayso.core.errors import KnowledgeError
from sayso.core.types import Record
from sayso.knowledge.predicates import Lexicon, load_predicates
from sayso.knowledge.yaml_files import read_yaml

FILE = Path(__file__).parent / "kinds.yaml"


class Kind(Record, frozen=True):
    """A kind of incidents; see the head of kinds.yaml."""

    value: str
    label: str
    predicates: tuple[str, ...] = ()
    families: tuple[str, ...] = ()


class Kinds(Record, frozen=True):
    """All kinds in their order, the number of each predicate's, and what predicates are called
    whose names say less than they cover."""

    kinds: tuple[Kind, ...]
    numbers: Mapping[str, int]
    called: Mapping[str, str]

    def label(self, predicate: str) -> str:
        """A predicate in words."""
        return self.called.get(predicate) or predicate.replace("_", " ")

    def of(self, predicate: str) -> int:
        """The number of a predicate's kind; of one not in the lexicon that of the last."""
        return self.numbers.get(predicate, len(self.kinds) - 1)


class _File(Record, frozen=True):
    kinds: tuple[Kind, ...]
    called: Mapping[str, str] = MappingProxyType({})


@functools.cache
def load_kinds(path: Path = FILE) -> Kinds:
    """Read the kinds against the lexicon. Raises KnowledgeError naming the kind."""
    lexicon = load_predicates()
    try:
        file = msgspec.convert(read_yaml(path), _File)
    except msgspec.ValidationError as error:
        raise KnowledgeError(f"{path.name}: {error}") from error
    kinds = file.kinds
    for name in file.called:
        if name not in lexicon.predicates:
            raise KnowledgeError(f"{path.name}, called: the lexicon has no {name!r}")
    families = {entry.family for entry in lexicon.predicates.values()}
    for kind in kinds:
        for name in (*(p for p in kind.predicates if p not in lexicon.predicates),
                     *(f for f in kind.families if f not in families)):  # fmt: skip
            raise KnowledgeError(f"{path.name}, {kind.value}: the lexicon has no {name!r}")
    return Kinds(
        kinds=kinds,
        numbers=MappingProxyType({p: _number(p, kinds, lexicon) for p in lexicon.predicates}),
        called=MappingProxyType(file.called),
    )


def _number(predicate: str, kinds: tuple[Kind, ...], lexicon: Lexicon) -> int:
    entry = lexicon.predicates[predicate]
    line = {predicate, *entry.ancestors}
    for number, kind in enumerate(kinds):
        if not line.isdisjoint(kind.predicates) or entry.family in kind.families:
            return number
    return len(kinds) - 1
