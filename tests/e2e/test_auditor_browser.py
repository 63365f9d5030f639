"""An auditor's day in Chromium, on a desk and on a phone: search, open, follow, compare, take away, verify."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, Page, ViewportSize, expect

from docproc.config import Settings
from docproc.corrections import confirm_field
from docproc.db import migrate
from docproc.demonstration.run import serving
from docproc.repository import findings, readings, sources
from docproc.repository.clock import moment
from docproc.wiring import Service, service_for
from models.finding import FindingKind, SeenAt, SeenFinding
from models.geometry import Box
from models.page import PageReading
from models.rights import Role
from tests import signed_in
from tests.docproc.linked import link_source
from tests.docproc.web.held import PAGE_SIZE, hold, letter, letter_document, province_letter
from tests.e2e.open_to_all import assert_open_to_all
from tests.factories import line

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
PATIENCE_MS = 30_000
FONT = Path(str(files("fontpkg_sarabun"))) / "files" / "Sarabun-Regular.ttf"
ROWS = ((150, "ที่ ดศ ๐๒๐๘/๑๒๑๓๓"), (250, "เรื่อง การพัฒนาอาสาสมัครดิจิทัล"), (600, "ด้วยกระทรวงจะขยายเครือข่าย ๔ ชั่วโมง"))


@dataclass(frozen=True, slots=True)
class Held:
    address: str
    upper: str
    lower: str


def drawn(shade: int) -> bytes:
    image = Image.new("L", PAGE_SIZE, shade)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(FONT), 26, layout_engine=ImageFont.Layout.RAQM)
    for top, text in ROWS:
        draw.text((104, top), text, font=font, fill=20)
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def place_lines(service: Service, source_id: str) -> None:
    """As if a later reading had seen where each line stands."""
    lines = tuple(line(text, x=104, y=top, width=400) for top, text in ROWS)
    with service.database.writing() as session:
        source = sources.lock(session, source_id)
        source.version = "2"
        readings.save_page(session, source.sha256, "2", PageReading(1, *PAGE_SIZE, lines=lines, readers=("line",)))


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    """The ministry's letter, the province's that passes it on with another number of hours, and a finding of it."""
    settings = Settings(data=tmp_path / "data", redis_url=f"unix://{tmp_path}/nobody.sock")
    with service_for(settings) as service:
        migrate(service.database)
        upper_file, (upper,) = hold(service, [letter_document(letter())], "หนังสือกระทรวง.png", drawn(255))
        lower_file, (lower,) = hold(service, [letter_document(province_letter())], "หนังสือจังหวัด.png", drawn(250))
        for source in (upper_file, lower_file):
            place_lines(service, source)
            link_source(service, source)
        confirm_field(service, upper, "subject", "การพัฒนาอาสาสมัครดิจิทัลระดับตำบล", "สมศรี")
        places = tuple(
            SeenAt(document, file, 1, Box(100, 590, 620, 650))
            for document, file in ((upper, upper_file), (lower, lower_file))
        )
        seen = SeenFinding(FindingKind.PASSAGE_DIFFERS, "x", upper, lower, "๔ ชั่วโมง / ๙ ชั่วโมง", places)
        with service.database.writing() as session:
            findings.add(session, [seen], moment(session))
        signed_in.known_session(service, Role.AUDITOR)
        with serving(service, "127.0.0.1", 0) as address:
            yield Held(address.rstrip("/"), upper, lower)


@pytest.fixture(params=[DESK, PHONE], ids=["1280", "390"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = signed_in.context(browser, viewport=request.param, accept_downloads=True)
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def test_an_auditors_day(page: Page, held: Held, tmp_path: Path) -> None:
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    search_a_phrase_and_a_number(page, held)
    open_the_hit_and_see_its_place(page)
    see_who_said_what(page)
    take_the_bundle_and_verify_it(page, tmp_path)
    follow_the_chain(page, held)
    compare_both_pictures_and_explain(page, held)
    read_it_in_english(page, held)


def look_for(page: Page, words: str) -> None:
    page.get_by_label("คำที่ต้องการค้น").fill(words)
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_contain_text(f"“{words}”")


def search_a_phrase_and_a_number(page: Page, held: Held) -> None:
    page.goto(f"{held.address}/search")
    assert_open_to_all(page)
    look_for(page, "กระทรวงจะขยาย เครือข่าย")
    expect(page.locator(".hit")).to_have_count(2)
    look_for(page, "ดศ ๐๒๐๘/๑๒๑๓๓")
    expect(page.locator(".hit mark").first).to_be_visible()
    picture = page.locator(".hit-picture img").first
    picture.scroll_into_view_if_needed()
    picture.evaluate("one => one.decode()")
    assert picture.evaluate("one => one.naturalWidth") == PAGE_SIZE[0]
    assert_open_to_all(page)


def open_the_hit_and_see_its_place(page: Page) -> None:
    page.locator(".hit", has=page.locator(".hit-picture")).last.get_by_role("link").first.click()
    expect(page.locator('[data-mark="hit[0]"]')).to_be_visible()
    expect(page.get_by_text("แสดงตำแหน่งของ “ดศ ๐๒๐๘/๑๒๑๓๓”")).to_be_visible()
    assert_open_to_all(page)


def see_who_said_what(page: Page) -> None:
    history = page.locator("details.history").first
    history.locator("summary").click()
    expect(history.get_by_text("สมศรี")).to_be_visible()
    expect(history.get_by_text("การพัฒนาอาสาสมัครดิจิทัลระดับตำบล")).to_be_visible()


def take_the_bundle_and_verify_it(page: Page, folder: Path) -> None:
    with page.expect_download() as coming:
        page.get_by_role("button", name="นำชุดหลักฐานออก").click()
    bundle = folder / "bundle.zip"
    coming.value.save_as(bundle)
    taken = folder / "taken"
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(taken)
    checked = subprocess.run([sys.executable, "verify.py"], cwd=taken, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def follow_the_chain(page: Page, held: Held) -> None:
    page.goto(f"{held.address}/chain/{held.upper}")
    is_desk = (page.viewport_size or DESK)["width"] >= 1000
    expect(page.locator(".drawing")).to_be_visible(visible=is_desk)
    assert_open_to_all(page)
    if is_desk:
        page.locator(".drawing").get_by_role("link", name="พย ๐๐๓๐.๒/ว ๒๗๕๕").click()
    else:
        page.locator(".letter", has_text="พย ๐๐๓๐.๒/ว ๒๗๕๕").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="หนังสือจังหวัด.png")).to_be_visible()


def compare_both_pictures_and_explain(page: Page, held: Held) -> None:
    page.goto(f"{held.address}/findings")
    expect(page.get_by_text("๔ ชั่วโมง / ๙ ชั่วโมง")).to_be_visible()
    pictures = page.locator(".finding-pictures img")
    expect(pictures).to_have_count(2)
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        picture.evaluate("one => one.decode()")
        assert picture.evaluate("one => one.naturalWidth") == 520
    assert_open_to_all(page)
    page.get_by_role("textbox", name="คำอธิบาย").fill("จังหวัดแก้ไขด้วยหนังสือฉบับหลังแล้ว")
    page.get_by_role("button", name="บันทึกคำอธิบาย").click()
    expect(page.get_by_text("ไม่มีข้อสังเกต")).to_be_visible()


def read_it_in_english(page: Page, held: Held) -> None:
    for path in ("/search?q=0208&lang=en", f"/chain/{held.upper}?lang=en", "/findings?state=all&lang=en"):
        page.goto(held.address + path)
        assert_open_to_all(page)
    page.goto(f"{held.address}/search?q=0208")
    expect(page.get_by_role("heading", name="Search documents")).to_be_visible()
