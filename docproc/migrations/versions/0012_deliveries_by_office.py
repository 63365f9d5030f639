"""Deliveries are found by their office: what is seen from one district is not looked for in every other's."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_deliveries_office", "deliveries", ["office"])


def downgrade() -> None:
    op.drop_index("ix_deliveries_office", "deliveries")
