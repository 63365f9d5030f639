"""Uploads in pieces: what a browser said it would send, how much of it is here, what it became."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.record import Id, Record


class UploadRecord(Record):
    """One file that comes in pieces. `client_id` was made where it was captured: sent twice, it is one upload.

    `received_bytes` are kept in its pieces; `source_id` is the file it became once all of them were, null until then.
    """

    __tablename__ = "uploads"
    __table_args__ = (Index("uq_uploads_client", "user_id", "client_id", unique=True),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    user_id: Mapped[str] = mapped_column(Id, ForeignKey("users.id"))
    client_id: Mapped[str] = mapped_column(String(36))
    sha256: Mapped[str] = mapped_column(String(64))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str]
    office: Mapped[str | None]
    received_bytes: Mapped[int] = mapped_column(BigInteger)
    source_id: Mapped[str | None] = mapped_column(Id, ForeignKey("sources.id"))
    created_at: Mapped[dt.datetime]
    touched_at: Mapped[dt.datetime] = mapped_column(index=True)


class UploadPieceRecord(Record):
    """Bytes of an upload that is not ended, from `first_byte` of the file on; gone once the file is taken in."""

    __tablename__ = "upload_pieces"

    upload_id: Mapped[str] = mapped_column(Id, ForeignKey("uploads.id"), primary_key=True)
    first_byte: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
