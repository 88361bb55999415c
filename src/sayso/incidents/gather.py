"""Gathering: claims → links between them → clusters, each the claims of one happening or state.

The score of a link is the logistic function of weighted features (knowledge/gathering.yaml) and
depends on its two claims alone; clusters depend on the set of claims and links alone. So any order
of arrival gives the same incidents.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from sayso.core.record import Feature, Link
from sayso.core.types import Claim
from sayso.incidents import features
from sayso.incidents.facets import Facets, Maker
from sayso.incidents.keys import keys_of
from sayso.incidents.linkage import Linkage, spanning
from sayso.incidents.outline import Outline
from sayso.knowledge.actors import Actors, load_actors
from sayso.knowledge.gathering import Gathering, load_gathering
from sayso.knowledge.sides import Sides, load_sides

# In this order: the first that speak against come before the dear ones.
FEATURES: tuple[tuple[str, Callable[[Facets, Facets, Gathering], features.Found]], ...] = (
    ("time", features.time),
    ("standing", features.standing),
    ("place", features.place),
    ("actor", features.actor),
    ("recipient", features.recipient),
    ("content", features.content),
    ("names", features.names),
    ("report", features.report),
    ("figures", features.figures),
    ("words", features.words),
    ("scope", features.scope),
    ("paired", features.paired),
    ("another", features.another),
    ("phase", features.phase),
    ("speaker", features.speaker),
    ("title", features.title),
)
KEPT_FACETS = 50_000


class Gatherer:
    """``Gatherer.load()`` once; then ``keys`` and ``link`` as claims come in, and ``clusters`` over
    what is linked. No state but a cache: every call depends on its arguments alone."""

    def __init__(self, gathering: Gathering, actors: Actors, sides: Sides) -> None:
        self.gathering = gathering
        self._maker = Maker(gathering, actors, sides)
        self._facets: dict[str, tuple[Claim, Facets]] = {}

    @classmethod
    def load(cls) -> Gatherer:
        """With the knowledge that is bundled. Raises KnowledgeError."""
        return cls(load_gathering(), load_actors(), load_sides())

    def keys(self, claim: Claim) -> frozenset[str]:
        """The blocking keys of a claim: two claims that share none have no link."""
        return keys_of(self._of(claim), self.gathering)

    def link(self, a: Claim, b: Claim) -> Link | None:
        """The link of two claims with the features that make its score (0 to 1), or none where they
        cannot be of one incident or the score is below the floor. Symmetric."""
        if a.id == b.id:
            return None
        if a.id > b.id:
            a, b = b, a
        return self._link(self._of(a), self._of(b))

    def strong(self, link: Link) -> bool:
        """Whether a link can join two claims. Claims that no chain of strong links connects never
        share a cluster, so each such piece of the record can be clustered apart; within a piece the
        weaker links count too."""
        return link.score >= self.gathering.rules.threshold

    def links(self, claims: Mapping[str, Claim]) -> tuple[Link, ...]:
        """Every link among claims (by id), each claim against those before it that share a key."""
        blocks: dict[str, list[str]] = {}
        found: list[Link] = []
        for name in sorted(claims):
            met: set[str] = set()
            for key in self.keys(claims[name]):
                block = blocks.setdefault(key, [])
                met.update(block)
                block.append(name)
            pairs = (self.link(claims[other], claims[name]) for other in sorted(met))
            found.extend(link for link in pairs if link is not None)
        return tuple(found)

    def clusters(
        self,
        claims: Mapping[str, Claim],
        links: Iterable[Link],
        together: Iterable[tuple[str, str]] = (),
        apart: Iterable[tuple[str, str]] = (),
    ) -> tuple[tuple[str, ...], ...]:
        """Every claim in one cluster; clusters and their claims sorted by id.

        In:  claims by id; links (those of claims that are not there are passed over); pairs that
             people put ``together`` or kept ``apart``, which win over links; where the two
             contradict each other, ``apart`` wins.
        """
        names = sorted(claims)
        number = {name: i for i, name in enumerate(names)}
        rules = self.gathering.rules
        linkage = Linkage(len(names), rules.threshold, rules.share)
        for link in links:
            if link.a in number and link.b in number:
                linkage.link(number[link.a], number[link.b], link.score)
        for a, b in apart:
            if a in number and b in number and a != b:
                linkage.keep_apart(number[a], number[b])
        sudden = self.gathering.kinds["sudden"]
        lasting = self.gathering.states | self.gathering.kinds["placed"]
        outlines = [
            Outline.of(self._of(claim), claim.predicate in sudden, claim.predicate in lasting)
            for claim in (claims[name] for name in names)
        ]

        def join(kept: int, gone: int) -> None:
            outlines[kept] = outlines[kept].joined(outlines[gone])

        def put(kept: int, gone: int) -> None:
            # What people put together is of whatever kinds they say.
            join(kept, gone)
            outlines[kept] = replace(outlines[kept], predicates=frozenset())

        for a, b in sorted((min(pair), max(pair)) for pair in together):
            if a in number and b in number:
                linkage.put_together(number[a], number[b], put)
        limits = rules.clash
        linkage.run(
            lambda a, b: outlines[a].clashes(outlines[b], limits, self.gathering.near), join
        )
        found = (tuple(sorted(names[i] for i in ms)) for ms in linkage.members.values())
        return tuple(sorted(found))

    def why(self, cluster: Iterable[str], links: Iterable[Link]) -> tuple[Link, ...]:
        """The tree of strongest links between the claims of a cluster, strongest first; a cluster
        that people put together may come out as several trees."""
        members = frozenset(cluster)
        inner = sorted(
            {(k.a, k.b): k for k in links if k.a in members and k.b in members}.values(),
            key=lambda k: (k.a, k.b),
        )
        return tuple(inner[i] for i in spanning((k.a, k.b, k.score) for k in inner))

    def _of(self, claim: Claim) -> Facets:
        known = self._facets.get(claim.id)
        if known is not None and (known[0] is claim or known[0] == claim):
            return known[1]
        if len(self._facets) >= KEPT_FACETS:
            del self._facets[next(iter(self._facets))]
        made = self._maker.make(claim)
        self._facets[claim.id] = (claim, made)
        return made

    def _link(self, a: Facets, b: Facets) -> Link | None:
        rules = self.gathering.rules
        near = self.gathering.near(a.predicate, b.predicate)
        if near is None:
            return None
        total = rules.bias + rules.weights["predicate"] * near
        found: list[tuple[str, float, str]] = []
        anchor = self._grounds(a, b)
        for name, compare in FEATURES:
            result = compare(a, b, self.gathering)
            if result is None:
                continue
            value, why = result
            total += rules.weights[name] * value
            anchor += max(0.0, value) * rules.anchors.weights.get(name, 0.0)
            found.append((name, value, why))
            if total < rules.hopeless:
                return None
        score = 1 / (1 + math.exp(-total))
        if anchor < rules.anchors.enough or score < rules.floor:
            return None
        same = (
            a.predicate
            if a.predicate == b.predicate
            else " and ".join(sorted((a.predicate, b.predicate)))
        )
        rows = [("predicate", near, same.replace("_", " ")), *found]
        return Link(
            a=a.id,
            b=b.id,
            score=round(score, 4),
            features=tuple(
                Feature(name=name, value=round(value, 3), weight=rules.weights[name], why=why)
                for name, value, why in rows
            ),
        )

    def _grounds(self, a: Facets, b: Facets) -> float:
        """What speaks for a link before any feature: one day that both name, a rare kind of
        happening, one speaker's plan."""
        rules = self.gathering.rules
        rare = self.gathering.of_kind("rare", a.predicate, b.predicate)
        grounds = rules.anchors.rare if rare else 0.0
        if a.dated and b.dated and a.first == b.first and a.last == b.last:
            grounds += rules.anchors.day
        if a.plan and b.plan:
            said = features.speaker(a, b, self.gathering)
            grounds += rules.anchors.speaker * max(0.0, said[0] if said else 0.0)
        return grounds
