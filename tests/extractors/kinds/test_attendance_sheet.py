from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from extractors.assembly import assemble
from models.document import Document
from models.geometry import Box
from models.page import PageReading, Quality
from models.sheet import Cell, Column, ColumnKind, Grid, Sheet
from models.status import DocType
from tests.factories import centred, letter_lines, line, page

KINDS = (ColumnKind.NUMBER, ColumnKind.NAME, ColumnKind.SIGNATURE)
HEADINGS = ("ลำดับ", "ชื่อ - สกุล", "ลายมือชื่อ")
TOP, HEIGHT = 600, 60
EDGES = (200, 300, 900, 1400)


def grid(rows: Sequence[tuple[str, str, bool | None]], headings: Sequence[str] = HEADINGS) -> Grid:
    """A table of number, name and signature; a name of `✎` is handwritten and unread."""
    columns = tuple(
        Column(kind, heading, EDGES[n], EDGES[n + 1])
        for n, (kind, heading) in enumerate(zip(KINDS, headings, strict=True))
    )
    made = []
    for n, (number, name, signed) in enumerate(rows):
        boxes = [Box(EDGES[c], TOP + n * HEIGHT, EDGES[c + 1], TOP + (n + 1) * HEIGHT) for c in range(3)]
        by_hand = name == "✎"
        made.append(
            (
                Cell(boxes[0], number, 0.9),
                Cell(boxes[1], "" if by_hand else name, 0.9, handwritten=by_hand),
                Cell(boxes[2], signed=signed, signed_confidence=0.8),
            )
        )
    return Grid(Box(EDGES[0], TOP - HEIGHT, EDGES[-1], TOP + len(rows) * HEIGHT), columns, tuple(made))


def sheet_page(rows: Sequence[tuple[str, str, bool | None]], *texts: str, number: int = 1) -> PageReading:
    lines = [centred(text, y=200 + n * 60) for n, text in enumerate(texts)]
    return page(lines, number=number, grid=grid(rows))


def the_sheet(document: Document) -> Sheet:
    assert document.sheet is not None
    return document.sheet


TITLE = "ใบเซ็นชื่อผู้เข้าร่วมกิจกรรม"
ROWS = [("๑", "นายสมมุติ หนึ่ง", True), ("๒", "นางสมมุติ สอง", False), ("๓", "✎", True), ("๔", "นายสมมุติ สี่", None)]


def test_rows_and_head() -> None:
    texts = (TITLE, "กิจกรรม ประชุมชี้แจงอาสาสมัครดิจิทัล", "วันที่ ๑๕ กันยายน ๒๕๖๖ ณ ศาลาประชาคมหมู่ที่ ๓")
    (document,) = assemble([sheet_page(ROWS, *texts)])
    sheet = the_sheet(document)
    assert document.doc_type is DocType.ATTENDANCE_SHEET
    assert [(row.no, row.name, row.signed) for row in sheet.rows] == [
        (1, "นายสมมุติ หนึ่ง", True),
        (2, "นางสมมุติ สอง", False),
        (3, None, True),
        (4, "นายสมมุติ สี่", None),
    ]
    # A printed name without a signature is no attendance, and unsure is not counted either.
    assert (sheet.n_signed, sheet.n_unsure) == (2, 1)
    assert sheet.rows[2].handwritten_name
    assert sheet.title.value == TITLE
    assert sheet.activity.value == "กิจกรรม ประชุมชี้แจงอาสาสมัครดิจิทัล"
    assert sheet.date.value == date(2023, 9, 15)
    assert sheet.place.value == "ศาลาประชาคมหมู่ที่ ๓"


def test_blank_rows_of_the_form_are_nobody() -> None:
    (document,) = assemble([sheet_page([*ROWS, ("", "", False)], TITLE)])
    assert len(the_sheet(document).rows) == 4


def test_second_page_whose_numbers_run_on_belongs_to_the_sheet() -> None:
    more = [("๕", "นายสมมุติ ห้า", True)]
    (document,) = assemble([sheet_page(ROWS, TITLE), sheet_page(more, number=2)])
    assert document.pages == (1, 2)
    assert [(row.no, row.page) for row in the_sheet(document).rows][-1] == (5, 2)


def test_second_page_that_counts_from_one_is_another_sheet() -> None:
    documents = assemble([sheet_page(ROWS, TITLE), sheet_page(ROWS, TITLE, number=2)])
    assert [document.pages for document in documents] == [(1,), (2,)]


def test_table_without_headings_of_people_is_no_sheet() -> None:
    # A timetable on the second page of an enclosure: a table, but nobody signs it.
    plain = page([centred("กำหนดการส่งผลงาน", y=200)], number=2, grid=grid(ROWS, ("", "", "")))
    documents = assemble([page(letter_lines()), plain])
    assert [document.doc_type for document in documents] == [DocType.EXTERNAL_LETTER, DocType.ENCLOSURE]


def test_a_meeting_hall_is_a_place_and_no_activity() -> None:
    (document,) = assemble([sheet_page(ROWS, TITLE, "ณ หอประชุมอำเภอสมมุติ")])
    assert the_sheet(document).activity.value is None
    assert the_sheet(document).place.value == "หอประชุมอำเภอสมมุติ"


def test_the_text_of_a_tilted_photograph_keeps_the_order_it_was_read_in() -> None:
    # The right end of each row lies higher than the left end of the row above it.
    read = [
        line(text, x=200 + 500 * column, y=700 + 60 * row - 80 * column)
        for row, (number, name, _) in enumerate(ROWS[:2])
        for column, text in enumerate((number, name, "กำนัน"))
    ]
    sheet = replace(page([centred(TITLE, y=200), *read], grid=grid(ROWS)), quality=Quality(is_photo=True))
    (document,) = assemble([sheet])
    assert document.text.splitlines() == [TITLE, "๑", "นายสมมุติ หนึ่ง", "กำนัน", "๒", "นางสมมุติ สอง", "กำนัน"]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("แผ่นที่ ๑ จาก ๒", (1, 2)),
        ("แผ่นที่ 2/3", (2, 3)),
        ("หน้า ๑ ของ ๔ หน้า", (1, 4)),
        ("จำนวน ๓ แผ่น แผ่นที่ ๒", (2, 3)),
        ("แผ่นที่ ๑ จากทั้งหมด ๑๒ แผ่น", (1, 12)),
        ("Page 2 of 5", (2, 5)),
        ("แผ่นที่ ๔", (4, None)),
        ("แผ่นที่ ๓ จาก ๒", (None, None)),  # cannot be
        ("เจ้าหน้าที่ ๑/๒", (None, None)),  # an official, not a page
        ("วันที่ ๑/๒/๒๕๖๖", (None, None)),
    ],
)
def test_which_of_how_many_sheets(printed: str, expected: tuple[int | None, int | None]) -> None:
    sheet = the_sheet(assemble([sheet_page(ROWS, TITLE, printed)])[0])
    assert (sheet.sheet_no.value, sheet.sheet_count.value) == expected


def test_sheet_number_below_the_rows_is_found() -> None:
    read = sheet_page(ROWS, TITLE)
    below = line("แผ่นที่ ๒ จาก ๒", x=1100, y=TOP + 6 * HEIGHT)
    sheet = the_sheet(assemble([replace(read, lines=(*read.lines, below))])[0])
    assert (sheet.sheet_no.value, sheet.sheet_count.value) == (2, 2)
    assert sheet.sheet_no.box is not None and sheet.sheet_no.box.y0 >= below.box.y0


def test_letter_that_called_the_meeting_is_cited_and_its_day_is_not_the_meetings() -> None:
    texts = (
        TITLE,
        "การประชุมผู้ใหญ่บ้าน",
        "ตามหนังสืออำเภอแม่ใจ ที่ พย ๐๖๑๘.๑/ว ๑๙๔๗ ลงวันที่ ๔ กันยายน ๒๕๖๖",
        "วันที่ ๑๕ กันยายน ๒๕๖๖ ณ ศาลาประชาคมหมู่ที่ ๓",
    )
    sheet = the_sheet(assemble([sheet_page(ROWS, *texts)])[0])
    (citation,) = sheet.citations
    assert citation.reference_no.value is not None and citation.reference_no.value.printed == "พย ๐๖๑๘.๑/ว ๑๙๔๗"
    assert citation.date.value == date(2023, 9, 4)
    assert sheet.date.value == date(2023, 9, 15)
    assert sheet.activity.value == "การประชุมผู้ใหญ่บ้าน"
