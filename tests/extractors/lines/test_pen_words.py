"""Pen writing that the reader saw partly as print."""

from __future__ import annotations

import pytest

from extractors.lines.pen_words import with_whole_pen_words
from models.page import Glyph, LineReading


@pytest.mark.parametrize(
    ("text", "pen", "printed"),
    [
        ("๑ตอ๕๔๕ เม.ย. ๖๗", "p..ppp.........", "เม.ย. ๖๗"),  # day, hour and minute before a printed month
        ("ที่ ชม ๐๐๒๓/๑0", "............p.", "ที่ ชม ๐๐๒๓/"),  # the pen goes on after the stroke
        ("ที่ ชม ๐๐๒๓/๑๒", "..........p...", "ที่ ชม ๐๐๒ /๑๒"),  # one digit of a printed number is no pen word
        ("วันที่ ๓ พ.ค. ๖๗", ".......p........", "วันที่ พ.ค. ๖๗"),
    ],
)
def test_a_word_that_is_mostly_pen_is_no_print(text: str, pen: str, printed: str) -> None:
    glyphs = tuple(
        Glyph(char, 0.9, 10.0 * place, 10.0 * place + 10, mark == "p")
        for place, (char, mark) in enumerate(zip(text, pen, strict=True))
    )
    assert with_whole_pen_words(LineReading(text, 0.9, "any", glyphs)).printed_text == printed


def test_a_line_without_pen_stays_as_it_is() -> None:
    reading = LineReading("ที่", 0.9, "any", (Glyph("ท", 0.9, 0, 10), Glyph("ี", 0.9, 10, 10), Glyph("่", 0.9, 10, 10)))
    assert with_whole_pen_words(reading) is reading
