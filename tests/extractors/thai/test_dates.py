from __future__ import annotations

from datetime import date

import pytest

from extractors.thai.dates import find_dates, parse_date, printed_date

READABLE = [
    # Full month, Thai digits: the date line of a letter.
    ("๑๐ พฤศจิกายน ๒๕๖๓", date(2020, 11, 10)),
    # พ.ศ. before the year, with and without a space: citations.
    ("๓๐ พฤศจิกายน พ.ศ.๒๕๖๓", date(2020, 11, 30)),
    ("๓๐ พฤศจิกายน พ.ศ. ๒๕๖๓", date(2020, 11, 30)),
    # Abbreviated month, Arabic digits: date stamps.
    ("12 พ.ย. 2563", date(2020, 11, 12)),
    ("8 ก.ย. 2565", date(2022, 9, 8)),
    # Stops lost or spread by a reader.
    ("1 มีค 2563", date(2020, 3, 1)),
    ("1 ก. ค. 2563", date(2020, 7, 1)),
    # A dotted rule below the date of a memo is read as stops.
    ("๓. ม.ค..๖๗", date(2024, 1, 3)),
    # Two-digit years are of the Buddhist era.
    ("1 ธ.ค. 63", date(2020, 12, 1)),
    ("1/12/63", date(2020, 12, 1)),
    # Numeric, as e-saraban systems print it.
    ("๒๖/๑๒/๒๕๖๗", date(2024, 12, 26)),
    # 29 February exists in B.E. 2563 (2020).
    ("๒๙ กุมภาพันธ์ ๒๕๖๓", date(2020, 2, 29)),
    # A pen day in Arabic digits before a printed month is no mixture inside one number.
    ("20 กรกฎาคม ๒๕๕๘", date(2015, 7, 20)),
]


@pytest.mark.parametrize(("printed", "expected"), READABLE)
def test_date_is_read_whole(printed: str, expected: date) -> None:
    assert parse_date(printed) == expected


REFUSED = [
    # Thai and Arabic digits in one number: which of them is the day?
    "๓10 พฤศจิกายน ๒๕๖๓",
    "๑0 พฤศจิกายน ๒๕๖๓",
    # November has thirty days; B.E. 2564 (2021) is no leap year.
    "๓๑ พฤศจิกายน ๒๕๖๓",
    "๒๙ กุมภาพันธ์ ๒๕๖๔",
    # No twenty-first month.
    "11/21/2563",
    # Years no letter carries.
    "๑ มกราคม ๒๓๙๙",
    "๑ มกราคม ๒๖๙๙",
    # Day missing: nothing is filled in.
    "พฤศจิกายน ๒๕๖๓",
    # More than a date is not a date.
    "ภายในวันที่ ๑๙ ม.ค. ๖๗",
]


@pytest.mark.parametrize("printed", REFUSED)
def test_what_is_no_certain_date_is_refused(printed: str) -> None:
    with pytest.raises(ValueError, match="not a date"):
        parse_date(printed)


ODD = [
    ("๓๑ พฤศจิกายน ๒๕๖๓", None, "date.no_such_day"),
    ("10 November 2020".replace("November", "พฤศจิกายน"), date(2020, 11, 10), "date.christian_year"),
    # ๒๕๒๓ is plausible, ๒๓๖๓ is not: one misread digit that the window shows.
    ("๑๐ พฤศจิกายน ๒๓๖๓", None, "date.implausible_year"),
    # One glyph of the month misread; no other month is near.
    ("๑๐ พฤศจกายน ๒๕๖๓", date(2020, 11, 10), "date.month_misspelt"),
]


@pytest.mark.parametrize(("printed", "value", "reason"), ODD)
def test_odd_dates_say_what_is_odd(printed: str, value: date | None, reason: str) -> None:
    (found,) = find_dates(printed)
    assert found.value == value
    assert reason in found.reasons


def test_month_near_two_months_is_none() -> None:
    # มานาคม is as near to มกราคม's end as to มีนาคม: left alone rather than guessed.
    assert find_dates("๑ มานาคม ๒๕๖๓") == []


def test_every_date_of_a_sentence_is_found_in_place() -> None:
    text = "คำสั่ง ที่ ๑๑/๖๖ ลง ๑๔ ธ.ค. ๖๖ ส่งภายในวันที่ ๑๙ ม.ค. ๖๗"
    found = find_dates(text)
    assert [one.value for one in found] == [date(2023, 12, 14), date(2024, 1, 19)]
    assert [text[one.start : one.end] for one in found] == ["๑๔ ธ.ค. ๖๖", "๑๙ ม.ค. ๖๗"]


def test_date_behind_a_number_and_a_word_as_long_as_a_month() -> None:
    found = find_dates("ที่ พง ๐๓๑๘/๑๑ ลงวันที่ ๑๙ กันยายน ๒๕๖๕")
    assert [one.value for one in found] == [date(2022, 9, 19)]


def test_words_between_numbers_are_no_months() -> None:
    assert find_dates("รุ่นที่ ๕ แกนนำดิจิทัล ๒๕๖๔") == []


def test_dates_are_shown_in_the_buddhist_era() -> None:
    assert printed_date(date(2020, 11, 10)) == "10 พฤศจิกายน 2563"
