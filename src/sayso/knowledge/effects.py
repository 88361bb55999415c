"""What predicates do to states of affairs, and which states cannot stand together.

Data: lexicon/effects.yaml, whose head explains it. After Kowalski and Sergot, A logic-based
calculus of events (1986): happenings start and end fluents; a dispute is a broken constraint.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml

from sayso.core.errors import KnowledgeError
from sayso.core.record import DisputeKind
from sayso.core.types import Kind, Record, Roles
from sayso.knowledge.lasting import Over
from sayso.knowledge.predicates import Lexicon, load_predicates
from sayso.knowledge.yaml_files import read_yaml

FILE = Path(__file__).parent / "lexicon" / "effects.yaml"
ARGUMENTS = frozenset({"place", "party", "process", "war"})
ROLES = frozenset(Roles.__struct_fields__)
_STATE = re.compile(
    r"(?P<no>not )?(?P<fluent>\w+)\((?P<args>[\w, ]+)\)(?: (?:=|by) (?P<value>\w[\w ]*))?"
)
Change = Literal["start", "end", "observe", "clear"]


class Fluent(Record, frozen=True):
    """A kind of state. ``of``: the kinds of its arguments; ``values``: its words, empty where the
    value is a party; see the head of effects.yaml for the rest."""

    name: str
    gloss: str
    of: tuple[str, ...]
    values: tuple[str, ...]
    kind: DisputeKind
    shared: bool = False
    clash: bool = False
    lasting: bool = False
    lasts_as: str | None = None
    says: str = "{}"
    lasts: int = 30


class State(Record, frozen=True):
    """``fluent(arguments) = value``: arguments and value are roles of a predicate (or the letters
    of a constraint), a value may also be a word of the fluent. ``value`` none: any."""

    fluent: str
    arguments: tuple[str, ...]
    value: str | None = None
    negated: bool = False


class Effect(Record, frozen=True):
    """What a predicate does to a state."""

    change: Change
    state: State

    @property
    def text(self) -> str:
        """The effect in the file's terms: "start: control(place) = actor"."""
        arguments, value = ", ".join(self.state.arguments), self.state.value
        return f"{self.change}: {self.state.fluent}({arguments})" + (f" = {value}" if value else "")


class Before(Record, frozen=True):
    """What a start presupposes: the word of the same state that held until then; told so only in
    one of some words, where given."""

    fluent: str
    value: str
    words: tuple[str, ...] = ()


class Constraint(Record, frozen=True):
    """Two states that cannot hold at one time, and why, as the end of a sentence."""

    states: tuple[State, State]
    why: str


class Figure(Record, frozen=True):
    """What a figure counts; see the head of its list in effects.yaml."""

    predicates: tuple[str, ...]
    units: tuple[str, ...]
    words: frozenset[str] = frozenset()
    running: bool = False
    by_people: bool = False


class Lengths(Record, frozen=True):
    """Words of a length of time; ``units`` in years."""

    units: dict[str, float]
    least: tuple[str, ...]
    most: tuple[str, ...]
    nearly: tuple[str, ...]
    about: tuple[str, ...]
    halves: tuple[str, ...]
    since: tuple[str, ...]
    not_before: tuple[str, ...]


class Target(Record, frozen=True):
    """Whom or what a blow hits, by entity ids (branches too), endings of composed ids, kinds of
    party, and words."""

    ids: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()
    kinds: frozenset[Kind] = frozenset()
    words: frozenset[str] = frozenset()


class Shares(Record, frozen=True):
    """Words that say how much of the blows hit a target."""

    all: tuple[str, ...]
    most: tuple[str, ...]


class Ground(Record, frozen=True):
    """What counts as a change on the ground: kinds of states, and families of predicates that are
    fighting though they change no state."""

    states: tuple[str, ...]
    families: frozenset[str]


class Told(Record, frozen=True):
    """How many days from the day asked about the situation looks; see effects.yaml. ``disputes``:
    before and after."""

    reported: int
    pledged: int
    states: int
    lives: int
    fading: frozenset[str]
    disputes: tuple[int, int]


class _Fluent(msgspec.Struct, forbid_unknown_fields=True):
    gloss: str
    of: tuple[str, ...]
    value: str | list[str]
    kind: DisputeKind
    shared: bool = False
    clash: bool = False
    lasting: bool = False
    lasts_as: str | None = None
    says: str = "{}"
    lasts: int = 30


class _Before(msgspec.Struct, forbid_unknown_fields=True):
    fluent: str
    value: str
    words: tuple[str, ...] = ()


class _Predicate(msgspec.Struct, forbid_unknown_fields=True):
    effects: list[dict[Change, str]]
    needs: list[str] = []
    unless: tuple[str, ...] = ()
    before: list[_Before] = []


class _Constraint(msgspec.Struct, forbid_unknown_fields=True):
    states: tuple[str, str]
    why: str


class _File(msgspec.Struct, forbid_unknown_fields=True):
    fluents: dict[str, _Fluent]
    predicates: dict[str, _Predicate]
    constraints: list[_Constraint]
    told: Told
    ground: Ground
    sole: frozenset[str]
    left: frozenset[str]
    faces: tuple[frozenset[str], ...]
    by_content: frozenset[str]
    ways: dict[str, str]
    beside: frozenset[str]
    reasons: frozenset[str]
    calls_off: frozenset[str]
    puts_off: dict[str, str]
    set_ahead: frozenset[str]
    attributes: tuple[str, ...]
    until: tuple[str, ...]
    outcomes: frozenset[str]
    once: frozenset[str]
    one_doer: frozenset[str]
    figures: dict[str, Figure]
    parts: tuple[str, ...]
    lengths: Lengths
    over: Over
    targets: dict[str, Target]
    apart: tuple[tuple[str, str], ...]
    shares: Shares
    without: tuple[str, ...]


class Effects:
    """The file, checked. Tables are read as they stand in it; ``of``, ``needs`` and ``related``
    answer for predicates, ancestors included."""

    def __init__(self, raw: _File, lexicon: Lexicon, place: str) -> None:
        self._lexicon = lexicon
        self._place = place
        self.fluents = {name: self._fluent(name, entry) for name, entry in raw.fluents.items()}
        self._effects: dict[str, tuple[Effect, ...]] = {}
        self._needs: dict[str, tuple[State, ...]] = {}
        self._unless: dict[str, tuple[str, ...]] = {}
        self._before: dict[str, tuple[Before, ...]] = {}
        for name, entry in raw.predicates.items():
            self._known("predicates", [name])
            self._effects[name] = tuple(self._effect(name, line) for line in entry.effects)
            self._needs[name] = tuple(self._state(name, line) for line in entry.needs)
            self._unless[name] = entry.unless
            self._before[name] = tuple(self._presupposed(name, b) for b in entry.before)
        self.constraints = tuple(
            Constraint(states=(self._letters(c.states[0]), self._letters(c.states[1])), why=c.why)
            for c in raw.constraints
        )
        for what, names in (
            ("by_content", raw.by_content), ("once", raw.once), ("one_doer", raw.one_doer),
            ("outcomes", raw.outcomes),
            *(("faces", group) for group in raw.faces),
        ):  # fmt: skip
            self._known(what, names)
        self.told, self.ground = raw.told, raw.ground
        self._check("ground", "fluent", raw.ground.states, self.fluents)
        self._check("told", "fluent", raw.told.fading, self.fluents)
        self.sole, self.left = raw.sole, raw.left
        self._faces = raw.faces
        self._faces_of: dict[str, frozenset[str]] = {}
        self.by_content, self.once, self.one_doer = raw.by_content, raw.once, raw.one_doer
        self.outcomes = raw.outcomes
        self._known("reasons", raw.reasons)
        self._known("calls_off", raw.calls_off)
        self._known("set_ahead", raw.set_ahead)
        self.set_ahead = raw.set_ahead
        self._known("puts_off", (*raw.puts_off, *raw.puts_off.values()))
        self.calls_off, self.puts_off = raw.calls_off, raw.puts_off
        self.ways, self.beside = raw.ways, raw.beside
        self.reasons, self.until = raw.reasons, raw.until
        self.attributes = raw.attributes
        self.figures = raw.figures
        for name, figure in raw.figures.items():
            self._known(f"figures: {name}", figure.predicates)
        self.parts = raw.parts
        self.lengths, self.shares, self.without = raw.lengths, raw.shares, raw.without
        self.over = raw.over
        self.targets = raw.targets
        for pair in raw.apart:
            self._check("apart", "target", pair, raw.targets)
        self.apart = frozenset(frozenset(pair) for pair in raw.apart)

    def of(self, predicate: str) -> tuple[Effect, ...]:
        """What a predicate does, or else its nearest ancestor that has an entry."""
        return self._nearest(self._effects, predicate)

    def remembered(self, fluent: str) -> int:
        """How many days after its last word a state is still shown as last reported."""
        lives = self.told.lives * self.fluents[fluent].lasts
        return min(self.told.states, lives) if fluent in self.told.fading else self.told.states

    def needs(self, predicate: str, text: str = "") -> tuple[State, ...]:
        """What must have held just before a predicate's happening, told in these words."""
        if any(word in text.casefold() for word in self._nearest(self._unless, predicate)):
            return ()
        return self._nearest(self._needs, predicate)

    def before(self, predicate: str, fluent: str, text: str) -> str | None:
        """The word of a state that a predicate's start of it, told in these words, presupposes to
        have held until then."""
        told = text.casefold()
        for before in self._nearest(self._before, predicate):
            named = not before.words or any(word in told for word in before.words)
            if before.fluent == fluent and named:
                return str(before.value)
        return None

    def faces(self, a: str, b: str) -> bool:
        """Whether a denial of one predicate faces a claim of the other: one descends from the
        other, or both stand in one line of ``faces``."""
        if self._lexicon.is_a(a, b) or self._lexicon.is_a(b, a):
            return True
        return not self._groups(a).isdisjoint(self._groups(b))

    def lines(self, predicate: str) -> frozenset[str]:
        """Keys of which two predicates share one wherever ``faces`` may hold: for blocking."""
        root = (predicate, *self._lexicon.predicates[predicate].ancestors)[-1]
        return self._groups(predicate) | {root}

    def _groups(self, predicate: str) -> frozenset[str]:
        found = self._faces_of.get(predicate)
        if found is None:
            line = (predicate, *self._lexicon.predicates[predicate].ancestors)
            found = self._faces_of[predicate] = frozenset(
                f"faces {number}"
                for number, group in enumerate(self._faces)
                if not group.isdisjoint(line)
            )
        return found

    def one_of(self, predicate: str, listed: Iterable[str]) -> bool:
        """Whether a predicate or an ancestor of it is in a list."""
        line = (predicate, *self._lexicon.predicates[predicate].ancestors)
        return any(name in line for name in listed)

    def figure(self, predicate: str, unit: str, words: frozenset[str]) -> tuple[str, Figure] | None:
        """What a figure of a claim counts, by predicate, unit and the claim's words (lower case);
        none if it is not listed."""
        for name, figure in self.figures.items():
            if (
                unit in figure.units
                and self.one_of(predicate, figure.predicates)
                and (not figure.words or not figure.words.isdisjoint(words))
            ):
                return name, figure
        return None

    def _nearest(self, table: Mapping[str, tuple[Any, ...]], predicate: str) -> tuple[Any, ...]:
        for name in (predicate, *self._lexicon.predicates[predicate].ancestors):
            if name in self._effects:
                return table[name]
        return ()

    def _fluent(self, name: str, raw: _Fluent) -> Fluent:
        self._check(f"fluents: {name}", "argument", raw.of, ARGUMENTS)
        if isinstance(raw.value, str):
            self._check(f"fluents: {name}", "value", [raw.value], ("party",))
        values = () if isinstance(raw.value, str) else tuple(raw.value)
        return Fluent(
            name=name, gloss=raw.gloss, of=raw.of, values=values, kind=raw.kind,
            shared=raw.shared, clash=raw.clash, lasting=raw.lasting,
            lasts_as=raw.lasts_as, says=raw.says, lasts=raw.lasts,
        )  # fmt: skip

    def _effect(self, name: str, line: dict[Change, str]) -> Effect:
        if len(line) != 1:
            raise KnowledgeError(f"{self._place}: {name}: an effect has one change: {line}")
        [(change, text)] = line.items()
        return Effect(change=change, state=self._state(name, text))

    def _state(self, name: str, text: str) -> State:
        state = self._parse(name, text)
        fluent = self.fluents[state.fluent]
        for kind, role in zip(fluent.of, state.arguments, strict=True):
            self._check(name, "role", [role], {kind} if kind in ("place", "war") else ROLES)
        if state.value is not None:
            self._check(name, "value", [state.value], fluent.values or ROLES)
        return state

    def _presupposed(self, name: str, raw: _Before) -> Before:
        self._check(name, "fluent", [raw.fluent], self.fluents)
        self._check(name, "value", [raw.value], self.fluents[raw.fluent].values)
        return Before(fluent=raw.fluent, value=raw.value, words=raw.words)

    def _letters(self, text: str) -> State:
        return self._parse("constraints", text)

    def _parse(self, name: str, text: str) -> State:
        match = _STATE.fullmatch(text)
        if match is None:
            raise KnowledgeError(f"{self._place}: {name}: not a state: {text!r}")
        self._check(name, "fluent", [match["fluent"]], self.fluents)
        arguments = tuple(part.strip() for part in match["args"].split(","))
        if len(arguments) != len(self.fluents[match["fluent"]].of):
            raise KnowledgeError(f"{self._place}: {name}: wrong number of arguments: {text!r}")
        return State(
            fluent=match["fluent"], arguments=arguments, value=match["value"],
            negated=match["no"] is not None,
        )  # fmt: skip

    def _known(self, what: str, names: Iterable[str]) -> None:
        self._check(what, "predicate", names, self._lexicon.predicates)

    def _check(self, what: str, kind: str, names: Iterable[str], known: Any) -> None:
        for name in names:
            if name not in known:
                raise KnowledgeError(f"{self._place}: {what}: unknown {kind} {name!r}")


@functools.cache
def load_effects(file: Path = FILE) -> Effects:
    """Read and check the file against the predicates. Raises KnowledgeError naming file and
    entry."""
    try:
        raw: Any = read_yaml(file)
        table = msgspec.convert(raw, _File, strict=False)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise KnowledgeError(f"{file}: {error}") from error
    return Effects(table, load_predicates(), str(file))
