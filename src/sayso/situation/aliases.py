"""One siege under several names: who holds a place shut in is "terrorists" to one account and named
by another. A description is who it may be where only one known party can be meant."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from sayso.core.lines import Called, State
from sayso.core.situation import Fluent
from sayso.knowledge.sides import NEUTRAL
from sayso.situation.gate import OWN
from sayso.situation.scene import Scene
from sayso.situation.spells import Spell

Found = tuple[Spell, Fluent]
_OVER = "does not hold"
_SUREST: tuple[State, ...] = ("holds", "may hold", "last reported", "does not hold")


def joined(scene: Scene, groups: Sequence[list[Found]]) -> list[list[Found]]:
    """The groups of spells that lines are made of, those of a mere description behind that of the
    one known party it can be: at the same place, on days that meet, by accounts of others than that
    party's own side. Where two parties fit, or none, a description stands alone."""
    named = [g for g in groups if not any(is_described(s.value) for s, _ in g)]
    of_place: dict[tuple[str, ...], list[list[Found]]] = {}
    for group in named:
        of_place.setdefault(group[0][0].key, []).append(group)
    others = {id(group) for group in named}
    behind: dict[int, list[Found]] = {}
    apart = []
    for group in (g for g in groups if id(g) not in others):
        near = of_place.get(group[0][0].key, ())
        fits = [g for g in near if all(_may_be(scene, one, of) for one in group for of in g)]
        if all(is_described(s.value) for s, _ in group) and (
            len({s.value for g in fits for s, _ in g}) == 1
        ):
            behind.setdefault(id(fits[0]), []).extend(group)
        else:
            apart.append(group)
    return [*([*g, *behind.get(id(g), ())] for g in named), *apart]


def is_described(party: str) -> bool:
    """Whether a party is only described ("terrorist groups"): a name ends in a word that is written
    as one, and ids are in capitals."""
    last = party.rpartition(" ")[2]
    return last == last.lower() and last != last.upper()


def as_told(group: Sequence[Found]) -> Fluent:
    """The state of a group as its first, with what the names behind it add: a beginning, or a later
    word of it."""
    first = group[0][1]
    surest = min((f for _, f in group), key=lambda f: _SUREST.index(f.state))
    begun = first.from_ or next((f.from_ for _, f in group if f.from_), None)
    if _SUREST.index(surest.state) < _SUREST.index(first.state):
        return replace(first, from_=begun, state=surest.state, days=surest.days)
    return replace(first, from_=begun)


def called(scene: Scene, group: Sequence[Found]) -> tuple[Called, ...]:
    """By which names accounts call the party of a group that is named otherwise."""
    if is_described(group[0][0].value):
        return ()
    found: dict[str, set[str]] = {}
    for spell, _ in group:
        if is_described(spell.value):
            found.setdefault(spell.value, set()).update(_calling(scene, spell))
    return tuple(
        Called(
            name=name,
            by_account_of=tuple(sorted({_account(scene, id) for id in claims})),
            claims=tuple(sorted(claims)),
        )
        for name, claims in sorted(found.items())
    )


def _account(scene: Scene, id: str) -> str:
    claim = scene.claims[id]
    return scene.account(claim) if claim.sources else claim.report.outlet or OWN


def _may_be(scene: Scene, described: Found, of: Found) -> bool:
    (a, ours), (b, theirs) = described, of
    if a.key != b.key or a.extent != b.extent:
        return False
    if (ours.state == _OVER) != (theirs.state == _OVER) or not _meet(scene, a, b):
        return False
    parties = scene.known.parties
    side = parties.side(b.value, b.conflict)
    for id in _calling(scene, a):
        claim = scene.claims[id]
        source = claim.sources[-1] if claim.sources else None
        if source is None or source.id is None:
            continue
        speaker = parties.of(source, scene.conflict(claim))
        if speaker == b.value or (
            side not in NEUTRAL and side == parties.side(speaker, scene.conflict(claim))
        ):
            return False
    return True


def _meet(scene: Scene, a: Spell, b: Spell) -> bool:
    lasts = scene.known.effects.fluents[a.fluent].lasts
    (first, last), (begin, end) = _days(a, lasts), _days(b, lasts)
    return first <= end and begin <= last


def _days(spell: Spell, lasts: int) -> tuple[int, int]:
    begin, end = spell.begin, spell.end
    first = begin.first if begin.first is not None else begin.last
    last = end.last if end else None
    if last is None:
        last = (spell.last or 0) + lasts
    return (first if first is not None else last - lasts), last


def _calling(scene: Scene, spell: Spell) -> list[str]:
    """The claims that call the party of a spell by its name."""
    parties = scene.known.parties
    found = []
    for id in sorted({c for m in (*spell.marks, *spell.ending) for c in m.claims}):
        claim = scene.claims[id]
        mentions = (*claim.roles.actor, *claim.roles.recipient)
        if spell.value in parties.all_of(mentions, scene.conflict(claim)) or any(
            spell.value in (m.name, m.text) for m in mentions
        ):
            found.append(id)
    return found
