"""Who holds which place, which ways can be used, and what lines of places are made from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.core.edtf import bounds
from sayso.core.situation import Control, Fluent, Route
from sayso.core.types import Claim
from sayso.knowledge.access import load_access
from sayso.situation.gate import iso
from sayso.situation.marks import keys
from sayso.situation.scene import Scene, line_id
from sayso.situation.sites import ends
from sayso.situation.spells import Spell

Found = tuple[Spell, Fluent]
OPEN = frozenset({"holds", "may hold", "last reported"})
NOW = frozenset({"holds", "may hold"})
# Only projected: it has not happened.
AHEAD = frozenset({"predicted"})
TRAPPED = frozenset({"besieged", "stranded"})
WEEK = 7


def control(scene: Scene) -> tuple[Control, ...]:
    """Who holds a place, wholly or in part, and who else is present. Parties that one set of
    claims has holding it together make one line."""
    contested: dict[str, list[str]] = {}
    for spell, fluent in scene.of("contested"):
        if fluent.state in NOW and spell.marks:
            contested.setdefault(spell.key[0], []).append(spell.value)
    lines = []
    for group in together(scene, "control"):
        lines.append(_control(scene, group, contested))
    for spell, fluent in scene.of("presence"):
        if spell.value == "there" and fluent.state in OPEN and spell.marks:
            lines.append(_control(scene, [(spell, fluent)], contested, spell.key[1]))
    return tuple(sorted(lines, key=lambda c: (c.place, c.from_ or "", c.holder, c.extent, c.id)))


def _control(
    scene: Scene, group: Sequence[Found], contested: dict[str, list[str]], there: str | None = None
) -> Control:
    spell, fluent = group[0]
    site = scene.known.sites.site(spell.key[0])
    claims = union(f.claims for _, f in group)
    return Control(
        id=line_id("line", *(f.id for _, f in group)),
        claims=claims,
        against=union(f.against for _, f in group),
        incidents=union(f.incidents for _, f in group),
        fluents=tuple(f.id for _, f in group),
        place=site.name, country=site.country, lat=site.lat, lon=site.lon,
        holder=(there,) if there is not None else tuple(sorted(s.value for s, _ in group)),
        extent="presence" if there is not None else fluent.extent,
        from_=fluent.from_, to=fluent.to, state=fluent.state, days=fluent.days,
        contested_by=tuple(sorted(set(contested.get(site.key, ())))),
        disputed=other_accounts(scene, claims, "control", [s.value for s, _ in group]),
    )  # fmt: skip


def other_accounts(
    scene: Scene, claims: Sequence[str], fluent: str, parties: Sequence[str]
) -> tuple[str, ...]:
    """What other accounts have instead of a place's being held or besieged by some parties."""
    known = scene.known
    if not scene.disputed(claims, "control"):
        return ()
    says = known.effects.fluents[fluent].says.partition("{}")[0]
    names = {known.parties.names.get(p, p) for p in parties}
    scene.fetch(claims)
    for id in claims:
        claim = scene.claims[id]
        for mention in (*claim.roles.actor, *claim.roles.recipient):
            if mention.name and known.parties.of(mention, scene.conflict(claim)) in parties:
                names.add(mention.name)
    return scene.disputed(claims, "control", says=says, names=names)


def together(scene: Scene, name: str) -> list[list[Found]]:
    """Spells of one place, interval and set of claims: parties that do it together."""
    groups: dict[tuple[object, ...], list[Found]] = {}
    for spell, fluent in scene.of(name):
        if fluent.claims and scene.is_here(spell.key[0]):
            key = (spell.key, fluent.extent, fluent.from_, fluent.to, fluent.state, fluent.claims)
            groups.setdefault(key, []).append((spell, fluent))
    return list(groups.values())


def projections(scene: Scene, fluent: str) -> list[Claim]:
    """Claims that a state will come about."""
    effects = scene.known.effects
    return [
        c for c in scene.told
        if c.status in AHEAD and c.polarity == "positive" and c.phase != "end"
        and any(e.state.fluent == fluent and e.change in ("start", "observe")
                for e in effects.of(c.predicate))
    ]  # fmt: skip


def routes(scene: Scene) -> tuple[Route, ...]:
    """Ways and borders: open, cut or closed, and what is said to be cut before long."""
    parties, lines = scene.known.parties, []
    shown = [
        (spell, fluent)
        for spell, fluent in scene.of("route", "border", "authorised")
        if fluent.state in OPEN and fluent.claims and scene.is_here(*spell.key)
    ]
    scene.fetch(c for _, fluent in shown for c in fluent.claims)
    for spell, fluent in shown:
        told = [scene.claims[c] for m in spell.marks for c in m.claims]
        ends_ = told or [scene.claims[c] for c in fluent.claims]
        between = _order(scene, spell.key, ends_)
        lines.append(
            Route(
                id=line_id("line", fluent.id), claims=fluent.claims, against=fluent.against,
                incidents=fluent.incidents, fluents=(fluent.id,),
                route=_way(between), between=between,
                status=_status(scene, spell.key, fluent, told),
                since=fluent.from_, best=_best(fluent.from_), state=fluent.state, days=fluent.days,
                by=parties.actors(m for c in told for m in c.roles.actor),
                with_=parties.actors(m for c in told for m in c.roles.helper),
                disputed=scene.disputed(fluent.claims, "status"),
            )
        )  # fmt: skip
    ahead: dict[tuple[str, ...], list[Claim]] = {}
    effects = scene.known.effects
    for claim in projections(scene, "route"):
        path = tuple(sorted({scene.known.sites.key(p) for p in ends(claim)}))
        if path and scene.is_here(*path) and any(keys(e, claim, path, scene.known)
                                                 for e in effects.of(claim.predicate)):  # fmt: skip
            ahead.setdefault(path, []).append(claim)
    for path, found in sorted(ahead.items()):
        told_ids = tuple(sorted(c.id for c in found))
        names = _order(scene, path, found)
        by = dict.fromkeys(p for c in found for p in parties.all_of(c.roles.actor,
                                                                    scene.conflict(c)))  # fmt: skip
        lines.append(
            Route(
                id=line_id("route ahead", *path), claims=told_ids,
                incidents=scene.incidents(told_ids), route=_way(names), between=names,
                status="projected cut", since=None, best=None, state=None, days=None,
                by=tuple(by), with_=(), disputed=scene.disputed(told_ids, "status"),
            )
        )  # fmt: skip
    return tuple(sorted(lines, key=lambda r: (r.route, r.status, r.id)))


def _status(scene: Scene, path: Sequence[str], fluent: Fluent, told: Sequence[Claim]) -> str:
    """How a way stands, in OCHA's terms for crossings where the words say so: open, sporadically
    open, closed, authorised by the Security Council."""
    if fluent.name == "authorised":
        by = [m.name or m.text or "" for c in told for m in c.roles.actor]
        council = any("security council" in name.casefold() for name in by)
        return f"{fluent.value} by the Security Council" if council else fluent.value
    # Claims of one incident may be of another crossing that they do not name.
    own = [c for c in told if set(path) <= {scene.known.sites.key(p) for p in ends(c)}]
    if fluent.value == "open" and any(load_access().is_sporadic(c.text) for c in own):
        return "sporadically open"
    return fluent.value


def _order(scene: Scene, path: Sequence[str], claims: Iterable[Claim]) -> tuple[str, ...]:
    """The names of a way's ends, from where it is said to lead to where."""
    sites = scene.known.sites
    ranks = dict.fromkeys(path, 2)
    for claim in claims:
        for place in ends(claim):
            key, rank = sites.key(place), {"to": 3, "toward": 3, "from": 1}.get(place.relation, 2)
            if key in ranks:
                ranks[key] = rank if ranks[key] == 2 else ranks[key]
    return tuple(sites.site(key).name for key in sorted(path, key=lambda k: (ranks[k], k)))


def _way(names: Sequence[str]) -> str:
    return " – ".join(names)


def _best(edtf: str | None) -> str | None:
    if edtf is None:
        return None
    first, last = bounds(edtf)
    if first is None or last is None or (last - first).days > WEEK:
        return None
    return iso((first.toordinal() + last.toordinal()) // 2)


def union(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({x for group in groups for x in group}))
