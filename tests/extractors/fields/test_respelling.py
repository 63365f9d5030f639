"""Doubtful glyphs of a line read as its words ask for: only what a reader saw as possible, and never as sure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.fields.passage import Passage, passage_of
from extractors.fields.respelling import respelt, respelt_as_elsewhere, respelt_name
from extractors.fields.witnesses import proved
from models.page import Line
from models.status import Status
from tests.factories import line


def doubtful(
    text: str, at: str, *others: tuple[str, float], confidence: float = 0.8, witness: str | None = None
) -> Line:
    """A line whose first glyph `at` is in doubt, with what else its reader held it for."""
    plain = line(text, witness=witness)
    glyphs = list(plain.readings[0].glyphs)
    place = text.index(at)
    glyphs[place] = replace(glyphs[place], confidence=confidence, alternatives=others)
    return replace(plain, readings=(replace(plain.readings[0], glyphs=tuple(glyphs)), *plain.readings[1:]))


def spelt(one: Line) -> Passage:
    return respelt(passage_of(one, 1))


def test_a_word_is_taken_for_letters_that_are_none() -> None:
    passage = spelt(doubtful("เรื่อง ตรวจรับพัสคุ", "ค", ("ด", 0.2)))
    assert passage.text == "เรื่อง ตรวจรับพัสดุ"
    assert passage.as_seen == "เรื่อง ตรวจรับพัสคุ"


@pytest.mark.parametrize(
    ("text", "at", "offer"),
    [
        ("ที่ ลป ๐๔๑๘.๑/ว ๕๑๕๐", "ป", "บ"),  # ลบ is a word, and another province
        ("เสนอ ศซท.สซบ.ทหาร", "ซ", "ช"),  # abbreviations are no words
        ("จำนวน ๔ ชุด", "๔", "๕"),  # digits are left to the forms of numbers
    ],
)
def test_codes_abbreviations_and_digits_stay_as_read(text: str, at: str, offer: str) -> None:
    assert spelt(doubtful(text, at, (offer, 0.3))).text == text


def test_the_era_before_a_year_is_no_month() -> None:
    assert spelt(doubtful("ประจำปี พ.ค. ๒๕๖๘", "ค", ("ศ", 0.1))).text == "ประจำปี พ.ศ. ๒๕๖๘"
    assert spelt(doubtful("วันที่ ๓ พ.ค. ๒๕๖๘", "ค", ("ศ", 0.1))).text == "วันที่ ๓ พ.ค. ๒๕๖๘"


@pytest.mark.parametrize(
    ("text", "witness", "meant"),
    [
        ("เรื่อง สายวิทยาการุและเลขหมาย", "เรื่อง สายวิทยาการและเลขหมาย", "เรื่อง สายวิทยาการและเลขหมาย"),  # a speck below
        ("เรื่อง การประชุมสามญ", "เรื่อง การประชุมสามัญ", "เรื่อง การประชุมสามัญ"),  # a worn vowel
        ("เรื่อง การประชุมสามัญ", "เรื่อง การประชุมสามญ", "เรื่อง การประชุมสามัญ"),  # the witness missed it
        ("เสนอ ศซู.ทหาร", "เสนอ ศซ.ทหาร", "เสนอ ศซู.ทหาร"),  # no word either way
    ],
)
def test_a_vowel_over_or_under_the_line_is_settled_by_witness_and_words(text: str, witness: str, meant: str) -> None:
    passage = spelt(line(text, witness=witness))
    assert passage.text == meant
    assert proved(passage, passage.text, grammar_holds=True, prose=True).status is not Status.CORROBORATED


BODY = "๑. ด้วย ลชท.รอง ของ ศซบ.ทหาร ๒. เห็นควรแต่งตั้ง ลชท.รอง"


@pytest.mark.parametrize(
    ("read", "witness", "meant"),
    [
        ("แต่งตั้ง ลขท.รอง", "แต่งตั้ง ลชท.รอง", "แต่งตั้ง ลชท.รอง"),
        ("แต่งตั้ง ลขท.รอง", "แต่งตั้ง ลขท.รอง", "แต่งตั้ง ลขท.รอง"),  # nobody saw another letter
        ("แต่งตั้ง ลสท.รอง", "แต่งตั้ง ลชท.รวม", "แต่งตั้ง ลสท.รอง"),
    ],
)
def test_an_abbreviation_is_spelt_as_the_body_has_it_where_a_reader_saw_so(read: str, witness: str, meant: str) -> None:
    passage = respelt_as_elsewhere(passage_of(line(read, witness=witness), 1), BODY)
    assert passage.text == meant
    assert passage.as_seen == read


def test_pen_writing_is_left_as_it_was_read() -> None:
    written = doubtful("ตรวจรับพัสคุ", "ค", ("ด", 0.2))
    glyphs = tuple(replace(glyph, pen=True) for glyph in written.readings[0].glyphs)
    assert spelt(replace(written, readings=(replace(written.readings[0], glyphs=glyphs),))).text == "ตรวจรับพัสคุ"


def test_a_respelt_value_is_never_sure_and_shows_what_was_seen() -> None:
    passage = spelt(doubtful("ตรวจรับพัสคุ", "ค", ("ด", 0.2), witness="ตรวจรับพัสดุ"))
    field = proved(passage, passage.text, grammar_holds=True, prose=True)
    assert (field.value, field.status) == ("ตรวจรับพัสดุ", Status.READ)
    assert "ตรวจรับพัสคุ" in [alternative.printed for alternative in field.alternatives]


@pytest.mark.parametrize(
    ("seen", "at", "offer", "witness", "meant"),
    [
        # One of the known titles, the letter offered by the reader itself.
        ("(นำยสมมุติ ตัวอย่าง)", "ำ", "า", None, "(นายสมมุติ ตัวอย่าง)"),
        # A known given name by the witness's letter.
        ("(นายสมซาย ตัวอย่าง)", "ซ", "ช", "(นายสมชาย ตัวอย่าง)", "(นายสมชาย ตัวอย่าง)"),
        # No witness: names are not guessed from a list.
        ("(นายสมซาย ตัวอย่าง)", "ซ", "ช", None, "(นายสมซาย ตัวอย่าง)"),
        # What the witness reads is in no list either.
        ("(นายกมซาญ ตัวอย่าง)", "ซ", "ฃ", "(นายกมฃาญ ตัวอย่าง)", "(นายกมซาญ ตัวอย่าง)"),
    ],
)
def test_names_are_respelt_by_title_and_witness_alone(
    seen: str, at: str, offer: str, witness: str | None, meant: str
) -> None:
    passage = respelt_name(passage_of(doubtful(seen, at, (offer, 0.3), witness=witness), 1))
    assert passage.text == meant
