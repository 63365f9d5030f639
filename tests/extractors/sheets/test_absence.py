"""Words of absence told from names by what a reader held possible in them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from extractors.sheets.absence import likeness_of, with_reading
from extractors.sheets.signatures import Verdict
from models.geometry import Box
from models.page import LineReading
from tests.extractors.told_reader import Doubt, lattice_of

Doubts = Mapping[int, Doubt]


def _read(text: str, doubts: Doubts | None = None, confidence: float = 0.7) -> LineReading:
    """A reading; `doubts` are what else was held possible in the place of a letter."""
    held = {at: {text[at]: 0.9} | dict(others) for at, others in (doubts or {}).items()}
    return LineReading(text, confidence, "line", lattice=lattice_of(text, held))


@pytest.mark.parametrize(
    ("text", "doubts", "word"),
    [
        ("ลา", {}, "ลา"),
        ("ไม่มา", {}, "ไม่มา"),
        ("ใม่ มา", {}, "ไม่มา"),
        ("(ลา)", {}, "ลา"),
        ("- ขาด -", {}, "ขาด"),
        ("ติดราชการ", {}, "ติดราชการ"),
        ("ไพ่มา", {1: {"ม": 0.2}}, "ไม่มา"),
        ("ลากิง", {4: {"จ": 0.1}}, "ลากิจ"),
        ("ดีดราชกาส", {0: {"ต": 0.3}, 1: {"ิ": 0.4}, 8: {"ร": 0.3}}, "ติดราชการ"),
        ("สา", {0: {"ล": 0.5}}, "ลา"),
    ],
)
def test_words_of_absence_are_known_also_misread(text: str, doubts: Doubts, word: str) -> None:
    likeness = likeness_of(_read(text, doubts))
    assert likeness is not None and likeness.word == word and likeness.is_word


@pytest.mark.parametrize("text", ["สมชาย ใจดี", "วิไลพร", "บุญมี", "ไพรพฤกษ์", "ลาวัลย์", "มาลา"])
def test_names_are_not(text: str) -> None:
    likeness = likeness_of(_read(text))
    assert likeness is None or not likeness.may_be_word


@pytest.mark.parametrize(("text", "confidence"), [("ก", 0.9), ("", 0.9), ("123", 0.9), ("Somchai", 0.9), ("ลา", 0.3)])
def test_what_holds_no_word_or_was_hardly_read_is_like_none(text: str, confidence: float) -> None:
    assert likeness_of(_read(text, confidence=confidence)) is None
    assert likeness_of(LineReading(text, 0.9, "line")) is None


@pytest.mark.parametrize(("text", "doubts"), [("ไพ่มา", {1: {"ม": 0.003}}), ("สา", {0: {"ล": 0.02}})])
def test_what_is_much_like_a_word_is_in_doubt(text: str, doubts: Doubts) -> None:
    likeness = likeness_of(_read(text, doubts))
    assert likeness is not None and likeness.may_be_word and not likeness.is_word


LA = {0: {"ล": 0.02}}
MAI_MA = {1: {"ม": 0.003}}


@pytest.mark.parametrize(
    ("measured", "seen", "read", "told"),
    [
        (False, 0.94, (("า", {}), ("ลา", {}), ("าา", {})), False),  # the word at one height of letters
        (False, 0.94, (("า", {}), ("สา", LA)), None),  # a short word nobody can read
        (False, 0.98, (("สา", LA),), True),
        (True, 0.94, (("ไพ่มา", MAI_MA),), None),
        (True, 0.3, (("ไพ่มา", MAI_MA),), False),  # much like a word, and the network leans to it
        (True, 0.3, (("สา", LA),), None),  # a short one only letter for letter
        (True, 0.98, (("ลา", {}),), None),
        (True, 0.65, (("", {}), ("6", {})), True),  # nobody can read a letter in a scribble
        (True, 0.65, (("สม", {}),), None),
        (None, 0.65, (("", {}),), None),  # nor in a stroke that may be a dash
        (None, 0.9, (("", {}), ("–", {})), None),
    ],
)
def test_what_is_read_decides_where_the_network_is_not_sure(
    measured: bool | None, seen: float, read: tuple[tuple[str, Doubts], ...], told: bool | None
) -> None:
    before = True if seen > 0.88 else None
    verdict = Verdict(before, seen, Box(0, 0, 40, 20), measured, seen)
    assert with_reading(verdict, [_read(*one) for one in read]).signed is told


@pytest.mark.parametrize(
    ("signed", "measured", "text", "confidence", "told"),
    [
        (None, True, "พงศชัย", 0.6, True),
        (None, False, "พงศชัย", 0.6, True),
        (False, True, "พงศชัย", 0.6, True),  # the network alone took writing for a word of absence
        (False, False, "พงศชัย", 0.6, None),  # its size says so too
        (None, True, "พงศชัย", 0.5, None),  # hardly read
        (None, True, "อุ่น", 0.9, None),  # as short as such a word
        (None, True, "ติดราชการ", 0.9, False),
    ],
)
def test_writing_that_reads_as_a_name_is_one(
    signed: bool | None, measured: bool, text: str, confidence: float, told: bool | None
) -> None:
    verdict = Verdict(signed, 0.9, Box(0, 0, 40, 20), measured, 0.45)
    assert with_reading(verdict, [_read(text, confidence=confidence)]).signed is told
