"""Registers of letters: the next number each time, from however many writers, on both databases."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docproc.documents import NotFoundError
from docproc.identifiers import new_id
from docproc.registers.letters import (
    EntryRefusedError,
    NewEntry,
    confirm_document,
    lines_of,
    number_or_prefix,
    register_letter,
    registers_of,
    void_entry,
)
from docproc.repository import letter_registers, offices
from docproc.repository.letter_registers import BookOf
from docproc.repository.offices import NewOffice
from docproc.wiring import Service
from models.office import Tier
from models.register import Book
from models.rights import EVERYWHERE, Actor, DeniedError, Grant, Role
from models.status import DocType, SourceStatus
from models.tables.documents import DocumentRecord
from models.tables.originals import SourceRecord

CLERK = Actor("u1", "เสมียน ทดลอง", "/52/", (Grant(Role.CLERK, EVERYWHERE),))
WRITERS = 8
LETTER = NewEntry("จังหวัดลำปาง", "นายอำเภอทุกอำเภอ", "เรื่องสมมุติ", reference_no="ลป ๐๐๑๗.๒/ว ๑๒", dated=dt.date(2021, 1, 4))


@pytest.fixture
def office(service: Service) -> str:
    with service.database.writing() as session:
        offices.save_all(session, [NewOffice("52", Tier.PROVINCE, "จังหวัดลำปาง", None, "ลป")])
    return "52"


def numbers(service: Service, code: str, book: Book) -> list[int]:
    _, found = registers_of(service, CLERK, code)
    years = {year for of, year, _ in found if of is book}
    return [line.number for year in years for line in lines_of(service, CLERK, code, book, year)[1]]


def test_eight_writers_at_once_leave_no_gap_and_no_number_twice(service: Service, office: str) -> None:
    books = (Book.RECEIVED, Book.SENT, Book.SENT_CIRCULAR)

    def write(n: int) -> tuple[Book, int] | None:
        if n % 7 == 3:  # a writer who takes a number and fails must give it back
            with pytest.raises(ZeroDivisionError), service.database.writing() as session:
                found = offices.by_code(session, office)
                assert found is not None
                letter_registers.next_number(session, BookOf(found.id, books[n % 3], dt.date.today().year))
                raise ZeroDivisionError
            return None
        entry = register_letter(service, CLERK, office, books[n % 3], LETTER)
        return entry.book, entry.number

    with ThreadPoolExecutor(WRITERS) as pool:
        written = [one for one in pool.map(write, range(96)) if one is not None]
    assert len(set(written)) == len(written) == 96 - len([n for n in range(96) if n % 7 == 3])
    for book in books:
        own = [number for of, number in written if of is book]
        assert numbers(service, office, book) == sorted(own) == list(range(1, len(own) + 1))


ACTS = st.lists(
    st.tuples(st.sampled_from(("register", "void", "fail")), st.sampled_from(list(Book)), st.integers(0, 9)),
    max_size=14,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_no_sequence_of_acts_makes_a_gap_or_a_number_twice(
    service: Service, office: str, acts: list[tuple[str, Book, int]]
) -> None:
    code = new_id()  # a new office for each sequence
    with service.database.writing() as session:
        offices.save_all(session, [NewOffice(code, Tier.LOCAL, "เทศบาลตำบลสมมุติ", "52")])
    entries: list[str] = []
    for act, book, which in acts:
        if act == "register":
            entries.append(register_letter(service, CLERK, code, book, LETTER).id)
        elif act == "fail":
            with pytest.raises(NotFoundError):
                register_letter(service, CLERK, code, book, replace(LETTER, document_id="none"))
        elif entries:
            try:
                void_entry(service, CLERK, entries[which % len(entries)], "เขียนผิด")
            except EntryRefusedError as refused:
                assert refused.code == "register_entry.is_void"
    assert sum(len(numbers(service, code, book)) for book in Book) == len(entries)
    for book in Book:
        assert numbers(service, code, book) == list(range(1, len(numbers(service, code, book)) + 1))


@pytest.mark.parametrize(
    ("book", "prefix", "reference"),
    [
        (Book.SENT, "ลป ๐๐๑๗.๒", "ลป ๐๐๑๗.๒/๑"),
        (Book.SENT_CIRCULAR, "ลป ๐๐๑๗.๒/", "ลป ๐๐๑๗.๒/ว ๑"),
        (Book.SENT_CIRCULAR, "ลป 0017.2", "ลป 0017.2/ว 1"),
        (Book.SENT_CIRCULAR, "ลป ๐๐๑๗.๒/ว ", "ลป ๐๐๑๗.๒/ว ๑"),
        (Book.RECEIVED, "ลป ๐๐๑๗.๒", "ลป ๐๐๑๗.๒/ว ๑๒"),  # its own number is the sender's
    ],
)
def test_number_of_a_letter_sent_is_its_line(
    service: Service, office: str, book: Book, prefix: str, reference: str
) -> None:
    entry = register_letter(service, CLERK, office, book, replace(LETTER, reference_prefix=prefix))
    assert entry.reference_no == reference
    assert (entry.entered_time is None) == (book is not Book.RECEIVED)


def test_void_line_keeps_its_number_and_says_why(service: Service, office: str) -> None:
    first = register_letter(service, CLERK, office, Book.SENT, LETTER)
    with pytest.raises(EntryRefusedError):
        void_entry(service, CLERK, first.id, "  ")
    void_entry(service, CLERK, first.id, "เขียนผิด")
    second = register_letter(service, CLERK, office, Book.SENT, LETTER)
    _, lines = lines_of(service, CLERK, office, Book.SENT, first.year)
    assert [(line.number, line.void_reason) for line in lines] == [(1, "เขียนผิด"), (2, None)]
    assert second.number == 2


@pytest.mark.parametrize(
    ("book", "written", "expected"),
    [
        (Book.RECEIVED, "ดศ ๐๒๐๘/๑๒", ("ดศ ๐๒๐๘/๑๒", None)),
        (Book.SENT, "ลป ๐๔๑๘.๑", (None, "ลป ๐๔๑๘.๑")),
        (Book.SENT_CIRCULAR, "ลป ๐๔๑๘.๑/ว", (None, "ลป ๐๔๑๘.๑/ว")),
        (Book.SENT, "ลป ๐๔๑๘.๑/๑๒", ("ลป ๐๔๑๘.๑/๑๒", None)),  # the scan of a letter that left has its number
        (Book.SENT_CIRCULAR, "ลป 0418.1/ ว 12", ("ลป 0418.1/ ว 12", None)),
        (Book.SENT, "12/2564", ("12/2564", None)),  # an order, numbered in its year
    ],
)
def test_number_that_a_letter_sent_has_already_is_not_completed(
    book: Book, written: str, expected: tuple[str | None, str | None]
) -> None:
    assert number_or_prefix(book, written) == expected


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (replace(LETTER, subject=" "), "register_entry.incomplete"),
        (replace(LETTER, subject="ก" * 2001), "register_entry.too_long"),
    ],
)
def test_line_that_says_too_little_or_too_much_takes_no_number(
    service: Service, office: str, entry: NewEntry, code: str
) -> None:
    with pytest.raises(EntryRefusedError) as refused:
        register_letter(service, CLERK, office, Book.SENT, entry)
    assert refused.value.code == code
    assert numbers(service, office, Book.SENT) == []


def test_nobody_writes_or_reads_registers_of_other_areas(service: Service, office: str) -> None:
    far = Actor("u2", "เสมียน ไกล", "/51/", (Grant(Role.CLERK, "/51/"), Grant(Role.AUDITOR, EVERYWHERE)))
    entry = register_letter(service, CLERK, office, Book.RECEIVED, LETTER)
    with pytest.raises(DeniedError):
        register_letter(service, far, office, Book.RECEIVED, LETTER)
    with pytest.raises(DeniedError):
        void_entry(service, far, entry.id, "ไม่ใช่ของเรา")
    with pytest.raises(DeniedError):
        lines_of(service, far, office, Book.RECEIVED, entry.year)
    with pytest.raises(NotFoundError):
        register_letter(service, CLERK, "ไม่มี", Book.RECEIVED, LETTER)


def test_clerk_says_once_which_scan_a_line_is(service: Service, office: str) -> None:
    now = dt.datetime.now(dt.UTC)
    with service.database.writing() as session:
        session.add(
            SourceRecord(
                id="s", sha256="0" * 64, name="a.pdf", size_bytes=1, media_type="application/pdf",
                status=SourceStatus.DONE, received_at=now,
            )
        )  # fmt: skip
        session.flush()
        session.add(
            DocumentRecord(
                id="d", source_id="s", ordinal=1, doc_type=DocType.EXTERNAL_LETTER, pages=[1], text="", notes=[],
                problems=[], content={}, version="1", is_current=True, created_at=now, updated_at=now,
            )
        )  # fmt: skip
    entry = register_letter(service, CLERK, office, Book.RECEIVED, LETTER)
    confirm_document(service, CLERK, entry.id, "d")
    with service.database.reading() as session:
        assert [one.id for one in letter_registers.entries_of_document(session, "d")] == [entry.id]
    with pytest.raises(EntryRefusedError):
        register_letter(service, CLERK, office, Book.RECEIVED, replace(LETTER, document_id="d"))
    blind = Actor("u3", "เสมียน", "/52/", (Grant(Role.CLERK, "/52/"),))  # the file came from no office
    with pytest.raises(NotFoundError):
        register_letter(service, blind, office, Book.SENT, replace(LETTER, document_id="d"))
    void_entry(service, CLERK, entry.id, "ซ้ำ")
    assert register_letter(service, CLERK, office, Book.RECEIVED, replace(LETTER, document_id="d")).number == 2
