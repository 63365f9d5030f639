"""A register of letters as an XLSX file, in the columns of the official form."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font


def workbook(title: str, headings: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    """One sheet: the title, the headings, the lines. Every cell is text: nothing a letter says becomes a formula."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A3"
    for letter, width in zip("ABCDEFGHI", (10, 14, 22, 14, 28, 28, 48, 24, 24), strict=True):
        sheet.column_dimensions[letter].width = width

    def cell(text: str, *, is_bold: bool = False) -> WriteOnlyCell:
        made = WriteOnlyCell(sheet, value=text)
        made.data_type = "s"
        if is_bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(title, is_bold=True)])
    sheet.append([cell(heading, is_bold=True) for heading in headings])
    for line in lines:
        sheet.append([cell(text) for text in line])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
