"""One page: its text layer where that can be trusted, else prepared, its lines found and read, its zones told apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extractors.lines.components import Components, components_of
from extractors.lines.crops import line_crop
from extractors.lines.finding import find_runs, page_slope
from extractors.lines.name_looks import with_signers_read_again
from extractors.lines.open_ends import with_open_ends_read
from extractors.lines.order import in_reading_order
from extractors.lines.reading_lines import ReadLine
from extractors.page_image import PageImage
from extractors.preparation.levelling import levelled
from extractors.preparation.levels import looks_photographed, paper_level
from extractors.preparation.orientation import best_turn
from extractors.preparation.picture import is_drawn, picture_like
from extractors.preparation.prepared import PreparedPage, prepared, without_area, without_marks, without_ruling
from extractors.preparation.quality import page_quality
from extractors.preparation.rules import rule_mask
from extractors.readers.reader import ColourImage, GrayImage, LineReader
from extractors.sheets.headings import headed_kinds, heads_a_sheet
from extractors.sheets.masking import masked
from extractors.sheets.picture_print import page_print, photo_print, signature_print
from extractors.sheets.quality import photo_quality
from extractors.sheets.rectify import Rectified, rectify
from extractors.sheets.ruled_table import RuledTable
from extractors.sheets.ruling import find_tables
from extractors.sheets.sighting import Sighting, sighted
from extractors.sheets.table import SheetTable, read_sheet_table
from extractors.sheets.unruled_table import unruled_table
from extractors.stamps.reading import ReadStamp
from extractors.witnessing import is_open, lines_to_witness
from extractors.zones.frames import Piece, may_hold_table, straight_pieces
from extractors.zones.sorting import SortedPage, find_stamps, sorted_page
from models.geometry import Box
from models.page import Ink, Line, PageReading, Zone
from models.sheet import ColumnKind, Grid


@dataclass(frozen=True)
class Readers:
    """`line` reads every line; `witness` reads again the lines that matter.

    `prose_witness` (Tesseract) is asked where the witness did not see well what the first reader is sure of; it
    knows no Thai digits.
    """

    line: LineReader
    witness: LineReader | None = None
    prose_witness: LineReader | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(r.name for r in (self.line, self.witness, self.prose_witness) if r is not None)


TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
STEEP = 0.1  # slope from which lines are turned level as a page; below it each line is cut out along its own slope
TABLE_SKEW = 0.006  # slope that rules of a table are turned level from
SURE_READING = 0.7  # mean confidence of a page that lies the right way up
FEW_LETTERS = 40
FEW_OF_FOUND = 0.25  # characters for each component: upright pages have 0.6 and more, pages on their side 0.1
HEADED = 2  # kinds of columns that a table's headings tell
LEAST_WORD = 3  # letters, on a picture
TITLE = re.compile("^[0-9๐-๙. ]*(นาย|นาง|น.?ส|ว่าที่|ดร|ผศ|รศ|พ.?ต|ร.?ต|ด.?ต|ส.?ต|จ.?ส|เด็ก|พระ|กำนัน|ผู้ใหญ่)")


def shown_image(page: PageImage, turned_degrees: int) -> ColourImage:
    """The page as people see it, turned clockwise: exactly the image whose pixels the boxes are in."""
    if turned_degrees % 360 == 0:
        return page.pixels
    return np.asarray(cv2.rotate(page.pixels, TURNS[turned_degrees % 360]), np.uint8)


def read_page(page: PageImage, readers: Readers) -> PageReading:
    """Everything read on one page, with boxes in pixels of `shown_image(page, turned_degrees)`.

    Numbers of people are hidden in its texts; where they stand, pictures of the page must be painted over.
    """
    return masked(_whole_page(page, readers))


def _whole_page(page: PageImage, readers: Readers) -> PageReading:
    height, width = page.pixels.shape[:2]
    if page.text_layer is not None and page.text_layer.is_trusted:
        return PageReading(
            page.number,
            width,
            height,
            page.text_layer.lines,
            quality=page_quality(page, None, 0.0, False),
            from_text_layer=True,
            readers=("text-layer",),
        )
    reading = _read_image(page, readers)
    sure = sum(len(line.text) for line in reading.lines if line.confidence > SURE_READING)
    kind = picture_like(page, sure, reading.grid is not None)
    return replace(_as_picture(reading, kind), page_print=photo_print(page.pixels)) if kind else reading


def _as_picture(reading: PageReading, kind: str) -> PageReading:
    """What a picture says in words: shapes that were taken for a letter or two, and for notes, are left out."""
    lines = tuple(line for line in reading.lines if len(line.printed_text) >= LEAST_WORD)
    return replace(reading, lines=lines, zones=(), picture_like=kind, is_blank=False)


def _read_image(page: PageImage, readers: Readers) -> PageReading:
    """The page read from its pixels."""
    height, width = page.pixels.shape[:2]
    seen = _sighting(page)
    flat = rectify(page.pixels, seen) if seen else None
    sheet = prepared(flat.image if flat else page.pixels)
    if sheet is None:
        return PageReading(
            page.number,
            width,
            height,
            quality=page_quality(page, None, 0.0, False),
            readers=(readers.line.name,),
            is_blank=True,
        )
    reading = _read_turned(page, 0, sheet, readers)
    turn = best_turn(sheet, readers.line) if _is_doubtful(reading, sheet) else 0
    if turn:
        shown = shown_image(page, turn)
        flat = rectify(shown, sighted(shown)) if flat else None
        upright = prepared(flat.image if flat else shown)
        reading = _read_turned(page, turn, upright, readers) if upright else reading
    if flat is None or seen is None:
        return reading
    remarks = photo_quality(page.pixels, seen).remarks
    return _on_photograph(reading, flat, shown_image(page, turn), remarks)


def _sighting(page: PageImage) -> Sighting | None:
    """What a photograph shows of sheets; None for a scan.

    On a pale table nothing tells paper from ground but the lean or the bend of a table's rules.
    """
    if looks_photographed(_paper_of(page.pixels)):
        return sighted(page.pixels)
    if page.dpi is not None or page.is_one_bit or is_drawn(page.pixels):
        return None
    seen = sighted(page.pixels)
    return seen if seen.table is not None else None


def _paper_of(pixels: ColourImage) -> GrayImage:
    return paper_level(np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), np.uint8))


def _on_photograph(reading: PageReading, flat: Rectified, shown: ColourImage, remarks: tuple[str, ...]) -> PageReading:
    """The reading of the rectified page with its boxes on the photograph."""
    moved = _moved(reading, flat.box_to_original)
    quality = replace(moved.quality, is_photo=True, remarks=remarks)
    return replace(moved, width=shown.shape[1], height=shown.shape[0], quality=quality)


def _is_doubtful(reading: PageReading, sheet: PreparedPage) -> bool:
    """True where a page full of letters yields little that reads surely, and no table headed the right way up."""
    if len(sheet.found) < FEW_LETTERS or (reading.grid and len(headed_kinds(reading.grid.columns)) >= HEADED):
        return False
    lengths = [len(line.text) for line in reading.lines]
    if sum(lengths) < max(FEW_LETTERS, FEW_OF_FOUND * len(sheet.found)):
        return True
    sure = sum(line.confidence * length for line, length in zip(reading.lines, lengths, strict=True))
    return sure / sum(lengths) < SURE_READING


def _read_turned(page: PageImage, turn: int, sheet: PreparedPage, readers: Readers) -> PageReading:
    """The page read as it lies after the turn; `sheet` is that page prepared."""
    pieces = straight_pieces(_all_ink(sheet), sheet.body)
    may_be_ruled = may_hold_table(pieces, sheet.shape)
    reading = _read_prepared(page, turn, sheet, readers, pieces, may_be_ruled)
    if may_be_ruled or not heads_a_sheet(reading.lines):
        return reading
    # A copier left so little of the rules that only the headings say that there is a table.
    return _read_prepared(page, turn, sheet, readers, pieces, True)


def _read_prepared(
    page: PageImage, turn: int, sheet: PreparedPage, readers: Readers, pieces: Sequence[Piece], may_be_ruled: bool
) -> PageReading:
    """The page as it was prepared, read; a table is looked for where it may be ruled."""
    shown = sheet.shape
    slope = page_slope(find_runs(sheet.found, sheet.body, sheet.shape))
    to_shown: Callable[[Box], Box] | None = None
    if abs(slope) > (TABLE_SKEW if may_be_ruled else STEEP):
        level = levelled(sheet, slope)
        sheet, to_shown = level.page, level.to_shown
        pieces = straight_pieces(_all_ink(sheet), sheet.body)
    stamps = find_stamps(sheet, pieces, slope if to_shown is None else 0.0, readers.line)
    # A coloured stamp over a table must not become part of it.
    tables = [table for table in find_tables(sheet.black) if _is_table(table)] if may_be_ruled else []
    people = _table_of_people(tables, sheet, readers.line)
    parted, own = _own_lines(sheet, tables, people, stamps, readers)
    if people is None or people.runs_rows_together:
        alone = own if people is None else _own_lines(sheet, tables, None, stamps, readers)[1]
        told = _told_by_names(alone, tables, sheet, 0.0 if to_shown else slope, readers.line)
        if told is not None and (people is None or len(told.grid.rows) > len(people.grid.rows)):
            people = told
            parted, own = _own_lines(sheet, tables, people, stamps, readers)
    reading = PageReading(
        page.number,
        shown[1],
        shown[0],
        _with_table(own, people) if people else tuple(own),
        parted.zones,
        people.grid if people else None,
        page_quality(page, sheet, float(np.degrees(np.arctan(slope))), False),
        turn,
        readers=readers.names,
        page_print=page_print(sheet.full) if people else None,
        signature_print=signature_print(sheet.full, people.grid) if people else None,
    )
    return _moved(reading, to_shown) if to_shown else reading


def _told_by_names(
    lines: Sequence[Line], tables: Sequence[RuledTable], sheet: PreparedPage, slope: float, reader: LineReader
) -> SheetTable | None:
    """The table of people below the headings of a sheet of which the rules between the rows are lost."""
    if not heads_a_sheet(lines):
        return None
    uprights = [rule for table in tables for rule in table.verticals]
    unruled = unruled_table(lines, _all_ink(sheet), slope, uprights)
    return _table_of_people([unruled], sheet, reader) if unruled else None


def _own_lines(
    sheet: PreparedPage,
    tables: Sequence[RuledTable],
    people: SheetTable | None,
    stamps: Sequence[ReadStamp],
    readers: Readers,
) -> tuple[SortedPage, list[Line]]:
    """The page's lines outside the table of people, with its zones."""
    rest = without_area(sheet, people.grid.box) if people else sheet
    if tables:
        rest = without_ruling(rest, tables)
    # The black strokes alone: a coloured frame is off the black layer already, and the print under it must stay.
    rest = without_marks(rest, rule_mask(rest.ink, straight_pieces(rest.found, rest.body), rest.body))
    parted = sorted_page(rest, stamps, readers.line)
    completed = with_open_ends_read(parted.lines, rest, readers.line)
    parted = replace(parted, lines=tuple(with_signers_read_again(completed, rest, readers.line)))
    return parted, _witnessed(parted, rest, readers)


def _all_ink(page: PreparedPage) -> Components:
    if page.coloured is None:
        return page.found
    return components_of(np.asarray(page.ink | (page.coloured.labels > 0), np.uint8))


def _is_table(table: RuledTable) -> bool:
    """False for a single cell: a frame."""
    return table.row_count >= 2 or table.column_count >= 2


def _table_of_people(tables: Sequence[RuledTable], page: PreparedPage, reader: LineReader) -> SheetTable | None:
    """The largest table, where it is an attendance list."""
    largest = max((table for table in tables if table.row_count >= 2), key=lambda table: table.box.area, default=None)
    people = read_sheet_table(largest, page.full, page.colour, reader) if largest else None
    return people if people and _lists_people(people.grid) else None


def _lists_people(grid: Grid) -> bool:
    """True for a table headed by names or signatures, or where a page goes on without headings, cells with titles."""
    named = [index for index, column in enumerate(grid.columns) if column.kind is ColumnKind.NAME]
    if not named or any(column.heading for column in grid.columns):
        return bool(named) and bool(headed_kinds(grid.columns) & {ColumnKind.NAME, ColumnKind.SIGNATURE})
    cells = [row[named[0]] for row in grid.rows]
    people = sum(cell.handwritten or bool(TITLE.match(cell.text)) for cell in cells)
    return people > 0.4 * len(cells)


def _witnessed(parted: SortedPage, page: PreparedPage, readers: Readers) -> list[Line]:
    """The document's own lines, those that matter with what the witnesses read beside the first reading."""
    lines = [line.as_line(Ink.PRINT) for line in parted.lines]
    asked = lines_to_witness(parted.lines)
    for witness in (readers.witness, readers.prose_witness):
        if witness is None:
            continue
        crops = [_witness_crop(page, parted.lines[index]) for index in asked]
        for index, reading in zip(asked, witness.read(crops), strict=True):
            lines[index] = replace(lines[index], readings=(*lines[index].readings, reading))
        asked = [index for index in asked if is_open(lines[index])]
    return lines


def _witness_crop(page: PreparedPage, line: ReadLine) -> GrayImage:
    return line_crop(page.black if line.colour == "black" else page.full, line.run)


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


def _moved(reading: PageReading, to_shown: Callable[[Box], Box]) -> PageReading:
    """The reading with every box mapped from the page as it was read to the page as shown."""

    def moved_line(line: Line) -> Line:
        return replace(line, box=to_shown(line.box))

    def moved_zone(zone: Zone) -> Zone:
        return replace(zone, box=to_shown(zone.box), lines=tuple(map(moved_line, zone.lines)))

    def moved_grid(grid: Grid) -> Grid:
        rows = tuple(tuple(replace(cell, box=to_shown(cell.box)) for cell in row) for row in grid.rows)
        columns = []
        for column in grid.columns:
            strip = to_shown(Box(column.x0, grid.box.y0, column.x1, grid.box.y1))
            columns.append(replace(column, x0=strip.x0, x1=strip.x1))
        return replace(grid, box=to_shown(grid.box), rows=rows, columns=tuple(columns))

    return replace(
        reading,
        lines=tuple(map(moved_line, reading.lines)),
        zones=tuple(map(moved_zone, reading.zones)),
        grid=moved_grid(reading.grid) if reading.grid else None,
    )
