"""When a claim's event was: from the clause's own words, else from tense and publication day."""

from __future__ import annotations

from msgspec.structs import replace

from sayso.claims.context import Context
from sayso.claims.fill import Filled
from sayso.claims.lasting import Length, until_end
from sayso.claims.match import Trigger
from sayso.claims.nearby import best_time
from sayso.claims.standing import Standing, stand
from sayso.core.annotation import TimeNode
from sayso.core.types import Claim, Status, When

AHEAD = frozenset({"scheduled", "intended", "predicted", "wanted", "conditional", "considered"})


def claim_time(
    context: Context, trigger: Trigger, standing: Standing, status: Status, time: TimeNode | None
) -> When | None:
    """The time of a claim, or none where nothing bounds it.

    Without words of its own, what has happened lies before publication, and what is to come after
    it; ``from_`` says so.
    """
    published = (context.report.published or "")[:10]
    if time is not None and (time.anchored or not published):
        return time.when
    if len(published) != 10 or status in ("hypothetical", "conditional", "wanted", "considered"):
        return time.when if time else None
    if status in AHEAD:
        return When(
            edtf=f"{published}/..",
            earliest=published,
            precision="open",
            from_="context: to come, at publication",
        )
    return When(
        edtf=f"../{published}",
        latest=published,
        precision="open",
        from_="context: by publication",
    )


def with_length(
    context: Context,
    trigger: Trigger,
    triggers: dict[int, Trigger],
    claim: Claim,
    length: Length | None,
) -> Claim:
    """The claim with how long its state has lasted, and when that was where its end is dated."""
    if length is not None and all(q.start != length.quantity.start for q in claim.quantities):
        claim = replace(claim, quantities=(*claim.quantities, length.quantity))
    when = _before_end(context, trigger, triggers, length) if claim.status == "happened" else None
    return claim if when is None else replace(claim, when=when)


def _before_end(
    context: Context, trigger: Trigger, triggers: dict[int, Trigger], length: Length | None
) -> When | None:
    """ "Broke the siege on Friday": the siege was until Friday, and not on it or since."""
    if trigger.pattern.form != "noun":
        return None
    for other in triggers.values():
        ended = context.governors.ends.get(other.predicate)
        if ended != trigger.predicate or other.head == trigger.head:
            continue
        fillers = {i: slot for slot, tokens in other.fillers.items() for i in tokens}
        if trigger.head not in other.fixed and fillers.get(trigger.head) != "object":
            continue
        standing = stand(context, other.head)
        if standing.status not in ("happened", None) or standing.polarity == "negative":
            return None
        filled = Filled(tokens=fillers)
        time = best_time(context, other, standing, filled)
        return until_end(time.when, length) if time is not None and time.anchored else None
    return None
