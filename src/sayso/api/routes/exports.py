"""What is shown, to take along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from sayso.api.asked import Ask, Asking, Day, Filtering, day_of
from sayso.api.described import described
from sayso.api.routes.situations import Hearing, situation_at
from sayso.api.shelf import catalogue_of
from sayso.catalogue.catalogue import Selection
from sayso.catalogue.exports import SITUATION, Name, pieces, unnamed, whole
from sayso.release.unnamed import Unnamed
from sayso.telling import Telling

router = APIRouter(tags=["exports"])
_MEDIA = {
    "jsonl": "application/jsonl", "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json", "json": "application/json",
}  # fmt: skip


@router.get(
    "/exports/{name}",
    **described("What the filters show, as a file",
                "JSON Lines, CSV, GeoJSON or JSON, by the name", media=tuple(_MEDIA.values()),
                problems=(404,)),
)  # fmt: skip
def export(
    name: Name,
    ask: Asking,
    wanted: Filtering,
    at: Day = None,
    persons: Annotated[
        bool, Query(description="With the names of private persons (for the role review).")
    ] = False,
) -> Response:
    """Exactly what is shown under these filters. Private persons are left out unless ``persons`` is
    asked for. Of the situation, ``at``, ``known_by``, ``place`` and ``rule`` count."""
    if persons:
        ask.need("review")
    bare = persons or ask.who.public  # what the public sees is masked already
    kind = name.rpartition(".")[2]
    if name == SITUATION:
        rule = ask.request.query_params.get("rule", "all")
        place = wanted.place[0] if wanted.place else None
        found = situation_at(ask, Hearing(
            at=day_of(at, "at"), known_by=wanted.known_by, recorded_by=None,
            place=place, rule=rule,
        ))  # fmt: skip
        with ask.telling() as telling:
            body = whole(found, None if bare else _unnamed(ask, telling))
        return ask.bytes(body, _MEDIA[kind], name=name)
    with ask.telling() as telling:  # refuses here, before anything is sent
        selection = catalogue_of(ask).select(wanted, telling)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Type": _MEDIA[kind],
        "Cache-Control": "private, no-store",
    }
    return StreamingResponse(_pieces(ask, name, selection, bare), headers=headers)


def _pieces(ask: Ask, name: Name, selection: Selection, bare: bool) -> Iterator[bytes]:
    with ask.telling() as telling:
        yield from pieces(name, selection, telling, None if bare else _unnamed(ask, telling))


def _unnamed(ask: Ask, telling: Telling) -> Unnamed:
    return ask.remember(("unnamed",), lambda: unnamed(telling, ask.desk.store.safety))
