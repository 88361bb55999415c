"""What the lines of a situation are made from: the claims within the clocks, and the states that
follow from them for the day."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence

from sayso.core.record import Dispute
from sayso.core.situation import Fluent, State, Step, StepKind
from sayso.core.types import Claim
from sayso.situation.gate import account, first_day, gate, published, teller
from sayso.situation.marks import Mark
from sayso.situation.material import Material, country_named
from sayso.situation.outlets import Voice
from sayso.situation.spells import Spell


class Scene:
    """Everything told, for one day. ``told`` are the claims said by then (see material.py), in a
    fixed order; ``claims`` are those that lines rest on."""

    def __init__(
        self, made: Material, disputes: Sequence[Dispute], day: int, place: str | None
    ) -> None:
        self.day, self.known, self.disputes = day, made.known, disputes
        self.told, self.claims, self.incident_of = made.told, made.claims, made.incident_of
        self.older, self.fetch = made.older, made.fetch
        self._told_as: dict[str, list[tuple[int, Claim]]] = {}
        for number, claim in enumerate(self.told):
            self._told_as.setdefault(claim.predicate, []).append((number, claim))
        self._told_of: dict[str, list[Claim]] = {}
        self._those: dict[Callable[[Claim], bool], list[Claim]] = {}
        self._country = country_named(place, self.known.sides) if place is not None else None
        self.keys = self.known.sites.found(place, self._country) if place is not None else None
        self._disputed = frozenset(c for d in disputes for p in d.positions for c in p.claims)
        self.found: list[tuple[Spell, Fluent]] = []
        for spell in made.spells:
            standing = spell.state(day, self.known.effects.fluents[spell.fluent].lasts)
            if standing is not None:
                self.found.append((spell, self._fluent(spell, *standing)))
        self._by_name: dict[str, list[tuple[Spell, Fluent]]] = {}
        self._by_place: dict[tuple[str, ...], list[tuple[Spell, Fluent]]] = {}
        for spell, fluent in self.found:
            self._by_name.setdefault(spell.fluent, []).append((spell, fluent))
            self._by_place.setdefault((spell.fluent, *spell.key[:1]), []).append((spell, fluent))

    def of(self, *names: str) -> Iterator[tuple[Spell, Fluent]]:
        """The spells of some fluents, with how they stand."""
        return itertools.chain.from_iterable(self._by_name.get(name, ()) for name in names)

    def of_place(self, name: str, key: str) -> Sequence[tuple[Spell, Fluent]]:
        """The spells of a fluent that are of one place, or of what its first argument is."""
        return self._by_place.get((name, key), ())

    def told_of(self, predicate: str) -> Sequence[Claim]:
        """The claims told of a predicate, or of a narrower one."""
        if predicate not in self._told_of:
            is_a = self.known.lexicon.is_a
            kinds = {name for name in self._told_as if is_a(name, predicate)}
            found = [x for name in kinds for x in self._told_as[name]]
            self._told_of[predicate] = [claim for _, claim in sorted(found, key=lambda x: x[0])]
        return self._told_of[predicate]

    def those(self, fit: Callable[[Claim], bool]) -> Sequence[Claim]:
        """The claims told that a function, one of a module, finds fit; each is asked about once."""
        if fit not in self._those:
            self._those[fit] = [claim for claim in self.told if fit(claim)]
        return self._those[fit]

    def is_here(self, *keys: str) -> bool:
        """Whether one of these places was asked for."""
        return self.keys is None or not self.keys.isdisjoint(keys)

    def about_here(self, claims: Iterable[str]) -> bool:
        """Whether one of these claims names a place that was asked for, or none but is about the
        war of the country that was."""
        if self.keys is None:
            return True
        return any(self._is_about_here(self.claims[c]) for c in claims if c in self.claims)

    def _is_about_here(self, claim: Claim) -> bool:
        places = [p for p in claim.places if p.name]
        if not places and self._country is not None:
            return self.conflict(claim) == self._country
        return any(self.known.sites.key(p) in (self.keys or ()) for p in places)

    def incidents(self, claims: Iterable[str]) -> tuple[str, ...]:
        """The incidents of claims, each once."""
        return tuple(sorted({self.incident_of[c] for c in claims if c in self.incident_of}))

    def facts(self, claim: Claim) -> bool:
        """Whether a claim passes the gate."""
        return gate(claim) == "for"

    def past(self, claim: Claim) -> bool:
        """Whether what a claim tells may have been by the day."""
        first = first_day(claim.when.earliest) if claim.when else None
        first = published(claim) if first is None else first
        return first is None or first <= self.day

    def is_disputed(self, claims: Iterable[str]) -> bool:
        """Whether one of these claims is in a dispute."""
        return not self._disputed.isdisjoint(claims)

    def disputed(
        self, claims: Iterable[str], *kinds: str, says: str = "", names: Iterable[str] = ()
    ) -> tuple[str, ...]:
        """What other accounts have instead, in disputes of some kinds that the claims are in.
        ``says`` and ``names``: only where the position that the claims are in has these words and
        one of these names (a claim that A took a place from B is of two states)."""
        own, wanted = set(claims), tuple(names)
        if not self.is_disputed(own):
            return ()
        labels = []
        for dispute in self.disputes:
            sides = [own.isdisjoint(position.claims) for position in dispute.positions]
            mine = [p for p, other in zip(dispute.positions, sides, strict=True) if not other]
            fits = not says or any(
                p.label.startswith(says) and any(name in p.label for name in wanted) for p in mine
            )
            if dispute.kind in kinds and mine and fits:
                labels += [p.label for p, other in zip(dispute.positions, sides, strict=True)
                           if other]  # fmt: skip
        return tuple(sorted(set(labels)))

    def voices(self) -> Iterator[Voice]:
        """The outlets of the claims that the states rest on."""
        for spell, _ in self.found:
            for mark in (*spell.marks, *spell.ending, *spell.against, *spell.against_end):
                yield from mark.voices

    def conflict(self, claim: Claim) -> str | None:
        """The conflict that a claim is about."""
        return self.known.conflict(claim)

    def family(self, claim: Claim) -> str:
        """The family of a claim's predicate."""
        return self.known.lexicon.predicates[claim.predicate].family

    def words(self, claim: Claim) -> str:
        """A claim as a phrase for people: who, what, whom; its own words where nobody is named."""
        roles, parties = claim.roles, self.known.parties
        phase = {"begin": "begin ", "end": "end ", "continue": "go on with "}
        act = phase.get(claim.phase or "", "") + claim.predicate.replace("_", " ")
        who = [parties.names.get(a, a) for a in parties.actors(roles.actor)]
        whom = [m.name or m.text or "" for m in (*roles.recipient, *roles.content)]
        no = "not " if claim.polarity == "negative" else ""
        parts = (", ".join(who), no + act, ", ".join(dict.fromkeys(whom)))
        return " · ".join(part for part in parts if part)

    def accounts(self, claims: Iterable[str]) -> tuple[str, ...]:
        """By whose account claims are, each once."""
        return tuple(sorted({self.account(self.claims[c]) for c in claims if c in self.claims}))

    def account(self, claim: Claim) -> str:
        """By whose account a claim is; an id's name is kept."""
        link = teller(claim)
        if link is not None and link.id is not None:
            self.known.parties.actor(link)
        return account(claim)

    def _fluent(self, spell: Spell, state: State, days: int | None) -> Fluent:
        told = {c for m in (*spell.marks, *spell.ending) for c in m.claims}
        against = {c for m in (*spell.against, *spell.against_end) for c in m.claims}
        steps = [_step(m, "start" if m.change == "start" else "observe") for m in spell.marks]
        steps += [_step(m, "end") for m in spell.ending]
        steps += [_step(m, "against") for m in spell.against]
        steps += [_step(m, "against the end") for m in spell.against_end]
        if len(steps) > 1:
            steps.sort(key=lambda s: (s.when or "", s.change, s.claims))
        end, parties = spell.end, self.known.parties
        for party in (spell.value, *spell.key):
            parties.name_party(party, spell.conflict)
        for mark in (*spell.marks, *spell.ending, *spell.against):
            for party, name in mark.called:
                parties.names.setdefault(party, name)
        return Fluent(
            id=line_id(spell.fluent, *spell.key, spell.value, spell.extent, str(spell.number)),
            name=spell.fluent,
            of=tuple(self._name(part) for part in spell.key),
            value=spell.value,
            extent=spell.extent,
            from_=spell.begin.label,
            to=".." if end is None and told else end.label if end else None,
            state=state,
            days=days,
            claims=tuple(sorted(told)),
            against=tuple(sorted(against)),
            incidents=tuple(sorted({s.incident for s in steps})),
            steps=tuple(steps),
        )

    def _name(self, part: str) -> str:
        known = self.known
        if part in known.tracks.names:
            return known.tracks.names[part]
        return known.sites.name(part) or known.parties.names.get(part, part)


def _step(mark: Mark, kind: StepKind) -> Step:
    return Step(
        change=kind, predicate=mark.predicate, effect=mark.effect,
        when=mark.span.label, incident=mark.incident, claims=mark.claims,
    )  # fmt: skip


def line_id(*parts: str) -> str:
    """The id of a fluent or line: a hash of what it is about, 16 hexadecimal digits."""
    key = "\x1f".join(parts)
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
