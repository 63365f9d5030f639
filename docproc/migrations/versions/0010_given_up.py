"""Steps that were given up, and pages read in an hour, are looked up by when they ended."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_tasks_status_finished_at", "tasks", ["status", "finished_at"])


def downgrade() -> None:
    op.drop_index("ix_tasks_status_finished_at", table_name="tasks")
