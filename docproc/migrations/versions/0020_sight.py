"""The files of an area are rows of their own; files with a secrecy class are known."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

ID = sa.String(32)


def upgrade() -> None:
    op.create_table(
        "file_areas",
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_file_areas_source_id_sources"),
        sa.PrimaryKeyConstraint("area", "source_id", name="pk_file_areas"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_file_areas_source_id", "file_areas", ["source_id"])
    op.create_table(
        "secret_files",
        sa.Column("source_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_secret_files_source_id_sources"),
        sa.PrimaryKeyConstraint("source_id", name="pk_secret_files"),
    )
    for statement in (_AREAS, _SECRETS):
        op.execute(sa.text(statement))


# The areas around an office are the offices whose path its own begins with.
_AREAS = """
    INSERT INTO file_areas (area, source_id)
    SELECT DISTINCT around.path, deliveries.source_id
    FROM deliveries
    JOIN offices ON offices.code = deliveries.office
    JOIN offices AS around ON substr(offices.path, 1, length(around.path)) = around.path
"""
_SECRETS = """
    INSERT INTO secret_files (source_id)
    SELECT DISTINCT documents.source_id
    FROM assertions AS said
    JOIN documents ON documents.id = said.document_id AND documents.is_current
    WHERE said.field = 'secrecy' AND said.superseded_at IS NULL AND said.act <> 'withdrawn'
      AND said.value IS NOT NULL AND CAST(said.value AS TEXT) <> 'null'
      AND (said.made_by <> 'machine' OR NOT EXISTS (
          SELECT 1 FROM assertions AS person
          WHERE person.document_id = said.document_id AND person.field = 'secrecy' AND person.made_by <> 'machine'
            AND person.superseded_at IS NULL AND person.act <> 'withdrawn'))
"""


def downgrade() -> None:
    op.drop_table("secret_files")
    op.drop_table("file_areas")
