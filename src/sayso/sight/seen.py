"""A record asked by somebody who may not see all of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from sayso.core.record import JudgedClaim, Judgement
from sayso.core.tokens import Role
from sayso.core.types import Claim
from sayso.sight.scope import Asked, Scope
from sayso.sight.sight import Sight, sight_now
from sayso.sight.store import SeenStore
from sayso.store.incidents import Gathering
from sayso.store.store import Store
from sayso.telling import Telling


def seen(
    store: Store,
    role: Role,
    *,
    public: bool = False,
    delay_days: int = 0,
    today: datetime.date | None = None,
) -> Seen:
    """The record as a role may see it: read what is public, review also what is restricted, admin
    all.

    ``public``: to people whom nobody knows; only reports that were looked through for persons (see
    releasing.py) are seen, named private persons are masked, and medical, aid, school and shelter
    sites are shown by their district. ``delay_days``: what was recorded or published less than so
    many days before ``today`` is not seen yet. What comes out follows every change of the record,
    but not the day: ask again on the next.
    """
    if delay_days > 0 and today is None:
        raise ValueError("a delay needs the day that it is")
    day = today if delay_days > 0 else None
    return Seen(store, Asked(role=role, public=public, delay_days=max(delay_days, 0), today=day))


class Seen(Telling):
    """See ``seen``. Its ``store`` hides the same; writing to it is refused."""

    def __init__(self, store: Store, asked: Asked) -> None:
        self.asked = asked
        self._whole = store
        super().__init__(SeenStore(store, asked))

    @property
    def _sight(self) -> Sight:
        return sight_now(self._whole, self.asked)

    @property
    def scope(self) -> Scope:
        """Which reports and claims are seen."""
        return self._sight.scope

    def newest(self) -> str | None:
        """The last day on which a report came out that is seen (ISO)."""
        seen = self.scope.reports
        days = (r.published for r in self._whole.safety.standing() if r.id in seen)
        return max((day[:10] for day in days if day and len(day) >= 10), default=None)

    @property
    def sees_all(self) -> bool:
        """Whether nothing of the record is hidden from who asks."""
        return self._sight.is_all

    def _held(self, ids: Iterable[str], work: Gathering | None = None) -> dict[str, Claim]:
        sight = self._sight
        wanted = [id for id in sorted(set(ids)) if id in sight.scope.claims]
        held = sight.held  # shared with other threads, any of which may clear it
        found = {id: claim for id in wanted if (claim := held.get(id)) is not None}
        missing = [id for id in wanted if id not in found]
        if missing:
            new = sight.claims(missing)
            if len(held) + len(new) > _KEPT:
                held.clear()
            held.update(new)
            found |= new
        return {id: found[id] for id in wanted if id in found}

    def forget(self) -> None:
        """Let go of what is held between questions."""
        self._sight.held.clear()

    def _standing(
        self, claims: Mapping[str, Claim], judgements: Sequence[Judgement]
    ) -> dict[str, JudgedClaim]:
        found = super()._standing(claims, judgements)
        sight = self._sight
        if sight.is_all:
            return found
        shown = sight.shown([judged.claim for judged in found.values()])
        return {
            id: replace(judged, claim=claim)
            for (id, judged), claim in zip(found.items(), shown, strict=True)
        }

    def _judgements(self) -> tuple[Judgement, ...]:
        return self._sight.judgements()


_KEPT = 50_000  # claims held between questions
