"""What identifies letters: their own numbers, those they name, and the stamps of those who received them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.status import Status
from models.tables.record import Id, Record


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
