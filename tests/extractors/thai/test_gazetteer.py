from __future__ import annotations

import pytest

from extractors.thai.gazetteer import provinces_meant
from extractors.thai.letter_codes import all_codes, codes_like, codes_of_province, find_code

SENDERS = [
    ("ศาลากลางจังหวัดลำปาง", {"52"}),
    # No province named: the postcode tells.
    ("ที่ว่าการอำเภอ ถนนสายกลาง ลป ๕๒๑๖๐", {"52"}),
    # Neither: the district's name, which is one of a kind.
    ("ที่ว่าการอำเภอเถิน", {"52"}),
    ("กระทรวงการคลัง", set()),
    # The province's name counts before the postcode, one digit of which may be misread.
    ("จังหวัดพะเยา ๕๗๐๐๐", {"56"}),
]


@pytest.mark.parametrize(("text", "expected"), SENDERS)
def test_province_of_a_sender(text: str, expected: set[str]) -> None:
    assert provinces_meant(text) == expected


def test_every_province_has_a_code_of_two_consonants() -> None:
    provinces = [entry for entry in all_codes() if entry.kind == "province"]
    assert len(provinces) == 77
    assert all(len(entry.code) == 2 for entry in provinces)
    assert len({entry.province_code for entry in provinces}) == 77


def test_a_misread_code_can_be_another_real_one() -> None:
    assert {entry.code for entry in codes_like("ลป")} == {"ลบ", "สป"}
    assert find_code("ลป") == codes_of_province("52")[0]
    assert find_code("ฮฮ") is None
