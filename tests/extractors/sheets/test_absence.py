"""Words of absence told from names by their reading."""

from __future__ import annotations

import pytest

from extractors.sheets.absence import IS_WORD, MAY_BE_WORD, absence_likeness, with_reading
from extractors.sheets.signatures import Verdict
from models.geometry import Box
from models.page import LineReading


@pytest.mark.parametrize(
    "text",
    [
        "ลา",
        "ไม่มา",
        "ไม่ มา",
        "ติดราชการ",
        "ตีดราชการ",
        "ลาปวย",
        "ขาด",
        "ไปราชกาน",
        "ไมเข้าร่วม",
        "ย้ายออก",
        "(ลา)",
        "- ขาด -",
    ],
)
def test_words_of_absence_are_known_also_misread(text: str) -> None:
    assert absence_likeness(text) >= IS_WORD


@pytest.mark.parametrize("text", ["สมชาย ใจดี", "วิไลพร", "บุญมี", "ก", "", "123", "Somchai"])
def test_names_are_not(text: str) -> None:
    assert absence_likeness(text) < MAY_BE_WORD


@pytest.mark.parametrize("name", ["ลาวัลย์", "ลาภ", "มาลา", "9ลา"])
def test_a_name_much_like_a_word_stays_in_doubt(name: str) -> None:
    assert MAY_BE_WORD <= absence_likeness(name) < IS_WORD


@pytest.mark.parametrize(
    ("measured", "seen", "read", "told"),
    [
        (False, 0.94, ("า", "ลา", "าา"), False),  # the word at one height of letters
        (False, 0.94, ("า", "ภา"), None),  # a short word nobody can read
        (False, 0.98, ("ภา",), True),
        (True, 0.94, ("ไมมว",), None),
        (True, 0.3, ("ไมมว",), False),  # much like a word, and the network leans to it
        (True, 0.98, ("ลา",), None),
        (True, 0.65, ("", "6"), True),  # nobody can read a letter in a scribble
        (True, 0.65, ("สม",), None),
        (None, 0.65, ("",), None),  # nor in a stroke that may be a dash
        (None, 0.9, ("", "–"), None),
    ],
)
def test_what_is_read_decides_where_the_network_is_not_sure(
    measured: bool | None, seen: float, read: tuple[str, ...], told: bool | None
) -> None:
    before = True if seen > 0.88 else None
    verdict = Verdict(before, seen, Box(0, 0, 40, 20), measured, seen)
    assert with_reading(verdict, [LineReading(text, 0.7, "line") for text in read]).signed is told


@pytest.mark.parametrize(
    ("signed", "measured", "text", "confidence", "told"),
    [
        (None, True, "พงศชัย", 0.9, True),
        (None, False, "พงศชัย", 0.9, True),
        (False, True, "พงศชัย", 0.9, True),  # the network alone took writing for a word of absence
        (False, False, "พงศชัย", 0.9, None),  # its size says so too
        (None, True, "พงศชัย", 0.6, None),  # hardly read
        (None, True, "อุ่น", 0.9, None),  # as short as such a word
        (None, True, "ติลราชกาส", 0.9, False),
    ],
)
def test_writing_that_reads_as_a_name_is_one(
    signed: bool | None, measured: bool, text: str, confidence: float, told: bool | None
) -> None:
    verdict = Verdict(signed, 0.9, Box(0, 0, 40, 20), measured, 0.45)
    assert with_reading(verdict, [LineReading(text, confidence, "line")]).signed is told
