"""Sheets of one meeting: joined by their heads and numbers, counted once, and a range where that is not sure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from docproc.meetings import Count, MeetingSheet, SheetRow, count_signed, joined, meeting_of
from docproc.wiring import Service
from models.document import Document
from tests.docproc.findings.held_pictures import AUDITOR, FIRST, flipped, hand_in, photo, sheet
from tests.docproc.web.held import field

NAMES = ("นายสมมุติ หนึ่ง", "นางสมมุติ สอง", "นางสาวตัวอย่าง สาม", "นายทดลอง สี่")


def rows(first: int, marks: str, names: bool = True) -> tuple[SheetRow, ...]:
    """`+` signed, `-` not, `?` unsure."""
    said = {"+": True, "-": False, "?": None}
    return tuple(
        SheetRow(first + n, NAMES[(first + n - 1) % 4] if names else None, said[mark]) for n, mark in enumerate(marks)
    )


def part(name: str, marks: str = "++", first: int = 1, named: bool = True, **changed: Any) -> MeetingSheet:
    whole = MeetingSheet(
        document_id=name,
        source_id=f"file-{name}",
        first_page=1,
        offices=frozenset({"5601"}),
        date="2023-09-15",
        activity="ประชุมประจำเดือน",
        place="ศาลาประชาคม",
        sheet_no=None,
        sheet_count=None,
        has_title=True,
        rows=rows(first, marks, named),
    )
    return replace(whole, **changed)


HEADLESS: dict[str, Any] = {"date": None, "activity": None, "place": None, "has_title": False}


@pytest.mark.parametrize(
    ("other", "together"),
    [
        (part("b"), True),
        (part("b", activity="ประชุมประจำเดึอน"), True),  # a slip of the reader
        (part("b", activity="อบรมอาชีพเลี้ยงผึ้งโพรง"), False),
        (part("b", date="2023-09-16"), False),
        (part("b", place="วัดท่าฟ้าใต้ ตำบลสระ"), False),
        (part("b", offices=frozenset({"5602"})), False),
        (part("b", first=3, **HEADLESS), True),  # goes on with row 3
        (part("b", first=9, **HEADLESS), False),
        (part("b", first=3, **{**HEADLESS, "offices": frozenset({"5602"})}), False),
        (part("b", activity=None), False),  # a head that does not say for what
    ],
)
def test_what_belongs_to_one_meeting(other: MeetingSheet, together: bool) -> None:
    found = joined([part("a"), other], "a")
    assert [one.document_id for one in found] == (["a", "b"] if together else ["a"])


def test_sheets_without_heads_go_on_one_after_the_other() -> None:
    parts = [part("c", first=5, **HEADLESS), part("b", first=3, **HEADLESS), part("a")]
    assert {one.document_id for one in joined(parts, "c")} == {"a", "b", "c"}


def test_an_earlier_page_does_not_go_on_with_a_later_one() -> None:
    parts = [part("a", source_id="f", first_page=2), part("b", first=3, source_id="f", **HEADLESS)]
    assert len(joined(parts, "a")) == 1


@pytest.mark.parametrize(
    ("sheets", "count"),
    [
        ([part("a", "++-?")], Count(2, 3)),
        ([part("a", "++"), part("b", "+-", first=3)], Count(3, 3)),
        ([part("a", "+-"), part("b", "-+")], Count(2, 2)),  # one roster, morning and afternoon
        ([part("a", "++", named=False), part("b", "++", named=False)], Count(2, 4)),  # the same rows, or others
        ([part("a", "++", named=False, sheet_no=1), part("b", "++", named=False, sheet_no=2)], Count(4, 4)),
        ([part("a", "+?"), part("b", "??")], Count(1, 2)),
        ([], Count(0, 0)),
    ],
)
def test_who_signed_is_counted_once(sheets: list[MeetingSheet], count: Count) -> None:
    assert count_signed(sheets) == count


def numbered(number: int, first: int, names: tuple[str, str, str]) -> Document:
    """Sheet `number` of two: signed, not signed, unsure."""
    document = sheet()
    assert document.sheet is not None
    row = [replace(one, no=first + n, name=names[n]) for n, one in enumerate(document.sheet.rows)]
    made = replace(document.sheet, rows=tuple(row), sheet_no=field(number, 240), sheet_count=field(3, 240))
    return replace(document, sheet=made)


def test_a_sheet_photographed_twice_is_counted_once(service: Service) -> None:
    one, two = numbered(1, 1, ("ก ก", "ข ข", "ค ค")), numbered(2, 4, ("ง ง", "จ จ", "ฉ ฉ"))
    first = hand_in(service, one, FIRST, 1, "5601")
    other = hand_in(service, two, flipped(FIRST, 32, 128), 2, "5601")
    again = hand_in(service, one, flipped(FIRST, 4, 20), 3, "5601")
    hand_in(service, sheet(), flipped(FIRST, 20, 90), 4, "5602")
    meeting = meeting_of(service, AUDITOR, other)
    assert meeting is not None
    assert [one.document_id for one in meeting.sheets] == [first, again, other]
    assert meeting.twins == {again}
    assert meeting.signed == Count(2, 4)
    assert meeting.missing == (3,)


def test_what_is_no_sheet_has_no_meeting(service: Service) -> None:
    assert meeting_of(service, AUDITOR, "nobody") is None
    assert meeting_of(service, AUDITOR, hand_in(service, photo(), FIRST, 1)) is None
    alone = meeting_of(service, AUDITOR, hand_in(service, sheet(), FIRST, 2))
    assert alone is not None and len(alone.sheets) == 1
