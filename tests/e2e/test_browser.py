"""A person's way through the service in Chromium: send, watch, point at a value, follow the chain; desk and phone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from docproc.config import Settings
from docproc.db import migrate
from docproc.demonstration.run import serving
from docproc.running import running_service
from docproc.wiring import service_for
from tests import signed_in
from tests.docproc.linked import link_source
from tests.docproc.web.held import (
    PAGE_SIZE,
    hold,
    letter,
    letter_document,
    picture,
    province_letter,
    sheet_document,
)

SAMPLES = Path(__file__).parents[2] / "samples" / "demonstration"
SENT = ("chain-1-ministry-scan.pdf", "combined-scan.pdf")
READ_MS = 180_000  # on a loaded machine; two files of five pages take seconds on an idle one
NEAR = 1.5  # screen pixels between where a box is and where it should be: rounding of the drawing
DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


@dataclass(frozen=True)
class Held:
    """A service that shows files read before, and reads nothing by itself."""

    address: str
    ministry: str
    province: str
    province_letter: str
    sheet: str


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    folder = tmp_path_factory.mktemp("held")
    # Nobody listens at that queue, so nobody reads the blank pages anew.
    settings = Settings(data=folder, redis_url=f"unix://{folder}/nobody.sock")
    with service_for(settings) as service:
        migrate(service.database)
        ministry, _ = hold(service, [letter_document(letter())], "หนังสือกระทรวง.png")
        province, (below, sheet) = hold(
            service, [letter_document(province_letter()), sheet_document(1)], "หนังสือจังหวัด.png", picture(250)
        )
        for source_id in (ministry, province):
            link_source(service, source_id)
        signed_in.known_session(service)
        with serving(service, "127.0.0.1", 0) as address:
            yield Held(address.rstrip("/"), ministry, province, below, sheet)


@pytest.fixture
def working(tmp_path: Path) -> Iterator[str]:
    """The address of the whole service: its own queue server, and a worker that reads."""
    settings = Settings(data=tmp_path / "data", workers=1)
    with running_service(settings) as service, serving(service, "127.0.0.1", 0) as address:
        signed_in.known_session(service)
        yield address.rstrip("/")


@pytest.fixture(params=[DESK, PHONE], ids=["1280", "390"])
def either(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page of a desk's width, then one of a phone's."""
    size = request.param
    context = signed_in.context(browser, viewport=size, has_touch=size is PHONE)
    yield context.new_page()
    context.close()


def on_screen(mark: Locator) -> dict[str, float]:
    """Where the box is drawn, and where it should be: its place on the page's own picture."""
    found: dict[str, float] = mark.evaluate(
        """mark => {
            const picture = mark.closest("svg").querySelector("image").getBoundingClientRect();
            const drawn = mark.getBoundingClientRect();
            return {left: drawn.left - picture.left, top: drawn.top - picture.top, width: drawn.width,
                    height: drawn.height, scale: picture.width};
        }"""
    )
    return found


def assert_drawn_at(mark: Locator, box: list[int], page_width: int) -> None:
    drawn = on_screen(mark)
    scale = drawn["scale"] / page_width
    expected = {"left": box[0], "top": box[1], "width": box[2] - box[0], "height": box[3] - box[1]}
    for name, length in expected.items():
        assert drawn[name] == pytest.approx(length * scale, abs=NEAR), name


def test_files_are_sent_followed_and_shown_with_their_boxes(working: str, page: Page) -> None:
    page.goto(working)
    page.evaluate("window.sameDocument = true")
    page.locator("input[type=file]:not([capture])").set_input_files([SAMPLES / name for name in SENT])
    for name in SENT:
        row = page.locator("#files li.file", has_text=name)
        expect(row).to_be_visible(timeout=READ_MS)
        expect(row.locator(".source-done, .source-needs_review")).to_be_visible(timeout=READ_MS)
    assert page.evaluate("window.sameDocument") is True, "the list followed the files without loading the page anew"

    page.get_by_role("link", name=SENT[0]).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SENT[0])
    source_id = page.url.rpartition("/")[2]
    reading: dict[str, Any] = httpx.get(f"{working}/api/documents/{source_id}", cookies=signed_in.KNOWN_COOKIE).json()
    (document,) = reading["documents"]
    assert document["doc_type"] == "external_letter"
    field = page.locator("[data-spot=subject]")
    field.hover()
    pointed = page.locator("rect.pointed")
    expect(pointed).to_have_count(1)
    expect(pointed).to_have_attribute("data-mark", "subject")
    assert_drawn_at(pointed, document["evidence"]["subject"]["box"], document["page_sizes"][0][0])


def test_a_file_sent_twice_is_named_as_held(held: Held, page: Page, tmp_path: Path) -> None:
    again = tmp_path / "อีกครั้ง.png"
    again.write_bytes(picture())
    page.goto(held.address)
    page.locator("input[type=file]:not([capture])").set_input_files(again)
    link = page.locator(".sent.duplicate a")
    expect(link).to_have_text("เคยรับแฟ้มนี้แล้ว: หนังสือกระทรวง.png")
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("หนังสือกระทรวง.png")


def test_an_empty_file_is_refused_with_a_reason_and_a_lost_network_lets_one_try_again(
    held: Held, page: Page, tmp_path: Path
) -> None:
    empty, blank = tmp_path / "ว่าง.pdf", tmp_path / "หลุด.png"
    empty.write_bytes(b"")
    blank.write_bytes(picture(200))
    page.goto(held.address)
    chooser = page.locator("input[type=file]:not([capture])")
    chooser.set_input_files(empty)
    expect(page.locator(".sent.refused")).to_contain_text("แฟ้มว่างเปล่า")
    page.route("**/api/documents", lambda route: route.abort())
    chooser.set_input_files(blank)
    lost = page.locator(".sent.refused", has_text="หลุด.png")
    expect(lost).to_contain_text("เครือข่ายขัดข้อง")
    page.unroute("**/api/documents")
    lost.get_by_role("button", name="ส่งใหม่").click()
    expect(page.locator("#files li.file", has_text="หลุด.png")).to_be_visible()


def test_pointing_either_way_joins_value_and_place(held: Held, page: Page) -> None:
    page.goto(f"{held.address}/documents/{held.ministry}")
    page.locator("[data-spot=date]").hover()
    assert_drawn_at(page.locator("rect.pointed"), [100, 200, 600, 240], PAGE_SIZE[0])
    page.locator("rect[data-mark=subject]").hover()
    expect(page.locator("li.pointed")).to_have_attribute("data-spot", "subject")


def test_the_keyboard_alone_is_enough(held: Held, page: Page) -> None:
    page.goto(f"{held.address}/documents/{held.ministry}")
    page.get_by_role("button", name="แสดง “เรื่อง” บนภาพ").focus()
    expect(page.locator("rect.pointed")).to_have_attribute("data-mark", "subject")
    page.keyboard.press("Enter")
    sheet = page.locator("svg.sheet:not([hidden])")
    expect(sheet).not_to_have_attribute("viewBox", f"0 0 {PAGE_SIZE[0]} {PAGE_SIZE[1]}")
    assert_drawn_at(page.locator("rect.pointed"), [100, 250, 600, 290], PAGE_SIZE[0])
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="ตรวจ / แก้ไข").and_(page.locator(":focus"))).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("rect.pointed")).to_have_attribute("data-mark", "to")
    page.keyboard.press("Escape")
    expect(page.locator("rect.pointed")).to_have_count(0)


def test_a_tap_on_a_phone_brings_the_place_near(held: Held, browser: Browser) -> None:
    context = signed_in.context(browser, viewport=PHONE, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{held.address}/documents/{held.ministry}")
    page.locator("[data-spot=agency]").tap()
    mark = page.locator("rect.pointed")
    expect(mark).to_have_attribute("data-mark", "agency")
    # Wide enough to be read, and inside the part of the screen that shows the scan.
    deadline = time.monotonic() + 5
    while on_screen(mark)["width"] < PHONE["width"] * 0.6 and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    shown, stage = mark.bounding_box(), page.locator("[data-stage]").bounding_box()
    assert shown is not None and stage is not None
    assert shown["width"] >= PHONE["width"] * 0.6
    assert stage["y"] <= shown["y"] and shown["y"] + shown["height"] <= stage["y"] + stage["height"]
    context.close()


def test_a_row_of_the_sheet_points_at_its_line(held: Held, page: Page) -> None:
    page.goto(f"{held.address}/documents/{held.province}?d={held.sheet}")
    expect(page.locator(".count")).to_contain_text("ลงชื่อ 1 จาก 3 คน")
    page.get_by_role("row", name="นายทดสอบ สอง").hover()
    assert_drawn_at(page.locator("rect.pointed"), [80, 400, 720, 450], PAGE_SIZE[0])


def test_the_chain_leads_from_letter_to_letter(held: Held, page: Page) -> None:
    page.goto(f"{held.address}/chain")
    page.get_by_role("link", name="การพัฒนาอาสาสมัครดิจิทัล").first.click()
    upper = page.get_by_role("article", name="หนังสือภายนอก ดศ ๐๒๐๘/๑๒๑๓๓")
    lower = page.get_by_role("article", name="หนังสือภายนอก พย ๐๐๓๐.๒/ว ๒๗๕๕")
    expect(upper).to_contain_text("๑๐ สิงหาคม ๒๕๖๖")
    expect(upper.locator(".receipt")).to_contain_text("เลขรับ 1842")
    expect(page.locator(".hop-exact .hop-link").first).to_contain_text("ตรงกันทุกตัว")
    boxes = upper.bounding_box(), lower.bounding_box()
    assert boxes[0] is not None and boxes[1] is not None
    assert boxes[1]["y"] > boxes[0]["y"] and boxes[1]["x"] > boxes[0]["x"], "the lower letter hangs below and inward"
    lower.get_by_role("link", name="ดูเอกสาร").click()
    expect(page).to_have_url(f"{held.address}/documents/{held.province}?d={held.province_letter}")


def test_searching_filters_the_list_while_typing(held: Held, page: Page) -> None:
    page.goto(held.address)
    page.get_by_role("searchbox").fill("หนังสือจังหวัด")
    expect(page.locator("#files li.file")).to_have_count(1)
    expect(page).to_have_url(
        f"{held.address}/?q=%E0%B8%AB%E0%B8%99%E0%B8%B1%E0%B8%87%E0%B8%AA%E0%B8%B7%E0%B8%AD%E0%B8%88%E0%B8%B1%E0%B8%87%E0%B8%AB%E0%B8%A7%E0%B8%B1%E0%B8%94"
    )
    page.get_by_role("searchbox").fill("ไม่มีแฟ้มนี้แน่")
    expect(page.locator("#no-files")).to_be_visible()


def test_the_language_switch_keeps_the_page(held: Held, page: Page) -> None:
    page.goto(f"{held.address}/chain")
    page.get_by_role("link", name="EN").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Letter chains")
    page.get_by_role("link", name="Files").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Add documents")


@pytest.mark.parametrize(
    "path", ["/", "/chain", "/chain/{letter}", "/documents/{file}", "/documents/{file}?d={sheet}", "/nowhere"]
)
def test_every_page_fits_its_width_and_asks_nobody_else(held: Held, either: Page, path: str) -> None:
    asked: list[str] = []
    said: list[str] = []
    either.on("request", lambda request: asked.append(request.url))
    either.on("console", lambda message: said.append(message.text))
    either.on("pageerror", lambda error: said.append(str(error)))
    address = path.format(letter=held.province_letter, file=held.province, sheet=held.sheet)
    either.goto(held.address + address, wait_until="networkidle")
    assert [url for url in asked if not url.startswith(held.address)] == []
    refused = [one for one in said if "404" not in one or path != "/nowhere"]
    assert refused == []
    assert either.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert either.evaluate(
        "document.fonts.check('16px Sarabun') && [...document.fonts].some(f => f.status == 'loaded')"
    )
