"""The heading of an order: where its subject ends and its body begins."""

from __future__ import annotations

import pytest

from extractors.fields.layout import page_layout
from extractors.kinds import order
from models.page import Line
from tests.factories import ROW_STEP, centred, page, paragraph

BODY = ("โดยที่เป็นการสมควรแต่งตั้งคณะทำงานขับเคลื่อน", "โครงการอาสาสมัครดิจิทัลระดับอำเภอให้แล้วเสร็จ", "ตามแผนงาน")


def subject_of(*subject: str, body: tuple[str, ...] = BODY) -> str | None:
    lines: list[Line] = [centred("คำสั่งอำเภอเถิน", y=400), centred("ที่ ๑๒๓/๒๕๖๖", y=400 + ROW_STEP)]
    for number, text in enumerate(subject, 2):
        lines.append(centred(text, y=400 + number * ROW_STEP))
    lines += paragraph(body, y=400 + (len(subject) + 2) * ROW_STEP, indent=260)
    letter = order.extract([page_layout(page(lines))]).letter
    return letter.subject.value if letter is not None else None


@pytest.mark.parametrize("body", [BODY, ("ด้วยอำเภอกำหนดจัดประชุมเพื่อชี้แจงแนวทางต่าง ๆ", "แก่ผู้เกี่ยวข้องทุกหมู่บ้าน", "จึงแต่งตั้ง")])
def test_the_body_below_a_subject_is_not_of_it(body: tuple[str, ...]) -> None:
    assert subject_of("เรื่อง แต่งตั้งคณะทำงาน", body=body) == "แต่งตั้งคณะทำงาน"


def test_a_subject_over_two_centred_rows_is_whole() -> None:
    found = subject_of("เรื่อง แต่งตั้งคณะทำงานขับเคลื่อนโครงการ", "อาสาสมัครดิจิทัลระดับอำเภอ")
    assert found == "แต่งตั้งคณะทำงานขับเคลื่อนโครงการอาสาสมัครดิจิทัลระดับอำเภอ"
