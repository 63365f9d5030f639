"""Days and numbers typed, told from those that someone put into the typed line."""

from __future__ import annotations

import pytest

from extractors.reading import Readers, read_page
from models.page import Line
from tests.extractors.drawing import DrawnPage, letter, line_reader


def line_with(page: DrawnPage, word: str) -> Line:
    return next(line for line in read_page(page.page(), Readers(line_reader())).lines if word in line.text)


def with_body() -> DrawnPage:
    page = DrawnPage()
    for row in range(6):
        page.text(240, 660 + 52 * row, "สำรวจจำนวนต้นไม้ และรายงานผลให้จังหวัดทราบ เพื่อรวบรวมต่อไป")
    return page


def by_hand(line: Line) -> str:
    return "".join(glyph.char for glyph in line.readings[0].glyphs if glyph.pen)


@pytest.mark.parametrize(("size", "raised"), [(58, 12), (36, 12), (60, 0)])
def test_a_tidy_day_that_is_not_of_a_piece_with_its_year_is_by_hand(size: int, raised: int) -> None:
    page = with_body()  # and no other day: the second of two would be taken for a stamped one
    page.text(1060, 470, "มกราคม 2567").text(996, 470 - raised, "15", size=size)
    line = line_with(page, "มกราคม")
    assert line.text.replace(" ", "") == "15มกราคม2567"
    assert by_hand(line) == "15"


@pytest.mark.parametrize("day", ["๗", "๑๑", "๒๘", "15"])
def test_a_day_typed_with_its_month_is_print(day: str) -> None:
    page = letter()
    page.text(1000, 470, f"{day} มกราคม {'2567' if day.isascii() else '๒๕๖๗'}")
    assert by_hand(line_with(page, "มกราคม")) == ""


@pytest.mark.parametrize(("number", "size", "by"), [("978", 60, "978"), ("978", 36, "")])
def test_a_tidy_number_larger_than_the_office_it_stands_behind_is_by_hand(number: str, size: int, by: str) -> None:
    page = with_body()
    page.text(240, 400, "ที่ ชม 0023.4/").text(446, 400, number, size=size)
    assert by_hand(line_with(page, "0023")) == by
