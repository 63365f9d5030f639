"""A ruled table read as an attendance sheet: what its columns hold, its rows' texts, and who signed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extractors.readers.reader import ColourImage, GrayImage, LineReader
from extractors.sheets.absence import with_absences
from extractors.sheets.cell_text import CellLine, TextLayer, read_cells
from extractors.sheets.columns import SheetColumns, named_columns
from extractors.sheets.darkness import darkness_of
from extractors.sheets.open_columns import with_columns
from extractors.sheets.pen import pen_cells
from extractors.sheets.row_numbers import running_numbers
from extractors.sheets.rule_erasing import erase_ruling
from extractors.sheets.ruled_table import RuledTable
from extractors.sheets.same_strokes import stroke_print
from extractors.sheets.second_look import looked_at_again
from extractors.sheets.signatures import Verdict, judged_column
from extractors.sheets.signing_lines import without_signing_lines
from models.geometry import Box
from models.page import Ink, Line
from models.sheet import Cell, Column, ColumnKind, Grid

# A row counts at most this many letter heights in the measures of a signature: people do not sign larger for it.
TALLEST_ROW = 4.6
# Headings stand in the first rows; these are read before it is known what the columns hold.
HEAD_ROWS = 3
RUN_TOGETHER = 4  # lines in one cell: an address takes three
SETTLED_NUMBER = 0.9  # confidence of a row's number that is known from the other rows
NUMERIC = frozenset({ColumnKind.NUMBER, ColumnKind.ADDRESS})


@dataclass(frozen=True)
class SheetTable:
    """The grid of a page and the printed lines read in it, in row order, for the page's text."""

    grid: Grid
    lines: tuple[Line, ...]

    @property
    def runs_rows_together(self) -> bool:
        """Whether one cell holds so many lines that the rules between rows must be lost."""
        middles = [line.box.centre for line in self.lines]
        return any(
            sum(cell.box.x0 <= x < cell.box.x1 and cell.box.y0 <= y < cell.box.y1 for x, y in middles) >= RUN_TOGETHER
            for row in self.grid.rows
            for cell in row
            if cell.box.height > RUN_TOGETHER * min(line.box.height for line in self.lines)
        )


def read_sheet_table(
    table: RuledTable, page: GrayImage, colour: ColourImage | None, reader: LineReader
) -> SheetTable | None:
    """The table's columns, cells and lines, boxes in pixels of `page`; None where it is no table of people.

    `page` is upright and level; `colour` (the same pixels) helps to tell pen from print.
    """
    erased = erase_ruling(page, [table])
    layer = TextLayer.of(erased, table.box)
    table = with_columns(table, layer)
    head_lines = read_cells(layer, _places(table, range(min(HEAD_ROWS, table.row_count))), reader)
    columns = named_columns(table, head_lines, layer)
    if columns is None:
        return None
    lines = [line for line in head_lines if line.row < columns.first_row]
    body = [line for line in head_lines if line.row >= columns.first_row and not columns.is_signature(line.column)]
    rest = range(max(columns.first_row, HEAD_ROWS), table.row_count)
    body += read_cells(layer, _places(table, rest, columns), reader)
    bare = _without_signing_lines(table, columns, layer)
    verdicts = with_absences(_verdicts(table, columns, bare), bare, reader)
    # Two digits alone say little about the hand that wrote them: numbers are left to the reader's word.
    written = pen_cells([line for line in body if columns.kinds[line.column] not in NUMERIC], lines, layer, colour)
    names = {n for n, kind in enumerate(columns.kinds) if kind is ColumnKind.NAME}
    printed_names = {(line.row, line.column) for line in body if line.column in names} - written
    body = looked_at_again(body, printed_names, layer, reader)
    prints = {place: _print(layer, verdict) for place, verdict in verdicts.items()}
    grid = _grid(table, columns, body, verdicts, written, prints)
    printed = [line for line in body if not _is_pen(grid, columns, line)]
    return SheetTable(
        grid, tuple(Line(line.box, Ink.PRINT, (line.reading,)) for line in _in_row_order(lines + printed))
    )


def _print(layer: TextLayer, verdict: Verdict) -> str | None:
    box = verdict.box
    if box is None or verdict.signed is False:
        return None
    return stroke_print(layer.ink[max(0, box.y0) : box.y1, max(0, box.x0) : box.x1])


def _places(table: RuledTable, rows: range, columns: SheetColumns | None = None) -> list[tuple[int, int, Box, float]]:
    """Cells to read, in row order, with the slope of the table there."""
    return [
        (cell.row, cell.column, cell.box, _slope(table, cell.row, cell.box))
        for cell in table.cells
        if cell.row in rows and not (columns is not None and columns.is_signature(cell.column))
    ]


def _slope(table: RuledTable, row: int, box: Box) -> float:
    rule = table.horizontals[row]
    return (rule.at(box.x1) - rule.at(box.x0)) / max(1, box.width)


def _verdicts(table: RuledTable, columns: SheetColumns, layer: TextLayer) -> dict[tuple[int, int], Verdict]:
    signed = [n for n, kind in enumerate(columns.kinds) if kind is ColumnKind.SIGNATURE]
    darkness = darkness_of(
        layer, table.box, [table.cell_at(row, n).box for n in signed for row in range(table.row_count)]
    )
    verdicts: dict[tuple[int, int], Verdict] = {}
    rows = range(columns.first_row, table.row_count)
    for column, kind in enumerate(columns.kinds):
        if kind is not ColumnKind.SIGNATURE or not len(rows):
            continue
        boxes = [table.cell_at(row, column).box for row in rows]
        for row, verdict in zip(rows, judged_column(darkness, boxes, _unit(boxes, layer)), strict=True):
            verdicts[row, column] = verdict
    return verdicts


def _without_signing_lines(table: RuledTable, columns: SheetColumns, layer: TextLayer) -> TextLayer:
    rows = range(columns.first_row, table.row_count)
    signed = [n for n, kind in enumerate(columns.kinds) if kind is ColumnKind.SIGNATURE]
    boxes = [table.cell_at(row, column).box for column in signed for row in rows]
    return without_signing_lines(layer, boxes, _unit(boxes, layer)) if boxes else layer


def _unit(boxes: Sequence[Box], layer: TextLayer) -> float:
    """What counts as the height of a row, in pixels."""
    return min(float(np.median([box.height for box in boxes])), TALLEST_ROW * layer.body)


def _grid(
    table: RuledTable,
    columns: SheetColumns,
    lines: Sequence[CellLine],
    verdicts: dict[tuple[int, int], Verdict],
    written: frozenset[tuple[int, int]],
    prints: dict[tuple[int, int], str | None],
) -> Grid:
    by_cell: dict[tuple[int, int], list[CellLine]] = {}
    for line in lines:
        by_cell.setdefault((line.row, line.column), []).append(line)
    rows = []
    for row in range(columns.first_row, table.row_count):
        cells = []
        for column in range(table.column_count):
            cell = table.cell_at(row, column)
            box, verdict = cell.box, verdicts.get((row, column))
            if verdict is not None:
                by_hand = bool(verdict.signed)
                cells.append(Cell(box, "", 0.0, verdict.signed, verdict.confidence, by_hand, prints[row, column]))
            elif (cell.row, cell.column) != (row, column):
                cells.append(Cell(box))
            else:
                cells.append(_text_cell(box, by_cell.get((row, column), []), (row, column) in written))
        rows.append(tuple(cells))
    rows = _with_running_numbers(rows, columns.kinds)
    heads = tuple(
        Column(
            kind, heading, round(left.at((left.start + left.end) / 2)), round(right.at((right.start + right.end) / 2))
        )
        for kind, heading, left, right in zip(
            columns.kinds, columns.headings, table.verticals, table.verticals[1:], strict=False
        )
    )
    return Grid(table.box, heads, tuple(rows))


def _with_running_numbers(rows: Sequence[tuple[Cell, ...]], kinds: Sequence[ColumnKind]) -> list[tuple[Cell, ...]]:
    """The rows with numbers that were misread set right; a row with neither number nor name is nobody's."""
    if ColumnKind.NUMBER not in kinds:
        return list(rows)
    at = kinds.index(ColumnKind.NUMBER)
    texts = {number: row[at].text for number, row in enumerate(rows) if row[at].text}
    settled = running_numbers(texts, range(len(rows)))
    numbered = []
    for number, row in enumerate(rows):
        named = any(
            cell.text or cell.handwritten for cell, kind in zip(row, kinds, strict=True) if kind is ColumnKind.NAME
        )
        text = settled.get(number, "")
        if text != row[at].text and (row[at].text or named):
            cell = replace(row[at], text=text, confidence=SETTLED_NUMBER)
            row = (*row[:at], cell, *row[at + 1 :])
        numbered.append(row)
    return numbered


def _text_cell(box: Box, lines: Sequence[CellLine], is_written: bool) -> Cell:
    text = " ".join(line.reading.printed_text for line in lines if line.reading.printed_text)
    if is_written:
        # Letters alone: a number in somebody's hand is nobody's to keep.
        return Cell(box, handwritten=True, glimpse=re.sub(r"[^\u0e01-\u0e4ea-zA-Z ]", "", text).strip() or None)
    if not lines:
        return Cell(box)
    return Cell(box, text, min(line.reading.confidence for line in lines))


def _is_pen(grid: Grid, columns: SheetColumns, line: CellLine) -> bool:
    return grid.rows[line.row - columns.first_row][line.column].handwritten


def _in_row_order(lines: Sequence[CellLine]) -> list[CellLine]:
    return sorted(lines, key=lambda line: (line.row, line.column, line.box.y0))
