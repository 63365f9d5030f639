"""The documents inside files, what the service stands by of each, and who or what says so."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Boolean, Float, ForeignKey, Index, Integer, SmallInteger, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.status import Act, DocType, Status
from models.tables.record import Id, Json, Record


class DocumentRecord(Record):
    """One document inside a file. `content` is the contract's JSON of what the machine read."""

    __tablename__ = "documents"
    __table_args__ = (
        # Two assemblies of the same file cannot both stand.
        Index(
            "uq_documents_current",
            "source_id",
            "ordinal",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
        Index("ix_documents_source_id", "source_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    source_id: Mapped[str] = mapped_column(Id, ForeignKey("sources.id"))
    ordinal: Mapped[int] = mapped_column(Integer)
    doc_type: Mapped[DocType]
    pages: Mapped[list[Any]]
    text: Mapped[str]
    notes: Mapped[list[Any]]
    problems: Mapped[list[Any]]
    content: Mapped[dict[str, Any]]
    version: Mapped[str]
    is_current: Mapped[bool] = mapped_column(Boolean)
    created_at: Mapped[dt.datetime]
    updated_at: Mapped[dt.datetime]


class AssertionRecord(Record):
    """A value the service stands by. A new one supersedes the older; a person's one is never touched by a machine.

    `before` (of a person's) is the machine's proof that the person had in view, with the version of its reading.
    `doubt` (of a machine's) is a `Doubt` while the value waits for a person, else null.
    """

    __tablename__ = "assertions"
    __table_args__ = (
        Index(
            "ix_assertions_waiting",
            "doubt",
            "document_id",
            "field",
            sqlite_where=text("doubt IS NOT NULL"),
            postgresql_where=text("doubt IS NOT NULL"),
        ),
        Index(
            "uq_assertions_current",
            "document_id",
            "field",
            "made_by",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    document_id: Mapped[str] = mapped_column(Id, ForeignKey("documents.id"), index=True)
    field: Mapped[str]
    value: Mapped[Any] = mapped_column(Json, nullable=True)
    printed: Mapped[str]
    page: Mapped[int] = mapped_column(Integer)
    box: Mapped[list[Any] | None]
    status: Mapped[Status]
    confidence: Mapped[float] = mapped_column(Float)
    readers: Mapped[list[Any]]
    handwritten: Mapped[bool] = mapped_column(Boolean)
    alternatives: Mapped[list[Any]]
    made_by: Mapped[str]
    act: Mapped[Act] = mapped_column(default=Act.READ)
    before: Mapped[dict[str, Any] | None]
    doubt: Mapped[int | None] = mapped_column(SmallInteger)
    at: Mapped[dt.datetime]
    superseded_at: Mapped[dt.datetime | None]


class TextPageRecord(Record):
    """The printed text of one page of a document, as shown."""

    __tablename__ = "text_pages"

    document_id: Mapped[str] = mapped_column(Id, ForeignKey("documents.id"), primary_key=True)
    page: Mapped[int] = mapped_column(Integer, primary_key=True)
    source_id: Mapped[str] = mapped_column(Id, ForeignKey("sources.id"), index=True)
    text: Mapped[str]


class WaitingValuesRecord(Record):
    """How many values of a document wait with one doubt: one row for each area in which its file lies, `/` too.

    Kept as values and areas change, so that the queue of an area, and its length, are a range of rows.
    """

    __tablename__ = "waiting_values"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form

    area: Mapped[str] = mapped_column(Text, primary_key=True)
    doubt: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    document_id: Mapped[str] = mapped_column(Id, ForeignKey("documents.id"), primary_key=True, index=True)
    source_id: Mapped[str] = mapped_column(Id, ForeignKey("sources.id"))
    number: Mapped[int] = mapped_column(Integer)
