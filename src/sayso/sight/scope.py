"""Which reports and claims of a record may be seen, as it stands now."""

from __future__ import annotations

import datetime
import itertools
from dataclasses import dataclass, field

from sayso.core.release import Level
from sayso.core.tokens import Role
from sayso.release.levels import is_held_back, level_of, may_see
from sayso.store.store import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """Who looks, and how: see ``seen``."""

    role: Role
    public: bool
    delay_days: int
    today: datetime.date | None


@dataclass(frozen=True, slots=True)
class Ids:
    """A set of ids, held as those that are in it, or as those that are not."""

    known: frozenset[str]
    inside: bool

    def __contains__(self, id: object) -> bool:
        return (id in self.known) is self.inside

    @property
    def is_all(self) -> bool:
        """Whether every id is in it."""
        return not self.inside and not self.known


ALL = Ids(frozenset(), inside=False)


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be seen. ``replaced_by``: report → the next version that may be seen; ``versions``:
    report → its number among the versions that may be seen. Both only of reports that have other
    versions."""

    reports: Ids = ALL
    claims: Ids = ALL
    replaced_by: dict[str, str] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)

    def has(self, id: str) -> bool:
        """Whether this is the id of a report or claim that may be seen."""
        if self.reports.inside:
            return id in self.reports or id in self.claims
        return id in self.reports and id in self.claims

    @property
    def is_all(self) -> bool:
        """Whether nothing is hidden."""
        return self.reports.is_all and self.claims.is_all


def scope_of(store: Store, asked: Asked) -> Scope:
    """What may be seen of a record as it stands."""
    reports = _reports(store, asked)
    hidden = {
        id
        for id, level in store.safety.levels("claim").items()
        if not may_see(asked.role, level_of("public", level))
    }
    if reports.inside:
        shown = store.safety.claims_of(reports.known) - hidden
        claims = Ids(frozenset(shown), inside=True)
    else:
        claims = Ids(frozenset(store.safety.claims_of(reports.known) | hidden), inside=False)
    if reports.is_all:
        return Scope(reports=reports, claims=claims)
    following, versions = _versions(store.safety.replaced(), reports)
    return Scope(reports=reports, claims=claims, replaced_by=following, versions=versions)


def _reports(store: Store, asked: Asked) -> Ids:
    levels = store.safety.levels("report")
    if not asked.public and asked.delay_days <= 0:
        if may_see(asked.role, level_of(None)):
            hidden = (id for id, level in levels.items() if not _sees(asked, level))
            return Ids(frozenset(hidden), inside=False)
        return Ids(frozenset(id for id, v in levels.items() if _sees(asked, v)), inside=True)
    looked = store.safety.looked_through() if asked.public else None
    shown: set[str] = set()
    for report in store.safety.standing():
        if not _sees(asked, levels.get(report.id)):
            continue
        if looked is not None and report.id not in looked:
            continue
        if asked.delay_days > 0:
            if asked.today is None:
                raise ValueError("a delay needs the day that it is")
            if is_held_back(report.recorded, report.published, asked.today, asked.delay_days):
                continue
        shown.add(report.id)
    return Ids(frozenset(shown), inside=True)


def _sees(asked: Asked, level: Level | None) -> bool:
    return may_see(asked.role, level_of(level))


def _versions(replaced: dict[str, str], reports: Ids) -> tuple[dict[str, str], dict[str, int]]:
    """Chains of versions without those that may not be seen."""
    following: dict[str, str] = {}
    versions: dict[str, int] = {}
    later = set(replaced.values())
    for first in sorted(set(replaced) - later):
        chain = [first]
        while chain[-1] in replaced and replaced[chain[-1]] not in chain:
            chain.append(replaced[chain[-1]])
        seen = [id for id in chain if id in reports]
        versions.update({id: number for number, id in enumerate(seen, 1)})
        following.update(itertools.pairwise(seen))
    return following, versions
