"""Who speaks for whom, and on which side of a conflict: data in sides.yaml and the actor files.

A *party* is what counts as one interest: a state with its organs and agencies, an armed group with
its branches and channels, the UN family. A *side* is where it stands in one conflict; a backer
keeps a side of its own.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from pathlib import Path

from sayso.core.types import Claim, Mention, Record, Source
from sayso.knowledge.actors import Actor, Actors, load_actors
from sayso.knowledge.side_files import FILE, Conflict, SideFile, read_sides

UNKNOWN = "unknown"
# Sides that are no party to the war.
NEUTRAL = frozenset({UNKNOWN, "UN", "media", "monitors", "aid agencies", "civilians"})
_FAMILIES = {"UNO": "UN", "EUR": "EU"}
# Kinds that are found in their own country.
_FIGHTING = frozenset({"rebel", "armed group", "political opposition"})
_SUFFERING = frozenset({"civilians", "prisoners"})
Vote = tuple[str, int]  # the conflict that somebody's being named speaks for, and how much


class Party(Record):
    """Whom a source speaks for. ``id`` is an entity id, or the folded name where none is known;
    ``collective``: it names a side at large ("rebels"), so that any of its members may be meant;
    ``known``: an entity or a proper kind is behind it."""

    id: str
    name: str
    side: str
    collective: bool = False
    known: bool = True


class Sides:
    """All that sides.yaml says. Build it with ``load_sides``."""

    def __init__(self, file: SideFile, actors: Actors) -> None:
        self.file, self.actors = file, actors
        self._codes = {
            country: code
            for code, conflict in file.conflicts.items()
            for country in (code, *conflict.countries)
        }
        self._abroad = {
            entity
            for conflict in file.conflicts.values()
            for listed in conflict.backers.values()
            for entity in listed
        }
        self._parties: dict[tuple[object, ...], Party] = {}
        self._backing: dict[str | None, dict[str, frozenset[str]]] = {}
        self._named: dict[str, str | None] = {}
        self._votes: dict[tuple[str | None, ...], Vote | None] = {}

    def side(
        self,
        entity: str | None,
        kind: str,
        country: str | None,
        affiliations: tuple[str, ...] = (),
        sectors: tuple[str, ...] = (),
        conflict: str | None = None,
        day: str | None = None,
    ) -> str:
        """The side of whoever has these attributes (as in a Source or Mention) in the conflict over
        a country (ISO 3166 alpha-3) on a day (EDTF): "government", "opposition", "UN", the name of
        a state or group that stands for itself; "unknown" where nothing tells."""
        return self.party(entity, kind, country, affiliations, sectors, conflict, day=day).side

    def party(
        self,
        entity: str | None,
        kind: str,
        country: str | None,
        affiliations: tuple[str, ...] = (),
        sectors: tuple[str, ...] = (),
        conflict: str | None = None,
        name: str | None = None,
        day: str | None = None,
    ) -> Party:
        """The party that a source or mention speaks for or is part of; arguments as in ``side``,
        ``name`` for one that no entity id tells."""
        key = (entity, kind, country, affiliations, sectors, conflict, name, day)
        known = self._parties.get(key)
        if known is None:
            known = self._party(entity, kind, country, affiliations, sectors, conflict, name, day)
            self._parties[key] = known
        return known

    def _party(
        self,
        entity: str | None,
        kind: str,
        country: str | None,
        affiliations: tuple[str, ...],
        sectors: tuple[str, ...],
        conflict: str | None,
        name: str | None,
        day: str | None,
    ) -> Party:
        given = Actor(
            id=entity or "", name=name or "", kind=kind, country=country, sectors=sectors  # type: ignore[arg-type]
        )  # fmt: skip
        line = self._line_of(entity, affiliations, day)
        if not line and (home := self._family(given)):
            line = self.line(home, day)
        entry = self.file.conflicts.get(conflict or "")
        body = next((a for a in line if not a.person and a.affiliated is None), None) or (
            line[-1] if line else given
        )
        found = next(
            (
                (standing, actor)
                for actor in line
                for standing in (entry.sides if entry else ())
                if actor.id in standing.ids and standing.held(day)
            ),
            None,
        )
        top = line[-1] if line else given
        key, label = top.id or (name or "").casefold(), self._label(top, conflict)
        if found:
            standing, actor = found
            key, label = (
                (f"{conflict}/{standing.side}", standing.side)
                if standing.one
                else (actor.id, self._label(actor, conflict))
            )
        side = found[0].side if found else self._by_rule(body, conflict, label)
        collective = bool(line) and self._collective(top)
        return Party(
            id=key,
            name=label or UNKNOWN,
            side=side,
            collective=collective,
            known=bool(line),
        )

    def _label(self, actor: Actor, conflict: str | None) -> str:
        if actor.id and actor.id == conflict and actor.id in self.actors.countries:
            return self.actors.compose(actor.id, "GOV").name
        return actor.name

    def _collective(self, actor: Actor) -> bool:
        country, _, suffix = actor.id.partition("-")
        if country not in self.actors.countries:
            return False
        return suffix in self.file.collectives

    def _by_rule(self, body: Actor, conflict: str | None, label: str) -> str:
        home = None
        if body.country is not None and conflict is not None:
            home = self._codes.get(body.country, body.country) == conflict
        elif body.country is not None:
            home = False
        for rule in self.file.rules:
            if (
                (not rule.kinds or body.kind in rule.kinds)
                and (not rule.sectors or not rule.sectors.isdisjoint(body.sectors))
                and (rule.home is None or rule.home == home)
            ):
                country = self.actors.countries.get(body.country or "")
                return rule.side.format(
                    name=label or body.name or UNKNOWN, country=country.name if country else UNKNOWN
                )
        return UNKNOWN

    def _line_of(
        self, entity: str | None, affiliations: tuple[str, ...], day: str | None
    ) -> tuple[Actor, ...]:
        own = self.line(entity, day) if entity else ()
        spoken_for = next((line for a in affiliations if (line := self.line(a, day))), ())
        if not spoken_for or (own and not own[0].person and len(own) > 1):
            return own
        if own and not own[0].person and own[0].kind != "media":
            return own
        return (*own[:1], *spoken_for)

    def line(self, entity: str, day: str | None) -> tuple[Actor, ...]:
        """An entity and the bodies that it speaks for or belongs to, outward to the last."""
        line: list[Actor] = []
        at: str | None = entity
        while at is not None and all(actor.id != at for actor in line):
            actor = self.actors.get(at)
            if actor is None:
                break
            line.append(actor)
            at = self._above(actor, day)
        return tuple(line)

    def _above(self, actor: Actor, day: str | None) -> str | None:
        if actor.person:
            held = [o.body for o in actor.offices if o.held(day)] or [o.body for o in actor.offices]
            if held:
                return held[0]
        return actor.affiliated or actor.parent or self._family(actor)

    def _family(self, actor: Actor) -> str | None:
        """The body or state that an actor is an organ of by its kind alone."""
        family = next((_FAMILIES[s] for s in actor.sectors if s in _FAMILIES), None)
        if family is not None:
            return family if family != actor.id else None
        organ = actor.kind in self.file.state and actor.country in self.actors.countries
        return actor.country if organ and actor.country != actor.id else None

    def backs(self, side: str, conflict: str | None) -> frozenset[str]:
        """The sides that a side backs in a conflict."""
        known = self._backing.get(conflict)
        if known is None:
            entry = self.file.conflicts.get(conflict or "", Conflict())
            found: dict[str, frozenset[str]] = {}
            for backed, entities in entry.backers.items():
                for entity in entities:
                    name = self.of(Mention(id=entity), conflict).side
                    found[name] = found.get(name, frozenset()) | {backed}
            known = self._backing[conflict] = found
        return known.get(side, frozenset())

    def opposed(self, a: str, b: str, conflict: str | None) -> bool:
        """Whether two sides, or those whom they back, are at war with each other in the conflict;
        never where they back the same side."""
        if a == b:
            return False
        ours, theirs = {a, *self.backs(a, conflict)}, {b, *self.backs(b, conflict)}
        entry = self.file.conflicts.get(conflict or "", Conflict())
        pairs = self._pairs(entry)
        if frozenset({a, b}) in pairs:
            return True
        return not ours & theirs and any(frozenset({x, y}) in pairs for x in ours for y in theirs)

    def fighting(self, conflict: str | None) -> frozenset[str]:
        """The sides that fight the war themselves, apart from those who only back one."""
        entry = self.file.conflicts.get(conflict or "", Conflict())
        named = {side for pair in self._pairs(entry) for side in pair}
        return frozenset(named)

    def allied(self, a: str, b: str, conflict: str | None) -> bool:
        """Whether two sides are one, or back each other or the same one in the conflict."""
        ours, theirs = {a, *self.backs(a, conflict)}, {b, *self.backs(b, conflict)}
        return not ours.isdisjoint(theirs)

    def _pairs(self, entry: Conflict) -> set[frozenset[str]]:
        return {frozenset(pair) for pair in entry.opposed} or {
            frozenset({"government", side})
            for side in ("opposition", *(standing.side for standing in entry.sides))
            if side != "government"
        }

    def of(self, who: Mention | Source, conflict: str | None, day: str | None = None) -> Party:
        """The party of a mention or source; a source's ``of`` comes before its affiliations."""
        affiliations = who.affiliations
        if isinstance(who, Source) and who.of is not None and who.of.id is not None:
            affiliations = (who.of.id, *affiliations)
        actor = self.actors.get(who.id) if who.id else None
        return self.party(
            who.id,
            actor.kind if actor else who.kind,
            actor.country if actor else who.country,
            affiliations,
            actor.sectors if actor else who.sectors,
            conflict,
            name=who.name,
            day=day,
        )

    def conflict(self, claim: Claim) -> str | None:
        """The country (ISO 3166 alpha-3) of the conflict that a claim is about."""
        return self.conflict_of((claim,))

    def conflict_of(self, claims: Iterable[Claim]) -> str | None:
        """The conflict that most of the claims are about, by their places and by where their
        parties and sources are at home; countries that sides.yaml knows a conflict over come first.
        A state tells nothing by itself that wages war abroad, nor a group that fights in several
        countries. None where nothing tells."""
        votes: dict[str, int] = {}
        for claim in claims:
            found = [(self._codes[p.country], 2) for p in claim.places if p.country in self._codes]
            day = claim.report.published[:10] if claim.report.published else None
            roles = claim.roles
            named: tuple[Mention | Source, ...] = (
                *roles.actor, *roles.recipient, *roles.helper, *roles.beneficiary,
                *roles.content, *claim.sources,
            )  # fmt: skip
            found += [vote for who in named if (vote := self._vote(who, day)) is not None]
            for country, weight in found:
                votes[country] = votes.get(country, 0) + weight
        ranked = sorted(votes.items(), key=lambda v: (v[0] not in self.file.conflicts, -v[1], v[0]))
        return ranked[0][0] if ranked else None

    def _war(self, country: str) -> str:
        return self._codes.get(country, country)

    def _vote(self, who: Mention | Source, day: str | None) -> Vote | None:
        key = (who.id, who.name, who.kind, who.country)
        if key in self._votes:
            return self._votes[key]
        actor = self.actors.get(who.id) if who.id else None
        vote = self._voted(who, actor, day)
        if actor is None or not actor.offices:  # what an envoy is for hangs on the day
            self._votes[key] = vote
        return vote

    def _voted(self, who: Mention | Source, actor: Actor | None, day: str | None) -> Vote | None:
        about = _about(actor, day)
        country = who.country or (actor.country if actor else None)
        if len(about) > 1:
            return None
        if about or (country is None and actor is None):
            found = next(iter(about), None) or self.country_in(who.name or "")
            return (self._war(found), 1) if found else None
        if country is None:
            return None
        known = country in self._codes
        here = who.kind in _FIGHTING or (known and who.kind in _SUFFERING)
        if here or (known and country not in self._abroad):
            return self._war(country), 2 if here else 1
        return None

    def country_in(self, name: str) -> str | None:
        """The one country that a name has in it."""
        if name not in self._named:
            words = re.findall(r"[^\W\d_][\w'’-]*", name)
            found = None
            for start in range(len(words)):
                _, values = self.actors.longest_name(words, start)
                states = {f.actor.id for f in values if f.actor.id in self.actors.countries}
                if len(states) == 1 and words[start][0].isupper():
                    found = next(iter(states))
            self._named[name] = found
        return self._named[name]


def _about(actor: Actor | None, day: str | None) -> frozenset[str]:
    """The countries besides its own that an actor is there for."""
    if actor is None:
        return frozenset()
    envoy = (c for office in actor.offices if office.held(day) for c in office.about)
    return frozenset((*actor.active, *actor.about)) or frozenset(envoy)


@functools.cache
def load_sides(path: Path = FILE) -> Sides:
    """Read sides.yaml against the actor files. Raises KnowledgeError naming the entry."""
    actors = load_actors()
    return Sides(read_sides(actors, path), actors)
