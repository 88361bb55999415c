"""The page's session: a token once, then a cookie."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Request, Response

from sayso.api.bodies import body_of
from sayso.api.described import described
from sayso.api.desk import Desk
from sayso.api.problems import RefusedError, refuse
from sayso.api.roles import COOKIE, HOURS, digest, is_foreign
from sayso.core.tokens import Role
from sayso.core.types import Record

router = APIRouter(tags=["session"])


class Login(Record, frozen=True, forbid_unknown_fields=True):
    """The token that a session is begun with."""

    token: str


class Begun(Record, frozen=True):
    """A session, begun in this role; /about has the rest."""

    role: Role
    csrf: str


class Ended(Record, frozen=True):
    """A session, ended."""

    ended: bool


@router.post(
    "/session",
    **described("Begin a session with a token; its cookie comes back", Begun, body=Login),
)
def begin(request: Request, given: Annotated[Login, Depends(body_of(Login))]) -> Response:
    """Begin a session: for the page, which then needs to hold no token."""
    desk: Desk = request.app.state.desk
    if is_foreign(request):
        refuse(403, "elsewhere", "another site's page sent this")
    token = desk.tokens.get(digest(given.token.strip()))
    if token is None:
        said = "this token is not known here, or was revoked"
        raise RefusedError(401, "no-token", said, {"WWW-Authenticate": 'Bearer realm="sayso"'})
    session = desk.sessions.begin(token)
    answer = _answer(desk, Begun(role=token.role, csrf=desk.sessions.csrf(session)))
    answer.set_cookie(
        COOKIE, session, max_age=HOURS * 3600, httponly=True, samesite="strict",
        secure=request.url.scheme == "https", path="/api",
    )  # fmt: skip
    return answer


@router.delete("/session", **described("End the session", Ended))
def end(request: Request) -> Response:
    """End the session whose cookie is sent."""
    desk: Desk = request.app.state.desk
    if is_foreign(request):
        refuse(403, "elsewhere", "another site's page sent this")
    session = request.cookies.get(COOKIE)
    if session is not None:
        desk.sessions.end(session)
    answer = _answer(desk, Ended(ended=session is not None))
    answer.delete_cookie(COOKIE, path="/api", httponly=True, samesite="strict")
    return answer


def _answer(desk: Desk, data: Record) -> Response:
    revision = desk.revision
    meta = {"revision": revision.name, "updated": revision.updated}
    body = msgspec.json.encode({"data": data, "meta": meta})
    return Response(body, 200, {"Cache-Control": "no-store"}, "application/json")
