"""Dates on the pages: Buddhist era, Thai time, whatever language the words are in."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from docproc.messages.catalogue import load_catalogue
from docproc.messages.thai_dates import full_date, moment, short_date, with_dates_shown
from docproc.web.sizes import size_in_words

THAI, ENGLISH = load_catalogue("th"), load_catalogue("en")


def test_a_letters_date_is_written_as_letters_write_it() -> None:
    assert full_date(date(2020, 12, 2), THAI) == "๒ ธันวาคม ๒๕๖๓"
    assert full_date(date(2020, 12, 2), ENGLISH) == "2 December 2563 B.E."
    assert short_date(date(2020, 2, 29), THAI) == "29 ก.พ. 2563"


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (datetime(2026, 11, 22, 20, 9, tzinfo=UTC), "23 พ.ย. 2569 03:09 น."),  # already tomorrow in Bangkok
        (datetime(2026, 11, 22, 2, 9), "22 พ.ย. 2569 09:09 น."),  # as SQLite gives it back: UTC without saying so
        (datetime(2025, 12, 31, 17, 0, tzinfo=UTC), "1 ม.ค. 2569 00:00 น."),  # and next year
    ],
)
def test_moments_are_shown_in_thai_time(at: datetime, shown: str) -> None:
    assert moment(at, THAI) == shown


def test_only_whole_words_that_are_dates_are_rewritten() -> None:
    assert with_dates_shown("2020-12-02 / 2020-11-31 ว 5150", THAI) == "2 ธ.ค. 2563 / 2020-11-31 ว 5150"


@pytest.mark.parametrize(
    ("size", "words"),
    [(200 * 1024 * 1024, "200 MB"), (3 * 1024 * 512, "1.5 MB"), (2048, "2 kB"), (999, "999 B")],
)
def test_sizes_in_words(size: int, words: str) -> None:
    assert size_in_words(size) == words
