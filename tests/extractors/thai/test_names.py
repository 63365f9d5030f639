from __future__ import annotations

import pytest

from extractors.thai.names import has_known_twin, is_rank, looks_like_name, split_title

TITLES = [
    ("นายสมมุติ ตัวอย่าง", "นาย", "สมมุติ ตัวอย่าง"),
    # นางสาว before นาง: the longer title is meant.
    ("นางสาวสมมุติ ตัวอย่าง", "นางสาว", "สมมุติ ตัวอย่าง"),
    # Titles follow each other.
    ("ผู้ช่วยศาสตราจารย์ ดร.สมมุติ ตัวอย่าง", "ผู้ช่วยศาสตราจารย์ ดร.", "สมมุติ ตัวอย่าง"),
    # A rank is a title too.
    ("พ.ต.อ. สมมุติ ตัวอย่าง", "พ.ต.อ.", "สมมุติ ตัวอย่าง"),
    ("ว่าที่ร้อยตรี สมมุติ ตัวอย่าง", "ว่าที่ร้อยตรี", "สมมุติ ตัวอย่าง"),
    # Officers print their names without one.
    ("สมมุติ ตัวอย่าง", "", "สมมุติ ตัวอย่าง"),
]


@pytest.mark.parametrize(("printed", "title", "rest"), TITLES)
def test_title_is_told_from_name(printed: str, title: str, rest: str) -> None:
    assert split_title(printed) == (title, rest)


@pytest.mark.parametrize("text", ["พ.อ.", "พล.ต.", "ร.อ.หญิง", "จ.ส.อ.", "พล.ต.ท.", "พันเอก", "น.อ."])
def test_rank_on_its_own_line(text: str) -> None:
    assert is_rank(text)


@pytest.mark.parametrize("text", ["", "โทร.", "ที่ กห", "ทราบ", "ผอ.กอง"])
def test_other_short_lines_are_no_ranks(text: str) -> None:
    assert not is_rank(text)


@pytest.mark.parametrize("text", ["นายสมมุติ ตัวอย่าง", "สมมุติ ตัวอย่าง", "นายสมมุติ"])
def test_shape_of_a_name(text: str) -> None:
    assert looks_like_name(text)


@pytest.mark.parametrize(
    "text",
    [
        # One word without a title is any word in brackets.
        "อสด.",
        # A phrase with digits.
        "ตามข้อ ๑",
        # A sentence is too many words.
        "โครงการ พัฒนา อาสา สมัคร ดิจิทัล ประจำหมู่บ้าน",
        "",
    ],
)
def test_other_bracketed_words_are_no_names(text: str) -> None:
    assert not looks_like_name(text)


@pytest.mark.parametrize(("name", "expected"), [("ปียะพงษ์", True), ("ปิยะพงษ์", False), ("พัชนิดา", True), ("สมชาย", False)])
def test_names_one_glyph_from_a_known_name(name: str, expected: bool) -> None:
    assert has_known_twin(name) is expected
