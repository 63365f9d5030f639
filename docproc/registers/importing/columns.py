"""Which column of a file holds what, told by its heading in Thai or English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from docproc.registers.importing.report import FileRefusedError, ImportKind
from docproc.registers.importing.table_file import TableRow

ROWS_OF_TITLE: Final = 20  # a heading may have titles above it, but not more

# For each field the headings people give it, compared without spaces, stops, brackets and case.
_HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "code": ("รหัส", "รหัสหน่วยงาน", "รหัสอปท", "รหัสองค์กรปกครองส่วนท้องถิ่น", "code", "office code"),
    "village": ("รหัสหมู่บ้าน", "village code", "village"),
    "village_name": ("ชื่อหมู่บ้าน", "หมู่บ้าน", "village name"),
    "moo": ("หมู่ที่", "หมู่", "ม", "moo"),
    "subdistrict": ("ตำบล", "ชื่อตำบล", "แขวง", "รหัสตำบล", "subdistrict", "tambon", "subdistrict code"),
    "district": ("อำเภอ", "ชื่ออำเภอ", "เขต", "รหัสอำเภอ", "district", "amphoe", "district code"),
    "province": ("จังหวัด", "ชื่อจังหวัด", "รหัสจังหวัด", "province", "changwat", "province code"),
    "local": ("องค์กรปกครองส่วนท้องถิ่น", "อปท", "local government"),
    "name": ("ชื่อ", "ชื่อ-สกุล", "ชื่อ-นามสกุล", "ชื่อและนามสกุล", "ชื่อสกุล", "รายชื่อ", "ชื่อหน่วยงาน", "ชื่ออปท", "name", "full name"),
    "surname": ("นามสกุล", "สกุล", "surname", "last name"),
    "title": ("คำนำหน้า", "คำนำหน้าชื่อ", "คำนำหน้านาม", "title"),
    "office": ("หน่วยงาน", "ส่วนราชการ", "office"),
    "agency": ("สังกัด", "agency", "employer"),
    "position": ("ตำแหน่ง", "position"),
    "acting": ("ปฏิบัติหน้าที่", "รักษาการ", "การรักษาราชการแทน", "acting"),
    "since": ("ตั้งแต่วันที่", "ตั้งแต่", "วันที่ดำรงตำแหน่ง", "since", "from date"),
    "until": ("ถึงวันที่", "พ้นตำแหน่ง", "until", "to date"),
    "letter_code": ("อักษรย่อ", "รหัสตัวพยัญชนะ", "letter code"),
    "trained_on": ("วันที่อบรม", "วันที่ผ่านการอบรม", "trained on", "training date"),
    "certificate_no": ("เลขที่วุฒิบัตร", "วุฒิบัตรเลขที่", "certificate no", "certificate number"),
    "focus_age": ("อายุไม่เกิน35ปี", "ไม่เกิน35ปี", "35 or younger", "focus age"),
    "age": ("อายุ", "อายุปี", "age"),
    "online_on": (
        "วันที่ผ่านออนไลน์", "ผ่านหลักสูตรออนไลน์", "วันที่ผ่านหลักสูตรออนไลน์", "อบรมออนไลน์", "online passed", "online date",
    ),
    "online_hours": ("ชั่วโมงออนไลน์", "จำนวนชั่วโมงออนไลน์", "online hours"),
    "selected_on": ("วันที่คัดเลือก", "คัดเลือก", "วันที่ได้รับคัดเลือก", "selected", "selected on"),
    "classroom_on": ("วันที่อบรมในห้องเรียน", "อบรมในห้องเรียน", "อบรมเชิงปฏิบัติการ", "classroom", "classroom date"),
    "classroom_hours": ("ชั่วโมงในห้องเรียน", "จำนวนชั่วโมงในห้องเรียน", "classroom hours"),
    "certified_on": ("วันที่ได้รับวุฒิบัตร", "วันที่วุฒิบัตร", "วุฒิบัตร", "certified", "certificate date"),
    "fiscal_year": ("ปีงบประมาณ", "ปีงบประมาณพศ", "fiscal year"),
    "places": ("โควตา", "จำนวน", "จำนวนคน", "จำนวนที่นั่ง", "places", "quota"),
    "source": ("ที่มา", "หนังสืออ้างอิง", "อ้างอิง", "source"),
    "number": ("เลขทะเบียนรับ", "เลขทะเบียนส่ง", "เลขรับ", "เลขที่รับ", "เลขส่ง", "เลขทะเบียน", "register number", "number"),
    "entered_on": ("วันที่รับ", "วันที่ส่ง", "วันที่ลงทะเบียน", "วันที่ลงรับ", "received on", "sent on", "registered on"),
    "entered_time": ("เวลา", "เวลารับ", "time"),
    "reference_no": ("ที่", "เลขที่หนังสือ", "ที่หนังสือ", "reference", "reference no", "letter number"),
    "dated": ("ลงวันที่", "วันที่หนังสือ", "dated", "letter date"),
    "sender": ("จาก", "ผู้ส่ง", "from", "sender"),
    "addressee": ("ถึง", "เรียน", "ผู้รับ", "to", "addressee"),
    "subject": ("เรื่อง", "ชื่อเรื่อง", "subject"),
    "action": ("การปฏิบัติ", "action"),
    "remark": ("หมายเหตุ", "remark", "remarks", "note"),
    "circular": ("หนังสือเวียน", "ว", "เวียน", "circular"),
    "void_reason": ("ยกเลิก", "เหตุที่ยกเลิก", "void", "void reason"),
    # Told apart so that nobody's is kept.
    "citizen_number": (
        "เลขประจำตัวประชาชน", "เลขบัตรประชาชน", "เลขที่บัตรประชาชน", "เลขประชาชน", "citizen id", "national id",
    ),
    "phone": ("โทรศัพท์", "เบอร์โทร", "เบอร์โทรศัพท์", "โทร", "phone", "mobile", "telephone"),
    "birth_date": ("วันเกิด", "วันเดือนปีเกิด", "birth date", "date of birth"),
}  # fmt: skip
NEVER_KEPT: Final = ("citizen_number", "phone", "birth_date")

_OFFICE_FIELDS: Final = ("code", "name", "district", "province", "letter_code")
_LETTER_FIELDS: Final = (
    "office", "number", "entered_on", "entered_time", "reference_no", "dated", "sender", "addressee", "subject",
    "action", "remark", "void_reason",
)  # fmt: skip
# What is taken from a file of each kind: the fields without which no heading is one, then all.
_FIELDS: Final[dict[ImportKind, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    ImportKind.LOCAL_GOVERNMENTS: (("code", "name"), _OFFICE_FIELDS),
    ImportKind.VILLAGES: (
        ("village_name",),
        ("village", "village_name", "moo", "subdistrict", "district", "province", "local"),
    ),
    ImportKind.LEADERS: (
        ("name", "district"),
        ("title", "name", "surname", "district", "province", "agency", "trained_on", "certificate_no"),
    ),
    ImportKind.VOLUNTEERS: (
        ("name", "village"),
        (
            "title", "name", "surname", "village", "focus_age", "age", "online_on", "online_hours", "selected_on",
            "classroom_on", "classroom_hours", "certified_on", "certificate_no",
        ),
    ),
    ImportKind.OFFICIALS: (
        ("name", "position", "office"),
        ("title", "name", "surname", "position", "office", "acting", "since", "until"),
    ),
    ImportKind.LETTERS_RECEIVED: (("number", "entered_on", "subject"), _LETTER_FIELDS),
    ImportKind.LETTERS_SENT: (("number", "entered_on", "subject"), (*_LETTER_FIELDS, "circular")),
    ImportKind.QUOTAS: (("province", "fiscal_year", "places"), ("province", "fiscal_year", "places", "source")),
}  # fmt: skip

_NOT_COMPARED: Final = re.compile(r"[\s.()\[\]:_*]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """`places` says in which cell of a row each field stands, `printed` what its heading is called in the file.

    `dropped` are headings of what is never kept; `rows` are those behind the heading.
    """

    places: dict[str, int]
    printed: dict[str, str]
    dropped: tuple[str, ...]
    number: int


def find_heading(kind: ImportKind, rows: Sequence[TableRow]) -> tuple[Heading, list[TableRow]]:
    """The heading and the rows behind it. Raises FileRefusedError where a needed column is missing or stands twice."""
    needed, taken = _FIELDS[kind]
    best: Heading | None = None
    for row in rows[:ROWS_OF_TITLE]:
        heading = _heading_of(row, taken)
        if all(field in heading.places for field in needed):
            return heading, [one for one in rows if one.number > row.number]
        if best is None or len(heading.places) > len(best.places):
            best = heading
    missing = [field for field in needed if best is None or field not in best.places]
    raise FileRefusedError("import_file.no_heading", ", ".join(_HEADINGS[field][0] for field in missing))


def headings_of(kind: ImportKind) -> list[str]:
    """The Thai headings that a file of this kind may have, for the page that explains them."""
    return [_HEADINGS[field][0] for field in _FIELDS[kind][1]]


def _heading_of(row: TableRow, taken: Sequence[str]) -> Heading:
    places: dict[str, int] = {}
    printed: dict[str, str] = {}
    dropped: list[str] = []
    for place, cell in enumerate(row.cells):
        compared = _compared(cell)
        field = next((one for one in (*taken, *NEVER_KEPT) if compared in _COMPARED[one]), None)
        if field in NEVER_KEPT:
            dropped.append(cell)
        elif field is not None:
            if field in places:
                raise FileRefusedError("import_file.heading_twice", cell)
            places[field], printed[field] = place, cell
    return Heading(places, printed, tuple(dropped), row.number)


def _compared(heading: str) -> str:
    return _NOT_COMPARED.sub("", heading).casefold().replace("๓๕", "35").replace("–", "-")


_COMPARED: Final = {field: frozenset(map(_compared, names)) for field, names in _HEADINGS.items()}
