"""Words of absence told from names by their reading."""

from __future__ import annotations

import pytest

from extractors.sheets.absence import IS_WORD, MAY_BE_WORD, absence_likeness


@pytest.mark.parametrize(
    "text", ["ลา", "ไม่มา", "ไม่ มา", "ติดราชการ", "ตีดราชการ", "ลาปวย", "ขาด", "ไปราชกาน", "ไมเข้าร่วม", "ย้ายออก"]
)
def test_words_of_absence_are_known_also_misread(text: str) -> None:
    assert absence_likeness(text) >= IS_WORD


@pytest.mark.parametrize("text", ["สมชาย ใจดี", "วิไลพร", "บุญมี", "ก", "", "123", "Somchai"])
def test_names_are_not(text: str) -> None:
    assert absence_likeness(text) < MAY_BE_WORD


@pytest.mark.parametrize("name", ["ลาวัลย์", "ลาภ", "มาลา"])
def test_a_name_much_like_a_word_stays_in_doubt(name: str) -> None:
    assert MAY_BE_WORD <= absence_likeness(name) < IS_WORD
