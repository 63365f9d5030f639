"""The review page of a sheet's row and of a number of another form, as plain forms."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from docproc.messages.catalogue import load_catalogue
from docproc.review import review_item
from docproc.wiring import Service
from models.geometry import Box
from models.office import Tier
from models.rights import Role
from models.tables.offices import OfficeRecord
from models.tables.people import DistrictLeaderRecord
from tests.docproc.findings.held_pictures import sheet
from tests.docproc.web.conftest import ClientAs
from tests.docproc.web.held import hold, letter, letter_document

T = load_catalogue("th").text


def test_an_unsure_signature_is_answered_by_one_key(service: Service, browser_as: ClientAs) -> None:
    clerk = browser_as(Role.CLERK)
    source_id, (document_id,) = hold(service, [sheet()])
    page = clerk.get("/review", params={"d": document_id, "f": "rows[2].signed"}).text
    assert f"{T('sheet.row', n=3)} · {T('sheet.signed')}" in page
    assert T("sheet.unsure") in page
    assert 'value="ลงชื่อ" data-choice="1"' in page
    seen = review_item(service, document_id, "rows[2].signed").shown.id
    said = {"document": document_id, "field": "rows[2].signed", "seen": seen, "typed": "ลงชื่อ"}
    assert clerk.post("/review", data=said).history[0].status_code == 303
    shown = clerk.get(f"/documents/{source_id}?d={document_id}").text
    assert T("sheet.signed_count", n=2, m=3) in shown


def test_a_number_of_another_form_is_refused_first_and_kept_when_asked(service: Service, browser_as: ClientAs) -> None:
    clerk = browser_as(Role.CLERK)
    source_id, (document_id,) = hold(service, [letter_document(letter())])
    seen = review_item(service, document_id, "reference_no").shown.id
    said = {"document": document_id, "field": "reference_no", "seen": seen, "typed": "พิเศษ ๑๒/๖๖ ก"}
    refused = clerk.post("/review", data=said)
    assert refused.status_code == 422
    assert 'name="as_it_stands"' in refused.text
    clerk.post("/review", data={**said, "as_it_stands": "true"})
    shown = clerk.get(f"/documents/{source_id}?d={document_id}").text
    assert "พิเศษ ๑๒/๖๖ ก" in shown
    assert T("reason.not_well_formed") in shown


def test_a_name_by_hand_is_answered_by_one_key_from_the_registers_the_clerk_keeps(
    service: Service, browser_as: ClientAs
) -> None:
    with service.database.writing() as session:
        session.add(OfficeRecord(id="a", code="5607", tier=Tier.DISTRICT, name="อำเภอแม่ใจ", path="/5607/"))
        session.flush()
        known = {"name": "นายทดลอง นำทาง", "name_key": "ทดลองนำทาง", "made_by": "สมศรี", "at": dt.datetime.now(dt.UTC)}
        session.add(DistrictLeaderRecord(id="l", district_id="a", path="/5607/", **known))
    document = sheet()
    assert document.sheet is not None
    rows = tuple(replace(row, name_box=Box(120, row.box.y0, 480, row.box.y1)) for row in document.sheet.rows)
    _, (document_id,) = hold(service, [replace(document, sheet=replace(document.sheet, rows=rows))], office="5607")
    asked = {"d": document_id, "f": "rows[2].name"}
    clerk = browser_as(Role.CLERK, area="/5607/", office="5607")
    page = clerk.get("/review", params=asked).text
    assert 'value="นายทดลอง นำทาง" data-choice="1"' in page
    assert T("choice.leader", detail="อำเภอแม่ใจ") in page
    seen = review_item(service, document_id, "rows[2].name").shown.id
    said = {"document": document_id, "field": "rows[2].name", "seen": seen, "typed": "นายทดลอง นำทาง"}
    assert clerk.post("/review", data=said).history[0].status_code == 303
    assert review_item(service, document_id, "rows[2].name").shown.value == "นายทดลอง นำทาง"
