"""Which claims may start or end a state of affairs, and whose account a claim is.

Only what was put as happened or ongoing, positively, without a condition, by the outlet itself or
an innermost source that states, confirms, admits, announces it or claims responsibility, with no
outer link denying it. A denial counts against; everything else moves no state.
"""

from __future__ import annotations

import datetime
import functools
from typing import Literal

from sayso.core.edtf import bounds
from sayso.core.types import Claim, Source

SAYING = frozenset({"stated", "announced", "confirmed", "admitted", "claimed responsibility"})
FACTS = frozenset({"happened", "ongoing"})
OWN = "own voice"

Verdict = Literal["for", "against"]


def gate(claim: Claim) -> Verdict | None:
    """Whether a claim is evidence for what it says, or against it; none if for neither."""
    if claim.status not in FACTS or claim.condition is not None:
        return None
    inner = claim.sources[-1].act if claim.sources else "stated"
    if inner not in SAYING and inner != "denied":
        return None
    if claim.modality not in ("asserted", "denied"):
        return None
    positive = claim.polarity == "positive" and inner != "denied"
    if len(claim.sources) < 2:
        return "for" if positive else "against"
    denied = any(denies(link) for link in claim.sources[:-1])
    if not denied and not passed_on(claim):
        return None
    if denied:
        # Whoever denies what was positive stands against it; a denied denial proves nothing.
        return "against" if positive else None
    return "for" if positive else "against"


def passed_on(claim: Claim) -> bool:
    """Whether all outer links only pass on what the innermost source says: what somebody is accused
    or supposed to have said is the accuser's word alone."""
    return all(link.act in SAYING and not denies(link) for link in claim.sources[:-1])


def denies(link: Source) -> bool:
    """Whether a link of a chain denies what the links within it say."""
    return link.act == "denied" or link.stance.polarity == "negative"


def teller(claim: Claim) -> Source | None:
    """By whose account a claim is: the innermost source's, or that of an outer link which does not
    only pass on what the inner ones say ("he accused them of having ordered it" is his word); none
    for the outlet's own voice."""
    for link in claim.sources[:-1]:
        if link.act not in SAYING or denies(link):
            return link
    return claim.sources[-1] if claim.sources else None


def account(claim: Claim) -> str:
    """The id or name of who tells a claim, or "own voice"."""
    link = teller(claim)
    return name_of(link) if link is not None else OWN


def name_of(link: Source) -> str:
    """A source's entity id, or else its name."""
    return link.id or link.name


def published(claim: Claim) -> int | None:
    """The ordinal of the last day on which the claim's report may have come out."""
    return last_day(claim.report.published)


def said(claim: Claim) -> int | None:
    """The day of the saying where the text gives it, or else of publication."""
    link = claim.sources[-1] if claim.sources else None
    if link is not None and link.said is not None:
        day = last_day(link.said.edtf)
        if day is not None:
            return day
    return published(claim)


@functools.lru_cache(maxsize=100_000)
def last_day(edtf: str | None) -> int | None:
    """The ordinal of the last day that an EDTF date allows; none where open or no EDTF."""
    return _ends(edtf)[1]


@functools.lru_cache(maxsize=100_000)
def first_day(edtf: str | None) -> int | None:
    """The ordinal of the first day that an EDTF date allows; none where open or no EDTF."""
    return _ends(edtf)[0]


def _ends(edtf: str | None) -> tuple[int | None, int | None]:
    try:
        first, last = bounds(edtf) if edtf else (None, None)
    except ValueError:
        return None, None
    return first.toordinal() if first else None, last.toordinal() if last else None


def ordinal(day: str) -> int:
    """An ISO day as an ordinal."""
    return datetime.date.fromisoformat(day).toordinal()


def iso(day: int) -> str:
    """An ordinal as an ISO day."""
    return datetime.date.fromordinal(day).isoformat()
