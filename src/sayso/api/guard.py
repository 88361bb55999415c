"""Around every answer: headers that keep a browser from more than the page needs, the name by which
the server is reached, and the size of what is sent to it."""

from __future__ import annotations

import ipaddress

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.api.problems import problem
from sayso.api.settings import LOOPBACK, Settings

POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "worker-src 'self'",
    "img-src 'self' data: blob:", "font-src 'self'", "connect-src 'self'", "base-uri 'none'",
    "form-action 'self'", "frame-ancestors 'none'",
))  # fmt: skip
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
LARGEST = 1_000_000  # bytes of a request's body


class Guard:
    """Puts the headers on all that goes out, and lets in only what is for this server. A name that
    somebody else's DNS may point at this machine is not (DNS rebinding); an address is."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._local = settings.local
        self._names = {name.lower() for name in (*LOOPBACK, *settings.hosts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check what comes in, and mark what goes out."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._known(host):
            said = f"this server does not go by the name {host[:100]!r} (--allow-host)"
            await problem(421, "unknown-host", said, scope["path"])(scope, receive, sent)
            return
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > LARGEST:
            said = f"at most {LARGEST} bytes can be sent"
            await problem(413, "too-large", said, scope["path"])(scope, receive, sent)
            return
        await self.app(scope, receive, sent)

    def _known(self, host: str) -> bool:
        name = host.lower()
        if name.startswith("["):
            name = name[1:].partition("]")[0]
        elif name.count(":") < 2:
            name = name.partition(":")[0]
        if name in self._names:
            return True
        try:
            return bool(ipaddress.ip_address(name)) and not self._local
        except ValueError:
            return False
