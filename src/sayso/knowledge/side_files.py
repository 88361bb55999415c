"""What sides.yaml holds, once read and checked."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec
import yaml

from sayso.core.errors import KnowledgeError
from sayso.core.types import Kind, Record
from sayso.knowledge.actors import Actors
from sayso.knowledge.yaml_files import read_yaml

FILE = Path(__file__).parent / "sides.yaml"


class Rule(Record):
    """A side, for whoever meets every condition given."""

    side: str
    kinds: frozenset[Kind] = frozenset()
    sectors: frozenset[str] = frozenset()
    home: bool | None = None


class Standing(Record):
    """Entities that stand on a side with a name of its own; ``one``: they are one party."""

    side: str
    ids: tuple[str, ...]
    one: bool = False
    since: str | None = None
    until: str | None = None

    def held(self, day: str | None) -> bool:
        """Whether it holds on a day (EDTF); without a day, whether it ever did."""
        if day is None:
            return True
        return (self.since or "") <= day and day <= (self.until or "9999")


class Conflict(Record):
    """A conflict: its sides, who backs them, and which of them are opposed."""

    countries: tuple[str, ...] = ()
    sides: tuple[Standing, ...] = ()
    backers: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    opposed: tuple[tuple[str, str], ...] = ()


RoleName = Literal["actor", "recipient", "helper"]


class Admission(Record):
    """What a side says against itself when it stands in the role ``own``, or its enemy in
    ``enemy``; predicates or families, and the kinds of recipient it must be about."""

    own: RoleName | None = None
    enemy: RoleName | None = None
    predicates: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    kinds: frozenset[Kind] = frozenset()


class SideFile(Record, forbid_unknown_fields=True):
    """The file as a whole; see its head."""

    rules: tuple[Rule, ...]
    collectives: frozenset[str]
    state: frozenset[Kind]
    outlet_words: dict[str, tuple[str, ...]]
    state_organs: tuple[str, ...]
    media_words: tuple[str, ...]
    organs: tuple[str, ...]
    quoting: tuple[str, ...]
    states: frozenset[str]
    pronouns: frozenset[str]
    admissions: tuple[Admission, ...]
    conflicts: dict[str, Conflict]


class _Loader(yaml.CSafeLoader):
    """Safe YAML that leaves dates as text."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read_sides(actors: Actors, path: Path = FILE) -> SideFile:
    """Read and check the file. Raises KnowledgeError naming the entry that does not hold
    together."""
    try:
        content = read_yaml(path, _Loader)
        file = msgspec.convert(content, SideFile)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise KnowledgeError(f"{path}: {error}") from error
    for code, conflict in file.conflicts.items():
        _check(path, code, conflict, actors)
    return file


def _check(path: Path, code: str, conflict: Conflict, actors: Actors) -> None:
    for country in (code, *conflict.countries):
        if country not in actors.countries:
            raise KnowledgeError(f"{path}: {code}: no such country: {country}")
    named = [entity for standing in conflict.sides for entity in standing.ids]
    backers = [entity for listed in conflict.backers.values() for entity in listed]
    for entity in (*named, *backers):
        if actors.get(entity) is None:
            raise KnowledgeError(f"{path}: {code}: no such entity: {entity}")
    known = {standing.side for standing in conflict.sides} | {"government", "opposition"}
    known |= {actor.name for entity in backers if (actor := actors.get(entity))}
    known |= {country.name for country in actors.countries.values()}
    for side in (*conflict.backers, *(side for pair in conflict.opposed for side in pair)):
        if side not in known:
            raise KnowledgeError(f"{path}: {code}: no such side: {side}")
