"""The root behind each claim of an incident."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sayso.core.record import Corroboration, Root, SideCount
from sayso.core.types import Claim
from sayso.incidents.admissions import admits
from sayso.incidents.voices import Voice
from sayso.knowledge.sides import Sides

Count = Callable[[Sequence[Claim]], Corroboration]


def roots_of(
    claims: Sequence[Claim], told: Corroboration, count: Count
) -> tuple[dict[str, Root], frozenset[str]]:
    """Claim id → its root, and the claims that are admissions. ``told`` has those who say that it
    is so; all others (denials, plans) are counted apart, as often as some are left."""
    found = {claim: root for root in told.roots for claim in root.claims}
    admitted = set(told.admissions)
    left = [claim for claim in claims if claim.id not in found]
    while left:
        more = count(left)
        new = {claim: root for root in more.roots for claim in root.claims}
        if not new:
            break
        found |= new
        admitted.update(more.admissions)
        left = [claim for claim in left if claim.id not in found]
    return found, frozenset(admitted)


def lone(claim: Claim, said: Voice, sides: Sides, conflict: str | None) -> Corroboration | None:
    """What ``corroborate`` gives for one claim alone, without its many comparisons; none where the
    voice takes more to tell (an outlet's own, an unnamed one)."""
    outlet = claim.report.outlet
    if said.own or said.anonymous or outlet is None:
        return None
    party = said.party
    admission = admits(claim, said, (claim,), sides, conflict)
    root = Root(
        name=said.name,
        id=said.id,
        interest=party.name,
        side=party.side,
        anonymous=False,
        admission=admission,
        claims=(claim.id,),
        reports=(claim.report.id,),
        outlets=(outlet,),
    )
    return Corroboration(
        low=1,
        high=1,
        sides=(SideCount(side=party.side, low=1, high=1),),
        outlets=1,
        across=False,
        admissions=(claim.id,) if admission else (),
        roots=(root,),
    )
