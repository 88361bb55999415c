"""What the lines of a situation are made from: the claims within the clocks, and the states that
follow from them for the day."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sayso.core.record import Dispute
from sayso.core.situation import Fluent, State, Step, StepKind
from sayso.core.types import Claim
from sayso.situation.gate import account, first_day, gate, published, said
from sayso.situation.marks import Context, Mark, marks
from sayso.situation.spells import Spell, spells


class Scene:
    """Everything told, for one day. ``told`` are the claims said by then, in a fixed order."""

    def __init__(
        self,
        incidents: Mapping[str, Sequence[Claim]],
        disputes: Sequence[Dispute],
        day: int,
        known: Context,
        place: str | None,
    ) -> None:
        self.day, self.known, self.disputes = day, known, disputes
        self.claims = {c.id: c for found in incidents.values() for c in found}
        self.incident_of = {c.id: name for name, found in incidents.items() for c in found}
        self.told = sorted(
            (c for c in self.claims.values() if (said(c) or 0) <= day),
            key=lambda c: (said(c) or 0, c.id),
        )
        self.keys = known.sites.found(place) if place is not None else None
        self.found: list[tuple[Spell, Fluent]] = []
        counts: dict[tuple[object, ...], int] = {}
        for spell in spells(marks(incidents, known), known.effects.fluents, known.parties):
            what = (spell.fluent, spell.key, spell.extent, spell.value)
            counts[what] = counts.get(what, 0) + 1
            standing = spell.state(day, known.effects.fluents[spell.fluent].lasts)
            if standing is not None:
                self.found.append((spell, self._fluent(spell, counts[what], *standing)))
        self._by_name: dict[str, list[tuple[Spell, Fluent]]] = {}
        for spell, fluent in self.found:
            self._by_name.setdefault(spell.fluent, []).append((spell, fluent))

    def of(self, *names: str) -> Iterator[tuple[Spell, Fluent]]:
        """The spells of some fluents, with how they stand."""
        return itertools.chain.from_iterable(self._by_name.get(name, ()) for name in names)

    def is_here(self, *keys: str) -> bool:
        """Whether one of these places was asked for."""
        return self.keys is None or not self.keys.isdisjoint(keys)

    def about_here(self, claims: Iterable[str]) -> bool:
        """Whether one of these claims names a place that was asked for."""
        if self.keys is None:
            return True
        places = (p for c in claims if c in self.claims for p in self.claims[c].places if p.name)
        return any(self.known.sites.key(p) in self.keys for p in places)

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

    def disputed(
        self, claims: Iterable[str], *kinds: str, says: str = "", names: Iterable[str] = ()
    ) -> tuple[str, ...]:
        """What other accounts have instead, in disputes of some kinds that the claims are in.
        ``says`` and ``names``: only where the position that the claims are in has these words and
        one of these names (a claim that A took a place from B is of two states)."""
        own, wanted = set(claims), tuple(names)
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
        if claim.sources and claim.sources[-1].id is not None:
            self.known.parties.actor(claim.sources[-1])
        return account(claim)

    def _fluent(self, spell: Spell, number: int, state: State, days: int | None) -> Fluent:
        told = {c for m in (*spell.marks, *spell.ending) for c in m.claims}
        against = {c for m in (*spell.against, *spell.against_end) for c in m.claims}
        steps = [
            *(_step(m, "start" if m.change == "start" else "observe") for m in spell.marks),
            *(_step(m, "end") for m in spell.ending),
            *(_step(m, "against") for m in spell.against),
            *(_step(m, "against the end") for m in spell.against_end),
        ]
        end = spell.end
        return Fluent(
            id=line_id(spell.fluent, *spell.key, spell.value, spell.extent, str(number)),
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
            incidents=self.incidents((*told, *against)),
            steps=tuple(sorted(steps, key=lambda s: (s.when or "", s.change, s.claims))),
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
