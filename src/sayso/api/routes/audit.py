"""Every change of the record."""

from __future__ import annotations

from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Query, Response

from sayso.api.asked import Asking, Cursor, Limit
from sayso.api.described import described
from sayso.core.record import AuditEntry

router = APIRouter(tags=["review"])


@router.get(
    "/audit",
    **described("Every change of the record, the last first", list[AuditEntry], problems=(400,)),
)
def audit(
    ask: Asking,
    about: Annotated[str | None, Query(max_length=100)] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Every change of what the asker may see, the last first; for the role review. ``about``: only
    of this report or judgement, or of judgements on this claim."""
    ask.need("review")
    with ask.telling() as telling:
        store = telling.store
        if about is None and ask.may("admin"):
            head, _ = store.audit_head()
            end = head - ask.offset()
            found = list(islice(store.audit(max(end - limit, 0)), max(min(limit, end), 0)))
            following = ask.cursor(head - end + limit) if end > limit else None
            return ask.answer(found[::-1], total=head, next=following)
        entries = list(store.audit())[::-1]
        if about is not None:
            wanted = {about, *(j.id for j in store.judgements([about], [about]))}
            entries = [entry for entry in entries if entry.about in wanted]
    page, following = ask.page(entries, limit)
    return ask.answer(page, total=len(entries), next=following)
