"""Attendance sheets: the ruled table as seen on a page, and the sheet made of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from models.field import Field
from models.geometry import Box
from models.letter import Citation


class ColumnKind(StrEnum):
    """What a column of the sheet holds, decided by its heading (domain.md 5.1 lists the synonyms)."""

    NUMBER = "number"  # ลำดับ
    NAME = "name"  # ชื่อ - สกุล
    POSITION = "position"  # ตำแหน่ง / หน่วยงาน
    ADDRESS = "address"  # บ้านเลขที่ หมู่ที่ ตำบล
    PHONE = "phone"  # เบอร์โทร
    CITIZEN_ID = "citizen_id"  # เลขประจำตัวประชาชน
    SIGNATURE = "signature"  # ลายมือชื่อ
    TIME = "time"  # เวลา
    REMARK = "remark"  # หมายเหตุ
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its place, its printed text, and for a signature cell whether it is signed.

    `signed` is True, False, or None where the marks do not tell (and for cells of other columns).
    `handwritten` is True where the cell holds pen writing; `glimpse` is then what a reader made of it: never a value,
    good for putting likely names first. `strokes` is the print of a signature's strokes in hex, for finding the same
    ones again.
    """

    box: Box
    text: str = ""
    confidence: float = 0.0
    signed: bool | None = None
    signed_confidence: float = 0.0
    handwritten: bool = False
    strokes: str | None = None
    glimpse: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    kind: ColumnKind
    heading: str
    x0: int
    x1: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The table of one page: columns left to right, rows of as many cells top to bottom (headings left out)."""

    box: Box
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One person's line. `name` is None where it is handwritten or not readable; its box still shows it.

    `name_glimpse` is what a reader made of a handwritten name: never a value.
    """

    no: int | None
    name: str | None
    signed: bool | None
    page: int
    box: Box
    name_box: Box | None = None
    signature_box: Box | None = None
    name_confidence: float = 0.0
    signed_confidence: float = 0.0
    handwritten_name: bool = False
    position: str | None = None
    phone: str | None = None
    remark: str | None = None
    strokes: str | None = None
    name_glimpse: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A box on a page of the sheet's file."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an auditor should look at, with the pictures to look at; it says nothing about guilt."""

    code: str
    detail: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """An attendance sheet, its head and its rows."""

    rows: tuple[Row, ...]
    title: Field[str]
    activity: Field[str]
    date: Field[date]
    place: Field[str]
    findings: tuple[Finding, ...] = ()
    citations: tuple[Citation, ...] = ()  # the letters named in its head
    sheet_no: Field[int] = field(default_factory=Field)  # แผ่นที่ n
    sheet_count: Field[int] = field(default_factory=Field)  # จาก m

    @property
    def n_signed(self) -> int:
        return sum(row.signed is True for row in self.rows)

    @property
    def n_unsure(self) -> int:
        return sum(row.signed is None for row in self.rows)
