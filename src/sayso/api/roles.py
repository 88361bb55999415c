"""Who asks: whoever is on this machine, the public, or the bearer of a token."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Iterable, Mapping
from typing import Literal, NoReturn

from fastapi import Request

from sayso.api.problems import RefusedError, refuse
from sayso.api.settings import Settings
from sayso.core.tokens import Role, Token
from sayso.core.types import Record

COOKIE = "sayso_session"
HOURS = 12  # how long a session lasts
_SAFE = ("GET", "HEAD", "OPTIONS")


class Asker(Record, frozen=True):
    """Who asks, in which role, by which way. ``csrf`` must come back with what they change."""

    role: Role
    name: str | None
    way: Literal["local", "public", "token", "session"]
    csrf: str

    @property
    def public(self) -> bool:
        """Whether only what is released to everyone may be seen."""
        return self.way == "public"


class Sessions:
    """Sessions of pages, held in memory: a server that starts again has none."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._held: dict[str, tuple[str, float]] = {}
        self._lock = threading.Lock()

    def begin(self, token: Token) -> str:
        """A new session of a token's bearer: what the cookie holds."""
        session = secrets.token_urlsafe(32)
        ends = time.monotonic() + HOURS * 3600
        with self._lock:
            now = time.monotonic()
            self._held = {k: v for k, v in self._held.items() if v[1] > now}
            self._held[digest(session)] = (token.hash, ends)
        return session

    def end(self, session: str) -> None:
        """A session is over."""
        with self._lock:
            self._held.pop(digest(session), None)

    def token_of(self, session: str) -> str | None:
        """The hash of the token that a session was begun with."""
        with self._lock:
            found = self._held.get(digest(session))
        return found[0] if found and found[1] > time.monotonic() else None

    def csrf(self, session: str) -> str:
        """What must come back with each change made in a session."""
        return hmac.new(self._key, session.encode(), hashlib.sha256).hexdigest()


def new_token() -> str:
    """A token: 32 random bytes, as text."""
    return "sayso_" + secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is kept of a token or a session."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def asker(
    request: Request, settings: Settings, sessions: Sessions, tokens: Mapping[str, Token]
) -> Asker:
    """Who asks. Refuses who has no token where one is needed, or one that is not known."""
    given = request.headers.get("authorization")
    if given is not None:
        way, _, token = given.partition(" ")
        found = tokens.get(digest(token.strip())) if way.lower() == "bearer" else None
        if found is None:
            _unknown("this token is not known here, or was revoked")
        return Asker(role=found.role, name=found.name, way="token", csrf="")
    session = request.cookies.get(COOKIE)
    if session is not None and (hash := sessions.token_of(session)) is not None:
        found = tokens.get(hash)
        if found is not None:
            csrf = sessions.csrf(session)
            return Asker(role=found.role, name=found.name, way="session", csrf=csrf)
    if settings.public:
        return Asker(role="read", name=None, way="public", csrf="")
    if settings.local and not tokens:
        return Asker(role="admin", name=None, way="local", csrf=sessions.csrf("local"))
    return _unknown("a token is needed here: 'sayso token add' makes one")


def check_origin(request: Request, who: Asker) -> None:
    """Refuses a change that another site's page may have sent: what a browser adds by itself (a
    cookie, being on this machine) is not enough."""
    if request.method in _SAFE or who.way == "token":
        return
    if who.way == "public":
        refuse(403, "forbidden", "the public may change nothing")
    if is_foreign(request):
        refuse(403, "elsewhere", "another site's page sent this")
    given = request.headers.get("x-csrf-token", "")
    if not hmac.compare_digest(given.encode(), who.csrf.encode()):
        refuse(403, "bad-csrf", "X-CSRF-Token must hold 'csrf' of /api/v1/about")


def is_foreign(request: Request) -> bool:
    """Whether a browser says that another site's page sent this."""
    return request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin")


def in_force(tokens: Iterable[Token]) -> dict[str, Token]:
    """The tokens that were not revoked, by hash."""
    return {token.hash: token for token in tokens if token.revoked is None}


def _unknown(detail: str) -> NoReturn:
    raise RefusedError(401, "no-token", detail, {"WWW-Authenticate": 'Bearer realm="sayso"'})
