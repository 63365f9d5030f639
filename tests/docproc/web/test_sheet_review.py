"""The review page of a sheet's row and of a number of another form, as plain forms."""

from __future__ import annotations

from docproc.messages.catalogue import load_catalogue
from docproc.review import review_item
from docproc.wiring import Service
from models.rights import Role
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
