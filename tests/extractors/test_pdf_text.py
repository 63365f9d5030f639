"""Trust in a text layer: each way a Thai layer is broken, and a sound one."""

from __future__ import annotations

import pytest

from extractors.pdf_text import Char, layer_lines, normal_sara_am, text_doubts, text_layer_of, word_share

SOUND = "ประกาศจังหวัดเรื่องการจัดงานประจำปีของจังหวัดและการรับสมัครอาสาสมัคร"


def chars(text: str, x: float = 100.0, baseline: float = 105.0, step: float = 10.0) -> list[Char]:
    """Characters as a word processor lays them: marks have no width of their own."""
    found: list[Char] = []
    for char in text:
        is_mark = char in "ัิีึืฺุู็่้๊๋์ํ"
        at = x - step if is_mark else x
        found.append(Char(char, at, at + step, baseline - 15, baseline + 5, baseline, 16))
        x += 0 if is_mark else step
    return found


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("ที\uf70a ประชุมคณะกรรมการจังหวัด", "text_layer.private_use"),  # old Windows fonts place tones there
        ("(cid:12)(cid:44)ประชุม", "text_layer.unmapped"),  # a font without its character map
        ("ท ี่ประช ุมเม ื่อว ันจ ันทร ์", "text_layer.spaced_marks"),
        ("ที่ปร่ะุชุมเ ไ่ิ", "text_layer.out_of_order"),
        ("กขฟห ดสวง ผปแอ ทมฝใ กขฟหดสวงผปแอทมฝใกขฟหดสวงผปแอทมฝใ", "text_layer.no_words"),  # letters without sense
    ],
)
def test_what_is_broken_is_named(text: str, doubt: str) -> None:
    assert doubt in text_doubts(text, word_share(text))


def test_a_sound_layer_is_trusted() -> None:
    layer = text_layer_of(chars(SOUND), over_scan=False, invisible=False)
    assert layer.is_trusted
    assert [line.text for line in layer.lines] == [SOUND]


@pytest.mark.parametrize("fault", ["over_scan", "invisible"])
def test_the_text_of_another_programs_reading_is_not(fault: str) -> None:
    facts = {"over_scan": False, "invisible": False} | {fault: True}
    layer = text_layer_of(chars(SOUND), over_scan=facts["over_scan"], invisible=facts["invisible"])
    assert not layer.is_trusted
    assert layer.doubts == (f"text_layer.{fault}",)


def test_lines_stand_in_rows_and_a_wide_gap_parts_them() -> None:
    found = chars("เรื่อง", baseline=300) + chars("ศาลากลาง", x=600, baseline=200) + chars("ที่ ชม", baseline=201)
    assert [line.text for line in layer_lines(found)] == ["ที่ ชม", "ศาลากลาง", "เรื่อง"]


def test_sara_am_in_two_parts_is_one_glyph() -> None:
    (line,) = layer_lines(chars("นํ้าและจํานวน"))
    assert line.text == "น้ำและจำนวน"
    assert "".join(glyph.char for glyph in line.readings[0].glyphs) == line.text


def test_sara_am_is_one_letter() -> None:
    assert normal_sara_am("นํ้า จํานวน น้ํา") == "น้ำ จำนวน น้ำ"
