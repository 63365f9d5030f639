"""Whole pages: what a page says is read, and what later hands put on it stays out of its text."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import ImageDraw
from rapidfuzz.distance import Levenshtein

from extractors.page_image import PageImage
from extractors.pdf_text import Char, text_layer_of
from extractors.readers.tesseract import TesseractReader
from extractors.reading import Readers, read_page, shown_image
from models.geometry import Box
from models.page import PageReading, ZoneKind
from tests.extractors.drawing import (
    BLUE,
    LETTER_LINES,
    RED,
    DrawnPage,
    letter,
    line_reader,
    line_witness,
    page_of,
    turned,
)

# Of the characters, spaces left out: these pages are clean and what is tested is which lines are there.
ALLOWED_ERROR = 0.03


def read(page: PageImage) -> PageReading:
    return read_page(page, Readers(line_reader()))


def error(reading: PageReading, lines: tuple[str, ...] = LETTER_LINES) -> float:
    true, got = "".join("".join(lines).split()), "".join(reading.text.split())
    return Levenshtein.distance(true, got) / len(true)


def test_a_letter_is_read_in_the_order_of_its_rows() -> None:
    reading = read(letter().page())
    assert len(reading.lines) == len(LETTER_LINES)
    assert error(reading) < ALLOWED_ERROR
    assert (reading.width, reading.height, reading.turned_degrees) == (1654, 2339, 0)


def test_boxes_hold_the_ink_of_their_lines() -> None:
    drawn = letter()
    reading = read(drawn.page())
    ink = np.asarray(drawn.image.convert("L")) < 128
    held = np.zeros_like(ink)
    for line in reading.lines:
        held[line.box.y0 : line.box.y1, line.box.x0 : line.box.x1] = True
    assert (ink & held).sum() > 0.99 * ink.sum()


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_on_its_side_or_head_is_turned(turn: int) -> None:
    upright = letter().pixels
    lying = np.ascontiguousarray(np.rot90(upright, turn // 90))
    page = page_of(lying)
    reading = read(page)
    assert reading.turned_degrees == turn
    assert error(reading) < ALLOWED_ERROR
    shown = shown_image(page, turn)
    assert np.array_equal(shown, upright)
    assert (reading.height, reading.width) == shown.shape[:2]


@pytest.mark.parametrize("degrees", [-3.0, 2.0, 12.0])
def test_a_skewed_page_reads_the_same(degrees: float) -> None:
    reading = read(page_of(turned(letter().pixels, degrees)))
    assert error(reading) < ALLOWED_ERROR
    assert reading.quality.skew_degrees == pytest.approx(-degrees, abs=0.3)


@pytest.mark.parametrize("colour", [BLUE, (20, 20, 20)])
def test_a_received_stamp_is_a_zone_and_not_text(colour: tuple[int, int, int]) -> None:
    drawn = letter().frame(1160, 90, 1600, 320, colour)
    for y, text in (
        (140, "เทศบาลตำบลดอนแก้วใหม่"),
        (190, "เลขรับ 2153"),
        (240, "วันที่ 14 มิ.ย. 2567"),
        (290, "เวลา 10.25 น."),
    ):
        drawn.text(1190, y, text, size=30, colour=colour)
    reading = read(drawn.page())
    assert error(reading) < ALLOWED_ERROR
    (stamp,) = reading.zones_of(ZoneKind.STAMP)
    assert Box(1150, 80, 1610, 330).covered_by(stamp.box.padded(30, 1654, 2339)) > 0.95
    assert any("เลขรับ" in line.text for line in stamp.lines)
    assert stamp.colour == ("blue" if colour == BLUE else "black")


def test_a_tilted_stamp_is_read_level() -> None:
    stamp = DrawnPage().frame(1100, 120, 1540, 350, BLUE)
    for y, text in ((180, "ที่ว่าการอำเภอหางดง"), (240, "เลขรับ 871"), (300, "วันที่ 15 มิ.ย. 2567")):
        stamp.text(1130, y, text, size=32, colour=BLUE)
    tilted = turned(stamp.pixels, 1.0)
    page = page_of(np.minimum(letter().pixels, tilted))
    reading = read(page)
    (zone,) = reading.zones_of(ZoneKind.STAMP)
    assert any("871" in line.text for line in zone.lines)
    assert error(reading) < ALLOWED_ERROR


def test_a_later_officers_block_is_no_part_of_the_letter() -> None:
    drawn = letter().text(160, 1420, "เรียน ปลัดเทศบาล", colour=BLUE).text(160, 1480, "เพื่อโปรดพิจารณา", colour=BLUE)
    drawn.text(170, 1600, "(นางทดลอง มีสุข)", size=26).text(170, 1645, "เจ้าพนักงานธุรการ", size=26)
    reading = read(drawn.page())
    assert error(reading) < ALLOWED_ERROR
    assert "มีสุข" in "".join(line.text for zone in reading.zones_of(ZoneKind.NOTE) for line in zone.lines)


def test_red_urgency_is_text() -> None:
    reading = read(letter().text(240, 320, "ด่วนที่สุด", size=60, colour=RED).page())
    assert error(reading, ("ด่วนที่สุด", *LETTER_LINES)) < ALLOWED_ERROR


def test_a_coloured_seal_over_print_leaves_the_print_readable() -> None:
    drawn = letter()
    for radius in (110, 114, 80):
        box = (970 - radius, 1320 - radius, 970 + radius, 1320 + radius)
        ImageDraw.Draw(drawn.image).ellipse(box, outline=RED, width=3)
    assert error(read(drawn.page())) < ALLOWED_ERROR


def test_table_cells_are_lines_of_their_own() -> None:
    drawn = DrawnPage().text(600, 300, "กำหนดการส่งผลงานประจำปี")
    for y in (400, 470, 540, 610):
        drawn.rule(240, 1400, y)
    for x in (240, 900, 1400):
        drawn.frame(x, 400, x, 610)
    rows = (("รายการ", "ภายในวันที่"), ("แจ้งผลการคัดเลือก", "๓ พ.ย. ๒๕๖๗"), ("ส่งหลักฐาน", "๙ ธ.ค. ๒๕๖๗"))
    for row, (left, right) in enumerate(rows):
        drawn.text(270, 450 + 70 * row, left).text(930, 450 + 70 * row, right)
    reading = read(drawn.page())
    true = ("กำหนดการส่งผลงานประจำปี", *(text for row in rows for text in row))
    assert len(reading.lines) == len(true)
    assert error(reading, true) < 0.05


def test_a_blank_page_is_blank() -> None:
    reading = read(DrawnPage().page())
    assert reading.is_blank
    assert reading.lines == ()


def test_the_witnesses_read_the_lines_that_fields_come_from() -> None:
    readers = Readers(line_reader(), line_witness(), TesseractReader())
    reading = read_page(letter().page(), readers)
    witnessed = {line.text.split()[0] for line in reading.lines if len(line.readings) >= 2}
    assert {"ที่", "เรื่อง", "เรียน", "โทร."} <= witnessed
    assert reading.readers == ("line-reader", "line-witness", "tesseract")
    assert {line.readings[1].reader for line in reading.lines if len(line.readings) >= 2} == {"line-witness"}
    body = next(line for line in reading.lines if line.text.startswith("สำรวจ"))
    assert len(body.readings) == 1


def test_a_trusted_text_layer_is_taken_as_it_is() -> None:
    text = "ประกาศจังหวัดเรื่องการจัดงานประจำปีของจังหวัดและการรับสมัครอาสาสมัคร"
    chars = [Char(char, 100 + 10 * index, 110 + 10 * index, 90, 110, 105, 16) for index, char in enumerate(text)]
    layer = text_layer_of(chars, over_scan=False, invisible=False)
    page = PageImage(1, DrawnPage().pixels, 200.0, layer, False)
    reading = read(page)
    assert reading.from_text_layer
    assert reading.text == text
