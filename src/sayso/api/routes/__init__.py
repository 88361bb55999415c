"""The routes, by what they answer."""

from __future__ import annotations

from fastapi import APIRouter

from sayso.api.routes import (
    about,
    access,
    audit,
    changes,
    exports,
    lists,
    places,
    printed,
    reports,
    review,
    safety,
    session,
    situations,
    tiles,
)

ROUTERS: tuple[APIRouter, ...] = (
    about.router, session.router, reports.router, situations.router, printed.router,
    changes.router, places.router, access.router, lists.router, exports.router, review.router,
    audit.router, safety.router, tiles.router,
)  # fmt: skip
