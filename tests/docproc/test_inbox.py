"""What waits for a clerk: each list of the own area alone, a page at a time, gone once it is decided."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docproc.inbox import Section, count_of, sections_of, stretch_of
from docproc.registers.letters import NewEntry, register_letter, void_entry
from docproc.repository import findings, offices, sources
from docproc.repository.clock import moment
from docproc.repository.offices import NewOffice
from docproc.wiring import Service
from models.finding import FindingKind, SeenFinding
from models.letter import ReferenceNumber
from models.office import Tier
from models.register import Book
from models.rights import Actor, Grant, Role
from models.status import SourceStatus, Status
from tests.docproc.linked import link_source
from tests.docproc.web.held import (
    MINISTRY_NUMBER,
    field,
    hold,
    letter,
    letter_document,
    number_field,
    province_letter,
    sheet_document,
)

CLERK = Actor("u1", "เสมียน ทดลอง", "/52/5208/", (Grant(Role.CLERK, "/52/5208/"),))
ABOVE = Actor("u2", "เสมียน จังหวัด", "/52/", (Grant(Role.CLERK, "/52/"),))
ELSEWHERE = Actor("u3", "เสมียน อื่น", "/56/", (Grant(Role.CLERK, "/56/"),))
EVERYBODY = (CLERK, ABOVE, ELSEWHERE)
LETTER = NewEntry("กระทรวงสมมุติ", "นายอำเภอ", "เรื่องสมมุติ")


@pytest.fixture(autouse=True)
def seeded(service: Service) -> None:
    with service.database.writing() as session:
        offices.save_all(session, [NewOffice(code, Tier.PROVINCE, f"จังหวัด{code}", None) for code in ("52", "56")])
        offices.save_all(session, [NewOffice("5208", Tier.DISTRICT, "อำเภอเถิน", "52", "ลป")])


def counts(service: Service, section: Section) -> list[int]:
    return [count_of(service, actor, section) for actor in EVERYBODY]


def held(service: Service, number: int, office: str | None = "5208") -> tuple[str, str]:
    own = ReferenceNumber("ดศ", "0208", "", False, str(number), f"ดศ 0208/{number}")
    content = letter_document(letter(reference_no=number_field(own, 150)))
    source_id, (document_id,) = hold(service, [content], data=b"%%PDF %d" % number, office=office)
    return source_id, document_id


def test_letters_wait_until_they_stand_in_a_register_of_the_area(service: Service) -> None:
    made = [held(service, number) for number in range(1, 8)]
    assert counts(service, Section.LETTERS) == [7, 7, 0]
    first = stretch_of(service, CLERK, Section.LETTERS, None, 5)
    second = stretch_of(service, CLERK, Section.LETTERS, first.next_key, 5)
    assert [one.document_id for one in (*first.letters, *second.letters)] == [one for _, one in reversed(made)]
    assert second.next_key is None
    entry = register_letter(service, CLERK, "5208", Book.RECEIVED, replace(LETTER, document_id=made[0][1]))
    register_letter(service, ABOVE, "52", Book.RECEIVED, replace(LETTER, document_id=made[1][1]))
    # What the province registered still waits in the district; what either did waits no more for who sees both.
    assert counts(service, Section.LETTERS) == [6, 5, 0]
    void_entry(service, CLERK, entry.id, "เขียนผิด")
    assert counts(service, Section.LETTERS) == [7, 6, 0]


def test_file_of_a_letter_with_its_enclosures_waits_once_and_a_sheet_does_not(service: Service) -> None:
    several = [letter_document(province_letter(), (1,)), letter_document(letter(), (2,)), sheet_document(3)]
    source_id, ids = hold(service, several, data=b"%PDF several", office="5208")
    hold(service, [sheet_document()], data=b"%PDF sheet", office="5208")
    (waits,) = stretch_of(service, CLERK, Section.LETTERS, None, 5).letters
    assert (waits.source_id, waits.document_id) == (source_id, ids[0])
    register_letter(service, CLERK, "5208", Book.RECEIVED, replace(LETTER, document_id=ids[1]))
    assert counts(service, Section.LETTERS) == [0, 0, 0]


def test_failed_files_and_findings_are_those_of_the_area(service: Service) -> None:
    source_id, document_id = held(service, 1)
    _, other = held(service, 2, office="56")
    with service.database.writing() as session:
        source = sources.lock(session, source_id)
        source.status, source.error_code = SourceStatus.FAILED, "document.encrypted"
        seen = [
            SeenFinding(FindingKind.SAME_NUMBER, "k1", document_id, None, "", ()),
            SeenFinding(FindingKind.SAME_NUMBER, "k2", document_id, other, "", ()),
        ]
        findings.add(session, seen, moment(session))
    assert counts(service, Section.FAILED) == [1, 1, 0]
    assert [one.id for one in stretch_of(service, CLERK, Section.FAILED, None, 5).files] == [source_id]
    assert stretch_of(service, CLERK, Section.FAILED, source_id, 5).files == ()
    assert counts(service, Section.FINDINGS) == [2, 2, 1]
    (found,) = stretch_of(service, ELSEWHERE, Section.FINDINGS, None, 5).findings
    assert found.shown == {other}


def test_links_wait_where_the_lower_letter_is(service: Service) -> None:
    upper, _ = hold(service, [letter_document(letter())], data=b"%PDF upper", office="56")
    near = replace(MINISTRY_NUMBER, number="12138", printed="ดศ ๐๒๐๘/๑๒๑๓๘")
    lower_letter = province_letter()
    citation = replace(lower_letter.citations[0], reference_no=number_field(near, 400, Status.READ))
    lower, _ = hold(
        service, [letter_document(replace(lower_letter, citations=(citation,)))], data=b"%PDF lower", office="5208"
    )
    for source_id in (upper, lower):
        link_source(service, source_id)
    assert counts(service, Section.LINKS) == [1, 1, 0]
    (waits,) = stretch_of(service, CLERK, Section.LINKS, None, 5).links
    assert (waits.lower.source_id, waits.upper.source_id, waits.upper_is_seen) == (lower, upper, False)


def test_values_are_counted_as_the_queue_counts_them(service: Service) -> None:
    doubtful = letter_document(letter(subject=field("เรื่อง", 250, Status.READ)))
    hold(service, [doubtful], data=b"%PDF doubtful", office="5208")
    mine, above, elsewhere = counts(service, Section.VALUES)
    assert mine == above > 0 and elsewhere == 0


def test_everybody_is_asked_only_what_they_may_decide() -> None:
    assert sections_of(CLERK) == tuple(Section)
    auditor = Actor("u4", "ผู้ตรวจ", "/", (Grant(Role.AUDITOR, "/"),))
    assert sections_of(auditor) == (Section.FINDINGS,)
