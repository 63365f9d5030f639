"""Rows of text from a CSV or XLSX file somebody hands in. Nothing in it is trusted, and no formula is worked out."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from docproc.registers.importing.report import FileRefusedError
from extractors.thai.normal_form import normal_form

MOST_BYTES: Final = 32 * 1024 * 1024
# All villages of the country (75,000 rows) unpack to about 40 MB; a bomb of the same packed size to gigabytes.
MOST_UNPACKED_BYTES: Final = 96 * 1024 * 1024
MOST_PARTS: Final = 1000
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 100
LONGEST_CELL: Final = 2000
FORMULA: Final = "\x01="  # stands in a cell for a formula, whatever it says

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0"  # .xls, and an XLSX behind a password
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class TableRow:
    """`number` is counted from 1 as programs show it; `cells` are in their normal form, empty ones as ""."""

    number: int
    cells: tuple[str, ...]


def read_table(data: bytes) -> list[TableRow]:
    """The rows that hold anything. Raises FileRefusedError.

    CSV may be UTF-8 with or without a mark, UTF-16 or Windows-874, with commas, semicolons or tabs. Of an XLSX file
    the first sheet is read; a cell merged over several rows counts for each of them.
    """
    if len(data) > MOST_BYTES:
        raise FileRefusedError("import_file.too_large", str(MOST_BYTES // 1024 // 1024))
    if data.startswith(_OLE):
        raise FileRefusedError("import_file.old_or_locked")
    rows = _of_workbook(data) if data.startswith(_ZIP) else _of_text(_decoded(data))
    found = [TableRow(number, cells) for number, cells in rows if any(cells)]
    if not found:
        raise FileRefusedError("import_file.empty")
    return found


def _decoded(data: bytes) -> str:
    if data.startswith(_UTF16):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        # Thai in Windows-874 is hardly ever valid UTF-8: its letters are all above 0x80, one byte each.
        encodings = ("utf-8-sig", "cp874")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FileRefusedError("import_file.unknown_text")


def _of_text(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for cells in reader:
            begun, number = number + 1, reader.line_num  # a quoted cell may hold several lines
            _check_size(begun, len(cells))
            yield begun, tuple(_plain(FORMULA if cell.startswith("=") else cell) for cell in cells)
    except csv.Error as error:
        raise FileRefusedError("import_file.broken_csv", str(reader.line_num)) from error


def _of_workbook(data: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    _check_parts(data)
    try:
        sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=False, keep_links=False).worksheets[0]
    except Exception as error:  # openpyxl lets many kinds through from a damaged file
        raise FileRefusedError("import_file.broken_xlsx") from error
    _check_size(sheet.max_row, sheet.max_column)
    above = _merged_downwards(sheet)
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if all(cell.value is None for cell in row):
            continue  # a merged cell that reaches over a blank row does not fill it
        cells = (sheet.cell(*above[number, n]) if (number, n) in above else cell for n, cell in enumerate(row, start=1))
        yield number, tuple(_plain(FORMULA if cell.data_type == "f" else _as_text(cell.value)) for cell in cells)


def _check_parts(data: bytes) -> None:
    """Before anything is unpacked as a whole: how large it says it is, which the unpacking then holds it to."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
                raise FileRefusedError("import_file.bomb")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and _declares_entities(archive, part):
                    raise FileRefusedError("import_file.bomb")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise FileRefusedError("import_file.broken_xlsx") from error


def _declares_entities(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """A document type stands before the first element; entities that unfold into gigabytes are declared in it."""
    with archive.open(part) as stream:
        head = stream.read(4096)
    return any("<!DOCTYPE".encode(encoding) in head for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def _merged_downwards(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """For each cell below the first of a merged one, that first one. To the right it counts once: titles do that."""
    above = {}
    for merged in sheet.merged_cells.ranges:
        for row in range(merged.min_row + 1, merged.max_row + 1):
            above[row, merged.min_col] = (merged.min_row, merged.min_col)
    return above


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    return str(value)


def _plain(text: str) -> str:
    return normal_form(text[: LONGEST_CELL + 1])


def _check_size(rows: int, columns: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise FileRefusedError("import_file.too_many_cells", f"{rows} × {columns}")
