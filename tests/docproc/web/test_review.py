"""The review pages as plain forms, without a script: what they show, what they take, and who may send it."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from fastapi.testclient import TestClient

from docproc import corrections, review
from docproc.repository import documents as stored
from docproc.repository.clock import moment
from docproc.wiring import Service
from models.field import Alternative, Field
from models.geometry import Box
from models.rights import SEES_ALL, Role
from models.status import LinkState, Status
from tests.docproc.linked import link_source
from tests.docproc.web.conftest import ClientAs
from tests.docproc.web.held import field, hold, letter, letter_document, picture, province_letter
from tests.signed_in import CLERK

SPEAKER = CLERK
HOME = "http://testserver"


@pytest.fixture
def clerk(browser_as: ClientAs) -> TestClient:
    """A browser in which a clerk is signed in."""
    return browser_as(Role.CLERK)


@pytest.fixture
def document(service: Service) -> str:
    _, (document,) = hold(service, [letter_document(letter())])
    return document


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def form_of(html: str) -> dict[str, str]:
    """The hidden values of the first form that answers the question."""
    whole = html[html.index('action="/review"') :]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', whole[: whole.index("</form>")]))


def say(clerk: TestClient, asked: str, **answer: str) -> tuple[int, str]:
    """Answer the question at that address; the status and where it leads."""
    form = form_of(clerk.get(asked).text)
    sent = clerk.post("/review", data={**form, **answer}, follow_redirects=False)
    return sent.status_code, sent.headers.get("location", "") or text_of(sent.text)


def asked_about(document: str, name: str) -> str:
    return f"/review?d={document}&f={quote(name)}"


def values(service: Service, document: str) -> dict[str, tuple[object, str]]:
    """What people said of the document: value and name."""
    said = [one for one in corrections.history(service, document) if one.made_by != "machine"]
    return {one.field: (one.value, one.made_by) for one in said if one.superseded_at is None}


def test_question_shows_crop_value_choices_and_the_whole_line(clerk: TestClient, document: str) -> None:
    html = clerk.get(asked_about(document, "signatory_name")).text
    assert "(นายสมมติ ใจดี)" in text_of(html) and "ขัดแย้ง" in text_of(html)
    assert "1 (นายสมมุติ ใจดี) ตัวอ่าน Tesseract" in text_of(html)
    assert re.findall(r'viewBox="([^"]+)"', html) == ["86 786 528 68", "0 760 800 120"], "near, and the whole line"
    (address,) = set(re.findall(r'<image href="([^"]+)"', html))
    assert address.endswith("/pages/1/crop?box=0,760,800,880")
    crop = clerk.get(address)
    assert (crop.status_code, crop.headers["content-type"]) == (200, "image/jpeg")


def test_answer_is_kept_under_the_name_and_the_next_question_comes(
    clerk: TestClient, service: Service, document: str
) -> None:
    first, second, *_ = review.waiting(service, SEES_ALL)
    assert clerk.get("/review").text.count(first.assertion.id) > 0
    status, leads_to = say(clerk, "/review", act="confirm")
    assert status == 303
    assert values(service, document) == {first.assertion.field: (first.assertion.value, SPEAKER)}
    following = clerk.get(leads_to).text
    assert second.assertion.id in following
    assert "ยืนยัน: ผู้ลงนาม (นายสมมติ ใจดี)" in text_of(following)
    assert re.findall(r'class="waits"[^>]*>([\d,]+)', following) == ["4"]


def test_choice_typing_and_nothing_are_three_answers(clerk: TestClient, service: Service, document: str) -> None:
    say(clerk, asked_about(document, "signatory_name"), typed="(นายสมมุติ ใจดี)")
    say(clerk, asked_about(document, "stamps[0].date"), act="type", typed="16/8/2566")
    say(clerk, asked_about(document, "signatory_position"), act="nothing")
    assert values(service, document) == {
        "signatory_name": ("(นายสมมุติ ใจดี)", SPEAKER),
        "stamps[0].date": ("2023-08-16", SPEAKER),
        "signatory_position": (None, SPEAKER),
    }


@pytest.mark.parametrize(
    ("name", "answer", "sentence"),
    [
        ("date", {"act": "type", "typed": "๓๑ พฤศจิกายน ๒๕๖๖"}, "ไม่ใช่วันที่ที่อ่านเข้าใจ"),
        ("reference_no", {"act": "type", "typed": "ไม่มี"}, "ไม่ใช่รูปแบบเลขที่หนังสือ"),
        ("subject", {"act": "type", "typed": "  "}, "ยังไม่ได้พิมพ์ค่า"),
        ("signatory_position", {"act": "confirm"}, "ยังไม่มีค่าที่อ่านได้ให้ยืนยัน"),
    ],
)
def test_what_cannot_be_is_said_beside_what_was_typed(
    clerk: TestClient, service: Service, document: str, name: str, answer: dict[str, str], sentence: str
) -> None:
    status, shown = say(clerk, asked_about(document, name), **answer)
    assert status == 422
    assert sentence in shown
    assert answer.get("typed", "").strip() in shown
    assert values(service, document) == {}


def test_value_that_was_read_anew_meanwhile_is_not_settled_unseen(
    clerk: TestClient, service: Service, document: str
) -> None:
    form = form_of(clerk.get(asked_about(document, "subject")).text)
    read_again(service, document)
    answer = clerk.post("/review", data={**form, "act": "confirm"})
    assert answer.status_code == 409
    assert "ค่านี้เปลี่ยนไปแล้ว" in answer.text
    assert values(service, document) == {}


def read_again(service: Service, document: str, subject: str = "ขอเลื่อนประชุม") -> None:
    again = letter_document(letter(subject=field(subject, 250, Status.READ)))
    with service.database.writing() as session:
        held = stored.find(session, document)
        assert held is not None
        stored.save(session, held.source_id, "2", [again], {1: ""}, moment(session))


def test_skipped_question_comes_again_after_the_last(clerk: TestClient, service: Service, document: str) -> None:
    keys = [str(one.key) for one in review.waiting(service, SEES_ALL)]
    ids = [one.assertion.id for one in review.waiting(service, SEES_ALL)]
    for key, follows in zip(keys, [*ids[1:], ids[0]], strict=True):
        assert f'name="seen" value="{follows}"' in clerk.get(f"/review?after={quote(key)}").text


def test_undo_brings_the_question_back_and_keeps_both_words(clerk: TestClient, service: Service, document: str) -> None:
    _, leads_to = say(clerk, asked_about(document, "signatory_name"), typed="(นายสมมุติ ใจดี)")
    (done,) = parse_qs(urlsplit(leads_to).query)["done"]
    answer = clerk.post("/review/undo", data={"assertion": done}, follow_redirects=False)
    assert answer.headers["location"] == f"/review?d={document}&f=signatory_name"
    assert "signatory_name" in [one.assertion.field for one in review.waiting(service, SEES_ALL)]
    shown = clerk.get(f"/documents/{source_of(service, document)}").text
    said = shown[shown.index('data-spot="signatory_name"') :]
    history = text_of(said[: said.index("</details>")])
    assert re.search(
        rf"{SPEAKER} · เลิกทำ .*{SPEAKER} · แก้ไข \(นายสมมุติ ใจดี\) .*line · ตัวอ่าน Tesseract · เครื่องอ่าน", history
    )


def source_of(service: Service, document: str) -> str:
    with service.database.reading() as session:
        held = stored.find(session, document)
    assert held is not None
    return held.source_id


def test_document_page_says_who_set_a_value_and_what_a_later_reading_says(
    clerk: TestClient, service: Service, document: str
) -> None:
    corrections.confirm_field(service, document, "subject", "ขอเชิญสัมมนา", SPEAKER)
    read_again(service, document)
    shown = text_of(clerk.get(f"/documents/{source_of(service, document)}").text)
    assert f"ขอเชิญสัมมนา โดย {SPEAKER} การอ่านครั้งหลังได้เป็น ขอเลื่อนประชุม" in shown
    asked = text_of(clerk.get("/review").text)
    assert "เรื่อง การอ่านครั้งหลังไม่ตรง" in asked
    assert "1 ขอเลื่อนประชุม เครื่องอ่านได้" in asked


def test_number_that_was_set_right_is_the_one_in_lists_and_titles(
    clerk: TestClient, service: Service, document: str
) -> None:
    corrections.confirm_field(service, document, "reference_no", "ดศ ๐๒๐๘/๑๒๑๓๙", SPEAKER)
    for address in ("/", "/review"):
        shown = text_of(clerk.get(address).text)
        assert "ดศ ๐๒๐๘/๑๒๑๓๙" in shown and "ดศ ๐๒๐๘/๑๒๑๓๓" not in shown


def test_one_document_can_be_reviewed_by_itself(clerk: TestClient, service: Service, document: str) -> None:
    hold(service, [letter_document(letter())], data=picture(3))
    only = f"/review?only={document}"
    for _ in range(5):
        assert document in clerk.get(only).text
        _, leads_to = say(clerk, only, act="type", typed="9" if "เวลา" in clerk.get(only).text else "๙ ส.ค. ๒๕๖๖")
        assert parse_qs(urlsplit(leads_to).query)["only"] == [document]
    assert "เอกสารนี้ตรวจครบแล้ว" in clerk.get(only).text
    assert review.count_waiting(service, SEES_ALL) == 5


def test_empty_queue_says_so(clerk: TestClient) -> None:
    assert "ไม่มีค่าที่รอตรวจ" in clerk.get("/review").text


def test_what_a_value_says_cannot_become_part_of_the_page(clerk: TestClient, service: Service) -> None:
    bad = "<script>alert(1)</script>"
    seen = (Alternative(bad, 0.4, bad),)
    subject = Field(bad, bad, 1, Box(100, 250, 600, 290), Status.DISPUTED, 0.4, (bad,), alternatives=seen)
    hold(service, [letter_document(letter(subject=subject, signatory_name=Field()))], f"{bad.replace('/', '')}.png")
    html = clerk.get("/review").text
    assert "<script>alert" not in html and "&lt;script&gt;" in html
    assert [tag for tag in re.findall(r"<script[^>]*>", html) if "src=" not in tag] == []
    assert re.findall(r"<[^>]* (?:style|on\w+)=", html) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Origin": HOME},
        {"Sec-Fetch-Site": "same-site"},
        {},  # a browser that says neither, and sends its cookie along
    ],
)
@pytest.mark.parametrize("address", ["/review", "/review/undo", "/links/decide", "/api/assertions"])
def test_change_that_another_sites_page_asks_for_is_refused(
    clerk: TestClient, service: Service, document: str, address: str, headers: dict[str, str]
) -> None:
    form = form_of(clerk.get("/review").text)
    del clerk.headers["Origin"]
    answer = clerk.post(address, data={**form, "act": "confirm", "name": "ใครก็ได้"}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "error.cross_site")
    assert values(service, document) == {}


@pytest.fixture
def suspected(service: Service) -> tuple[str, str, str]:
    """The file and the document of a letter that may pass another one on, and that other one."""
    _, (upper,) = hold(service, [letter_document(letter())])
    lower = replace(province_letter(), citations=())
    source_id, (document,) = hold(service, [letter_document(lower)], data=picture(250))
    link_source(service, source_id)
    return source_id, document, upper


@pytest.mark.parametrize("page", ["/documents/{file}", "/chain/{document}"])
def test_suspected_link_is_decided_where_it_is_shown(
    clerk: TestClient, service: Service, suspected: tuple[str, str, str], page: str
) -> None:
    source_id, document, upper = suspected
    address = page.format(file=source_id, document=document)
    html = clerk.get(address).text
    assert "ใช่ฉบับนี้หรือไม่" in html
    form = html[html.index('action="/links/decide"') :]
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form[: form.index("</form>")]))
    assert (hidden["from_document"], hidden["to_document"]) == (document, upper)
    sent = {**hidden, "state": "confirmed", "reason": "เทียบกับต้นฉบับแล้ว"}
    answer = clerk.post("/links/decide", data=sent, follow_redirects=False)
    assert answer.status_code == 303 and answer.headers["location"].startswith(address)
    again = text_of(clerk.get(address).text)
    assert f"ยืนยันโดยคน · {SPEAKER}" in again and "เทียบกับต้นฉบับแล้ว" in again


def test_rejected_link_can_still_be_seen_and_taken_back(
    clerk: TestClient, service: Service, suspected: tuple[str, str, str]
) -> None:
    source_id, document, upper = suspected
    sent = {"from_document": document, "to_document": upper, "kind": "passes_on", "reason": "คนละฉบับ"}
    clerk.post("/links/decide", data={**sent, "state": "rejected"})
    shown = text_of(clerk.get(f"/documents/{source_id}").text)
    assert "ความเชื่อมโยงที่คนปฏิเสธแล้ว" in shown and f"ไม่ใช่ (คนปฏิเสธ) · {SPEAKER}" in shown
    clerk.post("/links/decide", data={**sent, "state": "suspected"})
    assert f"ถอนคำตัดสิน · {SPEAKER}" in text_of(clerk.get(f"/documents/{source_id}").text)


def test_decision_without_a_reason_is_refused(clerk: TestClient, suspected: tuple[str, str, str]) -> None:
    _, document, upper = suspected
    sent = {"from_document": document, "to_document": upper, "kind": "passes_on", "state": "rejected", "reason": "  "}
    refused = clerk.post("/links/decide", data=sent)
    assert (refused.status_code, "กรุณาบอกเหตุผล" in refused.text) == (422, True)


def test_program_reads_the_queue_and_sets_values_under_a_name(
    client: TestClient, service: Service, document: str
) -> None:
    first = client.get("/api/review?limit=2").json()
    assert [one["field"] for one in first["waiting"]] == ["signatory_name", "signatory_position"]
    assert len(client.get(first["next"]).json()["waiting"]) == 2
    name, _ = first["waiting"]
    body = {"document": document, "field": name["field"], "printed": "(นายสมมุติ ใจดี)", "seen": name["seen"]}
    said = client.post("/api/assertions", json=body)
    assert said.status_code == 201
    assert (said.json()["made_by"], said.json()["act"], said.json()["before"]["value"]) == (
        SPEAKER,
        "corrected",
        "(นายสมมติ ใจดี)",
    )
    assert client.post("/api/assertions", json=body).json()["code"] == "error.changed_meanwhile"
    taken = client.post(f"/api/assertions/{said.json()['id']}/withdrawal")
    assert (taken.status_code, taken.json()["act"]) == (201, "withdrawn")
    acts = [one["act"] for one in client.get(f"/api/assertions?document={document}&field=signatory_name").json()]
    assert acts == ["read", "corrected", "withdrawn"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"field": "date", "printed": "เมื่อวาน"}, "value.date"),
        ({"field": "stamps", "printed": "1"}, "error.no_such_field"),
        ({"field": "a b", "printed": "1"}, "error.no_such_field"),
        ({"field": "subject", "printed": "ก", "document": "nobody"}, "error.not_found"),
        ({"field": "subject"}, "error.validation"),
    ],
)
def test_program_is_told_what_is_wrong(client: TestClient, document: str, body: dict[str, str], code: str) -> None:
    answer = client.post("/api/assertions", json={"document": document, **body})
    assert answer.status_code in (404, 422)
    assert answer.json()["code"] == code


def test_program_decides_links(client: TestClient, service: Service, suspected: tuple[str, str, str]) -> None:
    _, document, upper = suspected
    body = {
        "from_document": document,
        "to_document": upper,
        "kind": "passes_on",
        "state": "confirmed",
        "reason": "ตรงกัน",
    }
    made = client.post("/api/link-decisions", json=body)
    assert (made.status_code, made.json()["made_by"]) == (201, SPEAKER)
    (node,) = client.get(f"/api/chains/{document}").json()["children"]
    assert node["link"]["state"] == LinkState.CONFIRMED
    assert [one["state"] for one in client.get(f"/api/link-decisions?document={upper}").json()] == ["confirmed"]
    assert client.post("/api/link-decisions", json={**body, "reason": ""}).status_code == 422


@pytest.mark.parametrize(
    ("box", "status"), [("0,0,100,50", 200), ("0,0,9000,9000", 200), ("50,50,50,60", 404), ("1,2,3", 422), ("a", 422)]
)
def test_crop_is_a_part_of_the_page(client: TestClient, service: Service, box: str, status: int) -> None:
    source_id, _ = hold(service, [letter_document(letter())])
    assert client.get(f"/api/documents/{source_id}/pages/1/crop?box={box}").status_code == status
