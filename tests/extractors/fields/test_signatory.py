"""Whose letter it is: a name is sure only where no other name on the page could be the signatory's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.fields.layout import page_layout
from extractors.fields.signatory import Signatory, read_signatory
from models.geometry import Box
from models.page import Ink, Line, Zone, ZoneKind
from models.status import Status
from tests.factories import centred, line, page

AXIS = 1100
SIGNATORY, OTHER = "(นายสมมุติ ตัวอย่าง)", "(นางสมมาตร ตัวอย่าง)"


def named(text: str, y: int, centre: int = AXIS) -> Line:
    return centred(text, y=y, centre=centre, witness=text)


def body() -> list[Line]:
    return [line("ขอเชิญประชุมประจำเดือนตามวันและเวลาที่กำหนดในระเบียบวาระ", y=400 + 60 * row) for row in range(6)]


def signatory_of(*lines: Line, notes: tuple[Line, ...] = ()) -> Signatory:
    zones = [Zone(ZoneKind.NOTE, Box.around(one.box for one in notes), notes)] if notes else []
    return read_signatory([page_layout(page([*body(), *lines], zones=zones))], 0)


@pytest.mark.parametrize(
    ("lines", "notes", "status"),
    [
        # Below the closing of a letter; names farther down are of those who passed it on.
        ((centred("ขอแสดงความนับถือ", y=900, centre=AXIS), named(SIGNATORY, 1080)), (), Status.CORROBORATED),
        (
            (centred("ขอแสดงความนับถือ", y=900, centre=AXIS), named(SIGNATORY, 1080), named(OTHER, 1700)),
            (),
            Status.CORROBORATED,
        ),
        # A memo has no closing: the only name is the signatory's, of two either may be.
        ((named(SIGNATORY, 1080),), (), Status.CORROBORATED),
        ((named(SIGNATORY, 1080), named(OTHER, 1400)), (), Status.READ),
        ((named(SIGNATORY, 1080),), (named(OTHER, 1500, 500),), Status.READ),
        # Two beside each other below the closing.
        (
            (centred("ขอแสดงความนับถือ", y=900, centre=AXIS), named(SIGNATORY, 1080), named(OTHER, 1090, 500)),
            (),
            Status.READ,
        ),
    ],
)
def test_a_name_is_sure_only_where_no_other_could_be_meant(
    lines: tuple[Line, ...], notes: tuple[Line, ...], status: Status
) -> None:
    name = signatory_of(*lines, notes=tuple(replace(one, ink=Ink.PEN) for one in notes)).name
    assert (name.value, name.status) == (SIGNATORY.strip("()"), status)


def test_the_end_of_a_position_in_a_row_of_its_own_belongs_to_it() -> None:
    rows = ("รองผู้ว่าราชการจังหวัด รักษาราชการ", "แทน", "ผู้ว่าราชการจังหวัดลำปาง")
    below = [centred(text, y=1132 + 52 * n, centre=AXIS) for n, text in enumerate(rows)]
    found = signatory_of(centred("ขอแสดงความนับถือ", y=900, centre=AXIS), named(SIGNATORY, 1080), *below)
    assert found.position.value == " ".join(rows)


def test_what_stands_far_below_is_no_position() -> None:
    below = [centred("รองผู้ว่าราชการจังหวัด", y=1132, centre=AXIS), centred("สำนักงานจังหวัดลำปาง", y=1350, centre=AXIS)]
    found = signatory_of(centred("ขอแสดงความนับถือ", y=900, centre=AXIS), named(SIGNATORY, 1080), *below)
    assert found.position.value == "รองผู้ว่าราชการจังหวัด"


def test_half_a_position_is_no_position() -> None:
    """For whom the officer acts stands under a stamp, read as letters that are none."""
    below = [
        centred("รองผู้ว่าราชการจังหวัด ปฏิบัติราชการแทน", y=1132, centre=AXIS),
        centred("เะงิภวรสณะกรรฐ", y=1184, centre=AXIS, confidence=0.7),
    ]
    found = signatory_of(centred("ขอแสดงความนับถือ", y=900, centre=AXIS), named(SIGNATORY, 1080), *below)
    assert (found.position.value, found.position.status) == (None, Status.UNREAD)
    assert found.position.printed.endswith("…")


def test_a_name_that_goes_on_in_the_next_row_is_not_sure() -> None:
    name = signatory_of(centred("ขอแสดงความนับถือ", y=900, centre=AXIS), named(SIGNATORY.rstrip(")"), 1080)).name
    assert name.status is Status.READ


def test_a_name_that_is_another_by_one_glyph_is_not_sure() -> None:
    closing = centred("ขอแสดงความนับถือ", y=900, centre=AXIS)
    (sure, unsure) = (signatory_of(closing, named(f"(นาง{given} ตัวอย่าง)", 1080)).name for given in ("พัชรี", "พัชนิดา"))
    assert (sure.value, sure.status) == ("นางพัชรี ตัวอย่าง", Status.CORROBORATED)
    assert (unsure.value, unsure.status) == ("นางพัชนิดา ตัวอย่าง", Status.READ)


def test_a_name_that_a_later_stamp_runs_through_is_unread_and_its_position_read() -> None:
    overlaid = centred("(ผู้ช่วยศาสตราจารย์ ดร.สมมุติ ตัวเองอธิการบดีฝ่ายนโยบายและแผน และกิจการอื่น", y=1080, centre=AXIS)
    found = signatory_of(overlaid, centred("อาจารย์หัวหน้าโครงการ", y=1132, centre=AXIS))
    assert found.name.status is Status.UNREAD
    assert found.name.box is not None
    assert found.position.value == "อาจารย์หัวหน้าโครงการ"
