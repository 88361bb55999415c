"""Tokens: who may ask a server that others can reach, and as what."""

from __future__ import annotations

from typing import Literal, get_args

from sayso.core.types import Record

Role = Literal["read", "review", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before it may


class Token(Record, frozen=True):
    """A token as the record keeps it. ``hash`` is SHA-256 of it: a token is 32 random bytes, which
    nobody can guess from their hash, so that no slow hash (as for passwords) is needed. ``made``
    and ``revoked`` are UTC times of the record; ``by`` who made it."""

    hash: str
    role: Role
    name: str
    made: str
    by: str
    revoked: str | None = None


def may(role: Role, needed: Role) -> bool:
    """Whether a role is enough for what another may do."""
    return ROLES.index(role) >= ROLES.index(needed)
