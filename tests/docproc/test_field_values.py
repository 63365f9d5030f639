"""What people type, as values."""

from __future__ import annotations

import pytest

from docproc.field_values import NotAValueError, in_digits_of_paper, offered_value, typed_value


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("date", "๒ ธันวาคม ๒๕๖๓", "2020-12-02"),
        ("date", "2/12/63", "2020-12-02"),
        ("date", "2020-12-02", "2020-12-02"),
        ("stamps[1].date", "2 ธ.ค. 2563", "2020-12-02"),
        ("reference_no", "ที่  พย ๐๐๓๐.๒/ว ๒๗๕๕", "พย ๐๐๓๐.๒/ว ๒๗๕๕"),
        ("reference_no", "๑๒๓/๒๕๖๖", "๑๒๓/๒๕๖๖"),  # an order's
        ("references[0].ref", "ดศ ๐๒๐๘/๑๒๑๓๓", "ดศ ๐๒๐๘/๑๒๑๓๓"),
        ("stamps[0].time", "๐๙.๓๐ น.", "๐๙.๓๐ น."),
        ("tel[0]", "๐ ๒๑๔๑ ๐๐๐๐", "0 2141 0000"),
        ("email", "saraban@example.go.th", "saraban@example.go.th"),
        ("subject", "  ขอเชิญ \n ประชุม ", "ขอเชิญ ประชุม"),
        ("subject", "   ", None),
    ],
)
def test_typed_text_becomes_the_value_of_the_contract(field: str, typed: str, value: object) -> None:
    assert typed_value(field, typed) == value


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("date", "๓๑ พฤศจิกายน ๒๕๖๓", "value.date"),  # no such day
        ("date", "ธันวาคม ๒๕๖๓", "value.date"),
        ("reference_no", "ไม่มี", "value.number"),
        ("reference_no", "พย ๐๐๓๐.๒/ว", "value.number"),  # its running number is missing
        ("reference_no", "พย ๐๐๓๐.๒/ว ๒๗๕๕ ด่วน", "value.number"),  # and nothing beside it is dropped silently
        ("stamps[0].time", "เช้า", "value.time"),
        ("email", "saraban", "value.email"),
        ("subject", "ก" * 2001, "value.text"),
    ],
)
def test_what_cannot_be_the_value_is_refused_with_its_sentence(field: str, typed: str, code: str) -> None:
    with pytest.raises(NotAValueError) as refused:
        typed_value(field, typed)
    assert refused.value.code == code
    assert offered_value(field, typed) is None


@pytest.mark.parametrize(
    ("typed", "read", "taken"),
    [
        ("พย 0030.2/ว 2755", "พย ๐๐๓๐.๒/ว …", "พย ๐๐๓๐.๒/ว ๒๗๕๕"),  # a keyboard's digits, the paper's script
        ("๑๘๔๒", "1840", "1842"),
        ("พย ๐๐๓๐.๒/ว 2755", "พย ๐๐๓๐.๒/ว 2795", "พย ๐๐๓๐.๒/ว 2755"),  # print and pen: as the person typed it
        ("2755", "", "2755"),
    ],
)
def test_digits_are_taken_over_in_the_script_of_the_paper(typed: str, read: str, taken: str) -> None:
    assert in_digits_of_paper(typed, read) == taken
