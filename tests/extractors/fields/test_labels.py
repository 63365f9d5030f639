from __future__ import annotations

import pytest

from extractors.fields.labels import Label, find_label
from extractors.fields.passage import passage_of
from tests.factories import line

LABELS = [
    ("เรื่อง ขอเชิญประชุม", Label.SUBJECT, "ขอเชิญประชุม"),
    # A tone mark lost, a vowel misread.
    ("เรือง ขอเชิญประชุม", Label.SUBJECT, "ขอเชิญประชุม"),
    ("เรียบ นายอำเภอ", Label.DEAR, "นายอำเภอ"),
    # One word of a long label lost, as an office printed it.
    ("สิ่งที่มาด้วย รายละเอียด", Label.ENCLOSURE, "รายละเอียด"),
    ("สิ่งที่ส่งมาต้วย รายละเอียด", Label.ENCLOSURE, "รายละเอียด"),
    # A colon instead of a gap.
    ("เรื่อง : ขอเชิญประชุม", Label.SUBJECT, "ขอเชิญประชุม"),
    # A number directly behind the label.
    ("วันที่๑๒ ธันวาคม ๒๕๖๖", Label.DATE, "๑๒ ธันวาคม ๒๕๖๖"),
    # วันที่ is not the ที่ inside it.
    ("วันที่ ๑๒ ธันวาคม", Label.DATE, "๑๒ ธันวาคม"),
    ("ที่ ลป ๐๔๑๘/๑", Label.NUMBER, "ลป ๐๔๑๘/๑"),
    # A speck of the emblem before the label.
    ("ๆวันที่ ๑๒ ธันวาคม", Label.DATE, "๑๒ ธันวาคม"),
    ("ส่วนราชการ. กองแผนงาน", Label.OFFICE, "กองแผนงาน"),
    # The label alone, its value by pen.
    ("ที่", Label.NUMBER, ""),
]


@pytest.mark.parametrize(("text", "label", "value"), LABELS)
def test_label_and_value(text: str, label: Label, value: str) -> None:
    passage = passage_of(line(text), 1)
    found = find_label(passage)
    assert found is not None
    assert found.label is label
    assert passage.cut(found.value_start).text == value


@pytest.mark.parametrize(
    "text",
    [
        # Words that only begin like a label.
        "เรื่องนี้จังหวัดได้พิจารณาแล้ว",
        "ที่ทำการปกครองอำเภอ",
        "ที่ว่าการอำเภอ",
        "เรียนรู้ออนไลน์",
        "ถึงแม้จะ",
        "ประชุมประจำเดือน",
    ],
)
def test_words_that_are_no_label(text: str) -> None:
    assert find_label(passage_of(line(text), 1)) is None
