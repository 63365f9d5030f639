"""Numbers of people leave every text and picture of a page; numbers of offices stay."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.sheets.masking import hidden_digits, is_citizen_id, masked, painted
from models.geometry import Box
from models.page import Glyph, Ink, Line, LineReading, PageReading, Zone, ZoneKind
from models.sheet import Cell, Column, ColumnKind, Grid

INVENTED_ID = "1-2345-67890-12-1"  # its last digit checks; nobody's


def line(text: str, box: Box) -> Line:
    glyphs = tuple(Glyph(char, 0.9, 10.0 * n, 10.0 * n + 9) for n, char in enumerate(text))
    return Line(box, Ink.PRINT, (LineReading(text, 0.9, "ours", glyphs), LineReading(text, 0.8, "witness")))


def page(*lines: Line, grid: Grid | None = None, zones: tuple[Zone, ...] = ()) -> PageReading:
    return PageReading(1, 1000, 1400, lines, zones, grid)


def sheet(kind: ColumnKind, text: str) -> tuple[Grid, Line]:
    name, cell = Box(100, 200, 400, 260), Box(400, 200, 600, 260)
    columns = (Column(ColumnKind.NAME, "ชื่อ - สกุล", 100, 400), Column(kind, "", 400, 600))
    grid = Grid(Box(100, 200, 600, 260), columns, ((Cell(name, "คำแปง ใจตรง"), Cell(cell, text)),))
    return grid, line(text, Box(420, 215, 580, 245))


@pytest.mark.parametrize(
    ("digits", "is_one"),
    [("1234567890121", True), ("1234567890123", False), ("0234567890121", False), ("123456789012", False)],
)
def test_the_last_digit_checks_the_others(digits: str, is_one: bool) -> None:
    assert is_citizen_id(digits) is is_one


@pytest.mark.parametrize(
    ("text", "kept", "shown"),
    [("081-234-5678", 2, "xxx-xxx-xx78"), ("๐๘๑ ๒๓๔ ๕๖๗๘", 2, "xxx xxx xx๗๘"), ("-", 2, "-")],
)
def test_the_last_digits_stay(text: str, kept: int, shown: str) -> None:
    assert hidden_digits(text, kept) == shown


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        (ColumnKind.PHONE, "081-234-5678", "xxx-xxx-xx78"),
        (ColumnKind.CITIZEN_ID, "1 2345 6789", "x xxxx 6789"),  # a number read in part is nobody's business either
    ],
)
def test_a_private_column_is_hidden_whatever_stands_in_it(kind: ColumnKind, text: str, shown: str) -> None:
    grid, printed = sheet(kind, text)
    found = masked(page(printed, grid=grid))
    assert found.grid is not None
    assert found.grid.rows[0][1].text == shown
    assert found.text == shown
    assert found.masks == (Box(400, 200, 600, 260),)
    assert text not in repr(found)


def test_a_citizen_number_is_hidden_wherever_it_stands() -> None:
    text = f"เลขประจำตัวประชาชน {INVENTED_ID} ออกให้แล้ว"
    found = masked(page(line(text, Box(100, 300, 900, 340)), zones=(Zone(ZoneKind.NOTE, Box(0, 0, 9, 9), ()),)))
    assert found.text == "เลขประจำตัวประชาชน x-xxxx-xxxx0-12-1 ออกให้แล้ว"
    (mask,) = found.masks
    assert 350 < mask.x0 < 520
    assert 640 < mask.x1 < 900
    assert INVENTED_ID not in repr(found)


def test_a_mobile_number_in_another_column_of_a_sheet_is_hidden() -> None:
    grid, printed = sheet(ColumnKind.REMARK, "โทร 0812345678")
    found = masked(page(printed, grid=grid))
    assert found.text == "โทร xxxxxxxx78"
    assert found.grid is not None
    assert found.grid.rows[0][1].text == "โทร xxxxxxxx78"


def test_the_numbers_of_a_letter_stay() -> None:
    letter = page(line("โทร. ๐ ๕๔๐๐ ๖๗๘๙ โทรศัพท์เคลื่อนที่ 081-234-5678", Box(100, 1200, 900, 1240)))
    assert masked(letter) is letter


def test_pictures_are_painted_over_and_the_original_is_not() -> None:
    pixels = np.full((40, 60, 3), 255, np.uint8)
    shown = painted(pixels, (Box(10, 10, 20, 20),))
    assert (shown[10:20, 10:20] == 190).all()
    assert (shown[:10] == 255).all()
    assert (pixels == 255).all()
