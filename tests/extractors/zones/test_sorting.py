"""What belongs to a stamp and what to the page it was pressed on."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.lines.reading_lines import ReadLine
from extractors.lines.run import TextRun
from extractors.stamps.reading import ReadStamp
from extractors.zones.frames import Frame
from extractors.zones.sorting import _is_in_stamp
from models.geometry import Box
from models.page import LineReading, Zone, ZoneKind

PAGE_SLOPE = 0.0
STAMP_LEFT, STAMP_RIGHT, MIDDLE = 600, 1000, 300


def _stamp(colour: str) -> ReadStamp:
    box = Box(STAMP_LEFT, 200, STAMP_RIGHT, 400)
    return ReadStamp(Zone(ZoneKind.STAMP, box, (), colour), Frame((800, MIDDLE), 400, 200, 0.0))


def _line(text: str, x0: float, x1: float, sure: float = 0.95, colour: str = "black", slope: float = 0.0) -> ReadLine:
    run = TextRun(x0, x1, MIDDLE, slope, 18.0, np.arange(len(text)))
    return ReadLine(run, LineReading(text, sure, "any"), colour)


def _in_stamp(line: ReadLine, colour: str = "red") -> bool:
    return _is_in_stamp(line, [_stamp(colour)], PAGE_SLOPE)


def test_an_address_that_a_coloured_stamp_half_covers_stays_the_pages() -> None:
    assert not _in_stamp(_line("อำเภอสวี ชพ ๘๖๑๓๐", 820, 1150, 0.85))


@pytest.mark.parametrize(
    "line",
    [
        _line("อำเภอสวี ชพ ๘๖๑๓๐", 650, 980, 0.85),  # ends where the stamp ends
        _line("อำเภอสวี ชพ ๘๖๑๓๐", 820, 1150, 0.7),  # hardly read: pen over print
        _line("อำเภอสวี ชพ ๘๖๑๓๐", 820, 1150, 0.85, slope=0.05),  # tilted as the stamp is
        _line("อำเภอสวี ชพ ๘๖๑๓๐", 820, 1150, 0.85, colour="red"),
    ],
    ids=["inside", "unsure", "tilted", "of the stamp's colour"],
)
def test_what_may_be_of_the_stamp_is_not_the_pages(line: ReadLine) -> None:
    assert _in_stamp(line)


def test_a_black_stamp_tells_nothing_by_its_colour() -> None:
    assert _in_stamp(_line("อำเภอสวี ชพ ๘๖๑๓๐", 820, 1150, 0.85), "black")


@pytest.mark.parametrize("text", ["ที่ ลป ๐๔๑๘.๑/ว ๕๑๕๐", "ที่ ลปล๐๔๘/ว ๘๗"])
def test_the_letters_number_stays_its_own_under_any_stamp(text: str) -> None:
    assert not _in_stamp(_line(text, 620, 980, 0.65, slope=0.02), "black")


@pytest.mark.parametrize("text", ["เลขที่รับ 29365", "รับที่ ๑๖๐๓๓", "ที่ทำการปกครอง ๑๒"])
def test_a_stamps_own_number_is_no_letters_number(text: str) -> None:
    assert _in_stamp(_line(text, 620, 980, 0.97), "black")
