"""What a column of an attendance sheet holds, from its heading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from models.geometry import Box
from models.page import Line
from models.sheet import Column, ColumnKind

# Headings as printed on sign-in sheets of offices and villages (domain knowledge, not one form's wording).
SYNONYMS: dict[ColumnKind, tuple[str, ...]] = {
    ColumnKind.NUMBER: ("ลำดับ", "ลำดับที่", "ที่", "เลขที่", "No."),
    ColumnKind.NAME: (
        "ชื่อ-สกุล",
        "ชื่อ-นามสกุล",
        "ชื่อ-ชื่อสกุล",
        "ชื่อตัว-ชื่อสกุล",
        "รายชื่อ",
        "ชื่อ",
        "ชื่อและนามสกุล",
        "ยศ-ชื่อ-สกุล",
        "ชื่อผู้เข้าร่วม",
        "ชื่อผู้เข้าประชุม",
        "Name",
    ),
    ColumnKind.POSITION: (
        "ตำแหน่ง",
        "หน่วยงาน",
        "สังกัด",
        "ตำแหน่ง/หน่วยงาน",
        "ตำแหน่ง/สังกัด",
        "หน่วยงาน/สังกัด",
        "ส่วนราชการ",
        "อาชีพ",
        "องค์กร",
    ),
    ColumnKind.ADDRESS: (
        "หมู่ที่",
        "หมู่",
        "ม.",
        "บ้านเลขที่",
        "ที่อยู่",
        "ตำบล",
        "อำเภอ",
        "หมู่บ้าน",
        "ชุมชน",
        "บ้านเลขที่/หมู่ที่",
        "ภูมิลำเนา",
    ),
    ColumnKind.PHONE: (
        "โทรศัพท์",
        "เบอร์โทร",
        "เบอร์โทรศัพท์",
        "หมายเลขโทรศัพท์",
        "โทร.",
        "โทรศัพท์มือถือ",
        "เบอร์ติดต่อ",
    ),
    ColumnKind.CITIZEN_ID: (
        "เลขประจำตัวประชาชน",
        "เลขบัตรประชาชน",
        "หมายเลขบัตรประชาชน",
        "เลขที่บัตรประชาชน",
        "เลขประจำตัว ๑๓ หลัก",
    ),
    ColumnKind.SIGNATURE: (
        "ลายมือชื่อ",
        "ลงลายมือชื่อ",
        "ลงชื่อ",
        "ลายเซ็น",
        "ลายเซ็นชื่อ",
        "เซ็นชื่อ",
        "ลงนาม",
        "ลายมือชื่อผู้เข้าร่วม",
        "ลายมือชื่อผู้รับเงิน",
        "เช้า",
        "บ่าย",
        "ภาคเช้า",
        "ภาคบ่าย",
        "Signature",
    ),
    ColumnKind.TIME: ("เวลา", "เวลามา", "เวลากลับ", "เวลาเข้า", "เวลาออก", "เวลาลงชื่อ", "เวลาเซ็นชื่อ"),
    ColumnKind.REMARK: ("หมายเหตุ", "อื่น ๆ", "Remark"),
}
# Similarity, 0..100, from which a heading misread in a letter or two is still taken for a synonym.
LEAST_SIMILARITY = 66.0
# Likeness, 0..1, of a line of a page that is taken for a heading by its words alone.
SURE_HEADING = 0.8


def column_kind(heading: str) -> tuple[ColumnKind, float]:
    """The kind a heading names and how like a known heading it is, 0..1; OTHER with 0 where it is like none."""
    text = _bare(heading)
    if not text:
        return ColumnKind.OTHER, 0.0
    best, best_score = ColumnKind.OTHER, 0.0
    for kind, synonyms in SYNONYMS.items():
        for synonym in synonyms:
            score = _similarity(text, _bare(synonym))
            if score > best_score:
                best, best_score = kind, score
    if best_score < LEAST_SIMILARITY:
        return ColumnKind.OTHER, 0.0
    return best, best_score / 100


def headed_kinds(columns: Iterable[Column]) -> set[ColumnKind]:
    """The kinds that the headings themselves name, those guessed from a column's place left out."""
    return {column.kind for column in columns if column_kind(column.heading)[0] is column.kind} - {ColumnKind.OTHER}


def heads_a_sheet(lines: Sequence[Line]) -> bool:
    """Whether the headings of names and of signatures stand side by side among the lines of a page."""
    return sheet_headings(lines) is not None


def sheet_headings(lines: Sequence[Line]) -> list[Box] | None:
    """The boxes of the headings in the row that holds those of names and of signatures; None without one."""
    parts = [part for line in lines for part in _parted(line)]
    boxes: dict[ColumnKind, list[Box]] = {ColumnKind.NAME: [], ColumnKind.SIGNATURE: []}
    for text, box in parts:
        kind, likeness = column_kind(text)
        if kind in boxes and likeness >= SURE_HEADING:
            boxes[kind].append(box)
    for name in boxes[ColumnKind.NAME]:
        for signature in boxes[ColumnKind.SIGNATURE]:
            reach = max(name.height, signature.height)
            if abs(name.centre[1] - signature.centre[1]) < reach:
                middle = (name.centre[1] + signature.centre[1]) / 2
                return [box for _, box in parts if abs(box.centre[1] - middle) < reach / 2]
    return None


def _parted(line: Line) -> list[tuple[str, Box]]:
    """The headings of a line that holds several, each with its share of the box; else the line as it is."""
    words = line.text.split()
    if len(words) < 2 or any(column_kind(word)[1] < SURE_HEADING for word in words):
        return [(line.text, line.box)]
    parts, at = [], 0
    for word in words:
        place = line.text.index(word, at)
        at = place + len(word)
        x0, x1 = (line.box.x0 + round(line.box.width * end / len(line.text)) for end in (place, at))
        parts.append((word, Box(x0, line.box.y0, max(x1, x0 + 1), line.box.y1)))
    return parts


def _similarity(text: str, synonym: str) -> float:
    whole = fuzz.ratio(text, synonym)
    # A long synonym inside a longer heading: "ลายมือชื่อผู้เข้าร่วมประชุม". The share it fills breaks ties.
    if len(synonym) >= 4 and len(text) > len(synonym):
        inside = fuzz.partial_ratio(text, synonym)
        if inside >= 85:
            whole = max(whole, 0.75 * inside + 20 * len(synonym) / len(text))
    # Two letters may be alike by chance: short headings must match as they are.
    if min(len(synonym), len(text)) <= 3 and text != synonym:
        return min(whole, LEAST_SIMILARITY - 1)
    return whole


def _bare(text: str) -> str:
    """Letters alone, sara am composed, so that hyphens, slashes and spaces do not count."""
    composed = unicodedata.normalize("NFC", text).replace("\u0e4d\u0e32", "ำ")
    return re.sub(r"[^\u0e01-\u0e39\u0e40-\u0e4ea-z]", "", composed.lower())
