"""What people say about values and links: by which act, against which reading, and what still waits for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.String(32)
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(24)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

WAITS = sa.text("doubt IS NOT NULL")
STANDS = sa.text("superseded_at IS NULL")
# As docproc.doubt does it from the next assembly on; other citations than those of reference lines wait until then.
WAITING = """
    UPDATE assertions SET doubt = CASE
        WHEN status = 'disputed' THEN 1 WHEN status = 'unread' THEN 2 WHEN confidence < 0.9 THEN 3 ELSE 4 END
    WHERE made_by = 'machine' AND superseded_at IS NULL AND box IS NOT NULL
        AND status IN ('disputed', 'unread', 'read') AND field NOT LIKE 'cited_refs%'
        AND field NOT IN ('is_circular', 'references', 'enclosures', 'tel', 'fax', 'stamps')
        AND document_id IN (SELECT id FROM documents WHERE is_current)
        AND NOT EXISTS (
            SELECT 1 FROM assertions AS said WHERE said.document_id = assertions.document_id
            AND said.field = assertions.field AND said.made_by <> 'machine' AND said.superseded_at IS NULL)
"""


def upgrade() -> None:
    op.add_column("assertions", sa.Column("act", WORD, nullable=False, server_default="read"))
    op.add_column("assertions", sa.Column("before", JSON, nullable=True))
    op.add_column("assertions", sa.Column("doubt", sa.SmallInteger(), nullable=True))
    op.execute("UPDATE assertions SET act = 'corrected' WHERE made_by <> 'machine'")
    op.execute(WAITING)
    op.create_index(
        "ix_assertions_waiting",
        "assertions",
        ["doubt", "document_id", "field"],
        sqlite_where=WAITS,
        postgresql_where=WAITS,
    )
    op.add_column("citations", sa.Column("field", sa.Text(), nullable=True))

    op.create_table(
        "link_decisions",
        sa.Column("id", ID, nullable=False),
        sa.Column("from_document_id", ID, nullable=False),
        sa.Column("to_document_id", ID, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("machine", JSON, nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("superseded_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["from_document_id"], ["documents.id"], name="fk_link_decisions_from_document_id_documents"
        ),
        sa.ForeignKeyConstraint(
            ["to_document_id"], ["documents.id"], name="fk_link_decisions_to_document_id_documents"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_link_decisions"),
    )
    op.create_index("ix_link_decisions_to_document_id", "link_decisions", ["to_document_id"])
    op.create_index(
        "uq_link_decisions_current",
        "link_decisions",
        ["from_document_id", "to_document_id", "kind"],
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )


def downgrade() -> None:
    op.drop_table("link_decisions")
    op.drop_column("citations", "field")
    op.drop_index("ix_assertions_waiting", table_name="assertions")
    for column in ("doubt", "before", "act"):
        op.drop_column("assertions", column)
