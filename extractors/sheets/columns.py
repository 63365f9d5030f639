"""Heading rows of a sheet's table, and what each of its columns holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extractors.sheets.cell_text import CellLine, TextLayer
from extractors.sheets.headings import column_kind
from extractors.sheets.ruled_table import RuledCell, RuledTable
from models.sheet import ColumnKind

# A heading row names at least this many columns.
LEAST_NAMED = 2


@dataclass(frozen=True, slots=True)
class SheetColumns:
    """Kind and heading of each column from left to right, and the first row below the headings."""

    kinds: tuple[ColumnKind, ...]
    headings: tuple[str, ...]
    first_row: int

    def is_signature(self, column: int) -> bool:
        return self.kinds[column] is ColumnKind.SIGNATURE


def named_columns(table: RuledTable, lines: Sequence[CellLine], layer: TextLayer) -> SheetColumns | None:
    """The columns of a table of people, from its first rows; None where nothing says that it is one.

    A sheet that goes on from another page has no headings: its columns are told by their place and ink alone.
    """
    texts = _texts(lines)
    best: SheetColumns | None = None
    best_named = 0.0
    for row in range(min(2, table.row_count)):
        found, named = _from_row(table, texts, row)
        if named > best_named:
            best, best_named = found, named
    if best is None or best_named < LEAST_NAMED - 0.5:
        return _without_headings(table, layer)
    return _completed(best, table, layer)


def _texts(lines: Sequence[CellLine]) -> dict[tuple[int, int], str]:
    texts: dict[tuple[int, int], str] = {}
    for line in lines:
        place = line.row, line.column
        texts[place] = f"{texts.get(place, '')} {line.reading.text}".strip()
    return texts


def _from_row(table: RuledTable, texts: dict[tuple[int, int], str], row: int) -> tuple[SheetColumns, float]:
    """Columns as named by headings that begin in this row, and how many are named, each weighed by its likeness."""
    cells = [table.cell_at(row, column) for column in range(table.column_count)]
    divided = [cell for cell in cells if cell.column_span > 1 and cell.column_span < table.column_count]
    depth = max((cell.row_span for cell in cells), default=1)
    if divided and (depth > 1 or _stands_above_headings(table, texts, row, divided)):
        depth = max(depth, max(cell.row_span for cell in divided) + 1)
    first_row = min(row + min(depth, 3), table.row_count)
    kinds, headings, named = [], [], 0.0
    for column in range(table.column_count):
        kind, heading, likeness = _column(table, texts, row, first_row, column)
        kinds.append(kind)
        headings.append(heading)
        named += likeness
    return SheetColumns(tuple(kinds), tuple(headings), first_row), named


def _stands_above_headings(
    table: RuledTable, texts: dict[tuple[int, int], str], row: int, divided: Sequence[RuledCell]
) -> bool:
    """True where only the columns under the divided cells hold something in the next row.

    Where the others do too, it is the first person's: a copier lost the rule between two headings, or a pen stroke
    was taken for one.
    """
    if row + 1 >= table.row_count:
        return False
    under = {column for cell in divided for column in range(cell.column, cell.column + cell.column_span)}
    return not any(texts.get((row + 1, column)) for column in range(table.column_count) if column not in under)


def _column(
    table: RuledTable, texts: dict[tuple[int, int], str], row: int, first_row: int, column: int
) -> tuple[ColumnKind, str, float]:
    """What the headings over one column say together; the lower one decides unless it is like nothing known."""
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    for level in range(row, first_row):
        cell = table.cell_at(level, column)
        if (cell.row, cell.column) not in places and cell.column_span < table.column_count:
            places.append((cell.row, cell.column))
            parts.append(texts.get((cell.row, cell.column), ""))
    named = [column_kind(part) for part in parts]
    whole = column_kind("".join(parts))
    candidates = [*reversed(named), whole]
    kind, likeness = max(candidates, key=lambda candidate: candidate[1])
    if named and named[0][0] is ColumnKind.SIGNATURE:  # เช้า and บ่าย under ลายมือชื่อ, however they were read
        kind, likeness = named[0]
    return kind, " ".join(part for part in parts if part), likeness


def _completed(columns: SheetColumns, table: RuledTable, layer: TextLayer) -> SheetColumns:
    """Columns whose heading was not read, told by their place: a sheet has a name and a signature."""
    kinds = list(columns.kinds)
    widths = _widths(table)
    if ColumnKind.NUMBER not in kinds and kinds[0] is ColumnKind.OTHER and widths[0] < 0.14 * sum(widths):
        kinds[0] = ColumnKind.NUMBER
    unnamed = [i for i, kind in enumerate(kinds) if kind is ColumnKind.OTHER]
    if ColumnKind.NAME not in kinds and unnamed:
        at = max(unnamed[:2], key=lambda i: widths[i])
        kinds[at] = ColumnKind.NAME
        unnamed.remove(at)
    if ColumnKind.SIGNATURE not in kinds and unnamed:
        right_of_name = (
            [i for i in unnamed if i > kinds.index(ColumnKind.NAME)] if ColumnKind.NAME in kinds else unnamed
        )
        if right_of_name:
            kinds[max(right_of_name, key=lambda i: widths[i])] = ColumnKind.SIGNATURE
    if ColumnKind.SIGNATURE not in kinds and ColumnKind.NAME not in kinds:
        return columns
    return SheetColumns(tuple(kinds), columns.headings, columns.first_row)


def _widths(table: RuledTable) -> list[float]:
    places = [line.at((line.start + line.end) / 2) for line in table.verticals]
    return [float(width) for width in np.diff(places)]


def _without_headings(table: RuledTable, layer: TextLayer) -> SheetColumns | None:
    """A continuation sheet: a narrow number column, then a name, and the signature in a wide column on the right."""
    if table.column_count < 3 or table.row_count < 3:
        return None
    if any(cell.row_span > 1 or cell.column_span > 1 for cell in table.cells):
        return None
    widths = _widths(table)
    total = sum(widths)
    if widths[0] > 0.14 * total or widths[1] < 0.18 * total:
        return None
    kinds = [ColumnKind.OTHER] * table.column_count
    kinds[0], kinds[1] = ColumnKind.NUMBER, ColumnKind.NAME
    strokes = {column: _longest_strokes(table, column, layer) for column in range(2, table.column_count)}
    kinds[max(strokes, key=lambda column: strokes[column])] = ColumnKind.SIGNATURE
    return SheetColumns(tuple(kinds), ("",) * table.column_count, _first_row(table))


def _first_row(table: RuledTable) -> int:
    """1 where the first row is taller than the others: headings that could not be read."""
    heights = [table.cell_at(row, 0).box.height for row in range(table.row_count)]
    return int(heights[0] > 1.2 * float(np.median(heights[1:])))


def _longest_strokes(table: RuledTable, column: int, layer: TextLayer) -> float:
    """Width in letter heights of the widest connected ink of the column's cells, the better half of them.

    Letters of print stand apart; a pen runs on.
    """
    widths = []
    for row in range(table.row_count):
        box = table.cell_at(row, column).box
        part = layer.ink[box.y0 + 3 : box.y1 - 3, box.x0 + 3 : box.x1 - 3].astype(np.uint8)
        if part.size == 0:
            continue
        count, _, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
        widths.append(float(stats[1:count, 2].max(initial=0)) / layer.body)
    return float(np.mean(sorted(widths)[len(widths) // 2 :])) if widths else 0.0
