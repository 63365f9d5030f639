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
