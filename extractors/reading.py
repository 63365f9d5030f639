"""One page: its text layer where that can be trusted, else prepared, its lines found and read, its zones told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extractors.lines.components import Components, components_of
from extractors.lines.order import in_reading_order
from extractors.page_image import PageImage
from extractors.preparation.prepared import PreparedPage, prepared, without_area, without_ruling
from extractors.readers.reader import ColourImage, LineReader
from extractors.sheets.ruling import RuledTable, find_tables
from extractors.sheets.table import SheetTable, read_sheet_table
from extractors.zones.frames import may_hold_table, straight_pieces
from extractors.zones.sorting import sorted_page
from models.geometry import Box
from models.page import Ink, Line, PageReading, Quality


@dataclass(frozen=True)
class Readers:
    """`line` reads every line; `witness` (Tesseract, or None) reads again the lines that matter."""

    line: LineReader
    witness: LineReader | None = None


TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def shown_image(page: PageImage, turned_degrees: int) -> ColourImage:
    """The page as people see it, turned clockwise: exactly the image whose pixels the boxes are in."""
    if turned_degrees % 360 == 0:
        return page.pixels
    return np.asarray(cv2.rotate(page.pixels, TURNS[turned_degrees % 360]), np.uint8)


def read_page(page: PageImage, readers: Readers) -> PageReading:
    """Everything read on one page."""
    height, width = page.pixels.shape[:2]
    quality = Quality(dpi=page.dpi, one_bit=page.is_one_bit)
    if page.text_layer is not None and page.text_layer.is_trusted:
        lines = page.text_layer.lines
        return PageReading(
            page.number, width, height, lines, quality=quality, from_text_layer=True, readers=("text-layer",)
        )
    sheet = prepared(page.pixels)
    if sheet is None:
        return PageReading(page.number, width, height, quality=quality, is_blank=True)
    pieces = straight_pieces(_all_ink(sheet), sheet.body)
    tables = find_tables(sheet.full) if may_hold_table(pieces, sheet.shape) else []
    tables = [table for table in tables if table.row_count >= 2 or table.column_count >= 2]
    people = _table_of_people(tables, sheet, readers.line)
    rest = without_area(sheet, people.grid.box) if people else sheet
    if tables:
        rest = without_ruling(rest, tables)
        pieces = straight_pieces(_all_ink(rest), rest.body)
    parted = sorted_page(rest, pieces, readers.line)
    own = [line.as_line(Ink.PRINT) for line in parted.lines]
    return PageReading(
        page.number,
        width,
        height,
        _with_table(own, people) if people else tuple(own),
        parted.zones,
        people.grid if people else None,
        quality=quality,
        readers=(readers.line.name,),
    )


def _all_ink(page: PreparedPage) -> Components:
    if page.coloured is None:
        return page.found
    return components_of(np.asarray(page.ink | (page.coloured.labels > 0), np.uint8))


def _table_of_people(tables: Sequence[RuledTable], page: PreparedPage, reader: LineReader) -> SheetTable | None:
    """The largest table, where it is an attendance list."""
    largest = max((table for table in tables if table.row_count >= 2), key=lambda table: table.box.area, default=None)
    return read_sheet_table(largest, page.full, page.colour, reader) if largest else None


def _with_table(lines: Sequence[Line], people: SheetTable) -> tuple[Line, ...]:
    """The page's lines with the table's in their place."""
    middle = people.grid.box.centre[1]
    above = [line for line in lines if line.box.centre[1] < middle]
    below = [line for line in lines if line.box.centre[1] >= middle]
    return (*in_reading_order(above, _core), *people.lines, *in_reading_order(below, _core))


def _core(line: Line) -> Box:
    """The part of a line's box that its letters fill."""
    third = line.box.height // 3
    return Box(line.box.x0, line.box.y0 + third, line.box.x1, line.box.y1 - third // 2)
