"""Sheets read cell by cell: kinds of columns, signed cells, what belongs to which row."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import pytest

from extractors.readers.reader import GrayImage
from extractors.sheets.ruling import find_grid
from extractors.sheets.signatures import CRUMBS
from extractors.sheets.table import SheetTable, read_sheet_table
from models.geometry import Box
from models.sheet import ColumnKind
from tests.extractors.sheets.drawn_table import DrawnTable, ScriptedReader, print_mark, scribble, sheet_table

HEADINGS = ("ลำดับ", "ชื่อ - สกุล", "ลายมือชื่อ")
SIGNATURE = 2


def printed(drawn: DrawnTable) -> GrayImage:
    page = drawn.drawn()
    for row in range(len(drawn.ys) - 1):
        print_mark(page, drawn.cell(row, 0), 1 if row else 3)
        print_mark(page, drawn.cell(row, 1), 12)
    print_mark(page, drawn.cell(0, SIGNATURE), 6)
    return page


def middle(cell: Box, wide: float, tall: float) -> Box:
    """A box in the middle of a cell, by shares of its sides."""
    x, y = cell.centre
    half_width, half_height = cell.width * wide / 2, cell.height * tall / 2
    return Box.from_list((x - half_width, y - half_height, x + half_width, y + half_height))


def read(page: GrayImage) -> SheetTable:
    table = find_grid(page)
    assert table is not None
    sheet = read_sheet_table(table, page, None, ScriptedReader(HEADINGS))
    assert sheet is not None
    return sheet


def signed(page: GrayImage) -> list[bool | None]:
    return [row[SIGNATURE].signed for row in read(page).grid.rows]


def test_columns_are_named_and_headings_are_no_row() -> None:
    grid = read(printed(sheet_table())).grid
    assert [column.kind for column in grid.columns] == [ColumnKind.NUMBER, ColumnKind.NAME, ColumnKind.SIGNATURE]
    assert len(grid.rows) == 8
    assert grid.rows[0][1].text == "บุญมี"


def test_a_first_row_below_two_headings_without_a_rule_between_them_is_somebody() -> None:
    drawn = DrawnTable(sheet_table().ys, (100, 190, 620, 820, 1000))
    page = printed(drawn)
    page[drawn.ys[0] + 4 : drawn.ys[1] - 3, 816:825] = 255
    assert len(read(page).grid.rows) == 8


def test_lines_hold_headings_and_printed_cells_in_row_order() -> None:
    lines = read(printed(sheet_table())).lines
    assert [line.text for line in lines[:3]] == list(HEADINGS)
    assert len(lines) == 3 + 8 * 2
    assert all(earlier.box.y0 <= later.box.y0 + 40 for earlier, later in pairwise(lines))


def test_scribbles_are_signatures_and_empty_cells_are_not() -> None:
    drawn = sheet_table()
    page = printed(drawn)
    for row in (1, 3, 4):
        scribble(page, middle(drawn.cell(row, SIGNATURE), 0.6, 0.7), seed=row)
    assert signed(page) == [True, False, True, True, False, False, False, False]


def test_a_dash_and_specks_are_not_signatures_and_a_short_word_read_as_a_name_is_unsure() -> None:
    drawn = sheet_table()
    page = printed(drawn)
    dash = middle(drawn.cell(1, SIGNATURE), 0.2, 0.1)
    cv2.line(page, (dash.x0, dash.y0), (dash.x1, dash.y0 + 2), 60, 3)
    speck = drawn.cell(2, SIGNATURE).centre
    cv2.circle(page, (round(speck[0]), round(speck[1])), 2, 30, -1)
    word = middle(drawn.cell(3, SIGNATURE), 0.07, 0.3)
    cv2.rectangle(page, (word.x0, word.y0), (word.x1, word.y1), 60, 2)
    assert signed(page)[:3] == [False, False, None]


@pytest.mark.parametrize("shift", [0.0, 0.25])
def test_ink_that_reaches_over_from_the_row_above_is_not_a_signature(shift: float) -> None:
    drawn = sheet_table()
    page = printed(drawn)
    cell = drawn.cell(3, SIGNATURE)
    box = middle(cell, 0.6, 1.5)
    down = round(shift * cell.height)
    scribble(page, Box(box.x0, box.y0 + down, box.x1, box.y1 + down), seed=5)
    assert signed(page)[1:5] == [False, True, False, False]


def test_two_signatures_that_touch_are_two() -> None:
    drawn = sheet_table()
    page = printed(drawn)
    for row in (3, 4):
        scribble(page, middle(drawn.cell(row, SIGNATURE), 0.6, 0.8), seed=row)
    x = round(drawn.cell(3, SIGNATURE).centre[0])
    cv2.line(page, (x, drawn.ys[4] - 25), (x + 4, drawn.ys[4] + 25), 60, 3)
    assert signed(page)[1:5] == [False, True, True, False]


def test_a_signature_a_copier_broke_to_crumbs_is_unsure() -> None:
    drawn = sheet_table()
    page = printed(drawn)
    whole = np.full_like(page, 255)
    scribble(whole, middle(drawn.cell(2, SIGNATURE), 0.6, 0.8), seed=4)
    kept = np.zeros_like(page)
    kept[::10, ::9] = 1
    dots = cv2.dilate(kept, np.ones((3, 3), np.uint8))
    page = np.where((whole < 128) & (dots > 0), 30, page).astype(np.uint8)
    assert signed(page)[:3] == [False, None, False]


def test_the_dust_of_a_copier_is_no_broken_signature() -> None:
    drawn = sheet_table()
    page = printed(drawn)
    cell = drawn.cell(2, SIGNATURE)
    # As much ink as a broken signature, in specks all over the cell.
    for y in range(cell.y0 + 12, cell.y1 - 8, 20):
        for x in range(cell.x0 + 12 + y % 7, cell.x1 - 8, 24):
            page[y : y + 2, x : x + 2] = 30
    crumbs = int((page[cell.y0 : cell.y1, cell.x0 : cell.x1] < 128).sum())
    assert crumbs > CRUMBS * cell.height**2
    assert signed(page)[:3] == [False, False, False]


def test_what_shines_through_from_the_back_is_not_a_signature() -> None:
    drawn = sheet_table()
    page = printed(drawn)
    scribble(page, middle(drawn.cell(2, SIGNATURE), 0.6, 0.7), seed=2, ink=218)
    assert signed(page)[1] is False


def test_blue_names_among_black_ones_are_handwritten() -> None:
    drawn = sheet_table()
    page = printed(drawn)
    colour = np.asarray(cv2.cvtColor(page, cv2.COLOR_GRAY2BGR), np.uint8)
    cell = drawn.cell(5, 1)
    inside = colour[cell.y0 + 5 : cell.y1 - 5, cell.x0 + 5 : cell.x1 - 5]
    inside[inside[..., 0] < 128] = (150, 52, 28)
    gray = np.asarray(cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY), np.uint8)
    table = find_grid(gray)
    assert table is not None
    sheet = read_sheet_table(table, gray, colour, ScriptedReader(HEADINGS))
    assert sheet is not None
    names = [row[1] for row in sheet.grid.rows]
    assert [cell.handwritten for cell in names] == [False] * 4 + [True] + [False] * 3
    assert names[4].text == ""


def test_a_table_without_names_or_signatures_is_no_sheet() -> None:
    page = DrawnTable((200, 260, 320), (100, 600, 1000)).drawn()
    table = find_grid(page)
    assert table is not None
    assert read_sheet_table(table, page, None, ScriptedReader(())) is None
