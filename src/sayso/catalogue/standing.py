"""What an incident may be shown as, by how all its claims were put.

"Told as fact" asks that a claim passes the situation's gate (see situation/gate.py), that it was
put as certain by somebody who is no party to the war, or by both sides, or against the teller's
own interest, and that nothing within the incident says it is not so. Nobody's denial, plan, threat
or demand is ever shown as told as fact.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.core.record import Corroboration
from sayso.core.types import Claim
from sayso.knowledge.sides import NEUTRAL, UNKNOWN
from sayso.situation.gate import FACTS, gate

FACT: Final = "told as fact"
DISPUTED: Final = "disputed"
DENIED: Final = "denied"
UNSURE: Final = "only by one side / unsure"
AHEAD: Final = "said ahead"
STANDINGS: Final = (FACT, DISPUTED, DENIED, UNSURE, AHEAD)
_LABELS: Final = {
    FACT: "Told as fact",
    DISPUTED: "Disputed: accounts that cannot all be right",
    DENIED: "Denied: told only as not so",
    UNSURE: "Told by one side only, as an accusation, or unsurely",
    AHEAD: "Said ahead: vowed, planned, demanded, threatened, expected",
}
_PUT_AS_SO: Final = frozenset({"asserted", "accused", "opinion"})
_OUTSIDE: Final = NEUTRAL - {UNKNOWN}


def label(standing: str) -> str:
    """A standing in words for a legend."""
    return _LABELS[standing]


def standing_of(claims: Sequence[Claim], told: Corroboration) -> str:
    """The standing of an incident of these claims, one of STANDINGS; ``told``: who says that it is
    so. That it is part of a dispute with others is for the caller to add."""
    verdicts = [(claim, gate(claim)) for claim in claims]
    so = [claim for claim, verdict in verdicts if verdict == "for"]
    denial = any(claim.modality == "denied" for claim in claims)
    against = denial or any(verdict == "against" for _, verdict in verdicts)
    if so:
        return DISPUTED if against else FACT if _is_sure(so, told) else UNSURE
    rest = [claim for claim, verdict in verdicts if verdict is None and claim.modality != "denied"]
    if any(claim.modality in _PUT_AS_SO and claim.status in FACTS for claim in rest):
        return DISPUTED if against else UNSURE
    if rest:
        return DISPUTED if denial else AHEAD
    return DENIED


def _is_sure(so: Sequence[Claim], told: Corroboration) -> bool:
    if told.across:
        return True
    certain = {claim.id for claim in so if claim.certainty == "certain"}
    return any(
        not root.anonymous
        and (root.side in _OUTSIDE or root.admission)
        and not certain.isdisjoint(root.claims)
        for root in told.roots
    )
