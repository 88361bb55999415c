"""Who holds which place, which places are shut in, which ways can be used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.core.edtf import bounds
from sayso.core.situation import Control, Figure, Fluent, Route, Siege, SiegeStatus
from sayso.core.types import Claim
from sayso.situation.gate import iso
from sayso.situation.marks import keys
from sayso.situation.scene import Scene, line_id
from sayso.situation.sites import ends, spots
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
    for group in _together(scene, "control"):
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
    claims = _union(f.claims for _, f in group)
    return Control(
        id=line_id("line", *(f.id for _, f in group)),
        claims=claims,
        against=_union(f.against for _, f in group),
        incidents=_union(f.incidents for _, f in group),
        fluents=tuple(f.id for _, f in group),
        place=site.name, country=site.country, lat=site.lat, lon=site.lon,
        holder=(there,) if there is not None else tuple(sorted(s.value for s, _ in group)),
        extent="presence" if there is not None else fluent.extent,
        from_=fluent.from_, to=fluent.to, state=fluent.state, days=fluent.days,
        contested_by=tuple(sorted(set(contested.get(site.key, ())))),
        disputed=_other(scene, claims, "control", [s.value for s, _ in group]),
    )  # fmt: skip


def _other(
    scene: Scene, claims: Sequence[str], fluent: str, parties: Sequence[str]
) -> tuple[str, ...]:
    """What other accounts have instead of a place's being held or besieged by some parties."""
    known = scene.known
    says = known.effects.fluents[fluent].says.partition("{}")[0]
    names = {known.parties.names.get(p, p) for p in parties}
    for id in claims:
        claim = scene.claims[id]
        for mention in (*claim.roles.actor, *claim.roles.recipient):
            if mention.name and known.parties.of(mention, scene.conflict(claim)) in parties:
                names.add(mention.name)
    return scene.disputed(claims, "control", says=says, names=names)


def _together(scene: Scene, name: str) -> list[list[Found]]:
    """Spells of one place, interval and set of claims: parties that do it together."""
    groups: dict[tuple[object, ...], list[Found]] = {}
    for spell, fluent in scene.of(name):
        if fluent.claims and scene.is_here(spell.key[0]):
            key = (spell.key, fluent.extent, fluent.from_, fluent.to, fluent.state, fluent.claims)
            groups.setdefault(key, []).append((spell, fluent))
    return list(groups.values())


def sieges(scene: Scene, figures: Sequence[Figure]) -> tuple[Siege, ...]:
    """Places besieged, surrounded, or said to be so before long; lifted and denied ones too."""
    around = [(s, f) for s, f in scene.of("encirclement") if s.marks and f.state in OPEN]
    ahead = _ahead(scene, "siege")
    lines, used = [], set()
    for group in _together(scene, "siege"):
        spell, fluent = group[0]
        with_ = [x for x in around if fluent.state in OPEN and _same(scene, x[0], spell)]
        used |= {f.id for _, f in with_}
        lines.append(_siege(scene, group, with_, figures))
    for spell, fluent in scene.of("siege"):
        if not fluent.claims and scene.is_here(spell.key[0]):
            lines.append(_siege(scene, [(spell, fluent)], [], figures))
    for key, besieger, claims in ahead:
        near = [x for x in around if x[0].key[0] == key and _by(scene, x[0], besieger)]
        used |= {f.id for _, f in near}
        lines.append(_projected(scene, key, besieger, claims, near, figures))
    for spell, fluent in around:
        if fluent.id not in used and scene.is_here(spell.key[0]):
            lines.append(_siege(scene, [(spell, fluent)], [], figures, "encircled"))
    return tuple(sorted(lines, key=lambda s: (s.place, s.from_ or "", s.besieger, s.id)))


def _by(scene: Scene, spell: Spell, party: str) -> bool:
    return not party or scene.known.parties.same(spell.value, party, spell.conflict)


def _same(scene: Scene, a: Spell, b: Spell) -> bool:
    return a.key == b.key and scene.known.parties.may_be(a.value, b.value, a.conflict)


def _siege(
    scene: Scene, group: Sequence[Found], around: Sequence[Found], figures: Sequence[Figure],
    status: SiegeStatus | None = None,
) -> Siege:  # fmt: skip
    spell, fluent = group[0]
    site = scene.known.sites.site(spell.key[0])
    both = [*group, *around]
    claims = _union(f.claims for _, f in both)
    if status is None:
        if not fluent.claims:
            status = "denied"
        elif fluent.state == "does not hold":
            status = "lifted"
        else:
            status = "partial" if fluent.extent == "part" else "besieged"
    enders = [scene.claims[c] for m in spell.ending for c in m.claims]
    lifted = status == "lifted"
    aid = [f for s, f in scene.of("access") if s.key[0] == site.key and f.state in NOW]
    return Siege(
        id=line_id("line", *(f.id for _, f in group)),
        claims=claims,
        against=_union(f.against for _, f in both),
        incidents=_union(f.incidents for _, f in both),
        fluents=tuple(f.id for _, f in both),
        place=site.name, country=site.country, lat=site.lat, lon=site.lon,
        besieger=tuple(sorted(s.value for s, _ in group if s.value != "*")),
        besieged=_besieged(scene, claims),
        status=status, from_=fluent.from_, to=fluent.to, state=fluent.state, days=fluent.days,
        lifted_by=scene.known.parties.actors(m for c in enders for m in c.roles.actor)
        if lifted else (),
        trapped=_trapped(scene, site.key, figures),
        aid=" and ".join(sorted({f.value for f in aid})) or None,
        disputed=_other(scene, claims, "siege", [s.value for s, _ in group]),
    )  # fmt: skip


def _projected(
    scene: Scene, key: str, besieger: str, claims: Sequence[Claim], around: Sequence[Found],
    figures: Sequence[Figure],
) -> Siege:  # fmt: skip
    site = scene.known.sites.site(key)
    cut = [
        c for c in _projections(scene, "route")
        if key in {scene.known.sites.key(p) for p in ends(c)}
        and besieger in scene.known.parties.all_of(c.roles.actor, scene.conflict(c))
    ]  # fmt: skip
    told = tuple(sorted({c.id for c in (*claims, *cut)} | {c for _, f in around for c in f.claims}))
    return Siege(
        id=line_id("siege ahead", key, besieger),
        claims=told, incidents=scene.incidents(told), fluents=tuple(f.id for _, f in around),
        against=_union(f.against for _, f in around),
        place=site.name, country=site.country, lat=site.lat, lon=site.lon,
        besieger=(besieger,) if besieger else (), besieged=_besieged(scene, told),
        status="projected", from_=None, to=None, state=None, days=None, lifted_by=(),
        trapped=_trapped(scene, key, figures), aid=None,
        disputed=_other(scene, told, "siege", [besieger]),
    )  # fmt: skip


def _projections(scene: Scene, fluent: str) -> list[Claim]:
    """Claims that a state will come about."""
    effects = scene.known.effects
    return [
        c for c in scene.told
        if c.status in AHEAD and c.polarity == "positive" and c.phase != "end"
        and any(e.state.fluent == fluent and e.change in ("start", "observe")
                for e in effects.of(c.predicate))
    ]  # fmt: skip


def _ahead(scene: Scene, fluent: str) -> list[tuple[str, str, list[Claim]]]:
    """Places and parties for which a state is projected, with the claims."""
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in _projections(scene, fluent):
        parties = scene.known.parties.all_of(claim.roles.actor, scene.conflict(claim)) or ("",)
        for place in spots(claim):
            key = scene.known.sites.key(place)
            if scene.is_here(key):
                for party in parties:
                    found.setdefault((key, party), []).append(claim)
    return [(key, party, claims) for (key, party), claims in sorted(found.items())]


def _besieged(scene: Scene, claims: Iterable[str]) -> tuple[str, ...]:
    found = [scene.claims[c] for c in claims if c in scene.claims]
    inside = [m.name or m.text for c in found if c.predicate == "besiege" or c.status in AHEAD
              for m in c.roles.recipient]  # fmt: skip
    return tuple(dict.fromkeys(name for name in inside if name))


def _trapped(scene: Scene, key: str, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    sites = scene.known.sites
    return tuple(
        f for f in figures
        if f.what in TRAPPED
        and any(sites.key(p) == key for c in f.claims for p in scene.claims[c].places if p.name)
    )  # fmt: skip


def routes(scene: Scene) -> tuple[Route, ...]:
    """Ways and borders: open, cut or closed, and what is said to be cut before long."""
    parties, lines = scene.known.parties, []
    for spell, fluent in scene.of("route", "border"):
        if fluent.state not in OPEN or not fluent.claims or not scene.is_here(*spell.key):
            continue
        told = [scene.claims[c] for m in spell.marks for c in m.claims]
        between = _order(scene, spell.key, told)
        lines.append(
            Route(
                id=line_id("line", fluent.id), claims=fluent.claims, against=fluent.against,
                incidents=fluent.incidents, fluents=(fluent.id,),
                route=_way(between), between=between, status=fluent.value,
                since=fluent.from_, best=_best(fluent.from_), state=fluent.state, days=fluent.days,
                by=parties.actors(m for c in told for m in c.roles.actor),
                with_=parties.actors(m for c in told for m in c.roles.helper),
                disputed=scene.disputed(fluent.claims, "status"),
            )
        )  # fmt: skip
    ahead: dict[tuple[str, ...], list[Claim]] = {}
    effects = scene.known.effects
    for claim in _projections(scene, "route"):
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


def _union(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({x for group in groups for x in group}))
