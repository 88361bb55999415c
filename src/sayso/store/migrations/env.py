"""Alembic's entry point: the connection is given, and its transaction is the caller's."""

from __future__ import annotations

from alembic import context

from sayso.store.schema import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
)
with context.begin_transaction():
    context.run_migrations()
