"""Coming in, one's account and the users in Chromium, desk and phone, with axe looking for what shuts people out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from docproc.config import Settings
from docproc.db import migrate
from docproc.demonstration.people import demonstration_users
from docproc.demonstration.run import serving
from docproc.registers.office_seed import seed_offices
from docproc.wiring import service_for
from tests.e2e.open_to_all import assert_open_to_all

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
PASSWORD = "ฝนตกที่ท่าน้ำสามวัน"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with service_for(Settings(data=tmp_path, redis_url=f"unix://{tmp_path}/nobody.sock")) as service:
        migrate(service.database)
        with service.database.writing() as session:
            seed_offices(session)
        with serving(service, "127.0.0.1", 0, demonstration_users(service)) as address:
            yield address.rstrip("/")


@pytest.fixture(params=[DESK, PHONE], ids=["1280", "390"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A browser in which nobody is signed in."""
    context = browser.new_context(viewport=request.param, locale="th-TH")
    yield context.new_page()
    context.close()


def test_an_administrator_invites_somebody_who_comes_in_and_goes_out(page: Page, address: str) -> None:
    page.goto(f"{address}/users")
    expect(page.get_by_role("heading", name="เข้าสู่ระบบ", level=1)).to_be_visible()
    assert_open_to_all(page)
    page.get_by_label("ชื่อผู้ใช้").fill("phudulae")
    page.get_by_label("รหัสผ่าน").fill("not the password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("ไม่ถูกต้อง")
    assert_open_to_all(page)
    page.get_by_role("button", name="ผู้ดูแลระบบ").click()
    page.get_by_role("link", name="ผู้ใช้", exact=True).click()
    assert_open_to_all(page)
    page.get_by_label("ชื่อผู้ใช้").fill("noi")
    page.get_by_label("ชื่อ–สกุล").fill("น้อย ตัวอย่าง")
    page.get_by_role("button", name="เพิ่มและสร้างลิงก์เชิญ").click()
    link = page.locator("code.secret").inner_text()
    assert_open_to_all(page)
    page.get_by_role("link", name="ชูใจ ตัวอย่าง").click()
    page.get_by_label("ชื่อโทเคน").fill("สแกนเนอร์")
    page.get_by_role("button", name="สร้างโทเคน").click()
    expect(page.locator("code.secret")).to_be_visible()
    assert_open_to_all(page)
    page.get_by_role("button", name="ออกจากระบบ").click()
    expect(page.get_by_role("heading", name="เข้าสู่ระบบ", level=1)).to_be_visible()

    page.goto(link)
    assert_open_to_all(page)
    page.get_by_label("รหัสผ่าน").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#upload")).to_be_visible()
    expect(page.get_by_role("link", name="ผู้ใช้", exact=True)).to_have_count(0)
    assert_open_to_all(page)
