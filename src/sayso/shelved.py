"""What a question reads of the ledger: its claims as they are needed, and what was read before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import msgspec

from sayso.core.types import Claim
from sayso.situation.sites import Sites, Spoken, Spot, Tracks
from sayso.situation.spells import Spell
from sayso.store.names import State
from sayso.store.shelf import Shelf

T = TypeVar("T")
_SOME = 30  # claims fetched with one
_spot_coder = msgspec.json.Decoder(Spot)


class _Fetched(dict[str, T]):
    """Answers by claim id, fetched when they are asked for; whoever goes through them all sees only
    those that were."""

    def __init__(self, fetch: Callable[[str], None]) -> None:
        super().__init__()
        self._fetch = fetch

    def __missing__(self, id: str) -> T:
        if id in self:
            return self[id]
        raise KeyError(id)

    def __contains__(self, id: object) -> bool:
        if not super().__contains__(id):
            self._fetch(str(id))
        return super().__contains__(id)

    def get(self, id: str, default: Any = None) -> Any:
        """As of any mapping."""
        return super().get(id, default) if id in self else default


class Held:
    """What was read for a question before, good as long as the record stays in one state."""

    def __init__(self, state: State | None) -> None:
        self.state = state
        self.claims: dict[str, Claim] = {}
        self._known: dict[str, tuple[Sites, Tracks]] = {}

    def known(self, shelf: Shelf) -> tuple[Sites, Tracks]:
        """The places and talks of a part."""
        if shelf.part not in self._known:
            self._known[shelf.part] = _all_sites(shelf), Tracks(shelf.talks(Spoken))
        return self._known[shelf.part]


class Claims:
    """The claims of a part, and their incidents. With one that a state rests on come some others
    that states of its kind rest on."""

    def __init__(self, shelf: Shelf, held: dict[str, Claim]) -> None:
        self._shelf, self._held = shelf, held
        self.by_id: dict[str, Claim] = _Fetched(self._look)
        self.incident_of: dict[str, str] = _Fetched(self._look)
        self._asked: set[str] = set()
        self._kind: dict[str, str] = {}
        self._kinds: dict[str, list[str]] = {}

    def put(self, id: str, incident: str, claim: Claim) -> None:
        """Hold a claim that is there."""
        self._asked.add(id)
        self.by_id[id], self.incident_of[id] = claim, incident

    def rest_on(self, shown: Iterable[Spell]) -> None:
        """What the states that are shown rest on."""
        for spell in shown:
            kind = self._kinds.setdefault(spell.fluent, [])
            for mark in (*spell.marks, *spell.ending, *spell.against, *spell.against_end):
                for id in mark.claims:
                    if id not in self._asked and id not in self._kind:
                        self.incident_of[id] = mark.incident
                        self._kind[id] = spell.fluent
                        kind.append(id)

    def fetch(self, ids: Iterable[str]) -> None:
        """Have these at hand, of those that the states rest on."""
        wanted = {id for id in ids if id in self._kind} - self._asked
        if wanted:
            self._asked |= wanted
            new = [id for id in sorted(wanted) if id not in self._held]
            self._held.update(self._shelf.standing(new))
            self.by_id.update({id: self._held[id] for id in wanted if id in self._held})

    def _look(self, id: str) -> None:
        if id in self._kind:
            kind = self._kinds[self._kind[id]]
            self.fetch((id, *kind[-_SOME:]))
            del kind[-_SOME:]
        elif id not in self._asked:
            self._asked.add(id)
            for found, incident, claim in self._shelf.named([id]):
                self.put(found, incident, claim)


def _all_sites(shelf: Shelf) -> Sites:
    rows = [(_spot_coder.decode(spot), folded, count) for spot, folded, count in shelf.spots()]
    return Sites(
        {spot: count for spot, _, count in rows}, {spot.name: folded for spot, folded, _ in rows}
    )
