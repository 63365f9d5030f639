"""Whom of the registers a name on a paper means; people are found by their names."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ID = sa.String(32)


def upgrade() -> None:
    op.create_table(
        "identifications",
        sa.Column("id", ID, nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_identifications_document_id_documents"),
        sa.PrimaryKeyConstraint("id", name="pk_identifications"),
    )
    stands = sa.text("superseded_at IS NULL")
    op.create_index(
        "uq_identifications_standing",
        "identifications",
        ["document_id", "field", "kind", "person_id"],
        unique=True,
        sqlite_where=stands,
        postgresql_where=stands,
    )
    op.create_index("ix_identifications_person", "identifications", ["kind", "person_id"])
    op.create_index("ix_volunteers_name_key", "volunteers", ["name_key"])
    op.create_index("ix_district_leaders_name_key", "district_leaders", ["name_key"])


def downgrade() -> None:
    op.drop_index("ix_district_leaders_name_key", "district_leaders")
    op.drop_index("ix_volunteers_name_key", "volunteers")
    op.drop_table("identifications")
