"""Errors, all of one shape: ``application/problem+json`` (RFC 9457)."""

from __future__ import annotations

import http
import logging
from collections.abc import Mapping
from typing import NoReturn

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.api.methods import Methods
from sayso.core.errors import InputError, SaysoError, UsageError
from sayso.core.types import Record

MEDIA = "application/problem+json"
_log = logging.getLogger("sayso.api")


class Fault(Record, frozen=True):
    """What went wrong: ``type`` names the kind (``urn:sayso:problem:…``) and stays as it is,
    ``detail`` says it of this request, ``instance`` is its path."""

    type: str
    title: str
    status: int
    detail: str
    instance: str


class RefusedError(Exception):
    """A request that cannot be met: HTTP status, kind, and words for people."""

    def __init__(
        self, status: int, kind: str, detail: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.kind = kind
        self.detail = detail
        self.headers = headers


def refuse(status: int, kind: str, detail: str) -> NoReturn:
    """End the request with a problem."""
    raise RefusedError(status, kind, detail)


def missing(what: str, id: str) -> NoReturn:
    """End the request: there is no such thing, or none that the role may see."""
    refuse(404, "not-found", f"no {what} {id!r} that may be seen here")


def problem(
    status: int, kind: str, detail: str, path: str, headers: Mapping[str, str] | None = None
) -> Response:
    """The response of a problem."""
    fault = Fault(
        type=f"urn:sayso:problem:{kind}", title=http.HTTPStatus(status).phrase, status=status,
        detail=detail, instance=path,
    )  # fmt: skip
    kept = {"Cache-Control": "no-store", **(headers or {})}
    return Response(msgspec.json.encode(fault), status, kept, MEDIA)


def no_method(method: str, path: str, allowed: str) -> Response:
    """The problem of a method that an address does not take."""
    said = f"{method} is not for this address"
    return problem(405, "method-not-allowed", said, path, {"Allow": allowed})


def install(app: FastAPI, methods: Methods) -> None:
    """Let every error of an app go out as a problem."""

    @app.exception_handler(RefusedError)
    async def _refused(request: Request, error: RefusedError) -> Response:
        return problem(error.status, error.kind, error.detail, request.url.path, error.headers)

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> Response:
        said = "; ".join(f"{_where(e['loc'])}: {e['msg']}" for e in error.errors()[:5])
        return problem(422, "invalid", said, request.url.path)

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        path = request.url.path
        if error.status_code == 405:
            return no_method(request.method, path, methods.of(path) or "GET")
        kind = {404: "not-found", 413: "too-large"}
        return problem(
            error.status_code, kind.get(error.status_code, "refused"), str(error.detail),
            path, error.headers,
        )  # fmt: skip

    @app.exception_handler(SaysoError)
    async def _ours(request: Request, error: SaysoError) -> Response:
        path = request.url.path
        if isinstance(error, UsageError | InputError):
            return problem(422, "invalid", str(error), path)
        _log.warning("%s: %s", path, error)
        busy = {"Retry-After": "5"}
        return problem(503, "unavailable", "the record cannot be used just now", path, busy)


def _where(steps: tuple[int | str, ...]) -> str:
    return ".".join(str(step) for step in steps[1:]) or str(steps[0])


class Faults:
    """Around an app: what nobody foresaw is logged, and goes out as a problem without a trace."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and answer for what fails before anything was sent."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, sent)
        except Exception:
            _log.exception("%s %s", scope["method"], scope["path"])
            if begun:
                raise
            said = "a fault in sayso; the server's log has more"
            await problem(500, "fault", said, scope["path"])(scope, receive, send)
