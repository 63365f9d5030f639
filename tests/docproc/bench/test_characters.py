from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from docproc.bench.characters import Count, _best_match_distance, line_error, page_error, thai_digit_error


def test_spaces_and_the_spelling_of_sara_am_do_not_count() -> None:
    assert page_error("กำนัน ทุกตำบล", "กํานันทุกตําบล") == Count(0, 12)


def test_text_read_too_much_counts_on_the_page_and_not_line_by_line() -> None:
    truth, got = "เรื่อง ทดสอบ\nเรียน ผู้อ่าน", "ตรายาง\nเรียน ผู้อ่าน\nเรื่อง ทดสอบ"
    assert page_error(truth, got).errors > 0
    assert line_error(truth, got).errors == 0


def test_a_lost_line_costs_its_length() -> None:
    assert line_error("เรื่อง ทดสอบ", "") == Count(11, 11)


def test_only_thai_digits_at_their_place_are_right() -> None:
    assert thai_digit_error("พ.ศ. ๒๕๖๓", "พ.ศ. ๒๕๒๓") == Count(1, 4)
    assert thai_digit_error("๒๕๖๓", "2563").errors == 4


def test_nothing_to_read_has_no_share() -> None:
    assert page_error("", "").share is None


@given(st.text("กขค๑๒", min_size=1, max_size=8), st.text("กขค๑๒", max_size=20))
def test_the_best_match_is_that_of_every_substring_tried(pattern: str, text: str) -> None:
    substrings = {text[i:j] for i in range(len(text) + 1) for j in range(i, len(text) + 1)}
    assert _best_match_distance(pattern, text) == min(Levenshtein.distance(pattern, part) for part in substrings)


@pytest.mark.parametrize("text", ["", "เรื่อง"])
def test_an_exact_line_has_no_error(text: str) -> None:
    assert line_error(text, f"ก่อน{text}หลัง").errors == 0
