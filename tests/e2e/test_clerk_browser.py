"""A clerk's day in Chromium, desk and phone: in by the form, files sent at once, a value decided by keys, the letter
registered by one key and passed on, the register printed and opened as a workbook; axe on every page on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from docproc.config import Settings
from docproc.db import migrate
from docproc.demonstration.run import serving
from docproc.repository import offices
from docproc.repository.offices import NewOffice
from docproc.repository.users import NewUser
from docproc.users.accounts import add_user, set_password
from docproc.wiring import Service, service_for
from models.letter import Letter
from models.office import Tier
from models.rights import Role
from models.status import Status
from tests.docproc.web.held import field, hold, letter, letter_document, picture
from tests.e2e.open_to_all import assert_open_to_all

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
PATIENCE_MS = 60_000  # for a page to come on a loaded machine
PASSWORD = "ฝนตกที่ท่าน้ำสามวัน"
OFFICE = "5208"


@dataclass(frozen=True)
class Held:
    address: str
    source_id: str


def read_letter() -> Letter:
    """All sure but the subject, which waits."""
    sure = field("(นายสมมติ ใจดี)", 800)
    return letter(signatory_name=sure, signatory_position=field("รองปลัดกระทรวง", 850), stamps=())


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with service_for(Settings(data=tmp_path, redis_url=f"unix://{tmp_path}/nobody.sock")) as opened:
        migrate(opened.database)
        with opened.database.writing() as session:
            offices.save_all(session, [NewOffice("52", Tier.PROVINCE, "จังหวัดลำปาง", None, "ลป")])
            offices.save_all(session, [NewOffice(OFFICE, Tier.DISTRICT, "อำเภอเถิน", "52", "ลป")])
        user_id = add_user(opened, None, NewUser("saraban", "สมศรี ตัวอย่าง", OFFICE), Role.CLERK)
        set_password(opened, user_id, PASSWORD)
        yield opened


@pytest.fixture
def held(service: Service) -> Iterator[Held]:
    source_id, _ = hold(service, [letter_document(read_letter())], "หนังสือกระทรวง.png", office=OFFICE)
    with serving(service, "127.0.0.1", 0) as address:
        yield Held(address.rstrip("/"), source_id)


@pytest.fixture(params=[DESK, PHONE], ids=["1280", "390"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A browser in which nobody is signed in."""
    context = browser.new_context(viewport=request.param, locale="th-TH", accept_downloads=True)
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/inbox")
    page.get_by_label("ชื่อผู้ใช้").fill("saraban")
    page.get_by_label("รหัสผ่าน").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="สิ่งที่รอท่านตัดสินใจ", level=1)).to_be_visible(timeout=PATIENCE_MS)


def test_a_clerks_day(page: Page, held: Held, service: Service, tmp_path: Path) -> None:
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    sign_in(page, held.address)
    assert_open_to_all(page)
    send_two_files_and_one_again(page, tmp_path)
    decide_the_subject_by_a_key(page, held)
    register_by_a_key_and_pass_on(page, held)
    print_and_open_the_register(page, tmp_path)
    read_it_all_in_english(page, held)


def send_two_files_and_one_again(page: Page, folder: Path) -> None:
    page.get_by_role("link", name="แฟ้มเอกสาร", exact=True).click()
    files = [folder / "หนังสือที่สอง.png", folder / "หนังสือที่สาม.png"]
    for shade, file in enumerate(files):
        file.write_bytes(picture(200 + shade))
    again = folder / "ส่งซ้ำ.png"
    again.write_bytes(files[0].read_bytes())
    expect(page.locator("#upload.with-script")).to_be_visible(timeout=PATIENCE_MS)
    chooser = page.locator("#upload input[type=file]").first
    chooser.set_input_files(files)
    for file in files:
        expect(page.locator("#files .file-name", has_text=file.name)).to_be_visible(timeout=PATIENCE_MS)
    chooser.set_input_files([again])
    known = page.locator("#sending a")
    expect(known).to_have_text("เคยรับแฟ้มนี้แล้ว: หนังสือที่สอง.png", timeout=PATIENCE_MS)
    expect(page.locator("#files .file-name", has_text="ส่งซ้ำ")).to_have_count(0)
    assert_open_to_all(page)
    known.click()
    expect(page.get_by_role("heading", name="หนังสือที่สอง.png", level=1)).to_be_visible(timeout=PATIENCE_MS)
    assert_open_to_all(page)


def decide_the_subject_by_a_key(page: Page, held: Held) -> None:
    page.goto(f"{held.address}/inbox")
    expect(page.locator(".inbox-section")).to_have_count(2)  # a value, and the letter to register
    page.get_by_role("link", name="เริ่มตรวจ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("เรื่อง", timeout=PATIENCE_MS)
    page.wait_for_load_state("load")
    assert_open_to_all(page)
    page.locator("[data-confirm]").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("ตรวจครบแล้ว", timeout=PATIENCE_MS)


def register_by_a_key_and_pass_on(page: Page, held: Held) -> None:
    page.goto(f"{held.address}/documents/{held.source_id}")
    expect(page.locator("#registers")).to_contain_text("ยังไม่ได้ลงทะเบียน")
    page.wait_for_load_state("load")
    assert_open_to_all(page)
    page.keyboard.press("r")
    confirm = page.get_by_role("button", name="ลงทะเบียน เลขที่ 1")
    expect(confirm).to_be_focused(timeout=PATIENCE_MS)  # nothing needs a look: the next key registers
    expect(page.get_by_label("ลงวันที่")).to_have_value("๑๐ สิงหาคม ๒๕๖๖")
    assert_open_to_all(page)
    confirm.focus()
    page.keyboard.press("Enter")
    registers = page.locator("#registers")
    expect(registers).to_contain_text("ทะเบียนหนังสือรับ เลขที่ 1/25", timeout=PATIENCE_MS)
    registers.locator("summary", has_text="ส่งต่อ").click()
    registers.get_by_label("ส่งต่อกลุ่มงาน / กอง").fill("กลุ่มงานปกครอง")
    registers.get_by_label("สิ่งที่ให้ปฏิบัติ").fill("แจ้งกำนันทุกตำบล")
    assert_open_to_all(page)
    registers.get_by_role("button", name="บันทึกการปฏิบัติ").click()
    expect(registers).to_contain_text("กลุ่มงานปกครอง · แจ้งกำนันทุกตำบล", timeout=PATIENCE_MS)
    page.goto(f"{held.address}/inbox")
    expect(page.get_by_text("ไม่มีสิ่งใดรออยู่")).to_be_visible()


def print_and_open_the_register(page: Page, folder: Path) -> None:
    page.get_by_role("link", name="ทะเบียน", exact=True).click()
    page.get_by_role("navigation", name="ทะเบียนต่าง ๆ").get_by_role("link", name="หนังสือรับ-ส่ง").click()
    expect(page.get_by_role("heading", name="อำเภอเถิน")).to_be_visible(timeout=PATIENCE_MS)
    assert_open_to_all(page)
    page.get_by_role("link", name="ทะเบียนหนังสือรับ").first.click()
    expect(page.locator("tbody tr")).to_have_count(1, timeout=PATIENCE_MS)
    expect(page.locator("tbody tr")).to_contain_text("กลุ่มงานปกครอง · แจ้งกำนันทุกตำบล")
    assert_open_to_all(page)
    page.emulate_media(media="print")
    expect(page.locator("header.top")).to_be_hidden()
    expect(page.locator("td.acts")).to_be_hidden()
    expect(page.locator("thead th:visible")).to_have_count(9)
    page.emulate_media(media="screen")
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="ดาวน์โหลด XLSX").click()
    saved = folder / "register.xlsx"
    downloaded.value.save_as(saved)
    sheet = openpyxl.load_workbook(saved).active
    assert sheet is not None
    line = [cell.value for cell in sheet[3]]
    assert line[0] == "1" and line[2] == "ดศ ๐๒๐๘/๑๒๑๓๓"
    assert line[6:8] == ["การพัฒนาอาสาสมัครดิจิทัล", "กลุ่มงานปกครอง · แจ้งกำนันทุกตำบล"]


def read_it_all_in_english(page: Page, held: Held) -> None:
    """Nothing of the pages' own words is left in Thai: what is Thai is marked as such."""
    document = f"/documents/{held.source_id}"
    for path in ("/inbox", "/", document, f"{document}/register?book=sent", "/registers/letters"):
        page.goto(f"{held.address}{path}{'&' if '?' in path else '?'}lang=en")
        page.wait_for_load_state("load")
        left = page.evaluate(
            """() => {
              const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
              const left = [];
              while (walker.nextNode()) {
                const { data, parentElement } = walker.currentNode;
                if (/[ก-๙]/.test(data) && !parentElement.closest('[lang="th"]')) left.push(data.trim());
              }
              return left;
            }"""
        )
        assert [text for text in left if "สมศรี" not in text and ".png" not in text] == [], path


def test_a_value_nobody_is_sure_of_is_looked_at_before_it_is_registered(
    page: Page, held: Held, service: Service
) -> None:
    """The cursor stands in it, its place on the scan is marked, and Enter registers what was typed."""
    doubtful = letter_document(letter(issuer=field("กระทรวงสมมุติ", 100, Status.DISPUTED)))
    source_id, _ = hold(service, [doubtful], "สงสัย.png", picture(210), OFFICE)
    sign_in(page, held.address)
    page.goto(f"{held.address}/documents/{source_id}/register")
    sender = page.get_by_label("จาก", exact=True)
    expect(sender).to_be_focused(timeout=PATIENCE_MS)
    page.wait_for_load_state("load")
    page.get_by_label("ถึง", exact=True).focus()
    sender.focus()
    expect(page.locator('[data-mark="issuer"]')).to_have_class("mark tone-disputed pointed")
    assert_open_to_all(page)
    sender.fill("กระทรวงสมมติ")
    page.keyboard.press("Enter")
    expect(page.locator("#registers")).to_contain_text("ทะเบียนหนังสือรับ เลขที่ 1/25", timeout=PATIENCE_MS)
