"""The tables. A row is the JSON of a struct with the columns that are asked for beside it.

Numbers are given by the one writer there is at a time: they run in the order of recording. What a
database does in its own way (full text, boxes around points, refusing to rewrite what is only
appended to) stands in the migrations. A change here needs a migration; a test compares the two.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

VERSION_TABLE: Final = "sayso_schema"
HEAD: Final = "0001"  # the newest migration

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _number() -> Column[int]:
    return Column("number", Integer, primary_key=True, autoincrement=False)


reports = Table(
    "reports",
    metadata,
    _number(),
    Column("id", Text, nullable=False, unique=True),
    Column("recorded", Text, nullable=False),
    Column("address", Text),
    Column("version", Integer, nullable=False),
    Column("replaced_by", Text),
    Column("text_sha256", Text, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("translation", Text, nullable=False),
    Column("json", Text, nullable=False),
)

# Every address at which a report was found, the first one included.
addresses = Table(
    "addresses",
    metadata,
    _number(),
    Column("address", Text, nullable=False, index=True),
    Column("report", Text, ForeignKey("reports.id"), nullable=False, index=True),
    Column("at", Text, nullable=False),
)

originals = Table(
    "originals",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
)

captures = Table(
    "captures",
    metadata,
    _number(),
    Column("report", Text, ForeignKey("reports.id"), nullable=False, index=True),
    Column("sha256", Text, nullable=False),
    Column("kept", Boolean, nullable=False),
    Column("json", Text, nullable=False),
)

report_bands = Table(
    "report_bands",
    metadata,
    Column("band", Text, primary_key=True),
    Column("report", Text, ForeignKey("reports.id"), primary_key=True, index=True),
)

copy_links = Table(
    "copy_links",
    metadata,
    Column("a", Text, ForeignKey("reports.id"), primary_key=True),
    Column("b", Text, ForeignKey("reports.id"), primary_key=True, index=True),
    Column("score", Float, nullable=False),
)

# ``claims`` is how many the reading found, ``digest`` a hash over them: check() counts again.
readings = Table(
    "readings",
    metadata,
    _number(),
    Column("report", Text, ForeignKey("reports.id"), nullable=False, index=True),
    Column("reader", Text, nullable=False),
    Column("fingerprint", Text, index=True),
    Column("at", Text, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("digest", Text, nullable=False),
)

# Narrow rows, since search sorts many of them: what is long stands in claim_bodies.
claims = Table(
    "claims",
    metadata,
    _number(),
    Column("id", Text, nullable=False, unique=True),
    Column("report", Text, ForeignKey("reports.id"), nullable=False, index=True),
    Column("reading", Integer, ForeignKey("readings.number"), nullable=False, index=True),
    Column("predicate", Text, nullable=False, index=True),
    Column("first_day", Text, nullable=False),
    Column("last_day", Text, nullable=False),
    Column("pending", Boolean, nullable=False),
    Index("ix_claims_days", "first_day", "last_day", "number"),
    Index(
        "ix_claims_pending",
        "number",
        sqlite_where=text("pending = 1"),
        postgresql_where=text("pending"),
    ),
)

claim_bodies = Table(
    "claim_bodies",
    metadata,
    Column("number", Integer, ForeignKey("claims.number"), primary_key=True, autoincrement=False),
    Column("words", Text, nullable=False),
    Column("json", Text, nullable=False),
)

terms = Table(
    "terms",
    metadata,
    _number(),
    Column("kind", Text, nullable=False),
    Column("term", Text, nullable=False),
    Index("uq_terms_kind_term", "kind", "term", unique=True),
)

claim_terms = Table(
    "claim_terms",
    metadata,
    Column("term", Integer, ForeignKey("terms.number"), primary_key=True),
    Column("claim", Integer, ForeignKey("claims.number"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

claim_keys = Table(
    "claim_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("claim", Integer, ForeignKey("claims.number"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

claim_points = Table(
    "claim_points",
    metadata,
    _number(),
    Column("claim", Integer, ForeignKey("claims.number"), nullable=False, index=True),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
)

links = Table(
    "links",
    metadata,
    Column("a", Text, ForeignKey("claims.id"), primary_key=True),
    Column("b", Text, ForeignKey("claims.id"), primary_key=True, index=True),
    Column("json", Text, nullable=False),
)

incidents = Table(
    "incidents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("first_day", Text, nullable=False),
    Column("json", Text, nullable=False),
    Index("ix_incidents_first_day_id", "first_day", "id"),
)

incident_claims = Table(
    "incident_claims",
    metadata,
    Column("claim", Text, ForeignKey("claims.id"), primary_key=True),
    Column("incident", Text, ForeignKey("incidents.id"), nullable=False, index=True),
)

judgements = Table(
    "judgements",
    metadata,
    _number(),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("json", Text, nullable=False),
)

# A claim may go with a re-read; the judgement on it stays, and is found by its report.
judgement_anchors = Table(
    "judgement_anchors",
    metadata,
    Column("judgement", Integer, ForeignKey("judgements.number"), primary_key=True),
    Column("claim", Text, primary_key=True, index=True),
    Column("report", Text, nullable=False, index=True),
)

audit = Table(
    "audit",
    metadata,
    _number(),
    Column("about", Text, nullable=False, index=True),
    Column("hash", Text, nullable=False),
    Column("json", Text, nullable=False),
)
