"""Keys by which the letters of the offices above and below one that names none are looked up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_letters_subject_key_place_key_date": ("letters", ["subject_key", "place_key", "date"]),
    "ix_text_signatures_signature_place_key_date": ("text_signatures", ["signature", "place_key", "date"]),
}


def upgrade() -> None:
    op.add_column("text_signatures", sa.Column("place_key", sa.Text(), nullable=True))
    op.execute(_FILL)
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns)


_FILL = """
    UPDATE text_signatures SET place_key = (
        SELECT letters.place_key FROM letters WHERE letters.document_id = text_signatures.document_id)
"""


def downgrade() -> None:
    for name, (table, _) in INDEXES.items():
        op.drop_index(name, table_name=table)
    op.drop_column("text_signatures", "place_key")
