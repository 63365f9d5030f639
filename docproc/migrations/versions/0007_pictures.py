"""Prints by which pictures are found again, and what somebody should look at."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.String(32)
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(24)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
BANDS = ("band0", "band1", "band2", "band3")


def upgrade() -> None:
    op.create_table(
        "pictures",
        sa.Column("id", ID, nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        *(sa.Column(band, sa.Integer(), nullable=False) for band in BANDS),
        sa.Column("check_print", sa.String(64), nullable=False),
        sa.Column("box", JSON, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_pictures_document_id_documents"),
        sa.PrimaryKeyConstraint("id", name="pk_pictures"),
    )
    op.create_index("ix_pictures_document_id", "pictures", ["document_id"])
    for band in BANDS:
        op.create_index(f"ix_pictures_{band}", "pictures", ["kind", band])
    op.create_table(
        "findings",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("other_id", ID, nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("places", JSON, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("explained_by", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("explained_at", MOMENT, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_findings_document_id_documents"),
        sa.ForeignKeyConstraint(["other_id"], ["documents.id"], name="fk_findings_other_id_documents"),
        sa.PrimaryKeyConstraint("id", name="pk_findings"),
        sa.UniqueConstraint("key", name="uq_findings_key"),
    )
    op.create_index("ix_findings_document_id", "findings", ["document_id"])
    op.create_index("ix_findings_other_id", "findings", ["other_id"])
    op.create_index("ix_findings_state_id", "findings", ["state", "id"])


def downgrade() -> None:
    op.drop_table("findings")
    op.drop_table("pictures")
