from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.thai.normal_form import normal_form

SPELLINGS = [
    # Tesseract writes sara am as nikhahit and sara aa.
    ("กํานัน", "กำนัน"),
    # With a tone mark between or before the two.
    ("นํ้า", "น้ำ"),
    ("น้ํา", "น้ำ"),
    # Two sara e for sara ae.
    ("เเจ้ง", "แจ้ง"),
    # Zero-width space and soft hyphen of text layers.
    ("เรื่อง\u200bทดสอบ", "เรื่องทดสอบ"),
    # The tone stored before its vowel.
    ("เร่ือง", "เรื่อง"),
    # A mark read twice.
    ("ที่่", "ที่"),
    # A space that a reader put before a mark.
    ("ก ำหนด", "กำหนด"),
    # Runs of spaces, no-break spaces, line ends.
    ("  ก\u00a0 ข\n", "ก ข"),
    # Nothing else is corrected: a wrong word stays as it was printed.
    ("ความั่นคง", "ความั่นคง"),
]


@pytest.mark.parametrize(("read", "expected"), SPELLINGS)
def test_spelling(read: str, expected: str) -> None:
    assert normal_form(read) == expected


@given(st.text(alphabet="กขนร เแำํา้่ิีุ๑2\u200b", max_size=20))
def test_twice_is_once(text: str) -> None:
    once = normal_form(text)
    assert normal_form(once) == once
