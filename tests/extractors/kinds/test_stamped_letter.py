"""Letters sealed instead of signed, where stamps and seal lie over what tells them."""

from __future__ import annotations

from extractors.fields.layout import PageLayout, page_layout
from extractors.kinds import stamped_letter
from models.page import Line
from tests.factories import line, page, paragraph

BODY = ("ด้วยกรมตัวอย่างกำหนดจัดการอบรมประจำปีสำหรับผู้ปฏิบัติงาน", "ในพื้นที่ จึงขอให้แจ้งผู้เกี่ยวข้องทราบ", "โดยทั่วกัน")
OWNER = [line("กองตัวอย่าง", y=1900), line("โทร. ๐ ๒๑๐๐ ๐๐๐๐", y=1952)]


def sealed(number: str, *foot: Line) -> PageLayout:
    head = [line(number, y=420), line("ถึง สำนักงานจังหวัดทุกจังหวัด", y=500)]
    return page_layout(page([*head, *paragraph(BODY, y=560), line("จึงเรียนมาเพื่อทราบ", x=433, y=760), *foot]))


def test_a_number_whose_label_lies_under_a_stamp_still_tells_the_kind() -> None:
    assert stamped_letter.matches([sealed("ที่ กพ ๕๔๐๐๕/ว ๑๒", *OWNER)])
    assert stamped_letter.matches([sealed("กพ ๕๔๐๐๕/ว ๑๒", *OWNER)])
    assert not stamped_letter.matches([sealed("สำนักงานจังหวัดตัวอย่าง", *OWNER)])


def test_the_owner_is_found_where_the_seal_hides_the_date() -> None:
    letter = stamped_letter.extract([sealed("ที่ กพ ๕๔๐๐๕/ว ๑๒", *OWNER)]).letter
    assert letter is not None
    assert letter.agency.value == "กองตัวอย่าง"
    assert [number.value for number in letter.tel] == ["0 2100 0000"]
    assert letter.date.value is None
