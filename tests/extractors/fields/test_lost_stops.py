from __future__ import annotations

import pytest

from extractors.fields.lost_stops import as_spelt_elsewhere, with_restored_stops
from extractors.fields.passage import passage_of
from tests.factories import line

BODY = "๑. ด้วย กผง.สปก.ทหาร มีความประสงค์ ให้ กผง.สปก.ทหาร ทราบ ตามโครงการ อสด. ระยะที่ ๑"

GAPS = [
    # A gap that the body prints as a stop, twice.
    ("การลาของนายทหารในสังกัด สปก ทหาร", "การลาของนายทหารในสังกัด สปก.ทหาร"),
    # A gap between words stays one: the body knows no such abbreviation.
    ("ขอเชิญประชุม ครั้งที่สอง", "ขอเชิญประชุม ครั้งที่สอง"),
    # Printed with a space in the body too: both forms are in use, nothing is decided.
    ("มีความประสงค์ ให้", "มีความประสงค์ ให้"),
]


@pytest.mark.parametrize(("read", "expected"), GAPS)
def test_gap_becomes_the_stop_of_the_body(read: str, expected: str) -> None:
    passage = with_restored_stops(passage_of(line(read), 1), BODY)
    assert passage.text == expected
    assert passage.box == passage_of(line(read), 1).box


NAMES = [
    # Gaps and missing stops at once.
    ("กผง สปกทหาร", "กผง.สปก.ทหาร"),
    # A name the body does not use stays as it was read.
    ("กพง สปก ทหาร", "กพง สปก ทหาร"),
    # Too short to be sure that the same name is meant.
    ("อสด", "อสด"),
]


@pytest.mark.parametrize(("read", "expected"), NAMES)
def test_name_takes_the_spelling_of_the_body(read: str, expected: str) -> None:
    assert as_spelt_elsewhere(passage_of(line(read), 1), BODY).text == expected
