"""Which ink is a cell's own, and what the picture of a cell shows."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.readers.reader import GrayImage
from extractors.sheets.cell_ink import CELL_HEIGHT, PICTURE_HEIGHT, PICTURE_WIDTH, CellInk, column_ink
from extractors.sheets.darkness import Darkness
from models.geometry import Box
from tests.extractors.sheets.drawn_table import scribble

CELLS = [Box(100, 100 + 60 * row, 380, 160 + 60 * row) for row in range(3)]


def inks(page: GrayImage) -> list[CellInk]:
    levels = np.asarray(255 - page, np.float32)
    return column_ink(Darkness(page < 128, levels, 200.0), CELLS)


def paper() -> GrayImage:
    return np.full((400, 500), 255, np.uint8)


def test_ink_inside_a_cell_is_its_own_and_the_others_have_none() -> None:
    page = paper()
    scribble(page, Box(150, 172, 300, 208))
    first, second, third = inks(page)
    assert first.box is None and third.box is None
    assert second.box is not None and second.box.covered_by(CELLS[1]) > 0.95


def test_what_hangs_in_from_the_row_above_is_shown_as_foreign() -> None:
    page = paper()
    cv2.line(page, (200, 110), (220, 172), 0, 4)
    first, second, _ = inks(page)
    assert first.box is not None and second.box is None
    inside = np.s_[(PICTURE_HEIGHT - CELL_HEIGHT) // 2 : (PICTURE_HEIGHT + CELL_HEIGHT) // 2]
    assert second.picture[1, inside].max() > 0.6
    assert first.picture[1, inside].max() < 0.4


def test_pictures_have_one_size_however_wide_the_cell() -> None:
    page = paper()
    assert inks(page)[0].picture.shape == (2, PICTURE_HEIGHT, PICTURE_WIDTH)
    wide = [Box(0, 100, 500, 110)]
    levels = np.asarray(255 - page, np.float32)
    assert column_ink(Darkness(page < 128, levels, 200.0), wide)[0].picture.shape == (2, PICTURE_HEIGHT, PICTURE_WIDTH)


def test_faint_ink_is_left_out() -> None:
    page = paper()
    scribble(page, Box(150, 172, 300, 208), ink=215)
    levels = np.asarray(255 - page, np.float32)
    (ink,) = column_ink(Darkness(page < 250, levels, 200.0, faintest=0.3), CELLS[1:2])
    assert ink.box is None
    assert ink.picture[0].max() < 0.2


def test_ink_of_other_rows_crosses_a_cell_that_it_reaches_through() -> None:
    page = paper()
    for row in (0, 2):
        scribble(page, Box(130, 104 + 60 * row, 360, 156 + 60 * row))
    cv2.line(page, (200, 130), (215, 250), 0, 4)  # a stroke of the first row's down into the third's
    assert [ink.is_crossed for ink in inks(page)] == [False, True, False]
    page = paper()
    scribble(page, Box(130, 104, 360, 180))
    assert not inks(page)[1].is_crossed
