"""Disputes: accounts that cannot all be right, each with both sides' claims and no verdict.

Found by the constraints of knowledge/lexicon/effects.yaml among positions that are held (see
accounts.py), once the harmless is ruled out: another scope, time or category, a running toll, a
coarser place or time, rounding, another version or copy of one text, a source correcting itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

from sayso.core.record import Corroboration, Dispute, Entry, Position
from sayso.core.types import Claim
from sayso.incidents.accounts import Held, Knowledge, accounts, load_knowledge
from sayso.incidents.clashes.clash import Clash, Side, says
from sayso.incidents.clashes.dates import date_clashes, responsibility_clashes
from sayso.incidents.clashes.figures import figure_clashes, length_clashes
from sayso.incidents.clashes.occurrence import occurrence_clashes
from sayso.incidents.clashes.states import state_clashes
from sayso.incidents.clashes.target import target_clashes
from sayso.incidents.clashes.ways import way_clashes

Corroborate = Callable[[Sequence[Claim]], Corroboration]


def find_disputes(
    incidents: Mapping[str, Sequence[Claim]],
    claims: Mapping[str, Claim],
    entries: Mapping[str, Entry],
    corroborate: Corroborate,
    families: Mapping[str, str] | None = None,
    knowledge: Knowledge | None = None,
) -> tuple[Dispute, ...]:
    """All disputes of a record, most telling first.

    In:  the claims of each incident; all claims and reports by id; what counts the independent
         roots of claims that agree; report id → its family of copies (none: each its own).
    Out: disputes of two or more positions. Weight is how sure the match is times how well the
         weaker side stands (its independent roots, two at most counting in full). The order of
         the input does not matter.
    """
    known = knowledge or load_knowledge()
    held = accounts(claims, incidents, entries, families or {}, known)
    members: dict[str, list[Held]] = {}
    for h in held:
        if h.incident is not None:
            members.setdefault(h.incident, []).append(h)
    clashes = [
        *state_clashes(held, known),
        *way_clashes(held, known),
        *occurrence_clashes(held, known),
        *target_clashes(held, known),
        *length_clashes(held, entries, members, known),
        *figure_clashes(held, known),
        *date_clashes(held, known),
        *responsibility_clashes(held, known),
    ]
    found = [_dispute(clash, corroborate) for clash in _distinct(clashes)]
    return tuple(d for _, d in sorted(found, key=lambda pair: (-pair[0], pair[1].id)))


def _distinct(clashes: Sequence[Clash]) -> list[Clash]:
    """Without those that say no more than a surer one: the same claims on opposite sides."""
    kept: list[Clash] = []
    by_claim: dict[str, list[Clash]] = {}  # whoever covers a clash has all of its claims
    for clash in sorted(clashes, key=lambda c: (-c.sure, c.rule, c.about)):
        near = by_claim.get(clash.sides[0].held[0].id, ())
        if not any(_covers(other, clash) for other in near):
            kept.append(clash)
            for side in clash.sides:
                for h in side.held:
                    by_claim.setdefault(h.id, []).append(clash)
    return kept


def _covers(wide: Clash, narrow: Clash) -> bool:
    """Whether every side of one lies within a side of its own of the other."""
    sides = [frozenset(h.id for h in side.held) for side in wide.sides]
    homes = [
        next((i for i, ids in enumerate(sides) if ids.issuperset(h.id for h in side.held)), None)
        for side in narrow.sides
    ]
    return None not in homes and len(set(homes)) == len(homes)


def _dispute(clash: Clash, corroborate: Corroborate) -> tuple[float, Dispute]:
    positions = tuple(_position(side, corroborate) for side in clash.sides)
    weakest = sorted((p.corroboration.low for p in positions), reverse=True)[1]
    across = len({s.side for p in positions for s in p.corroboration.sides}) > 1
    weight = clash.sure * (1 + min(weakest, 2) / 2 + (0.25 if across else 0.0))
    incidents = sorted({h.incident for side in clash.sides for h in side.held if h.incident})
    key = "\x1f".join((clash.kind, clash.rule, *(min(p.claims) for p in positions)))
    return weight, Dispute(
        id=hashlib.sha256(key.encode()).hexdigest()[:16],
        kind=clash.kind,
        about=clash.about,
        rule=clash.rule,
        why=f"{'; '.join(says(side) for side in clash.sides)}: {clash.because}.",
        incidents=tuple(incidents),
        positions=positions,
    )


def _position(side: Side, corroborate: Corroborate) -> Position:
    claims = {h.id: h.as_held for h in side.held}
    ordered = tuple(sorted(claims))
    return Position(
        label=side.label, claims=ordered, corroboration=corroborate([claims[i] for i in ordered])
    )
