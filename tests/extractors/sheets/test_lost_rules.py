"""Columns found again whose rule a copier broke to dashes, and text that is none."""

from __future__ import annotations

import numpy as np

from extractors.sheets.lost_rules import with_lost_columns
from extractors.sheets.rule_lines import RuleLine
from tests.extractors.sheets.drawn_table import print_mark, sheet_table


def level(place: int, start: int, end: int) -> RuleLine:
    return RuleLine(np.array([start, end], np.float32), np.array([place, place], np.float32))


def columns_found(dashed: bool) -> list[int]:
    drawn = sheet_table()
    page = np.full(drawn.shape, 255, np.uint8)
    for row in range(1, len(drawn.ys) - 1):
        print_mark(page, drawn.cell(row, 1), 12)
    if dashed:
        lost = drawn.xs[2]
        for y in range(drawn.ys[0], drawn.ys[-1], 8):
            page[y : y + 4, lost : lost + 2] = 20
    ink = np.asarray((255 - page) / 255, np.float32)
    rows = [level(y, drawn.xs[0], drawn.xs[-1]) for y in drawn.ys]
    columns = [level(x, drawn.ys[0], drawn.ys[-1]) for x in (*drawn.xs[:2], drawn.xs[-1])]
    return [round(column.at(400)) for column in with_lost_columns(columns, rows, ink)]


def test_a_rule_of_dashes_is_found_between_two_that_are_whole() -> None:
    xs = sheet_table().xs
    found = columns_found(dashed=True)
    assert len(found) == len(xs)
    assert all(abs(place - x) <= 3 for place, x in zip(found, xs, strict=True))


def test_letters_one_below_the_other_are_no_rule() -> None:
    assert len(columns_found(dashed=False)) == len(sheet_table().xs) - 1
