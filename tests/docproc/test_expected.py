"""A wrong value that is called sure must be seen; an honest null is missing, not wrong."""

from __future__ import annotations

from typing import Any

from docproc.expected import Comparison, compare_readings, same_value


def reading(**fields: Any) -> dict[str, Any]:
    return {"documents": [{"doc_type": "external_letter", "pages": [1], **fields}]}


def found(results: list[Comparison], field: str) -> Comparison:
    return next(result for result in results if result.field == field)


def test_digits_and_spaces_do_not_matter_to_a_clerk() -> None:
    assert same_value("reference_no", "นน ๐๐๑๗.๒/ว ๕๑๕๐", "นน 0017.2/ว5150")
    assert same_value("tel", ["๐ ๕๔๗๑ ๐๐๐๐"], ["0-5471-0000"])
    assert not same_value("reference_no", "นน ๐๐๑๗.๒/ว ๕๑๕๐", "นน ๐๐๑๗.๒/ว ๕๑๕๔")


def test_a_wrong_value_called_sure_is_found() -> None:
    evidence = {"date": {"status": "corroborated"}}
    results = compare_readings(reading(date="2023-12-02"), reading(date="2023-12-03", evidence=evidence))
    assert found(results, "date").is_wrong_and_sure


def test_an_unread_value_is_missing_and_not_wrong() -> None:
    result = found(compare_readings(reading(date="2023-12-02"), reading(date=None)), "date")
    assert not result.right
    assert not result.is_wrong


def test_a_document_that_was_not_found_has_every_value_missing() -> None:
    results = compare_readings(reading(date="2023-12-02"), {"documents": []})
    assert [result.right for result in results] == [False, False]


def test_each_stamp_is_compared_with_the_one_most_like_it() -> None:
    first = {"office": "จังหวัดน่าน", "number": "12", "date": "2023-11-12", "time": None}
    second = {"office": "อำเภอปัว", "number": "34", "date": "2023-12-01", "time": "09:30"}
    results = compare_readings(reading(stamps=[first, second]), reading(stamps=[second, first]))
    assert all(result.right for result in results if result.field.startswith("stamp_"))


def test_rows_are_compared_by_their_number() -> None:
    truth = reading(rows=[{"no": 1, "name": "นายทดสอบ ระบบ", "signed": True}])
    results = compare_readings(truth, reading(rows=[{"no": 1, "name": "นายทดสอบ ระบบ", "signed": None}]))
    assert found(results, "row_name").right
    assert not found(results, "row_signed").right
