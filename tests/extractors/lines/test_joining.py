"""Pieces of one row that are one line, and those that are two."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.lines.joining import joined_pieces
from extractors.lines.reading_lines import ReadLine
from extractors.lines.run import TextRun
from models.page import CellPlace, Glyph, LineReading


def piece(text: str, x: float, y: float = 500.0, cell: CellPlace | None = None) -> ReadLine:
    run = TextRun(x, x + 12.0 * len(text), y, 0.0, 18.0, np.arange(len(text)))
    glyphs = tuple(Glyph(char, 0.9, 12.0 * index, 12.0 * index + 12) for index, char in enumerate(text))
    return ReadLine(run, LineReading(text, 0.9, "any", glyphs), cell=cell)


@pytest.mark.parametrize(
    ("left", "right", "gap"),
    [
        ("๒. ตารางการประชุม", "จำนวน ๑ ฉบับ", 600),  # a quantity at the right margin
        ("วันที่", "๔ มิ.ย. ๖๖", 90),  # on the dotted rule of a memo
        ("วันที่ ๓", "พ.ค. ๖๗", 150),
        ("วันที่", "กรกฎาคม ๒๕๕๘", 200),  # the day not yet written
        ("เรื่อง", "ขอเชิญประชุม", 60),
    ],
)
def test_these_are_one_line(left: str, right: str, gap: float) -> None:
    first = piece(left, 200)
    (line,) = joined_pieces([first, piece(right, first.run.x1 + gap)])
    assert line.text == f"{left} {right}"
    assert "".join(glyph.char for glyph in line.reading.glyphs) == line.text
    places = [glyph.x0 for glyph in line.reading.glyphs]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ที่ ชม ๐๐๒๓/๑๒", "ศาลากลางจังหวัด"),  # the two columns of a letter's head
        ("ที่ กห ๐๖๑๒/๔๗๐", "วันที่ ๔ มิ.ย. ๖๖"),  # number and date of a memo
    ],
)
def test_these_are_two(left: str, right: str) -> None:
    first = piece(left, 200)
    assert len(joined_pieces([first, piece(right, first.run.x1 + 200)])) == 2


def test_cells_are_never_joined() -> None:
    first = piece("เรื่อง", 200, cell=CellPlace(0, 0, 0))
    assert len(joined_pieces([first, piece("ขอเชิญประชุม", first.run.x1 + 40, cell=CellPlace(0, 0, 1))])) == 2
