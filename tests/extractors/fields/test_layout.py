"""What is text of a row and what is not: digits beside a whole number, specks, short words in cells."""

from __future__ import annotations

from dataclasses import replace
from math import atan, degrees

from extractors.assembly import assemble
from extractors.fields.layout import SPECK_WIDTH
from models.document import Document
from models.page import CellPlace, Quality
from tests.factories import line, page


def letter_with(*number_row: tuple[str, int]) -> Document:
    lines = [
        *(line(text, x=x, y=200) for text, x in number_row),
        line("ศาลากลางจังหวัดพะเยา", x=1000, y=200),
        line("๒๘ สิงหาคม ๒๕๖๖", x=800, y=300),
        line("เรื่อง ขอเชิญประชุม", y=360),
        line("เรียน นายอำเภอทุกอำเภอ", y=420),
    ]
    return assemble([page(lines)])[0]


def test_digits_after_a_whole_number_stay_text() -> None:
    document = letter_with(("ที่ พย ๐๐๓๐.๒/ว ๑๒", 236), ("๖๔๗๘", 540))
    assert document.letter is not None
    assert document.letter.reference_no.value is not None
    assert document.letter.reference_no.value.number == "12"


def test_a_short_word_that_fills_a_cell_is_text_and_a_speck_beside_a_line_is_not() -> None:
    label = replace(line("จาก", y=300), cell=CellPlace(0, 0, 0))
    value = replace(line("สำนักงานจังหวัด", x=600, y=300), cell=CellPlace(0, 0, 1))
    speck = line("ะ", x=1400, y=300)
    assert assemble([page([label, value, speck])])[0].text == "จาก\nสำนักงานจังหวัด"


SKEWED_ROWS = (
    (200, ((236, "แบบคำขอใช้ระบบกลาง"), (1300, "แบบ ดท. ๑๒"))),
    (226, ((300, "สำนักงานจังหวัดตัวอย่าง"), (1200, "เขียนที่ ศาลากลาง"))),
)


def test_rows_of_a_skewed_page_run_along_its_lines() -> None:
    rows = [[line(text, x=x, y=y + round(0.02 * x)) for x, text in row] for y, row in SKEWED_ROWS]
    skewed = replace(page([one for row in rows for one in row]), quality=Quality(skew_degrees=degrees(atan(0.02))))
    assert assemble([skewed])[0].text.split("\n") == [text for _, row in SKEWED_ROWS for _, text in row]


def test_a_narrow_word_of_three_letters_is_text() -> None:
    narrow = line("กรม", x=236, y=300)
    assert narrow.box.width < SPECK_WIDTH * narrow.box.height
    text = assemble([page([narrow, line("สำนักงานจังหวัด", x=600, y=300), line("กม", x=1400, y=300)])])[0].text
    assert text == "กรม\nสำนักงานจังหวัด"
