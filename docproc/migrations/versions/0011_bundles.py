"""Bundles of evidence that were taken away."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ID = sa.String(32)


def upgrade() -> None:
    op.create_table(
        "bundles",
        sa.Column("id", ID, nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_bundles_document_id_documents"),
        sa.PrimaryKeyConstraint("id", name="pk_bundles"),
        sa.UniqueConstraint("seal", name="uq_bundles_seal"),
    )


def downgrade() -> None:
    op.drop_table("bundles")
