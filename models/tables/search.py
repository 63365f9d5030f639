"""What is searched: one folded text a page, one of what is said of a document, one of a file's name.

An index over `folded` stands beside it in the database: FTS5 on SQLite, kept by triggers, `pg_trgm` on PostgreSQL.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.record import Id, Record

# SQLite gives numbers of its own only to a column that is declared INTEGER.
Number = BigInteger().with_variant(Integer, "sqlite")


class SearchFileRecord(Record):
    """The place of a file in the order of arrival."""

    __tablename__ = "search_files"

    number: Mapped[int] = mapped_column(Number, primary_key=True)
    source_id: Mapped[str] = mapped_column(Id, ForeignKey("sources.id"), unique=True)


class SearchEntryRecord(Record):
    """A text in which hits are looked for. Sorted by `id`, the entries of one file stand together, in its order.

    `document_id` is null in the entry of a file's name, which is found by who may see the delivery that gave it
    (`delivery_id`). `page` is 0 there and in the entry of a document's values.
    """

    __tablename__ = "search_entries"

    id: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=False)
    source_id: Mapped[str] = mapped_column(Id, ForeignKey("sources.id"))
    document_id: Mapped[str | None] = mapped_column(Id, ForeignKey("documents.id"))
    delivery_id: Mapped[str | None] = mapped_column(Id)
    page: Mapped[int] = mapped_column(Integer)
    folded: Mapped[str]
