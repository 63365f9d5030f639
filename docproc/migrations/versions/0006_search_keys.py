"""Keys under which letters, citations and sheets are looked up near a date, and the roots of chains."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

from docproc.office_tiers import tier_of
from docproc.search_keys import code_key, place_key, place_keys, subject_key, text_signatures

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.String(32)
WORD = sa.String(24)
HASH = sa.String(16)
LETTER_INDEXES = {
    "ix_letters_confusion_key_date": ["confusion_key", "date"],
    "ix_letters_code_key_number_date": ["code_key", "number", "date"],
    "ix_letters_date_number": ["date", "number"],
    "ix_letters_date_code_key": ["date", "code_key"],
    "ix_letters_subject_key_tier_date": ["subject_key", "tier", "date"],
    "ix_letters_place_key_date": ["place_key", "date"],
}
CITATION_INDEXES = {
    "ix_citations_confusion_key_near_date": ["confusion_key", "near_date"],
    "ix_citations_code_key_number_near_date": ["code_key", "number", "near_date"],
    "ix_citations_near_date_number": ["near_date", "number"],
    "ix_citations_near_date_code_key": ["near_date", "code_key"],
}
LETTER_COLUMNS = {"tier": WORD, "code_key": sa.Text(), "subject_key": HASH, "place_key": sa.Text()}
HEAD_LINES = 8


def upgrade() -> None:
    for name, kind in LETTER_COLUMNS.items():
        op.add_column("letters", sa.Column(name, kind, nullable=True))
    op.add_column("citations", sa.Column("near_date", sa.Date(), nullable=True))
    op.add_column("citations", sa.Column("code_key", sa.Text(), nullable=True))
    op.create_table(
        "text_signatures",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("signature", HASH, nullable=False),
        sa.Column("tier", WORD, nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_text_signatures_document_id_documents"),
        sa.PrimaryKeyConstraint("document_id", "signature", name="pk_text_signatures"),
    )
    op.create_table(
        "sheet_places",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("place_key", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_sheet_places_document_id_documents"),
        sa.PrimaryKeyConstraint("document_id", "place_key", name="pk_sheet_places"),
    )
    op.create_table(
        "chain_roots",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("verified_links", sa.Integer(), nullable=False),
        sa.Column("suspected_links", sa.Integer(), nullable=False),
        sa.Column("receipts", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_chain_roots_document_id_documents"),
        sa.PrimaryKeyConstraint("document_id", name="pk_chain_roots"),
    )
    _fill()
    op.drop_index("ix_letters_confusion_key", table_name="letters")
    op.drop_index("ix_citations_confusion_key", table_name="citations")
    for table, indexes in (("letters", LETTER_INDEXES), ("citations", CITATION_INDEXES)):
        for name, columns in indexes.items():
            op.create_index(name, table, columns)
    op.create_index("ix_text_signatures_signature_tier_date", "text_signatures", ["signature", "tier", "date"])
    op.create_index("ix_sheet_places_place_key_date", "sheet_places", ["place_key", "date"])


def _fill() -> None:
    """What is held already must be found too. Roots are those that hang under nothing and have something under them."""
    connection = op.get_bind()
    for row in _rows("SELECT document_id, printed, issuer, subject FROM letters"):
        tier = tier_of(row["issuer"])
        values = {
            "id": row["document_id"],
            "tier": tier.value if tier else None,
            "code": code_key(row["printed"]),
            "subject": subject_key(row["subject"]),
            "place": place_key(row["issuer"]),
        }
        connection.execute(sa.text(_UPDATE_LETTER), values)
    connection.execute(sa.text(_UPDATE_NEAR_DATE))
    for row in _rows("SELECT id, printed FROM citations"):
        values = {"id": row["id"], "code": code_key(row["printed"])}
        connection.execute(sa.text("UPDATE citations SET code_key = :code WHERE id = :id"), values)
    for row in _rows(_SIGNED):
        for signature in text_signatures(row["text"]):
            connection.execute(sa.text(_ADD_SIGNATURE), {**row, "signature": signature})
    for row in _rows(_SHEETS):
        for place in place_keys(" ".join(row["text"].splitlines()[:HEAD_LINES])) if row["day"] else ():
            values = {"id": row["id"], "place": place, "day": date.fromisoformat(row["day"])}
            connection.execute(sa.text(_ADD_PLACE).bindparams(sa.bindparam("day", type_=sa.Date())), values)
    connection.execute(sa.text(_ADD_ROOTS))


def _rows(query: str) -> Iterator[dict[str, Any]]:
    return (dict(row) for row in op.get_bind().execute(sa.text(query)).mappings().all())


_UPDATE_LETTER = """
    UPDATE letters SET tier = :tier, code_key = :code, subject_key = :subject, place_key = :place
    WHERE document_id = :id
"""
_UPDATE_NEAR_DATE = """
    UPDATE citations SET near_date = coalesce(date, (
        SELECT letters.date FROM letters WHERE letters.document_id = citations.document_id))
"""
_SIGNED = """
    SELECT letters.document_id, letters.tier, letters.date, documents.text FROM letters
    JOIN documents ON documents.id = letters.document_id
    WHERE letters.tier IS NOT NULL AND letters.date IS NOT NULL AND documents.is_current
        AND (letters.tier <> 'local' OR NOT EXISTS (
            SELECT 1 FROM citations WHERE citations.document_id = letters.document_id))
"""
_ADD_SIGNATURE = """
    INSERT INTO text_signatures (document_id, signature, tier, date) VALUES (:document_id, :signature, :tier, :date)
"""
_SHEETS = """
    SELECT id, text, content ->> 'date' AS day FROM documents WHERE doc_type = 'attendance_sheet' AND is_current
"""
_ADD_PLACE = "INSERT INTO sheet_places (document_id, place_key, date) VALUES (:id, :place, :day)"
_ADD_ROOTS = """
    INSERT INTO chain_roots (document_id, documents, verified_links, suspected_links, receipts)
    SELECT documents.id, 0, 0, 0, 0 FROM documents
    JOIN letters ON letters.document_id = documents.id
    WHERE documents.is_current
        AND EXISTS (SELECT 1 FROM links WHERE to_document_id = documents.id AND state <> 'rejected')
        AND NOT EXISTS (SELECT 1 FROM links WHERE from_document_id = documents.id AND state <> 'rejected')
"""


def downgrade() -> None:
    for table in ("chain_roots", "sheet_places", "text_signatures"):
        op.drop_table(table)
    for table, indexes in (("letters", LETTER_INDEXES), ("citations", CITATION_INDEXES)):
        for name in indexes:
            op.drop_index(name, table_name=table)
        op.create_index(f"ix_{table}_confusion_key", table, ["confusion_key"])
    for name in LETTER_COLUMNS:
        op.drop_column("letters", name)
    for name in ("near_date", "code_key"):
        op.drop_column("citations", name)
