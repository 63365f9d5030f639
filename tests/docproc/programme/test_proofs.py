"""What a screenshot and a sheet must say to prove what a leader published."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from docproc.programme.facts import Proof, Published, Value
from docproc.programme.proofs import doubts, shows_heading
from models.programme import Party
from models.status import DocType, Status

DAY = dt.date(2026, 1, 15)
TITLE = "เวทีแนะนำอาสาสมัครดิจิทัล หมู่ 4 มีผู้สมัคร 12 คน"
ACTIVITY = Published("a", "ข่าวสารอาสา", TITLE, DAY, DAY, Party("leader", "นางสาวสมมุติ ทดสอบดี"))


def screen(**changed: Any) -> Proof:
    values: dict[str, Any] = {"poster": "สมมุติ ทดสอบดี", "date": DAY.isoformat(), "title": TITLE, **changed}
    read: dict[str, Any] = {
        name: Value(value, Status.READ, True) if value else Value() for name, value in values.items()
    }
    return Proof("i", "d", "0" * 64, DocType.SCREENSHOT, (1,), True, "leader", **read)


def codes(proof: Proof) -> list[str]:
    return [need.code for need in doubts(ACTIVITY, proof)]


@pytest.mark.parametrize(
    ("poster", "is_same"),
    [
        ("สมมุติ ทดสอบดี", True),
        ("นางสาวสมมุติ  ทดสอบดี", True),
        ("น.ส.สมมุติ ทดสอบดี", True),
        ("สมมุติทดสอบดี", True),  # the reader lost the space
        ("สมมุติ ทดสอบดี (แกนนำ อสด. อำเภอที่นี่)", True),
        ("สมมุติ ทดสอบดี · แกนนำ", True),
        ("สมมุติ ทดสอบดี แกนนำ อสด.", True),
        ("สมมุติ ทดสอบดียิ่ง", False),  # another surname that begins so
        ("สมมุติ ทดสอบดี้", False),
        ("สมมุติ ทดสอบคี", False),  # one glyph is another person
        ("แชร์โดย สมมุติ ทดสอบดี", False),
        ("ประชาชน คนหนึ่ง", False),
    ],
)
def test_poster_is_the_leader_to_the_letter(poster: str, is_same: bool) -> None:
    assert codes(screen(poster=poster)) == ([] if is_same else ["gate.proof_poster_differs"])


@pytest.mark.parametrize(
    ("title", "is_same"),
    [
        (TITLE, True),
        (f"{TITLE} ขอบคุณผู้นำชุมชนทุกท่าน", True),
        ("เวทีแนะน้าอาสาสมัครดิจิทัล หมู่ ๔ มีผู้สมัคร ๑๒ คน", True),  # a mark misread, Thai digits
        ("เวทีแนะนำอาสาสมัครดิจิทัล หมู่ 4 มีผู้สมัคร 13 คน", False),
        ("เวทีแนะนำอาสาสมัครดิจิทัล หมู่ 9 มีผู้สมัคร 12 คน", False),
        ("เวที", False),  # a piece of it is not it
        ("ประชุมประจำเดือนของอำเภอ เรื่องการจัดเก็บภาษีที่ดิน", False),
    ],
)
def test_title_is_the_published_one_but_for_a_lost_mark(title: str, is_same: bool) -> None:
    assert codes(screen(title=title)) == ([] if is_same else ["gate.proof_title_differs"])


def test_the_beginning_of_a_title_is_not_the_title() -> None:
    """It stands in the title as a whole: only the other way round does the screen show what was published."""
    activity = replace(ACTIVITY, title="เวทีแนะนำอาสาสมัครดิจิทัลประจำหมู่บ้าน")
    found = [need.code for need in doubts(activity, screen(title="เวทีแนะนำอาสาสมัคร"))]
    assert found == ["gate.proof_title_differs"]


@pytest.mark.parametrize("name", ["poster", "date", "title"])
def test_value_that_nobody_read_is_no_proof(name: str) -> None:
    assert codes(screen(**{name: None})) == [f"gate.proof_{name}_unread"]


def test_disputed_value_is_no_proof_and_a_confirmed_one_is() -> None:
    values = {"poster": "สมมุติ ทดสอบดี", "date": DAY.isoformat(), "title": TITLE}
    for status, expected in ((Status.DISPUTED, 3), (Status.CONFIRMED, 0), (Status.CORROBORATED, 0)):
        read: dict[str, Any] = {name: Value(value, status, True) for name, value in values.items()}
        proof = Proof("i", "d", "0" * 64, DocType.SCREENSHOT, (1,), True, "leader", **read)
        assert len(codes(proof)) == expected


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"is_current": False}, "gate.proof_superseded"),
        ({"findings": ("same_strokes",)}, "gate.proof_finding"),
        ({"rejected_links": ("letter",)}, "gate.proof_link_rejected"),
        ({"near_copies": ("9002",)}, "gate.proof_elsewhere"),
        ({"doc_type": DocType.ENCLOSURE}, "gate.proof_kind"),
    ],
)
def test_anything_against_a_document_makes_it_unsure(changed: dict[str, Any], code: str) -> None:
    base: dict[str, Any] = {"doc_type": DocType.PHOTO, "is_current": True, **changed}
    proof = Proof("i", "d", "0" * 64, pages=(1,), attached_by="leader", **base)
    assert codes(proof) == [code]


@pytest.mark.parametrize(
    ("n_signed", "day", "expected"),
    [
        (3, Value(DAY.isoformat(), Status.READ, True), []),
        (3, Value(), []),  # no day on the sheet
        (3, Value(None, Status.UNREAD, True), ["gate.proof_date_unread"]),
        (3, Value("2026-01-16", Status.CORROBORATED, True), ["gate.proof_date_differs"]),
        (0, Value(DAY.isoformat(), Status.READ, True), ["gate.proof_unsigned"]),
        (None, Value(), ["gate.proof_unsigned"]),
    ],
)
def test_sheet_shows_somebody_signed_on_the_day(n_signed: int | None, day: Value, expected: list[str]) -> None:
    sheet = Proof(
        "i", "d", "0" * 64, DocType.ATTENDANCE_SHEET, (1,), True, "leader", date=day, n_signed=n_signed
    )  # fmt: skip
    assert codes(sheet) == expected


def test_heading_is_looked_for_in_the_words_of_the_screen() -> None:
    seen = Proof("i", "d", "0" * 64, DocType.SCREENSHOT, (1,), True, "leader", text="13:45\nข่าวสารอาสา\nสมมุติ")
    assert shows_heading(ACTIVITY, seen)
    assert not shows_heading(ACTIVITY, screen())
