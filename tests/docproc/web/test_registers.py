"""The registers' pages: the tree, a list checked and then saved, the register on paper and as XLSX, coverage."""

from __future__ import annotations

import html
import io
import re
from pathlib import Path

import openpyxl
import pytest
from fastapi.testclient import TestClient

from docproc.messages.catalogue import load_catalogue
from docproc.registers.letters import lines_of
from docproc.repository import offices
from docproc.repository.offices import NewOffice
from docproc.wiring import Service
from models.office import Tier
from models.register import Book
from models.rights import EVERYWHERE, Actor, Grant, Role
from tests.docproc.web.conftest import ClientAs

T = load_catalogue("th").text
SAMPLES = Path(__file__).parents[3] / "samples" / "registers"
CLERK = Actor("u1", "เสมียน ทดลอง", "/", (Grant(Role.CLERK, EVERYWHERE),))
VILLAGES = "รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n52080101,บ้านสมมุติ\n52080102,บ้านทดลอง\n"


@pytest.fixture
def clerk(service: Service, browser_as: ClientAs) -> TestClient:
    with service.database.writing() as session:
        offices.save_all(session, [NewOffice(code, Tier.PROVINCE, f"จังหวัด{code}", None) for code in ("51", "52")])
        offices.save_all(session, [NewOffice("5208", Tier.DISTRICT, "อำเภอเถิน", "52", "ลป")])
    return browser_as(Role.CLERK, area="/52/", office="5208")


def upload(browser: TestClient, kind: str, text: str, **data: str) -> str:
    form = {"kind": kind, "act": "check", **data}
    page: str = browser.post("/registers/import", data=form, files={"file": ("a.csv", text.encode(), "text/csv")}).text
    return page


def carried(page: str) -> str:
    found = re.search(r'name="carried" value="([^"]+)"', page)
    assert found is not None
    return html.unescape(found[1])


def test_tree_is_walked_from_the_country_down_to_villages(clerk: TestClient) -> None:
    assert "จังหวัด52" in clerk.get("/registers").text
    assert "อำเภอเถิน" in clerk.get("/registers?office=52").text
    page = clerk.get("/registers?office=5208").text
    assert T("registers.nothing_below") in page and 'href="/registers?office=52"' in page
    assert clerk.get("/registers?office=nowhere").status_code == 404


def test_list_is_checked_first_and_saved_when_the_person_says_so(clerk: TestClient) -> None:
    page = upload(clerk, "villages", VILLAGES)
    assert T("import.would_be", rows=2, added=2, changed=0, unchanged=0) in page
    assert "บ้านสมมุติ" not in clerk.get("/registers?office=5208").text
    form = {"kind": "villages", "act": "save", "carried": carried(page)}
    assert T("import.saved", rows=2, added=2, changed=0, unchanged=0) in clerk.post("/registers/import", data=form).text
    assert "บ้านสมมุติ" in clerk.get("/registers?office=5208").text


def test_bad_rows_are_shown_and_nothing_is_saved(clerk: TestClient) -> None:
    page = upload(clerk, "villages", VILLAGES + "51010101,ไกล\n<script>,x\n", act="save")
    assert T("import_fault.unknown_district", detail="5101") in page
    assert "&lt;script&gt;" in page and "<script>," not in page
    assert "บ้านสมมุติ" not in clerk.get("/registers?office=5208").text
    assert T("import_file.empty") in clerk.post("/registers/import", data={"kind": "villages", "carried": "!"}).text


def test_people_and_those_who_may_be_one_are_listed_and_decided(clerk: TestClient) -> None:
    upload(clerk, "villages", VILLAGES, act="save")
    names = "ชื่อ,รหัสหมู่บ้าน\nนางสาววีณา ทดลองนาม,52080101\nนางสาววิณา ทดลองนาม,52080101\n"
    upload(clerk, "volunteers", names, act="save")
    page = clerk.get("/registers/people/volunteers").text
    assert T("registers.twins") in page
    (address,) = re.findall(r'action="(/registers/twins/\w+)"', page)
    said = clerk.post(address, data={"is_same": "false", "reason": "พี่น้องกัน"}).text
    assert T("registers.twins") not in said and "วีณา" in said and "วิณา" in said
    assert clerk.get("/registers/people/neighbours").status_code == 404


def test_letter_is_registered_printed_downloaded_and_made_void(clerk: TestClient, service: Service) -> None:
    form = {"book": "sent_circular", "sender": "นายอำเภอเถิน", "addressee": "กำนันทุกตำบล", "subject": "=1+1 ทดลอง"}
    page = clerk.post("/registers/letters/5208", data={**form, "reference_no": "ลป ๐๔๑๘.๑", "dated": "4 ม.ค. 2564"})
    assert page.history[0].status_code == 303
    assert "ลป ๐๔๑๘.๑/ว ๑" in page.text and "4 ม.ค. 2564" in page.text
    address = page.url.path
    year = int(address.rpartition("/")[2])
    (line,) = lines_of(service, CLERK, "5208", Book.SENT_CIRCULAR, year)[1]
    voided = clerk.post(f"/registers/letters/entries/{line.id}/void", data={"reason": "พิมพ์ผิด"}).text
    assert T("letter_register.void", reason="พิมพ์ผิด") in voided
    assert clerk.post(f"/registers/letters/entries/{line.id}/void", data={"reason": "อีกครั้ง"}).status_code == 422
    sheet = openpyxl.load_workbook(io.BytesIO(clerk.get(f"{address}/workbook").content)).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[1][:3] == ["เลขทะเบียนส่ง", "วันที่ลงทะเบียน", "ที่"]
    assert cells[2][2] == "ลป ๐๔๑๘.๑/ว ๑"
    assert sheet["G3"].data_type == "s"  # what a letter says is never worked out


def test_line_that_cannot_be_written_is_refused_with_its_reason(clerk: TestClient) -> None:
    form = {"book": "received", "sender": "ก", "addressee": "ข", "subject": "ค"}
    assert T("register_entry.incomplete") in clerk.post("/registers/letters/5208", data={**form, "subject": ""}).text
    assert clerk.post("/registers/letters/5208", data={**form, "dated": "31 พ.ย. 2564"}).status_code == 422
    assert clerk.post("/registers/letters/51", data=form).status_code == 403
    for address in ("5208/unknown/2021", "5208/sent/abcd", "5208/sent/99999"):
        assert clerk.get(f"/registers/letters/{address}").status_code == 404


def test_coverage_shows_each_area_and_its_villages_without_anybody(clerk: TestClient, browser_as: ClientAs) -> None:
    upload(clerk, "villages", VILLAGES, act="save")
    steps = "2020-12-01,2020-12-02,2020-12-03,2020-12-04"
    head = "ชื่อ,รหัสหมู่บ้าน,ผ่านหลักสูตรออนไลน์,คัดเลือก,อบรมในห้องเรียน,วุฒิบัตร\n"
    upload(clerk, "volunteers", f"{head}นายเอก สมมุติ,52080101,{steps}\n", act="save")
    upload(clerk, "quotas", "จังหวัด,ปีงบประมาณ,จำนวน\n52,2564,0\n", act="save")
    assert '<progress max="2" value="1"' in clerk.get("/coverage").text
    page = clerk.get("/coverage/provinces/52").text
    assert "อำเภอเถิน" in page and T("coverage.over") in page
    page = clerk.get("/coverage/districts/5208").text
    assert "บ้านทดลอง" in page and "บ้านสมมุติ" not in page
    assert clerk.get("/coverage/provinces/51").status_code == 404
    assert "จังหวัด52" not in browser_as(Role.AUDITOR, area="/51/").get("/coverage").text


def test_registers_are_for_who_keeps_them(clerk: TestClient, browser_as: ClientAs) -> None:
    auditor = browser_as(Role.AUDITOR)
    for address in ("/registers", "/registers/people/leaders", "/registers/import", "/registers/letters"):
        assert clerk.get(address).status_code == 200
        assert auditor.get(address).status_code == 403
    assert auditor.get("/coverage").status_code == 200
