"""Rows of files as people save them, and files that must not be opened."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from docproc.registers.importing.report import FileRefusedError
from docproc.registers.importing.table_file import FORMULA, MOST_UNPACKED_BYTES, read_table

LINES = 'รหัส,ชื่อ\r\n๑,น้ำ\r\n\r\n2,"สอง\nบรรทัด"\r\n'
ROWS = [(1, ("รหัส", "ชื่อ")), (2, ("๑", "น้ำ")), (4, ("2", "สอง บรรทัด"))]


def rows(data: bytes) -> list[tuple[int, tuple[str, ...]]]:
    return [(row.number, row.cells) for row in read_table(data)]


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_every_spreadsheet_program_is_read_alike(encoding: str, delimiter: str) -> None:
    assert rows(LINES.replace(",", delimiter).encode(encoding)) == ROWS


def test_cells_come_in_their_normal_form() -> None:
    assert rows("ชื่อ,ข\nน้ํา  ใส,\u200bก\n".encode())[1] == (2, ("น้ำ ใส", "ก"))


def test_merged_cell_counts_for_each_of_its_rows_and_once_to_the_right() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["อำเภอ", "ตำบล", "หมู่"], ["เถิน", "แม่วะ", 1], [None, None, 2.0], [], [None, "แม่ปะ", 1]):
        sheet.append(row)
    sheet.merge_cells("A2:A5")
    sheet.merge_cells("B2:C2")
    assert rows(saved(book))[1:] == [(2, ("เถิน", "แม่วะ", "")), (3, ("เถิน", "", "2")), (5, ("เถิน", "แม่ปะ", "1"))]


def test_dates_times_and_yes_are_written_out_and_formulas_are_not_worked_out() -> None:
    book = openpyxl.Workbook()
    book.active.append([dt.datetime(2021, 1, 4), dt.time(9, 5), True, 5208.0, "=1+1"])
    assert rows(saved(book)) == [(1, ("2021-01-04", "09:05", "1", "5208", FORMULA))]
    assert rows(b'a,"=HYPERLINK(1)"\n') == [(1, ("a", FORMULA))]


def bomb() -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(MOST_UNPACKED_BYTES // 2**20 + 1):
            part.write(b" " * 2**20)
    return stream.getvalue()


def with_entities() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    return stream.getvalue()


def far_cell() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1048576"] = "x"
    return saved(book)


def many_parts() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(1001):
            archive.writestr(f"{number}.xml", "")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bomb(), "import_file.bomb"),
        (with_entities(), "import_file.bomb"),
        (many_parts(), "import_file.bomb"),
        (far_cell(), "import_file.too_many_cells"),
        (b"PK\x03\x04 not a workbook", "import_file.broken_xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "import_file.old_or_locked"),
        (b"a,b\n\xff\xfd\x00\x01", "import_file.unknown_text"),
        (b'a,"b\nc', "import_file.broken_csv"),
        (b"\r\n\r\n", "import_file.empty"),
        (b"", "import_file.empty"),
        (b",".join([b"x"] * 200), "import_file.too_many_cells"),
    ],
    ids=["bomb", "entities", "parts", "far cell", "no zip", "xls", "binary", "open quote", "blank", "nothing", "wide"],
)
def test_file_that_must_not_be_opened_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        read_table(data)
    assert refused.value.code == code


def test_truncated_workbook_is_refused() -> None:
    book = openpyxl.Workbook()
    book.active.append(["รหัส"])
    data = saved(book)
    for end in (len(data) // 3, len(data) - 30):
        with pytest.raises(FileRefusedError):
            read_table(data[:end])
