"""A letter with a secrecy class: for clerks of the office that handed it in and the area's auditors, nobody else."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from docproc.corrections import confirm_field, take_back
from docproc.repository import documents as document_rows
from docproc.repository import offices
from docproc.repository.clock import moment
from docproc.repository.offices import NewOffice
from docproc.wiring import Service
from models.field import Field
from models.office import Tier
from models.rights import EVERYWHERE, Role
from tests.docproc.linked import link_source
from tests.docproc.web.conftest import ClientAs
from tests.docproc.web.held import field, hold, letter, letter_document, picture, province_letter

SUBJECT = "เรื่องที่ห้ามเปิดเผย"
SECRET = letter_document(letter(secrecy=field("ลับ", 40), subject=field(SUBJECT, 250)))
PLAIN = letter_document(letter(secrecy=Field(), subject=field(SUBJECT, 250)))


@pytest.fixture
def held(service: Service) -> tuple[str, str]:
    with service.database.writing() as session:
        offices.save_all(session, [NewOffice("52", Tier.PROVINCE, "จังหวัดลำปาง", None)])
        offices.save_all(session, [NewOffice("5208", Tier.DISTRICT, "อำเภอเถิน", "52", "ลป")])
    source_id, (document_id,) = hold(service, [SECRET], "ลับของอำเภอ.png", office="5208")
    return source_id, document_id


def sees(client: TestClient, held: tuple[str, str]) -> bool:
    """Whether it stands in every list and opens at every address; in none and at none otherwise."""
    source_id, document_id = held
    lists = ("/", "/api/documents", f"/search?q={SUBJECT}", f"/api/documents?q={SUBJECT}")
    listed = {source_id in client.get(address).text for address in lists}
    pages = (f"/documents/{source_id}", f"/api/documents/{source_id}", f"/chain/{document_id}")
    opened = {client.get(address).status_code == 200 for address in pages}
    assert len(listed | opened) == 1, (listed, opened)
    return opened == {True}


@pytest.mark.parametrize(
    ("role", "area", "office", "is_seen"),
    [
        (Role.CLERK, "/52/5208/", "5208", True),
        (Role.CLERK, "/52/5208/", "52", True),  # granted that office by name
        (Role.CLERK, "/52/", "5208", True),  # belongs to it, and its area is covered
        (Role.CLERK, "/52/", "52", False),
        (Role.CLERK, EVERYWHERE, None, False),
        (Role.LEADER, "/52/5208/", "5208", False),
        (Role.AUDITOR, "/52/", "52", True),
        (Role.AUDITOR, EVERYWHERE, None, True),
    ],
)
def test_who_sees_a_secret_letter(
    client_as: ClientAs, held: tuple[str, str], role: Role, area: str, office: str | None, is_seen: bool
) -> None:
    assert sees(client_as(role, area=area, office=office), held) is is_seen


def test_nothing_of_it_waits_for_who_may_not_see_it(client_as: ClientAs, held: tuple[str, str]) -> None:
    own, above = (client_as(Role.CLERK, area=f"/52/{more}", office="52") for more in ("5208/", ""))
    for address in ("/inbox", "/inbox/letters", "/api/review"):
        assert held[1] in own.get(address).text, address
        assert held[1] not in above.get(address).text, address


def test_chain_shows_of_it_what_it_shows_of_a_document_elsewhere(
    service: Service, client_as: ClientAs, held: tuple[str, str]
) -> None:
    lower, (lower_document,) = hold(service, [letter_document(province_letter())], data=picture(9), office="52")
    for source_id in (held[0], lower):
        link_source(service, source_id)
    for area, office in (("/52/", "52"), (EVERYWHERE, None)):
        clerk = client_as(Role.CLERK, area=area, office=office)
        for address in ("/chain", f"/chain/{lower_document}", f"/documents/{lower}"):
            shown = clerk.get(address).text
            assert SUBJECT not in shown and held[0] not in shown, address
        assert "๑๒๑๓๓" in clerk.get(f"/chain/{lower_document}").text
    assert SUBJECT in client_as(Role.AUDITOR).get(f"/chain/{lower_document}").text


def test_only_a_persons_word_opens_it(service: Service, client_as: ClientAs, held: tuple[str, str]) -> None:
    source_id, document_id = held
    above = client_as(Role.CLERK, area="/52/", office="52")
    with service.database.writing() as session:  # a later reading that sees no class
        document_rows.save(session, source_id, "2", [PLAIN], {1: ""}, moment(session))
    assert not sees(above, held)
    with service.database.writing() as session:
        document_rows.save(session, source_id, "3", [SECRET], {1: ""}, moment(session))
    said = confirm_field(service, document_id, "secrecy", None, "สมหมาย ทดสอบ")
    assert sees(above, held)
    take_back(service, said.assertion_id, "สมหมาย ทดสอบ")
    assert not sees(above, held)
