from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.fields.passage import joined, passage_of
from extractors.fields.witnesses import proved
from models.field import Field
from models.page import Ink, LineReading
from models.status import Status
from tests.factories import line

SUBJECT = "ขอเชิญประชุมผู้ใหญ่บ้านประจำเดือน ณ หอประชุม"

STATUSES = [
    # No witness read this line.
    (SUBJECT, None, Status.READ),
    # Two readers, letter for letter; spaces are nobody's witness.
    (SUBJECT, SUBJECT.replace(" ", ""), Status.CORROBORATED),
    # Tesseract's two-code sara am is the same letter.
    ("ขอทราบกำหนดการ", "ขอทราบกํา หนดการ", Status.CORROBORATED),
    # One tone mark of forty letters: shown, but no contradiction in prose.
    (SUBJECT, SUBJECT.replace("ผู้ใหญ่", "ผู้ใหญ"), Status.READ),
    # Another word is one.
    (SUBJECT, SUBJECT.replace("หอประชุม", "ศาลาวัดใหม่"), Status.DISPUTED),
    # A witness that read something else altogether saw another crop.
    (SUBJECT, "๕ ๑ | __", Status.READ),
    # Thai digits are beyond Tesseract: nothing is corroborated through it.
    ("ประจำปี พ.ศ. ๒๕๖๗", "ประจำปี พ.ศ. ๒๕๐๗", Status.READ),
]


@pytest.mark.parametrize(("own", "witness", "status"), STATUSES)
def test_status_of_prose_follows_the_witness(own: str, witness: str | None, status: Status) -> None:
    passage = passage_of(line(own, witness=witness), 1)
    assert proved(passage, passage.text, grammar_holds=True, prose=True).status is status


def test_agreement_without_grammar_is_only_read() -> None:
    passage = passage_of(line(SUBJECT, witness=SUBJECT), 1)
    field = proved(passage, passage.text, prose=True)
    assert field.status is Status.READ
    assert field.readers == ("line-reader", "tesseract")


def test_one_differing_letter_disputes_a_name() -> None:
    passage = passage_of(line("(นายสมมุติ ตัวอย่าง)", witness="(นายสมมุติ ตัวอข่าง)"), 1)
    name = passage.cut(1, len(passage) - 1)
    field = proved(name, name.text, grammar_holds=True)
    assert field.status is Status.DISPUTED
    assert [other.printed for other in field.alternatives] == ["นายสมมุติ ตัวอข่าง"]


def test_a_glyph_its_reader_doubts_keeps_a_value_from_being_sure() -> None:
    passage = passage_of(line(SUBJECT, witness=SUBJECT, confidence=0.7), 1)
    assert proved(passage, passage.text, grammar_holds=True, prose=True).status is Status.READ


def test_a_silent_witness_does_not_take_away_what_another_proved() -> None:
    # Thai digits: Tesseract has no word in them, the other line reader has.
    text = "ที่ ลป ๐๔๑๖.๑/ว ๕๑๕๐"
    read = line(text, witness="ที่ ลป ๐๔๑๒.๑/ว ๕๑๕๐")
    read = replace(read, readings=(*read.readings, LineReading(text, 0.9, "line-witness")))
    assert proved(passage_of(read, 1), text, grammar_holds=True).status is Status.CORROBORATED


@pytest.mark.parametrize("ink", [Ink.STAMP, Ink.PEN])
def test_readers_alone_are_never_sure_of_what_is_stamped_or_written(ink: Ink) -> None:
    passage = passage_of(replace(line(SUBJECT, witness=SUBJECT), ink=ink), 1)
    assert proved(passage, passage.text, grammar_holds=True, prose=True).status is Status.READ


def test_a_value_over_two_lines_needs_both_witnessed() -> None:
    first, second = line("การประชุมผู้ใหญ่บ้าน", witness="การประชุมผู้ใหญ่บ้าน"), line("ประจำเดือน", y=260)
    whole = joined([passage_of(first, 1), passage_of(second, 1)])
    assert proved(whole, whole.text, grammar_holds=True, prose=True).status is Status.READ


def test_the_text_layer_is_one_reader() -> None:
    plain = line("ขอเชิญประชุม")
    typed = type(plain)(plain.box, plain.ink, (LineReading("ขอเชิญประชุม", 1.0, "text-layer"),))
    field: Field[str] = proved(passage_of(typed, 1), "ขอเชิญประชุม", grammar_holds=True, prose=True)
    assert field.status is Status.READ
    assert field.readers == ("text-layer",)
    assert field.box == typed.box
