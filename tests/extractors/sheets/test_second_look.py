"""The names of a sheet that are looked at again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extractors.lines.name_looks import SURE
from extractors.lines.run import TextRun
from extractors.sheets.cell_text import CellLine, TextLayer
from extractors.sheets.second_look import looked_at_again
from tests.extractors.told_reader import ToldReader, reading_of


def _line(text: str, confidence: float, pen: bool = False) -> CellLine:
    run = TextRun(20, 220, 60, 0.0, 20, np.empty(0, np.intp))
    return CellLine(2, 1, run, reading_of(text, confidence, pen))


def _layer() -> TextLayer:
    page = np.full((120, 260), 255, np.uint8)
    page[50:70, 30:200:12] = 40
    return TextLayer(page, page < 128, 20.0, 20.0)


def test_a_name_is_read_again_and_keeps_its_place() -> None:
    reader = ToldReader([("นายสมขาย", {5: {"ข": 0.5, "ช": 0.5}})] * 3)
    other = replace(_line("กำนัน", SURE - 0.1), column=2)
    seen, kept = looked_at_again([_line("นายสมขาย", SURE - 0.1), other], {(2, 1)}, _layer(), reader)
    assert (seen.row, seen.column, seen.reading.text) == (2, 1, "นายสมชาย")
    assert kept is other


@pytest.mark.parametrize(
    ("confidence", "cells", "pen"),
    [(SURE + 0.01, {(2, 1)}, False), (SURE - 0.1, {(3, 1)}, False), (SURE - 0.1, {(2, 1)}, True)],
)
def test_what_is_sure_or_no_name_or_by_pen_is_not_read_again(
    confidence: float, cells: set[tuple[int, int]], pen: bool
) -> None:
    reader = ToldReader([])
    (line,) = looked_at_again([_line("นายสมขาย", confidence, pen)], cells, _layer(), reader)
    assert line.reading.text == "นายสมขาย" and not reader.seen
