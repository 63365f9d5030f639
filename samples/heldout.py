"""Fresh letters and sheets for measuring; nothing of a set is committed.

Seeds from HELD_OUT_SEEDS_FROM on are held out: they are measured and reported, and no rule, threshold or weight may be
tuned on what they show. Smaller seeds are for developing.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from samples.damage import BAD_KINDS, Quality
from samples.documents import draw_document
from samples.drawn import Drawn, write_sample
from samples.invented import any_day, any_letter, person
from samples.letter import LetterKind, long_date
from samples.letter_page import Layout
from samples.pen import DigitBank
from samples.phone_photo import SCENES
from samples.places import any_place
from samples.sheet import Mark, Row, Sheet
from samples.sheet_page import SheetLayout, draw_sheet
from samples.truth import letter_document, sheet_document
from samples.typography import installed_families, px, thai_digits

HELD_OUT_SEEDS_FROM = 10_000
KINDS: tuple[LetterKind, ...] = (
    "external_letter", "memo", "external_letter", "external_letter", "announcement", "external_letter", "memo",
    "external_letter", "stamped_letter", "order",
)  # fmt: skip


@dataclass(frozen=True)
class HeldoutFile:
    """One written file: where it and its truths lie, what it shows and how it was damaged."""

    path: Path
    expected: Path
    lines: Path
    quality: Quality
    doc_type: str


def write_heldout(
    seed: int, out: Path, letters: int, sheets: int, qualities: Sequence[Quality], digits: DigitBank | None
) -> list[HeldoutFile]:
    """Every letter in the qualities but `photo`, every sheet in all of them, with their true lines."""
    out.mkdir(parents=True, exist_ok=True)
    written: list[HeldoutFile] = []
    for number in range(letters):
        rng = random.Random(f"{seed}/letter/{number}")
        kind = KINDS[number % len(KINDS)]
        drawn = _letter(rng, kind, digits)
        used = [quality for quality in qualities if quality != "photo"]
        written += write_qualities(drawn, out / f"letter-{number:03d}", used, rng, number, kind)
    for number in range(sheets):
        rng = random.Random(f"{seed}/sheet/{number}")
        drawn = _sheet(rng, digits)
        written += write_qualities(drawn, out / f"sheet-{number:03d}", qualities, rng, number, "attendance_sheet")
    return written


def write_qualities(
    drawn: Drawn, stem: Path, qualities: Sequence[Quality], rng: random.Random, number: int, doc_type: str
) -> list[HeldoutFile]:
    """The drawing put through each quality's machine; the worst kinds of damage and the scenes take turns."""
    files = []
    for quality in qualities:
        name = stem.with_name(f"{stem.name}-{quality}")
        path = write_sample(
            drawn, name, quality, random.Random(f"{rng.random()}/{quality}"),
            bad_kind=BAD_KINDS[number % len(BAD_KINDS)], scene=SCENES[number % len(SCENES)],
            orientation=rng.choice((1, 6, 8)), lines=True,
        )  # fmt: skip
        expected, lines = (name.with_name(f"{name.name}.{ending}.json") for ending in ("expected", "truth-lines"))
        files.append(HeldoutFile(path, expected, lines, quality, doc_type))
    return files


def any_layout(rng: random.Random) -> Layout:
    """A layout an office might have: another font, size, line pitch, margins and tabs."""
    families = installed_families()
    family = rng.choice(families) if rng.random() < 0.6 else families[0]
    size = rng.uniform(42, 50)
    return Layout(
        family, size, round(size * rng.uniform(1.5, 1.75)), round(rng.uniform(16, 36)), px(rng.uniform(27, 32)),
        px(rng.uniform(188, 192)), px(rng.uniform(20, 27)), px(rng.uniform(26, 31)), px(rng.uniform(10, 17)),
        px(rng.uniform(114, 124)), px(rng.uniform(112, 124)), px(rng.uniform(266, 276)), rng.random() < 0.8,
        rng.random() < 0.6, rng.random() < 0.4,
    )  # fmt: skip


def _letter(rng: random.Random, kind: LetterKind, digits: DigitBank | None) -> Drawn:
    letter = any_letter(rng, kind)
    pages = draw_document(letter, any_layout(rng), rng, digits)
    return Drawn(tuple(pages), (letter_document(letter, pages),))


_COLUMNS: tuple[tuple[tuple[str, ...], tuple[float, ...]], ...] = (
    ((), ()), (("หมู่ที่",), (18,)), (("ตำแหน่ง",), (38,)), (("บ้านเลขที่", "หมู่ที่"), (24, 17)), (("โทรศัพท์",), (36,)),
)  # fmt: skip


def _sheet(rng: random.Random, digits: DigitBank | None) -> Drawn:
    place, day = any_place(rng), any_day(rng)
    columns, widths = rng.choice(_COLUMNS)
    thai = rng.random() < 0.65
    rows = _rows(rng, columns, rng.randint(8, 25), thai)
    remark = rng.choice(("หมายเหตุ", None))
    written_day = long_date(day)
    sheet = Sheet(
        rng.choice(("บัญชีลงชื่อผู้เข้าร่วมประชุม", "ใบลงชื่อผู้เข้าร่วมกิจกรรม", "ใบเซ็นชื่อผู้เข้ารับการอบรม",
                    "ใบลงทะเบียน")),
        (f"{rng.choice(('ประชุมประชาคม', 'อบรมอาสาสมัคร', 'กิจกรรมจิตอาสา'))}ตำบล{place.subdistrict} อำเภอ{place.district}",
         f"วันที่ {written_day} ณ ศาลาประชาคม หมู่ที่ {thai_digits(rng.randint(1, 14))}"),
        day, columns, rows, rng.choice(("ลำดับ", "ที่", "ลำดับที่")),
        rng.choice(("ชื่อ - สกุล", "ชื่อ - นามสกุล", "รายชื่อ")),
        rng.choice(("ลายมือชื่อ", "ลงชื่อ", "ลายเซ็น")), remark,
    )  # fmt: skip
    left = (rng.uniform(14, 19), rng.uniform(56, 66), *widths, rng.uniform(36, 46), *((20.0,) if remark else ()))
    height = min(px(16), px(222) // (len(rows) + 1))
    families = installed_families()
    layout = SheetLayout(
        left, rng.choice(families), rng.uniform(38, 44), round(height * rng.uniform(0.86, 1.0)),
        px(rng.uniform(16, 26)), thai, rng.randint(2, 5),
    )  # fmt: skip
    page = draw_sheet(sheet, layout, rng, digits)
    return Drawn((page,), (sheet_document(sheet, [page]),))


def _rows(rng: random.Random, columns: tuple[str, ...], count: int, thai: bool) -> tuple[Row, ...]:
    by_hand, present = rng.random() < 0.2, rng.uniform(0.5, 0.97)
    rows: list[Row] = []
    for number in range(1, count + 1):
        mark: Mark = "signature"
        if rng.random() > present:
            mark = rng.choices(("empty", "dash", "absent_note", "overflow"), (60, 15, 12, 13))[0]
        if mark == "overflow" and (not rows or rows[-1].mark != "signature"):
            mark = "empty"
        cells = tuple(_cell(rng, column, thai) for column in columns)
        rows.append(Row(number, person(rng), cells, mark, by_hand, rng.choice(("ลา", "ไม่มา", "ลากิจ"))))
    return tuple(rows)


def _cell(rng: random.Random, column: str, thai: bool) -> str:
    values = {
        "หมู่ที่": str(rng.randint(1, 15)),
        "ตำแหน่ง": rng.choice(("กำนัน", "ผู้ใหญ่บ้าน", "อสม.", "อสด.", "ประชาชน", "สมาชิกสภา")),
        "บ้านเลขที่": f"{rng.randint(1, 299)}/{rng.randint(1, 9)}",
        "โทรศัพท์": f"08{rng.randint(0, 9)}-{rng.randint(0, 999):03d}-{rng.randint(0, 9999):04d}",
    }
    return thai_digits(values[column]) if thai else values[column]
