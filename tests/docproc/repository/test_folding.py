"""What a search takes for the same text."""

from __future__ import annotations

import pytest

from docproc.repository.folding import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ว ๕๑๕๐", "ว5150"),
        ("ประจํา", "ประจำ"),  # nikhahit and sara aa typed one by one
        ("ABC", "abc"),
        ("ขอ\u200bเชิญ", "ขอเชิญ"),  # zero-width space between words
        ("ขอเชิญ\nประชุม", "ขอเชิญ ประชุม"),
    ],
)
def test_same_text_written_differently_folds_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("ปา", "ป่า"), ("๑", "๒"), ("ก", "ข")])
def test_different_text_stays_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)
