"""Rows of a sheet in the review queue, numbers of another form, and what registers say, on both databases."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from datetime import date

import pytest

from docproc.corrections import confirm_field, correct_typed, take_back
from docproc.documents import reading_json
from docproc.field_values import NOT_SIGNED, SIGNED, NotAValueError
from docproc.repository import review_queue
from docproc.review import review_item
from docproc.wiring import Service
from models.document import Document
from models.field import Field
from models.geometry import Box
from models.office import Tier
from models.register import Book
from models.rights import SEES_ALL
from models.status import Status
from models.tables.letter_registers import RegisterEntryRecord
from models.tables.letters import LetterRecord
from models.tables.offices import OfficeRecord
from tests.docproc.findings.held_pictures import sheet
from tests.docproc.web.held import hold, letter, letter_document


def with_name_boxes(document: Document) -> Document:
    assert document.sheet is not None
    rows = tuple(
        replace(row, name_box=Box(120, row.box.y0, 480, row.box.y1), name_confidence=0.97)
        for row in document.sheet.rows
    )
    return replace(document, sheet=replace(document.sheet, rows=rows))


@pytest.fixture
def held(service: Service) -> tuple[str, str]:
    """The ids of a file and its sheet: a row signed, one not, one unsure with its name by hand."""
    source_id, (document_id,) = hold(service, [with_name_boxes(sheet())])
    return source_id, document_id


def waiting(service: Service, document_id: str) -> list[str]:
    with service.database.reading() as session:
        found = review_queue.after(session, SEES_ALL, None, 50, document_id)
    return [one.assertion.field for one in found if one.assertion.field.startswith("rows[")]


def counts(service: Service, source_id: str) -> tuple[int, int]:
    (document,) = reading_json(service, source_id)["documents"]
    return document["n_signed"], document["n_unsure"]


def test_unsure_rows_wait_with_two_choices_and_names_by_hand_last(service: Service, held: tuple[str, str]) -> None:
    source_id, document_id = held
    assert waiting(service, document_id) == ["rows[2].signed", "rows[2].name"]
    item = review_item(service, document_id, "rows[2].signed")
    assert [(choice.value, choice.printed) for choice in item.choices] == [(True, SIGNED), (False, NOT_SIGNED)]
    assert item.shown.box == [500, 450, 720, 500]
    assert counts(service, source_id) == (1, 1)


@pytest.mark.parametrize(("typed", "signed", "count"), [(SIGNED, True, 2), (NOT_SIGNED, False, 1), ("", False, 1)])
def test_a_person_says_whether_a_row_is_signed(
    service: Service, held: tuple[str, str], typed: str, signed: bool, count: int
) -> None:
    source_id, document_id = held
    seen = review_item(service, document_id, "rows[2].signed").shown.id
    said = correct_typed(service, document_id, "rows[2].signed", typed, "สมศรี", seen)
    assert said.value is signed
    assert counts(service, source_id) == (count, 0)
    assert waiting(service, document_id) == ["rows[2].name"]
    take_back(service, said.assertion_id, "สมศรี")
    assert counts(service, source_id) == (1, 1)


def test_a_row_that_was_read_wrong_is_set_right(service: Service, held: tuple[str, str]) -> None:
    source_id, document_id = held
    confirm_field(service, document_id, "rows[0].signed", False, "สมศรี")
    assert counts(service, source_id) == (0, 1)


def test_a_name_by_hand_is_typed_by_a_person(service: Service, held: tuple[str, str]) -> None:
    source_id, document_id = held
    seen = review_item(service, document_id, "rows[2].name").shown.id
    correct_typed(service, document_id, "rows[2].name", "นางทดสอบ  สาม", "สมศรี", seen)
    (document,) = reading_json(service, source_id)["documents"]
    assert document["rows"][2]["name"] == "นางทดสอบ สาม"


def test_a_mark_is_one_of_two(service: Service, held: tuple[str, str]) -> None:
    _, document_id = held
    seen = review_item(service, document_id, "rows[2].signed").shown.id
    with pytest.raises(NotAValueError):
        correct_typed(service, document_id, "rows[2].signed", "ลา", "สมศรี", seen)


def test_a_number_of_another_form_is_kept_as_it_stands_and_says_so(service: Service) -> None:
    source_id, (document_id,) = hold(service, [letter_document(letter())])
    seen = review_item(service, document_id, "reference_no").shown.id
    with pytest.raises(NotAValueError):
        correct_typed(service, document_id, "reference_no", "พิเศษ ๑๒/๖๖ ก", "สมศรี", seen)
    said = correct_typed(service, document_id, "reference_no", "พิเศษ ๑๒/๖๖ ก", "สมศรี", seen, as_it_stands=True)
    (document,) = reading_json(service, source_id)["documents"]
    assert document["reference_no"] == "พิเศษ ๑๒/๖๖ ก"
    assert document["evidence"]["reference_no"]["reasons"] == ["not_well_formed"]
    assert document["is_circular"] is None
    with service.database.reading() as session:
        row = session.get(LetterRecord, document_id)
        assert row is not None and (row.number, row.key, row.printed) == (None, None, "พิเศษ ๑๒/๖๖ ก")
    take_back(service, said.assertion_id, "สมศรี")
    with service.database.reading() as session:
        row = session.get(LetterRecord, document_id)
        assert row is not None and row.number == "12133"


def test_a_number_of_the_usual_form_is_the_same_as_ever(service: Service) -> None:
    source_id, (document_id,) = hold(service, [letter_document(letter())])
    seen = review_item(service, document_id, "reference_no").shown.id
    correct_typed(service, document_id, "reference_no", "ที่ ดศ ๐๒๐๘/๗๗", "สมศรี", seen, as_it_stands=True)
    (document,) = reading_json(service, source_id)["documents"]
    assert document["reference_no"] == "ดศ ๐๒๐๘/๗๗"
    assert document["evidence"]["reference_no"]["reasons"] == []


def test_an_unread_number_is_offered_as_the_register_has_it(service: Service) -> None:
    unread = letter(reference_no=Field(None, "ดศ ๐๒๐๘/…", 1, Box(100, 150, 600, 190), Status.UNREAD, handwritten=True))
    _, (document_id,) = hold(service, [letter_document(unread)])
    with service.database.writing() as session:
        session.add(OfficeRecord(id="o", code="56", tier=Tier.PROVINCE, name="ศาลากลางจังหวัดพะเยา", path="/56/"))
        session.flush()
        session.add(
            RegisterEntryRecord(
                id="entry",
                office_id="o",
                book=Book.RECEIVED,
                year=2023,
                number=1842,
                entered_on=date(2023, 8, 15),
                reference_no="ดศ ๐๒๐๘/๔๕๖",
                dated=date(2023, 8, 10),
                sender="กระทรวง",
                addressee="ผู้ว่าราชการจังหวัด",
                subject="การพัฒนา",
                document_id=document_id,
                made_by="สมศรี",
                at=dt.datetime.now(dt.UTC),
            )
        )
    (choice,) = review_item(service, document_id, "reference_no").choices
    assert (choice.value, choice.code, choice.detail) == ("ดศ ๐๒๐๘/๔๕๖", "choice.register", "ศาลากลางจังหวัดพะเยา")
    numbers = [one.value for one in review_item(service, document_id, "stamps[0].date").choices]
    assert numbers == []  # the register and the stamp agree on the day
