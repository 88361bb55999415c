"""Parties as the situation names them: an organ stands for its state or side, a branch for its
group; a side named at large ("rebels") may be any of its members."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.core.types import Mention, Source
from sayso.knowledge.places import fold
from sayso.knowledge.sides import NEUTRAL, Sides

ANY = "*"
_FIGHTING = frozenset(
    {"state", "official", "military", "armed group", "rebel", "political opposition",
     "group of states"}
)  # fmt: skip
# A closed class of English.
_PRONOUNS = frozenset(
    {"he", "she", "it", "they", "we", "i", "you", "him", "her", "them", "us", "me", "who", "those",
     "these", "this", "that", "one", "others", "some", "their", "his", "its", "our"}
)  # fmt: skip


class Parties:
    """Names parties and compares them; ``names`` grows by each one named."""

    def __init__(self, sides: Sides) -> None:
        self._sides = sides
        self.names: dict[str, str] = {}
        self._known: dict[tuple[str, str | None, str | None], str] = {}

    def of(self, who: Mention | Source, conflict: str | None, day: str | None = None) -> str:
        """The party that a mention or source is part of, as an entity id, or its name."""
        if who.id is None:
            return self.actor(who)
        key = (who.id, conflict, day)
        if key not in self._known:
            self._known[key] = self._party(who.id, conflict, day)
            if self._known[key] == who.id and who.name:
                self.names.setdefault(who.id, who.name)
        return self._known[key]

    def all_of(
        self, found: Iterable[Mention], conflict: str | None, day: str | None = None
    ) -> tuple[str, ...]:
        """The parties of several mentions, each once; those without an id only where none has
        one ("the army and its allies" is the army). A pronoun that nobody resolved is no party."""
        return tuple(dict.fromkeys(self.of(m, conflict, day) for m in _told(found)))

    def actor(self, who: Mention | Source) -> str:
        """A mention's or source's own id, or its name, or its words."""
        if who.id is not None:
            if who.id not in self.names:
                known = self._sides.actors.get(who.id)
                self.names[who.id] = known.name if known else who.name or who.id
            return who.id
        return who.name or who.text or "somebody"

    def actors(self, found: Iterable[Mention]) -> tuple[str, ...]:
        """The mentions' own ids or names, each once; as in ``all_of``."""
        return tuple(dict.fromkeys(self.actor(m) for m in _told(found)))

    def _party(self, entity: str, conflict: str | None, day: str | None) -> str:
        sides = self._sides
        line = sides.line(entity, day)
        if not line:
            return entity
        entry = sides.file.conflicts.get(conflict or "")
        for actor in line:
            for standing in entry.sides if entry else ():
                if actor.id in standing.ids and standing.held(day):
                    named = standing.ids[0] if standing.one else actor.id
                    known = sides.actors.get(named)
                    self.names[named] = standing.side if standing.one else (known or actor).name
                    return named
        top = line[-1]
        if top.id == conflict and top.id in sides.actors.countries:
            # In the war over its own country a state is its government.
            top = sides.actors.compose(top.id, "GOV")
        self.names[top.id] = top.name
        return top.id

    def side(self, party: str, conflict: str | None) -> str:
        """The side of a party in a conflict; "unknown" where nothing tells."""
        known = self._sides.actors.get(party)
        kind = known.kind if known else "unnamed"
        country = known.country if known else None
        sectors = known.sectors if known else ()
        return self._sides.side(party, kind, country, (), sectors, conflict)

    def same(self, a: str, b: str, conflict: str | None) -> bool:
        """Whether two names may be of one party: equal, or a side at large and a member of it."""
        if a == b or ANY in (a, b):
            return True
        if fold(a) == fold(b):
            return True
        if not (self._at_large(a) or self._at_large(b)):
            return False
        ours = self.side(a, conflict)
        return ours not in NEUTRAL and ours == self.side(b, conflict)

    def may_be(self, a: str, b: str, conflict: str | None) -> bool:
        """Whether two names may be of one party, as far as a description ("terrorists") leaves it
        open."""
        return self._is_description(a) or self._is_description(b) or self.same(a, b, conflict)

    def _is_description(self, party: str) -> bool:
        # Ids are in capitals; names of those without one are in the words of their reports.
        return party != party.upper() and self._sides.actors.get(party) is None

    def name_party(self, party: str, conflict: str | None) -> None:
        """Note the name of a party found earlier, by its id and the conflict it was found in."""
        entry = self._sides.file.conflicts.get(conflict or "")
        one = next((s for s in entry.sides if s.one and s.ids[0] == party), None) if entry else None
        known = self._sides.actors.get(party)
        if one is not None:
            self.names[party] = one.side
        elif known is not None:
            self.names.setdefault(party, known.name)

    def together(self, a: str, b: str, conflict: str | None) -> bool:
        """Whether two parties may hold a place side by side: one party, one side, or one backs the
        other."""
        if self.same(a, b, conflict):
            return True
        ours, theirs = self.side(a, conflict), self.side(b, conflict)
        if ours in NEUTRAL or theirs in NEUTRAL:
            return False
        return (
            ours == theirs
            or theirs in self._sides.backs(ours, conflict)
            or ours in self._sides.backs(theirs, conflict)
        )

    def fights(self, who: Mention) -> bool:
        """Whether a mention is of a kind that backs, or is backed, in a war."""
        known = self._sides.actors.get(who.id) if who.id else None
        sectors = known.sectors if known else who.sectors
        return (known.kind if known else who.kind) in _FIGHTING and "UNO" not in sectors

    def _at_large(self, party: str) -> bool:
        return party.rpartition("-")[2] in self._sides.file.collectives


def _told(found: Iterable[Mention]) -> list[Mention]:
    mentions = list(found)
    return [m for m in mentions if m.id] or [
        m for m in mentions if (name := m.name or m.text) and name.casefold() not in _PRONOUNS
    ]
