"""A ruled table: its row and column boundaries and the cells between them."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.sheets.rule_lines import RuleLine
from models.geometry import Box


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell of the lattice with its first row and column and how many it spans; `box` inside its rules."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A ruled table: its row boundaries from top to bottom, column boundaries left to right, and its cells.

    `is_open` is True where the columns are not ruled: each row is then one cell over the whole width.
    """

    box: Box
    horizontals: tuple[RuleLine, ...]
    verticals: tuple[RuleLine, ...]
    cells: tuple[RuledCell, ...]
    is_open: bool = False

    @property
    def row_count(self) -> int:
        return len(self.horizontals) - 1

    @property
    def column_count(self) -> int:
        return len(self.verticals) - 1

    def cell_at(self, row: int, column: int) -> RuledCell:
        """The cell that covers a place of the lattice; KeyError where there is none."""
        for cell in self.cells:
            in_row = cell.row <= row < cell.row + cell.row_span
            if in_row and cell.column <= column < cell.column + cell.column_span:
                return cell
        raise KeyError((row, column))


def crossing(row: RuleLine, column: RuleLine) -> tuple[float, float]:
    """Where two rules cross, x and y on the page."""
    x = column.at((column.start + column.end) / 2)
    for _ in range(3):
        y = row.at(x)
        x = column.at(y)
    return x, row.at(x)
