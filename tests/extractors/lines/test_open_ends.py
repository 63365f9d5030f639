"""Numbers and days that a hand put into a printed line, read together with it."""

from __future__ import annotations

import pytest

from extractors.reading import Readers, read_page
from models.page import Line, PageReading
from tests.extractors.drawing import BLACK, BLUE, Colour, DrawnPage, letter, line_reader

GREEN: Colour = (30, 120, 60)


def memo() -> DrawnPage:
    """A memo's head whose number and day were left open, and enough text for a page."""
    page = DrawnPage()
    page.text(700, 260, "บันทึกข้อความ", size=48)
    page.text(240, 340, "ส่วนราชการ กลุ่มงานสมมุติ โทร. ๐ ๕๓๐๐ ๐๐๐๐")
    page.text(240, 400, "ที่ ชม ๐๐๒๓.๔/").text(900, 400, "วันที่").text(1100, 400, "มิถุนายน ๒๕๖๗")
    page.text(240, 460, "เรื่อง การซักซ้อมแนวทางการดูแลสวนสาธารณะ")
    page.text(240, 560, "เรียน นายอำเภอทุกอำเภอ")
    for row in range(6):
        page.text(240, 660 + 52 * row, "สำรวจจำนวนต้นไม้ และรายงานผลให้จังหวัดทราบภายในวันที่ ๓๐ มิถุนายน ๒๕๖๗ เพื่อรวบรวม")
    return page


def read(page: DrawnPage) -> PageReading:
    return read_page(page.page(), Readers(line_reader()))


def line_with(reading: PageReading, word: str) -> Line:
    return next(line for line in reading.lines if word in line.text)


def by_hand(line: Line) -> str:
    return "".join(glyph.char for glyph in line.readings[0].glyphs if glyph.pen)


@pytest.mark.parametrize("raised", [0, 10])
@pytest.mark.parametrize("colour", [BLUE, GREEN])
def test_a_number_stamped_after_the_slash_belongs_to_its_line(raised: int, colour: Colour) -> None:
    page = memo().text(452, 400 - raised, "๑๔๒", size=44, colour=colour)
    line = line_with(read(page), "๐๐๒๓")
    assert line.text.replace(" ", "") == "ที่ชม๐๐๒๓.๔/๑๔๒"
    assert by_hand(line) == "๑๔๒"
    assert line.box.x1 > 500


@pytest.mark.parametrize("raised", [0, 10])
def test_a_day_put_before_its_month_belongs_to_the_date(raised: int) -> None:
    page = memo().text(1010, 400 - raised, "๒๗", size=44, colour=BLUE)
    line = line_with(read(page), "๒๕๖๗")
    assert line.text.replace(" ", "") == "วันที่๒๗มิถุนายน๒๕๖๗"
    assert by_hand(line) == "๒๗"


def test_a_day_before_a_month_by_itself() -> None:
    page = letter()
    page.text(1060, 470, "มกราคม ๒๕๖๗").text(1010, 462, "๘", size=44, colour=BLUE)
    line = line_with(read(page), "มกราคม")
    assert line.text.replace(" ", "").endswith("๘มกราคม๒๕๖๗")


def test_nothing_is_put_where_nothing_was_written() -> None:
    reading = read(memo())
    assert line_with(reading, "๐๐๒๓").text.replace(" ", "") == "ที่ชม๐๐๒๓.๔/"
    assert by_hand(line_with(reading, "วันที่")) == ""


def test_a_day_with_a_stroke_that_was_not_read_stays_open() -> None:
    page = memo().text(1040, 400, "๒๗", size=44, colour=BLUE)
    page.scribble(980, 372, colour=BLACK)
    line = next(line for line in read(page).lines if "๒๕๖๗" in line.text and "วันที่" in line.text[:8])
    assert "๗" not in line.text.split("มิถุนายน")[0]


def test_a_two_figure_day_is_not_taken_for_the_year_of_a_month() -> None:
    # วันที่ ๒๑ is shaped like ม.ค. ๖๘
    page = letter()
    page.text(900, 470, "วันที่").text(1100, 470, "ม.ค. ๖๘").text(1010, 466, "๒๑", size=44, colour=BLUE)
    line = line_with(read(page), "ม.ค.")
    assert line.text.replace(" ", "") == "วันที่๒๑ม.ค.๖๘"


def test_both_figures_of_a_day_written_far_before_its_month() -> None:
    page = letter()
    page.text(1060, 470, "มกราคม ๒๕๖๗").text(945, 462, "๒", size=48, colour=BLUE).text(
        995, 466, "๕", size=48, colour=BLUE
    )
    line = line_with(read(page), "มกราคม")
    assert line.text.replace(" ", "") == "๒๕มกราคม๒๕๖๗"
