"""What two readings agree on, and what the witness has no word in."""

from __future__ import annotations

import pytest

from extractors.readers.agreement import Verdict, agreement
from models.page import Glyph, LineReading


def reading(text: str) -> LineReading:
    return LineReading(text, 0.9, "any")


@pytest.mark.parametrize(
    ("said", "heard", "span", "verdict"),
    [
        ("เรื่อง ขอเชิญประชุม", "เรื่อง ขอเชิญประชุม", (0, 19), Verdict.AGREE),
        ("เรื่อง ขอเชิญ", "เรื่องขอเชิญ", (0, 13), Verdict.AGREE),  # spaces are nobody's witness
        ("นายอำเภอดอยคำ", "นายอำเภอคอยคำ", (8, 13), Verdict.DIFFER),
        ("นายอำเภอดอยคำ", "นายอำเภอคอยคำ", (0, 8), Verdict.AGREE),
        ("ที่ ชม ๐๐๒๓", "ที่ ชม ๐๐๒๓", (7, 11), Verdict.MUTE),  # the model lacks half of the digits
        ("Smart City", "Smart City", (0, 10), Verdict.MUTE),
        ("สมชาย", "สมหชาย", (1, 3), Verdict.DIFFER),  # something stands between, says the witness
        ("สมชาย", "", (0, 5), Verdict.DIFFER),
    ],
)
def test_verdict_over_a_span(said: str, heard: str, span: tuple[int, int], verdict: Verdict) -> None:
    assert agreement(reading(said), reading(heard)).over(*span) is verdict


def test_share_counts_only_what_was_witnessed() -> None:
    found = agreement(reading("วันที่ ๑๒ มีนาคม"), reading("วันที่ ๑๕ มีนาคน"))
    assert found.share == pytest.approx(11 / 12)


def seen(text: str, *doubtful: int) -> LineReading:
    """A reading whose characters are sure but those at the places named."""
    glyphs = tuple(Glyph(char, 0.3 if at in doubtful else 0.99, 10 * at, 10 * at + 9) for at, char in enumerate(text))
    return LineReading(text, 0.9, "any", glyphs)


@pytest.mark.parametrize(
    ("said", "heard", "verdict"),
    [
        ("ที่ ลป ๐๔๑๘", seen("ที่ ลป ๐๔๑๘"), Verdict.AGREE),
        ("ที่ ลป ๐๔๑๘", seen("ที่ ลป ๐๔๑๓"), Verdict.DIFFER),
        ("ที่ ลป ๐๔๑๘", seen("ที่ ลป ๐๔๑๓", 10), Verdict.MUTE),  # it did not see what it contradicts with
        ("ที่ ลป ๐๔๑๘", seen("ที่ ลป ๐๔๑๘", 10), Verdict.MUTE),  # nor what it agrees on
        ("ที่ ลป ๐๔๑๘", seen("ที่ ลป ๐๔๑๘๑", 11), Verdict.AGREE),  # a digit more that may be a speck
        ("ที่ ลป ๐๔๑๘", seen("ที่ ลป ๐๔๑"), Verdict.DIFFER),
    ],
)
def test_a_witness_that_saw_badly_is_silent(said: str, heard: LineReading, verdict: Verdict) -> None:
    assert agreement(reading(said), heard, lambda char: True).over(0, len(said)) is verdict
