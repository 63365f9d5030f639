"""A clerk's way through doubtful values in Chromium: by keys alone, by touch, and without a script; desk and phone."""

from __future__ import annotations

import datetime as dt
import io
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlencode

import pytest
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from docproc import corrections, review
from docproc.config import Settings
from docproc.db import migrate
from docproc.demonstration.run import serving
from docproc.registers.person_names import name_key
from docproc.wiring import Service, service_for
from models.field import Alternative, Field
from models.geometry import Box
from models.letter import Letter
from models.office import Tier
from models.rights import SEES_ALL
from models.status import Status
from models.tables.offices import OfficeRecord
from models.tables.people import DistrictLeaderRecord
from samples.pen import PEN_BLUE, PEN_FONTS
from tests import signed_in
from tests.docproc.web.held import PAGE_SIZE, field, hold, letter, letter_document, sheet_document, stamp

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
SPEAKER = signed_in.CLERK
FONT = Path(str(files("fontpkg_sarabun"))) / "files" / "Sarabun-Regular.ttf"
PATIENCE_MS = 30_000  # for a page to come on a loaded machine
MOST_SECONDS_A_FIELD = 10.0  # of the machine; a loaded one of two cores took 0.7 to 2.5


def doubtful_letter() -> Letter:
    """Five values that wait, one of each kind of answer."""
    name = (Alternative("(นายสมมุติ ใจดี)", 0.61, "tesseract"),)
    position: Field[str] = Field(None, "รองปลัด…", 1, Box(100, 850, 600, 890), Status.UNREAD)
    number: Field[str] = Field("1842", "1842", 1, Box(560, 60, 640, 90), Status.READ, 0.7, ("line",), handwritten=True)
    marked = replace(stamp(), number=number, date=field(date(2023, 8, 15), 96, Status.READ, "15 ส.ค. 2566"))
    signatory = field("(นายสมมติ ใจดี)", 800, Status.DISPUTED, alternatives=name)
    return letter(signatory_name=signatory, signatory_position=position, stamps=(marked,))


def drawn_page() -> bytes:
    """The letter on paper, so that each crop shows what was read there."""
    image = Image.new("L", PAGE_SIZE, 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(FONT), 26, layout_engine=ImageFont.Layout.RAQM)
    rows = ((250, "เรื่อง การพัฒนาอาสาสมัครดิจิทัล"), (800, "(นายสมมุติ ใจดี)"), (850, "รองปลัดกระทรวง"), (96, "15 ส.ค. 2566"))
    for top, text in rows:
        draw.text((104, top), text, font=font, fill=20)
    draw.text((566, 56), "1842", font=font, fill=20)
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    # Nobody listens at that queue, so nobody reads the page anew.
    with service_for(Settings(data=tmp_path, redis_url=f"unix://{tmp_path}/nobody.sock")) as opened:
        migrate(opened.database)
        yield opened


@pytest.fixture
def document(service: Service) -> str:
    _, (document,) = hold(service, [letter_document(doubtful_letter())], data=drawn_page())
    return document


@pytest.fixture
def address(service: Service, document: str) -> Iterator[str]:
    signed_in.known_session(service)
    with serving(service, "127.0.0.1", 0) as address:
        yield address.rstrip("/")


@pytest.fixture(params=[DESK, PHONE], ids=["1280", "390"])
def either(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page of a desk's width, then one of a phone's."""
    size = request.param
    context = signed_in.context(browser, viewport=size, has_touch=size is PHONE, is_mobile=size is PHONE)
    yield context.new_page()
    context.close()


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[BrowserContext]:
    context = signed_in.context(browser, java_script_enabled=False, viewport=PHONE)
    yield context
    context.close()


def open_review(page: Page, address: str, path: str = "/review") -> None:
    page.goto(address + path)
    expect(page.get_by_text(f"บันทึกในชื่อ {SPEAKER}")).to_be_attached(timeout=PATIENCE_MS)
    page.wait_for_load_state("load")


def asked(page: Page, label: str) -> None:
    """That question stands there and listens: a key pressed before it can be seen answers nothing."""
    expect(page.get_by_role("heading", level=1)).to_have_text(label, timeout=PATIENCE_MS)
    page.wait_for_load_state("load")


def said(service: Service, document: str) -> dict[str, tuple[object, str, str]]:
    rows = corrections.history(service, document)
    return {
        one.field: (one.value, one.act.value, one.made_by)
        for one in rows
        if one.made_by != "machine" and one.superseded_at is None
    }


def test_five_values_are_settled_by_keys_alone(either: Page, address: str, service: Service, document: str) -> None:
    either.on("pageerror", lambda error: pytest.fail(str(error)))
    open_review(either, address)
    started = time.monotonic()
    asked(either, "ผู้ลงนาม")
    either.keyboard.press("1")
    asked(either, "ตำแหน่ง")
    either.keyboard.press("e")
    expect(either.locator("#typed")).to_be_focused()
    either.keyboard.type("กระทรวง")  # in place of the part that was not read
    either.keyboard.press("Enter")
    asked(either, "ตรารับที่ 1 · เลขรับ")
    either.keyboard.press("Enter")
    asked(either, "ตรารับที่ 1 · วันที่รับ")
    either.keyboard.press("0")
    asked(either, "เรื่อง")
    either.keyboard.press("Enter")
    asked(either, "ตรวจครบแล้ว ไม่มีค่าที่รอตรวจ")
    seconds = (time.monotonic() - started) / 5
    print(f"{seconds:.3f} s a field")
    assert said(service, document) == {
        "signatory_name": ("(นายสมมุติ ใจดี)", "corrected", SPEAKER),
        "signatory_position": ("รองปลัดกระทรวง", "corrected", SPEAKER),
        "stamps[0].number": ("1842", "confirmed", SPEAKER),
        "stamps[0].date": (None, "corrected", SPEAKER),
        "subject": ("การพัฒนาอาสาสมัครดิจิทัล", "confirmed", SPEAKER),
    }
    assert seconds < MOST_SECONDS_A_FIELD


def test_a_name_by_hand_is_taken_from_the_register_by_one_key(either: Page, address: str, service: Service) -> None:
    """The pen's writing stands above, the people of the district below; none of them is put in by itself."""
    with service.database.writing() as session:
        session.add(OfficeRecord(id="a", code="5607", tier=Tier.DISTRICT, name="อำเภอแม่ใจ", path="/5607/"))
        session.flush()
        for n, name in enumerate(("นายทดลอง นำทาง", "นางสมมุติ ดีงาม", "นายสมมาตร ดีจริง")):
            known = {"name": name, "name_key": name_key(name), "made_by": SPEAKER, "at": dt.datetime.now(dt.UTC)}
            session.add(DistrictLeaderRecord(id=str(n), district_id="a", path="/5607/", **known))
    sheet = sheet_document()
    assert sheet.sheet is not None
    *printed, last = sheet.sheet.rows
    by_hand = replace(last, name_box=Box(120, last.box.y0, 480, last.box.y1), name_glimpse="นางสมมติดึงาม")
    held = replace(sheet, sheet=replace(sheet.sheet, rows=(*printed, by_hand)))
    _, (document,) = hold(service, [held], "ใบเซ็นชื่อ.png", written_name(by_hand.box), "5607")
    either.goto(f"{address}/review?{urlencode({'d': document, 'f': 'rows[2].name'})}")
    asked(either, "แถวที่ 3 · ชื่อ–สกุล")
    expect(either.locator(".question-value")).to_have_text("อ่านไม่ออก")
    expect(either.locator("[data-choice='1']")).to_contain_text("นางสมมุติ ดีงาม")
    either.keyboard.press("1")
    expect(either.get_by_text("นางสมมุติ ดีงาม").first).to_be_visible(timeout=PATIENCE_MS)
    assert said(service, document) == {"rows[2].name": ("นางสมมุติ ดีงาม", "corrected", SPEAKER)}


def written_name(row: Box) -> bytes:
    """A page with a name in a hand in that row."""
    image = Image.new("RGB", PAGE_SIZE, (255, 255, 255))
    font = ImageFont.truetype(str(PEN_FONTS[0][0]), 30, layout_engine=ImageFont.Layout.RAQM)
    ImageDraw.Draw(image).text((150, row.y0 - 2), "นางสมมุติ ดีงาม", font=font, fill=PEN_BLUE)
    ImageDraw.Draw(image).rectangle(row.as_list(), outline=(30, 30, 30), width=2)
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def test_skipping_undoing_and_the_key_help(page: Page, address: str, service: Service, document: str) -> None:
    open_review(page, address)
    page.keyboard.press("s")
    asked(page, "ตำแหน่ง")
    page.goto(address + "/review")
    page.keyboard.press("Enter")
    asked(page, "ตำแหน่ง")
    assert "signatory_name" in said(service, document)
    page.keyboard.press("u")
    asked(page, "ผู้ลงนาม")
    assert said(service, document)["signatory_name"][1] == "withdrawn"
    page.keyboard.press("?")
    expect(page.locator(".keys dl")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".keys dl")).to_be_hidden()


def test_keys_are_told_by_their_place_on_a_thai_keyboard_too(
    page: Page, address: str, service: Service, document: str
) -> None:
    """On the Kedmanee layout the keys of e, s and 1 write ำ, ห and ๅ."""
    open_review(page, address)
    for key, code, label in (("ห", "KeyS", "ตำแหน่ง"), ("ห", "KeyS", "ตรารับที่ 1 · เลขรับ")):
        press_written(page, key, code)
        asked(page, label)
    press_written(page, "ำ", "KeyE")
    expect(page.locator("#typed")).to_be_focused()
    expect(page.locator("#typed")).to_have_value("1842")
    page.goto(address + "/review")
    press_written(page, "ๅ", "Digit1")
    asked(page, "ตำแหน่ง")
    assert said(service, document)["signatory_name"][0] == "(นายสมมุติ ใจดี)"


def press_written(page: Page, key: str, code: str) -> None:
    page.wait_for_load_state("load")
    page.evaluate(
        "([key, code]) => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, code, bubbles: true}))",
        [key, code],
    )


def test_held_key_answers_one_question_only(page: Page, address: str, service: Service, document: str) -> None:
    open_review(page, address)
    page.keyboard.down("s")
    asked(page, "ตำแหน่ง")
    for _ in range(4):
        page.keyboard.down("s")  # what a held key sends
    page.wait_for_timeout(300)
    asked(page, "ตำแหน่ง")
    page.keyboard.up("s")
    page.goto(address + "/review")
    page.keyboard.down("Enter")
    asked(page, "ตำแหน่ง")
    for _ in range(4):
        page.keyboard.down("Enter")
    page.wait_for_timeout(300)
    assert list(said(service, document)) == ["signatory_name"]


def test_letters_that_are_typed_are_no_keys(page: Page, address: str, service: Service, document: str) -> None:
    open_review(page, address, f"/review?d={document}&f=subject")
    page.keyboard.press("e")
    page.keyboard.type("s1u e0?")
    expect(page.locator("#typed")).to_have_value("s1u e0?")
    page.keyboard.press("Escape")
    expect(page.locator("#typed")).to_be_hidden()
    expect(page.locator("[data-confirm]")).to_be_focused()
    assert said(service, document) == {}


def test_touch_is_enough(browser: Browser, address: str, service: Service, document: str) -> None:
    context = signed_in.context(browser, viewport=PHONE, has_touch=True, is_mobile=True)
    page = context.new_page()
    open_review(page, address)
    page.get_by_role("button", name="(นายสมมุติ ใจดี)").tap()
    asked(page, "ตำแหน่ง")
    page.get_by_role("button", name="เลิกทำ").tap()
    asked(page, "ผู้ลงนาม")
    page.get_by_role("button", name="ถูกต้อง").tap()
    asked(page, "ตำแหน่ง")
    assert said(service, document)["signatory_name"][:2] == ("(นายสมมติ ใจดี)", "confirmed")
    context.close()


def test_without_a_script_the_same_forms_do_it(
    scriptless: BrowserContext, address: str, service: Service, document: str
) -> None:
    page = scriptless.new_page()
    open_review(page, address)
    page.keyboard.press("Enter")  # the button that agrees has the focus
    asked(page, "ตำแหน่ง")
    page.locator("summary", has_text="แก้ไข").click()
    page.locator("#typed").fill("รองปลัดกระทรวง")
    page.get_by_role("button", name="บันทึก").click()
    asked(page, "ตรารับที่ 1 · เลขรับ")
    page.get_by_role("button", name="เลิกทำ").click()
    asked(page, "ตำแหน่ง")
    assert {name: act for name, (_, act, _) in said(service, document).items()} == {
        "signatory_name": "confirmed",
        "signatory_position": "withdrawn",
    }


def test_what_was_wrong_is_said_where_it_was_typed(page: Page, address: str, service: Service, document: str) -> None:
    open_review(page, address, f"/review?d={document}&f=stamps[0].date")
    page.keyboard.press("e")
    page.locator("#typed").fill("๓๑ พฤศจิกายน ๒๕๖๖")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("ไม่ใช่วันที่")
    expect(page.locator("#typed")).to_be_focused()
    expect(page.locator("#typed")).to_have_value("๓๑ พฤศจิกายน ๒๕๖๖")
    assert said(service, document) == {}


@pytest.mark.parametrize("path", ["/review", "/review?d={d}&f=subject", "/review?only=nobody"])
def test_pages_fit_their_width_and_ask_nobody_else(either: Page, address: str, document: str, path: str) -> None:
    asked_for: list[str] = []
    complaints: list[str] = []
    either.on("request", lambda request: asked_for.append(request.url))
    either.on("console", lambda message: complaints.append(message.text))
    either.on("pageerror", lambda error: complaints.append(str(error)))
    open_review(either, address)
    either.goto(address + path.replace("{d}", document), wait_until="networkidle")
    assert [url for url in asked_for if not url.startswith(address)] == []
    assert complaints == []
    assert either.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_crop_shows_the_box_and_the_line_around_it(page: Page, address: str, service: Service, document: str) -> None:
    open_review(page, address, f"/review?d={document}&f=signatory_name")
    page.wait_for_load_state("networkidle")
    near, line = page.locator(".crop svg"), page.locator(".line-context svg")
    box = [int(edge) for edge in (near.get_attribute("viewBox") or "").split()]
    assert box[0] < 100 and box[1] < 800 and box[0] + box[2] > 600 and box[1] + box[3] > 840
    assert (line.get_attribute("viewBox") or "").split()[2] == str(PAGE_SIZE[0])
    drawn = line.locator("rect").bounding_box()
    whole = line.bounding_box()
    assert drawn is not None and whole is not None
    scale = whole["width"] / PAGE_SIZE[0]
    assert drawn["x"] - whole["x"] == pytest.approx(100 * scale, abs=3)
    assert drawn["width"] == pytest.approx(500 * scale, abs=4)
    assert near.locator("image").evaluate("image => image.getBBox().width") == PAGE_SIZE[0]
    assert review.count_waiting(service, SEES_ALL) == 5
