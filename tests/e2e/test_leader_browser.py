"""A leader's day on a telephone, 390 pixels wide, in a village hall where the signal comes and goes."""

from __future__ import annotations

import random
import re
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import cv2
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect
from sqlalchemy import func, select

from docproc.config import Settings
from docproc.demonstration.run import serving
from docproc.messages.catalogue import load_catalogue
from docproc.programme.asd_rules import CODE
from docproc.programme.views import standing_of
from docproc.running import running_service
from docproc.wiring import Service
from models.rights import Role
from models.tables.originals import DeliveryRecord, SourceRecord
from models.tables.uploads import UploadRecord
from samples.bad_photographs import BAD_INPUTS
from samples.screen import Post, draw_screenshot
from tests import signed_in
from tests.conftest import QUIET_CHROMIUM
from tests.docproc.programme import district as d
from tests.e2e.open_to_all import assert_open_to_all

PHONE: ViewportSize = {"width": 390, "height": 844}
TEXT = load_catalogue("th").text
VERDICT_SECONDS = 2.0
READ_MS = 240_000  # on a loaded machine; a sheet takes a second on an idle one
TOLD_MS = 30_000
LOOKS_AGAIN_MS = 16_000  # the page asks every 15 seconds whether there is a signal
FIRST_PAGE_BYTES = 150_000
LEADER = "ชลธิชา ยาวิละ"
TITLE = "มารู้จักอาสาสมัครดิจิทัลประจำหมู่บ้าน"
HELD, POSTED = "2024-03-12", "2024-03-13"


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Photographs as a camera gives them, one of three rows, the second not signed; a screenshot of the post."""
    folder = tmp_path_factory.mktemp("camera")
    for name in ("three-rows", "half-sheet"):
        cv2.imwrite(str(folder / f"{name}.jpg"), BAD_INPUTS[name](), [cv2.IMWRITE_JPEG_QUALITY, 85])
    post = Post(
        "ข่าวสารอาสา",
        f"{LEADER} (แกนนำ อสด. อำเภอที่นี่)",
        "13 มีนาคม 2567 เวลา 13:42 น.",
        f"วันนี้ชวนพี่น้องตำบลป่าแฝก{TITLE} มีผู้สมัครครบทั้ง 9 หมู่บ้าน รวม 18 คน",
        "48 ถูกใจ   6 ความเห็น",
        "13:45",
    )
    draw_screenshot(post, random.Random(1)).image.save(folder / "post.png")
    return folder


class Hall:
    """A service that works, and a web process that can be out of reach: that is a lost signal for everything."""

    def __init__(self, service: Service, folder: Path) -> None:
        self.service = service
        self.folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"

    @contextmanager
    def signal(self) -> Iterator[None]:
        with serving(self.service, "127.0.0.1", self.port):
            yield

    def count(self, record: Any) -> int:
        with self.service.database.reading() as session:
            return session.scalar(select(func.count()).select_from(record)) or 0

    def upload(self) -> UploadRecord:
        """The only one there is."""
        with self.service.database.reading() as session:
            return session.scalars(select(UploadRecord)).one()


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    with running_service(Settings(data=tmp_path / "data", workers=1)) as service:
        d.furnish(service)
        signed_in.known_session(service, Role.LEADER, area=f"{d.PROVINCE}{d.HERE}/", office=d.HERE, name=LEADER)
        yield Hall(service, tmp_path)


@contextmanager
def telephone(browser: Browser, hall: Hall) -> Iterator[BrowserContext]:
    """The same telephone every time: what it keeps lies in one folder, as when a browser is started again."""
    context = browser.browser_type.launch_persistent_context(
        hall.folder / "telephone",
        executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
        args=QUIET_CHROMIUM,
        viewport=PHONE,
        has_touch=True,
        locale="th-TH",
    )
    context.add_cookies([signed_in.known_cookie()])
    try:
        yield context
    finally:
        context.close()


@pytest.fixture
def phone(browser: Browser, hall: Hall) -> Iterator[Page]:
    """The leader's page on a telephone that has a signal."""
    with hall.signal(), telephone(browser, hall) as context:
        page = context.pages[0]
        page.goto(f"{hall.address}/leader")
        yield page


def camera(page: Page) -> Locator:
    """Once the script has taken it over."""
    return page.locator("label.ready input[capture=environment]")


def attach(page: Page) -> None:
    """The one picture that waits to be attached, to the one activity."""
    button = page.get_by_role("button", name=TEXT("leader.attach_to", title=TITLE))
    button.wait_for(timeout=READ_MS)
    button.click()


def publish(page: Page) -> None:
    page.get_by_label(TEXT("leader.activity_name")).fill(TITLE)
    page.get_by_label(TEXT("leader.day_held")).fill(HELD)
    page.get_by_label(TEXT("leader.day_posted")).fill(POSTED)
    page.get_by_role("button", name=TEXT("leader.save_activity")).click()


def finish(page: Page, pictures: Path) -> None:
    """From the sheet that was read to the district that is complete."""
    publish(page)
    attach(page)
    expect(page.locator("section:has(#step_evidence) .needs").first).to_contain_text(TEXT("doc_type.screenshot"))
    assert_open_to_all(page)
    page.locator("label.leader-choose.ready input").set_input_files(pictures / "post.png")
    attach(page)
    expect(page.locator("#step_evidence .step-done")).to_be_visible()
    page.get_by_role("button", name=TEXT("leader.hand_in")).click()
    expect(page.locator(".leader-state")).to_have_text(TEXT("submission_state.complete"))
    expect(page.locator("section:has(#step_submit)")).to_contain_text(TEXT("leader.all_there"))
    assert_open_to_all(page)


def test_a_leaders_day(phone: Page, hall: Hall, pictures: Path) -> None:
    expect(phone.locator("section:has(#step_activity) .needs").first).to_contain_text("ยังไม่มีกิจกรรม")
    assert_open_to_all(phone)
    # The first picture loads what the check needs; a leader takes one sheet after another.
    camera(phone).set_input_files(pictures / "half-sheet.jpg")
    expect(phone.locator("#pictures")).to_contain_text(TEXT("quality.cut_off"), timeout=READ_MS)
    phone.locator("[data-under-way]").wait_for(state="detached", timeout=READ_MS)
    # CPU seconds of the web server, which runs in this process: those on the wall say how busy the machine is.
    started = time.process_time()
    camera(phone).set_input_files(pictures / "three-rows.jpg")
    expect(phone.locator(".verdict h4").first).to_contain_text(TEXT("leader.good"), timeout=READ_MS)
    assert time.process_time() - started < VERDICT_SECONDS
    expect(phone.locator(".counted").first).to_have_text(TEXT("leader.count", n=2, m=3), timeout=READ_MS)
    assert_open_to_all(phone)
    publish(phone)
    for verdict in phone.locator(".verdict").all():
        expect(verdict.get_by_role("button", name=TITLE)).to_be_visible()
    phone.screenshot(path=pictures / "attach.png", full_page=True)


def test_first_page_is_light(hall: Hall, browser: Browser) -> None:
    with hall.signal(), telephone(browser, hall) as context:
        page = context.pages[0]
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        sizes: list[float] = []
        network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        page.goto(f"{hall.address}/leader", wait_until="networkidle")
        assert 0 < sum(sizes) < FIRST_PAGE_BYTES


def test_upload_that_loses_the_signal_goes_on_where_it_was(phone: Page, hall: Hall, pictures: Path) -> None:
    offsets: list[int] = []

    def note(request: Any) -> None:
        if request.method == "PATCH":
            offsets.append(int(request.headers["upload-offset"]))

    phone.on("request", note)
    network = phone.context.new_cdp_session(phone)
    slow = {"offline": False, "latency": 20, "downloadThroughput": -1, "uploadThroughput": 200_000}
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", slow)
    camera(phone).set_input_files(pictures / "three-rows.jpg")
    sending = re.compile(TEXT("leader.sending").replace("{percent}", "[1-9][0-9]?"))
    expect(phone.locator(".capture-state")).to_have_text(sending, timeout=TOLD_MS)
    phone.context.set_offline(True)
    expect(phone.locator("#signal")).to_have_text(TEXT("leader.offline"), timeout=TOLD_MS)
    expect(phone.locator(".capture-state")).to_have_text(TEXT("leader.waiting"))
    assert_open_to_all(phone)
    upload = hall.upload()
    assert 0 < upload.received_bytes < upload.size_bytes and hall.count(SourceRecord) == 0
    before = len(offsets)
    phone.context.set_offline(False)
    expect(phone.locator("#waiting")).to_be_hidden(timeout=READ_MS)
    expect(phone.locator(".counted")).to_have_text(TEXT("leader.count", n=2, m=3), timeout=READ_MS)
    assert offsets[before] == upload.received_bytes, "what was safe is not sent again"
    assert [hall.count(one) for one in (UploadRecord, SourceRecord, DeliveryRecord)] == [1, 1, 1]


def test_picture_taken_without_a_signal_outlives_tab_and_browser(hall: Hall, browser: Browser, pictures: Path) -> None:
    with hall.signal(), telephone(browser, hall) as context:
        page = context.pages[0]
        page.goto(f"{hall.address}/leader")
        expect(page.locator("#kept")).to_be_visible(timeout=TOLD_MS)
    with telephone(browser, hall) as context:
        page = context.new_page()
        page.goto(f"{hall.address}/leader")
        expect(page).to_have_title(re.compile(TEXT("leader.offline_title")))
        camera(page).set_input_files(pictures / "three-rows.jpg")
        expect(page.locator(".capture-state")).to_have_text(TEXT("leader.waiting"))
        assert_open_to_all(page)
        page.close()
    with ExitStack() as stack:
        context = stack.enter_context(telephone(browser, hall))
        page = context.pages[0]
        page.clock.install()
        page.goto(f"{hall.address}/leader")
        expect(page.locator(".capture-state")).to_have_text(TEXT("leader.waiting"))
        stack.enter_context(hall.signal())
        page.clock.fast_forward(LOOKS_AGAIN_MS)  # nobody touches the telephone
        expect(page.locator(".counted")).to_have_text(TEXT("leader.count", n=2, m=3), timeout=READ_MS)
        expect(page.locator("#waiting")).to_be_hidden()
        finish(page, pictures)
        assert [hall.count(one) for one in (UploadRecord, SourceRecord, DeliveryRecord)] == [2, 2, 2]
        assert standing_of(hall.service, d.EVERYTHING, CODE, d.HERE).verdict.missing == ()
        page.reload()
        expect(page.locator("#waiting")).to_be_hidden()
        assert hall.count(UploadRecord) == 2


def test_picture_of_somebody_else_waits_for_that_person(phone: Page, hall: Hall, pictures: Path) -> None:
    phone.context.set_offline(True)
    camera(phone).set_input_files(pictures / "half-sheet.jpg")
    expect(phone.locator("#signal")).to_have_text(TEXT("leader.offline"))
    other = signed_in.user(hall.service, Role.LEADER, area=f"{d.PROVINCE}{d.HERE}/", office=d.HERE)
    phone.context.set_offline(False)
    secret = signed_in.session_cookie(hall.service, other)["session"]
    phone.context.add_cookies([{**signed_in.known_cookie(), "value": secret}])
    phone.reload()
    expect(phone.locator("#waiting")).to_contain_text(TEXT("leader.others", n=1))
    assert hall.count(SourceRecord) == 0
