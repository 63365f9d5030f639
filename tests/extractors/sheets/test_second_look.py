"""Names read again from sharper and wider lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from extractors.lines.run import TextRun
from extractors.readers.reader import GrayImage
from extractors.sheets.cell_text import CellLine, TextLayer
from extractors.sheets.second_look import SURE, looked_at_again
from models.page import LineReading


@dataclass
class ToldReader:
    """Says what it was told to say, look by look, and remembers the crops."""

    says: list[str]
    confidence: float = 0.99
    seen: list[GrayImage] = field(default_factory=list)
    name: str = "told"
    version: str = "1"

    def read(self, crops: Sequence[GrayImage], *, with_lattices: bool = False) -> list[LineReading]:
        if not crops:
            return []
        self.seen += crops
        text = self.says.pop(0)
        return [LineReading(text, self.confidence, self.name) for _ in crops]


def _line(confidence: float) -> CellLine:
    reading = LineReading("นายสมขาย", confidence, "line-reader")
    return CellLine(2, 1, TextRun(20, 220, 60, 0.0, 20, np.empty(0, np.intp)), reading)


def _layer() -> TextLayer:
    page = np.full((120, 260), 255, np.uint8)
    page[50:70, 30:200:12] = 40
    return TextLayer(page, page < 128, 20.0, 20.0)


def test_a_doubtful_name_is_read_again_sharper_and_wider() -> None:
    reader = ToldReader(["นายสมชาย", "นายสมชาย"])
    (line,) = looked_at_again([_line(SURE - 0.1)], {(2, 1)}, _layer(), reader)
    assert line.reading.text == "นายสมชาย"
    assert line.reading.confidence == pytest.approx(SURE - 0.1)
    sharp, wide = reader.seen
    assert wide.shape[1] > sharp.shape[1]


@pytest.mark.parametrize(("confidence", "cells"), [(SURE + 0.01, {(2, 1)}), (SURE - 0.1, {(3, 1)})])
def test_what_is_sure_or_no_name_is_not_read_again(confidence: float, cells: set[tuple[int, int]]) -> None:
    reader = ToldReader([])
    (line,) = looked_at_again([_line(confidence)], cells, _layer(), reader)
    assert line.reading.text == "นายสมขาย" and not reader.seen


@pytest.mark.parametrize(
    ("others", "confidence", "told"),
    [
        (["นายสมขาย"], 0.99, "นายสมขาย"),  # said again: there is no third look
        (["นายสมชาย", "นายสมขาย"], 0.99, "นายสมขาย"),
        (["นายสมชาย", "นายสมซาย"], SURE - 0.2, "นายสมขาย"),
        (["นายสมชาย", "นายสมซาย"], 0.99, "นายสมชาย"),
    ],
)
def test_of_three_looks_that_differ_the_surest_counts(others: list[str], confidence: float, told: str) -> None:
    (line,) = looked_at_again([_line(SURE - 0.1)], {(2, 1)}, _layer(), ToldReader(others, confidence))
    assert line.reading.text == told
    assert line.reading.confidence <= SURE - 0.1
