"""What tells a pen from a table's own print."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from extractors.lines.run import TextRun
from extractors.sheets.cell_text import CellLine, TextLayer
from extractors.sheets.pen import Marks, is_unlike, pen_cells
from models.geometry import Box
from models.page import LineReading

PRINT = Marks(4.0, 20.0, (90.0, 128.0, 127.0), 0.95)


@pytest.mark.parametrize(
    "mark",
    [
        Marks(4.0, 20.0, (110.0, 141.0, 90.0), 0.95),  # blue ink, else alike
        Marks(3.0, 25.0, (92.0, 128.0, 127.0), 0.95),  # a thinner pen and larger letters
        Marks(4.1, 24.0, (140.0, 128.0, 127.0), 0.95),  # larger and paler
        Marks(4.0, 30.0, (90.0, 128.0, 127.0), 0.7),  # larger and hard to read
    ],
)
def test_pen_writing_differs_from_the_print(mark: Marks) -> None:
    assert is_unlike(mark, PRINT)


@pytest.mark.parametrize(
    "mark",
    [
        PRINT,
        Marks(4.0, 26.0, (90.0, 128.0, 127.0), 0.95),  # capital letters
        Marks(4.0, 20.0, (90.0, 128.0, 127.0), 0.6),  # print that reads badly
        Marks(4.2, 21.0, (125.0, 129.0, 128.0), 0.9),  # print in a shadow
    ],
)
def test_one_difference_alone_is_still_print(mark: Marks) -> None:
    assert not is_unlike(mark, PRINT)


HEADING, BLUE_INK, BLACK_INK = "ชื่อ", (190, 60, 40), (20, 20, 20)


def _run(top: int) -> TextRun:
    """A line whose crop reaches from `top` 50 pixels down."""
    return TextRun(10, 300, top + 29.2, 0.0, 50 / 3, np.empty(0, np.intp))


def filled_in(inks: Sequence[tuple[int, int, int]]) -> frozenset[tuple[int, int]]:
    """The pen cells of a column of names below a black heading, each name in the ink given (blue, green, red)."""
    picture = np.full((80 + 60 * len(inks), 500, 3), 255, np.uint8)
    lines = []
    for row, ink in enumerate((BLACK_INK, *inks)):
        top = 20 + 60 * row
        cv2.putText(picture, "nouaemr", (20, top + 34), cv2.FONT_HERSHEY_SIMPLEX, 1.1, ink, 2)
        lines.append(CellLine(row, 1, _run(top), LineReading(HEADING, 0.97, "line-reader")))
    gray = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    layer = TextLayer.of(gray, Box(0, 0, 500, picture.shape[0]))
    return pen_cells(lines[1:], lines[:1], layer, picture)


def test_names_in_another_ink_than_the_heading_are_by_pen_however_many() -> None:
    assert filled_in([BLUE_INK] * 5) == {(row, 1) for row in range(1, 6)}
    assert filled_in([BLACK_INK] * 5) == frozenset()


def test_a_column_mostly_in_pen_is_in_pen_throughout() -> None:
    assert filled_in([BLUE_INK, BLUE_INK, BLACK_INK, BLUE_INK, BLACK_INK]) == {(row, 1) for row in range(1, 6)}
    assert filled_in([BLACK_INK, BLUE_INK, BLACK_INK, BLACK_INK, BLACK_INK]) == {(2, 1)}
