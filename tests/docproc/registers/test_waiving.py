"""A letter that needs no line: said with a reason by one office, for its own area, and taken back."""

from __future__ import annotations

import pytest

from docproc.documents import NotFoundError
from docproc.inbox import Section, count_of
from docproc.registers.letters import EntryRefusedError
from docproc.registers.waiving import waive, waivers_of, withdraw_waiver
from docproc.repository import offices
from docproc.repository.offices import NewOffice
from docproc.wiring import Service
from models.office import Tier
from models.rights import Actor, DeniedError, Grant, Role
from tests.docproc.web.held import hold, letter, letter_document

CLERK = Actor("u1", "เสมียน ทดลอง", "/52/5208/", (Grant(Role.CLERK, "/52/5208/"),))
ABOVE = Actor("u2", "เสมียน จังหวัด", "/52/", (Grant(Role.CLERK, "/52/"),))
ELSEWHERE = Actor("u3", "เสมียน อื่น", "/56/", (Grant(Role.CLERK, "/56/"),))
WHY = "ใบปลิวโฆษณา ไม่ใช่หนังสือราชการ"


@pytest.fixture
def source_id(service: Service) -> str:
    with service.database.writing() as session:
        offices.save_all(session, [NewOffice(code, Tier.PROVINCE, f"จังหวัด{code}", None) for code in ("52", "56")])
        offices.save_all(session, [NewOffice("5208", Tier.DISTRICT, "อำเภอเถิน", "52", "ลป")])
    return hold(service, [letter_document(letter())], office="5208")[0]


def waiting(service: Service) -> list[int]:
    return [count_of(service, actor, Section.LETTERS) for actor in (CLERK, ABOVE)]


def test_waived_letter_waits_no_more_until_that_is_taken_back(service: Service, source_id: str) -> None:
    waive(service, CLERK, source_id, "5208", f"  {WHY}\n")
    waive(service, CLERK, source_id, "5208", "กดซ้ำ")
    assert waiting(service) == [0, 0]
    (said,) = waivers_of(service, CLERK, source_id)
    assert (said.office.code, said.waiver.reason, said.waiver.made_by) == ("5208", WHY, CLERK.name)
    assert waivers_of(service, ELSEWHERE, source_id) == []
    withdraw_waiver(service, CLERK, source_id, "5208")
    assert waiting(service) == [1, 1]
    assert waivers_of(service, CLERK, source_id) == []
    with pytest.raises(NotFoundError):
        withdraw_waiver(service, CLERK, source_id, "5208")


def test_what_the_province_waives_still_waits_in_the_district(service: Service, source_id: str) -> None:
    waive(service, ABOVE, source_id, "52", WHY)
    assert waiting(service) == [1, 0]


def test_only_who_keeps_the_register_and_sees_the_file_waives_and_with_a_reason(
    service: Service, source_id: str
) -> None:
    for reason in ("", "  ", "ย" * 501):
        with pytest.raises(EntryRefusedError):
            waive(service, CLERK, source_id, "5208", reason)
    with pytest.raises(DeniedError):
        waive(service, CLERK, source_id, "52", WHY)
    with pytest.raises(NotFoundError):
        waive(service, ELSEWHERE, source_id, "56", WHY)
    with pytest.raises(NotFoundError):
        waive(service, CLERK, source_id, "9999", WHY)
    assert waiting(service) == [1, 1]
