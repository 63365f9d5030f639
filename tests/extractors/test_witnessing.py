"""Which lines are read a second time, and when a third reader is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.witnessing import is_open
from models.page import Glyph, Line, LineReading
from tests.factories import line

SUBJECT = "เรื่อง ขอเชิญประชุม"


def heard(text: str, confidence: float = 0.99, at: int = -1) -> LineReading:
    """What the witness read, with the given confidence at one place, or at each."""
    glyphs = tuple(
        Glyph(char, confidence if at in (-1, index) else 0.99, 10 * index, 10 * index + 9)
        for index, char in enumerate(text)
    )
    return LineReading(text, 0.9, "line-witness", glyphs)


def witnessed(own: Line, witness: LineReading) -> Line:
    return replace(own, readings=(*own.readings, witness))


@pytest.mark.parametrize(
    ("own", "witness", "needs_another"),
    [
        (line(SUBJECT), heard(SUBJECT), False),
        (line(SUBJECT), heard(SUBJECT, 0.4, at=9), True),
        # Contradicted: a person decides, whatever a third reader says.
        (line(SUBJECT), heard("เรื่อง ขอเชิญประชุง"), False),
        # What the first reader is not sure of cannot become sure.
        (line(SUBJECT, confidence=0.7), heard(SUBJECT, 0.4, at=9), False),
        (line("ที่ ลป ๐๔๑๘/๑๒", pen="๑๒"), heard("ที่ ลป ๐๔๑๘/๑๒", 0.4, at=9), False),
    ],
)
def test_a_third_reader_is_asked_where_the_witness_saw_badly(
    own: Line, witness: LineReading, needs_another: bool
) -> None:
    assert is_open(witnessed(own, witness)) is needs_another
