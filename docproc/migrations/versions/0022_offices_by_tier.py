"""The ministries and the offices of one tier of an area, without reading every office."""

from __future__ import annotations

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_offices_tier_path", "offices", ["tier", "path"], postgresql_ops={"path": "text_pattern_ops"})


def downgrade() -> None:
    op.drop_index("ix_offices_tier_path", table_name="offices")
