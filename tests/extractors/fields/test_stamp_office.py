"""A stamp's office against the offices that there are."""

from __future__ import annotations

import pytest

from extractors.fields.passage import Passage, passage_of
from extractors.fields.stamp_office import SOURCE, office_field
from models.geometry import Box
from models.page import Glyph, Ink, Line, LineReading
from models.status import Status


def read_as(text: str, confidence: float = 0.97) -> Passage:
    glyphs = tuple(Glyph(char, confidence, n * 10.0, n * 10.0 + 9) for n, char in enumerate(text))
    reading = LineReading(text, confidence, "line-reader", glyphs)
    return passage_of(Line(Box(0, 0, 10 * len(text), 20), Ink.STAMP, (reading,)), 1)


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("เทศบาลต่ำบลแม่คง", "เทศบาลตำบลแม่คง"),  # a mark too many
        ("ศาลากลางจงหวดภูเกต", "ศาลากลางจังหวัดภูเก็ต"),  # marks that worn rubber lost
        ("ที่ว่ รอำเภองาว", "ที่ว่าการอำเภองาว"),  # a gap where the ink is lost
        ("กลงนlยนายแธะแผน", "กองนโยบายและแผน"),
        ("สำนักงานเขตพื้นที่การศึกษาสุรินทร เขต ๓", "สำนักงานเขตพื้นที่การศึกษาสุรินทร์ เขต ๓"),
    ],
)
def test_a_misread_office_is_the_one_that_the_ink_allows_and_never_sure(seen: str, meant: str) -> None:
    office = office_field(read_as(seen))

    assert office.value == meant
    assert office.status is Status.READ
    assert "stamp.office_by_gazetteer" in office.reasons
    assert office.alternatives[0].printed == seen


@pytest.mark.parametrize(
    "name", ["กองนโยบายและแผนงาน", "โรงเรียนบ้านป่าสัก", "อบต.บ้านสมมุติ", "มหาวิทยาลัยตัวอย่าง", "ชมรมผู้สูงอายุ", "เทศบาลตำบลใจดี"]
)
def test_an_office_outside_the_gazetteer_keeps_its_clear_reading(name: str) -> None:
    office = office_field(read_as(name))

    assert office.value == name
    assert "stamp.office_by_gazetteer" not in office.reasons


def test_a_place_outside_the_gazetteer_is_not_exchanged_for_one_in_it() -> None:
    # แม่วาง is in it, one letter away.
    office = office_field(read_as("เทศบาลต่ำบลแม่จาง"))

    assert office.value is not None
    assert office.value.endswith("แม่จาง")
    assert "เทศบาลตำบลแม่จาง" in (office.value, *(other.printed for other in office.alternatives))


def test_where_two_known_offices_are_as_likely_neither_is_taken() -> None:
    # แม่สอย, แม่ลอย and others: one letter between any two
    office = office_field(read_as("อบต.แม่ตอย", 0.5))

    assert office.value == "อบต.แม่ตอย"
    assert len([other for other in office.alternatives if other.source == SOURCE]) >= 2
