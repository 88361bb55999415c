"""What sayings are about: whether two may be of the same people, things, places and doers, as far
as both tell."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import NamedTuple

from msgspec.structs import replace

from sayso.core.types import Claim, Phase
from sayso.situation.gate import OWN
from sayso.situation.scene import Scene
from sayso.situation.sites import WIDE


class Matter(NamedTuple):
    """What a claim names: entity ids of whom and what, keys of places, parties that do it;
    its predicate and that at the root of it, whether it is for the end of something, and its
    condition in lower case."""

    recipients: frozenset[str]
    contents: frozenset[str]
    spots: frozenset[str]
    doers: frozenset[str]
    predicate: str
    root: str
    to_end: bool
    condition: str


class Matters:
    """The matters of a scene's claims, each worked out once."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._known: dict[str, Matter] = {}

    def of(self, claim: Claim) -> Matter:
        """What a claim names."""
        found = self._known.get(claim.id)
        if found is None:
            found = self._known[claim.id] = self._matter(claim)
        return found

    def root(self, claim: Claim) -> str:
        """The predicate at the root of a claim's own."""
        ancestors = self._scene.known.lexicon.predicates[claim.predicate].ancestors
        return ancestors[-1] if ancestors else claim.predicate

    def _matter(self, claim: Claim) -> Matter:
        scene, roles = self._scene, claim.roles
        known = scene.known
        return Matter(
            recipients=frozenset(m.id for m in roles.recipient if m.id),
            contents=frozenset(m.id for m in roles.content if m.id),
            spots=frozenset(
                known.sites.key(p) for p in claim.places if p.name and p.precision not in WIDE
            ),
            doers=frozenset(known.parties.all_of(roles.actor, scene.conflict(claim))),
            predicate=claim.predicate,
            to_end=is_to_end(claim),
            root=self.root(claim),
            condition=claim.condition.text.casefold() if claim.condition else "",
        )

    def doers(self, claims: Iterable[Claim]) -> frozenset[str]:
        """The parties that claims are about as doers."""
        return frozenset().union(*(self.of(c).doers for c in claims))

    def alike(self, a: Claim, b: Claim) -> bool:
        """Whether two claims may be about the same people, things and places."""
        return alike(self.of(a), self.of(b))

    def shared(self, a: Claim, b: Claim) -> bool:
        """Whether two claims name one person, thing or place in common."""
        ours, theirs = self.of(a), self.of(b)
        return not (
            ours.spots.isdisjoint(theirs.spots)
            and (ours.recipients | ours.contents).isdisjoint(theirs.recipients | theirs.contents)
        )

    def addressees(self, claims: Iterable[Claim]) -> frozenset[str]:
        """The parties to whom claims are said."""
        scene = self._scene
        return frozenset(
            p
            for c in claims
            for s in c.sources[-1:]
            if s.addressee is not None
            for p in scene.known.parties.all_of((s.addressee,), scene.conflict(c))
        )


def alike(ours: Matter, theirs: Matter) -> bool:
    """Whether two matters may be one, whoever does it."""
    return (
        _meet(ours.recipients, theirs.recipients)
        and _meet(ours.contents, theirs.contents)
        and _meet(ours.spots, theirs.spots)
    )


def same_doers(ours: Matter, theirs: Matter) -> bool:
    """Whether the same may do it."""
    return _meet(ours.doers, theirs.doers)


def _meet(ours: Set[str], theirs: Set[str]) -> bool:
    return not ours or not theirs or not ours.isdisjoint(theirs)


def meant(claim: Claim) -> Claim:
    """What a claim is for, or what a refusal is against: who refuses and goes on with a thing
    refuses its end."""
    if claim.modality != "refused":
        return claim
    phase: Phase | None = "end" if claim.phase == "continue" else claim.phase
    return replace(claim, polarity="positive", phase=phase)


def is_to_end(claim: Claim) -> bool:
    """Whether what a claim is for, or against, is the end of something."""
    return claim.phase == "end" or (claim.modality == "refused" and claim.phase == "continue")


def is_agreement(claim: Claim) -> bool:
    """Whether its innermost source agrees to do something ("agreed to lift the siege")."""
    agreed = bool(claim.sources) and claim.sources[-1].act == "agreed"
    return agreed and claim.polarity == "positive" and claim.modality == "planned"


def speaker(scene: Scene, claim: Claim) -> str:
    """Who makes a demand, offer or vow: the innermost source."""
    return scene.known.parties.actor(claim.sources[-1])


def teller(scene: Scene, claim: Claim) -> str:
    """By whose account somebody demands or vows: the outermost source where there are several, else
    the outlet's own."""
    return scene.known.parties.actor(claim.sources[0]) if len(claim.sources) > 1 else OWN
