"""Stamps without a frame: a date pressed by itself beside the letter's own."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.assembly import assemble
from extractors.reading import Readers, read_page
from models.letter import Letter
from tests.extractors.drawing import BLUE, RED, Colour, DrawnPage, letter, line_reader, page_of


def read(page: DrawnPage) -> tuple[str, Letter]:
    (document,) = assemble([read_page(page_of(page.pixels), Readers(line_reader()))])
    assert document.letter is not None
    return document.text, document.letter


@pytest.mark.parametrize("colour", [RED, BLUE, (120, 40, 160)])
def test_a_date_stamped_by_itself_is_a_stamp_with_that_date_alone(colour: Colour) -> None:
    text, found = read(letter().text(1080, 200, "- 8 ก.ค. 2567", size=38, colour=colour))
    assert "ก.ค." not in text
    (stamp,) = found.stamps
    assert stamp.date.value == date(2024, 7, 8)
    assert (stamp.number.value, stamp.time.value, stamp.office.value) == (None, None, None)
    assert found.date.value == date(2024, 6, 12)


def test_the_letters_own_day_stamped_on_its_line_is_no_receipt() -> None:
    page = DrawnPage()
    page.text(240, 420, "ที่ ชม ๐๐๒๓.๔/ว ๑๕๗๒").text(960, 420, "ศาลากลางจังหวัดเชียงใหม่")
    page.text(800, 520, "- 8 ก.ค. 2567", size=38, colour=BLUE)
    page.text(240, 610, "เรื่อง การซักซ้อมแนวทางการดูแลสวนสาธารณะ").text(240, 690, "เรียน นายอำเภอทุกอำเภอ")
    for row in range(5):
        page.text(240, 800 + 52 * row, "สำรวจจำนวนต้นไม้ และรายงานผลให้จังหวัดทราบภายในวันที่ ๓๐ มิถุนายน ๒๕๖๗ เพื่อรวบรวม")
    _, found = read(page)
    assert found.stamps == ()
