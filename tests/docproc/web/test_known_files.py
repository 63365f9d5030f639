"""A file that was handed in before: told, under its first name, to who may know of that; to nobody else."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi.testclient import TestClient

from docproc.repository import offices, sources
from docproc.repository.offices import NewOffice
from docproc.wiring import Service
from models.office import Tier
from models.rights import Role
from tests.docproc.web.conftest import ClientAs
from tests.docproc.web.held import hold, letter, letter_document

DATA = b"%PDF-1.7 a letter"


def clerk_of(service: Service, client_as: ClientAs, code: str) -> TestClient:
    with service.database.writing() as session:
        offices.save_all(session, [NewOffice(one, Tier.PROVINCE, f"จังหวัด{one}", None) for one in ("52", "56")])
    return client_as(Role.CLERK, area=f"/{code}/", office=code)


def hand_in(clerk: TestClient, name: str) -> dict[str, Any]:
    (one,) = clerk.post("/api/documents", files={"files": (name, DATA, "application/pdf")}).json()["documents"]
    return {key: one[key] for key in ("id", "duplicate", "first_name")}


def test_second_delivery_of_an_area_is_named_with_the_first(service: Service, client_as: ClientAs) -> None:
    clerk = clerk_of(service, client_as, "52")
    first = hand_in(clerk, "แรก.pdf")
    assert (first["duplicate"], first["first_name"]) == (False, None)
    assert hand_in(clerk, "ซ้ำ.pdf") == {"id": first["id"], "duplicate": True, "first_name": "แรก.pdf"}


def test_another_area_is_told_nothing_and_has_its_own_delivery(service: Service, client_as: ClientAs) -> None:
    near, far = clerk_of(service, client_as, "52"), clerk_of(service, client_as, "56")
    first = hand_in(near, "ลับของลำปาง.pdf")
    assert far.get(f"/documents/{first['id']}").status_code == 404
    second = hand_in(far, "ของพะเยา.pdf")
    assert second == {"id": first["id"], "duplicate": False, "first_name": None}
    # Each area knows the file under the name it gave it.
    for clerk, own, other in ((near, "ลับของลำปาง.pdf", "ของพะเยา.pdf"), (far, "ของพะเยา.pdf", "ลับของลำปาง.pdf")):
        pages = ("/", f"/documents/{first['id']}", f"/documents/{first['id']}/row")
        for address in (*pages, "/api/documents", f"/api/documents/{first['id']}"):
            page = clerk.get(address).text
            assert own in page and other not in page, address
        for name, found in ((own, 1), (other, 0)):
            page = clerk.get("/search", params={"q": name.removesuffix(".pdf")}).text
            assert page.count('<li class="hit">') == found and other not in page, name
        told = clerk.get(f"/api/documents/{first['id']}/file").headers["content-disposition"]
        assert quote(own) in told and quote(other) not in told
    assert hand_in(far, "อีกครั้ง.pdf")["first_name"] == "ของพะเยา.pdf"
    with service.database.reading() as session:
        made = [(one.name, one.office) for one in sources.deliveries(session, first["id"])]
    assert made == [("ลับของลำปาง.pdf", "52"), ("ของพะเยา.pdf", "56"), ("อีกครั้ง.pdf", "56")]


def test_review_names_a_file_as_the_own_area_does(service: Service, client_as: ClientAs) -> None:
    clerks = {code: clerk_of(service, client_as, code) for code in ("52", "56")}
    for code in clerks:
        hold(service, [letter_document(letter())], f"ของ{code}.png", office=code)
    for code, other in (("52", "56"), ("56", "52")):
        page = clerks[code].get("/review").text
        assert f"ของ{code}.png" in page and f"ของ{other}.png" not in page


def test_each_name_of_a_file_is_found_once_and_stays_found(service: Service, client_as: ClientAs) -> None:
    clerk = clerk_of(service, client_as, "52")
    for name in ("แรก.png", "แรก.png", "หลัง.png"):
        hold(service, [letter_document(letter())], name, office="52")
    for name in ("แรก", "หลัง"):
        assert clerk.get("/search", params={"q": name}).text.count('<li class="hit">') == 1, name
