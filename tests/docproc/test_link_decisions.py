"""What people say of links: kept with name, time and reason, and through every later linking, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from docproc.chain import chain_of, links_of
from docproc.corrections import confirm_field
from docproc.documents import NotFoundError
from docproc.link_decisions import decide, decisions_about
from docproc.repository.link_decisions import Decision, LinkName
from docproc.wiring import Service
from models.chain import LinkKind
from models.letter import Letter, ReferenceNumber
from models.status import LinkState, Status
from models.tables.links import LinkRecord
from tests.docproc.linked import link_source
from tests.docproc.web.held import field, hold, letter, letter_document, number_field, picture, province_letter

LOOKED = "เทียบกับต้นฉบับแล้ว"


def near(number: str, subject: str = "การพัฒนาอาสาสมัครดิจิทัล") -> Letter:
    """A letter of the ministry whose number is a glyph or two away from the one that the province names."""
    printed = ReferenceNumber("ดศ", "0208", "", False, number, f"ดศ ๐๒๐๘/{number}")
    return letter(
        reference_no=number_field(printed, 150), date=field(date(2023, 8, 10), 200), subject=field(subject, 250)
    )


@pytest.fixture
def suspected(service: Service) -> tuple[str, LinkName]:
    """The file of a province's letter, and its link to a letter that it may or may not name."""
    _, (upper,) = hold(service, [letter_document(near("12137"))], data=picture(1, (40, 40)))
    source_id, (lower,) = hold(service, [letter_document(province_letter())], data=picture(2, (40, 40)))
    link_source(service, source_id)
    assert states(service, lower) == {upper: LinkState.SUSPECTED}
    return source_id, LinkName(lower, upper, LinkKind.FORWARDS)


def states(service: Service, document: str) -> dict[str, LinkState]:
    return {link.to_document: link.state for link in links_of(service, document) if link.from_document == document}


@pytest.mark.parametrize("state", [LinkState.CONFIRMED, LinkState.REJECTED])
def test_decision_stands_through_later_linking(
    service: Service, suspected: tuple[str, LinkName], state: LinkState
) -> None:
    source_id, name = suspected
    row = decide(service, name, Decision(state, f"  {LOOKED} ", "สมศรี"))
    assert (row.made_by, row.reason, row.machine["state"]) == ("สมศรี", LOOKED, "suspected")
    for _ in range(2):
        link_source(service, source_id)
        assert states(service, name.from_document)[name.to_document] is state


def test_rejected_link_leaves_the_chain(service: Service, suspected: tuple[str, LinkName]) -> None:
    _, name = suspected
    tree = chain_of(service, name.from_document)
    assert tree is not None and tree.document_id == name.to_document
    decide(service, name, Decision(LinkState.REJECTED, LOOKED, "สมศรี"))
    alone = chain_of(service, name.from_document)
    assert alone is not None and (alone.document_id, alone.children) == (name.from_document, ())


def test_rejected_link_makes_room_for_the_next_likeliest(service: Service) -> None:
    """Where one letter alone can be the upper one, its rejection lets the second likeliest be proposed."""
    lower = replace(province_letter(), citations=(), issuer=field("ที่ว่าการอำเภอแม่ใจ", 100))
    uppers = [
        hold(service, [letter_document(near(number, subject))], data=picture(shade, (40, 40)))[1][0]
        for shade, (number, subject) in enumerate((("551", "การพัฒนาอาสาสมัครดิจิทัล"), ("77", "การพัฒนาอาสาสมัครดิจิทัล ก")))
    ]
    source_id, (document,) = hold(service, [letter_document(lower)], data=picture(9, (40, 40)))
    link_source(service, source_id)
    (first,) = states(service, document)
    decide(service, LinkName(document, first, LinkKind.PASSES_ON), Decision(LinkState.REJECTED, LOOKED, "สมศรี"))
    link_source(service, source_id)
    (second,) = set(uppers) - {first}
    assert states(service, document) == {first: LinkState.REJECTED, second: LinkState.SUSPECTED}


def test_rejected_copy_is_a_letter_of_its_own_again(service: Service) -> None:
    """Where a person says that two letters with one number are not one, a citation of the number may name either."""
    uppers = [hold(service, [letter_document(letter())], data=picture(shade, (40, 40))) for shade in (1, 2)]
    (_, (first,)), (second_file, (second,)) = uppers
    link_source(service, second_file)
    assert states(service, second) == {first: LinkState.EXACT}
    decide(service, LinkName(second, first, LinkKind.COPY), Decision(LinkState.REJECTED, LOOKED, "สมศรี"))
    source_id, (lower,) = hold(service, [letter_document(province_letter())], data=picture(3, (40, 40)))
    link_source(service, source_id)
    assert states(service, lower) == {first: LinkState.SUSPECTED, second: LinkState.SUSPECTED}


def test_decision_that_is_taken_back_leaves_the_link_to_the_machine_and_stays_on_record(
    service: Service, suspected: tuple[str, LinkName]
) -> None:
    source_id, name = suspected
    for state, person in ((LinkState.REJECTED, "สมศรี"), (LinkState.SUSPECTED, "สมชาย")):
        decide(service, name, Decision(state, LOOKED, person))
    link_source(service, source_id)
    assert states(service, name.from_document) == {name.to_document: LinkState.SUSPECTED}
    with service.database.reading() as session:
        assert session.scalars(select(LinkRecord.made_by)).one() == "machine"
    said = decisions_about(service, [name.to_document])
    assert [(one.state, one.made_by, one.superseded_at is None) for one in said] == [
        (LinkState.REJECTED, "สมศรี", False),
        (LinkState.SUSPECTED, "สมชาย", True),
    ]
    assert {one.machine["state"] for one in said} == {"suspected"}


@pytest.mark.parametrize("reason", ["", "   ", "ก" * 501])
def test_decision_without_a_reason_is_refused(service: Service, suspected: tuple[str, LinkName], reason: str) -> None:
    _, name = suspected
    with pytest.raises(ValueError, match="reason"):
        decide(service, name, Decision(LinkState.CONFIRMED, reason, "สมศรี"))
    assert decisions_about(service, [name.from_document]) == []


def test_link_that_nobody_found_cannot_be_decided(service: Service, suspected: tuple[str, LinkName]) -> None:
    _, name = suspected
    with pytest.raises(NotFoundError):
        decide(service, replace(name, kind=LinkKind.COPY), Decision(LinkState.CONFIRMED, LOOKED, "สมศรี"))


def test_confirmed_number_is_the_one_that_the_chain_shows(service: Service) -> None:
    _, (document,) = hold(service, [letter_document(near("12137"))], data=picture(1, (40, 40)))
    confirm_field(service, document, "reference_no", "ดศ ๐๒๐๘/๑๒๑๓๓", "สมศรี")
    node = chain_of(service, document)
    assert node is not None
    assert (node.reference_no, node.reference_status) == ("ดศ ๐๒๐๘/๑๒๑๓๓", Status.CONFIRMED)
