"""A registered letter is passed inside its office; a document knows the lines that are about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from docproc.documents import NotFoundError
from docproc.registers.letters import EntryRefusedError, NewEntry, lines_of, register_letter, void_entry
from docproc.registers.of_document import line_of_same_letter, lines_about, next_number, offices_to_register
from docproc.registers.routing import Routing, route_letter
from docproc.repository import offices
from docproc.repository.offices import NewOffice
from docproc.wiring import Service
from models.office import Tier
from models.register import Book
from models.rights import Actor, DeniedError, Grant, Role
from tests.docproc.web.held import hold, letter, letter_document

CLERK = Actor("u1", "เสมียน ทดลอง", "/52/5208/", (Grant(Role.CLERK, "/52/5208/"),))
ABOVE = Actor("u2", "เสมียน จังหวัด", "/52/", (Grant(Role.CLERK, "/52/"),))
ELSEWHERE = Actor("u3", "เสมียน อื่น", "/56/", (Grant(Role.CLERK, "/56/"),))
DAY = dt.date(2023, 8, 10)
LETTER = NewEntry("กระทรวงสมมุติ", "นายอำเภอทุกอำเภอ", "เรื่องสมมุติ", reference_no="ดศ ๐๒๐๘/๑๒๑๓๓", dated=DAY)


@pytest.fixture
def document(service: Service) -> tuple[str, str]:
    """A file of the district, and its letter."""
    with service.database.writing() as session:
        offices.save_all(session, [NewOffice(code, Tier.PROVINCE, f"จังหวัด{code}", None) for code in ("52", "56")])
        offices.save_all(session, [NewOffice("5208", Tier.DISTRICT, "อำเภอเถิน", "52", "ลป")])
    source_id, (document_id,) = hold(service, [letter_document(letter())], data=b"%PDF a letter", office="5208")
    return source_id, document_id


def test_each_routing_is_kept_and_the_last_stands_in_the_register(service: Service, document: tuple[str, str]) -> None:
    _, document_id = document
    entry = register_letter(service, CLERK, "5208", Book.RECEIVED, replace(LETTER, document_id=document_id))
    route_letter(service, CLERK, entry.id, Routing("กลุ่มงานบริหาร"))
    route_letter(service, CLERK, entry.id, Routing("กลุ่มงานปกครอง", " น.ส.ทดสอบ  หนึ่ง ", "แจ้งกำนัน"))
    (line,) = lines_about(service, CLERK, document_id)
    assert (line.office.code, line.entry.action) == ("5208", "กลุ่มงานปกครอง · น.ส.ทดสอบ หนึ่ง · แจ้งกำนัน")
    assert [(one.division, one.person, one.note) for one in line.routings] == [
        ("กลุ่มงานปกครอง", "น.ส.ทดสอบ หนึ่ง", "แจ้งกำนัน"),
        ("กลุ่มงานบริหาร", None, None),
    ]
    assert {one.made_by for one in line.routings} == {CLERK.name}
    assert lines_of(service, CLERK, "5208", Book.RECEIVED, entry.year)[1][0].action == line.entry.action


def test_routing_says_something_about_a_line_of_ones_own_that_counts(
    service: Service, document: tuple[str, str]
) -> None:
    entry = register_letter(service, CLERK, "5208", Book.RECEIVED, LETTER)
    with pytest.raises(EntryRefusedError, match="routed_nowhere"):
        route_letter(service, CLERK, entry.id, Routing(" ", "", ""))
    with pytest.raises(DeniedError):
        route_letter(service, ELSEWHERE, entry.id, Routing("กองอื่น"))
    with pytest.raises(NotFoundError):
        route_letter(service, CLERK, "none", Routing("กอง"))
    void_entry(service, CLERK, entry.id, "เขียนผิด")
    with pytest.raises(EntryRefusedError, match="is_void"):
        route_letter(service, CLERK, entry.id, Routing("กอง"))


def test_lines_of_registers_that_others_keep_are_not_told(service: Service, document: tuple[str, str]) -> None:
    source_id, document_id = document
    register_letter(service, ABOVE, "52", Book.RECEIVED, replace(LETTER, document_id=document_id))
    register_letter(service, CLERK, "5208", Book.RECEIVED, replace(LETTER, document_id=document_id))
    assert [one.office.code for one in lines_about(service, CLERK, document_id)] == ["5208"]
    assert [one.office.code for one in lines_about(service, ABOVE, document_id)] == ["52", "5208"]
    assert lines_about(service, ELSEWHERE, document_id) == []
    assert [one.code for one in offices_to_register(service, ABOVE, source_id)] == ["52", "5208"]
    assert [one.code for one in offices_to_register(service, CLERK, source_id)] == ["5208"]
    assert [one.code for one in offices_to_register(service, ELSEWHERE, source_id)] == ["56"]


def test_next_number_and_a_line_of_the_same_letter_are_found(service: Service, document: tuple[str, str]) -> None:
    assert next_number(service, CLERK, "5208", Book.RECEIVED) == 1
    entry = register_letter(service, CLERK, "5208", Book.RECEIVED, LETTER)
    assert next_number(service, CLERK, "5208", Book.RECEIVED) == 2
    assert next_number(service, CLERK, "5208", Book.SENT) == 1

    def found(number: str | None, day: dt.date | None) -> str | None:
        line = line_of_same_letter(service, CLERK, "5208", Book.RECEIVED, number, day)
        return line.id if line is not None else None

    assert found("ดศ 0208/12133", DAY) == entry.id
    assert found("ดศ 0208/12134", DAY) is None
    assert found("ดศ 0208/12133", dt.date(2023, 8, 11)) is None
    assert found(None, DAY) is None and found("ดศ 0208/12133", None) is None
    void_entry(service, CLERK, entry.id, "เขียนผิด")
    assert found("ดศ 0208/12133", DAY) is None
    with pytest.raises(DeniedError):
        next_number(service, ELSEWHERE, "5208", Book.RECEIVED)
