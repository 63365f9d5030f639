"""Where a letter's labelled values end, and which rows are no labels at all."""

from __future__ import annotations

from extractors.fields.head import read_head
from extractors.fields.labels import Label
from extractors.fields.layout import PageLayout, page_layout
from tests.factories import LEFT, RIGHT, ROW_STEP, letter_lines, line, page, paragraph


def laid_out(**parts: object) -> PageLayout:
    return page_layout(page(letter_lines(**parts)))  # type: ignore[arg-type]


def test_the_day_of_a_cited_letter_is_no_date_label() -> None:
    cited = "หนังสือกรมตัวอย่าง ที่ ลป ๐๘๐๘.๒/ว ๗๑๒๐ ที่ส่งมาให้ทราบและถือปฏิบัติก่อนหน้านี้"
    head = read_head(laid_out(references=(cited, "ลงวันที่ ๙ ธันวาคม ๒๕๕๙")))
    references = head.block(Label.REFERENCE)
    assert head.block(Label.DATE) is None
    assert references is not None and references.passage.text.endswith("ลงวันที่ ๙ ธันวาคม ๒๕๕๙")


def test_an_indented_row_that_goes_on_from_the_margin_is_body() -> None:
    """Its paragraph opens with no usual word, right below an enclosure whose row is full."""
    lines = [
        line("ที่ ลป ๐๔๑๘.๑/ว ๕๑๕๐", y=420),
        line("เรื่อง ส่งสำเนาประกาศ", y=520),
        line("เรียน ผู้ใหญ่บ้านทุกหมู่บ้าน", y=520 + ROW_STEP),
        line("สิ่งที่ส่งมาด้วย สำเนาประกาศนายทะเบียน จำนวน ๑ ชุด", y=520 + 2 * ROW_STEP, width=RIGHT - LEFT),
        *paragraph(("อำเภอพิจารณาแล้วเพื่อให้การรายงานเป็นไปด้วยความ", "เรียบร้อยและเป็นปัจจุบัน", "ต่อไป"), y=520 + 3 * ROW_STEP),
    ]  # fmt: skip
    head = read_head(page_layout(page(lines)))
    enclosed = head.block(Label.ENCLOSURE)
    assert enclosed is not None and len(enclosed.rows) == 1
    assert head.body_row == 4


def test_a_subject_wraps_below_where_it_began() -> None:
    head = read_head(laid_out(subject=("ขอเชิญประชุมผู้ใหญ่บ้านและคณะกรรมการ", "หมู่บ้านประจำเดือน")))
    subject = head.block(Label.SUBJECT)
    assert subject is not None and subject.passage.text == "ขอเชิญประชุมผู้ใหญ่บ้านและคณะกรรมการ หมู่บ้านประจำเดือน"


def test_what_stands_left_of_a_row_with_a_label_belongs_to_no_value() -> None:
    lines = [line("ด่วนมาก", y=420), line("ที่ ลป ๐๔๑๘.๑/ว ๕๑๕๐", x=500, y=420), line("เรื่อง ขอเชิญประชุม", y=520)]
    head = read_head(page_layout(page(lines)))
    number = head.block(Label.NUMBER)
    assert number is not None and number.passage.text == "ลป ๐๔๑๘.๑/ว ๕๑๕๐"
    assert [one.text for one in head.free] == ["ด่วนมาก"]


def test_a_value_apart_from_its_label_wraps_below_its_own_beginning() -> None:
    value_x = LEFT + 200
    lines = [
        line("เรื่อง", y=520),
        line("ขอเชิญประชุมผู้ใหญ่บ้านและคณะกรรมการ", x=value_x, y=520, width=RIGHT - value_x),
        line("หมู่บ้านประจำเดือน", x=value_x, y=520 + ROW_STEP),
        line("เรียน ผู้ใหญ่บ้านทุกหมู่บ้าน", y=520 + 2 * ROW_STEP),
    ]
    subject = read_head(page_layout(page(lines))).block(Label.SUBJECT)
    assert subject is not None and subject.passage.text == "ขอเชิญประชุมผู้ใหญ่บ้านและคณะกรรมการหมู่บ้านประจำเดือน"


def test_a_sentence_that_begins_as_a_label_does_is_none() -> None:
    for text, is_label in (("เรื่องขอเชิญประชุม", True), ("เรื่องนี้ให้ทุกอำเภอถือปฏิบัติ", False)):
        head = read_head(page_layout(page([line("ที่ ลป ๐๔๑๘.๑/ว ๕๑๕๐", y=420), line(text, y=520)])))
        assert (head.block(Label.SUBJECT) is not None) is is_label
