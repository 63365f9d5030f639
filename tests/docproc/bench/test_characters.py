from __future__ import annotations

import pytest

from docproc.bench.characters import Count, digit_errors, line_error, page_error


def test_spaces_and_the_spelling_of_sara_am_do_not_count() -> None:
    assert page_error("กำนัน ทุกตำบล", "กํานันทุกตําบล") == Count(0, 12)


def test_text_read_too_much_counts_on_the_page_and_not_line_by_line() -> None:
    truth, got = "เรื่อง ทดสอบ\nเรียน ผู้อ่าน", "ตรายาง\nเรียน ผู้อ่าน\nเรื่อง ทดสอบ"
    assert page_error(truth, got).errors > 0
    assert line_error(truth, got).errors == 0


def test_a_lost_line_costs_its_length() -> None:
    assert line_error("เรื่อง ทดสอบ", "") == Count(11, 11)


def test_only_the_same_digit_at_its_place_is_right() -> None:
    assert digit_errors("พ.ศ. ๒๕๖๓", "พ.ศ. ๒๕๒๓") == (Count(1, 4), Count())
    assert digit_errors("๒๕๖๓", "2563")[0].errors == 4
    assert digit_errors("โทร. 0 5471", "โทร. 0 5411") == (Count(), Count(1, 5))


def test_another_order_of_lines_and_a_pen_number_read_as_text_make_no_wrong_digit() -> None:
    truth = "ที่ ลป ๐๔๑๘/ว\nวันที่ ๕ มกราคม ๒๕๖๓"
    assert digit_errors(truth, "วันที่ ๕ มกราคม ๒๕๖๓\nที่ ลป ๐๔๑๘/ว ๕๑๕๐")[0].errors == 0


def test_a_lost_row_number_is_not_found_in_another_number() -> None:
    assert digit_errors("๑\n๑๒", "๑๒")[0] == Count(1, 3)


def test_nothing_to_read_has_no_share() -> None:
    assert page_error("", "").share is None


@pytest.mark.parametrize("text", ["", "เรื่อง"])
def test_an_exact_line_has_no_error(text: str) -> None:
    assert line_error(text, f"ก่อน{text}หลัง").errors == 0
