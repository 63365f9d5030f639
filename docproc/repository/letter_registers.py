"""Queries about the registers of letters. Numbers are given out here and nowhere else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from docproc.repository.inserting import insert_new
from models.register import Book
from models.tables.letter_registers import RegisterCounterRecord, RegisterEntryRecord, RegisterRoutingRecord

PAGE: Final = 100
_NUMBERS_A_QUERY: Final = 500


@dataclass(frozen=True, slots=True)
class BookOf:
    """One register: an office's, of one kind, of one calendar year (C.E.)."""

    office_id: str
    book: Book
    year: int


def next_number(session: Session, book: BookOf) -> int:
    """The next number, kept for this transaction: others wait for its end, and undone it is given out again."""
    _ensure_counter(session, book)
    number = session.scalar(
        update(RegisterCounterRecord)
        .where(*_is(book))
        .values(last=RegisterCounterRecord.last + 1)
        .returning(RegisterCounterRecord.last)
        .execution_options(synchronize_session=False)
    )
    assert number is not None
    return number


def last_numbers(session: Session, books: Collection[BookOf]) -> dict[BookOf, int]:
    """The last number given out in each register; 0 in one that was not begun."""
    return {book: session.scalar(select(RegisterCounterRecord.last).where(*_is(book))) or 0 for book in books}


def move_on(session: Session, book: BookOf, expected: int, last: int) -> None:
    """Let the register go on behind `last`. LookupError where its last number is no longer the expected one."""
    _ensure_counter(session, book)
    moved = session.execute(
        update(RegisterCounterRecord)
        .where(*_is(book), RegisterCounterRecord.last == expected)
        .values(last=last)
        .execution_options(synchronize_session=False)
    )
    assert isinstance(moved, CursorResult)
    if moved.rowcount != 1:
        raise LookupError("numbers were given out meanwhile")


def add(session: Session, book: BookOf, number: int, values: Mapping[str, Any]) -> RegisterEntryRecord:
    entry = RegisterEntryRecord(
        id=new_id(), office_id=book.office_id, book=book.book, year=book.year, number=number, **values
    )
    session.add(entry)
    session.flush()
    return entry


def find(session: Session, entry_id: str) -> RegisterEntryRecord | None:
    return session.get(RegisterEntryRecord, entry_id)


def lock(session: Session, entry_id: str) -> RegisterEntryRecord | None:
    """The entry as it stands now, held until the transaction ends."""
    return session.scalar(select(RegisterEntryRecord).where(RegisterEntryRecord.id == entry_id).with_for_update())


def entries(session: Session, book: BookOf, after: int = 0, limit: int | None = PAGE) -> list[RegisterEntryRecord]:
    """Lines of a register in the order of their numbers, from behind the number `after` on."""
    entry = RegisterEntryRecord
    query = (
        select(entry)
        .where(entry.office_id == book.office_id, entry.book == book.book, entry.year == book.year)
        .where(entry.number > after)
        .order_by(entry.number)
    )
    return list(session.scalars(query.limit(limit)))


def numbers_taken(session: Session, book: BookOf, numbers: Collection[int]) -> set[int]:
    entry = RegisterEntryRecord
    wanted = sorted(set(numbers))
    taken: set[int] = set()
    for start in range(0, len(wanted), _NUMBERS_A_QUERY):
        query = select(entry.number).where(
            entry.office_id == book.office_id,
            entry.book == book.book,
            entry.year == book.year,
            entry.number.in_(wanted[start : start + _NUMBERS_A_QUERY]),
        )
        taken.update(session.scalars(query))
    return taken


def entries_of_document(session: Session, document_id: str) -> list[RegisterEntryRecord]:
    """Where a document stands in registers, void lines left out: what a clerk said it is."""
    query = select(RegisterEntryRecord).where(
        RegisterEntryRecord.document_id == document_id, RegisterEntryRecord.voided_at.is_(None)
    )
    return list(session.scalars(query.order_by(RegisterEntryRecord.id)))


def entries_of_day(session: Session, office_id: str, book: Book, day: dt.date) -> list[RegisterEntryRecord]:
    """Lines about letters of this day, void ones left out."""
    entry = RegisterEntryRecord
    query = select(entry).where(
        entry.office_id == office_id,
        entry.book == book,
        entry.year >= day.year,
        entry.dated == day,
        entry.voided_at.is_(None),
    )
    return list(session.scalars(query.order_by(entry.year, entry.number)))


def add_routing(session: Session, routing: RegisterRoutingRecord) -> None:
    session.add(routing)
    session.flush()


def routings(session: Session, entry_ids: Sequence[str]) -> dict[str, list[RegisterRoutingRecord]]:
    """To whom each letter was passed, the latest first."""
    found: dict[str, list[RegisterRoutingRecord]] = {entry_id: [] for entry_id in entry_ids}
    query = select(RegisterRoutingRecord).where(RegisterRoutingRecord.entry_id.in_(entry_ids))
    for row in session.scalars(query.order_by(RegisterRoutingRecord.id.desc())):
        found[row.entry_id].append(row)
    return found


def years(session: Session, office_id: str) -> list[tuple[Book, int, int]]:
    """The registers of an office: which, of which year, up to which number; the latest first."""
    counter = RegisterCounterRecord
    query = select(counter.book, counter.year, counter.last).where(counter.office_id == office_id, counter.last > 0)
    return [
        (book, year, last) for book, year, last in session.execute(query.order_by(counter.year.desc(), counter.book))
    ]


def void(entry: RegisterEntryRecord, by: str, reason: str, at: dt.datetime) -> None:
    entry.voided_by, entry.void_reason, entry.voided_at = by, reason, at


def _ensure_counter(session: Session, book: BookOf) -> None:
    row = {"id": new_id(), "office_id": book.office_id, "book": book.book, "year": book.year, "last": 0}
    if session.scalar(select(RegisterCounterRecord.id).where(*_is(book))) is None:
        insert_new(session, RegisterCounterRecord, [row])


def _is(book: BookOf) -> Sequence[Any]:
    counter = RegisterCounterRecord
    return (counter.office_id == book.office_id, counter.book == book.book, counter.year == book.year)
