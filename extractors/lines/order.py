"""Reading order: rows from top to bottom, from left to right within a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from models.geometry import Box

T = TypeVar("T")


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
