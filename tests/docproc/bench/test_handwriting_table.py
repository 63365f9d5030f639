from __future__ import annotations

from pathlib import Path
from typing import Any

from docproc.bench.handwriting_table import HandwritingTable, PenScore
from docproc.bench.one_file import BenchFile, FileReading

FILE = BenchFile(Path("a.pdf"), Path("a.json"), "memos", "memos", "scan")
TRUTH: dict[str, Any] = {
    "doc_type": "memo", "pages": [1], "text": "", "reference_no": "ลป ๐๔๑๘.๑/ว ๕๑๕๐", "date": "2023-12-02",
    "stamps": [{"office": "งานธุรการ", "number": "312", "date": "2023-12-05", "time": None}],
}  # fmt: skip
WRITTEN = (("running_number", "๕๑๕๐"), ("day", "๒"), ("stamp_number", "เลขรับ 312"), ("stamp_date", "วันที่ 5 ธ.ค. 2566"))


def scores(**got: Any) -> dict[str, PenScore]:
    lines = tuple({"page": 1, "text": text, "kind": "pen", "pen_field": field} for field, text in WRITTEN)
    read = {"doc_type": "memo", "pages": [1], "text": "", **got}
    table = HandwritingTable()
    table.add(FileReading(FILE, {"documents": [TRUTH]}, lines, {"documents": [read]}, (), 1, 0.0, None, None))
    return table.groups["memos scan"]


def test_what_a_pen_wrote_is_right_whatever_the_shape_of_its_digits() -> None:
    stamps = [{"office": "งานธุรการ", "number": "๓๑๒", "date": "2023-12-05", "time": None}]
    found = scores(reference_no="ลป 0418.1/ว5150", date="2023-12-02", stamps=stamps)
    assert {field: score.exact for field, score in found.items()} == {
        "running_number": 1, "reference_printed_part": 1, "day": 1, "stamp_number": 1, "stamp_date": 1,
    }  # fmt: skip


def test_a_wrong_number_called_sure_is_seen_and_its_right_digits_count() -> None:
    proof = {"reference_no": {"status": "corroborated", "confidence": 0.9}}
    found = scores(reference_no="ลป ๐๔๑๘.๑/ว ๕๑๖๐", evidence=proof)["running_number"]
    assert (found.exact, found.wrong, found.wrong_and_sure) == (0, 1, 1)
    assert (found.digits, found.digits_right) == (4, 3)


def test_an_unread_number_is_not_wrong_and_its_printed_part_may_be_right() -> None:
    found = scores(reference_no=None, evidence={"reference_no": {"printed": "ลป ๐๔๑๘.๑/ว…", "status": "unread"}})
    assert (found["running_number"].unread, found["running_number"].wrong) == (1, 0)
    assert found["reference_printed_part"].exact == 1
    assert found["day"].unread == 1
