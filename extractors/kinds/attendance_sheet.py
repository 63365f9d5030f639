"""ใบเซ็นชื่อ: a ruled table of people, and above it what they came together for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from extractors.fields.citations import cited_in_body
from extractors.fields.layout import PageLayout, PrintedLine
from extractors.fields.letter_date import date_field
from extractors.fields.witnesses import proved
from extractors.kinds.plain import plain_document
from extractors.sheets.headings import headed_kinds
from extractors.sheets.same_strokes import find_same_strokes
from extractors.sheets.sheet_number import find_sheet_number
from extractors.thai.dates import find_dates
from extractors.thai.digits import to_arabic
from models.document import Document, Problem
from models.field import Field
from models.geometry import Box
from models.sheet import Cell, Column, ColumnKind, Grid, Row, Sheet
from models.status import DocType

DOC_TYPE = DocType.ATTENDANCE_SHEET

# ใบเซ็นชื่อผู้เข้าร่วมกิจกรรม | ใบลงชื่อ | บัญชีลงชื่อ | ใบลงทะเบียน | บัญชีลงเวลา | รายชื่อผู้เข้าร่วมประชุม
TITLE = re.compile(r"(?:ใบ|บัญชี|แบบ)?\s?(?:เซ็นชื่อ|ลงลายมือชื่อ|ลงชื่อ|ลงทะเบียน|ลงเวลา)|(?:บัญชี)?รายชื่อผู้เข้า")
ACTIVITY_LABEL = re.compile(r"^(?:ชื่อ)?(?:กิจกรรม|โครงการ|เรื่อง|การประชุม|หลักสูตร)\s?[:：]?\s?")
# not หอประชุม, ห้องประชุม: a place
ACTIVITY_WORD = re.compile(r"กิจกรรม|โครงการ|(?<!หอ)(?<!ห้อง)ประชุม|อบรม|อาสาสมัคร|เวที|สัมมนา")
# ตามหนังสืออำเภอแม่ใจ ที่ พย ๐๖๑๘.๑/ว ๑๙๔๗: a line about the letter, whatever else it names
CITING = re.compile(r"(?:ตาม|อ้างถึง)\s?(?:หนังสือ|คำสั่ง|ประกาศ|วิทยุ)")
OF_A_LETTER = re.compile(r"(?:ลง(?:วันที่)?|หนังสือ\S*\s?วันที่)\s*$")
# ณ ศาลาประชาคมหมู่ที่ ๓ | สถานที่ หอประชุมอำเภอ
PLACE = re.compile(r"(?:(?<=\s)|^)(?:ณ|สถานที่(?:จัด)?\s?[:：]?)\s+(?!วันที่)(?P<place>\S.*)$")


def matches(pages: Sequence[PageLayout]) -> bool:
    """True for a table headed by names and signatures, one of names without headings, or one under a sheet's title."""
    grid = pages[0].page.grid
    if grid is None:
        return False
    if {ColumnKind.NAME, ColumnKind.SIGNATURE} <= headed_kinds(grid.columns):
        return True
    kinds = {column.kind for column in grid.columns}
    headless = not any(column.heading for column in grid.columns) and not lines_above(pages[0], grid)
    if headless and {ColumnKind.NAME, ColumnKind.SIGNATURE} <= kinds:
        return True  # a sheet that goes on from a page handed in apart: a table of titled names and nothing above it
    titled = any(TITLE.search(line.text) for line in lines_above(pages[0], grid))
    return titled and bool(kinds & {ColumnKind.NAME, ColumnKind.SIGNATURE})


def continues(earlier: PageLayout, later: PageLayout) -> bool:
    """True where a page goes on with the sheet of the page before: the same columns, the numbers running on."""
    above, below = earlier.page.grid, later.page.grid
    if above is None or below is None:
        return False
    if [column.kind for column in above.columns] != [column.kind for column in below.columns]:
        return False
    if any(TITLE.search(line.text) for line in lines_above(later, below)):
        return False
    last, first = _numbers(above)[-1:], _numbers(below)[:1]
    return not (last and first) or first[0] == last[0] + 1


def extract(pages: Sequence[PageLayout]) -> Document:
    grids = [(page.page.number, page.page.grid) for page in pages if page.page.grid is not None]
    rows = tuple(row for number, grid in grids for row in _rows(number, grid))
    first = pages[0]
    above = lines_above(first, first.page.grid) if first.page.grid is not None else list(first.lines)
    number, count = find_sheet_number(above, lines_below(first, first.page.grid) if first.page.grid is not None else ())
    sheet = Sheet(
        rows,
        _title(above),
        _activity(above),
        _date(above),
        _place(above),
        find_same_strokes(rows),
        tuple(cited_in_body(above)),
        number,
        count,
    )
    problems = []
    if not rows:
        problems.append(Problem("problem.sheet_without_rows", first.page.number))
    document = plain_document(DOC_TYPE, pages, tuple(problems))
    return replace(document, sheet=sheet)


def lines_above(page: PageLayout, grid: Grid) -> list[PrintedLine]:
    return [line for line in page.lines if line.box.centre[1] < grid.box.y0]


def lines_below(page: PageLayout, grid: Grid) -> list[PrintedLine]:
    return [line for line in page.lines if line.box.centre[1] > grid.box.y1]


def _numbers(grid: Grid) -> list[int]:
    return [number for row in grid.rows if (number := _number(_cells_of(grid, row, ColumnKind.NUMBER))) is not None]


def _rows(page: int, grid: Grid) -> Iterable[Row]:
    for cells in grid.rows:
        row = _row(page, grid, cells)
        if row is not None:
            yield row


def _row(page: int, grid: Grid, cells: Sequence[Cell]) -> Row | None:
    """One person's row; None for a line of the form that nobody filled and nothing was printed on."""
    numbers = _cells_of(grid, cells, ColumnKind.NUMBER)
    names = _cells_of(grid, cells, ColumnKind.NAME)
    signatures = _cells_of(grid, cells, ColumnKind.SIGNATURE)
    by_hand = any(cell.handwritten for cell in names)
    name = " ".join(cell.text.strip() for cell in names if cell.text.strip()) or None
    number, signed = _number(numbers), _signed(signatures)
    if number is None and name is None and not by_hand and signed is False:
        return None
    return Row(
        no=number,
        name=None if by_hand else name,
        signed=signed,
        page=page,
        box=Box.around(cell.box for cell in cells),
        name_box=Box.around(cell.box for cell in names) if names else None,
        signature_box=Box.around(cell.box for cell in signatures) if signatures else None,
        name_confidence=min((cell.confidence for cell in names), default=0.0),
        signed_confidence=min((cell.signed_confidence for cell in signatures), default=0.0),
        handwritten_name=by_hand,
        position=_text(grid, cells, ColumnKind.POSITION),
        phone=_text(grid, cells, ColumnKind.PHONE),
        remark=_text(grid, cells, ColumnKind.REMARK),
        strokes=next((cell.strokes for cell in signatures if cell.strokes), None),
        name_glimpse=" ".join(cell.glimpse for cell in names if cell.glimpse) or None,
    )


def _cells_of(grid: Grid, cells: Sequence[Cell], kind: ColumnKind) -> list[Cell]:
    columns: Sequence[Column] = grid.columns
    return [cell for column, cell in zip(columns, cells, strict=False) if column.kind is kind]


def _text(grid: Grid, cells: Sequence[Cell], kind: ColumnKind) -> str | None:
    texts = [cell.text.strip() for cell in _cells_of(grid, cells, kind) if cell.text.strip() and not cell.handwritten]
    return " ".join(texts) or None


def _number(cells: Sequence[Cell]) -> int | None:
    text = to_arabic("".join(cell.text for cell in cells)).strip(" .)")
    return int(text) if text.isascii() and text.isdigit() else None


def _signed(cells: Sequence[Cell]) -> bool | None:
    """Present where any of the signature cells (morning, afternoon) is signed; unsure before absent."""
    marks = [cell.signed for cell in cells]
    if any(mark is True for mark in marks):
        return True
    return None if not marks or any(mark is None for mark in marks) else False


def _title(lines: Sequence[PrintedLine]) -> Field[str]:
    line = next((line for line in lines if TITLE.search(line.text)), None)
    return proved(line.passage, line.text, prose=True) if line is not None else Field()


def _activity(lines: Sequence[PrintedLine]) -> Field[str]:
    """A labelled line, else the first line below the title that names a meeting, a course or a project."""
    for line in lines:
        label = ACTIVITY_LABEL.match(line.text)
        if label is not None and len(line.text) > label.end() + 3 and not TITLE.search(line.text):
            return proved(line.passage, line.text, prose=True)
    for line in lines:
        if ACTIVITY_WORD.search(line.text) and not TITLE.search(line.text) and not CITING.search(line.text):
            return proved(line.passage, line.text, prose=True)
    return Field()


def _date(lines: Sequence[PrintedLine]) -> Field[date]:
    """The first day in the head that is not a cited letter's: ตามหนังสือ … ลงวันที่ …"""
    before = ""
    for line in lines:
        for found in find_dates(line.text):
            if not OF_A_LETTER.search(before + line.text[: found.start]):
                return date_field(line.passage, found)
        before = line.text + " "
    return Field()


def _place(lines: Sequence[PrintedLine]) -> Field[str]:
    for line in lines:
        match = PLACE.search(line.text)
        if match is not None:
            part = line.passage.cut(match.start("place"))
            return proved(part, part.text, prose=True)
    return Field()
