"""The offices that send and receive letters, in their hierarchy."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.String(32)
WORD = sa.String(24)


def upgrade() -> None:
    op.create_table(
        "offices",
        sa.Column("id", ID, nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("tier", WORD, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent_id", ID, nullable=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("letter_code", sa.Text(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False, server_default=sa.text("true")),
        sa.ForeignKeyConstraint(["parent_id"], ["offices.id"], name="fk_offices_parent_id_offices"),
        sa.PrimaryKeyConstraint("id", name="pk_offices"),
        sa.UniqueConstraint("code", name="uq_offices_code"),
    )
    op.create_index("ix_offices_parent_id", "offices", ["parent_id"])
    op.create_index("ix_offices_path", "offices", ["path"], unique=True, postgresql_ops={"path": "text_pattern_ops"})


def downgrade() -> None:
    op.drop_table("offices")
