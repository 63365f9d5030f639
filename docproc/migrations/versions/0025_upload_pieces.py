"""Pieces of uploads in the database, for every web process of every machine; what began elsewhere is sent again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "upload_pieces",
        sa.Column("upload_id", sa.String(32), sa.ForeignKey("uploads.id"), primary_key=True),
        sa.Column("first_byte", sa.BigInteger(), primary_key=True),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
    op.execute("UPDATE uploads SET received_bytes = 0 WHERE source_id IS NULL")


def downgrade() -> None:
    op.drop_table("upload_pieces")
    op.execute("UPDATE uploads SET received_bytes = 0 WHERE source_id IS NULL")
