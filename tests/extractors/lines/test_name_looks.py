"""Names read again from sharper and wider lines, and weighed as Thai names."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from extractors.lines.name_looks import SURE, read_again, with_signers_read_again
from extractors.lines.reading_lines import ReadLine
from extractors.lines.run import TextRun
from extractors.preparation.prepared import prepared
from extractors.readers.reader import GrayImage
from models.page import LineReading
from tests.extractors.drawing import letter
from tests.extractors.told_reader import Doubt, ToldReader, reading_of


def _crop() -> GrayImage:
    crop = np.full((40, 220), 255, np.uint8)
    crop[10:30, 10:200:12] = 40
    return crop


def _again(reading: LineReading, *looks: tuple[str, Mapping[int, Doubt]]) -> LineReading:
    (found,) = read_again([reading], [_crop()], ToldReader(list(looks)))
    return found


def test_a_name_is_spelt_as_the_looks_and_thai_names_have_it() -> None:
    doubt = {5: {"ข": 0.5, "ช": 0.5}}
    found = _again(reading_of("นายสมขาย", SURE - 0.1), *[("นายสมขาย", doubt)] * 3)
    assert found.text == "นายสมชาย"
    assert [glyph.char for glyph in found.glyphs] == list("นายสมชาย")
    changed = found.glyphs[5]
    assert (changed.x0, changed.x1) == (50.0, 60.0)
    assert changed.alternatives == (("ข", 0.9),)


def test_what_every_look_saw_surely_stays_however_it_is_spelt() -> None:
    found = _again(reading_of("นายสมฃาย", SURE - 0.1), *[("นายสมฃาย", {})] * 3)
    assert found.text == "นายสมฃาย"


def test_a_name_never_becomes_surer() -> None:
    found = _again(reading_of("นายสมชาย", 0.6), *[("นายสมชาย", {})] * 3)
    assert found.text == "นายสมชาย" and found.confidence == pytest.approx(0.6)


def test_a_name_that_may_be_another_is_not_sure() -> None:
    doubt = {3: {"ะ": 0.5, "ี": 0.5}}
    found = _again(reading_of("มานะ", SURE - 0.01), *[("มานะ", doubt)] * 3)
    assert found.confidence < 0.8


def test_a_letter_that_was_missed_at_first_finds_its_place() -> None:
    found = _again(reading_of("สมาย", SURE - 0.1), *[("สมชาย", {})] * 3)
    assert [(glyph.char, glyph.x0) for glyph in found.glyphs] == [
        ("ส", 0.0),
        ("ม", 10.0),
        ("ช", 20.0),
        ("า", 20.0),
        ("ย", 30.0),
    ]


def test_the_looks_are_at_the_line_itself_sharper_and_wider() -> None:
    reader = ToldReader([("นายสมชาย", {})] * 3)
    read_again([reading_of("นายสมชาย", SURE - 0.1)], [_crop()], reader)
    plain, sharp, wide = reader.seen
    assert plain.shape == sharp.shape and not np.array_equal(plain, sharp)
    assert wide.shape[1] > sharp.shape[1]


def _signers(*lines: ReadLine, looks: int = 3) -> tuple[list[str], int]:
    """What the lines say after all looks, and how many crops were looked at."""
    page = prepared(letter().pixels)
    assert page is not None
    reader = ToldReader([("(นายสมขาย)", {6: {"ข": 0.5, "ช": 0.5}})] * looks)
    found = with_signers_read_again(lines, page, reader)
    return [line.text for line in found], len(reader.seen)


def _line(text: str, confidence: float = SURE - 0.1, pen: bool = False) -> ReadLine:
    return ReadLine(TextRun(20, 220, 60, 0.0, 20, np.empty(0, np.intp)), reading_of(text, confidence, pen))


def test_the_name_below_a_signature_is_read_again() -> None:
    assert _signers(_line("เรียน นายอำเภอ"), _line("(นายสมขาย)")) == (["เรียน นายอำเภอ", "(นายสมชาย)"], 3)


@pytest.mark.parametrize(
    "line",
    [
        _line("(นายสมขาย)", SURE + 0.01),
        _line("(นายสมขาย)", pen=True),
        _line("(สำนักงานส่งเสริมการปกครองท้องถิ่น)"),
        _line("นายสมขาย"),
    ],
    ids=["sure", "by pen", "no person", "no brackets"],
)
def test_no_other_line_is(line: ReadLine) -> None:
    assert _signers(line, looks=0) == ([line.text], 0)
