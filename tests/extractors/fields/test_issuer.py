"""The sending agency is the first line at the head's right that is no address."""

from __future__ import annotations

import pytest

from extractors.assembly import assemble
from tests.factories import line, page


def issuer_of(*head_right: str) -> str | None:
    """The issuer of a letter with these lines at its right head."""
    lines = [
        line("ที่ พย ๕๓๗๐๑/๘๖๔", y=200),
        *(line(text, x=1000, y=200 + 52 * row) for row, text in enumerate(head_right)),
        line("๑๙ กันยายน ๒๕๖๖", x=800, y=400),
        line("เรื่อง ขอส่งรายชื่อ", y=460),
        line("เรียน นายอำเภอแม่ใจ", y=520),
    ]
    letter = assemble([page(lines)])[0].letter
    assert letter is not None
    return letter.issuer.value


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        (("สำนักงานเทศบาลตำบลป่าแฝก", "อำเภอแม่ใจ พย ๕๖๑๓๐"), "สำนักงานเทศบาลตำบลป่าแฝก"),  # ตำบล in an office's name
        (("ที่ทำการองค์การบริหารส่วนตำบลศรีถ้อย", "ถนนพหลโยธิน พย ๕๖๑๓๐"), "ที่ทำการองค์การบริหารส่วนตำบลศรีถ้อย"),
        (("ศาลากลางจังหวัดพะเยา", "ถนนพหลโยธิน พย ๕๖๐๐๐"), "ศาลากลางจังหวัดพะเยา"),
        (("๑๒ หมู่ที่ ๓ ตำบลป่าแฝก", "อำเภอแม่ใจ"), "อำเภอแม่ใจ"),  # an address line comes first
    ],
)
def test_the_first_line_that_is_no_address_names_the_sender(lines: tuple[str, ...], issuer: str) -> None:
    assert issuer_of(*lines) == issuer
