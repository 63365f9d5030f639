"""Findings as an auditor sees them: both pictures, a form to explain, nothing of other areas."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from docproc.findings.explaining import list_findings
from docproc.messages.catalogue import load_catalogue
from docproc.wiring import Service
from models.rights import Role
from tests.docproc.findings.held_pictures import AUDITOR, FIRST, add_office, hand_in, photo, sheet
from tests.docproc.web.conftest import ClientAs

T = load_catalogue("th").text


@pytest.fixture
def auditor(browser_as: ClientAs) -> TestClient:
    return browser_as(Role.AUDITOR)


def test_a_finding_shows_both_pictures_side_by_side(service: Service, auditor: TestClient) -> None:
    hand_in(service, sheet(), FIRST, 1)
    second = hand_in(service, sheet(), FIRST, 2)
    page = auditor.get("/findings")
    assert page.status_code == 200
    assert T("finding.same_sheet") in page.text
    assert page.text.count("/pages/1/crop?box=500,350,720,500") == 2
    assert f"d={second}" in page.text
    assert 'name="reason"' in page.text


def test_an_explanation_is_kept_with_its_name_and_can_be_taken_back(service: Service, auditor: TestClient) -> None:
    hand_in(service, photo(), FIRST, 1)
    hand_in(service, photo(), FIRST, 2)
    (one,) = list_findings(service, AUDITOR)
    address = f"/findings/{one.record.id}"
    said = auditor.post(address, data={"act": "explain", "reason": "ภาพหมู่ภาพเดียว", "back": "/findings?state=all"})
    assert said.history[0].status_code == 303
    assert "ภาพหมู่ภาพเดียว" in said.text
    assert "ภาพหมู่ภาพเดียว" not in auditor.get("/findings").text
    auditor.post(address, data={"act": "again"})
    assert T("finding.same_picture") in auditor.get("/findings").text


def test_an_explanation_without_words_is_refused(service: Service, auditor: TestClient) -> None:
    hand_in(service, photo(), FIRST, 1)
    hand_in(service, photo(), FIRST, 2)
    (one,) = list_findings(service, AUDITOR)
    answer = auditor.post(f"/findings/{one.record.id}", data={"act": "explain", "reason": "  "})
    assert answer.status_code == 422
    assert T("finding.no_reason") in answer.text


def test_only_auditors_see_the_list_and_explain(service: Service, browser_as: ClientAs) -> None:
    hand_in(service, photo(), FIRST, 1)
    document = hand_in(service, photo(), FIRST, 2)
    (one,) = list_findings(service, AUDITOR)
    clerk = browser_as(Role.CLERK)
    assert clerk.get("/findings").status_code == 403
    assert clerk.post(f"/findings/{one.record.id}", data={"act": "explain", "reason": "ดูแล้ว"}).status_code == 403
    source = one.record.places[1]["source"]
    page = clerk.get(f"/documents/{source}?d={document}").text
    assert T("finding.same_picture") in page
    assert 'name="reason" required maxlength="500" autocomplete' not in page


def test_the_picture_of_another_area_is_not_shown(service: Service, browser_as: ClientAs) -> None:
    for code in ("5601", "5701"):
        add_office(service, code, f"/{code[:2]}/{code}/")
    hand_in(service, photo(), FIRST, 1, "5601")
    hand_in(service, photo(), FIRST, 2, "5701")
    page = browser_as(Role.AUDITOR, area="/56/").get("/findings").text
    assert page.count("/crop?box=") == 1
    assert T("finding.elsewhere") in page
    assert T("finding.none") in browser_as(Role.AUDITOR, area="/58/").get("/findings").text


def test_the_list_is_narrowed_by_kind_and_state(service: Service, auditor: TestClient) -> None:
    hand_in(service, photo(), FIRST, 1)
    hand_in(service, photo(), FIRST, 2)
    assert "/crop?box=" in auditor.get("/findings?kind=same_picture&state=all").text
    assert "/crop?box=" not in auditor.get("/findings?kind=same_sheet").text
    assert "/crop?box=" not in auditor.get("/findings?state=explained&kind=").text
    assert auditor.get("/findings?state=verdict").status_code == 422
