"""Files as they came, written once: the bytes are in the file store, named by their SHA-256."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.status import SourceStatus
from models.tables.record import Id, Record


class SourceRecord(Record):
    """An accepted file. `id` is ordered by time, so a list by `id` is a list by arrival.

    `version` is that of the readings from which the file's documents were made; later readings may lie beside them.
    """

    __tablename__ = "sources"
    __table_args__ = (
        # The few that could not be read, for who must decide what becomes of them.
        Index(
            "ix_sources_failed",
            "id",
            sqlite_where=text("status = 'failed'"),
            postgresql_where=text("status = 'failed'"),
        ),
    )

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
    finished_at: Mapped[dt.datetime | None]  # when it first reached its end
    version: Mapped[str] = mapped_column(default="", server_default="")


class DeliveryRecord(Record):
    """One upload of a file; the same bytes sent twice are one source and two deliveries."""

    __tablename__ = "deliveries"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    source_id: Mapped[str] = mapped_column(Id, ForeignKey("sources.id"), index=True)
    name: Mapped[str]
    office: Mapped[str | None] = mapped_column(index=True)
    at: Mapped[dt.datetime]


class FileAreaRecord(Record):
    """An area from which a file was handed in: one row for each area around the office of a delivery, but `/`.

    What follows from deliveries and offices, kept so that the files of an area are a range of rows.
    """

    __tablename__ = "file_areas"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form

    area: Mapped[str] = mapped_column(Text, primary_key=True)
    source_id: Mapped[str] = mapped_column(Id, ForeignKey("sources.id"), primary_key=True, index=True)


class SecretFileRecord(Record):
    """A file on which a secrecy class (ลับ, ลับมาก, ลับที่สุด) was seen, until a person says that none stands there."""

    __tablename__ = "secret_files"

    source_id: Mapped[str] = mapped_column(Id, ForeignKey("sources.id"), primary_key=True)
