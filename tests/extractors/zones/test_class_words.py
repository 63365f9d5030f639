"""Classes of urgency among the red lines of a head, however stamps and numbers run over them."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.lines.reading_lines import ReadLine
from extractors.lines.run import TextRun
from extractors.reading import Readers, read_page
from extractors.zones.class_words import class_line
from tests.extractors.drawing import BLUE, RED, DrawnPage, letter, line_reader
from tests.factories import reading

BODY, HEIGHT = 26.0, 2339


def read(text: str, *, colour: str = "red", body: float = 44.0, y: float = 280.0) -> ReadLine:
    run = TextRun(240.0, 440.0, y, 0.0, body, np.array([0]))
    return ReadLine(run, reading(text, confidence=0.7), colour)


@pytest.mark.parametrize(
    ("seen", "word"),
    [
        ("ด่วนที่สุด", "ด่วนที่สุด"),
        ("ด่วน์ฎฯก", "ด่วนมาก"),  # the time of a stamp runs through it
        ("ดวนที่สุค 2566", "ด่วนที่สุด"),  # a stamp's year behind it
        ("ด่วน", "ด่วน"),
        ("ลับมาก", "ลับมาก"),
    ],
)
def test_a_large_red_word_of_the_head_is_the_class_it_is_likeliest_to_say(seen: str, word: str) -> None:
    line = class_line(read(seen), BODY, HEIGHT)
    assert line is not None
    assert line.text == word


@pytest.mark.parametrize(
    "line",
    [
        read("งานธุรการ"),
        read("ด่วนที่สุด", colour="blue"),
        read("ด่วน", body=26.0),  # no larger than the text
        read("ด่วน", y=1500.0),  # a note in the margin
        read("ด่วนที่จะให้ท่านทราบในวันนี้"),
    ],
)
def test_other_lines_are_none(line: ReadLine) -> None:
    assert class_line(line, BODY, HEIGHT) is None


def test_a_class_under_a_blue_stamp_stays_in_the_letter() -> None:
    page: DrawnPage = letter()
    page.frame(200, 80, 760, 320, colour=BLUE)
    for row, text in enumerate(("อบต.บ้านใหม่", "เลขรับ 152", "วันที่ 5 ก.ค. 2566", "เวลา 10.30")):
        page.text(440, 95 + 54 * row, text, colour=BLUE)
    page.text(236, 180, "ด่วนที่สุด", size=54, colour=RED)
    lines = read_page(page.page(), Readers(line_reader())).lines
    assert "ด่วนที่สุด" in [line.text for line in lines]
