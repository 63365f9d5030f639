"""Reading files again: the version that stands for each file, runs, and what each would change."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.String(32)
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(24)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
OPEN = sa.text("is_open")
COUNTS = ("pages_queued", "changed", "surer", "disputed", "kept", "links_gained", "links_lost")
# The version of a file's documents, or of its tasks where it has none: what its readings are in so far.
STANDING = """
    UPDATE sources SET version = coalesce(
        (SELECT max(version) FROM documents WHERE documents.source_id = sources.id AND documents.is_current),
        (SELECT max(version) FROM tasks WHERE tasks.source_id = sources.id), '')
"""


def upgrade() -> None:
    op.add_column("sources", sa.Column("version", sa.Text(), nullable=False, server_default=""))
    op.execute(STANDING)
    op.create_table(
        "reprocessings",
        sa.Column("id", ID, nullable=False),
        sa.Column("conditions", JSON, nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("promoted_by", sa.Text(), nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_reprocessings"),
    )
    op.create_index(
        "uq_reprocessings_open", "reprocessings", ["is_open"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.create_table(
        "reprocessed_sources",
        sa.Column("reprocessing_id", ID, nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.Column("difference", JSON, nullable=True),
        sa.Column("compared_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["reprocessing_id"], ["reprocessings.id"], name="fk_reprocessed_sources_reprocessing_id_reprocessings"
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_reprocessed_sources_source_id_sources"),
        sa.PrimaryKeyConstraint("reprocessing_id", "source_id", name="pk_reprocessed_sources"),
    )
    op.create_index("ix_reprocessed_sources_source_id", "reprocessed_sources", ["source_id"])
    op.create_index("ix_reprocessed_sources_state", "reprocessed_sources", ["reprocessing_id", "state", "source_id"])


def downgrade() -> None:
    op.drop_table("reprocessed_sources")
    op.drop_table("reprocessings")
    op.drop_column("sources", "version")
