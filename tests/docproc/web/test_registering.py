"""A document is put into a register: the form filled with what was read, one line, its routing, its line named."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
from fastapi.testclient import TestClient

from docproc.messages.catalogue import load_catalogue
from docproc.registers.letters import NewEntry, lines_of, register_letter
from docproc.repository import offices
from docproc.repository.offices import NewOffice
from docproc.wiring import Service
from models.field import Field
from models.geometry import Box
from models.letter import ReferenceNumber
from models.office import Tier
from models.register import Book
from models.rights import EVERYWHERE, Actor, Grant, Role
from models.status import Status
from models.tables.letter_registers import RegisterEntryRecord
from tests.docproc.web.conftest import ClientAs
from tests.docproc.web.held import field, hold, letter, letter_document, picture, sheet_document

T = load_catalogue("th").text
ANYBODY = Actor("u1", "เสมียน ทดลอง", "/", (Grant(Role.CLERK, EVERYWHERE),))
OWN_NUMBER = ReferenceNumber("ลป", "0418", "1", True, "7", "ลป ๐๔๑๘.๑/ว ๗")


@pytest.fixture
def clerk(service: Service, browser_as: ClientAs) -> TestClient:
    with service.database.writing() as session:
        offices.save_all(session, [NewOffice(code, Tier.PROVINCE, f"จังหวัด{code}", None) for code in ("52", "56")])
        offices.save_all(session, [NewOffice("5208", Tier.DISTRICT, "อำเภอเถิน", "52", "ลป")])
    return browser_as(Role.CLERK, area="/52/", office="5208")


def value_of(page: str, name: str) -> str:
    """What the form's input holds."""
    found = re.search(rf'<input id="{name}"[^>]*?value="([^"]*)"|<textarea id="{name}"[^>]*>([^<]*)<', page)
    assert found is not None, name
    return html.unescape(found[1] or found[2] or "")


def typed(page: str) -> dict[str, str]:
    hidden = dict(
        re.findall(r'<input type="hidden" name="(d|book|office)" value="([^"]*)"', page.split("data-once")[1])
    )
    return hidden | {n: value_of(page, n) for n in ("reference_no", "dated", "sender", "addressee", "subject")}


def lines(service: Service, book: Book, code: str = "5208") -> list[RegisterEntryRecord]:
    year = date.today().year
    return [line for of in (year, year + 1) for line in lines_of(service, ANYBODY, code, book, of)[1]]


def test_letter_that_needs_no_line_is_said_so_and_taken_back(clerk: TestClient, service: Service) -> None:
    source_id, (document_id,) = hold(service, [letter_document(letter())], office="5208")
    assert f"/documents/{source_id}/register?" in clerk.get("/inbox").text
    page = clerk.get(f"/documents/{source_id}/register?d={document_id}").text
    (address,) = re.findall(r'action="(/documents/\w+/register/waiver)"', page)
    form = {"office": "5208", "back": f"/documents/{source_id}?d={document_id}#registers"}
    assert clerk.post(address, data=form).status_code == 422  # a reason is asked for
    shown = clerk.post(address, data={**form, "reason": "ใบปลิว <b>"}).text
    assert "ใบปลิว &lt;b&gt;" in shown and T("entry.not_registered") not in shown
    assert f"/documents/{source_id}/register?" not in clerk.get("/inbox").text
    (back,) = re.findall(r'action="(/documents/\w+/register/waiver/withdrawal)"', shown)
    assert T("entry.not_registered") in clerk.post(back, data=form).text
    assert f"/documents/{source_id}/register?" in clerk.get("/inbox").text


def test_form_is_filled_with_what_was_read_and_one_press_registers(clerk: TestClient, service: Service) -> None:
    source_id, (document_id,) = hold(service, [letter_document(letter())], office="5208")
    shown = clerk.get(f"/documents/{source_id}").text
    assert f"/documents/{source_id}/register?d={document_id}&amp;book=received" in shown
    assert T("entry.not_registered") in shown
    page = clerk.get(f"/documents/{source_id}/register?d={document_id}").text
    filled = typed(page)
    assert filled == {
        "d": document_id,
        "book": "received",
        "office": "5208",
        "reference_no": "ดศ ๐๒๐๘/๑๒๑๓๓",
        "dated": "๑๐ สิงหาคม ๒๕๖๖",
        "sender": "กระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม",
        "addressee": "ผู้ว่าราชการจังหวัดทุกจังหวัด",
        "subject": "การพัฒนาอาสาสมัครดิจิทัล",
    }
    assert page.count(T("entry.not_sure")) == 1  # the subject: one reader, nobody confirms it
    assert re.search(r'<textarea id="subject"[^>]*autofocus', page) and page.count("autofocus") == 1
    done = clerk.post(f"/documents/{source_id}/register", data=filled)
    (line,) = lines(service, Book.RECEIVED)
    assert (line.number, line.document_id, line.dated) == (1, document_id, date(2023, 8, 10))
    assert line.reference_no == "ดศ ๐๒๐๘/๑๒๑๓๓"
    said = T("entry.registered", book=T("book.received"), n=1, year=line.year + 543)
    assert done.url.path == f"/documents/{source_id}" and said in done.text
    # A second press, and the form opened again, lead to the line.
    assert said in clerk.post(f"/documents/{source_id}/register", data=filled).text
    assert said in clerk.get(f"/documents/{source_id}/register?d={document_id}").text
    assert len(lines(service, Book.RECEIVED)) == 1


def test_sure_values_need_one_key_and_unread_ones_stay_empty(clerk: TestClient, service: Service) -> None:
    sure = letter(subject=field("เรื่องที่แน่ใจ", 250))
    source_id, _ = hold(service, [letter_document(sure)], office="5208")
    page = clerk.get(f"/documents/{source_id}/register").text
    assert re.search(r"<button[^>]*data-confirm autofocus", page) and page.count("autofocus") == 1
    unread: Field[str] = Field(None, "กระทรวง…", 1, Box(100, 100, 600, 140), Status.UNREAD)
    unseen = letter(issuer=unread, to=Field(), subject=field("เรื่อง", 250))
    source_id, _ = hold(service, [letter_document(unseen)], data=picture(240), office="5208")
    page = clerk.get(f"/documents/{source_id}/register").text
    assert value_of(page, "sender") == "" and value_of(page, "addressee") == ""
    assert T("entry.not_read") in page and T("entry.not_there") in page
    assert re.search(r'<input id="sender"[^>]*autofocus', page)


def test_what_cannot_be_written_comes_back_as_typed_with_its_reason(clerk: TestClient, service: Service) -> None:
    source_id, (document_id,) = hold(service, [letter_document(letter())], office="5208")
    form = typed(clerk.get(f"/documents/{source_id}/register").text) | {"subject": "แก้ไขแล้ว"}
    for wrong, code in (({"sender": " "}, "register_entry.incomplete"), ({"dated": "๓๑ พ.ย. ๒๕๖๖"}, "value.date")):
        answer = clerk.post(f"/documents/{source_id}/register", data=form | wrong)
        assert answer.status_code == 422 and T(code) in answer.text
        assert value_of(answer.text, "subject") == "แก้ไขแล้ว"
    assert lines(service, Book.RECEIVED) == []
    assert clerk.post(f"/documents/{source_id}/register", data=form | {"d": "none"}).status_code == 404
    assert clerk.post(f"/documents/{source_id}/register", data=form | {"office": "56"}).status_code == 404
    assert document_id == form["d"]


def test_letter_that_left_keeps_its_number_and_another_one_is_said(clerk: TestClient, service: Service) -> None:
    own = letter(reference_no=field(OWN_NUMBER, 150, printed=OWN_NUMBER.printed), issuer=field("ที่ว่าการอำเภอเถิน", 100))
    source_id, (document_id,) = hold(service, [letter_document(own)], office="5208")
    page = clerk.get(f"/documents/{source_id}/register?book=sent").text
    assert T("entry.title_sent_circular") in page  # it is a circular by its number
    assert T("entry.other_number", own="7", next=1) in page
    clerk.post(f"/documents/{source_id}/register", data=typed(page))
    (line,) = lines(service, Book.SENT_CIRCULAR)
    assert (line.reference_no, line.number, line.document_id) == ("ลป ๐๔๑๘.๑/ว ๗", 1, document_id)


def test_line_written_before_the_scan_came_is_offered(clerk: TestClient, service: Service) -> None:
    new = NewEntry("กระทรวง", "นายอำเภอ", "เรื่อง", reference_no="ดศ 0208/12133", dated=date(2023, 8, 10))
    entry = register_letter(service, ANYBODY, "5208", Book.RECEIVED, new)
    source_id, (document_id,) = hold(service, [letter_document(letter())], office="5208")
    page = clerk.get(f"/documents/{source_id}/register").text
    assert T("entry.same_letter", n=1) in page and f'name="same" value="{entry.id}"' in page
    clerk.post(f"/documents/{source_id}/register", data=typed(page) | {"same": entry.id})
    (line,) = lines(service, Book.RECEIVED)
    assert line.document_id == document_id


def test_routing_is_said_on_the_document_and_shown_in_the_register(clerk: TestClient, service: Service) -> None:
    source_id, _ = hold(service, [letter_document(letter())], office="5208")
    clerk.post(f"/documents/{source_id}/register", data=typed(clerk.get(f"/documents/{source_id}/register").text))
    (line,) = lines(service, Book.RECEIVED)
    address = f"/registers/letters/entries/{line.id}/route"
    back = {"back": f"/documents/{source_id}"}
    clerk.post(address, data={"division": "กลุ่มงานบริหาร", **back})
    page = clerk.post(address, data={"division": "กลุ่มงานปกครอง", "note": "<b>แจ้ง</b>", **back})
    assert page.url.path == f"/documents/{source_id}"
    assert "กลุ่มงานปกครอง · &lt;b&gt;แจ้ง" in page.text and T("routing.history", n=2) in page.text
    register = clerk.get(f"/registers/letters/5208/received/{line.year}").text
    assert "กลุ่มงานปกครอง · &lt;b&gt;แจ้ง" in register and f"/documents/{source_id}?d=" in register
    assert clerk.post(address, data={"division": " "}).status_code == 422
    assert clerk.post(address, data={"division": "ก", "back": "https://elsewhere.example"}).url.path.startswith("/regi")


def test_others_neither_register_nor_see_the_lines(clerk: TestClient, service: Service, browser_as: ClientAs) -> None:
    source_id, _ = hold(service, [letter_document(letter())], office="5208")
    form = typed(clerk.get(f"/documents/{source_id}/register").text)
    clerk.post(f"/documents/{source_id}/register", data=form)
    (line,) = lines(service, Book.RECEIVED)
    auditor = browser_as(Role.AUDITOR)
    assert 'id="registers"' not in auditor.get(f"/documents/{source_id}").text
    assert auditor.get(f"/documents/{source_id}/register").status_code == 403
    elsewhere = browser_as(Role.CLERK, area="/56/", office="56")
    assert elsewhere.get(f"/documents/{source_id}/register").status_code == 404
    assert elsewhere.post(f"/documents/{source_id}/register", data=form).status_code == 404
    assert elsewhere.post(f"/registers/letters/entries/{line.id}/route", data={"division": "ก"}).status_code == 403


def test_whoever_belongs_to_no_office_is_told(service: Service, browser_as: ClientAs, clerk: TestClient) -> None:
    source_id, (document_id,) = hold(service, [letter_document(letter())])
    everywhere = browser_as(Role.CLERK)
    assert T("entry.no_office") in everywhere.get(f"/documents/{source_id}/register").text
    assert everywhere.post(f"/documents/{source_id}/register", data={"d": document_id}).status_code == 422
    sheet, _ = hold(service, [sheet_document()], data=picture(230), office="5208")
    assert 'id="registers"' not in clerk.get(f"/documents/{sheet}").text
