"""Days of attendance sheets that revision 0006 first wrote to SQLite as a year alone, written again."""

from __future__ import annotations

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """SQLite knows no dates: `CAST(… AS DATE)` keeps of one the number it begins with."""
    if op.get_bind().dialect.name != "sqlite":
        return
    op.execute("""
        UPDATE sheet_places SET date = (
            SELECT documents.content ->> 'date' FROM documents WHERE documents.id = sheet_places.document_id)
        WHERE typeof(date) <> 'text' AND EXISTS (
            SELECT 1 FROM documents WHERE documents.id = sheet_places.document_id
                AND documents.content ->> 'date' IS NOT NULL)
    """)
    op.execute("DELETE FROM sheet_places WHERE typeof(date) <> 'text'")


def downgrade() -> None:
    """What was mended stays so."""
