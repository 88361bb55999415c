"""What is sent to the server: JSON of one of our types."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

import msgspec
from fastapi import Request

from sayso.api.problems import refuse

Body = TypeVar("Body")


def body_of(kind: type[Body]) -> Callable[[Request], Awaitable[Body]]:
    """A dependency that reads a request's body as this type."""
    decoder = msgspec.json.Decoder(kind)

    async def read(request: Request) -> Body:
        media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media != "application/json":
            refuse(415, "not-json", "send JSON, as application/json")
        raw = await request.body()
        try:
            return decoder.decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            refuse(422, "invalid", f"body: {error}")

    return read


def clean(text: str, name: str, most: int, *, least: int = 0) -> str:
    """A text that a person sent: without space around it, no longer than may be, none with control
    characters but line ends."""
    found = text.strip()
    if not least <= len(found) <= most:
        refuse(422, "invalid", f"{name}: want {least} to {most} characters")
    if any(ord(character) < 32 and character not in "\n\t" for character in found):
        refuse(422, "invalid", f"{name}: no control characters")
    return found
