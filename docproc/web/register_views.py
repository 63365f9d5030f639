"""Registers of letters as the official form has them: its title, its columns, its lines in words."""

from __future__ import annotations

from docproc.messages import thai_dates
from docproc.messages.catalogue import Catalogue
from models.register import Book
from models.tables.letter_registers import RegisterEntryRecord
from models.tables.offices import OfficeRecord

_COLUMNS = ("entered", "reference", "dated", "from", "to", "subject", "action", "remark")


def register_title(office: OfficeRecord, book: Book, year: int, shown: Catalogue) -> str:
    """Such as ทะเบียนหนังสือรับ อำเภอเถิน พ.ศ. 2564."""
    return shown.text("letter_register.of", book=shown.text(f"book.{book}"), office=office.name, year=year + 543)


def headings(book: Book, shown: Catalogue) -> list[str]:
    number = "letter_register.number_received" if book is Book.RECEIVED else "letter_register.number_sent"
    return [shown.text(number), *(shown.text(f"letter_register.{column}") for column in _COLUMNS)]


def line_cells(line: RegisterEntryRecord, shown: Catalogue) -> list[str]:
    """One text a column; a void line says why behind its remark."""
    void = shown.text("letter_register.void", reason=line.void_reason or "") if line.voided_at is not None else ""
    entered = " ".join(filter(None, (thai_dates.short_date(line.entered_on, shown), line.entered_time)))
    return [
        str(line.number),
        entered,
        line.reference_no or "",
        thai_dates.short_date(line.dated, shown) if line.dated else "",
        line.sender,
        line.addressee,
        line.subject,
        line.action or "",
        " ".join(filter(None, (line.remark, void))),
    ]
