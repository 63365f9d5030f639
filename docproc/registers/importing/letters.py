"""Registers of letters kept until now on paper or in a spreadsheet, taken over line by line with their numbers."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from docproc.registers.importing.areas import Areas
from docproc.registers.importing.cells import Row
from docproc.registers.importing.planned import Plan, Planned
from docproc.registers.importing.report import ImportKind
from docproc.repository import letter_registers
from docproc.repository.letter_registers import BookOf
from models.register import Book
from models.rights import Actor
from models.tables.letter_registers import RegisterEntryRecord

_CIRCULAR: Final = re.compile(r"/\s*ว")
Line = tuple[Row, int, dict[str, Any]]


def plan_letters(session: Session, actor: Actor, rows: Sequence[Row], now: dt.datetime, kind: ImportKind) -> Plan:
    """A register that was begun goes on behind its last number; a new one may begin at any, and has no gap after it."""
    areas = Areas(session, actor)
    own = areas.own_office() if rows and "office" not in rows[0].printed else None
    books: dict[BookOf, list[Line]] = defaultdict(list)
    for row in rows:
        office = own or areas.office(row)
        number, entered_on = row.count("number", 1), row.day("entered_on")
        for name in ("number", "entered_on"):
            row.needed(name)
        values = _columns(row)
        if office is None or number is None or entered_on is None or not areas.keeps(row, "office", office.path):
            continue
        values |= {"entered_on": entered_on, "made_by": actor.name, "at": now}
        is_void = values["void_reason"] is not None
        values |= {"voided_at": now if is_void else None, "voided_by": actor.name if is_void else None}
        books[BookOf(office.id, _book(row, kind), entered_on.year)].append((row, number, values))
    lasts = letter_registers.last_numbers(session, books.keys())
    planned = [one for book, lines in books.items() for one in _in_order(session, book, lasts[book], lines)]
    ends = {book: max(number for _, number, _ in lines) for book, lines in books.items()}

    def move_on(saving: Session) -> None:
        for book, end in ends.items():
            letter_registers.move_on(saving, book, lasts[book], end)

    return Plan(tuple(planned), move_on)


def _columns(row: Row) -> dict[str, Any]:
    is_void = row.text("void_reason") is not None
    texts = {name: row.text(name) if is_void else row.needed(name) for name in ("sender", "addressee", "subject")}
    return {
        **{name: text or "" for name, text in texts.items()},
        "entered_time": row.clock("entered_time"),
        "dated": row.day("dated"),
        **{name: row.text(name) for name in ("reference_no", "action", "remark", "void_reason")},
    }


def _book(row: Row, kind: ImportKind) -> Book:
    """Circulars have a register of their own: by the column, else by the ว of the letter's number."""
    if kind is ImportKind.LETTERS_RECEIVED:
        return Book.RECEIVED
    said = row.yes_or_no("circular")
    is_circular = said if said is not None else _CIRCULAR.search(row.text("reference_no") or "") is not None
    return Book.SENT_CIRCULAR if is_circular else Book.SENT


def _in_order(session: Session, book: BookOf, last: int, lines: Sequence[Line]) -> list[Planned]:
    taken = letter_registers.numbers_taken(session, book, [number for _, number, _ in lines])
    expected = last + 1 if last else min(number for _, number, _ in lines)
    before: dt.date | None = None
    planned = []
    for row, number, values in sorted(lines, key=lambda line: line[1]):
        if number in taken:
            row.blame("number", "number_taken", str(number))
        elif number != expected:
            row.blame("number", "number_gap", str(expected))
        taken.add(number)
        expected = number + 1
        if before is not None and values["entered_on"] < before:
            row.hint("entered_on", "entered_before_previous")
        if values["dated"] is not None and values["dated"] > values["entered_on"]:
            row.hint("dated", "dated_after_entry")
        before = values["entered_on"]
        once = {"id": new_id(), "office_id": book.office_id, "book": book.book, "year": book.year, "number": number}
        planned.append(Planned(RegisterEntryRecord, None, values, once))
    return planned
