"""The ledger of the situation: what each country's states follow from."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _table("version", ("fingerprint", sa.Text()), keys=("fingerprint",))
    text, number, blob = sa.Text(), sa.Integer(), sa.LargeBinary()
    _table(
        "due", ("kind", text), ("part", text), ("name", text), keys=("kind", "part", "name"),
        sqlite_with_rowid=False,
    )  # fmt: skip
    _table(
        "claims", ("part", text), ("claim", number), ("id", text), ("incident", text),
        ("pledged", sa.Boolean()), ("day", number), keys=("part", "claim"), sqlite_with_rowid=False,
    )  # fmt: skip
    _index("claims", "id")
    _index("claims", "incident")
    _index("claims", "part", "pledged", "day", "claim", name="days")
    _table(
        "corrected", ("claim", number), ("incident", text), ("json", text), keys=("claim",)
    )  # fmt: skip
    _index("corrected", "incident")
    _table(
        "incidents", ("incident", text), ("part", text), ("spots", blob),
        keys=("incident", "part"), sqlite_with_rowid=False,
    )  # fmt: skip
    _table(
        "spots", ("part", text), ("spot", text), ("folded", text), ("division", text),
        ("count", number), keys=("part", "spot"),
    )  # fmt: skip
    _index("spots", "division")
    _index("spots", "folded", "part", name="folded")
    _table(
        "unnumbered", ("part", text), ("folded", text), ("incident", text),
        keys=("part", "folded", "incident"), sqlite_with_rowid=False,
    )  # fmt: skip
    _index("unnumbered", "incident")
    _table(
        "talks", ("part", text), ("claim", text), ("track", text), ("incident", text),
        ("report", text), ("day", number), ("name", text), keys=("part", "claim", "track"),
    )  # fmt: skip
    _index("talks", "claim")
    _index("talks", "incident")
    _index("talks", "part", "day", name="day")
    _index("talks", "part", "report", name="report")
    _table(
        "marks", ("part", text), ("state", text), ("incident", text), ("marks", blob),
        keys=("part", "state", "incident"), sqlite_with_rowid=False,
    )  # fmt: skip
    _index("marks", "incident")
    _table(
        "spells", ("part", text), ("state", text), ("number", number), ("opens", number),
        ("closes", number), ("fades", number), ("spell", blob), keys=("part", "state", "number"),
    )  # fmt: skip
    _index("spells", "part", "closes", "opens", name="closes")
    _index("spells", "part", "fades", name="fades")


def _table(
    name: str, *columns: tuple[str, Any], keys: tuple[str, ...],
    sqlite_with_rowid: bool = True,
) -> None:  # fmt: skip
    op.create_table(
        f"ledger_{name}",
        *(sa.Column(c, kind, nullable=False, autoincrement=False) for c, kind in columns),
        sa.PrimaryKeyConstraint(*keys, name=op.f(f"pk_ledger_{name}")),
        sqlite_with_rowid=sqlite_with_rowid,
    )


def _index(table: str, *columns: str, name: str | None = None) -> None:
    op.create_index(op.f(f"ix_ledger_{table}_{name or columns[0]}"), f"ledger_{table}", [*columns])
