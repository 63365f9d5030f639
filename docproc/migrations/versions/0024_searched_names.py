"""A file is found by every name that an office gave it, and by who may see that delivery."""

from __future__ import annotations

from itertools import groupby

import sqlalchemy as sa
from alembic import op

from docproc.repository.folding import fold

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("search_entries", sa.Column("delivery_id", sa.String(32), nullable=True))
    op.execute(sa.text(_FIRST))
    found = op.get_bind().execute(sa.text(_SENT_AGAIN)).all()
    for source, deliveries in groupby(found, key=lambda row: row.source_id):
        seen: set[tuple[str, str | None]] = set()
        for number, one in enumerate(deliveries):
            if (one.name, one.office) not in seen and number:
                values = {"source": source, "delivery": one.id, "folded": fold(one.name)}
                op.get_bind().execute(sa.text(_ADD), values)
            seen.add((one.name, one.office))


_FIRST = """
    UPDATE search_entries SET delivery_id = (
        SELECT min(deliveries.id) FROM deliveries WHERE deliveries.source_id = search_entries.source_id)
    WHERE document_id IS NULL
"""
_SENT_AGAIN = """
    SELECT id, source_id, name, office FROM deliveries WHERE source_id IN (
        SELECT source_id FROM deliveries GROUP BY source_id HAVING count(*) > 1)
    ORDER BY source_id, id
"""
_ADD = """
    INSERT INTO search_entries (id, source_id, delivery_id, page, folded)
    SELECT min(id) - 1, :source, :delivery, 0, :folded FROM search_entries WHERE source_id = :source
"""


def downgrade() -> None:
    op.execute(
        "DELETE FROM search_entries WHERE document_id IS NULL AND delivery_id NOT IN"
        " (SELECT min(id) FROM deliveries GROUP BY source_id)"
    )
    op.drop_column("search_entries", "delivery_id")
