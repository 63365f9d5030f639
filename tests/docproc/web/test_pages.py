"""The pages: what stands on them, in which language, and what a browser may do with them."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from docproc.messages.catalogue import load_catalogue
from docproc.repository import sources
from docproc.web.rendering import STATIC, environment
from docproc.wiring import Service
from models.document import Problem
from models.field import Alternative, Field
from models.geometry import Box
from models.status import SourceStatus, Status
from tests.docproc.linked import link_source
from tests.docproc.web.held import hold, letter, letter_document, picture, province_letter, sheet_document, stamp

TEMPLATES = STATIC.parent / "templates"
LARGEST_FIRST_PAGE = 150_000  # bytes: a cheap phone with a poor signal


class Shown(HTMLParser):
    """The words of a page, the addresses it loads, and every attribute of its tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(html)
        self.text = " ".join(" ".join(self.words).split())

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def values(self, tag: str, name: str) -> list[str]:
        return [value for one, key, value in self.attributes if (one, key) == (tag, name)]


def shown(client: TestClient, address: str) -> Shown:
    answer = client.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == 200, answer.text
    return Shown(answer.text)


def test_the_first_page_lists_files_with_what_was_found_in_them(client: TestClient, service: Service) -> None:
    source_id, _ = hold(service, [letter_document(letter()), sheet_document(2)], "หนังสือกระทรวง.pdf")
    page = shown(client, "/")
    assert "หนังสือกระทรวง.pdf ดศ ๐๒๐๘/๑๒๑๓๓ การพัฒนาอาสาสมัครดิจิทัล หนังสือภายนอก + ใบเซ็นชื่อ 2 หน้า" in page.text
    assert "อ่านเสร็จ" in page.text
    assert f"/documents/{source_id}" in page.values("a", "href")


def test_a_file_that_cannot_be_read_says_why_in_words(client: TestClient, service: Service) -> None:
    source_id, _ = hold(service, [], "รายงาน.docx")
    with service.database.writing() as session:
        source = sources.lock(session, source_id)
        source.status, source.error_code = SourceStatus.FAILED, "error.encrypted_file"
    for address in ("/", f"/documents/{source_id}"):
        assert "อ่านไม่ได้" in shown(client, address).text
        assert "แฟ้มมีรหัสผ่าน กรุณาปลดรหัสผ่านแล้วส่งใหม่" in shown(client, address).text


def test_a_file_of_blank_pages_says_so(client: TestClient, service: Service) -> None:
    source_id, _ = hold(service, [], "ด้านหลัง.pdf")
    for address in ("/", f"/documents/{source_id}"):
        assert load_catalogue("th").text("list.blank") in shown(client, address).text


def test_the_list_goes_on_by_key(client: TestClient, service: Service) -> None:
    for n in range(27):
        hold(service, [letter_document(letter())], f"แฟ้ม-{n:02}.png", picture(n))
    first = shown(client, "/")
    (more,) = first.values("a", "hx-get")
    second = shown(client, more)
    names = [re.findall(r"แฟ้ม-\d\d", page.text) for page in (first, second)]
    assert [len(one) for one in names] == [25, 2]
    assert not set(names[0]) & set(names[1])


def test_each_value_stands_beside_a_box_in_pixels_of_the_page(client: TestClient, service: Service) -> None:
    source_id, _ = hold(service, [letter_document(letter())])
    page = shown(client, f"/documents/{source_id}")
    assert page.values("svg", "viewbox") == ["0 0 800 1130"]
    marks = list(zip(page.values("rect", "data-mark"), page.values("rect", "x"), page.values("rect", "y"), strict=True))
    assert ("subject", "100", "250") in marks
    assert {"subject", "reference_no", "date", "stamps[0].number"} <= set(page.values("li", "data-spot"))


def test_a_status_is_a_word_and_a_sign(client: TestClient, service: Service) -> None:
    source_id, _ = hold(service, [letter_document(letter())])
    page = shown(client, f"/documents/{source_id}")
    signs = {address.partition("#")[2] for address in page.values("use", "href")}
    assert {"read", "corroborated", "disputed", "unread"} <= signs
    for word in ("อ่านได้", "ยืนยันร่วม", "ขัดแย้ง", "อ่านไม่ออก"):
        assert word in page.text


def test_a_disputed_value_lists_the_other_readings_and_an_unread_one_its_readable_part(
    client: TestClient, service: Service
) -> None:
    source_id, _ = hold(service, [letter_document(letter())])
    text = shown(client, f"/documents/{source_id}").text
    assert "ค่าที่อ่านได้แบบอื่น (นายสมมุติ ใจดี) ตัวอ่าน Tesseract 61%" in text
    assert "รองปลัด… อ่านได้บางส่วน" in text
    assert "2 ค่าที่ควรตรวจ" in text


def test_an_unread_number_shows_what_was_seen_and_each_other_reading_once(client: TestClient, service: Service) -> None:
    seen = (Alternative("2795", 0.35, "line-reader"), Alternative("2195", 0.13, "line-reader"))
    number: Field[str] = Field(None, "2795", 1, Box(520, 60, 600, 90), Status.UNREAD, 0.35, alternatives=seen)
    source_id, _ = hold(service, [letter_document(letter(stamps=(replace(stamp(), number=number),)))])
    text = shown(client, f"/documents/{source_id}").text
    assert "เลขรับ 2795 ไม่แน่ใจพอที่จะรับเป็นค่า ค่าที่อ่านได้แบบอื่น 2195 ตัวอ่านของระบบ 13%" in text


def test_what_a_stamp_leaves_blank_is_blank_and_not_unread(client: TestClient, service: Service) -> None:
    source_id, _ = hold(service, [letter_document(letter())])
    text = shown(client, f"/documents/{source_id}").text
    assert "วันที่รับ ๑๕ สิงหาคม ๒๕๖๖ ตามที่พิมพ์: 15 ส.ค. 2566" in text
    assert "ไม่ได้ลงไว้ในตรา: เวลา" in text


def test_problems_are_said_in_words(client: TestClient, service: Service) -> None:
    document = letter_document(letter(), problems=(Problem("problem.no_reference_number", 1),))
    source_id, _ = hold(service, [document])
    assert "สิ่งที่ต้องตรวจ หน้า 1: อ่านเลขที่หนังสือไม่ได้" in shown(client, f"/documents/{source_id}").text


def test_a_file_of_several_documents_shows_one_at_a_time(client: TestClient, service: Service) -> None:
    source_id, (first, second) = hold(service, [letter_document(letter()), sheet_document(2)])
    address = f"/documents/{source_id}"
    tabs = [
        value for value in shown(client, address).values("a", "href") if value.startswith("?d=") and "page" not in value
    ]
    assert tabs == [f"?d={first}", f"?d={second}"]
    sheet = shown(client, f"{address}?d={second}")
    assert "ลงชื่อ 1 จาก 3 คน ไม่แน่ใจ 1" in sheet.text
    assert "นายทดสอบ สอง ไม่ได้ลงชื่อ" in sheet.text
    assert "ชื่อเขียนด้วยมือ ดูบนภาพ ไม่แน่ใจ" in sheet.text
    assert sheet.values("tr", "data-spot") == ["rows[0]", "rows[1]", "rows[2]"]


def test_a_citation_leads_to_the_letter_it_names_and_says_how_sure_that_is(
    client: TestClient, service: Service
) -> None:
    upper, (upper_document,) = hold(service, [letter_document(letter())])
    lower, (lower_document,) = hold(service, [letter_document(province_letter())], data=picture(250))
    assert "ยังไม่พบหนังสือฉบับนี้ในระบบ" in shown(client, f"/documents/{lower}").text
    link_source(service, lower)
    page = shown(client, f"/documents/{lower}")
    assert "ตรงกันทุกตัว เปิดหนังสือฉบับนั้น: หนังสือภายนอก ดศ ๐๒๐๘/๑๒๑๓๓ เลขที่ตรงกัน" in page.text
    assert f"/documents/{upper}?d={upper_document}" in page.values("a", "href")
    assert f"/documents/{lower}?d={lower_document}" in shown(client, f"/documents/{upper}").values("a", "href")


def test_the_chain_is_a_tree_with_receipts_and_gaps(client: TestClient, service: Service) -> None:
    hold(service, [letter_document(letter())])
    lower, (lower_document,) = hold(service, [letter_document(province_letter())], data=picture(250))
    link_source(service, lower)
    text = shown(client, f"/chain/{lower_document}").text
    upper_at, receipt_at, lower_at = (
        text.index(words) for words in ("ที่ ดศ ๐๒๐๘/๑๒๑๓๓", "เลขรับ 1842 15 ส.ค. 2566", "ที่ พย ๐๐๓๐.๒/ว ๒๗๕๕")
    )
    assert upper_at < receipt_at < lower_at
    assert "ตรงกันทุกตัว แนบสำเนาส่งต่อ" in text
    assert "๒๔ สิงหาคม ๒๕๖๖" in text
    assert "ยังไม่พบหลักฐานว่าถึงผู้รับ: นายอำเภอทุกอำเภอ" in text
    assert "เอกสาร" in shown(client, "/chain").text


def test_the_language_is_chosen_by_address_and_kept(client: TestClient, service: Service) -> None:
    source_id, _ = hold(service, [letter_document(letter())])
    assert "แฟ้มล่าสุด" in shown(client, "/").text
    assert "Recent files" in shown(client, "/?lang=en").text
    kept = shown(client, f"/documents/{source_id}")
    assert kept.values("html", "lang") == ["en"]
    assert "Date 10 August 2566 B.E." in kept.text
    assert "เรื่อง" in shown(client, f"/documents/{source_id}?lang=th").text


def test_what_a_file_says_cannot_become_part_of_the_page(client: TestClient, service: Service) -> None:
    bad = '"><script>alert(1)</script>'
    source_id, _ = hold(service, [letter_document(letter(email=letter().email))], f"{bad}.png".replace("/", ""))
    for address in (f"/documents/{source_id}", "/", f"/?q={bad}"):
        html = client.get(address).text
        assert "<script>alert" not in html
        assert "&lt;script&gt;" in html


@pytest.mark.parametrize("address", ["/", "/chain", "/documents/{id}", "/nowhere"])
def test_no_page_holds_inline_script_or_style_or_loads_from_elsewhere(
    client: TestClient, service: Service, address: str
) -> None:
    source_id, _ = hold(service, [letter_document(letter())])
    answer = client.get(address.replace("{id}", source_id), headers={"Accept": "text/html"})
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
    page = Shown(answer.text)
    scripts = [tag for tag in re.findall(r"<script[^>]*>", answer.text) if "src=" not in tag]
    assert scripts == [] and "<style" not in answer.text
    assert [one for one in page.attributes if one[1] == "style" or one[1].startswith("on")] == []
    loaded = [value for _, name, value in page.attributes if name in ("src", "href", "action")]
    assert [value for value in loaded if not value.startswith(("/", "?", "#"))] == []
    assert [value for value in loaded if value.startswith("//")] == []


def test_no_static_file_names_another_host() -> None:
    # The namespaces of SVG are names, not addresses.
    named = {
        (path.name, host)
        for path in STATIC.rglob("*")
        if path.suffix in (".css", ".js", ".svg")
        for host in re.findall(r"https?://([\w.-]+)", path.read_text("utf-8"))
    }
    assert {host for _, host in named} <= {"www.w3.org"}


def test_the_first_page_is_light(client: TestClient) -> None:
    page = shown(client, "/")
    loaded = [
        *page.values("link", "href"),
        *page.values("script", "src"),
        *{address.partition("#")[0] for address in page.values("use", "href")},
        "/static/progress.js",
        "/static/fonts/sarabun-semibold.woff2",
    ]
    # Without compression: what a proxy in between may make of it.
    sizes = [len(client.get(one, headers={"Accept-Encoding": "identity"}).content) for one in ("/", *loaded)]
    assert sum(sizes) < LARGEST_FIRST_PAGE


def test_every_template_can_be_compiled_and_every_message_it_names_exists() -> None:
    catalogue = load_catalogue()
    missing = []
    for path in TEMPLATES.glob("*.html"):
        environment().get_template(path.name)
        named = re.findall(r"\bt\('([a-z_.]+)'[,)]", path.read_text("utf-8"))
        missing += [(path.name, code) for code in named if code not in catalogue]
    assert missing == []


def test_an_unknown_address_is_a_page_for_people(client: TestClient) -> None:
    answer = client.get("/documents/nobody", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert load_catalogue().text("error_hint.not_found") in answer.text
    assert "ไม่พบสิ่งที่ขอ" in answer.text


def test_without_script_the_form_still_takes_files(client: TestClient) -> None:
    answer = client.post("/upload", files={"files": ("a.pdf", b"%PDF-1.7")}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "a.pdf" in shown(client, "/").text


def test_without_script_an_empty_file_is_refused_in_words_and_stops_no_other(client: TestClient) -> None:
    files = [("files", ("ว่าง.pdf", b"")), ("files", ("a.pdf", b"%PDF-1.7"))]
    answer = client.post("/upload", files=files, headers={"Accept": "text/html"})
    assert answer.status_code == 422 and load_catalogue().text("error.empty_file") in answer.text
    listed = shown(client, "/").text
    assert "a.pdf" in listed and "ว่าง.pdf" not in listed


def test_address_that_was_not_understood_is_no_letter_to_nobody(client: TestClient, service: Service) -> None:
    unknown = letter(to=Field("ท่านผู้ไม่มีในทะเบียน", "", 1, Box(100, 300, 600, 340), Status.READ, 0.9, ("line",)))
    _, (document_id,) = hold(service, [letter_document(unknown)])
    page = client.get(f"/chain/{document_id}", headers={"Accept": "text/html"}).text
    assert load_catalogue().text("chain.hops_unknown") in page
    assert load_catalogue().text("chain.hops", addressed=0, received=0, suspected=0, missing=0) not in page
