"""An operator's day in Chromium, on a desk and on a phone: what failed is tried again, a run over the archive begun."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from docproc import documents
from docproc.config import Settings
from docproc.db import migrate
from docproc.demonstration.run import serving
from docproc.wiring import Service, service_for
from models.rights import Role
from tests import signed_in
from tests.docproc.queueing.scripted_stages import scripted_file, work
from tests.e2e.open_to_all import assert_open_to_all

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
PATIENCE_MS = 30_000


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    # Nobody listens at that queue: the test works itself.
    settings = Settings(data=tmp_path, redis_url=f"unix://{tmp_path}/nobody.sock", retry_wait_seconds=0)
    with service_for(settings) as opened:
        migrate(opened.database)
        yield opened


@pytest.fixture
def address(service: Service) -> Iterator[str]:
    """A file whose second page fails twice, and one read by an earlier version."""
    failing = scripted_file({1: ["read"], 2: ["unreadable", "read"]})
    documents.accept(service, io.BytesIO(failing), "หนังสือเสีย.pdf")
    work(service)
    earlier = replace(service, stage_version="earlier")
    documents.accept(earlier, io.BytesIO(scripted_file(2)), "หนังสือเก่า.pdf")
    work(earlier)
    signed_in.known_session(service, Role.OPERATOR)
    with serving(service, "127.0.0.1", 0) as address:
        yield address.rstrip("/")


@pytest.fixture(params=[DESK, PHONE], ids=["1280", "390"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = signed_in.context(browser, viewport=request.param)
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def test_an_operators_day(page: Page, address: str, service: Service) -> None:
    page.goto(f"{address}/operations")
    expect(page.get_by_text("หนังสือเสีย.pdf")).to_be_visible()
    assert_open_to_all(page)
    page.get_by_role("button", name="หนังสือเสีย.pdf").click()
    expect(page.get_by_text("ไม่มีงานที่ไม่สำเร็จ")).to_be_visible()
    work(service)
    page.goto(f"{address}/operations")
    expect(page.get_by_text("ไม่มีงานที่ไม่สำเร็จ")).to_be_visible()
    expect(page.locator(".chart")).to_be_visible()
    page.get_by_role("link", name="อ่านคลังเอกสารซ้ำ").click()
    page.locator("#where").fill("version=earlier")
    page.locator('button[name="only_count"]').click()
    expect(page.get_by_role("status")).to_contain_text("1 ไฟล์ 2 หน้า")
    assert_open_to_all(page)
    page.locator("#where").fill("colour=red")
    page.locator('button[name="only_count"]').click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator("#where").fill("version=earlier")
    page.locator(".begin .primary").click()
    page.wait_for_url("**/operations/reprocessing/*")
    assert_open_to_all(page)
    page.goto(f"{address}/operations?lang=en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert_open_to_all(page)
