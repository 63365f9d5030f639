from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from extractors.assembly import assemble
from extractors.fields.stamps import settled_by_letter, stamps_of
from models.field import Field
from models.geometry import Box
from models.letter import Stamp
from models.page import Ink, LineReading, Zone, ZoneKind
from models.status import Status
from tests.factories import letter_lines, line, page, stamp_zone


def read(zone: Zone) -> Stamp:
    (stamp,) = stamps_of([page(zones=[zone])])
    return stamp


NUMBERS = [
    # The labels in use.
    ("เลขรับ ๑๒๓๔", "๑๒๓๔"),
    ("เลขที่รับ 1234", "1234"),
    ("รับเลขที่ ๓๕๕๕", "๓๕๕๕"),
    ("เลขที่ 535", "535"),
    # A label misread in one letter.
    ("เลบที่รับ 1234", "1234"),
    # Leader dots around the number.
    ("เลขรับ.....1234.....", "1234"),
    # Leader dots among the digits: more than one number can be meant.
    ("เลขรับ 1317.7.9", None),
    # With the year of the register.
    ("รับที่ 1234/2567", "1234/2567"),
    # Label alone.
    ("เลขรับ ..........", None),
]


@pytest.mark.parametrize(("printed", "number"), NUMBERS)
def test_number(printed: str, number: str | None) -> None:
    assert read(stamp_zone("เทศบาลตำบลสมมุติ", printed, "วันที่")).number.value == number


def test_number_among_leader_dots_is_offered_not_read() -> None:
    field = read(stamp_zone("เทศบาลตำบลสมมุติ", "เลขรับ 1317.7.9", "วันที่")).number
    assert field.status is Status.UNREAD
    assert field.printed == "1317.7.9"
    assert [other.printed for other in field.alternatives] == ["131779"]


DATES = [
    ("วันที่ 8 ก.ย. 2565", date(2022, 9, 8)),
    # An Arabic date stamp with its dash for a missing tens digit.
    ("วันที่ - 8 ก.ย. 2565", date(2022, 9, 8)),
    # e-saraban: date and time on one row.
    ("๒๖/๑๒/๒๕๖๗ ๑๓:๕๐:๕๗", date(2024, 12, 26)),
    # Leader dots.
    ("วันที่...8 ก.ย. 2565...", date(2022, 9, 8)),
    ("วันที่ ............", None),
]


@pytest.mark.parametrize(("printed", "day"), DATES)
def test_date(printed: str, day: date | None) -> None:
    assert read(stamp_zone("เทศบาลตำบลสมมุติ", "เลขรับ 1", printed)).date.value == day


TIMES = [
    ("เวลา 09.30 น.", "09:30"),
    ("เวลา ๑๓:๕๐ น.", "13:50"),
    ("๒๖/๑๒/๒๕๖๗ ๑๓:๕๐:๕๗", "13:50:57"),
    # No clock shows it.
    ("เวลา 73.45 น.", None),
    ("เวลา ........ น.", None),
]


@pytest.mark.parametrize(("printed", "time"), TIMES)
def test_time(printed: str, time: str | None) -> None:
    assert read(stamp_zone("เทศบาลตำบลสมมุติ", "เลขรับ 1", printed)).time.value == time


def test_rows_of_a_tilted_stamp_overlap_on_the_page_and_stay_rows() -> None:
    lines = (
        line("เทศบาลตำบลสมมุติ", x=1200, y=60, ink=Ink.STAMP),
        line("เลขรับ 4691", x=1000, y=70, ink=Ink.STAMP),
        line("วันที่ 20 ก.ย. 2566", x=1005, y=95, ink=Ink.STAMP),
    )
    stamp = read(Zone(ZoneKind.STAMP, Box(990, 50, 1600, 220), lines))
    assert stamp.office.value == "เทศบาลตำบลสมมุติ"
    assert stamp.number.value == "4691"
    assert stamp.date.value == date(2023, 9, 20)


def test_overlay_in_one_row_names_its_office_before_the_number() -> None:
    stamp = read(stamp_zone("อบต.สมมุติ เลขรับ ๑๒๓๔ วันที่ ๒๖ ธ.ค. ๒๕๖๗ เวลา ๑๓:๕๐ น."))
    assert stamp.office.value == "อบต.สมมุติ"
    assert stamp.number.value == "๑๒๓๔"
    assert stamp.date.value == date(2024, 12, 26)
    assert stamp.time.value == "13:50"


def test_lone_digit_of_an_emblem_under_the_stamp_is_no_number() -> None:
    assert read(stamp_zone("เทศบาลตำบลสมมุติ", "๒", "วันที่ 8 ก.ย. 2565")).number.value is None


def dated(printed: str, confidence: float, *others: tuple[str, float]) -> Stamp:
    """A stamp whose date its reader holds for `printed` or one of the others."""
    own = line(f"วันที่ {printed}", ink=Ink.STAMP, confidence=confidence)
    held = tuple(LineReading(text, share, "line-reader") for text, share in others)
    row = replace(own, readings=(*own.readings, *held))
    return read(Zone(ZoneKind.STAMP, Box(200, 150, 900, 400), (line("เลขรับ 12", y=100, ink=Ink.STAMP), row)))


WRITTEN = Field(value=date(2024, 1, 14), status=Status.READ)


def test_of_the_days_the_ink_allows_the_one_after_the_letters_is_taken() -> None:
    stamp = settled_by_letter(dated("16 พ.ค. 2567", 0.5, ("16 ม.ค. 2567", 0.45)), WRITTEN)
    assert stamp.date.value == date(2024, 1, 16)
    assert stamp.date.status is Status.READ
    assert "stamp.day_by_letter" in stamp.date.reasons


def test_a_day_that_the_ink_hardly_allows_is_not_taken_from_the_letter() -> None:
    stamp = settled_by_letter(dated("16 พ.ค. 2567", 0.9, ("16 ม.ค. 2567", 0.05)), WRITTEN)
    assert stamp.date.value == date(2024, 5, 16)


def test_of_two_days_that_the_letter_makes_alike_none_is_taken() -> None:
    stamp = settled_by_letter(dated("16 พ.ค. 2567", 0.3, ("16 ม.ค. 2567", 0.3), ("18 ม.ค. 2567", 0.3)), WRITTEN)
    assert (stamp.date.value, stamp.date.status) == (None, Status.UNREAD)


def test_a_day_far_from_the_letters_is_unread_and_one_before_it_disputed() -> None:
    assert settled_by_letter(dated("16 ม.ค. 2587", 0.9), WRITTEN).date.value is None
    assert settled_by_letter(dated("10 ม.ค. 2567", 0.9), WRITTEN).date.status is Status.DISPUTED


def test_without_the_letters_day_the_stamps_own_stands() -> None:
    assert settled_by_letter(dated("16 ม.ค. 2587", 0.9), Field()).date.value == date(2044, 1, 16)


def test_class_mark_stamped_in_red_is_no_receipt() -> None:
    zone = Zone(ZoneKind.STAMP, Box(0, 0, 9, 9), (line("ด่วนที่สุด", ink=Ink.STAMP),), "red")
    assert stamps_of([page(zones=[zone])]) == ()


def test_stamp_with_labels_alone_is_a_receipt_with_its_place() -> None:
    stamp = read(Zone(ZoneKind.STAMP, Box(10, 10, 90, 60), (line("เลขรับ", ink=Ink.STAMP),)))
    assert stamp.box == Box(10, 10, 90, 60)
    assert (stamp.office.value, stamp.number.value, stamp.date.value) == (None, None, None)


@pytest.mark.parametrize("text", ["๑", "วันที่", "ก.พ."])
def test_seal_or_blot_is_no_receipt_but_a_note(text: str) -> None:
    zone = Zone(ZoneKind.STAMP, Box(10, 10, 90, 60), (line(text, ink=Ink.STAMP),))
    assert stamps_of([page(zones=[zone])]) == ()
    (document,) = assemble([page(letter_lines(), zones=[zone])])
    assert [note.box for note in document.notes] == [zone.box]


def test_time_in_both_kinds_of_digits_is_left_unread() -> None:
    lines = (line("เทศบาลตำบลสมมุติ", ink=Ink.STAMP), line("เวลา 0๑.40 น.", y=260, ink=Ink.STAMP))
    stamp = read(Zone(ZoneKind.STAMP, Box(200, 150, 900, 400), lines))
    assert stamp.time.value is None
    assert "stamp.mixed_digits" in stamp.time.reasons


def test_an_office_of_no_known_kind_is_read_and_a_speck_above_it_is_not() -> None:
    assert read(stamp_zone("คค", "ไร่สมมุติพัฒนา", "เลขรับ ๑๒๓๔")).office.value == "ไร่สมมุติพัฒนา"


def test_what_a_pen_wrote_above_the_labels_is_no_office() -> None:
    office = read(stamp_zone("เทศบาลตำบลสมมุติ", "มอบงานธุรการ", "เลขรับ ๑๒๓๔", pen=("", "มอบงานธุรการ"))).office
    assert office.value == "เทศบาลตำบลสมมุติ"
