"""Drawn stamps, framed and not, straight and tilted, coloured and black, read from the page."""

from __future__ import annotations

import pytest
from rapidfuzz.fuzz import ratio

from extractors.fields.stamps import stamps_of
from extractors.preparation.prepared import prepared
from extractors.reading import Readers, read_page
from extractors.stamps.picture import level_stamp
from extractors.zones.frames import Frame
from models.letter import Stamp
from models.page import PageReading
from tests.extractors.drawing import BLACK, BLUE, RED, Colour, DrawnPage, letter, line_reader, page_of, turned


def reading_of(drawn: DrawnPage, degrees: float = 0.0) -> PageReading:
    return read_page(page_of(turned(drawn.pixels, degrees)), Readers(line_reader()))


def stamps(drawn: DrawnPage, degrees: float = 0.0) -> tuple[Stamp, ...]:
    return stamps_of([reading_of(drawn, degrees)])


def rows(drawn: DrawnPage, colour: Colour, x: int = 1080, y: int = 90) -> DrawnPage:
    """A stamp's rows with dotted leaders, its upper left corner at x, y."""
    for number, (label, value) in enumerate((("เลขรับ", "4691"), ("วันที่", "20 ก.ย. 2566"), ("เวลา", "13.45"))):
        baseline = y + 84 + number * 44
        drawn.text(x + 16, baseline, label, 28, colour).text(x + 130, baseline - 3, value, 30, colour)
        drawn.dots(x + 100, x + 420, baseline)
    return drawn.text(x + 90, y + 40, "เทศบาลตำบลสมมุติ", 28, colour)


def values(stamp: Stamp) -> tuple[str | None, str | None, str | None, str | None]:
    day = stamp.date.value.isoformat() if stamp.date.value else None
    return stamp.office.value, stamp.number.value, day, stamp.time.value


ALIKE = 90  # of 100: a letter under stamp ink may be misread, the line must be there
WHOLE = ("เทศบาลตำบลสมมุติ", "4691", "2023-09-20", "13:45")


@pytest.mark.parametrize("colour", [BLUE, RED, BLACK])
def test_a_framed_stamp_is_read_whole(colour: Colour) -> None:
    (stamp,) = stamps(rows(letter().frame(1080, 90, 1520, 285, colour), colour))
    assert values(stamp) == WHOLE


def test_a_stamp_without_its_frame_is_read_whole() -> None:
    (stamp,) = stamps(rows(letter(), BLUE))
    assert values(stamp) == WHOLE


def test_a_stamp_with_ruled_rows_and_a_double_frame_is_one_receipt() -> None:
    drawn = rows(letter().frame(1080, 90, 1520, 285, BLUE).frame(1070, 80, 1530, 295, BLUE), BLUE)
    assert [values(stamp) for stamp in stamps(drawn)] == [WHOLE]


def test_a_tilted_stamp_on_a_level_page_is_read_level() -> None:
    stamped = turned(rows(DrawnPage().frame(1080, 90, 1520, 285, BLUE), BLUE).pixels, -4.0)
    page = letter().pixels
    (stamp,) = stamps_of([read_page(page_of(page.copy() & stamped), Readers(line_reader()))])
    assert stamp.number.value == "4691"
    assert stamp.date.value is not None


def test_an_overlay_in_one_row_at_the_head_is_a_receipt() -> None:
    text = "อบต.สมมุติ เลขรับ 812 วันที่ 26 ธ.ค. 2567 เวลา 13:50 น."
    (stamp,) = stamps(letter().text(700, 60, text, 26, BLUE))
    assert values(stamp) == ("อบต.สมมุติ", "812", "2024-12-26", "13:50")


def test_a_letters_own_lines_are_no_receipt() -> None:
    assert stamps(letter()) == ()


@pytest.mark.parametrize("colour", [BLUE, RED, BLACK])
def test_the_letters_number_under_a_stamp_stays_the_letters(colour: Colour) -> None:
    stamp = letter().frame(180, 260, 800, 450, colour).text(220, 310, "เทศบาลตำบลสมมุติ", 28, colour)
    reading = reading_of(stamp.text(220, 360, "เลขรับ 12", 28, colour))
    assert any(ratio("ที่ ชม ๐๐๒๓.๔/ว ๑๕๗๒", line.text) > ALIKE for line in reading.lines)


def test_print_under_a_coloured_stamp_stays_the_letters() -> None:
    sender = "ศาลากลางจังหวัดเชียงใหม่"
    reading = reading_of(letter().frame(900, 330, 1560, 450, RED).text(1240, 365, "เลขรับ 12", 28, RED))
    assert max(ratio(sender, line.text) for line in reading.lines) > ALIKE
    assert "เลขรับ" not in reading.text


def test_leaders_and_the_frame_are_off_the_level_picture_and_digits_stay() -> None:
    page = prepared(rows(letter().frame(1080, 90, 1520, 285, BLUE), BLUE).pixels)
    assert page is not None
    level = level_stamp(page, Frame((1300.0, 187.5), 440.0, 195.0, 0.0))
    heights = level.found.height
    assert heights.max() < 3 * page.body
    flat = (heights < 4) & (level.found.width < 5)
    assert flat.sum() < 12  # of some 120 leader dots, those under the digits


def test_a_day_and_its_hour_in_a_sentence_are_no_receipt() -> None:
    drawn = letter().text(430, 680, "ในวันที่ ๓๐ มีนาคม ๒๕๖๔ เวลา ๑๒.๓๐ น. ณ หอประชุม")
    reading = reading_of(drawn)
    assert stamps_of([reading]) == ()
    assert "๑๒.๓๐" in reading.text
