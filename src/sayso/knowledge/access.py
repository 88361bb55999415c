"""Which claims speak of access: constraints, steps of convoys, evacuations, what schemes ask about.

Data: lexicon/access.yaml, whose head explains it and names its sources. It decides no reading: only
how the situation sorts claims that were read.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from sayso.core.errors import KnowledgeError
from sayso.core.relief import Affected, ConvoyStage
from sayso.core.types import Claim, Mention, Record, Source
from sayso.knowledge.predicates import Lexicon, load_predicates
from sayso.knowledge.yaml_files import read_yaml

FILE = Path(__file__).parent / "lexicon" / "access.yaml"
# A filler's head ends before these: "the village near the hospital" is no hospital.
_HEAD_ENDS = re.compile(
    r"\b(?:in|near|at|of|from|to|outside|by|on|with|for|around|across|between)\b"
)


class Constraint(Record, frozen=True):
    """A type of constraint; see the head of access.yaml."""

    acaps: str
    affected: Affected
    lasts: int
    sensitive: bool = False


class Sorting(Record, frozen=True, kw_only=True):
    """A rule that sorts claims by predicate, and by words where it has any."""

    predicates: tuple[str, ...]
    words: tuple[str, ...] = ()


class Rule(Sorting, frozen=True, kw_only=True):
    """When a claim is of a type of constraint."""

    type: str
    hits: tuple[str, ...] = ()
    wide: bool = False
    denied: bool = False
    negated: bool = False
    sayers: frozenset[str] = frozenset()
    target: str | None = None


class Constrained(Record, frozen=True):
    """The type of constraint that a claim speaks of. ``target``: what was hit, for blows;
    ``by_no``: it is one by what the claim says is not so."""

    type: str
    target: str | None
    by_no: bool


class Target(Record, frozen=True):
    """What a blow hits; ``as_`` is what a line calls it."""

    as_: str = msgspec.field(name="as")
    words: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()


class Scheme(Record, frozen=True):
    """Whose list of sieges it is, by names, and its levels."""

    names: tuple[str, ...]
    levels: tuple[str, ...]


class CriterionRule(Sorting, frozen=True, kw_only=True):
    """Which claims say what of a thing that schemes ask about."""

    criterion: str
    says: str


class StepRule(Sorting, frozen=True, kw_only=True):
    """Which claims tell of which step of a convoy."""

    step: ConvoyStage


_R = TypeVar("_R", bound=Sorting)


class Convoys(Record, frozen=True):
    """How claims are put together to convoys."""

    days: int
    lasts: int
    needs: tuple[str, ...]
    new: tuple[str, ...]
    steps: tuple[StepRule, ...]
    last: frozenset[ConvoyStage]
    first: frozenset[ConvoyStage]


class Evacuations(Record, frozen=True):
    """How claims are put together to evacuations."""

    predicates: tuple[str, ...]
    days: int
    lasts: int
    completed: tuple[str, ...]


class Helpers(Record, frozen=True):
    """Who counts as an organisation that helps."""

    kinds: frozenset[str]
    sectors: frozenset[str]


class Apart(Record, frozen=True):
    """Whose being kept out or in is no constraint on relief."""

    words: tuple[str, ...]
    kinds: frozenset[str]


class _File(msgspec.Struct, forbid_unknown_fields=True):
    constraints: dict[str, Constraint]
    rules: tuple[Rule, ...]
    apart: Apart
    affected: dict[Affected, tuple[str, ...]]
    targets: dict[str, Target]
    schemes: dict[str, Scheme]
    levels: dict[str, tuple[str, ...]]
    designations: dict[str, str]
    criteria: tuple[CriterionRule, ...]
    lets_in: frozenset[str]
    lets_out: frozenset[str]
    convoys: Convoys
    evacuations: Evacuations
    impact: tuple[str, ...]
    response: tuple[str, ...]
    helpers: Helpers
    sectors: dict[str, tuple[str, ...]]
    sporadic: tuple[str, ...]


class AccessWords:
    """The file, checked, with its questions."""

    def __init__(self, raw: _File, lexicon: Lexicon, place: str) -> None:
        self._raw, self._lexicon, self._place = raw, lexicon, place
        self.constraints, self.convoys, self.evacuations = (
            raw.constraints, raw.convoys, raw.evacuations,
        )  # fmt: skip
        self.lets_in, self.lets_out = raw.lets_in, raw.lets_out
        self.designations = raw.designations
        for rule in raw.rules:
            self._known("type", [rule.type], raw.constraints)
            self._known("target", rule.hits, raw.targets)
        steps = raw.convoys.steps
        for names in (
            *(r.predicates for r in raw.rules),
            *(r.predicates for r in raw.criteria),
            *(r.predicates for r in steps),
            raw.impact,
            raw.response,
            raw.evacuations.predicates,
            tuple(raw.designations),
        ):
            self._known("predicate", names, lexicon.predicates)
        for scheme in raw.schemes.values():
            self._known("level", scheme.levels, raw.levels)
        # By predicate, since most claims are of none.
        self._rules = self._by_predicate(raw.rules)
        self._criteria = self._by_predicate(raw.criteria)
        self._steps = self._by_predicate(steps)
        new, needs = ("|".join(map(re.escape, x)) for x in (raw.convoys.new, raw.convoys.needs))
        self._new = re.compile(rf"\b(?:{new})\s+(?:[\w-]+\s+){{0,2}}(?:{needs})\b", re.IGNORECASE)

    def may_constrain(self, predicate: str) -> bool:
        """Whether claims of a predicate may speak of a constraint at all."""
        return predicate in self._rules

    def constraint(self, claim: Claim, because: str = "") -> Constrained | None:
        """The constraint that a claim speaks of; none if of none. ``because``: the words of what
        caused it."""
        text = f"{claim.text} {because}"
        for rule in self._rules.get(claim.predicate, ()):
            if not _has(text, rule.words):
                continue
            # To deny that one's men starve a town denies the deed, not the need.
            if rule.denied and (claim.roles.actor or not _denies(claim)):
                continue
            if rule.wide and not any(p.precision in ("country", "border") for p in claim.places):
                continue
            if rule.negated and (claim.polarity == "positive" or claim.modality != "asserted"):
                continue
            if rule.sayers and not (claim.sources and claim.sources[-1].kind in rule.sayers):
                continue
            by_no = rule.denied or rule.negated
            if not rule.hits and self._is_apart(claim):
                return None
            if not rule.hits:
                return Constrained(type=rule.type, target=rule.target, by_no=by_no)
            for name in rule.hits:
                target = self._raw.targets[name]
                if self._hits(claim, target):
                    return Constrained(type=rule.type, target=target.as_, by_no=by_no)
        return None

    def affected(self, claim: Claim, type: str) -> Affected:
        """Whom a constraint of a type touches by a claim's words."""
        usual = self._raw.constraints[type].affected
        if usual != "aid":
            return usual
        whom = " ".join(m.text or "" for m in (*claim.roles.recipient, *claim.roles.content))
        return next((n for n, words in self._raw.affected.items() if _has(whom, words)), usual)

    @property
    def asked_about(self) -> Container[str]:
        """The predicates whose claims may speak of what the schemes ask."""
        return self._criteria

    def criterion(self, claim: Claim) -> tuple[tuple[str, str], ...]:
        """What of the schemes' questions a claim speaks of, and what it says."""
        rules = self._criteria.get(claim.predicate, ())
        if not rules:
            return ()
        found: dict[str, str] = {}
        fillers = (*claim.roles.instrument, *claim.roles.content, *claim.roles.recipient)
        text = " ".join((claim.text, *(m.text or "" for m in fillers)))
        for rule in rules:
            if _has(text, rule.words):
                found.setdefault(rule.criterion, rule.says)
        specific = [c for c in found if c != "entry of aid"]
        if any(c in self.lets_in for c in specific):
            found.pop("entry of aid", None)
        if "exit of the wounded and sick" in found:
            found.pop("exit of civilians", None)
        return tuple(found.items())

    def step(self, claim: Claim) -> ConvoyStage | None:
        """The step of a convoy that a claim tells of; none if of none."""
        rules = self._steps.get(claim.predicate, ())
        if not rules:
            return None
        roles = claim.roles
        fillers = (*roles.instrument, *roles.content, *roles.recipient, *roles.actor)
        text = " ".join((claim.text, *(m.text or "" for m in fillers)))
        if not _has(text, self.convoys.needs):
            return None
        for rule in rules:
            if _has(text, rule.words):
                return rule.step
        return None

    def is_new(self, text: str) -> bool:
        """Whether words speak of a convoy as one not spoken of before."""
        return self._new.search(text) is not None

    def is_evacuation(self, claim: Claim) -> bool:
        """Whether a claim tells of people taken out."""
        return self._is_a(claim, self.evacuations.predicates)

    def is_completed(self, text: str) -> bool:
        """Whether words say that an evacuation has come to its end, not to a halt."""
        return _has(text, self.evacuations.completed)

    def level(self, text: str) -> str | None:
        """The level of a siege list that words name: the most special one."""
        return next((n for n, words in self._raw.levels.items() if _has(text, words)), None)

    def scheme(self, names: Iterable[str], level: str) -> str | None:
        """Whose list it is, by the names of who made it or tells of it, where it has this level."""
        given = [name.casefold() for name in names]
        for scheme, entry in self._raw.schemes.items():
            if level not in entry.levels:
                continue
            # "the Siege Watch project" is Siege Watch; "UN-backed forces" are not the UN.
            long = tuple(name for name in entry.names if " " in name)
            known = {name.casefold() for name in entry.names}
            if any(name in known or (long and _has(name, long)) for name in given):
                return scheme
        return None

    def is_impact(self, claim: Claim) -> bool:
        """Whether a claim tells of what a constraint may lead to."""
        return self._is_a(claim, self._raw.impact)

    def is_response(self, claim: Claim) -> bool:
        """Whether a claim tells of what helpers may do about a constraint."""
        return self._is_a(claim, self._raw.response)

    def helps(self, who: Mention | Source) -> bool:
        """Whether a party is an organisation that helps."""
        helpers = self._raw.helpers
        return who.kind in helpers.kinds or not helpers.sectors.isdisjoint(who.sectors)

    def sectors(self, text: str) -> tuple[str, ...]:
        """The clusters that words speak of."""
        return tuple(name for name, words in self._raw.sectors.items() if _has(text, words))

    def is_sporadic(self, text: str) -> bool:
        """Whether words say that something is so only now and then."""
        return _has(text, self._raw.sporadic)

    def _is_apart(self, claim: Claim) -> bool:
        whom = (*claim.roles.recipient, *claim.roles.content)
        kinds, words = self._raw.apart.kinds, self._raw.apart.words
        return bool(whom) and all(
            m.kind in kinds or _has(m.text or m.name or "", words) for m in whom
        )

    def _hits(self, claim: Claim, target: Target) -> bool:
        roles = claim.roles
        whom = (*roles.recipient, *roles.content)
        if any(m.kind in target.kinds or not target.sectors.isdisjoint(m.sectors) for m in whom):
            return True
        texts = [m.text or m.name or "" for m in whom]
        texts += [p.text or "" for p in claim.places if p.relation in ("at", "in")]
        return any(_heads(text, target.words) for text in texts)

    def _is_a(self, claim: Claim, listed: Sequence[str]) -> bool:
        ancestors = self._lexicon.predicates[claim.predicate].ancestors
        return any(name in listed for name in (claim.predicate, *ancestors))

    def _by_predicate(self, rules: Sequence[_R]) -> dict[str, tuple[_R, ...]]:
        found: dict[str, tuple[_R, ...]] = {}
        for predicate in self._lexicon.predicates.values():
            line = {predicate.id, *predicate.ancestors}
            fit = tuple(r for r in rules if not line.isdisjoint(r.predicates))
            if fit:
                found[predicate.id] = fit
        return found

    def _known(self, kind: str, names: Iterable[str], known: Any) -> None:
        for name in names:
            if name not in known:
                raise KnowledgeError(f"{self._place}: unknown {kind} {name!r}")


def _denies(claim: Claim) -> bool:
    return claim.modality == "denied" or claim.polarity == "negative"


def _has(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words stands in a text; true where none is asked for."""
    return not words or _pattern(words).search(text) is not None


@functools.lru_cache(maxsize=10_000)
def _heads(text: str, words: tuple[str, ...]) -> bool:
    """Whether a filler's head is one of the words; the same names come again and again."""
    found = _pattern(words).search(text)
    if found is None:
        return False
    end = _HEAD_ENDS.search(text, 1)
    return end is None or found.start() < end.start()


@functools.lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})(?:s|es|'s|’s)?\b", re.IGNORECASE)


@functools.cache
def load_access(file: Path = FILE) -> AccessWords:
    """Read and check the file against the predicates. Raises KnowledgeError naming file and
    entry."""
    try:
        raw: Any = read_yaml(file)
        table = msgspec.convert(raw, _File, strict=False)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise KnowledgeError(f"{file}: {error}") from error
    return AccessWords(table, load_predicates(), str(file))
