"""The application: routes, guards, errors, the page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version

import anyio.to_thread
from fastapi import FastAPI, Request, Response

from sayso.api import described, page, problems
from sayso.api.asked import HeldError
from sayso.api.desk import Desk
from sayso.api.guard import LARGEST, Guard
from sayso.api.methods import Methods
from sayso.api.routes import ROUTERS
from sayso.api.settings import Settings
from sayso.api.shelf import warm

BASE = "/api/v1"
_THREADS = 12  # questions worked on at once; more would only take turns
_ABOUT = (
    "Attributed claims from reporting on armed conflict and peace talks: who says what about the "
    "same happening, in what words, how independently. It gives no verdict on what is true."
)


def make_app(settings: Settings, clock: Callable[[], str]) -> FastAPI:
    """The application over the record that the settings name. ``clock`` gives the present as UTC
    text. Raises UsageError where there is no such record."""
    desk = Desk(settings, clock)
    desk.on_begin.append(warm)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = _THREADS
        desk.begin()
        try:
            yield
        finally:
            desk.close()

    app = FastAPI(
        title="Sayso", version=version("sayso"), description=_ABOUT, lifespan=lifespan,
        docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False,
        max_body_size=LARGEST,
    )  # fmt: skip
    app.state.desk = desk
    methods = Methods(ROUTERS, BASE)
    problems.install(app, methods)

    @app.exception_handler(HeldError)
    async def _held(_: Request, held: HeldError) -> Response:
        return held.response

    app.add_middleware(problems.Faults)
    app.add_middleware(Guard, settings=settings)
    for router in ROUTERS:
        app.include_router(router, prefix=BASE)
    described.install(app)
    page.install(app, settings.page, methods)
    return app
