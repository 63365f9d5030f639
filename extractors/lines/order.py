"""Reading order: rows from top to bottom, from left to right within a row; a ruled table cell by cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from models.geometry import Box
from models.page import CellPlace

T = TypeVar("T")

RUNNING_NUMBER = re.compile(r"[0-9๐-๙]{1,3}[.)]?")


def in_reading_order(items: Sequence[T], core_of: Callable[[T], Box]) -> list[T]:
    """The items row by row. `core_of` gives the box of an item's letters, without room for marks.

    Two items share a row where the middle of either lies within the other's core.
    """
    rows: list[list[T]] = []
    for item in sorted(items, key=lambda one: core_of(one).centre[1]):
        middle = core_of(item).centre[1]
        if rows:
            last = core_of(rows[-1][0])
            core = core_of(item)
            if last.y0 <= middle < last.y1 or core.y0 <= last.centre[1] < core.y1:
                rows[-1].append(item)
                continue
        rows.append([item])
    return [item for row in rows for item in sorted(row, key=lambda one: core_of(one).x0)]


def cell_by_cell(items: Sequence[T], place_of: Callable[[T], CellPlace | None], text_of: Callable[[T], str]) -> list[T]:
    """Items that come row by row, with those of a ruled table together: its rows, in each its cells from the left.

    A cell's own lines keep their order. Where one cell holds several running numbers the rules do not part the rows
    of the table, and the lines stay as they are.
    """
    tables: dict[int, list[T]] = {}
    for item in items:
        place = place_of(item)
        if place is not None:
            tables.setdefault(place.table, []).append(item)
    ordered: list[T] = []
    for item in items:
        place = place_of(item)
        if place is None:
            ordered.append(item)
        elif held := tables.pop(place.table, None):
            ordered += _by_cells([(place_of(one) or place, one) for one in held], text_of)
    return ordered


def _by_cells(items: Sequence[tuple[CellPlace, T]], text_of: Callable[[T], str]) -> list[T]:
    texts: dict[CellPlace, list[str]] = {}
    for place, item in items:
        texts.setdefault(place, []).append(text_of(item).strip())
    unparted = {
        place.row
        for place, lines in texts.items()
        if len(lines) >= 2 and all(RUNNING_NUMBER.fullmatch(line) for line in lines)
    }
    by_place = sorted(items, key=lambda one: (one[0].row, 0 if one[0].row in unparted else one[0].column))
    return [item for _, item in by_place]
