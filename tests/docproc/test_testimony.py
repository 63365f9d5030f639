"""What other papers say about a value, offered as a choice, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from docproc import review
from docproc.wiring import Service
from models.field import Alternative, Field
from models.geometry import Box
from models.letter import Letter, ReferenceNumber
from models.status import Status
from tests.docproc.linked import link_source
from tests.docproc.web.held import (
    MINISTRY_NUMBER,
    field,
    hold,
    letter,
    letter_document,
    number_field,
    picture,
    province_letter,
    stamp,
)

HEAD = Box(100, 150, 600, 190)


def choices(service: Service, document: str, name: str) -> list[tuple[object, str, str | None]]:
    return [(one.value, one.code, one.document_id) for one in review.review_item(service, document, name).choices]


def small(shade: int) -> bytes:
    return picture(shade, (40, 40))


def held(service: Service, content: Letter, shade: int) -> tuple[str, str]:
    source_id, (document,) = hold(service, [letter_document(content)], data=small(shade))
    return source_id, document


def test_number_that_could_not_be_read_is_offered_as_the_citing_letter_writes_it(service: Service) -> None:
    """A pen number: its printed part begins the number that a letter of a later day names, of the same date."""
    unread: Field[ReferenceNumber] = Field(None, "ดศ ๐๒๐๘/…", 1, HEAD, Status.UNREAD, handwritten=True)
    _, upper = held(service, letter(reference_no=unread), 1)
    assert choices(service, upper, "reference_no") == []
    _, lower = held(service, province_letter(), 2)
    assert choices(service, upper, "reference_no") == [("ดศ ๐๒๐๘/๑๒๑๓๓", "choice.cited_as", lower)]


def test_doubtful_date_is_offered_as_the_citing_letter_gives_it(service: Service) -> None:
    disputed = field(date(2023, 8, 16), 200, Status.DISPUTED, "๑๖ สิงหาคม ๒๕๖๖")
    _, upper = held(service, letter(date=disputed), 1)
    _, lower = held(service, province_letter(), 2)
    assert ("2023-08-10", "choice.cited_as", lower) in choices(service, upper, "date")


def test_doubtful_citation_is_offered_as_the_cited_letter_writes_itself(service: Service) -> None:
    _, upper = held(service, letter(), 1)
    misread = ReferenceNumber("ดศ", "0208", "", False, "12137", "ดศ ๐๒๐๘/๑๒๑๓๗")
    (citation,) = province_letter().citations
    named = replace(citation, reference_no=number_field(misread, 400, Status.READ))
    _, lower = held(service, replace(province_letter(), citations=(named,)), 2)
    assert choices(service, lower, "cited_refs[0].ref") == [("ดศ ๐๒๐๘/๑๒๑๓๓", "choice.letter_itself", upper)]


def test_office_of_a_stamp_is_offered_from_the_letter_that_passed_this_one_on(service: Service) -> None:
    office: Field[str] = Field(None, "ศาลา…", 1, Box(500, 40, 760, 60), Status.UNREAD)
    _, upper = held(service, letter(stamps=(replace(stamp(), office=office),)), 1)
    source_id, lower = held(service, province_letter(), 2)
    assert choices(service, upper, "stamps[0].office") == []
    link_source(service, source_id)
    assert choices(service, upper, "stamps[0].office") == [("ศาลากลางจังหวัดพะเยา", "choice.passed_on_by", lower)]


def test_readings_that_cannot_be_a_value_and_the_shown_one_are_not_offered(service: Service) -> None:
    others = tuple(
        Alternative(printed, 0.2, "tesseract") for printed in ("ดศ ๐๒๐๘/๑๒๑๓๗", "ดค ๐๒๐", "ดศ 0208/12133", "ดศ ๐๒๐๘/…")
    )
    number = number_field(MINISTRY_NUMBER, 150, Status.DISPUTED, alternatives=others)
    _, document = held(service, letter(reference_no=number), 1)
    assert choices(service, document, "reference_no") == [("ดศ ๐๒๐๘/๑๒๑๓๗", "choice.reader", None)]
