"""Lists of people without rules: set so, or lost by a copier."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.readers.reader import ColourImage
from extractors.reading import Readers, read_page
from extractors.sheets.headings import sheet_headings
from models.geometry import Box
from models.page import Ink, Line, LineReading
from models.sheet import ColumnKind
from tests.extractors.drawing import DrawnPage, line_reader, page_of, turned
from tests.extractors.sheets.drawn_table import scribble

NAMES = (
    "นายบุญมี ตัวอย่างดี", "นางสาวทดสอบ ยาวกว่าชื่ออื่นทั้งหมด", "นางมาลี สมมุติ", "นายคำปัน แต่งขึ้นมา",
    "นางสาวอรุณี ไม่มีจริง", "นายสุขใจ ทดลอง",
)  # fmt: skip
SIGNED = (True, True, False, True, True, True)
TOP, ROW = 600, 80


def drawn_list(*, has_columns: bool = False) -> ColourImage:
    """A list of six people; `has_columns` rules its frame, its columns and the headings, and no rows."""
    page = DrawnPage().text(600, 300, "ใบเซ็นชื่อผู้เข้าร่วมประชุม")
    for x, heading in ((270, "ที่"), (560, "ชื่อ-สกุล"), (1180, "ลายมือชื่อ")):
        page.text(x, TOP, heading)
    for row, name in enumerate(NAMES, start=1):
        page.text(275, TOP + ROW * row, str(row)).text(340, TOP + ROW * row, name)
    for x0, x1 in ((230, 310), (310, 1100), (1100, 1420)) if has_columns else ():
        page.frame(x0, TOP - 50, x1, TOP + 24).frame(x0, TOP + 24, x1, TOP + ROW * len(NAMES) + 24)
    # Somebody's confirmation, well below the list.
    page.text(900, TOP + ROW * 11, "ขอรับรองว่าเป็นความจริง")
    pixels = np.array(page.page().pixels)
    for row, is_signed in enumerate(SIGNED, start=1):
        if is_signed:
            middle = TOP + ROW * row - 14
            ink = np.ascontiguousarray(pixels[:, :, 0])
            scribble(ink, Box(1150, middle - 28, 1390, middle + 28), seed=row)
            pixels = np.minimum(pixels, ink[:, :, None])
    return pixels


@pytest.mark.parametrize(("degrees", "has_columns"), [(0.0, False), (1.5, False), (0.0, True)])
def test_rows_are_told_by_names_where_their_rules_are_lost(degrees: float, has_columns: bool) -> None:
    pixels = turned(drawn_list(has_columns=has_columns), degrees)
    reading = read_page(page_of(pixels), Readers(line_reader()))
    assert reading.grid is not None
    kinds = [column.kind for column in reading.grid.columns]
    assert kinds == [ColumnKind.NUMBER, ColumnKind.NAME, ColumnKind.SIGNATURE]
    rows = [(row[0].text, row[1].text.replace(" ", ""), row[2].signed) for row in reading.grid.rows]
    expected = [
        (str(n), name.replace(" ", ""), signed) for n, (name, signed) in enumerate(zip(NAMES, SIGNED, strict=True), 1)
    ]
    assert [row[0] for row in rows] == [row[0] for row in expected]
    assert sum(row[1] == true[1] for row, true in zip(rows, expected, strict=True)) >= len(NAMES) - 1
    assert [row[2] for row in rows] == list(SIGNED)
    assert "ขอรับรองว่าเป็นความจริง" in reading.text.replace(" ", "")


def _line(text: str, box: Box) -> Line:
    return Line(box, Ink.PRINT, (LineReading(text, 0.99, "line"),))


def test_headings_that_run_into_one_line_are_told_apart() -> None:
    lines = [_line("ชื่อ-นามสกุล", Box(100, 100, 300, 140)), _line("โทรศัพท์ ลงชื่อ", Box(400, 102, 700, 141))]
    boxes = sheet_headings(lines)
    assert boxes is not None
    assert [(box.x0, box.x1) for box in boxes] == [(100, 300), (400, 560), (580, 700)]


def test_names_and_signatures_in_running_text_are_no_headings() -> None:
    apart = [_line("ชื่อ-นามสกุล", Box(100, 100, 300, 140)), _line("ลงชื่อ", Box(400, 900, 500, 940))]
    assert sheet_headings(apart) is None
    assert sheet_headings([_line("ขอให้ลงชื่อ ในแบบตอบรับ", Box(100, 100, 700, 140))]) is None
