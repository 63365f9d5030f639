"""The registers of letters received and sent (ทะเบียนหนังสือรับ, ทะเบียนหนังสือส่ง), one of each an office and year."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.register import Book
from models.tables.record import Id, Record


class RegisterCounterRecord(Record):
    """The last number given out. Its row is locked until the entry that took the number is committed: no gaps."""

    __tablename__ = "register_counters"
    __table_args__ = (UniqueConstraint("office_id", "book", "year"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    office_id: Mapped[str] = mapped_column(Id, ForeignKey("offices.id"))
    book: Mapped[Book]
    year: Mapped[int] = mapped_column(Integer)
    last: Mapped[int] = mapped_column(Integer)


class RegisterEntryRecord(Record):
    """One line of a register, in the columns of the official form. Never deleted: a void line keeps its number.

    `number` is เลขทะเบียน, counted from 1 in each calendar `year` (C.E.); `reference_no` ที่, `dated` ลงวันที่, `sender`
    จาก, `addressee` ถึง, `action` การปฏิบัติ, `remark` หมายเหตุ. `document_id` is the scan that a clerk says it is.
    """

    __tablename__ = "register_entries"
    __table_args__ = (
        UniqueConstraint("office_id", "book", "year", "number"),
        CheckConstraint("number > 0", name="ck_register_entries_number"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    office_id: Mapped[str] = mapped_column(Id, ForeignKey("offices.id"))
    book: Mapped[Book]
    year: Mapped[int] = mapped_column(Integer)
    number: Mapped[int] = mapped_column(Integer)
    entered_on: Mapped[dt.date] = mapped_column(Date)
    entered_time: Mapped[str | None] = mapped_column(String(5))
    reference_no: Mapped[str | None]
    dated: Mapped[dt.date | None] = mapped_column(Date)
    sender: Mapped[str]
    addressee: Mapped[str]
    subject: Mapped[str]
    action: Mapped[str | None]
    remark: Mapped[str | None]
    document_id: Mapped[str | None] = mapped_column(Id, ForeignKey("documents.id"), index=True)
    made_by: Mapped[str]
    at: Mapped[dt.datetime]
    voided_at: Mapped[dt.datetime | None]
    voided_by: Mapped[str | None]
    void_reason: Mapped[str | None]


class RegisterRoutingRecord(Record):
    """To whom a letter was passed inside the office, each time somebody said so; `action` of the entry is the last.

    `division` is the part of the office, `person` who takes it there, `note` what is to be done.
    """

    __tablename__ = "register_routings"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    entry_id: Mapped[str] = mapped_column(Id, ForeignKey("register_entries.id"), index=True)
    division: Mapped[str | None]
    person: Mapped[str | None]
    note: Mapped[str | None]
    made_by: Mapped[str]
    at: Mapped[dt.datetime]


class RegisterWaiverRecord(Record):
    """An office says that a file's letter needs no line in its registers; taken back where `withdrawn_at` is set."""

    __tablename__ = "register_waivers"
    __table_args__ = (
        Index(
            "uq_register_waivers_standing",
            "source_id",
            "office_id",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    source_id: Mapped[str] = mapped_column(Id, ForeignKey("sources.id"))
    office_id: Mapped[str] = mapped_column(Id, ForeignKey("offices.id"))
    reason: Mapped[str]
    made_by: Mapped[str]
    at: Mapped[dt.datetime]
    withdrawn_by: Mapped[str | None]
    withdrawn_at: Mapped[dt.datetime | None]


class WaitingLetterRecord(Record):
    """A file handed in from an area whose letter stands in no register there; one row for each area up to `/`.

    Kept as deliveries, readings and lines change, so that a list of what waits reads nothing that does not wait.
    `document_id` is the file's first letter: what it encloses is registered with it.
    """

    __tablename__ = "waiting_letters"

    area: Mapped[str] = mapped_column(Text, primary_key=True)
    source_id: Mapped[str] = mapped_column(Id, ForeignKey("sources.id"), primary_key=True, index=True)
    document_id: Mapped[str] = mapped_column(Id, ForeignKey("documents.id"))
