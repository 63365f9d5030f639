"""Texts are searched by an index of trigrams, and people's values are found too."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from docproc.repository.folding import fold

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ID = sa.String(32)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ENTRIES_A_FILE = 1 << 20
BETWEEN_VALUES = "\ue000"


def upgrade() -> None:
    op.create_table(
        "search_files",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_search_files_source_id_sources"),
        sa.PrimaryKeyConstraint("number", name="pk_search_files"),
        sa.UniqueConstraint("source_id", name="uq_search_files_source_id"),
    )
    op.create_table(
        "search_entries",
        sa.Column("id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("document_id", ID, nullable=True),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_search_entries_source_id_sources"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_search_entries_document_id_documents"),
        sa.PrimaryKeyConstraint("id", name="pk_search_entries"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for statement in _FTS5:
            op.execute(sa.text(statement))
    else:
        op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        op.execute("CREATE INDEX search_index ON search_entries USING gin (folded gin_trgm_ops)")
    _fill()
    op.drop_column("text_pages", "folded")


# `detail='none'`: the index says which texts hold a trigram, not where; every hit is verified in its text.
_FTS5 = (
    """CREATE VIRTUAL TABLE search_index USING fts5(
        folded, content='search_entries', content_rowid='id', tokenize='trigram case_sensitive 1', detail='none')""",
    """CREATE TRIGGER search_index_added AFTER INSERT ON search_entries BEGIN
        INSERT INTO search_index (rowid, folded) VALUES (new.id, new.folded); END""",
    """CREATE TRIGGER search_index_removed AFTER DELETE ON search_entries BEGIN
        INSERT INTO search_index (search_index, rowid, folded) VALUES ('delete', old.id, old.folded); END""",
    """CREATE TRIGGER search_index_changed AFTER UPDATE OF folded ON search_entries BEGIN
        INSERT INTO search_index (search_index, rowid, folded) VALUES ('delete', old.id, old.folded);
        INSERT INTO search_index (rowid, folded) VALUES (new.id, new.folded); END""",
)


def _fill() -> None:
    """What is held already must be found too, file by file in order of arrival."""
    files = op.get_bind().execute(sa.text("SELECT id, name FROM sources ORDER BY id")).all()
    for number, (source_id, name) in enumerate(files, start=1):
        first = (number + 1) * ENTRIES_A_FILE - 1
        rows: list[dict[str, Any]] = [{"document": None, "page": 0, "folded": fold(name)}]
        for (document,) in _all(_DOCUMENTS, source=source_id):
            rows.append({"document": document, "page": 0, "folded": _values(document)})
            rows += [
                {"document": document, "page": page, "folded": folded}
                for page, folded in _all(_PAGES, document=document)
            ]
        op.get_bind().execute(sa.text(_ADD_FILE), {"source": source_id})
        entries = [{**row, "id": first - place, "source": source_id} for place, row in enumerate(rows)]
        op.get_bind().execute(sa.text(_ADD_ENTRY), entries)


def _values(document: str) -> str:
    """A person's word goes before the machine's; that the machine read something is said by no person's act."""
    found = _all(_VALUES, document=document)
    said = {field for field, by_machine, *_ in found if not by_machine}
    shown = [(value, printed) for field, by_machine, value, printed in found if not (by_machine and field in said)]
    texts = (text for pair in shown for text in pair if isinstance(text, str) and text)
    return BETWEEN_VALUES.join(dict.fromkeys(folded for text in texts if (folded := fold(text))))


def _all(query: sa.Executable, **values: object) -> list[Any]:
    return list(op.get_bind().execute(query, values).all())


_DOCUMENTS = sa.text("SELECT id FROM documents WHERE source_id = :source AND is_current ORDER BY ordinal")
_PAGES = sa.text("SELECT page, folded FROM text_pages WHERE document_id = :document ORDER BY page")
_VALUES = sa.text(
    "SELECT field, made_by = 'machine' AS by_machine, value, printed FROM assertions"
    " WHERE document_id = :document AND superseded_at IS NULL AND act <> 'withdrawn' ORDER BY id"
).columns(field=sa.Text, by_machine=sa.Boolean, value=sa.JSON, printed=sa.Text)
_ADD_FILE = "INSERT INTO search_files (source_id) VALUES (:source)"
_ADD_ENTRY = (
    "INSERT INTO search_entries (id, source_id, document_id, page, folded)"
    " VALUES (:id, :source, :document, :page, :folded)"
)


def downgrade() -> None:
    op.add_column("text_pages", sa.Column("folded", sa.Text(), nullable=False, server_default=""))
    query = "UPDATE text_pages SET folded = :folded WHERE document_id = :document AND page = :page"
    for document, page, text in _all(sa.text("SELECT document_id, page, text FROM text_pages")):
        op.get_bind().execute(sa.text(query), {"folded": fold(text), "document": document, "page": page})
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
    op.drop_table("search_entries")
    op.drop_table("search_files")
