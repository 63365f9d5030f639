from __future__ import annotations

import pytest

from extractors.fields.passage import passage_of
from extractors.fields.reference_no import Sender, find_references, read_reference
from models.status import Status
from tests.factories import line

READ = [
    # Ministry, no sub-unit.
    ("ดศ ๐๒๐๘/๑๒๑๓๓", "ดศ 0208/12133", "ดศ ๐๒๐๘/๑๒๑๓๓"),
    # District with sub-unit, circular with a space.
    ("ลป ๐๔๑๘.๑/ว ๕๑๕๐", "ลป 0418.1/ว5150", "ลป ๐๔๑๘.๑/ว ๕๑๕๐"),
    # Five-digit owner, Arabic digits.
    ("ศธ 04056.12/45", "ศธ 04056.12/45", "ศธ 04056.12/45"),
    # Three-digit sub-unit, no space after ว.
    ("ขก 0032.005/ว63", "ขก 0032.005/ว63", "ขก 0032.005/ว63"),
    # Leading zeros stay on the page and leave the key.
    ("อก 0905/0007", "อก 0905/7", "อก 0905/0007"),
    # Committee tag.
    ("กค (กวจ) ๐๔๐๕.๒/ว ๑๑๙", "กค(กวจ) 0405.2/ว119", "กค (กวจ) ๐๔๐๕.๒/ว ๑๑๙"),
    # Two sub-units: memos of the armed forces.
    ("กห ๐๖๑๒.๓๐.๔/๓๘๓", "กห 0612.30.4/383", "กห ๐๖๑๒.๓๐.๔/๓๘๓"),
    # Stops in the code, as offices write and readers see it.
    ("ล.ป. ๐๔๑๘.๑/๕๑", "ลป 0418.1/51", "ลป ๐๔๑๘.๑/๕๑"),
    # The dotted rule of a memo read as stops and gaps.
    ("กห.๐๖๑๒.๓๐.๔/ ๔๗๐.", "กห 0612.30.4/470", "กห ๐๖๑๒.๓๐.๔/๔๗๐"),
    # The stop itself lost to the rule: between two groups nothing else can stand.
    ("กห ๐๖๑๒ ๓๐.๔/๔๗๐", "กห 0612.30.4/470", "กห ๐๖๑๒.๓๐.๔/๔๗๐"),
    # A memo's number without a slash.
    ("วท๓.๐๘๔๕", "วท 3/845", "วท๓.๐๘๔๕"),
]


@pytest.mark.parametrize(("text", "key", "printed"), READ)
def test_number_is_read(text: str, key: str, printed: str) -> None:
    field = read_reference(passage_of(line(text), 1))
    assert field.value is not None
    assert field.value.register_key == key
    assert field.value.printed == printed
    assert field.status is Status.READ


NO_REFERENCE = [
    # A code before a postcode: an address.
    "ลป ๕๒๑๖๐",
    # A telephone line.
    "โทร. ๐ ๕๔๐๐ ๐๐๐๐",
    # A date by numbers.
    "๒๖/๑๒/๒๕๖๗",
    # Thai and Arabic digits in one part.
    "ลป ๐0๑๘.๑/ว ๕๑๕๐",
]


@pytest.mark.parametrize("text", NO_REFERENCE)
def test_other_numbers_are_no_reference(text: str) -> None:
    assert read_reference(passage_of(line(text), 1)).value is None


def test_order_number_has_no_code() -> None:
    field = read_reference(passage_of(line("๑๒๓/๒๕๖๖"), 1))
    assert field.value is not None
    assert (field.value.code, field.value.number, field.value.printed) == ("", "123", "๑๒๓/๒๕๖๖")


STEMS = [
    # Circular, the number to come by pen and not read.
    ("ลป ๐๔๑๘.๑/ว", "ลป ๐๔๑๘.๑/ว …"),
    ("ศธ ๐๔๐๘๗/", "ศธ ๐๔๐๘๗/…"),
]


@pytest.mark.parametrize(("text", "printed"), STEMS)
def test_printed_part_stays_where_the_pen_was_not_read(text: str, printed: str) -> None:
    field = read_reference(passage_of(line(text, pen_words=1), 1), pen_words=1)
    assert field.value is None
    assert field.status is Status.UNREAD
    assert field.printed == printed
    assert field.box is not None


@pytest.mark.parametrize("text", ["ลป ๐๔๑๘.๑/ว ๕๑.๕๐", "ลป ๐๔๑๘.๑/ว ๕๑ ๕๐"])
def test_a_number_broken_by_a_speck_is_not_its_first_digits(text: str) -> None:
    field = read_reference(passage_of(line(text), 1))
    assert field.value is None
    assert field.printed == "ลป ๐๔๑๘.๑/ว …"


def test_a_date_behind_the_number_does_not_break_it() -> None:
    field = read_reference(passage_of(line("ลป ๐๔๑๘.๑/ว ๕๑๕๐ ๒ ธันวาคม ๒๕๖๓"), 1))
    assert field.value is not None
    assert field.value.number == "5150"


def test_a_restored_stop_is_never_sure() -> None:
    field = read_reference(passage_of(line("กห 0612 30.4/470", witness="กห 0612 30.4/470"), 1))
    assert field.status is Status.READ
    assert "reference.stop_restored" in field.reasons


def test_a_number_with_a_doubtful_digit_is_left_unread_and_offered() -> None:
    field = read_reference(passage_of(line("ลป ๐๔๑๘.๑/ว ๕๑๕๐", confidence=0.4), 1))
    assert field.value is None
    assert [other.printed for other in field.alternatives] == ["ลป ๐๔๑๘.๑/ว ๕๑๕๐"]


def test_pen_digits_belong_to_the_number_and_are_marked() -> None:
    field = read_reference(passage_of(line("ลป ๐๔๑๘.๑/ว ๕๑๕๐", pen="๕๑๕๐"), 1))
    assert field.value is not None
    assert field.value.number == "5150"
    assert field.handwritten


def test_pen_digits_beside_an_unread_stroke_are_not_the_whole_number() -> None:
    field = read_reference(passage_of(line("ลป ๐๔๑๘.๑/ว ๕๑", pen="๕๑", pen_words=1), 1), pen_words=1)
    assert field.value is None
    assert field.printed == "ลป ๐๔๑๘.๑/ว …"


def test_handwritten_number_is_never_sure_from_one_reader() -> None:
    written = line("ลป 0418.1/ว 5150", pen="5150", witness="ลป 0418.1/ว 5150")
    assert read_reference(passage_of(written, 1)).status is Status.READ


def test_two_readers_and_the_code_table_make_it_sure() -> None:
    field = read_reference(passage_of(line("ลป 0418.1/ว 5150", witness="ลป 0418.1/ว 5150"), 1))
    assert field.status is Status.CORROBORATED
    assert field.readers == ("line-reader", "tesseract")


def test_tesseract_is_no_witness_for_thai_digits() -> None:
    # It writes ๒ for ๖ fluently: neither its agreement nor its contradiction counts.
    field = read_reference(passage_of(line("ลป ๐๔๑๖.๑/ว ๕๑๕๐", witness="ลป ๐๔๑๒.๑/ว ๕๑๕๐"), 1))
    assert field.status is Status.READ


def test_readers_that_contradict_each_other_are_both_shown() -> None:
    field = read_reference(passage_of(line("ลป 0418.1/ว 5150", witness="ลป 0418.1/ว 5190"), 1))
    assert field.status is Status.DISPUTED
    assert [other.printed for other in field.alternatives] == ["ลป 0418.1/ว 5190"]


def test_code_of_another_province_is_disputed() -> None:
    sender = Sender("ที่ว่าการอำเภอเถิน จังหวัดลำปาง")
    field = read_reference(passage_of(line("ลบ ๐๔๑๘.๑/ว ๕๑๕๐"), 1), sender=sender)
    assert field.status is Status.DISPUTED
    assert "ลป ๐๔๑๘.๑/ว ๕๑๕๐" in [other.printed for other in field.alternatives]


def test_code_of_the_senders_province_stands() -> None:
    field = read_reference(passage_of(line("ลป ๐๔๑๘.๑/ว ๕๑๕๐"), 1), sender=Sender("จังหวัดลำปาง"))
    assert field.status is Status.READ


def test_code_of_another_ministry_is_disputed() -> None:
    field = read_reference(passage_of(line("สธ ๐๔๐๘๗/ว ๓๕"), 1), sender=Sender("กระทรวงศึกษาธิการ กทม. ๑๐๓๐๐"))
    assert field.status is Status.DISPUTED
    assert [other.printed for other in field.alternatives] == ["ศธ ๐๔๐๘๗/ว ๓๕"]


def test_ministry_code_of_an_office_in_a_province_stands() -> None:
    # A school or regional office uses its ministry's code with a provincial address.
    field = read_reference(passage_of(line("ศธ ๐๔๐๕๖/๔๕"), 1), sender=Sender("โรงเรียนในจังหวัดลำปาง"))
    assert field.status is Status.READ


def test_unknown_code_is_disputed() -> None:
    field = read_reference(passage_of(line("ฮฮ ๐๔๑๘.๑/๕๑"), 1), sender=Sender(""))
    assert field.status is Status.DISPUTED


def test_box_is_that_of_the_number_alone() -> None:
    text = "ตามหนังสือ ที่ ลป ๐๔๑๘.๑/ว ๕๑๕๐ ลงวันที่"
    whole = line(text)
    ((match, field),) = find_references(passage_of(whole, 1))
    assert field.box is not None
    before = sum(char not in "ัิีึืุู่้์็ํ" for char in text[: match.start()])
    assert field.box.x0 == pytest.approx(whole.box.x0 + before * 14, abs=15)
    assert field.box.x1 < whole.box.x1


def test_writing_that_is_no_number_is_unread_and_by_hand() -> None:
    field = read_reference(passage_of(line("กกกก", pen="กกกก"), 1))
    assert (field.value, field.status, field.handwritten) == (None, Status.UNREAD, True)
    assert not read_reference(passage_of(line("กกกก"), 1)).handwritten
