"""The forms of numbers and days: what each takes, after printed examples, and what it refuses."""

import pytest

from extractors.decoding import forms
from extractors.decoding.grammar import Automaton

WELL_FORMED = [
    # References as ministries, provinces, districts, schools and local governments print them.
    (forms.reference_number(), "ลป ๐๔๑๘.๑/ว ๕๑๕๐"),
    (forms.reference_number(), "ดศ ๐๒๐๘/๑๒๑๓๓"),
    (forms.reference_number(), "กค (กวจ) ๐๔๐๕.๒/ว ๑๑๙"),
    (forms.reference_number(), "ศธ 04056.12/45"),
    (forms.reference_number(), "ขก 0032.005/ว63"),
    (forms.reference_number(), "กห ๐๖๑๒.๓๐.๔/๔๗๐"),
    (forms.reference_number(), "อก 0905(12)/0007"),
    # The pen went on in the other script.
    (forms.reference_number(), "ลป ๐๔๑๘.๑/ว 5150"),
    (forms.short_reference_number(), "อว๑.๐๙๗๖"),
    (forms.short_reference_number(), "ศธ 1.234"),
    (forms.serial_number(), "๑๒๓/๒๕๖๖"),
    (forms.serial_number(), "1139 / 66"),
    # Days, long, short, stamped, in numbers, with weekday and era.
    (forms.written_date(), "๑๐ พฤศจิกายน ๒๕๖๓"),
    (forms.written_date(), "๓๐ พฤศจิกายน พ.ศ.๒๕๖๓"),
    (forms.written_date(), "วันพุธที่ ๒ ธันวาคม พ.ศ. ๒๕๖๓"),
    (forms.written_date(), "12 พ.ย. 2563"),
    (forms.written_date(), "1 ธ.ค. 63"),
    (forms.written_date(), "- 8 ก.ย. 2565"),
    (forms.written_date(), "08 กย 2565"),
    (forms.written_date(), "๓. ม.ค..๖๗"),
    (forms.written_date(), "๒๖/๑๒/๒๕๖๗"),
    (forms.written_date(), "26-12-2567"),
    (forms.written_date(), "๒๙ กุมภาพันธ์ ๒๕๖๓"),
    # A circle is a zero in both scripts.
    (forms.written_date(), "๒0 กรกฎาคม ๒๕๕๘"),
    (forms.telephone_number(), "๐ ๕๔๒๒ ๑๒๓๔"),
    (forms.telephone_number(), "054-221234"),
    (forms.telephone_number(), "081-234-5678"),
    (forms.telephone_number(), "๐.๒๕๗๒.๑๗๔๗"),
]

MALFORMED = [
    # Nobody has this code; a letter stands among the digits; a group is broken, or of two scripts.
    (forms.reference_number(), "ฮฮ ๐๔๑๘.๑/๕๑"),
    (forms.reference_number(), "ลป ๐๔l๘.๑/๕๑"),
    (forms.reference_number(), "ลป ๐๔๑๘.๑/ว ๕๑ ๕๐"),
    (forms.reference_number(), "ลป ๐๔1๘.๑/ว ๕๑๕๐"),
    (forms.reference_number(), "ลป ๐๔๑/๕๑"),
    (forms.short_reference_number(), "ศธ 1234"),
    (forms.serial_number(), "๑๒๓/๒๗๖๖"),
    (forms.serial_number(), "๑๒๓๒๕๖๖"),
    # No such day, month or century.
    (forms.written_date(), "๓๑ พฤศจิกายน ๒๕๖๓"),
    (forms.written_date(), "๓๐ กุมภาพันธ์ ๒๕๖๓"),
    (forms.written_date(), "11/21/2563"),
    (forms.written_date(), "๒l ธันวาคม ๒๕๖๓"),
    (forms.written_date(), "๑ ธันวาดม ๒๕๖๓"),
    (forms.written_date(), "๑ ธันวาคม ๒๗๖๓"),
    (forms.telephone_number(), "๐ ๕๔๒๒ ๑๒๓"),
    (forms.telephone_number(), "๐ ๑๔๒๒ ๑๒๓๔"),
]


@pytest.mark.parametrize(("form", "string"), WELL_FORMED)
def test_printed_forms_are_taken(form: Automaton, string: str) -> None:
    assert form.accepts(string)


@pytest.mark.parametrize(("form", "string"), MALFORMED)
def test_misreadings_are_refused(form: Automaton, string: str) -> None:
    assert not form.accepts(string)


@pytest.mark.parametrize(
    ("string", "expected"),
    [("ว๒๖0", "ว๒๖๐"), ("1๐5/๒๕๖0", "105/๒๕๖๐"), ("0๐", "0๐"), ("๑2๐", "๑2๐")],
)
def test_zeros_are_of_their_groups_script(string: str, expected: str) -> None:
    assert forms.with_zeros_of_their_group(string) == expected
