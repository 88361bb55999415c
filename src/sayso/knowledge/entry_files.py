"""Lexicon files → records, checked: every parent, class, slot, role, kind and code must exist.

Scalars are all read as text and converted by type, so that "on" is a word and "010" a code.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any, TypeVar, get_args

import msgspec
import yaml
from msgspec.structs import replace

from sayso.core.errors import KnowledgeError
from sayso.core.types import AcledCode, Act, Codes, Kind, Phase, PloverCode, Roles, Status
from sayso.knowledge.entries import ActRow, CodeCase, Example, Predicate, SemanticClass
from sayso.knowledge.patterns import SLOTS, Form, Pattern, RoleSlots, read_patterns
from sayso.knowledge.yaml_files import read_yaml

T = TypeVar("T")
RoleMap = dict[str, str | list[str]]
ROLES = frozenset(Roles.__struct_fields__) | {"place"}
KINDS = frozenset(get_args(Kind))
PHASES = frozenset({"begin", "continue", "end", "none"})
# "none": the outlet itself, without a source.
ACTS = frozenset(get_args(Act)) | {"none"}
STATUSES = frozenset(get_args(Status))


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """Base of what stands in the files."""


class _Plover(_File):
    event: str
    modes: list[str] = []
    contexts: list[str] = []


class _Codes(_File):
    plover: _Plover | None = None
    cameo: str | None = None
    acled: str | None = None
    when: dict[str, list[str]] = {}


class _Pattern(_File):
    pattern: str
    roles: RoleMap = {}
    phase: Phase | None = None


class _Words(_File):
    verbs: list[str | _Pattern] = []
    nouns: list[str | _Pattern] = []
    adjectives: list[str | _Pattern] = []


class _Entry(_File):
    gloss: str
    is_a: str | None = None
    family: str | None = None
    state: bool = False
    reciprocal: bool = False
    codes: _Codes | list[_Codes] = []
    words: _Words = msgspec.field(default_factory=_Words)
    unless: _Words = msgspec.field(default_factory=_Words)
    roles: RoleMap = {}
    inner: list[str] = []
    needs: list[str] = []
    examples: list[str | dict[str, str]] = []
    counter_examples: list[str] = []


class _Class(_File):
    gloss: str
    words: list[str] = []
    includes: list[str] = []
    kinds: list[str] = []
    places: bool = False
    ways: bool = False
    figures: bool = False
    pronouns: bool = False
    anything: bool = False


class _Case(_File):
    families: list[str] = []
    predicates: list[str] = []
    phases: list[str] = []
    polarity: str | None = None
    codes: _Codes | None = None


class _Table(_File):
    acts: list[str]
    statuses: list[str]
    cases: list[_Case]


class _Acts(_File):
    families: dict[str, str]
    tables: list[_Table]


class _CodeLists(_File):
    plover: dict[str, list[str]]
    contexts: list[str]
    sectors: list[str]
    acled: dict[str, list[str]]


def read_lexicon(
    folder: Path,
) -> tuple[dict[str, Predicate], dict[str, SemanticClass], tuple[ActRow, ...]]:
    """The folder's predicates, classes and act rows; patterns are read when they are asked for.
    Raises KnowledgeError."""
    reader = _Reader(folder)
    predicates = {name: reader.predicate(name) for name in reader.raw}
    return predicates, reader.classes, reader.act_rows()


class _Reader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lists = _read(folder / "codes.yaml", _CodeLists)
        self.acts = _read(folder / "acts.yaml", _Acts)
        self.raw: dict[str, _Entry] = {}
        self.paths: dict[str, Path] = {}
        for path in sorted((folder / "predicates").glob("*.yaml")):
            for name, entry in _read(path, dict[str, _Entry]).items():
                if name in self.raw:
                    raise KnowledgeError(f"{path}: {name}: stands in {self.paths[name].name} too")
                self.raw[name], self.paths[name] = entry, path
        raw_classes = _read(folder / "classes.yaml", dict[str, _Class])
        self.classes = {name: self._semantic_class(name, raw_classes) for name in raw_classes}

    def predicate(self, name: str) -> Predicate:
        """One entry, checked."""
        entry, place = self.raw[name], f"{self.paths[name]}: {name}"
        ancestors = self._ancestors(name)
        family = next(
            (f for n in (name, *ancestors) if (f := self.raw[n].family) is not None), None
        )
        _check(place, "family", [family or "(none)"], self.acts.families)
        _check(place, "inner predicate", entry.inner, self.raw)
        roles = self._roles(place, entry.roles)
        cases = [entry.codes] if isinstance(entry.codes, _Codes) else entry.codes
        if any(not case.when for case in cases[:-1]):
            raise KnowledgeError(f"{place}: only the last of several codes may lack `when`")
        return Predicate(
            id=name,
            gloss=entry.gloss,
            family=family or "",
            ancestors=ancestors,
            state=entry.state,
            reciprocal=entry.reciprocal,
            codes=tuple(self._case(place, case) for case in cases),
            says=functools.partial(self._patterns, name, entry.words, roles),
            bars=functools.partial(self._patterns, name, entry.unless, ()),
            roles=roles,
            inner=tuple(entry.inner),
            examples=tuple(_example(place, e) for e in entry.examples),
            counter_examples=tuple(entry.counter_examples),
        )

    def act_rows(self) -> tuple[ActRow, ...]:
        """The rows of acts.yaml in order."""
        rows = []
        for number, table in enumerate(self.acts.tables, 1):
            place = f"{self.folder / 'acts.yaml'}: table {number}"
            _check(place, "act", table.acts, ACTS)
            _check(place, "status", table.statuses, STATUSES)
            for case in table.cases:
                _check(place, "family", case.families, self.acts.families)
                _check(place, "predicate", case.predicates, self.raw)
                _check(place, "phase", case.phases, PHASES)
                _check(place, "polarity", [case.polarity] if case.polarity else [],
                       ("positive", "negative"))  # fmt: skip
                rows.append(
                    ActRow(
                        acts=frozenset(table.acts),
                        statuses=frozenset(table.statuses),
                        families=frozenset(case.families),
                        predicates=frozenset(case.predicates),
                        phases=frozenset(case.phases),
                        polarity=case.polarity,
                        codes=self._codes(place, case.codes) if case.codes else Codes(),
                    )
                )
        return tuple(rows)

    def _semantic_class(
        self, name: str, raw: dict[str, _Class], above: tuple[str, ...] = ()
    ) -> SemanticClass:
        place = f"{self.folder / 'classes.yaml'}: {name}"
        if name in above:
            raise KnowledgeError(f"{place}: includes itself")
        entry = raw[name]
        _check(place, "class", entry.includes, raw)
        _check(place, "kind", entry.kinds, KINDS)
        parts = [self._semantic_class(p, raw, (*above, name)) for p in entry.includes]
        heads: dict[str, set[tuple[str, ...]]] = {}
        for phrase in entry.words:
            *modifiers, head = phrase.split()
            heads.setdefault(head, set()).add(tuple(modifiers))
        for part in parts:
            for head, readings in part.heads.items():
                heads.setdefault(head, set()).update(readings)
        return SemanticClass(
            name=name,
            heads={head: tuple(sorted(found)) for head, found in heads.items()},
            kinds=frozenset(entry.kinds).union(*(p.kinds for p in parts)),
            places=entry.places or any(p.places for p in parts),
            ways=entry.ways or any(p.ways for p in parts),
            figures=entry.figures or any(p.figures for p in parts),
            pronouns=entry.pronouns or any(p.pronouns for p in parts),
            anything=entry.anything,
        )

    def _ancestors(self, name: str) -> tuple[str, ...]:
        line: list[str] = []
        above = self.raw[name].is_a
        while above is not None:
            _check(f"{self.paths[name]}: {name}", "parent", [above], self.raw)
            if above == name or above in line:
                raise KnowledgeError(f"{self.paths[name]}: {name}: is its own ancestor")
            line.append(above)
            above = self.raw[above].is_a
        return tuple(line)

    def _patterns(
        self, name: str, words: _Words, roles: tuple[RoleSlots, ...]
    ) -> tuple[Pattern, ...]:
        place = f"{self.paths[name]}: {name}"
        forms: tuple[tuple[Form, list[str | _Pattern]], ...] = (
            ("verb", words.verbs), ("noun", words.nouns), ("adjective", words.adjectives),
        )  # fmt: skip
        found: list[Pattern] = []
        for form, lines in forms:
            for line in lines:
                own = _Pattern(pattern=line) if isinstance(line, str) else line
                map_ = _lay_over(roles, self._roles(place, own.roles))
                try:
                    read = read_patterns(own.pattern, form, name, map_)
                except ValueError as error:
                    raise KnowledgeError(f"{place}: {error}") from error
                found.extend(replace(p, phase=own.phase) for p in read)
        for pattern in found:
            _check(f"{place}: {pattern.text}", "class", pattern.classes, self.classes)
        return tuple(found)

    def _roles(self, place: str, map_: RoleMap) -> tuple[RoleSlots, ...]:
        _check(place, "role", map_, ROLES)
        found = []
        for role, slots in map_.items():
            slots = [slots] if isinstance(slots, str) else slots
            _check(place, "slot", slots, SLOTS)
            found.append(RoleSlots(role=role, slots=tuple(slots)))
        return tuple(found)

    def _case(self, place: str, case: _Codes) -> CodeCase:
        _check(place, "role", case.when, Roles.__struct_fields__)
        for wanted in case.when.values():
            _check(place, "kind or sector", wanted, KINDS.union(self.lists.sectors))
        when = tuple((role, frozenset(wanted)) for role, wanted in case.when.items())
        return CodeCase(codes=self._codes(place, case), when=when)

    def _codes(self, place: str, raw: _Codes) -> Codes:
        plover = acled = None
        if raw.plover is not None:
            _check(place, "PLOVER event", [raw.plover.event], self.lists.plover)
            _check(place, "PLOVER mode", raw.plover.modes, self.lists.plover[raw.plover.event])
            _check(place, "PLOVER context", raw.plover.contexts, self.lists.contexts)
            plover = PloverCode(
                event=raw.plover.event,
                modes=tuple(raw.plover.modes),
                contexts=tuple(raw.plover.contexts),
            )
        if raw.acled is not None:
            event_type, _, sub_type = raw.acled.partition(" > ")
            _check(place, "ACLED type", [event_type], self.lists.acled)
            _check(place, "ACLED sub-type", [sub_type], self.lists.acled[event_type])
            acled = AcledCode(event_type=event_type, sub_event_type=sub_type)
        if raw.cameo is not None and not (raw.cameo.isdigit() and "01" <= raw.cameo[:2] <= "20"):
            raise KnowledgeError(f"{place}: unknown CAMEO code {raw.cameo!r}")
        return Codes(plover=plover, cameo=raw.cameo, acled=acled)


def _read(path: Path, kind: type[T]) -> T:
    try:
        raw: Any = read_yaml(path)
        return msgspec.convert(raw, kind, strict=False)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise KnowledgeError(f"{path}: {error}") from error


def _check(place: str, what: str, names: Any, known: Any) -> None:
    for name in names:
        if name not in known:
            raise KnowledgeError(f"{place}: unknown {what} {name!r}")


def _example(place: str, raw: str | dict[str, str]) -> Example:
    if isinstance(raw, str):
        return Example(text=raw)
    if "text" not in raw:
        raise KnowledgeError(f"{place}: an example without text")
    roles = {role: words for role, words in raw.items() if role != "text"}
    _check(place, "role in an example", roles, ROLES)
    return Example(text=raw["text"], roles=tuple(roles.items()))


def _lay_over(roles: tuple[RoleSlots, ...], own: tuple[RoleSlots, ...]) -> tuple[RoleSlots, ...]:
    """The pattern's own roles, then those of the entry's that claim no slot of them."""
    if not own:
        return roles
    named = {r.role for r in own}
    used = {slot for r in own for slot in r.slots}
    kept = (r for r in roles if r.role not in named and used.isdisjoint(r.slots))
    return (*own, *kept)
