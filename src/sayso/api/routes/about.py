"""What is served: the record at a glance, and who asks."""

from __future__ import annotations

from fastapi import APIRouter, Response

from sayso.api.asked import Ask, Asking
from sayso.api.described import described
from sayso.api.routes.reports import newest_of
from sayso.api.shelf import catalogue_of, passing
from sayso.api.tiles import Layer
from sayso.catalogue.catalogue import Catalogue
from sayso.catalogue.spans import NO_DAY, iso
from sayso.core.tokens import Role
from sayso.core.types import Record

router = APIRouter(tags=["about"])
_SMALL = 5000  # claims


class Can(Record, frozen=True):
    """What the asker may do: judge claims, release and remove reports, ask by which roads a place
    can be reached."""

    review: bool
    admin: bool
    access: bool


class About(Record, frozen=True):
    """The record at a glance, as far as the asker may see it. ``first_day`` and ``last_day`` are of
    what is told, ``newest`` the last day on which a report came out; these and ``disputes`` are
    null while a large record is first looked through. ``csrf`` must come back as X-CSRF-Token with
    every change; ``delay_days``: how long the public waits; ``tiles``: what the map can draw of
    /api/v1/tiles, null where there are none."""

    title: str
    demo: bool
    version: str
    role: Role
    public: bool
    name: str | None
    reports: int
    claims: int
    incidents: int
    disputes: int | None
    first_day: str | None
    last_day: str | None
    newest: str | None
    can: Can
    csrf: str
    delay_days: int
    tiles: Layer | None


class Extent(Record, frozen=True):
    """How much may be seen."""

    reports: int
    claims: int
    incidents: int
    disputes: int | None
    first_day: str | None
    last_day: str | None
    newest: str | None


@router.get("/about", **described("The record at a glance, and who asks", About))
def about(ask: Asking) -> Response:
    """The record at a glance, and who asks."""
    settings = ask.desk.settings
    extent = extent_of(ask)
    found = About(
        title=settings.title, demo=settings.demo, version=ask.request.app.version,
        role=ask.role, public=ask.who.public, name=ask.who.name,
        reports=extent.reports, claims=extent.claims, incidents=extent.incidents,
        disputes=extent.disputes, first_day=extent.first_day, last_day=extent.last_day,
        newest=extent.newest,
        can=Can(review=ask.may("review"), admin=ask.may("admin"), access=ask.may("review")),
        csrf=ask.who.csrf, delay_days=settings.delay_days,
        tiles=settings.tiles.layer if settings.tiles else None,
    )  # fmt: skip
    if extent.disputes is None:
        return passing(ask, found, ask.revision.name)
    return ask.answer(found, keep=False)


def extent_of(ask: Ask) -> Extent:
    """How much the asker may see. While the first catalogue of a large record is being made, only
    what is known without it."""
    if ask.desk.shelves.held(ask.sight) is None and not _is_small(ask):
        with ask.telling() as telling:
            counts = telling.store.counts()
        return Extent(
            reports=counts.reports, claims=counts.claims, incidents=counts.incidents, disputes=None,
            first_day=None, last_day=None, newest=None,
        )  # fmt: skip
    catalogue = catalogue_of(ask)
    return ask.remember(("extent", catalogue.revision), lambda: _extent(ask, catalogue))


def _is_small(ask: Ask) -> bool:
    """Whether the catalogue is made within moments."""
    return ask.desk.store.counts().claims < _SMALL


def _extent(ask: Ask, catalogue: Catalogue) -> Extent:
    columns = catalogue.columns
    first, last = columns.first[columns.first != NO_DAY], columns.last[columns.last != NO_DAY]
    with ask.telling() as telling:
        counts = telling.store.counts()
    return Extent(
        reports=counts.reports, claims=counts.claims, incidents=columns.size,
        disputes=len(catalogue.disputes),
        first_day=iso(int(first.min())) if first.size else None,
        last_day=iso(int(last.max())) if last.size else None,
        newest=newest_of(ask),
    )  # fmt: skip
