"""The values that wait for a person are counted by area and document, as they change."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ID = sa.String(32)


def upgrade() -> None:
    op.create_table(
        "waiting_values",
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("doubt", sa.SmallInteger(), nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_waiting_values_document_id_documents"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_waiting_values_source_id_sources"),
        sa.PrimaryKeyConstraint("area", "doubt", "document_id", name="pk_waiting_values"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_waiting_values_document_id", "waiting_values", ["document_id"])
    op.execute(sa.text(_FILL))


_FILL = """
    INSERT INTO waiting_values (area, doubt, document_id, source_id, number)
    SELECT lies.area, said.doubt, documents.id, documents.source_id, count(*)
    FROM assertions AS said
    JOIN documents ON documents.id = said.document_id
    JOIN (SELECT area, source_id FROM file_areas UNION ALL SELECT '/', id FROM sources) AS lies
      ON lies.source_id = documents.source_id
    WHERE said.doubt IS NOT NULL
    GROUP BY lies.area, said.doubt, documents.id, documents.source_id
"""


def downgrade() -> None:
    op.drop_table("waiting_values")
