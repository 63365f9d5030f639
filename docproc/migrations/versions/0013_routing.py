"""To whom letters are passed inside an office; indexes over the few files and links that wait for a person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ID = sa.String(32)


def upgrade() -> None:
    op.create_table(
        "register_routings",
        sa.Column("id", ID, nullable=False),
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("division", sa.Text(), nullable=True),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["register_entries.id"], name="fk_register_routings_entry_id_register_entries"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_register_routings"),
    )
    op.create_index("ix_register_routings_entry_id", "register_routings", ["entry_id"])
    failed, suspected = sa.text("status = 'failed'"), sa.text("state = 'suspected'")
    op.create_index("ix_sources_failed", "sources", ["id"], sqlite_where=failed, postgresql_where=failed)
    op.create_index("ix_links_suspected", "links", ["id"], sqlite_where=suspected, postgresql_where=suspected)


def downgrade() -> None:
    op.drop_index("ix_links_suspected", "links")
    op.drop_index("ix_sources_failed", "sources")
    op.drop_table("register_routings")
