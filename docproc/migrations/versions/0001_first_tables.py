"""Originals, work, readings, assertions, links and page text"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Written out rather than taken from models.tables: a migration stays what it was when the models change.
ID = sa.String(32)
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(24)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "leaders",
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("duty", name="pk_leaders"),
    )
    op.create_table(
        "readings",
        sa.Column("id", ID, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("page_number", sa.Integer(), nullable=False),
        sa.Column("stage", WORD, nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_readings"),
        sa.UniqueConstraint(
            "sha256",
            "page_number",
            "stage",
            "reader",
            "version",
            name="uq_readings_sha256_page_number_stage_reader_version",
        ),
    )
    op.create_table(
        "sources",
        sa.Column("id", ID, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("page_count", sa.Integer(), nullable=True),
        sa.Column("status", WORD, nullable=False),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("error_detail", sa.Text(), nullable=True),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
        sa.UniqueConstraint("sha256", name="uq_sources_sha256"),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", ID, nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_deliveries_source_id_sources"),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_source_id", "deliveries", ["source_id"])

    op.create_table(
        "documents",
        sa.Column("id", ID, nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("doc_type", WORD, nullable=False),
        sa.Column("pages", JSON, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("notes", JSON, nullable=False),
        sa.Column("problems", JSON, nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_documents_source_id_sources"),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
    )
    op.create_index("ix_documents_source_id", "documents", ["source_id"])
    op.create_index(
        "uq_documents_current",
        "documents",
        ["source_id", "ordinal"],
        unique=True,
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )

    op.create_table(
        "tasks",
        sa.Column("id", ID, nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("stage", WORD, nullable=False),
        sa.Column("page_number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("status", WORD, nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("crashes", sa.Integer(), nullable=False),
        sa.Column("fencing_token", sa.Integer(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("lease_expires_at", MOMENT, nullable=True),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("rung_at", MOMENT, nullable=True),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("error_detail", sa.Text(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_tasks_source_id_sources"),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
        sa.UniqueConstraint(
            "source_id", "stage", "page_number", "version", name="uq_tasks_source_id_stage_page_number_version"
        ),
    )
    op.create_index("ix_tasks_status_due_at", "tasks", ["status", "due_at"])

    op.create_table(
        "assertions",
        sa.Column("id", ID, nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", JSON, nullable=True),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("box", JSON, nullable=True),
        sa.Column("status", WORD, nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("readers", JSON, nullable=False),
        sa.Column("handwritten", sa.Boolean(), nullable=False),
        sa.Column("alternatives", JSON, nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("superseded_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_assertions_document_id_documents"),
        sa.PrimaryKeyConstraint("id", name="pk_assertions"),
    )
    op.create_index("ix_assertions_document_id", "assertions", ["document_id"])
    op.create_index(
        "uq_assertions_current",
        "assertions",
        ["document_id", "field", "made_by"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )

    op.create_table(
        "citations",
        sa.Column("id", ID, nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("where", sa.Text(), nullable=False),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("sub", sa.Text(), nullable=True),
        sa.Column("is_circular", sa.Boolean(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("tag", sa.Text(), nullable=True),
        sa.Column("status", WORD, nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("confusion_key", sa.Text(), nullable=True),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("date_status", WORD, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("box", JSON, nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_citations_document_id_documents"),
        sa.PrimaryKeyConstraint("id", name="pk_citations"),
        sa.UniqueConstraint("document_id", "position", name="uq_citations_document_id_position"),
    )
    op.create_index("ix_citations_confusion_key", "citations", ["confusion_key"])
    op.create_index("ix_citations_key", "citations", ["key"])

    op.create_table(
        "letters",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("sub", sa.Text(), nullable=True),
        sa.Column("is_circular", sa.Boolean(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("tag", sa.Text(), nullable=True),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("status", WORD, nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("confusion_key", sa.Text(), nullable=True),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("date_status", WORD, nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("addressee", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_letters_document_id_documents"),
        sa.PrimaryKeyConstraint("document_id", name="pk_letters"),
    )
    op.create_index("ix_letters_confusion_key", "letters", ["confusion_key"])
    op.create_index("ix_letters_key", "letters", ["key"])

    op.create_table(
        "links",
        sa.Column("id", ID, nullable=False),
        sa.Column("from_document_id", ID, nullable=False),
        sa.Column("to_document_id", ID, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", JSON, nullable=False),
        sa.Column("citation_position", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["from_document_id"], ["documents.id"], name="fk_links_from_document_id_documents"),
        sa.ForeignKeyConstraint(["to_document_id"], ["documents.id"], name="fk_links_to_document_id_documents"),
        sa.PrimaryKeyConstraint("id", name="pk_links"),
        sa.UniqueConstraint(
            "from_document_id", "to_document_id", "kind", name="uq_links_from_document_id_to_document_id_kind"
        ),
    )
    op.create_index("ix_links_to_document_id", "links", ["to_document_id"])

    op.create_table(
        "receipts",
        sa.Column("id", ID, nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("time", sa.Text(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("box", JSON, nullable=False),
        sa.Column("colour", sa.Text(), nullable=True),
        sa.Column("status", WORD, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_receipts_document_id_documents"),
        sa.PrimaryKeyConstraint("id", name="pk_receipts"),
        sa.UniqueConstraint("document_id", "position", name="uq_receipts_document_id_position"),
    )
    op.create_table(
        "text_pages",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_text_pages_document_id_documents"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_text_pages_source_id_sources"),
        sa.PrimaryKeyConstraint("document_id", "page", name="pk_text_pages"),
    )
    op.create_index("ix_text_pages_source_id", "text_pages", ["source_id"])


def downgrade() -> None:
    for table in (
        "text_pages",
        "receipts",
        "links",
        "letters",
        "citations",
        "assertions",
        "tasks",
        "documents",
        "deliveries",
        "sources",
        "readings",
        "leaders",
    ):
        op.drop_table(table)
