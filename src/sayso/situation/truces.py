"""Which claims are of one ceasefire: by what was gathered, who, where and when.

"The truce" seldom says which. A claim is of the ceasefire of its incident; else of the last one
declared by then that fits its parties, places and conflict; where two fit alike, of none.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Sequence, Set

from sayso.core.types import Claim, Place
from sayso.knowledge.ceasefires import CeasefireWords, Stage
from sayso.situation.gate import first_day, gate, last_day, said
from sayso.situation.scene import Scene
from sayso.situation.sites import HERE, WAYS, Site

# What tells that there is one. A breach is too often told of what others hold to be none.
_FOUNDING = frozenset({"declared", "begun", "kept", "extended", "ended"})
_SCOPE = frozenset({"declared", "begun", "kept", "extended", "ended"})
_RANK: dict[Stage | None, int] = {"declared": 0, "begun": 1, "kept": 2, "extended": 3}
BREACH = frozenset({"asserted", "accused", "denied"})
_AFTER = 7  # days after its end in which a breach may still be told of


def stage_of(claim: Claim, words: CeasefireWords) -> Stage | None:
    """What a claim tells of a ceasefire: to stop one is to end it, one that goes on is kept; to end
    a breach is nothing."""
    stage = words.stage(claim.predicate)
    if stage == "brokered" and not any(
        words.names_one(m.text or m.name or "") for m in claim.roles.content
    ):
        return None
    if claim.phase == "end":
        return "ended" if stage in ("declared", "begun", "kept") else None
    goes_on = claim.phase == "continue" or claim.status == "ongoing"
    return "kept" if goes_on and stage in ("declared", "begun") else stage


def is_set(claim: Claim, words: CeasefireWords) -> bool:
    """Whether a claim sets a day for it to begin or to end."""
    return (
        claim.modality == "planned"
        and claim.status == "scheduled"
        and claim.polarity == "positive"
        and stage_of(claim, words) in ("declared", "begun", "ended")
    )


def came(claim: Claim) -> int:
    """The day by which a claim was said, or what it tells had been by its own words: the earlier
    of the two, since some reports come late, and some tell of days to come."""
    when, told = claim.when, said(claim) or 0
    own = first_day(when.earliest) if when is not None and when.text is not None else None
    return told if own is None else min(own, told)


Same = Callable[[str, str, str | None], bool]


class Truce:
    """One ceasefire: its claims in the order told, whose it is, where, and when it was told of."""

    def __init__(self, id: str, conflict: str | None) -> None:
        self.id, self.conflict = id, conflict
        self.claims: list[Claim] = []
        self.parties: set[str] = set()
        self.places: set[str] = set()
        self.reports: set[str] = set()
        self.first: int | None = None
        self.dated = False
        self.ended: int | None = None

    def by(self, day: int, held: Collection[str] = ()) -> list[Claim]:
        """Its claims of what had been by a day (ordinal), or was said by it; ``held`` too."""
        return [c for c in self.claims if came(c) <= day or c.id in held]


class _Told:
    """The claims of one incident that tell of a ceasefire."""

    def __init__(self, scene: Scene, id: str, claims: Sequence[Claim], words: CeasefireWords):
        self.id, self.claims = id, claims
        stages = {c.id: stage_of(c, words) for c in claims}
        sure = [c for c in claims if gate(c) == "for" and stages[c.id] in _FOUNDING]
        self.founds = bool(sure)
        self.declares = any(stages[c.id] == "declared" for c in sure)
        self.ends = [c for c in sure if stages[c.id] == "ended"]
        conflicts = [c for c in map(scene.conflict, claims) if c is not None]
        self.conflict = min(conflicts, default=None, key=lambda c: (-conflicts.count(c), c))
        self.parties = {
            p
            for c in claims
            if stages[c.id] != "brokered"
            for p in scene.known.parties.all_of(
                [m for m in (*c.roles.actor, *c.roles.recipient) if m.id is not None],
                self.conflict,
            )
            if stages[c.id] not in ("covers", "excludes")
        }
        self.places = {
            scene.known.sites.key(p)
            for c in claims
            for p in c.places
            if _counts(p, self.conflict) and stages[c.id] != "excludes"
            and not (stages[c.id] == "covers" and gate(c) != "for")
        }  # fmt: skip
        self.scopes = {
            scene.known.sites.key(p)
            for c in sure
            for p in c.places
            if _counts(p, self.conflict) and stages[c.id] in _SCOPE
        }
        dates = [c for c in claims if c.when and c.when.text and not is_set(c, words)]
        days = [d for c in dates if c.when and (d := first_day(c.when.edtf)) is not None]
        tellings = [d for c in claims if (d := said(c)) is not None]
        self.dated = bool(days)
        self.day = min(days or tellings, default=0)
        self.rank = min(_RANK.get(stages[c.id], 4) for c in claims)
        self.reports = {c.report.id for c in claims}


def gather(scene: Scene, words: CeasefireWords) -> list[Truce]:
    """The ceasefires that somebody tells of by the day, in the order of their first days; the order
    of claims does not matter."""
    groups: dict[str, list[Claim]] = {}
    for claim in _told(scene):
        if stage_of(claim, words) is not None and _tells(claim, words):
            groups.setdefault(scene.incident_of[claim.id], []).append(claim)
    told = [_Told(scene, id, claims, words) for id, claims in groups.items()]
    found: list[Truce] = []
    same = functools.cache(scene.known.parties.same)
    for one in sorted(told, key=lambda t: (t.day, t.rank, t.id)):
        truce = _fitting(scene, one, found, words, same)
        if truce is None and one.founds:
            truce = Truce(one.id, one.conflict)
            found.append(truce)
        if truce is not None:
            _add(truce, one)
    for truce in found:
        truce.claims.sort(key=lambda c: (said(c) or 0, c.id))
    return found


def _tells(claim: Claim, words: CeasefireWords) -> bool:
    """Whether a claim tells of a ceasefire as there or not, sets its days, or tells of a breach:
    none that somebody only demands, offers or plans."""
    if stage_of(claim, words) == "violated":
        return claim.modality in BREACH and claim.condition is None
    return gate(claim) is not None or is_set(claim, words)


def _told(scene: Scene) -> list[Claim]:
    """The claims said by the day, and those of which a state on the day follows."""
    found = {c.id: c for c in scene.told}
    states = scene.of("ceasefire", "war_ceasefire")
    ids = {id for _, f in states for id in (*f.claims, *f.against)}.difference(found)
    scene.fetch(ids)
    found |= {id: scene.claims[id] for id in ids}
    return [found[id] for id in sorted(found)]


def _add(truce: Truce, one: _Told) -> None:
    truce.claims += one.claims
    truce.conflict = truce.conflict or one.conflict
    truce.parties |= one.parties if one.founds else set()
    truce.places |= one.scopes
    truce.reports |= one.reports
    if one.founds and (truce.first is None or (one.dated and not truce.dated)):
        truce.first, truce.dated = one.day, one.dated
    if one.ends:
        days = [d for c in one.ends if c.when and (d := last_day(c.when.latest)) is not None]
        truce.ended = max(days or [one.day])


def _fitting(
    scene: Scene, one: _Told, found: Iterable[Truce], words: CeasefireWords, same: Same
) -> Truce | None:
    """The ceasefire that an incident is about, of those found so far."""
    ranked = sorted(
        ((_score(one, t, same), t) for t in found if _fits(scene, one, t, words, same)),
        key=lambda x: x[0],
        reverse=True,
    )
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]


def _score(one: _Told, truce: Truce, same: Same) -> tuple[bool, bool, bool, int]:
    return (
        not one.places.isdisjoint(truce.places),
        _share(one.parties, truce.parties, truce.conflict, same),
        not one.reports.isdisjoint(truce.reports),
        truce.first or 0,
    )


def _fits(scene: Scene, one: _Told, truce: Truce, words: CeasefireWords, same: Same) -> bool:
    if one.conflict and truce.conflict and one.conflict != truce.conflict:
        return False
    if not _in_time(one, truce, words):
        return False
    if one.places and truce.places:
        if one.declares and one.places.isdisjoint(truce.places):
            return False
        if not one.declares and not _near(scene, one.places, truce.places):
            return False
    ours, theirs = one.parties, truce.parties
    return not (ours and theirs) or _share(ours, theirs, truce.conflict, same)


def _in_time(one: _Told, truce: Truce, words: CeasefireWords) -> bool:
    """Whether what is told may be of a ceasefire by its days: a declaration of that day, or told
    again soon; all else until it is over."""
    if not one.declares:
        return truce.ended is None or one.day <= truce.ended + _AFTER
    if truce.ended is not None and one.day >= truce.ended:
        return False
    apart = abs(one.day - (truce.first or 0))
    return apart <= 1 if one.dated and truce.dated else apart <= words.retold


def _share(a: Iterable[str], b: Collection[str], conflict: str | None, same: Same) -> bool:
    return any(same(x, y, conflict) for x in a for y in b)


def _near(scene: Scene, a: Set[str], b: Set[str]) -> bool:
    """Whether places are the same, or one lies in the other as far as their names tell."""
    if not a.isdisjoint(b):
        return True
    sites = scene.known.sites
    return any(
        _within(sites.site(inner), sites.site(outer))
        for inners, outers in ((a, b), (b, a))
        for outer in outers & sites.wide
        for inner in inners
    )


def _within(inner: Site, outer: Site) -> bool:
    """Whether a place is in a division, or in a country."""
    if outer.name == outer.admin1:
        return inner.admin1 == outer.admin1
    return inner.country == outer.country


def _counts(place: Place, conflict: str | None) -> bool:
    """Whether a place may be one that a ceasefire is for: where one is signed abroad, it is not."""
    if not place.name or place.relation not in HERE or place.precision in WAYS:
        return False
    return conflict is None or place.country is None or place.country == conflict
