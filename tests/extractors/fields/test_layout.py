"""Digits that stand by themselves beside an open number complete it, and count as written by hand."""

from __future__ import annotations

from extractors.assembly import assemble
from models.document import Document
from tests.factories import line, page


def letter_with(*number_row: tuple[str, int]) -> Document:
    lines = [
        *(line(text, x=x, y=200) for text, x in number_row),
        line("ศาลากลางจังหวัดพะเยา", x=1000, y=200),
        line("๒๘ สิงหาคม ๒๕๖๖", x=800, y=300),
        line("เรื่อง ขอเชิญประชุม", y=360),
        line("เรียน นายอำเภอทุกอำเภอ", y=420),
    ]
    return assemble([page(lines)])[0]


def test_tidy_digits_after_an_open_number_complete_it_as_pen() -> None:
    document = letter_with(("ที่ พย ๐๐๓๐.๒/ว", 236), ("๖๔๗๘", 480))
    assert document.letter is not None
    number = document.letter.reference_no
    assert number.value is not None
    assert (number.value.number, number.handwritten) == ("6478", True)
    assert not number.status.is_sure
    assert "๖๔๗๘" not in document.text  # the text is the printed text alone


def test_digits_far_from_the_open_number_do_not_complete_it() -> None:
    document = letter_with(("ที่ พย ๐๐๓๐.๒/ว", 236), ("๖๔๗๘", 830))
    assert document.letter is not None
    assert document.letter.reference_no.value is None


def test_digits_after_a_whole_number_stay_text() -> None:
    document = letter_with(("ที่ พย ๐๐๓๐.๒/ว ๑๒", 236), ("๖๔๗๘", 540))
    assert document.letter is not None
    assert document.letter.reference_no.value is not None
    assert document.letter.reference_no.value.number == "12"
