"""Lattices found on whole, broken, bent, merged and partly ruled tables."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from extractors.readers.reader import GrayImage
from extractors.sheets.rule_erasing import erase_ruling
from extractors.sheets.ruling import find_grid, find_tables
from models.geometry import Box
from tests.extractors.sheets.drawn_table import DrawnTable, scribble, sheet_table


def broken(page: GrayImage) -> GrayImage:
    """A photocopy that lost a third of every rule in short gaps."""
    rng = np.random.default_rng(3)
    lost = cv2.resize(
        (rng.random((160, 120)) < 0.33).astype(np.uint8),
        (page.shape[1], page.shape[0]),
        interpolation=cv2.INTER_NEAREST,
    )
    return np.where(lost > 0, 255, page).astype(np.uint8)


def bent(page: GrayImage) -> GrayImage:
    """A curled page: rules sag by 9 pixels in the middle."""
    height, width = page.shape
    xs, ys = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    return np.asarray(
        cv2.remap(page, xs, ys - 9 * np.sin(np.pi * xs / width), cv2.INTER_LINEAR, borderValue=255), np.uint8
    )


def tilted(page: GrayImage) -> GrayImage:
    turn = cv2.getRotationMatrix2D((600, 800), 1.2, 1.0)
    return np.asarray(cv2.warpAffine(page, turn, (page.shape[1], page.shape[0]), borderValue=255), np.uint8)


def over_both_rules(cell: Box) -> Box:
    return Box(cell.x0 + 60, cell.y0 - 20, cell.x1 - 60, cell.y1 + 20)


def as_drawn(page: GrayImage) -> GrayImage:
    return page


@pytest.mark.parametrize("damage", [as_drawn, broken, bent, tilted])
@pytest.mark.parametrize("rows", [3, 12])
def test_rows_and_columns_are_found(damage: Callable[[GrayImage], GrayImage], rows: int) -> None:
    table = find_grid(damage(sheet_table(rows).drawn()))
    assert table is not None
    assert (table.row_count, table.column_count) == (rows + 1, 3)
    assert not table.is_open


def test_sixty_narrow_rows() -> None:
    drawn = DrawnTable(tuple(100 + 24 * n for n in range(62)), (80, 150, 600, 1100))
    table = find_grid(drawn.drawn(thickness=1))
    assert table is not None
    assert table.row_count == 61


def test_cell_boxes_lie_on_the_cells() -> None:
    drawn = sheet_table()
    table = find_grid(drawn.drawn())
    assert table is not None
    for row, column in ((0, 0), (4, 1), (8, 2)):
        assert table.cell_at(row, column).box.covered_by(drawn.cell(row, column).padded(4, 1200, 1600)) > 0.99


def test_a_heading_over_two_columns_is_one_cell() -> None:
    drawn = DrawnTable((200, 250, 300, 370, 440, 510, 580), (100, 190, 620, 860, 1100))
    page = drawn.drawn()
    page[203:248, 850:870] = 255  # no rule between morning and afternoon in the upper heading
    page[247:254, 103:618] = 255  # number and name reach over both heading rows
    page[203:298, 188:193] = 20
    table = find_grid(page)
    assert table is not None
    assert table.cell_at(0, 2).column_span == 2
    assert table.cell_at(0, 1).row_span == 2
    assert table.cell_at(1, 3).column_span == 1


def test_a_heading_as_tall_as_a_row_keeps_the_rule_that_divides_it() -> None:
    drawn = DrawnTable(tuple(200 + 70 * n for n in range(10)), (100, 190, 620, 1100))
    page = drawn.drawn()
    page[233:237, 620:1100] = 20
    page[236:831, 858:862] = 20  # morning and afternoon, parted below their common heading
    table = find_grid(page)
    assert table is not None
    assert (table.row_count, table.column_count) == (10, 4)
    assert table.cell_at(0, 2).column_span == 2
    assert table.cell_at(0, 1).row_span == 2


def test_rules_between_rows_alone_make_an_open_table() -> None:
    table = find_grid(sheet_table(6).drawn(verticals=False))
    assert table is not None
    assert table.is_open
    assert table.row_count == 7


def test_a_struck_out_name_and_aligned_pen_strokes_are_no_rules() -> None:
    drawn = sheet_table()
    page = drawn.drawn()
    cell = drawn.cell(3, 1)
    cv2.line(page, (cell.x0, cell.y0 + 30), (cell.x1, cell.y0 + 34), 40, 3)
    for row in (5, 6):
        box = drawn.cell(row, 2)
        cv2.line(page, (box.x0 + 100, box.y0), (box.x0 + 102, box.y1), 60, 3)
    table = find_grid(page)
    assert table is not None
    assert (table.row_count, table.column_count) == (9, 3)


def test_a_fold_across_the_page_is_no_rule() -> None:
    page = sheet_table().drawn()
    cv2.line(page, (0, 410), (1199, 410), 90, 3)
    table = find_grid(page)
    assert table is not None
    assert table.row_count == 9


def test_strokes_that_box_in_a_cell_of_an_open_table_do_not_hide_it() -> None:
    drawn = sheet_table(6)
    page = drawn.drawn(verticals=False)
    for x in (700, 820):
        cv2.line(page, (x, drawn.ys[2]), (x, drawn.ys[4]), 60, 2)
    table = find_grid(page)
    assert table is not None
    assert table.is_open
    assert table.row_count == 7


def test_two_tables_are_two() -> None:
    page = DrawnTable((100, 160, 220, 280), (100, 400, 800)).drawn()
    page = np.minimum(page, DrawnTable((900, 1000, 1100), (100, 300, 500, 1000)).drawn())
    assert [(table.row_count, table.column_count) for table in find_tables(page)] == [(3, 2), (2, 3)]


def test_a_page_without_rules_has_no_table() -> None:
    page = np.full((1600, 1200), 255, np.uint8)
    for y in range(200, 1400, 60):
        cv2.putText(page, "nothing but words on this line", (100, y), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 2)
    assert find_tables(page) == []


def test_erasing_takes_the_rules_and_leaves_the_strokes_that_cross_them() -> None:
    drawn = sheet_table()
    page = drawn.drawn()
    cell = drawn.cell(4, 2)
    scribble(page, over_both_rules(cell), seed=2)
    without_rules = np.full_like(page, 255)
    scribble(without_rules, over_both_rules(cell), seed=2)
    erased = erase_ruling(page, find_tables(page))
    left = (erased < 128) & (without_rules > 200)
    assert left.sum() < 0.02 * (page < 128).sum()
    kept = (erased < 160) & (without_rules < 128)
    # The tops of loops that run along a rule go with it.
    assert kept.sum() > 0.85 * (without_rules < 128).sum()


def test_the_head_and_the_foot_of_a_form_are_not_one_open_table() -> None:
    page = DrawnTable((100, 160, 220, 280), (100, 400, 800)).drawn()
    page = np.minimum(page, DrawnTable((900, 1000, 1100), (100, 300, 500, 800)).drawn())
    assert [table.is_open for table in find_tables(page)] == [False, False]


def test_rows_of_a_form_keep_columns_of_their_own() -> None:
    """A title over the whole width, four columns below it, two under those: rules as short as pen strokes."""
    page = DrawnTable((100, 160, 220, 280, 340, 400), (100, 300, 900)).drawn()
    page[102:160, 290:310] = 255
    for x in (500, 700):
        cv2.line(page, (x, 160), (x, 280), 40, 3)
    (table,) = find_tables(page)
    spans = [sum(cell.row == row for cell in table.cells) for row in range(table.row_count)]
    assert spans == [1, 4, 4, 2, 2]


def test_rules_of_one_level_with_an_unruled_cell_between_them_stay() -> None:
    page = DrawnTable((100, 160, 400), (100, 400, 600, 900)).drawn()
    page[157:164, 410:590] = 255
    (table,) = find_tables(page)
    assert [(cell.row, cell.column, cell.row_span) for cell in table.cells][:3] == [(0, 0, 1), (0, 1, 2), (0, 2, 1)]


def test_a_table_cut_off_by_the_edge_of_the_page_keeps_its_last_row() -> None:
    page = DrawnTable((100, 160, 220), (100, 400, 800)).drawn()
    for x in (100, 400, 800):
        cv2.line(page, (x, 220), (x, 420), 40, 3)
    (table,) = find_tables(page)
    assert table.row_count == 3
    assert table.box.y1 > 400
