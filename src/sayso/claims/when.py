"""When a claim's event was: from the clause's own words, else from tense and publication day."""

from __future__ import annotations

from sayso.claims.context import Context
from sayso.claims.filled import Filled
from sayso.claims.lasting import Length, until_end
from sayso.claims.nearby import best_time
from sayso.claims.standing import Standing, stand
from sayso.claims.trigger import Trigger
from sayso.core.annotation import TimeNode
from sayso.core.types import Status, When

AHEAD = frozenset({"scheduled", "intended", "predicted", "wanted", "conditional", "considered"})


def claim_time(
    context: Context, trigger: Trigger, standing: Standing, status: Status, time: TimeNode | None
) -> When | None:
    """The time of a claim, or none where nothing bounds it.

    Without words of its own, what has happened lies before publication, and what is to come after
    it; ``from_`` says so.
    """
    published = (context.report.published or "")[:10]
    told = status in ("happened", "ongoing") and len(published) == 10
    if time is not None and told and (time.when.earliest or "")[:10] > published:
        time = None  # "called off the meeting on 25 March": a day still to come is of what was off
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


def ended_by(context: Context, trigger: Trigger, triggers: dict[int, Trigger]) -> Trigger | None:
    """What put an end to the state that a noun names: the breaking, for a siege."""
    if trigger.pattern.form != "noun":
        return None
    for other in triggers.values():
        if context.governors.ends.get(other.predicate) != trigger.predicate:
            continue
        if trigger.head in (*other.fixed, *other.fillers.get("object", ())):
            return other
    return None


def before_end(context: Context, end: Trigger, length: Length | None) -> When | None:
    """ "Broke the siege on Friday": the siege was until Friday, and not on it or since; none where
    its end has not come or is not dated."""
    standing = stand(context, end.head)
    if standing.status not in ("happened", None) or standing.polarity == "negative":
        return None
    fillers = {i: slot for slot, tokens in end.fillers.items() for i in tokens}
    time = best_time(context, end, standing, Filled(tokens=fillers))
    return until_end(time.when, length) if time is not None and time.anchored else None
