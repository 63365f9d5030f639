"""A file that was handed in before: told, under its first name, to who may know of that; to nobody else."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from docproc.repository import offices, sources
from docproc.repository.offices import NewOffice
from docproc.wiring import Service
from models.office import Tier
from models.rights import Role
from tests.docproc.web.conftest import ClientAs

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
    assert hand_in(far, "อีกครั้ง.pdf")["first_name"] == "ของพะเยา.pdf"
    with service.database.reading() as session:
        made = [(one.name, one.office) for one in sources.deliveries(session, first["id"])]
    assert made == [("ลับของลำปาง.pdf", "52"), ("ของพะเยา.pdf", "56"), ("อีกครั้ง.pdf", "56")]
