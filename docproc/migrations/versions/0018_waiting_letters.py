"""Letters that wait for a register are rows of their own, and an office may say that one needs no line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

ID = sa.String(32)
MOMENT = sa.DateTime(timezone=True)
ROWS = 1_000


def upgrade() -> None:
    op.create_table(
        "register_waivers",
        sa.Column("id", ID, nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("office_id", ID, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("withdrawn_by", sa.Text(), nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_register_waivers_source_id_sources"),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_register_waivers_office_id_offices"),
        sa.PrimaryKeyConstraint("id", name="pk_register_waivers"),
    )
    stands = sa.text("withdrawn_at IS NULL")
    op.create_index(
        "uq_register_waivers_standing",
        "register_waivers",
        ["source_id", "office_id"],
        unique=True,
        sqlite_where=stands,
        postgresql_where=stands,
    )
    op.create_table(
        "waiting_letters",
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_waiting_letters_source_id_sources"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_waiting_letters_document_id_documents"),
        sa.PrimaryKeyConstraint("area", "source_id", name="pk_waiting_letters"),
    )
    op.create_index("ix_waiting_letters_source_id", "waiting_letters", ["source_id"])
    _fill()


def _fill() -> None:
    """What is held already waits too: the first letter of each file, in the areas that handed it in."""
    handed_in, registered = _areas(_HANDED_IN), _areas(_REGISTERED)
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    for source, document in op.get_bind().execute(sa.text(_LETTERS)).all():
        if source in seen:
            continue
        seen.add(source)
        wait = {"/"} | handed_in[source]
        rows += [{"area": area, "source": source, "document": document} for area in sorted(wait - registered[source])]
    for start in range(0, len(rows), ROWS):
        op.get_bind().execute(sa.text(_ADD), rows[start : start + ROWS])


def _areas(query: str) -> defaultdict[str, set[str]]:
    """The areas around the offices that the query names, by file."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for source, path in op.get_bind().execute(sa.text(query)).all():
        found[source].update(_around(path))
    return found


def _around(path: str) -> Iterator[str]:
    """`/`, `/52/` and `/52/5208/` for an office with the last as its path."""
    codes = path.split("/")
    return ("/".join((*codes[:end], "")) for end in range(1, len(codes)))


_LETTERS = (
    "SELECT d.source_id, d.id FROM documents d JOIN letters l ON l.document_id = d.id"
    " WHERE d.is_current ORDER BY d.source_id, d.ordinal"
)
_HANDED_IN = "SELECT v.source_id, o.path FROM deliveries v JOIN offices o ON o.code = v.office"
_REGISTERED = (
    "SELECT d.source_id, o.path FROM register_entries e JOIN documents d ON d.id = e.document_id"
    " JOIN offices o ON o.id = e.office_id WHERE e.voided_at IS NULL"
)
_ADD = "INSERT INTO waiting_letters (area, source_id, document_id) VALUES (:area, :source, :document)"


def downgrade() -> None:
    op.drop_table("waiting_letters")
    op.drop_table("register_waivers")
