"""A restated passage with another number in it is found with both places, and nothing else is."""

from __future__ import annotations

import pytest

from docproc.passages import PlacedLine, differing_numbers
from models.geometry import Box

UPPER = (
    "ด้วยกรมจะจัดอบรมอาสาสมัครประจำหมู่บ้านในระบบออนไลน์ จำนวน ๙ ชั่วโมง และอบรมในห้องเรียน",
    "อีกจำนวน ๙ ชั่วโมง เมื่อผ่านการอบรมแล้วจะได้รับวุฒิบัตร โดยเบิกค่าตอบแทนได้ ๑,๐๐๐ บาท ต่ออำเภอ",
)
LOWER = (
    "จังหวัดได้รับแจ้งจากกรมว่า จะจัดอบรมอาสาสมัครประจำหมู่บ้านในระบบออนไลน์ จำนวน ๔ ชั่วโมง",
    "และอบรมในห้องเรียนอีกจำนวน ๔ ชั่วโมง เมื่อผ่านการอบรมแล้วจะได้รับวุฒิบัตร โดยเบิกค่าตอบแทนได้ 1,000 บาท ต่ออำเภอ",
)


def lines(*texts: str) -> list[PlacedLine]:
    return [PlacedLine(text, 1, Box(100, 100 + 50 * n, 900, 140 + 50 * n)) for n, text in enumerate(texts)]


def found(upper: tuple[str, ...], lower: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(one.upper, one.lower) for one in differing_numbers(lines(*upper), lines(*lower))]


def test_other_hours_are_found_with_the_lines_that_hold_them() -> None:
    first, second = differing_numbers(lines(*UPPER), lines(*LOWER))
    assert (first.upper, first.lower, first.words[:7]) == ("9", "4", "ชั่วโมง")
    assert (first.upper_line.box.y0, first.lower_line.box.y0) == (100, 100)
    assert (second.upper_line.box.y0, second.lower_line.box.y0) == (150, 150)


def test_digits_of_either_script_are_one_number() -> None:
    assert found(UPPER, UPPER) == []
    assert found(UPPER, tuple(text.replace("๙", "9") for text in UPPER)) == []


@pytest.mark.parametrize("slip", [("อบรม", "อบรน"), ("จำนวน", "จำนวม"), ("วุฒิบัตร", "วุฒบัตร")])
def test_slips_around_the_number_do_not_hide_it(slip: tuple[str, str]) -> None:
    assert found(UPPER, tuple(text.replace(*slip) for text in LOWER)) == [("9", "4"), ("9", "4")]


def test_other_matters_are_not_compared() -> None:
    other = ("ขอเชิญประชุมหัวหน้าส่วนราชการประจำเดือน ครั้งที่ ๔ ณ ห้องประชุมชั้น ๒ เวลา ๐๙.๓๐ น. โดยพร้อมเพรียงกัน",)
    assert found(UPPER, other) == []


def test_items_of_a_list_that_repeat_each_other_are_no_difference() -> None:
    items = tuple(f"ให้อำเภอแต่ละแห่งรายงานผลการดำเนินงานประจำงวดที่ {n} พร้อมหลักฐานทุกรายการ" for n in "๑๒")
    assert found(items, items) == []


def test_nothing_is_found_in_an_empty_text() -> None:
    assert found((), LOWER) == []
    assert found(UPPER, ()) == []
