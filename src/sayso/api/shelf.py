"""The catalogue that a request is answered from, and answers that say which state it is of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import msgspec
from fastapi import Response

from sayso.api.asked import JSON, Ask
from sayso.api.desk import Desk, sight_of
from sayso.api.problems import RefusedError
from sayso.api.roles import Asker
from sayso.catalogue.catalogue import Catalogue
from sayso.catalogue.shelves import Open
from sayso.core.errors import SaysoError
from sayso.core.record import Hidden
from sayso.sight import seen
from sayso.telling import Telling


def catalogue_of(ask: Ask) -> Catalogue:
    """The catalogue for who asks: of the record as it stands, or as it stood a moment ago unless
    that has what may not be seen any more. Refuses while there is none."""
    found = ask.desk.shelves.get(ask.sight, ask.revision.name, opening(ask.desk, ask.who))
    if found is None or not _still_seen(ask, found):
        detail = "the lists are being made from the record: ask again in a few seconds"
        raise RefusedError(503, "not-ready", detail, {"Retry-After": "5"})
    return found


def _still_seen(ask: Ask, catalogue: Catalogue) -> bool:
    """Whether everything in a catalogue may still be seen."""
    if catalogue.revision == ask.revision.name:
        return True

    def looked() -> tuple[bool]:
        with ask.telling() as telling:
            claims = telling.scope.claims
            return (claims.is_all or all(id in claims for id in catalogue.columns.claim_ids),)

    return ask.remember(("still seen", catalogue.revision), looked)[0]


def opening(desk: Desk, who: Asker) -> Open:
    """The record for a thread that makes a catalogue, apart from those that answer; its ledger is
    brought up to date first, so that nobody who asks for a situation waits for that."""

    @contextmanager
    def open() -> Iterator[tuple[str, Telling]]:
        days = desk.settings.delay_days if who.public else 0
        revision = desk.revision.name
        telling = seen(desk.store, who.role, public=who.public, delay_days=days, today=desk.today)
        if sight_of(who) == "admin":  # of others the ledger is not asked
            with suppress(SaysoError):
                telling.work_off()
        yield revision, telling

    return open


def answer(
    ask: Ask,
    catalogue: Catalogue,
    data: Any,
    *,
    total: int | None = None,
    next: str | None = None,
    hidden: Sequence[Hidden] = (),
    **more: Any,
) -> Response:
    """An answer as any other, but one of a state of the record that is past is kept by nobody."""
    if catalogue.revision == ask.revision.name:
        return ask.answer(data, total=total, next=next, hidden=hidden, **more)
    meta: dict[str, Any] = {}
    if total is not None:
        meta |= {"total": total, "next": next}
    if hidden:
        meta["hidden"] = hidden
    return passing(ask, data, catalogue.revision, **meta, **more)


def passing(ask: Ask, data: Any, revision: str, **more: Any) -> Response:
    """An answer that nobody keeps, since it will be another one soon."""
    meta = {"revision": revision, "updated": ask.revision.updated, **more}
    body = msgspec.json.encode({"data": data, "meta": meta})
    return Response(body, headers={"Cache-Control": "no-store"}, media_type=JSON)


def warm(desk: Desk) -> None:
    """Begin to make the catalogue that will most likely be asked for first: the public's, or that
    of whoever is on this machine."""
    settings = desk.settings
    if settings.public:
        who = Asker(role="read", name=None, way="public", csrf="")
    elif settings.local:
        who = Asker(role="admin", name=None, way="local", csrf="")
    else:
        who = Asker(role="read", name=None, way="token", csrf="")
    desk.shelves.begin(sight_of(who), opening(desk, who))
