"""When a claim's event was: from the clause's own words, else from tense and publication day."""

from __future__ import annotations

from sayso.claims.context import Context
from sayso.claims.match import Trigger
from sayso.claims.standing import Standing
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
