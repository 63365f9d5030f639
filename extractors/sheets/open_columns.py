"""Columns of a table without vertical rules, found from the white gutters between its headings."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np

from extractors.sheets.cell_text import TextLayer
from extractors.sheets.rule_lines import RuleLine
from extractors.sheets.ruled_table import RuledCell, RuledTable
from models.geometry import Box

# Headings stand apart by more than the space between two words, in letter heights.
HEADING_GAP = 1.1


def with_columns(table: RuledTable, layer: TextLayer) -> RuledTable:
    """The table divided at its gutters; unchanged where it has ruled columns or shows no gutters."""
    if not table.is_open:
        return table
    headings = _stretches(_profile(table, layer, 0, 1), HEADING_GAP * layer.body)
    if len(headings) < 2:
        return table
    body = _profile(table, layer, 1, table.row_count)
    edges = [_gutter(body, left[1], right[0]) for left, right in itertools.pairwise(headings)]
    inner = [_upright(table, table.box.x0 + edge) for edge in edges]
    verticals = (table.verticals[0], *inner, table.verticals[-1])
    cells = tuple(
        RuledCell(row, column, 1, 1, _box(table, row, verticals[column], verticals[column + 1]))
        for row in range(table.row_count)
        for column in range(len(verticals) - 1)
    )
    return replace(table, verticals=verticals, cells=cells)


def _profile(
    table: RuledTable, layer: TextLayer, first: int, last: int
) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Ink of each pixel column of the table over some of its rows."""
    total = np.zeros(table.box.width, np.int64)
    for row in range(first, last):
        box = table.cell_at(row, 0).box
        part = layer.ink[box.y0 + 3 : box.y1 - 3, table.box.x0 : table.box.x1]
        total[: part.shape[1]] += part.sum(axis=0)
    return total


def _stretches(profile: np.ndarray[tuple[int, ...], np.dtype[np.int64]], gap: float) -> list[tuple[int, int]]:
    inked = np.flatnonzero(profile)
    if not len(inked):
        return []
    parts = np.split(inked, np.flatnonzero(np.diff(inked) > gap) + 1)
    return [(int(part[0]), int(part[-1]) + 1) for part in parts if profile[part].sum() > 8]


def _gutter(body: np.ndarray[tuple[int, ...], np.dtype[np.int64]], left: int, right: int) -> float:
    """The middle of the emptiest stretch of the body between two headings.

    Names reach left under their heading and signatures reach out on both sides, so the gutter is where least ink
    stands, and where several places are alike the one nearest to the right heading, since text starts at the left.
    """
    smooth = np.convolve(body.astype(np.float64), np.ones(9) / 9, mode="same")[left:right]
    if not len(smooth):
        return (left + right) / 2
    free = np.flatnonzero(smooth <= smooth.min() + 0.02 * max(body.max(), 1))
    stretches = np.split(free, np.flatnonzero(np.diff(free) > 1) + 1)
    widest = max(stretches, key=len)
    return left + float(widest[0] + widest[-1]) / 2


def _upright(table: RuledTable, x: float) -> RuleLine:
    return RuleLine(np.array([table.box.y0, table.box.y1], np.float32), np.array([x, x], np.float32))


def _box(table: RuledTable, row: int, left: RuleLine, right: RuleLine) -> Box:
    upper, lower = table.horizontals[row], table.horizontals[row + 1]
    x0, x1 = left.at(table.box.y0), right.at(table.box.y0)
    middle = (x0 + x1) / 2
    return Box.from_list((x0, upper.at(middle), max(x1, x0 + 1), max(lower.at(middle), upper.at(middle) + 1)))
