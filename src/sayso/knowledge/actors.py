"""Who is who: states, armed groups, bodies, monitors, outlets, persons in office, role nouns.

The knowledge is in ``actors/*.yaml`` (and ``actors/countries.json``, compiled by
tools/compile_countries.py); this module reads it and answers three questions: which actor a name
means, who held an office on a day, and what a role noun with an owner is called
(``COUNTRY-SUFFIX``).
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml

from sayso.core.errors import KnowledgeError
from sayso.core.types import Kind, Record
from sayso.knowledge.spelling import Trie, case_fits, fold, plural, split_words
from sayso.knowledge.yaml_files import read_yaml

FOLDER = Path(__file__).parent / "actors"
ENTITY_FILES = (
    "groups", "bodies", "monitors", "media", "oppositions", "state_groups", "persons",
)  # fmt: skip

Form = Literal["name", "weak", "later", "adjective", "people", "capital", "seat"]
RoleType = Literal[
    "organ", "fighters", "side", "people", "generic", "office", "source", "means", "talks",
]  # fmt: skip


class Office(Record, frozen=True):
    """An office held. ``body``: a state's ISO code or an entity id; ``about``: the countries an
    envoy is for; ``since`` and ``until``: EDTF dates, none for open."""

    role: str
    body: str
    about: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    def held(self, day: str | None) -> bool:
        """Whether it was held on a day (EDTF); without a day, whether it is held still."""
        if day is None:
            return self.until is None
        since, until = self.since or "", self.until or "9999"
        return since <= day and (day <= until or day[: len(until)] == until)


class Actor(Record, frozen=True):
    """An entity: ids and codes as in a Mention. ``active`` and ``about``: countries besides its
    own where it acts or that it watches; ``parent``: the body it is a branch of; ``stands_for``:
    the entity that a leader's name stands for; ``affiliated``: whose voice an outlet is."""

    id: str
    name: str
    kind: Kind
    country: str | None = None
    sectors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    active: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    parent: str | None = None
    stands_for: str | None = None
    ownership: str | None = None
    affiliated: str | None = None
    offices: tuple[Office, ...] = ()
    person: bool = False


class Country(Record, frozen=True):
    """A country by ISO 3166 alpha-3; ``weak`` names are also other things' names."""

    id: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]
    weak: tuple[str, ...] = ()
    sovereign: bool = True


class Role(Record, frozen=True):
    """What a role noun says of a party: see the head of roles.yaml."""

    type: RoleType
    kind: Kind
    nouns: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    suffix: str | None = None
    sectors: tuple[str, ...] = ()
    context: bool = False
    always: bool = False
    many: bool = False
    name: str | None = None
    office: str | None = None
    number: str | None = None


class Words(Record, frozen=True):
    """The word lists of roles.yaml, folded."""

    person_verbs: frozenset[str]
    capital_verbs: frozenset[str]
    address_verbs: frozenset[str]
    gift_nouns: frozenset[str]
    deploy_verbs: frozenset[str]
    place_nouns: frozenset[str]
    friends: frozenset[str]
    branches: frozenset[str]
    loyal: frozenset[str]
    led: frozenset[str]
    tied: frozenset[str]
    based: frozenset[str]
    ranks: frozenset[str]
    holding: frozenset[str]
    unions: frozenset[str]
    bodies: frozenset[str]
    calendar: frozenset[str]
    anonymity: tuple[tuple[str, ...], ...]
    body_words: dict[str, Kind]


class Found(Record, frozen=True):
    """What a name can mean: an actor, and by which form of name."""

    actor: Actor
    form: Form
    alias: tuple[str, ...]


class Actors:
    """All that the files say, indexed. Build it with ``load_actors``."""

    def __init__(
        self,
        actors: Iterable[Actor],
        countries: Iterable[Country],
        roles: Iterable[Role],
        peoples: dict[str, tuple[str, ...]],
        sides: dict[str, tuple[str, ...]],
        words: Words,
    ) -> None:
        self.words = words
        self.countries = {country.id: country for country in countries}
        self._actors = {actor.id: actor for actor in actors}
        self._names, self._roles, self._sides = Trie(), Trie(), Trie()
        self._peoples: dict[str, str] = {
            word.casefold(): code
            for code, forms in peoples.items()
            for form in forms
            for word in ["".join(fold(form))]
        }
        self._templates: dict[str, Role] = {}
        self._holders: dict[tuple[str, str], list[tuple[Actor, Office]]] = {}
        for country in self.countries.values():
            self._add_country(country)
        for actor in list(self._actors.values()):
            for form, aliases in (
                ("name", actor.aliases), ("weak", actor.weak), ("later", actor.later),
                ("adjective", actor.adjectives),
            ):  # fmt: skip
                self._add_names(actor, form, aliases)
            for office in actor.offices:
                self._holders.setdefault((office.role, office.body), []).append((actor, office))
        for role in roles:
            self._add_role(role)
        for side, phrases in sides.items():
            for phrase in phrases:
                self._sides.add(fold(phrase), side)

    def _add_country(self, country: Country) -> None:
        state = self._actors.setdefault(
            country.id,
            Actor(
                id=country.id,
                name=country.name,
                kind="state",
                country=country.id,
                sectors=("GOV",),
                aliases=country.names,
                weak=country.weak,
                adjectives=country.adjectives,
            ),
        )
        self._add_names(state, "people", country.people)
        self._add_names(state, "capital", country.capitals)
        self._add_names(state, "seat", country.seats)

    def _add_names(self, actor: Actor, form: str, names: Iterable[str]) -> None:
        seen: set[tuple[str, ...]] = set()
        for name in names:
            alias = split_words(name)
            if alias and alias not in seen:
                seen.add(alias)
                found = Found(actor=actor, form=form, alias=alias)  # type: ignore[arg-type]
                self._names.add([word.casefold() for word in alias], found)

    def _add_role(self, role: Role) -> None:
        if role.suffix and role.name:
            self._templates.setdefault(role.suffix, role)
        for noun in role.nouns:
            self._roles.add(fold(noun), (role, "singular"))
            self._roles.add(fold(plural(noun)), (role, "plural"))
        for form in role.exact:
            self._roles.add(fold(form), (role, role.number or "plural"))

    def get(self, entity: str) -> Actor | None:
        """The actor of an id, composed ids included; none if there is no such."""
        known = self._actors.get(entity)
        if known is None and "-" in entity:
            country, _, suffix = entity.partition("-")
            if country in self.countries and suffix in self._templates:
                return self.compose(country, suffix)
        return known

    def all(self) -> tuple[Actor, ...]:
        """Every actor of the files, and those composed so far."""
        return tuple(self._actors.values())

    def lookup(self, name: str) -> tuple[Actor, ...]:
        """The actors a name can mean, spelling variants folded; weak names included."""
        words = split_words(name)
        end, found = self.longest_name(words, 0)
        if end != len(words):
            return ()
        return tuple(dict.fromkeys(f.actor for f in found))

    def longest_name(self, words: Sequence[str], start: int) -> tuple[int, list[Found]]:
        """The longest name that starts at a word (``split_words`` form, case kept), and what it
        can mean; where the case does not fit, the longest shorter one that does."""
        limit = len(words)
        folded = [word.casefold() for word in words[start : start + 12]]
        while limit > start:
            size, values = self._names.longest(folded[: limit - start], 0)
            end = start + size
            found = [f for f in values if case_fits(f.alias, words[start:end])]
            if found or end == start:
                return end, found
            limit = end - 1
        return start, []

    def longest_role(self, words: Sequence[str], start: int) -> tuple[int, Role | None, str]:
        """The longest role noun at a word: its end, the role, "singular" or "plural"."""
        end, values = self._roles.longest([w.casefold() for w in words[start : start + 6]], 0)
        if not values:
            return start, None, ""
        role, number = values[0]
        return start + end, role, number

    def longest_side(self, words: Sequence[str], start: int) -> tuple[int, str | None]:
        """The longest modifier that puts armed people on a side, as ``longest_role``."""
        end, values = self._sides.longest([w.casefold() for w in words[start : start + 4]], 0)
        return (start + end, values[0]) if values else (start, None)

    def people(self, word: str) -> str | None:
        """The code of a people or confession ("Kurdish")."""
        return self._peoples.get("".join(fold(word))) if word[:1].isupper() else None

    def compose(self, country: str, suffix: str) -> Actor:
        """The actor of a role in a country: ("SYR", "MIL") is the Syrian Arab Army. Raises
        KnowledgeError for a suffix that no role has."""
        entity = f"{country}-{suffix}"
        known = self._actors.get(entity)
        if known is not None:
            return known
        role = self._templates.get(suffix)
        if role is None or role.name is None:
            raise KnowledgeError(f"actors/roles.yaml: no role has the suffix {suffix}")
        composed = Actor(
            id=entity,
            name=role.name.format(adj=self.adjective(country)),
            kind=role.kind,
            country=country,
            sectors=role.sectors,
        )
        self._actors[entity] = composed
        return composed

    def adjective(self, country: str) -> str:
        """A country's adjective, or its name where it has none."""
        known = self.countries[country]
        return known.adjectives[0] if known.adjectives else known.name

    def holder(
        self, role: str, bodies: Iterable[str], day: str | None, about: str | None = None
    ) -> Actor | None:
        """Who held an office of one of the bodies on a day (EDTF), if exactly one did. ``about``
        (a country) decides between envoys, and is needed where each has one."""
        held = {
            actor.id: actor
            for body in bodies
            for actor, office in self._holders.get((role, body), ())
            if office.held(day) and (not office.about or about in office.about)
        }
        return next(iter(held.values())) if len(held) == 1 else None

    def branches(self, parent: str, country: str | None) -> tuple[Actor, ...]:
        """The branches of a group, in a country if one is given."""
        return tuple(
            actor
            for actor in self._actors.values()
            if actor.parent == parent and (country is None or actor.country == country)
        )


class _Loader(yaml.CSafeLoader):
    """Safe YAML that leaves dates as text."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _read(folder: Path, name: str) -> dict[str, Any]:
    path = folder / f"{name}.yaml"
    try:
        loaded = read_yaml(path, _Loader)
    except (OSError, yaml.YAMLError) as error:
        raise KnowledgeError(f"{path}: {error}") from error
    if not isinstance(loaded, dict):
        raise KnowledgeError(f"{path}: a mapping is expected")
    return loaded


def _entities(folder: Path) -> dict[str, Actor]:
    actors: dict[str, Actor] = {}
    for name in ENTITY_FILES:
        content = _read(folder, name)
        defaults = dict(content.get("defaults", {}), person=name == "persons")
        for entity, fields in content["entries"].items():
            if entity in actors:
                raise KnowledgeError(f"{folder / name}.yaml: {entity} stands twice")
            offices = [
                dict(office, since=_text(office.get("since")), until=_text(office.get("until")))
                for office in fields.get("offices", ())
            ]
            try:
                actors[entity] = msgspec.convert(
                    {**defaults, **fields, "id": entity, "offices": offices}, Actor
                )
            except msgspec.ValidationError as error:
                raise KnowledgeError(f"{folder / name}.yaml: {entity}: {error}") from error
    for actor in actors.values():
        if actor.parent is not None and actor.parent not in actors:
            raise KnowledgeError(f"{folder}: {actor.id}: no such parent: {actor.parent}")
    return actors


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(fold(word)) for word in words)


@functools.cache
def load_actors(folder: Path = FOLDER) -> Actors:
    """Read the actor files of a folder. Raises KnowledgeError naming the file and the entry."""
    content = _read(folder, "roles")
    try:
        roles = msgspec.convert(content["roles"], tuple[Role, ...])
        countries = msgspec.json.decode(
            (folder / "countries.json").read_bytes(), type=tuple[Country, ...]
        )
        words = Words(
            **{
                key: _folded(content[key])
                for key in (
                    "person_verbs", "capital_verbs", "address_verbs", "gift_nouns",
                    "deploy_verbs", "place_nouns", "friends",
                    "branches", "loyal", "led", "tied", "based", "ranks", "holding", "unions",
                    "bodies",
                )
            },
            calendar=frozenset(content["calendar"]),
            anonymity=tuple(fold(phrase) for phrase in content["anonymity"]),
            body_words={
                word: kind for kind, listed in content["body_words"].items() for word in listed
            },
        )  # fmt: skip
        return Actors(
            _entities(folder).values(), countries, roles, content["peoples"], content["sides"],
            words,
        )  # fmt: skip
    except (KeyError, OSError, msgspec.ValidationError) as error:
        raise KnowledgeError(f"{folder}: {error}") from error
