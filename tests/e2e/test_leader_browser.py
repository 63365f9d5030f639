"""A leader's telephone, 390 pixels wide: the camera's picture goes in, a verdict comes at once, then the count."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from docproc.config import Settings
from docproc.demonstration.run import serving
from docproc.messages.catalogue import load_catalogue
from docproc.running import running_service
from samples.bad_photographs import BAD_INPUTS
from tests import signed_in

PHONE: ViewportSize = {"width": 390, "height": 844}
TEXT = load_catalogue("th").text
VERDICT_SECONDS = 2.0
COUNTED_MS = 180_000  # on a loaded machine; a sheet takes a second on an idle one


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Photographs as a camera gives them: of three rows, the second not signed, and of half a sheet."""
    folder = tmp_path_factory.mktemp("camera")
    for name in ("three-rows", "half-sheet"):
        cv2.imwrite(str(folder / f"{name}.jpg"), BAD_INPUTS[name](), [cv2.IMWRITE_JPEG_QUALITY, 85])
    return folder


@pytest.fixture
def phone(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    settings = Settings(data=tmp_path / "data", workers=1)
    with running_service(settings) as service, serving(service, "127.0.0.1", 0) as address:
        signed_in.known_session(service)
        context = signed_in.context(browser, viewport=PHONE, has_touch=True)
        page = context.new_page()
        page.goto(address.rstrip("/") + "/leader")
        yield page
        context.close()


def take(page: Page, picture: Path) -> float:
    """CPU seconds of the web server, which runs in this process, from the camera's picture to the verdict's coming.

    Seconds on the wall say how busy the machine is.
    """
    started = time.process_time()
    page.locator("input[type=file][capture=environment]").set_input_files(picture)
    page.locator(".verdict h2").wait_for(timeout=COUNTED_MS)
    return time.process_time() - started


def test_the_camera_gives_a_verdict_and_then_the_count(phone: Page, pictures: Path) -> None:
    # The first picture loads what the check needs; a leader takes one sheet after another.
    take(phone, pictures / "half-sheet.jpg")
    expect(phone.locator("#verdict")).to_contain_text(TEXT("quality.cut_off"))
    phone.reload()
    seconds = take(phone, pictures / "three-rows.jpg")
    expect(phone.locator("#verdict h2")).to_contain_text(TEXT("leader.good"))
    assert seconds < VERDICT_SECONDS
    expect(phone.locator(".counted")).to_have_text(TEXT("leader.count", n=2, m=3), timeout=COUNTED_MS)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    phone.screenshot(path=pictures / "counted.png", full_page=True)
    phone.get_by_role("link", name=TEXT("leader.open")).click()
    phone.wait_for_url("**/documents/*")
