"""People's rows of an attendance sheet, from the grids of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.geometry import Box
from models.sheet import Cell, ColumnKind, Grid, Row

THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def sheet_rows(grid: Grid, page: int) -> tuple[Row, ...]:
    """One row a person, in order; lines of the form that nobody filled in are left out."""
    rows = (_row(grid, cells, page) for cells in grid.rows)
    return tuple(row for row in rows if row.name is not None or row.handwritten_name or row.signed is not False)


def _row(grid: Grid, cells: tuple[Cell, ...], page: int) -> Row:
    name = _first(grid, cells, ColumnKind.NAME)
    signatures = list(_of(grid, cells, ColumnKind.SIGNATURE))
    signed, confidence = _signed(signatures)
    held = [cell for cell in signatures if cell.signed is not False] or signatures
    return Row(
        no=_number(_text(grid, cells, ColumnKind.NUMBER)),
        name=(name.text or None) if name else None,
        signed=signed,
        page=page,
        box=Box.around(cell.box for cell in cells),
        name_box=name.box if name else None,
        signature_box=held[0].box if held else None,
        name_confidence=name.confidence if name else 0.0,
        signed_confidence=confidence,
        handwritten_name=bool(name and name.handwritten),
        position=_text(grid, cells, ColumnKind.POSITION) or None,
        phone=_text(grid, cells, ColumnKind.PHONE) or None,
        remark=_text(grid, cells, ColumnKind.REMARK) or None,
    )


def _of(grid: Grid, cells: tuple[Cell, ...], kind: ColumnKind) -> Iterable[Cell]:
    return (cell for cell, column in zip(cells, grid.columns, strict=True) if column.kind is kind)


def _first(grid: Grid, cells: tuple[Cell, ...], kind: ColumnKind) -> Cell | None:
    return next(iter(_of(grid, cells, kind)), None)


def _text(grid: Grid, cells: tuple[Cell, ...], kind: ColumnKind) -> str:
    return " ".join(cell.text for cell in _of(grid, cells, kind) if cell.text)


def _signed(cells: list[Cell]) -> tuple[bool | None, float]:
    """Present when any of the row's signature cells (morning, afternoon) is signed; unsure when one may be."""
    signed = [cell.signed_confidence for cell in cells if cell.signed]
    if signed:
        return True, max(signed)
    unsure = [cell.signed_confidence for cell in cells if cell.signed is None]
    if unsure or not cells:
        return None, max(unsure, default=0.0)
    return False, min(cell.signed_confidence for cell in cells)


def _number(text: str) -> int | None:
    digits = re.sub(r"[\s.)(]", "", text.translate(THAI_DIGITS))
    return int(digits) if re.fullmatch(r"\d{1,4}", digits) else None
