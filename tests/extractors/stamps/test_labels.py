"""Labels of stamps, as printed and misread."""

from __future__ import annotations

import pytest

from extractors.stamps.labels import kinds_of_labels, labels_in

ROWS = [
    ("เลขทะเบียนรับที่ ๑๒", [("number", "เลขทะเบียนรับที่")]),
    ("เลขรับ 94160 วันที่ 11/10/66", [("number", "เลขรับ"), ("date", "วันที่")]),
    ("ลงรับเลขที่ 30125", [("number", "ลงรับเลขที่")]),
    # The whole label with its mark lost, not the shorter one within it.
    ("ลงรับเลขที 30125", [("number", "ลงรับเลขที")]),
    ("เวลา 12.00 น. ผู้รับ", [("time", "เวลา"), ("person", "ผู้รับ")]),
    # The mark lost on worn rubber.
    ("วันที 16 ก.ย. 2564", [("date", "วันที")]),
    # A stop and a digit are no misread รับ: the digit is the day's.
    ("วันที. 11/10/66", [("date", "วันที")]),
    ("เทศบาลตำบลสมมุติ", []),
]


@pytest.mark.parametrize(("text", "found"), ROWS)
def test_labels_of_a_row(text: str, found: list[tuple[str, str]]) -> None:
    assert [(label.kind, text[label.start : label.end]) for label in labels_in(text)] == found


def test_kinds_are_counted_once_each() -> None:
    assert kinds_of_labels(["เลขรับ 1", "รับที่ 2", "เวลา 9.30"]) == 2
