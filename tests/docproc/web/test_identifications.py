"""The people of the registers on a document's page and for programs: shown with reasons, said by a clerk."""

from __future__ import annotations

import pytest

from docproc.messages.catalogue import load_catalogue
from docproc.registers.person_names import name_key
from docproc.repository import offices
from docproc.repository.clock import moment
from docproc.repository.offices import NewOffice
from docproc.wiring import Service
from models.office import Tier
from models.rights import Role
from models.tables.people import OfficialRecord
from tests.docproc.web.conftest import ClientAs
from tests.docproc.web.held import field, hold, letter, letter_document

T = load_catalogue("th").text
NAME, LOOKED = "นายสมมติ ใจดี", "ตรวจกับทะเบียนแล้ว"


@pytest.fixture
def held_letter(service: Service) -> tuple[str, str]:
    """File and document of a letter whose signatory is an official of the issuing province."""
    with service.database.writing() as session:
        offices.save_all(session, [NewOffice("90", Tier.PROVINCE, "จังหวัดสมมุติ", None)])
        office = offices.by_codes(session, ["90"])["90"]
        who = {"id": "official", "name": NAME, "name_key": name_key(NAME), "position": "รองผู้ว่าราชการจังหวัด"}
        where = {"office_id": office.id, "path": office.path, "made_by": "test", "at": moment(session)}
        session.add(OfficialRecord(**who, **where))
    content = letter(issuer=field("ศาลากลางจังหวัดสมมุติ", 100), signatory_name=field(NAME, 800))
    source_id, (document,) = hold(service, [letter_document(content)])
    return source_id, document


def test_a_clerk_says_who_signed_and_the_persons_page_names_the_letter(
    held_letter: tuple[str, str], browser_as: ClientAs
) -> None:
    source_id, document = held_letter
    clerk = browser_as(Role.CLERK)
    page = clerk.get(f"/documents/{source_id}").text
    assert T("identification.reason_same_office") in page
    chosen = "signatory_name officials official"
    assert f'value="{chosen}"' in page
    form = {"document": document, "person": chosen, "state": "confirmed", "back": f"/documents/{source_id}"}
    assert clerk.post("/identifications", data={**form, "reason": " "}).status_code == 422
    said = clerk.post("/identifications", data={**form, "reason": LOOKED})
    assert (said.history[0].status_code, LOOKED in said.text) == (303, True)
    assert f"/documents/{source_id}?d={document}" in clerk.get("/registers/people/officials/official").text
    assert (
        clerk.post("/identifications", data={**form, "person": "signatory_name", "reason": LOOKED}).status_code == 422
    )


def test_programs_see_and_say_the_same(held_letter: tuple[str, str], client_as: ClientAs) -> None:
    _, document = held_letter
    clerk, auditor, leader = (client_as(role) for role in (Role.CLERK, Role.AUDITOR, Role.LEADER))
    said = {"document": document, "field": "signatory_name", "kind": "officials", "person": "official"}
    body = {**said, "state": "rejected", "reason": "ชื่อซ้ำกัน"}
    assert auditor.post("/api/identifications", json=body).status_code == 403
    assert clerk.post("/api/identifications", json=body).status_code == 201
    assert clerk.post("/api/identifications", json={**body, "person": "nobody"}).status_code == 404
    (named,) = auditor.get("/api/identifications", params={"document": document}).json()
    (person,) = named["candidates"]
    assert (named["name"], person["state"], person["reason"]) == (NAME, "rejected", "ชื่อซ้ำกัน")
    assert leader.get("/api/identifications", params={"document": document}).json() == []
