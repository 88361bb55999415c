"""Road networks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "road_networks",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_road_networks")),
        sa.UniqueConstraint("id", name=op.f("uq_road_networks_id")),
    )
    op.create_table(
        "road_parts",
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network"], ["road_networks.id"], name=op.f("fk_road_parts_network")
        ),
        sa.PrimaryKeyConstraint("network", "kind", "part", name=op.f("pk_road_parts")),
    )
