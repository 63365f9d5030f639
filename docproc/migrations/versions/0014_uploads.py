"""Files that come in pieces, over a signal that comes and goes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ID = sa.String(32)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "uploads",
        sa.Column("id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("client_id", sa.String(36), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("received_bytes", sa.BigInteger(), nullable=False),
        sa.Column("source_id", ID, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("touched_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_uploads_user_id_users"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_uploads_source_id_sources"),
        sa.PrimaryKeyConstraint("id", name="pk_uploads"),
    )
    op.create_index("uq_uploads_client", "uploads", ["user_id", "client_id"], unique=True)
    op.create_index("ix_uploads_touched_at", "uploads", ["touched_at"])


def downgrade() -> None:
    op.drop_table("uploads")
