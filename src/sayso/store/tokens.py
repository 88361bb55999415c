"""Tokens for a server: only their hashes are kept."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from sayso.core.errors import UsageError
from sayso.core.tokens import Token
from sayso.store import audit
from sayso.store.rows import add_rows
from sayso.store.schema import tokens

_COLUMNS = ("hash", "role", "name", "made", "by", "revoked")


def all_tokens(connection: Connection) -> tuple[Token, ...]:
    """Every token, first to last, revoked ones too."""
    query = select(*(tokens.c[name] for name in _COLUMNS)).order_by(tokens.c.made, tokens.c.hash)
    rows = connection.execute(query).all()
    return tuple(Token(**dict(zip(_COLUMNS, row, strict=True))) for row in rows)


def add_token(connection: Connection, token: Token) -> None:
    """See Store.add_token."""
    held = select(tokens.c.hash).where(tokens.c.name == token.name, tokens.c.revoked.is_(None))
    if connection.scalar(held) is not None:
        raise UsageError(f"there is a token of the name {token.name}: revoke it first")
    add_rows(connection, tokens, [{name: getattr(token, name) for name in _COLUMNS}])
    detail = {"name": token.name, "role": token.role}
    audit.append(
        connection, at=token.made, by=token.by, what="add token", about=token.hash, detail=detail
    )


def revoke_token(connection: Connection, hash: str, at: str, by: str) -> bool:
    """See Store.revoke_token."""
    done = connection.execute(
        update(tokens).where(tokens.c.hash == hash, tokens.c.revoked.is_(None)).values(revoked=at)
    )
    if not done.rowcount:
        return False
    audit.append(connection, at=at, by=by, what="revoke token", about=hash, detail={})
    return True
