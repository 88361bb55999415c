"""Cursors: where a list goes on. Opaque to those who send them back; one that was altered, or is of
another question, is refused. They hold nothing secret, so that a checksum does."""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import Any

import msgspec

from sayso.api.problems import refuse

_SUM = 6  # bytes


def cursor(question: str, position: Any) -> str:
    """The cursor of a position (any JSON) in the answer to a question."""
    body = msgspec.json.encode(position)
    return base64.urlsafe_b64encode(_sum(question, body) + body).decode().rstrip("=")


def position(question: str, text: str) -> Any:
    """The position that a cursor stands for; refuses one that is not of this question."""
    try:
        whole = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
        body = whole[_SUM:]
        if whole[:_SUM] == _sum(question, body):
            return msgspec.json.decode(body)
    except (binascii.Error, ValueError, msgspec.DecodeError):
        pass
    return refuse(400, "bad-cursor", "this cursor is not of this list: begin again without one")


def _sum(question: str, body: bytes) -> bytes:
    return hashlib.sha256(question.encode(errors="replace") + b"\0" + body).digest()[:_SUM]
