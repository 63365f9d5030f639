"""Letters received and sent, put down in an office's registers: the next number, never a gap, never twice.

A number is taken and its line written in one transaction. A line that is wrong is made void with a reason and keeps
its number, as on paper. Who writes is asked for the right over that office.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from docproc.documents import NotFoundError
from docproc.repository import documents, letter_registers, offices, waiting_letters
from docproc.repository.clock import moment
from docproc.repository.letter_registers import BookOf
from docproc.repository.visibility import seen_documents
from docproc.wiring import Service
from extractors.thai.digits import THAI, to_thai
from models.register import Book
from models.rights import Actor, Right
from models.tables.letter_registers import RegisterEntryRecord
from models.tables.offices import OfficeRecord

OFFICE_TIME: Final = ZoneInfo("Asia/Bangkok")  # a register's day and year are those of the office
LONGEST_TEXT: Final = 2000
LONGEST_REASON: Final = 500
_WHOLE_NUMBER: Final = re.compile(r"/\s*(?:ว\s*)?\d")  # ลป ๐๔๑๘.๑/ว ๑๒; Thai digits are \d too
_OPEN_END: Final = re.compile(r"\s*(?:/\s*ว?\s*)?$")  # ลป ๐๔๑๘.๑/ and ลป ๐๔๑๘.๑/ว


class EntryRefusedError(ValueError):
    """The line cannot be written so; `code` is its sentence in the message catalogue."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What a clerk writes in the columns of the form. `reference_prefix` is what stands before the slash of a letter
    that is sent (ลป ๐๔๑๘.๑): with the number it makes its ที่.
    """

    sender: str
    addressee: str
    subject: str
    reference_no: str | None = None
    reference_prefix: str | None = None
    dated: dt.date | None = None
    remark: str | None = None
    document_id: str | None = None


def register_letter(service: Service, actor: Actor, office_code: str, book: Book, new: NewEntry) -> RegisterEntryRecord:
    """The new line under the next number. Raises DeniedError, NotFoundError, EntryRefusedError."""
    written = _checked(new)
    with service.database.writing() as session:
        office = kept_office(session, actor, office_code)
        now = moment(session)
        today = now.astimezone(OFFICE_TIME)
        if new.document_id is not None:
            _check_document(session, actor, office, book, new.document_id)
        own = BookOf(office.id, book, today.year)
        number = letter_registers.next_number(session, own)
        values = {
            **written,
            "reference_no": _reference(new, book, number),
            "entered_on": today.date(),
            "entered_time": f"{today:%H:%M}" if book is Book.RECEIVED else None,
            "made_by": actor.name,
            "at": now,
        }
        line = letter_registers.add(session, own, number, values)
        waiting_letters.rewrite_of_document(session, new.document_id)
        return line


def void_entry(service: Service, actor: Actor, entry_id: str, reason: str) -> tuple[str, RegisterEntryRecord]:
    """The line stays with its number and says why it does not count: its office's code and the line.

    Raises as `register_letter` does.
    """
    why = " ".join(reason.split())
    if not 0 < len(why) <= LONGEST_REASON:
        raise EntryRefusedError("register_entry.no_reason")
    with service.database.writing() as session:
        entry = locked_entry(session, actor, entry_id)
        if entry.voided_at is not None:
            raise EntryRefusedError("register_entry.is_void")
        letter_registers.void(entry, actor.name, why, moment(session))
        waiting_letters.rewrite_of_document(session, entry.document_id)
        return offices.by_id(session, entry.office_id).code, entry


def confirm_document(service: Service, actor: Actor, entry_id: str, document_id: str) -> None:
    """A clerk says that this scan is the letter of that line. Raises as `register_letter` does."""
    with service.database.writing() as session:
        entry = locked_entry(session, actor, entry_id)
        if entry.voided_at is not None:
            raise EntryRefusedError("register_entry.is_void")
        office = offices.by_id(session, entry.office_id)
        _check_document(session, actor, office, entry.book, document_id)
        earlier, entry.document_id = entry.document_id, document_id
        for one in {earlier, document_id}:
            waiting_letters.rewrite_of_document(session, one)


def registers_of(service: Service, actor: Actor, office_code: str) -> tuple[OfficeRecord, list[tuple[Book, int, int]]]:
    """The office and its registers: which, of which year, up to which number. Raises DeniedError, NotFoundError."""
    with service.database.reading() as session:
        office = kept_office(session, actor, office_code)
        return office, letter_registers.years(session, office.id)


def lines_of(
    service: Service, actor: Actor, office_code: str, book: Book, year: int, after: int = 0, limit: int | None = None
) -> tuple[OfficeRecord, list[RegisterEntryRecord]]:
    """Lines of one register by number; all where no limit is given. Raises DeniedError, NotFoundError."""
    with service.database.reading() as session:
        office = kept_office(session, actor, office_code)
        return office, letter_registers.entries(session, BookOf(office.id, book, year), after, limit)


def _checked(new: NewEntry) -> Mapping[str, Any]:
    values = {
        name: short_text(value) if isinstance(value, str) else value
        for name, value in asdict(new).items()
        if name not in ("reference_prefix", "reference_no")
    }
    if not all(values[name] for name in ("sender", "addressee", "subject")):
        raise EntryRefusedError("register_entry.incomplete")
    return values


def short_text(text: str | None) -> str | None:
    """On one line; None where nothing is left. Raises EntryRefusedError where it is too long."""
    plain = " ".join((text or "").split())
    if len(plain) > LONGEST_TEXT:
        raise EntryRefusedError("register_entry.too_long")
    return plain or None


def number_or_prefix(book: Book, written: str) -> tuple[str | None, str | None]:
    """What a clerk wrote under ที่, as `reference_no` and `reference_prefix` of a new line: of a letter that is sent
    it is what stands before the slash, unless it has its running number already, as on the scan of a letter that left.
    """
    return (written, None) if book is Book.RECEIVED or _WHOLE_NUMBER.search(written) else (None, written)


def _reference(new: NewEntry, book: Book, number: int) -> str | None:
    prefix = short_text(new.reference_prefix)
    if book is Book.RECEIVED or prefix is None:
        return short_text(new.reference_no)
    digits = to_thai(str(number)) if any(char in THAI for char in prefix) else str(number)
    return f"{_OPEN_END.sub('', prefix)}/{'ว ' if book is Book.SENT_CIRCULAR else ''}{digits}"


def kept_office(session: Session, actor: Actor, code: str) -> OfficeRecord:
    """The office with this code, whose registers the actor keeps. Raises DeniedError, NotFoundError."""
    office = offices.by_code(session, code)
    if office is None:
        raise NotFoundError(code)
    actor.require(Right.KEEP_REGISTERS, office.path)
    return office


def locked_entry(session: Session, actor: Actor, entry_id: str) -> RegisterEntryRecord:
    """The line, of a register that the actor keeps, held until the transaction ends. Raises as `kept_office` does."""
    entry = letter_registers.lock(session, entry_id)
    if entry is None:
        raise NotFoundError(entry_id)
    actor.require(Right.KEEP_REGISTERS, offices.by_id(session, entry.office_id).path)
    return entry


def _check_document(session: Session, actor: Actor, office: OfficeRecord, book: Book, document_id: str) -> None:
    """It is there, the actor may read it, and it stands in no other line of this register.

    The document's row is held, so that two clerks at once do not both find it missing from the register.
    """
    document = documents.lock(session, document_id)
    if document is None or not seen_documents(session, [document_id], actor.areas(Right.READ_DOCUMENTS)):
        raise NotFoundError(document_id)
    if any(
        (one.office_id, one.book) == (office.id, book)
        for one in letter_registers.entries_of_document(session, document_id)
    ):
        raise EntryRefusedError("register_entry.registered_already")
