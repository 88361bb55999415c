"""Admissions: what a party says against its own interest, which tells more than what it boasts."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.core.types import Claim, Mention
from sayso.incidents.voices import Voice, day_of
from sayso.knowledge.predicates import Lexicon, load_predicates
from sayso.knowledge.side_files import Admission
from sayso.knowledge.sides import NEUTRAL, Sides


def admits(
    claim: Claim, voice: Voice, alike: Sequence[Claim], sides: Sides, conflict: str | None
) -> bool:
    """Whether the voice says the claim against its own interest: it is put as admitted, or what it
    says harms its own side by the table in sides.yaml (a place lost, civilians killed by its own
    strike). An anonymous voice admits nothing, since nobody answers for it.

    ``alike``: other claims of the same thing, which name whom this one leaves unnamed ("confirmed
    that the siege had been broken").
    """
    if voice.anonymous or claim.polarity == "negative":
        return False
    if voice.source is not None and voice.source.act == "admitted":
        return not _by_enemy(claim, voice, sides, conflict)
    lexicon = load_predicates()
    if voice.party.side in NEUTRAL or claim.predicate not in lexicon.predicates:
        return False
    return any(
        _fits(row, claim, lexicon) and _harms(row, claim, voice, alike, sides, conflict)
        for row in sides.file.admissions
    )


def _by_enemy(claim: Claim, voice: Voice, sides: Sides, conflict: str | None) -> bool:
    """Whether what is admitted is in truth an enemy's attack ("lost it under air strikes")."""
    entry = load_predicates().predicates.get(claim.predicate)
    day, side = day_of(claim.report), voice.party.side
    return (
        entry is not None
        and entry.family == "force"
        and any(
            sides.opposed(side, sides.of(actor, conflict, day).side, conflict)
            for actor in claim.roles.actor
        )
    )


def _fits(row: Admission, claim: Claim, lexicon: Lexicon) -> bool:
    if lexicon.predicates[claim.predicate].family in row.families:
        return True
    return any(lexicon.is_a(claim.predicate, predicate) for predicate in row.predicates)


def _harms(
    row: Admission,
    claim: Claim,
    voice: Voice,
    alike: Sequence[Claim],
    sides: Sides,
    conflict: str | None,
) -> bool:
    if row.kinds and not any(
        mention.kind in row.kinds for mention in _fillers(claim, "recipient", alike)
    ):
        return False
    role = row.own or row.enemy
    if role is None:
        return False
    day = day_of(claim.report)
    found = [sides.of(mention, conflict, day) for mention in _fillers(claim, role, alike)]
    found = [party for party in found if party.side not in NEUTRAL]
    party = voice.party
    if row.own is not None:
        ours = {party.side, *sides.backs(party.side, conflict)}
        return bool(found) and all(p.id == party.id or p.side in ours for p in found)
    if sides.backs(party.side, conflict):
        return False
    return any(sides.opposed(party.side, p.side, conflict) for p in found)


def _fillers(claim: Claim, role: str, alike: Sequence[Claim]) -> tuple[Mention, ...]:
    own: tuple[Mention, ...] = getattr(claim.roles, role)
    if own:
        return own
    return tuple(
        mention
        for other in alike
        if other.predicate == claim.predicate
        for mention in getattr(other.roles, role)
    )
