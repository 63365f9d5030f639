"""What identifies letters: their own numbers, those they name, and the stamps of those who received them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.office import Tier
from models.status import Status
from models.tables.record import Id, Record


class LetterRecord(Record):
    """What tells a letter from every other. `key` is None where the number or the year is not wholly read.

    The keys are those of `docproc.search_keys`; each index answers one way of looking for a letter, near in date.
    """

    __tablename__ = "letters"
    __table_args__ = (
        Index("ix_letters_confusion_key_date", "confusion_key", "date"),
        Index("ix_letters_code_key_number_date", "code_key", "number", "date"),
        Index("ix_letters_date_number", "date", "number"),
        Index("ix_letters_date_code_key", "date", "code_key"),
        Index("ix_letters_subject_key_tier_date", "subject_key", "tier", "date"),
        Index("ix_letters_subject_key_place_key_date", "subject_key", "place_key", "date"),
        Index("ix_letters_place_key_date", "place_key", "date"),
    )

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
    confusion_key: Mapped[str | None]
    date: Mapped[dt.date | None]
    date_status: Mapped[Status]
    subject: Mapped[str | None]
    issuer: Mapped[str | None]
    addressee: Mapped[str | None]
    tier: Mapped[Tier | None]
    code_key: Mapped[str | None]
    subject_key: Mapped[str | None] = mapped_column(String(16))
    place_key: Mapped[str | None]


class CitationRecord(Record):
    """Another letter named in this one, in the order of the page. `where` is references, enclosure or body.

    `field` is the name under which the document's evidence holds it, such as `references[0]`; null where it has none.
    `near_date` is the cited letter's date where it was read and can be, else that of the citing one, not long after it.
    """

    __tablename__ = "citations"
    __table_args__ = (
        UniqueConstraint("document_id", "position"),
        Index("ix_citations_confusion_key_near_date", "confusion_key", "near_date"),
        Index("ix_citations_code_key_number_near_date", "code_key", "number", "near_date"),
        Index("ix_citations_near_date_number", "near_date", "number"),
        Index("ix_citations_near_date_code_key", "near_date", "code_key"),
    )

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
    confusion_key: Mapped[str | None]
    date: Mapped[dt.date | None]
    date_status: Mapped[Status]
    near_date: Mapped[dt.date | None]
    code_key: Mapped[str | None]
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


class TextSignatureRecord(Record):
    """One of the hashes by which letters that repeat each other's text are found; see `docproc.search_keys`."""

    __tablename__ = "text_signatures"
    __table_args__ = (
        Index("ix_text_signatures_signature_tier_date", "signature", "tier", "date"),
        Index("ix_text_signatures_signature_place_key_date", "signature", "place_key", "date"),
    )

    document_id: Mapped[str] = mapped_column(Id, ForeignKey("documents.id"), primary_key=True)
    signature: Mapped[str] = mapped_column(String(16), primary_key=True)
    tier: Mapped[Tier]
    place_key: Mapped[str | None]
    date: Mapped[dt.date]


class SheetPlaceRecord(Record):
    """A place that an attendance sheet's head names, by which the letters that asked for the activity are found."""

    __tablename__ = "sheet_places"
    __table_args__ = (Index("ix_sheet_places_place_key_date", "place_key", "date"),)

    document_id: Mapped[str] = mapped_column(Id, ForeignKey("documents.id"), primary_key=True)
    place_key: Mapped[str] = mapped_column(Text, primary_key=True)
    date: Mapped[dt.date]
