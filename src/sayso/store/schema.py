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
HEAD: Final = "0004"  # the newest migration

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
        sqlite_where=text("pending = 1"),  # on PostgreSQL too: see the migration
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

# The ledger: what the situation of each country (``part``, ISO 3166 alpha-3) follows from, kept in
# step with the incidents (see sayso/ledger.py). All of it is derived, and refers to nothing that a
# new reading could not take away. Days are ordinals; those left open are FIRST and LAST.
FIRST: Final = 0
LAST: Final = 9_999_999

# Whose rules the ledger was folded by.
ledger_version = Table(
    "ledger_version",
    metadata,
    Column("fingerprint", Text, primary_key=True),
)

# What is still to be worked off: incidents, then (part, incident) for marks, (part, state) to fold.
ledger_due = Table(
    "ledger_due",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("part", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    sqlite_with_rowid=False,
)

ledger_claims = Table(
    "ledger_claims",
    metadata,
    Column("part", Text, primary_key=True),
    Column("claim", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, index=True),
    Column("incident", Text, nullable=False, index=True),
    Column("pledged", Boolean, nullable=False),
    Column("day", Integer, nullable=False),
    Index("ix_ledger_claims_days", "part", "pledged", "day", "claim"),
    sqlite_with_rowid=False,
)

# Claims that people have corrected, as they stand.
ledger_corrected = Table(
    "ledger_corrected",
    metadata,
    Column("claim", Integer, primary_key=True, autoincrement=False),
    Column("incident", Text, nullable=False, index=True),
    Column("json", Text, nullable=False),
)

ledger_incidents = Table(
    "ledger_incidents",
    metadata,
    Column("incident", Text, primary_key=True),
    Column("part", Text, primary_key=True),
    Column("spots", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# Places as claims name them, with how often; ``folded`` and ``division`` are found by.
ledger_spots = Table(
    "ledger_spots",
    metadata,
    Column("part", Text, primary_key=True),
    Column("spot", Text, primary_key=True),
    Column("folded", Text, nullable=False),
    Column("division", Text, nullable=False, index=True),
    Column("count", Integer, nullable=False),
    Index("ix_ledger_spots_folded", "folded", "part"),
)

# Incidents that name a place without a number: what it is depends on others.
ledger_unnumbered = Table(
    "ledger_unnumbered",
    metadata,
    Column("part", Text, primary_key=True),
    Column("folded", Text, primary_key=True),
    Column("incident", Text, primary_key=True, index=True),
    sqlite_with_rowid=False,
)

ledger_talks = Table(
    "ledger_talks",
    metadata,
    Column("part", Text, primary_key=True),
    Column("claim", Text, primary_key=True, index=True),
    Column("track", Text, primary_key=True),
    Column("incident", Text, nullable=False, index=True),
    Column("report", Text, nullable=False),
    Column("day", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Index("ix_ledger_talks_day", "part", "day"),
    Index("ix_ledger_talks_report", "part", "report"),
)

ledger_marks = Table(
    "ledger_marks",
    metadata,
    Column("part", Text, primary_key=True),
    Column("state", Text, primary_key=True),
    Column("incident", Text, primary_key=True, index=True),
    Column("marks", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# ``opens``, ``closes``: when it shows; ``fades``: until when as last reported.
ledger_spells = Table(
    "ledger_spells",
    metadata,
    Column("part", Text, primary_key=True),
    Column("state", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("opens", Integer, nullable=False),
    Column("closes", Integer, nullable=False),
    Column("fades", Integer, nullable=False),
    Column("spell", LargeBinary, nullable=False),
    Index("ix_ledger_spells_closes", "part", "closes", "opens"),
    Index("ix_ledger_spells_fades", "part", "fades"),
)

# Road networks, each as it was read from one file: parts of a thousand roads or places.
road_networks = Table(
    "road_networks",
    metadata,
    _number(),
    Column("id", Text, nullable=False, unique=True),
    Column("json", Text, nullable=False),
)

road_parts = Table(
    "road_parts",
    metadata,
    Column("network", Text, ForeignKey("road_networks.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("json", Text, nullable=False),
)

# What a report (kind "report") or a claim by itself ("claim") may be shown as; restricted where
# nothing is said.
levels = Table(
    "levels",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("level", Text, nullable=False),
    Index("ix_levels_level", "level", "kind"),
)

# Where reports that were looked through name persons: offsets only.
persons = Table(
    "persons",
    metadata,
    Column("report", Text, ForeignKey("reports.id"), primary_key=True),
    Column("json", Text, nullable=False),
)

# Keys to the API, by SHA-256; ``revoked`` is when.
tokens = Table(
    "tokens",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("revoked", Text),
)

# Reports that were removed for good, and the hashes by which they are refused.
removals = Table(
    "removals",
    metadata,
    Column("report", Text, primary_key=True),
    Column("text_sha256", Text, nullable=False, index=True),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
)

removed_bytes = Table(
    "removed_bytes",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("report", Text, ForeignKey("removals.report"), primary_key=True),
)

# The report that is being removed: a row within that one transaction, never after it.
erasing = Table("erasing", metadata, Column("report", Text, primary_key=True))
