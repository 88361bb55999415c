"""Who backs whom, and figures of people as series with their sayers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sayso.core.situation import Account, Backer, Disputed, Figure
from sayso.core.types import Claim, Quantity
from sayso.situation.gate import gate, iso, said
from sayso.situation.scene import Scene, line_id
from sayso.situation.spells import Spell

_SHOWN = frozenset({"holds", "may hold", "last reported"})


def backers(scene: Scene) -> tuple[Backer, ...]:
    """Who helps whom, by claims of support and of help in what a party did. That two did a thing
    together is told of those who are known to back one another."""
    parties = scene.known.parties
    fighting = _fighting(scene)
    given = {
        (s.key[0], s.key[1]): (s, f)
        for s, f in scene.of("support")
        if s.value == "given" and f.state in _SHOWN and f.claims
    }
    pairs: dict[tuple[str, str], set[str]] = {pair: set(f.claims) for pair, (_, f) in given.items()}
    scene.fetch(id for found in pairs.values() for id in found)
    joint: list[tuple[Claim, tuple[str, ...]]] = []
    for claim in scene.told:
        if gate(claim) != "for" or not scene.past(claim):
            continue
        conflict = scene.conflict(claim)
        doers = parties.all_of(claim.roles.actor, conflict)
        for helper in parties.all_of(claim.roles.helper, conflict):
            for doer in doers:
                pairs.setdefault((helper, doer), set()).add(claim.id)
        if len(doers) > 1 and scene.family(claim) in scene.known.effects.beside:
            joint.append((claim, doers))
    for claim, doers in joint:
        for backer, backed in pairs:
            if backer in doers and backed in doers:
                pairs[backer, backed].add(claim.id)
    lines = []
    for (backer, backed), found in sorted(pairs.items()):
        told = tuple(sorted(found))
        if backer == backed or not {backer, backed} <= fighting or not scene.about_here(told):
            continue
        spell, fluent = given.get((backer, backed), (None, None))
        lines.append(
            Backer(
                id=line_id("backer", backer, backed), claims=told,
                against=fluent.against if fluent else (), incidents=scene.incidents(told),
                fluents=(fluent.id,) if fluent else (), backer=backer, backs=backed,
                how=_how(scene, told), since=_since(scene, spell), state=fluent.state if fluent
                else "holds", days=fluent.days if fluent else None,
            )
        )  # fmt: skip
    return tuple(lines)


def _since(scene: Scene, spell: Spell | None) -> str | None:
    """Since when, in EDTF; where the words only tell by when it had begun, "before" that day."""
    if spell is None or spell.begin.label is not None:
        return spell.begin.label if spell is not None else None
    by = [
        c.when.latest
        for m in spell.marks
        for c in (scene.claims[id] for id in m.claims)
        if c.when is not None
        and c.when.earliest is None
        and c.when.latest is not None
        and c.when.latest < (c.report.published or "")[:10]
    ]
    return f"before {min(by)}" if by else None


def _fighting(scene: Scene) -> frozenset[str]:
    """Parties that may back or be backed: no aid agencies, no talks."""
    parties = scene.known.parties
    found = set()
    for claim in scene.told:
        roles = claim.roles
        for mention in (*roles.actor, *roles.recipient, *roles.helper):
            if mention.id is not None and parties.fights(mention):
                found.add(parties.of(mention, scene.conflict(claim)))
    return frozenset(found)


def _how(scene: Scene, claims: Iterable[str]) -> tuple[str, ...]:
    ways = scene.known.effects.ways
    found = set()
    for id in claims:
        claim = scene.claims[id]
        line = (claim.predicate, *scene.known.lexicon.predicates[claim.predicate].ancestors)
        found |= {ways[name] for name in line if name in ways}
        for mention in (*claim.roles.instrument, *claim.roles.helper):
            ending = (mention.id or "").rpartition("-")[2]
            if ending in ways:
                found.add(ways[ending])
    return tuple(sorted(found))


def figures(scene: Scene) -> tuple[Figure, ...]:
    """Figures of people: what each counts, its bounds, by whose account, how it was put."""
    groups: dict[tuple[str, ...], list[tuple[Claim, Quantity]]] = {}
    for claim in (c for c in scene.told if c.quantities):
        words = frozenset(re.findall(r"\w+", claim.text.casefold()))
        for figure in claim.quantities:
            unit = figure.unit or _unit(claim, figure)
            if unit is None or {figure.low, figure.best, figure.high} == {None}:
                continue
            if _is_none(figure) and claim.modality != "denied":
                continue
            found = scene.known.effects.figure(claim.predicate, unit, words)
            if found is None or claim.polarity == "negative":
                continue
            bounds = (str(figure.low), str(figure.best), str(figure.high))
            said_as = str(claim.modality)
            key = (scene.incident_of[claim.id], found[0], *bounds, scene.account(claim), said_as)
            groups.setdefault(key, []).append((claim, figure))
    lines = []
    for what, members in groups.items():
        told = tuple(sorted({c.id for c, _ in members}))
        if not scene.about_here(told):
            continue
        claim, figure = min(members, key=lambda m: m[0].id)
        day = min((d for c, _ in members if (d := said(c)) is not None), default=None)
        lines.append(
            Figure(
                id=line_id("figure", *what), claims=told,
                incidents=scene.incidents(told), what=what[1],
                places=tuple(sorted({p.name for c, _ in members for p in c.places if p.name})),
                low=figure.low, best=figure.best, high=figure.high, words=figure.text,
                status="reported" if claim.modality == "asserted" else claim.modality,
                by_account_of=scene.account(claim), said=iso(day) if day is not None else None,
            )
        )  # fmt: skip
    return tuple(sorted(lines, key=lambda f: (f.what, f.places, f.said or "", f.id)))


def _is_none(figure: Quantity) -> bool:
    """Whether a figure is nothing ("no casualties"): not a number of people, but that there were
    none. Disputes have it; so have figures where it is told as a denial."""
    return {figure.low, figure.best, figure.high} - {None} == {0}


def _unit(claim: Claim, figure: Quantity) -> str | None:
    """What a bare number counts: people, where it stands for whom a thing was done to ("50,000 are
    still trapped")."""
    whom = (*claim.roles.recipient, *claim.roles.content)
    bare = figure.what is None and any(m.text == figure.text for m in whom)
    return "people" if bare else None


def disputes(scene: Scene) -> tuple[Disputed, ...]:
    """What the accounts within the clocks disagree about, of what had happened by the day."""
    lines = []
    for dispute in scene.disputes:
        sides = []
        for position in dispute.positions:
            held = [c for c in position.claims if c in scene.claims]
            if any(scene.past(scene.claims[c]) for c in held):
                sides.append(
                    Account(
                        says=position.label, by_account_of=scene.accounts(held),
                        claims=tuple(sorted(held)),
                    )
                )  # fmt: skip
        told = tuple(sorted({c for side in sides for c in side.claims}))
        if len(sides) > 1 and scene.about_here(told):
            lines.append(
                Disputed(
                    id=dispute.id, claims=told, incidents=scene.incidents(told),
                    label=dispute.kind, about=dispute.about, sides=tuple(sides),
                )
            )  # fmt: skip
    return tuple(lines)
