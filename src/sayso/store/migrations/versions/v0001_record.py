"""The first form of the record."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_SQLITE = """
CREATE VIRTUAL TABLE claims_fts USING fts5(
    words, content='claim_bodies', content_rowid='number', tokenize='unicode61 remove_diacritics 0'
);

CREATE TRIGGER claims_fts_in AFTER INSERT ON claim_bodies BEGIN
    INSERT INTO claims_fts (rowid, words) VALUES (new.number, new.words);
END;

CREATE TRIGGER claims_fts_out AFTER DELETE ON claim_bodies BEGIN
    INSERT INTO claims_fts (claims_fts, rowid, words) VALUES ('delete', old.number, old.words);
END;

CREATE TRIGGER claims_fts_new AFTER UPDATE OF words ON claim_bodies BEGIN
    INSERT INTO claims_fts (claims_fts, rowid, words) VALUES ('delete', old.number, old.words);
    INSERT INTO claims_fts (rowid, words) VALUES (new.number, new.words);
END;

CREATE VIRTUAL TABLE claim_boxes USING rtree(number, south, north, west, east);

CREATE TRIGGER claim_boxes_in AFTER INSERT ON claim_points BEGIN
    INSERT INTO claim_boxes VALUES (new.number, new.lat, new.lat, new.lon, new.lon);
END;

CREATE TRIGGER claim_boxes_out AFTER DELETE ON claim_points BEGIN
    DELETE FROM claim_boxes WHERE number = old.number;
END;
"""
_SQLITE_KEEP = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} BEGIN
    SELECT RAISE(ABORT, '{table}: nothing is changed or taken out');
END;
"""
_POSTGRESQL = """
CREATE INDEX ix_claim_bodies_words ON claim_bodies USING gin (to_tsvector('simple', words));

CREATE INDEX ix_claim_points_lat_lon ON claim_points (lat, lon);

CREATE FUNCTION sayso_keep() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '%: nothing is changed or taken out', TG_TABLE_NAME; END $$;
"""
_POSTGRESQL_KEEP = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
    FOR EACH ROW EXECUTE FUNCTION sayso_keep();
"""


def upgrade() -> None:
    _tables()
    sqlite = op.get_bind().dialect.name == "sqlite"
    _run(_SQLITE if sqlite else _POSTGRESQL)
    for table in ("audit", "judgements", "originals"):
        for verb in ("UPDATE", "DELETE"):
            _run((_SQLITE_KEEP if sqlite else _POSTGRESQL_KEEP).format(table=table, verb=verb))


def _run(script: str) -> None:
    """Statements stand apart by an empty line."""
    for statement in script.strip().split("\n\n"):
        op.get_bind().execute(sa.text(statement))


def _tables() -> None:
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_about"), "audit", ["about"], unique=False)
    op.create_table(
        "incidents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Text(), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    op.create_index("ix_incidents_first_day_id", "incidents", ["first_day", "id"], unique=False)
    op.create_table(
        "judgements",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_judgements")),
        sa.UniqueConstraint("id", name=op.f("uq_judgements_id")),
    )
    op.create_table(
        "originals",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_originals")),
    )
    op.create_table(
        "reports",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("recorded", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("replaced_by", sa.Text(), nullable=True),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("translation", sa.Text(), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_reports")),
        sa.UniqueConstraint("id", name=op.f("uq_reports_id")),
    )
    op.create_table(
        "terms",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_terms")),
    )
    op.create_index("uq_terms_kind_term", "terms", ["kind", "term"], unique=True)
    op.create_table(
        "addresses",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_addresses_report")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_addresses")),
    )
    op.create_index(op.f("ix_addresses_address"), "addresses", ["address"], unique=False)
    op.create_index(op.f("ix_addresses_report"), "addresses", ["report"], unique=False)
    op.create_table(
        "captures",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_captures_report")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_captures")),
    )
    op.create_index(op.f("ix_captures_report"), "captures", ["report"], unique=False)
    op.create_table(
        "copy_links",
        sa.Column("a", sa.Text(), nullable=False),
        sa.Column("b", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["a"], ["reports.id"], name=op.f("fk_copy_links_a")),
        sa.ForeignKeyConstraint(["b"], ["reports.id"], name=op.f("fk_copy_links_b")),
        sa.PrimaryKeyConstraint("a", "b", name=op.f("pk_copy_links")),
    )
    op.create_index(op.f("ix_copy_links_b"), "copy_links", ["b"], unique=False)
    op.create_table(
        "judgement_anchors",
        sa.Column("judgement", sa.Integer(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["judgement"], ["judgements.number"], name=op.f("fk_judgement_anchors_judgement")
        ),
        sa.PrimaryKeyConstraint("judgement", "claim", name=op.f("pk_judgement_anchors")),
    )
    op.create_index(
        op.f("ix_judgement_anchors_claim"), "judgement_anchors", ["claim"], unique=False
    )
    op.create_index(
        op.f("ix_judgement_anchors_report"), "judgement_anchors", ["report"], unique=False
    )
    op.create_table(
        "readings",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_readings_report")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_readings")),
    )
    op.create_index(op.f("ix_readings_fingerprint"), "readings", ["fingerprint"], unique=False)
    op.create_index(op.f("ix_readings_report"), "readings", ["report"], unique=False)
    op.create_table(
        "report_bands",
        sa.Column("band", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_report_bands_report")),
        sa.PrimaryKeyConstraint("band", "report", name=op.f("pk_report_bands")),
    )
    op.create_index(op.f("ix_report_bands_report"), "report_bands", ["report"], unique=False)
    op.create_table(
        "claims",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("predicate", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Text(), nullable=False),
        sa.Column("last_day", sa.Text(), nullable=False),
        sa.Column("pending", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.number"], name=op.f("fk_claims_reading")),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_claims_report")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_claims")),
        sa.UniqueConstraint("id", name=op.f("uq_claims_id")),
    )
    op.create_index("ix_claims_days", "claims", ["first_day", "last_day", "number"], unique=False)
    op.create_index(
        "ix_claims_pending",
        "claims",
        ["number"],
        unique=False,
        sqlite_where=sa.text("pending = 1"),
        postgresql_where=sa.text("pending"),
    )
    op.create_index(op.f("ix_claims_predicate"), "claims", ["predicate"], unique=False)
    op.create_index(op.f("ix_claims_reading"), "claims", ["reading"], unique=False)
    op.create_index(op.f("ix_claims_report"), "claims", ["report"], unique=False)
    op.create_table(
        "claim_bodies",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["claims.number"], name=op.f("fk_claim_bodies_number")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_claim_bodies")),
    )
    op.create_table(
        "claim_keys",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.number"], name=op.f("fk_claim_keys_claim")),
        sa.PrimaryKeyConstraint("key", "claim", name=op.f("pk_claim_keys")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_claim_keys_claim"), "claim_keys", ["claim"], unique=False)
    op.create_table(
        "claim_points",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.number"], name=op.f("fk_claim_points_claim")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_claim_points")),
    )
    op.create_index(op.f("ix_claim_points_claim"), "claim_points", ["claim"], unique=False)
    op.create_table(
        "claim_terms",
        sa.Column("term", sa.Integer(), nullable=False),
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.number"], name=op.f("fk_claim_terms_claim")),
        sa.ForeignKeyConstraint(["term"], ["terms.number"], name=op.f("fk_claim_terms_term")),
        sa.PrimaryKeyConstraint("term", "claim", name=op.f("pk_claim_terms")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_claim_terms_claim"), "claim_terms", ["claim"], unique=False)
    op.create_table(
        "incident_claims",
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("incident", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.id"], name=op.f("fk_incident_claims_claim")),
        sa.ForeignKeyConstraint(
            ["incident"], ["incidents.id"], name=op.f("fk_incident_claims_incident")
        ),
        sa.PrimaryKeyConstraint("claim", name=op.f("pk_incident_claims")),
    )
    op.create_index(
        op.f("ix_incident_claims_incident"), "incident_claims", ["incident"], unique=False
    )
    op.create_table(
        "links",
        sa.Column("a", sa.Text(), nullable=False),
        sa.Column("b", sa.Text(), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["a"], ["claims.id"], name=op.f("fk_links_a")),
        sa.ForeignKeyConstraint(["b"], ["claims.id"], name=op.f("fk_links_b")),
        sa.PrimaryKeyConstraint("a", "b", name=op.f("pk_links")),
    )
    op.create_index(op.f("ix_links_b"), "links", ["b"], unique=False)
