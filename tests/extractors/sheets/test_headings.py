"""Headings of sign-in sheets, as printed and as misread."""

from __future__ import annotations

import pytest

from extractors.sheets.headings import column_kind, headed_kinds, heads_a_sheet
from models.geometry import Box
from models.page import Ink, Line, LineReading
from models.sheet import Column, ColumnKind


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("ลำดับ", ColumnKind.NUMBER),
        ("ที่", ColumnKind.NUMBER),
        ("ลำดับ ที่", ColumnKind.NUMBER),  # over two lines
        ("ชื่อ - สกุล", ColumnKind.NAME),
        ("ชื่อ–นามสกุล", ColumnKind.NAME),
        ("รายชื่อ", ColumnKind.NAME),
        ("ตำแหน่ง/หน่วยงาน", ColumnKind.POSITION),
        ("ตําแหน่ง", ColumnKind.POSITION),  # sara am in two characters, as Tesseract writes it
        ("หมู่ที่", ColumnKind.ADDRESS),
        ("เบอร์โทร", ColumnKind.PHONE),
        ("หมายเลขโทรศัพท์", ColumnKind.PHONE),
        ("เลขประจำตัวประชาชน", ColumnKind.CITIZEN_ID),
        ("ลายมือชื่อ", ColumnKind.SIGNATURE),
        ("ลงชื่อ", ColumnKind.SIGNATURE),
        ("ลายมือชื่อผู้เข้าร่วมประชุม", ColumnKind.SIGNATURE),
        ("บ่าย", ColumnKind.SIGNATURE),
        ("เวลากลับ", ColumnKind.TIME),
        ("หมายเหตุ", ColumnKind.REMARK),
        ("ลายมืชือ", ColumnKind.SIGNATURE),  # a letter lost and a mark misread
        ("ขื่อ-สกล", ColumnKind.NAME),
        ("รายเซ็น", ColumnKind.SIGNATURE),
        ("", ColumnKind.OTHER),
        ("นายสมหมาย ใจดี", ColumnKind.OTHER),
        ("๑๒", ColumnKind.OTHER),
        ("จำนวนเงิน", ColumnKind.OTHER),
    ],
)
def test_a_heading_names_its_column(heading: str, kind: ColumnKind) -> None:
    assert column_kind(heading)[0] is kind


def test_a_misread_heading_is_less_like_than_a_clear_one() -> None:
    assert column_kind("ลายมืชือ")[1] < column_kind("ลายมือชื่อ")[1] == 1.0


def test_only_kinds_that_the_headings_name_are_headed() -> None:
    columns = [Column(ColumnKind.NAME, "ชื่อ - สกุล", 0, 10), Column(ColumnKind.SIGNATURE, "หน้าที่ ๑ ของ ๑ หน้า", 10, 20)]
    assert headed_kinds(columns) == {ColumnKind.NAME}


@pytest.mark.parametrize(
    ("signatures", "y", "told"),
    [("ลายมือชื่อ", 410, True), ("ลายมือชื่อ", 900, False), ("โทรศัพท์", 410, False)],
)
def test_names_beside_signatures_head_a_sheet(signatures: str, y: int, told: bool) -> None:
    lines = [
        Line(Box(x, top, x + 300, top + 40), Ink.PRINT, (LineReading(text, 0.9, "line"),))
        for text, x, top in (("ชื่อ - สกุล", 200, 400), (signatures, 700, y), ("นายสมมุติ ใจดี", 200, 460))
    ]
    assert heads_a_sheet(lines) is told
