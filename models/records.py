"""The tables: originals, work, readings, assertions, links. Columns only; every query is in `docproc.repository`.

originals   sources, deliveries                       written once
work        tasks, leaders                            what is waiting, who works on it, until when
readings    readings                                  what was seen, by whom, in which version; never updated
assertions  documents, assertions                     what the service stands by, and who or what says so
links       letters, citations, links, receipts       who cites whom, who received when
            link_decisions                            what people said about a link; never updated but to be superseded
search      text_pages                                printed text a page, folded for comparing
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Dialect,
    Enum,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from models.chain import LinkKind
from models.status import Act, DocType, LinkState, SourceStatus, Status, TaskStatus

MACHINE = "machine"  # `made_by` of what no person said


class Stage(StrEnum):
    """The steps of the work on a file; only PAGE has a page number, the others carry 0."""

    OPEN = "open"
    PAGE = "page"
    ASSEMBLE = "assemble"
    LINK = "link"


class UtcDateTime(TypeDecorator[dt.datetime]):
    """Moments in UTC; SQLite keeps no zone, so it is taken off on the way in and put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without its zone cannot be stored")
        moment = value.astimezone(dt.UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def _words(kind: type[StrEnum]) -> Enum:
    """The words themselves are stored, not the names of the Python constants; 24 leaves room for new words."""
    return Enum(kind, native_enum=False, length=24, values_callable=lambda words: [word.value for word in words])


Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
Id = String(32)


class Record(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        dt.datetime: UtcDateTime(),
        dt.date: Date(),
        str: Text(),
        list[Any]: Json,
        dict[str, Any]: Json,
        Act: _words(Act),
        DocType: _words(DocType),
        LinkKind: _words(LinkKind),
        LinkState: _words(LinkState),
        SourceStatus: _words(SourceStatus),
        Stage: _words(Stage),
        Status: _words(Status),
        TaskStatus: _words(TaskStatus),
    }


class SourceRecord(Record):
    """An accepted file. `id` is ordered by time, so a list by `id` is a list by arrival."""

    __tablename__ = "sources"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str]
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str]
    page_count: Mapped[int | None] = mapped_column(Integer)
    status: Mapped[SourceStatus]
    error_code: Mapped[str | None]
    error_detail: Mapped[str | None]
    received_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]


class DeliveryRecord(Record):
    """One upload of a file; the same bytes sent twice are one source and two deliveries."""

    __tablename__ = "deliveries"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    source_id: Mapped[str] = mapped_column(Id, ForeignKey("sources.id"), index=True)
    name: Mapped[str]
    office: Mapped[str | None]
    at: Mapped[dt.datetime]


class TaskRecord(Record):
    """One step of the work on a file. The row is the truth; a job in the queue only says "look here"."""

    __tablename__ = "tasks"
    __table_args__ = (
        UniqueConstraint("source_id", "stage", "page_number", "version"),
        Index("ix_tasks_status_due_at", "status", "due_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    source_id: Mapped[str] = mapped_column(Id, ForeignKey("sources.id"))
    stage: Mapped[Stage]
    page_number: Mapped[int] = mapped_column(Integer)
    version: Mapped[str]
    status: Mapped[TaskStatus]
    attempt: Mapped[int] = mapped_column(Integer, default=0)
    crashes: Mapped[int] = mapped_column(Integer, default=0)
    fencing_token: Mapped[int] = mapped_column(Integer, default=0)
    holder: Mapped[str | None]
    lease_expires_at: Mapped[dt.datetime | None]
    due_at: Mapped[dt.datetime]
    rung_at: Mapped[dt.datetime | None]
    error_code: Mapped[str | None]
    error_detail: Mapped[str | None]
    created_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]


class LeaderRecord(Record):
    """Who does a duty that only one process may do at a time, and until when."""

    __tablename__ = "leaders"

    duty: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str]
    expires_at: Mapped[dt.datetime]


class ReadingRecord(Record):
    """What was seen on one page by these readers in this version. Never updated, never deleted."""

    __tablename__ = "readings"
    __table_args__ = (UniqueConstraint("sha256", "page_number", "stage", "reader", "version"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    page_number: Mapped[int] = mapped_column(Integer)
    stage: Mapped[Stage]
    reader: Mapped[str]
    version: Mapped[str]
    payload: Mapped[dict[str, Any]]
    created_at: Mapped[dt.datetime]


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


class LetterRecord(Record):
    """What tells a letter from every other. `key` is None where the number or the year is not wholly read."""

    __tablename__ = "letters"

    document_id: Mapped[str] = mapped_column(Id, ForeignKey("documents.id"), primary_key=True)
    code: Mapped[str | None]
    owner: Mapped[str | None]
    sub: Mapped[str | None]
    is_circular: Mapped[bool | None] = mapped_column(Boolean)
    number: Mapped[str | None]
    tag: Mapped[str | None]
    printed: Mapped[str]
    status: Mapped[Status]
    key: Mapped[str | None] = mapped_column(Text, index=True)
    confusion_key: Mapped[str | None] = mapped_column(Text, index=True)
    date: Mapped[dt.date | None]
    date_status: Mapped[Status]
    subject: Mapped[str | None]
    issuer: Mapped[str | None]
    addressee: Mapped[str | None]


class CitationRecord(Record):
    """Another letter named in this one, in the order of the page. `where` is references, enclosure or body.

    `field` is the name under which the document's evidence holds it, such as `references[0]`; null where it has none.
    """

    __tablename__ = "citations"
    __table_args__ = (UniqueConstraint("document_id", "position"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    document_id: Mapped[str] = mapped_column(Id, ForeignKey("documents.id"))
    position: Mapped[int] = mapped_column(Integer)
    where: Mapped[str]
    field: Mapped[str | None]
    printed: Mapped[str]
    code: Mapped[str | None]
    owner: Mapped[str | None]
    sub: Mapped[str | None]
    is_circular: Mapped[bool | None] = mapped_column(Boolean)
    number: Mapped[str | None]
    tag: Mapped[str | None]
    status: Mapped[Status]
    key: Mapped[str | None] = mapped_column(Text, index=True)
    confusion_key: Mapped[str | None] = mapped_column(Text, index=True)
    date: Mapped[dt.date | None]
    date_status: Mapped[Status]
    text: Mapped[str]
    page: Mapped[int] = mapped_column(Integer)
    box: Mapped[list[Any] | None]


class LinkRecord(Record):
    """From the lower document (which cites, encloses ...) to the upper one, and how far that is proved."""

    __tablename__ = "links"
    __table_args__ = (UniqueConstraint("from_document_id", "to_document_id", "kind"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    from_document_id: Mapped[str] = mapped_column(Id, ForeignKey("documents.id"))
    to_document_id: Mapped[str] = mapped_column(Id, ForeignKey("documents.id"), index=True)
    kind: Mapped[LinkKind]
    state: Mapped[LinkState]
    score: Mapped[float] = mapped_column(Float)
    reasons: Mapped[list[Any]]
    citation_position: Mapped[int | None] = mapped_column(Integer)
    made_by: Mapped[str]
    created_at: Mapped[dt.datetime]
    updated_at: Mapped[dt.datetime]


class LinkDecisionRecord(Record):
    """What a person said about a link, kept whether or not a machine still sees that link.

    `state` is confirmed, rejected, or suspected where a person takes back what was said. `machine` is how the link
    stood before anybody said anything: its state, score and reasons.
    """

    __tablename__ = "link_decisions"
    __table_args__ = (
        Index(
            "uq_link_decisions_current",
            "from_document_id",
            "to_document_id",
            "kind",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    from_document_id: Mapped[str] = mapped_column(Id, ForeignKey("documents.id"))
    to_document_id: Mapped[str] = mapped_column(Id, ForeignKey("documents.id"), index=True)
    kind: Mapped[LinkKind]
    state: Mapped[LinkState]
    reason: Mapped[str]
    machine: Mapped[dict[str, Any]]
    made_by: Mapped[str]
    at: Mapped[dt.datetime]
    superseded_at: Mapped[dt.datetime | None]


class ReceiptRecord(Record):
    """A received stamp: the proof that a hop happened. `status` is that of its least sure part."""

    __tablename__ = "receipts"
    __table_args__ = (UniqueConstraint("document_id", "position"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    document_id: Mapped[str] = mapped_column(Id, ForeignKey("documents.id"))
    position: Mapped[int] = mapped_column(Integer)
    office: Mapped[str | None]
    number: Mapped[str | None]
    date: Mapped[dt.date | None]
    time: Mapped[str | None]
    page: Mapped[int] = mapped_column(Integer)
    box: Mapped[list[Any]]
    colour: Mapped[str | None]
    status: Mapped[Status]


class TextPageRecord(Record):
    """The printed text of one page of a document, as shown and folded for search."""

    __tablename__ = "text_pages"

    document_id: Mapped[str] = mapped_column(Id, ForeignKey("documents.id"), primary_key=True)
    page: Mapped[int] = mapped_column(Integer, primary_key=True)
    source_id: Mapped[str] = mapped_column(Id, ForeignKey("sources.id"), index=True)
    text: Mapped[str]
    folded: Mapped[str]
