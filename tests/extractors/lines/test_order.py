"""Reading order: rows, and the cells of a ruled table."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.lines.order import cell_by_cell, in_reading_order
from models.geometry import Box
from models.page import CellPlace


@dataclass(frozen=True)
class Word:
    text: str
    box: Box
    cell: CellPlace | None = None


def word(text: str, x: int, y: int, cell: tuple[int, int, int] | None = None) -> Word:
    return Word(text, Box(x, y, x + 80, y + 20), CellPlace(*cell) if cell else None)


def read(*words: Word) -> list[str]:
    rows = in_reading_order(words, lambda one: one.box)
    return [one.text for one in cell_by_cell(rows, lambda one: one.cell, lambda one: one.text)]


def test_rows_from_the_top_and_from_the_left_in_each() -> None:
    assert read(word("วันที่", 500, 104), word("ที่", 100, 100), word("เรื่อง", 100, 140)) == ["ที่", "วันที่", "เรื่อง"]


def test_a_cell_is_read_to_its_end_before_the_next() -> None:
    words = (
        word("แบบส่งข้อความ", 300, 40),
        word("ความเร่งด่วน", 100, 100, (0, 0, 0)),
        word("ด่วนมาก", 100, 150, (0, 0, 0)),
        word("ชั้นความลับ", 300, 100, (0, 0, 1)),
        word("ปกติ", 300, 146, (0, 0, 1)),
        word("จาก", 100, 200, (0, 1, 0)),
        word("สำนักงานจังหวัด", 300, 200, (0, 1, 1)),
        word("ด้วย", 100, 300),
    )
    assert read(*words) == [one.text for one in words]


def test_a_cell_that_begins_lower_comes_after_those_beside_its_upper_neighbour() -> None:
    words = (
        word("หน่วย", 100, 100, (0, 0, 0)),
        word("ผู้เขียนข่าว", 300, 100, (0, 0, 1)),
        word("(นายสมมุติ ตัวอย่าง)", 300, 190, (0, 0, 1)),
        word("โทรศัพท์", 100, 150, (0, 1, 0)),
    )
    assert read(*words) == [one.text for one in words]


def test_two_tables_stay_apart_and_text_stays_between_them() -> None:
    words = (
        word("จาก", 100, 100, (0, 0, 0)),
        word("ถึง", 100, 140, (0, 1, 0)),
        word("เนื้อความ", 100, 200),
        word("หน่วย", 100, 300, (1, 0, 0)),
        word("ผู้เขียน", 300, 300, (1, 0, 1)),
    )
    assert read(*words) == [one.text for one in words]


def test_running_numbers_in_one_cell_are_rows_without_rules() -> None:
    words = (
        word("ลำดับ", 100, 100, (0, 0, 0)),
        word("รายการ", 300, 100, (0, 0, 1)),
        word("๑.", 100, 140, (0, 1, 0)),
        word("กระดาษ", 300, 140, (0, 1, 1)),
        word("๒.", 100, 180, (0, 1, 0)),
        word("หมึกพิมพ์", 300, 180, (0, 1, 1)),
    )
    assert read(*words) == [one.text for one in words]
