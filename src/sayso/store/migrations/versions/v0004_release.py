"""Who may see what: levels, persons found in what is public, tokens, removals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# What is only ever added to may be taken out by a removal alone: while ``erasing`` has a row, which
# no other transaction ever sees.
_SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
WHEN NOT EXISTS (SELECT 1 FROM erasing) BEGIN
    SELECT RAISE(ABORT, '{table}: nothing is changed or taken out');
END
"""
_POSTGRESQL_FUNCTION = """
CREATE FUNCTION sayso_keep_unless_erased() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM erasing) THEN
        RAISE EXCEPTION '%: nothing is changed or taken out', TG_TABLE_NAME;
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END; $$
"""
_POSTGRESQL = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
    FOR EACH ROW EXECUTE FUNCTION sayso_keep_unless_erased()
"""


def upgrade() -> None:
    op.create_table(
        "levels",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", name=op.f("pk_levels")),
    )
    op.create_index("ix_levels_level", "levels", ["level", "kind"])
    op.create_table(
        "persons",
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_persons_report")),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_persons")),
    )
    op.create_table(
        "tokens",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("revoked", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_tokens")),
    )
    op.create_table(
        "removals",
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_removals")),
    )
    op.create_index(op.f("ix_removals_text_sha256"), "removals", ["text_sha256"])
    op.create_table(
        "removed_bytes",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report"], ["removals.report"], name=op.f("fk_removed_bytes_report")
        ),
        sa.PrimaryKeyConstraint("sha256", "report", name=op.f("pk_removed_bytes")),
    )
    op.create_table(
        "erasing",
        sa.Column("report", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_erasing")),
    )
    _let_removals_through()


def _let_removals_through() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    if not sqlite:
        _run(_POSTGRESQL_FUNCTION)
    for table in ("judgements", "originals"):
        for verb in ("update", "delete"):
            name = f"{table}_no_{verb}"
            _run(f"DROP TRIGGER {name}" + ("" if sqlite else f" ON {table}"))
            _run((_SQLITE if sqlite else _POSTGRESQL).format(table=table, verb=verb))


def _run(statement: str) -> None:
    op.get_bind().execute(sa.text(statement))
