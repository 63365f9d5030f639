"""What the operator's page and the pages of coverage count is counted in indexes, without reading a row."""

from __future__ import annotations

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_tasks_status_finished_at", "tasks")
    op.create_index("ix_tasks_status_finished_at_stage", "tasks", ["status", "finished_at", "stage"])
    op.create_index("ix_tasks_status_stage", "tasks", ["status", "stage"])
    op.create_index("ix_volunteers_coverage", "volunteers", ["path", "village_id", "certified_on"])


def downgrade() -> None:
    op.drop_index("ix_volunteers_coverage", "volunteers")
    op.drop_index("ix_tasks_status_stage", "tasks")
    op.drop_index("ix_tasks_status_finished_at_stage", "tasks")
    op.create_index("ix_tasks_status_finished_at", "tasks", ["status", "finished_at"])
