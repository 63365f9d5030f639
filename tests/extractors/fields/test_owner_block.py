from __future__ import annotations

import pytest

from extractors.fields.owner_block import read_contacts
from extractors.fields.passage import passage_of
from tests.factories import line

PHONES = [
    # A landline, Thai digits with spaces.
    ("โทร. ๐ ๕๔๐๐ ๑๒๓๔", ["0 5400 1234"]),
    # Hyphens; the longer label.
    ("โทรศัพท์ ๐-๕๔๐๐-๑๒๓๔", ["0-5400-1234"]),
    # Two numbers, the comma between them read as a stop.
    ("โทร. ๐ ๕๔๐๐ ๑๒๓๔. ๐ ๕๔๐๐ ๑๒๓๕", ["0 5400 1234", "0 5400 1235"]),
    # A range of lines.
    ("โทร. ๐ ๒๑๐๐ ๖๗๘๙-๙๐", ["0 2100 6789-90"]),
    # An extension.
    ("โทร. ๐ ๕๔๐๐ ๖๗๘๙ ต่อ ๑๔", ["0 5400 6789 ต่อ 14"]),
    # A mobile number has one digit more.
    ("โทร. 081-000-1234", ["081-000-1234"]),
    # Numbers inside an agency, each with its label.
    ("โทร. ๐ ๒๑๐๐ ๑๗๔๗, โทร.ทหาร ๕๗๐๐๐๐๐", ["0 2100 1747", "5700000"]),
    ("โทร. ๔๖๒๐๒", ["46202"]),
    # The dotted rule of a memo between the groups.
    ("โทร. ๐ ๒๑๐๐.๖๐๗๑", ["0 2100 6071"]),
    # The label with a letter misread.
    ("โทตศัพท์ ๐ ๕๔๐๐ ๑๒๓๔", ["0 5400 1234"]),
    # A hyphen read as something else: neither half is a number.
    ("โทร. ๐-๕๔๐๐:๑๒๓๔", [None]),
    # A digit too many, or of another script.
    ("โทร. ๐ ๕๔๐๐ ๑๒๓๔๕", [None]),
    ("โทร. ๐ ๕๔๐๐ ๑๒3๔", [None]),
    # No label, no telephone.
    ("รหัสไปรษณีย์ ๕๒๑๖๐", []),
]


@pytest.mark.parametrize(("printed", "expected"), PHONES)
def test_telephone_numbers(printed: str, expected: list[str]) -> None:
    tel, fax, _ = read_contacts([passage_of(line(printed), 1)])
    assert [field.value for field in tel] == expected
    assert fax == ()


def test_telephone_and_fax_on_one_line() -> None:
    tel, fax, _ = read_contacts([passage_of(line("โทร. ๐ ๕๔๐๐ ๑๒๓๔ โทรสาร ๐ ๕๔๐๐ ๑๒๓๕"), 1)])
    assert [field.value for field in tel] == ["0 5400 1234"]
    assert [field.value for field in fax] == ["0 5400 1235"]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("ไปรษณีย์อิเล็กทรอนิกส์ saraban@example.go.th", "saraban@example.go.th"),
        # A reader puts spaces where the letters stand wide.
        ("E-mail : saraban @ example.go.th", "saraban@example.go.th"),
        # Without a label the at sign tells.
        ("saraban@example.go.th", "saraban@example.go.th"),
    ],
)
def test_email_address(printed: str, expected: str) -> None:
    _, _, email = read_contacts([passage_of(line(printed), 1)])
    assert email.value == expected


def test_a_number_behind_two_labels_is_both() -> None:
    tel, fax, _ = read_contacts([passage_of(line("โทร./โทรสาร ๐-๕๔๐๐-๓๓๔๔"), 1)])
    assert [one.value for one in tel] == [one.value for one in fax] == ["0-5400-3344"]
