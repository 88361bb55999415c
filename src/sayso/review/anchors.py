"""Where judgements hang, and finding the place again in another reading of the report.

A claim found again has the same id, or, where the reading moved: words that overlap and a related
predicate. Of several such, the one that shares most (``closeness``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from sayso.core.ids import chain_names
from sayso.core.record import Anchor, Judgement
from sayso.core.types import Claim
from sayso.knowledge.predicates import load_predicates
from sayso.review.judge import added

# What the same predicate and the same chain count beside shared words (0 to 1): enough to decide
# between claims whose spans differ by a few words, not to win against plainly better ones.
_PREDICATE = 0.25
_CHAIN = 0.25


def anchor(claim: Claim) -> Anchor:
    """The anchor of a claim."""
    return Anchor(
        claim=claim.id,
        report=claim.report.id,
        start=claim.start,
        end=claim.end,
        predicate=claim.predicate,
        sources=chain_names(claim.sources),
    )


def beside(anchor: Anchor, claims_of_report: Sequence[Claim]) -> Anchor:
    """The anchor with the other claims of its report that share words with its own."""
    near = (
        claim.id
        for claim in claims_of_report
        if claim.id != anchor.claim and claim.start < anchor.end and anchor.start < claim.end
    )
    return replace(anchor, beside=tuple(sorted(near)))


def closeness(anchor: Anchor, claim: Claim) -> float:
    """How well a claim fits an anchor of another id: 0 where it does not (another report, no word
    shared, or unrelated predicates), else the share of their words that both have (0 to 1), and
    something for the same predicate and the same chain."""
    shared = min(anchor.end, claim.end) - max(anchor.start, claim.start)
    related = load_predicates().related(anchor.predicate, claim.predicate)
    if anchor.report != claim.report.id or shared <= 0 or not related:
        return 0.0
    score = shared / (max(anchor.end, claim.end) - min(anchor.start, claim.start))
    score += _PREDICATE if anchor.predicate == claim.predicate else 0.0
    return score + (_CHAIN if anchor.sources == chain_names(claim.sources) else 0.0)


def attach(anchor: Anchor, claims_of_report: Sequence[Claim]) -> str | None:
    """The id of the claim that an anchor hangs on now, none where there is no such claim; the
    order of the claims does not matter. Claims that stood ``beside`` it when it was made are others
    than it was, however alike."""
    if any(claim.id == anchor.claim for claim in claims_of_report):
        return anchor.claim
    found = [
        (closeness(anchor, claim), claim)
        for claim in claims_of_report
        if claim.id not in anchor.beside
    ]
    close = [(-score, claim.id) for score, claim in found if score > 0]
    return min(close)[1] if close else None


def reattached(
    judgements: Sequence[Judgement], claims: Mapping[str, Sequence[Claim]]
) -> tuple[tuple[Judgement, ...], tuple[Judgement, ...]]:
    """Judgements after a re-read.

    In:  the judgements as they were made, and the claims of the reports that were read again, by
         report id. Anchors on other reports, and on claims that the judgements themselves add,
         stay as they are.
    Out: all judgements in their order, with their own ids, anchors moved to the claims of now; and
         those with an anchor that has no claim now. Such an anchor is left as it was: a later
         reading may have its claim again.
    """
    by_people = {added(judgement).id for judgement in judgements if judgement.kind == "add"}
    moved: list[Judgement] = []
    lost: list[Judgement] = []
    for judgement in judgements:
        anchors: list[Anchor] = []
        whole = True
        for old in judgement.anchors:
            new = old
            if old.claim not in by_people and old.report in claims:
                target = attach(old, claims[old.report])
                whole = whole and target is not None
                new = next((_moved(old, c) for c in claims[old.report] if c.id == target), old)
            anchors.append(new)
        now = tuple(anchors)
        moved.append(judgement if now == judgement.anchors else replace(judgement, anchors=now))
        if not whole:
            lost.append(moved[-1])
    return tuple(moved), tuple(lost)


def _moved(old: Anchor, claim: Claim) -> Anchor:
    return old if claim.id == old.claim else replace(anchor(claim), beside=old.beside)
